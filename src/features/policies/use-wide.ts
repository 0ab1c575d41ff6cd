import { useSyncExternalStore } from 'react'

/** Where panes stand beside one another (`$panes`), there is room for a table. */
const WIDE = '(min-width: 56.25em)'

const subscribe = (changed: () => void): (() => void) => {
  if (!('matchMedia' in globalThis)) return () => undefined
  const query = globalThis.matchMedia(WIDE)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether there is room for a table; where it can't be told, there is. */
export const useWide = (): boolean =>
  useSyncExternalStore(subscribe, () => !('matchMedia' in globalThis) || globalThis.matchMedia(WIDE).matches)
