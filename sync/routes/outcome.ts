import { Refused } from '../http/errors.ts'
import { type Outcome } from '../services/accounts.ts'
import { type Tried } from '../services/invitations.ts'

/** What was asked for. @throws Refused where it was not done */
export const valueOf = <T>(outcome: Outcome<T> | Tried<T>): T => {
  if (outcome.ok) return outcome.value
  throw new Refused(outcome.code, 'retryAfter' in outcome ? { retryAfter: outcome.retryAfter } : {})
}
