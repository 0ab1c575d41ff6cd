import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Place } from './place.ts'

/**
 * A new page begins at its top; Back and Forward find a page where it was left. Another part of the same page moves
 * nothing. The positions are in memory, and forgotten on locking.
 */
export const useScroll = ({ path, visit }: Place): void => {
  const [positions] = useState(() => new Map<string, number>())
  const shown = useRef<{ readonly path: string; readonly visit: string | null } | null>(null)
  /** Off while one page takes the place of another: what scrolls then was scrolled by nobody. */
  const noting = useRef(false)

  useEffect(() => {
    const note = (): void => {
      if (noting.current && shown.current?.visit) positions.set(shown.current.visit, window.scrollY)
    }
    window.history.scrollRestoration = 'manual'
    window.addEventListener('scroll', note, { passive: true })
    return () => {
      window.history.scrollRestoration = 'auto'
      window.removeEventListener('scroll', note)
    }
  }, [positions])

  // The top comes before the page's own effects, which may move to a field in it; what is restored comes after them.
  useLayoutEffect(() => {
    noting.current = false
    if (shown.current?.path !== path && !positions.has(visit ?? '')) window.scrollTo(0, 0)
  }, [path, visit, positions])
  useEffect(() => {
    const known = positions.get(visit ?? '')
    if (known !== undefined) window.scrollTo(0, known)
    else if (visit !== null) positions.set(visit, window.scrollY)
    shown.current = { path, visit }
    noting.current = true
  }, [path, visit, positions])
}
