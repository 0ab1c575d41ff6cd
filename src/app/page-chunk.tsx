import { type ComponentType, createElement, lazy, type ReactElement, useState } from 'react'

/** What could not be got is not asked for again before. */
const AGAIN_MS = 500

export interface PageChunk<Props extends object> {
  (props: Props): ReactElement
  /** Gets it before it is wanted. What fails is tried again when it is. */
  readonly preload: () => void
}

/**
 * A page that is a chunk of its own, got when it is first wanted; after that it is there at once. What could not be got is
 * tried again when the page is shown anew.
 */
export const pageChunk = <Props extends object>(load: () => Promise<ComponentType<Props>>): PageChunk<Props> => {
  let got: ComponentType<Props> | null = null
  const get = async (): Promise<ComponentType<Props>> => (got ??= await load())
  const later = (): ComponentType<Props> =>
    lazy(async () => {
      try {
        return { default: await get() }
      } catch (error) {
        // React keeps what a lazy component answered, a failure too. Not at once: it would itself try anew, without end.
        setTimeout(() => {
          Later = later()
        }, AGAIN_MS)
        throw error
      }
    }) as ComponentType<Props>
  let Later = later()
  const Page = (props: Props) => {
    const [page] = useState<ComponentType<Props>>(() => got ?? Later)
    return createElement(page, props)
  }
  return Object.assign(Page, {
    preload: () => {
      get().catch(() => undefined)
    },
  })
}
