/** One at a time, in the order they asked. */
export interface Mutex {
  /** Resolves to the function that lets the next one in. */
  readonly take: () => Promise<() => void>
}

export const mutex = (): Mutex => {
  let last: Promise<void> = Promise.resolve()
  return {
    take: async () => {
      const before = last
      let release = (): void => {}
      last = new Promise<void>((resolve) => {
        release = resolve
      })
      await before
      return release
    },
  }
}
