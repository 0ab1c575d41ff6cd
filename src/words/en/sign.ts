/** Sharing, signing, countersigning, locking. */
import { type Area } from '../catalogue.ts'

export const sign = {
  'sign.title': 'Check and sign this record',
  'sign.notYet': 'The record is not complete until both of you sign.',
  'sign.meaning': 'Signing says that this is a fair record of the session. It can’t be changed afterwards, only added to.',
  'sign.agree': 'I agree',
  'sign.agreeComment': 'I agree, with a comment',
  'sign.disagree': 'I disagree',
  'sign.disagreeHint': 'Your reasons are kept on the record. Signing does not mean that you agree.',
  'sign.comment': 'Your comment',
  'sign.button': 'Sign this record',
  'sign.share': 'Share with {name}',
  'sign.handOver': 'Hand over to {name} to sign',
  'sign.waitingFor': 'Waiting for {name} to sign',
  'sign.waitingForBy': 'Waiting for {name} to sign by {day}',
  'sign.signedBy': 'Signed by {name}, {when}',
  'sign.locked': 'Signed by both and locked',
  'sign.method.key': 'with their own key on this device',
  'sign.method.sign-in': 'signed in',
  'sign.method.link': 'with a single-use link',
  'sign.notConfirmed': 'Not yet confirmed',
} as const satisfies Area<'sign'>
