/** Who may have somebody sign a record by a link of its own (G4, J5), and when. */
import { type AccessContext, relationsTo } from './access.ts'
import { type PlainDate } from './dates.ts'
import { type SignableState } from './records/record.ts'
import { type RecordForm } from './records/content.ts'
import { objectionToSigning } from './records/signed.ts'

/** How long a link is good for. */
export const LINK_HOURS = 72
/** Wrong codes before a link is dead. */
export const CODE_TRIES = 5

export type LinkObjection =
  /** It is not theirs to send. */
  | 'not-allowed'
  /** The record is not one that its supervisee is asked to sign as it is. */
  | 'not-now'

/**
 * @param at whoever sends it: the supervisor of the record, or who manages its setting; never the supervisee themselves
 * @returns null where a link may be sent, and one that was sent may be used
 */
export const objectionToLink = (state: SignableState, form: RecordForm, at: AccessContext, asOf: PlainDate): LinkObjection | null => {
  const held = relationsTo(state, at)
  if (state.supervisee === at.person || !(held.has('supervisor') || held.has('manager'))) return 'not-allowed'
  // A session is the supervisee's to sign once it is shared with them, an observation once both views are; an agreement at once.
  const shared = state.kind === 'session' ? state.shared !== null : true
  const signed = state.signatures.some(({ sign }) => sign.role === 'supervisee')
  return !shared || signed || objectionToSigning(state, form, asOf) !== null ? 'not-now' : null
}
