import { useSyncExternalStore } from 'react'

/** Where panes stand beside one another (`$panes`), there is room for a table. */
const WIDE = '(min-width: 56.25em)'

const query = (): MediaQueryList | null => (typeof globalThis.matchMedia === 'function' ? globalThis.matchMedia(WIDE) : null)

const subscribe = (changed: () => void): (() => void) => {
  const media = query()
  media?.addEventListener('change', changed)
  return () => media?.removeEventListener('change', changed)
}

/** Whether there is room for a table; where it can't be told, there is. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query()?.matches ?? true)
