/**
 * Methods that get what they are made of when one is first called: what opening the app does without. They are asked for
 * early (`preloadWriting`), as there may be no connection later.
 */
export const lazily = <T extends object, Name extends keyof T & string>(
  names: readonly Name[],
  get: () => Promise<Pick<T, Name>>,
): Pick<T, Name> => {
  const method = (name: Name) => async (...said: readonly unknown[]): Promise<unknown> =>
    ((await get())[name] as (...said: readonly unknown[]) => unknown)(...said)
  return Object.fromEntries(names.map((name) => [name, method(name)])) as Pick<T, Name>
}
