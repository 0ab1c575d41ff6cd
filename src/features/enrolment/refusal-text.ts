import { unreachable } from '../../domain/unreachable.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { type Words } from '../../words/words.ts'
import { type EnrolRefusal } from '../shared/enrolment.ts'

/** Why a person is not enrolled, or has no new PIN. */
export const refusalText = (refusal: EnrolRefusal, { say }: Words): FieldError => {
  switch (refusal.kind) {
    case 'offline':
    case 'sign-in-not-fresh':
    case 'passkey-stopped':
      return { id: null, message: say(`enrolment.error.${refusal.kind}`) }
    case 'server-trouble':
      return { id: null, message: say('account.error.server') }
    case 'throttled':
      return { id: null, message: say('account.error.throttled', { seconds: refusal.seconds }) }
    case 'closed':
      return { id: null, message: say('account.error.closed') }
    case 'no-storage':
      return { id: null, message: say('account.error.storage') }
    case 'no-memory':
      return { id: null, message: say('account.error.memory') }
    default:
      return unreachable(refusal)
  }
}
