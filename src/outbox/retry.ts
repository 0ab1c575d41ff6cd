/** When to try again, and what a refusal of the whole request means (T4). No refusal ever removes an act (V3). */
import { type Random } from './ports.ts'
import { type Answer } from './read-answer.ts'

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

export type Meaning =
  /** No answer of the service. */
  | { readonly kind: 'offline' }
  /** Nobody, or somebody else, is signed in. */
  | { readonly kind: 'sign-in-needed' }
  /** Too many acts at once: send fewer (P1). */
  | { readonly kind: 'too-large' }
  /** The body as a whole is malformed: one of the acts in it cannot even be parsed (P8). */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'update-needed' }
  /** The service has a problem: again later, with everything. `fails`: it may be one act that makes it fail. */
  | { readonly kind: 'wait'; readonly retryAfterMs: number | null; readonly fails: boolean }

const MALFORMED: ReadonlySet<string> = new Set(['body-malformed', 'body-invalid', 'body-duplicate-key', 'body-too-deep'])

/** What an answer that isn't a success means. */
export const meaningOf = (answer: Exclude<Answer<unknown>, { kind: 'answered' }>): Meaning => {
  if (answer.kind === 'offline') return { kind: 'offline' }
  const { status, code, retryAfterMs } = answer
  if (status === 401 || code === 'principal-other') return { kind: 'sign-in-needed' }
  if (status === 413) return { kind: 'too-large' }
  if (code === 'protocol-unsupported') return { kind: 'update-needed' }
  if ((status === 400 || status === 422) && MALFORMED.has(code)) return { kind: 'malformed' }
  return { kind: 'wait', retryAfterMs, fails: status === 500 }
}
