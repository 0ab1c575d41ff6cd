/** Why signing in, or changing how one signs in, did not work. */
import { DeviceError } from '../../queries/device-error.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'

/** A code of the service or of the device; `retryAfterS` where one has to wait. */
export interface Problem {
  readonly code: string
  readonly retryAfterS?: number
}

/** What has a sentence of its own here. */
const OWN = [
  'sign-in-wrong', 'account-closed', 'code-wrong', 'code-needed', 'other-way-needed', 'second-factor-to-set', 'second-factor-last', 'sign-in-not-fresh',
  'password-wrong', 'passkey-refused', 'passkey-stopped', 'took-too-long', 'no-storage', 'kdf-failed', 'not-here', 'sign-in-needed',
] as const

/** The sentence that says what to do. */
export const problemText = ({ code, retryAfterS }: Problem, words: Words): string => {
  const { say } = words
  if (code === 'sign-in-throttled') return say('account.error.throttled', { seconds: retryAfterS ?? 60 })
  const own = OWN.find((each) => each === code)
  return own ? say(`security.error.${own}`) : errorInWords(code, words)
}

/** What was thrown, as a problem: the browser's own question about a passkey rejects with its own errors. */
export const problemOf = (error: unknown): Problem => ({ code: error instanceof DeviceError ? error.code : 'passkey-stopped' })
