/**
 * Where in the app one is. The address bar is the truth; what is shown stays one step behind while the part of the app
 * for the next page is got, so that a page is left only when there is another.
 */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { type AroundNavHandler, type BaseLocationHook } from 'wouter'
import { navigate, useHistoryState, usePathname, useSearch } from 'wouter/use-browser-location'

export interface Place {
  readonly path: string
  readonly search: string
  /** One entry of the browser's history: random, so that it says nothing. Null where the browser made it itself. */
  readonly visit: string | null
}

const newVisit = (): string => crypto.randomUUID()
const visitOf = (state: unknown): string | null => (typeof state === 'string' ? state : null)

/** Going where one is already adds nothing to the history. */
export const goTo: AroundNavHandler = (go, to, options) => {
  const same = to === window.location.pathname + window.location.search
  const replace = options?.replace === true
  if (same && !replace) window.scrollTo(0, 0)
  go(to, { replace: same || replace, state: newVisit() })
}

/** What the router is told of a place. */
const locationHook = ({ path, search }: Place): BaseLocationHook =>
  Object.assign((): [string, typeof navigate] => [path, navigate], { searchHook: () => search })

/** How long the page one leaves may stay before it says that the next one is loading. */
const LATE_MS = 300

const useLate = (waiting: boolean): boolean => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting])
  return waiting && late
}

export interface Shown {
  readonly place: Place
  readonly hook: BaseLocationHook
  /** The next page is long in coming. */
  readonly late: boolean
}

/** The entry one came in by has no visit yet; it has one before anything is shown, so that no scrolling of it is lost. */
const nameTheFirst = (): void => {
  if (visitOf(window.history.state) === null) navigate(window.location.href, { replace: true, state: newVisit() })
}

export const usePlace = (): Shown => {
  useState(nameTheFirst)
  const path = usePathname()
  const search = useSearch()
  const visit = visitOf(useHistoryState<unknown>())
  const wanted = useMemo<Place>(() => ({ path, search, visit }), [path, search, visit])
  const left = useDeferredValue(wanted)
  // Another section of the same page is never waited for: shown later than the focus has moved on, it would bring it back,
  // and what is typed would be another field's.
  const place = left.path === wanted.path ? wanted : left
  const hook = useMemo(() => locationHook(place), [place])
  const late = useLate(place !== wanted)
  return { place, hook, late }
}
