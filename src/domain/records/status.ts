/** Where a record stands, read off its state: what lists show, without the rules that brought it there. */
import { type PlainDate } from '../dates.ts'
import { type AgreementState, type ObservationState, type Off, type SessionState } from './record.ts'

export type SessionStatus =
  | 'planned'
  | 'cancelled'
  | 'missed'
  | 'held'
  | 'shared'
  | 'part-signed'
  | 'locked'
  | 'void'

/** The date it is planned for was called off, or missed, and there is no new one yet. */
export const offOf = (state: Pick<SessionState, 'off'>): Off | null => {
  const last = state.off.at(-1)
  return last && !last.rebooked ? last : null
}

/** What was held counts, whatever was said of the date before. */
export const statusOf = (state: SessionState): SessionStatus => {
  if (state.voided) return 'void'
  if (state.locked) return 'locked'
  if (state.signatures.length > 0) return 'part-signed'
  if (state.shared) return 'shared'
  if (state.held) return 'held'
  return offOf(state)?.kind ?? 'planned'
}

export type AgreementStatus = 'draft' | 'part-signed' | 'signed' | 'void'

export const agreementStatusOf = (state: AgreementState): AgreementStatus => {
  if (state.voided) return 'void'
  if (state.locked) return 'signed'
  return state.signatures.length > 0 ? 'part-signed' : 'draft'
}

/** The day on which both had signed; null before. */
export const signedOnOf = (state: AgreementState): PlainDate | null =>
  state.locked ? (state.signatures.map(({ sign }) => sign.on).sort().at(-1) ?? null) : null

export type ObservationStatus = 'planned' | 'begun' | 'observed' | 'revealed' | 'part-signed' | 'locked' | 'void'

export const observationStatusOf = (state: ObservationState): ObservationStatus => {
  if (state.voided) return 'void'
  if (state.locked) return 'locked'
  if (state.signatures.length > 0) return 'part-signed'
  if (state.revealed) return 'revealed'
  if (state.observed) return state.observed.end ? 'observed' : 'begun'
  return 'planned'
}
