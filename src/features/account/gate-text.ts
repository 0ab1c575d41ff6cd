import { unreachable } from '../../domain/unreachable.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { type Words } from '../../words/words.ts'
import { PASSWORD, USERNAME } from '../shared/sign-in-fields.ts'
import { type GateRefusal } from './gate.ts'

export const PHRASE = 'phrase'

/** Why the door stayed shut, and the field to go to; none where no field is at fault. */
export const refusalText = (refusal: GateRefusal, door: 'unlock' | 'sign-in', { say }: Words): FieldError => {
  switch (refusal.kind) {
    case 'wrong':
      return door === 'unlock'
        ? { id: PASSWORD, message: say('account.error.wrongPassword') }
        : { id: USERNAME, message: say('account.error.wrongSignIn') }
    case 'pin-wrong':
      return { id: null, message: say('account.error.pinWrong', { left: refusal.left }) }
    case 'pin-gone':
      return { id: null, message: say('account.error.pinGone') }
    case 'pin-needs-connection':
      return { id: null, message: say('account.error.pinOffline') }
    case 'phrase-wrong':
      return { id: PHRASE, message: say('account.error.phraseWrong') }
    case 'passkey-stopped':
      return { id: null, message: say('account.error.passkeyStopped') }
    case 'closed':
      return { id: null, message: say('account.error.closed') }
    case 'throttled':
      return { id: null, message: say('account.error.throttled', { seconds: refusal.seconds }) }
    case 'offline':
      return { id: null, message: say('account.error.offline') }
    case 'server-trouble':
      return { id: null, message: say('account.error.server') }
    case 'no-storage':
      return { id: null, message: say('account.error.storage') }
    case 'wiped':
    case 'not-here':
      return { id: null, message: say('account.error.notHere') }
    case 'no-memory':
      return { id: null, message: say('account.error.memory') }
    default:
      return unreachable(refusal)
  }
}
