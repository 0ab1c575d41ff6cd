/** What a refusal of the whole request means (T4). No refusal ever removes an act (V3). */
import { type Answer } from './read-answer.ts'

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

/**
 * What the same ends a request with that carries no acts: what fewer acts would put right is the service's own trouble there,
 * and is asked again later.
 */
export const endingOf = (answer: Exclude<Answer<unknown>, { kind: 'answered' }>): Exclude<Meaning, { readonly kind: 'too-large' | 'malformed' }> => {
  const meaning = meaningOf(answer)
  return meaning.kind === 'too-large' || meaning.kind === 'malformed' ? { kind: 'wait', retryAfterMs: null, fails: false } : meaning
}
