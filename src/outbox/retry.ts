/** When to try again (T4). */
import { type Random } from './ports.ts'

const LEAST_MS = 1000
const MOST_MS = 60_000

/**
 * Full jitter from 1 s, up to 60 s: the ceiling doubles with each failure in a row.
 *
 * @param failures     1 for the first
 * @param retryAfterMs what the server asked for, or null: never less than that
 */
export const backoffMs = (failures: number, retryAfterMs: number | null, random: Random): number => {
  const ceiling = Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures, 16))
  return Math.max(LEAST_MS + random() * (ceiling - LEAST_MS), retryAfterMs ?? 0)
}
