/**
 * How much is asked for at once (L5), in characters of JSON: at first the usual, in which there is room for what Today needs,
 * policies among it; more while answers come quickly, since each request takes its time too; less after one that did not come,
 * so that over a slow connection some arrive within the time a request has (T4).
 */
const LEAST = 60_000
const MOST = 3_000_000
const QUICK_MS = 1000
const SLOW_MS = 8000

/**
 * @param size   what was asked for
 * @param answer how long it took in milliseconds, and whether there is more; null where none came
 * @returns what to ask for next
 */
export const nextPage = (size: number, answer: { readonly ms: number; readonly more: boolean } | null): number => {
  if (answer === null || answer.ms > SLOW_MS) return Math.max(LEAST, Math.ceil(size / 2))
  // One that held all there was says nothing of how long a larger one would take.
  return answer.more && answer.ms < QUICK_MS ? Math.min(MOST, size * 2) : size
}
