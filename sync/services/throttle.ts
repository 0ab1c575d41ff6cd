/** How often a sign-in may be tried (A7): counted before it is judged, so that a thousand at once are not a thousand tries. */
import { epochOf, type Instant } from '../../src/domain/dates.ts'

export interface Throttle {
  /** Counts a try. Null lets it through; otherwise the whole seconds to wait. */
  readonly admit: (key: string, now: Instant) => number | null
  /** The try was right: what was counted is forgotten. */
  readonly clear: (key: string) => void
  /** The try was right, for a key that others share: only it is forgotten. */
  readonly refund: (key: string) => void
}

/** Beyond this many keys the oldest are forgotten: a stranger must not fill the memory. */
const KEYS_KEPT = 10_000

/** At most `tries` in any `windowMs`. */
export const throttle = ({ tries, windowMs }: { readonly tries: number; readonly windowMs: number }): Throttle => {
  const tried = new Map<string, readonly number[]>()
  return {
    admit: (key, now) => {
      const at = epochOf(now)
      const recent = (tried.get(key) ?? []).filter((then) => then > at - windowMs)
      const first = recent[0]
      if (first !== undefined && recent.length >= tries) return Math.max(1, Math.ceil((first + windowMs - at) / 1000))
      tried.delete(key)
      tried.set(key, [...recent, at])
      const oldest = tried.keys().next().value
      if (tried.size > KEYS_KEPT && oldest !== undefined) tried.delete(oldest)
      return null
    },
    clear: (key) => {
      tried.delete(key)
    },
    refund: (key) => {
      const left = (tried.get(key) ?? []).slice(0, -1)
      if (left.length > 0) tried.set(key, left)
      else tried.delete(key)
    },
  }
}
