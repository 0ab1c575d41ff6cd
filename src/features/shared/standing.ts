/** How the signatures of a record stand, and whose turn it is. */
import { type Signature, type SignedState, type UnsetSignature } from '../../domain/records/record.ts'
import { type ReaderRole } from './record-view.ts'

/** The counted and unset signatures of a record, from where one of the two stands. */
export interface Standing {
  /** My signature, where it counts. */
  readonly mine: Signature | undefined
  readonly theirs: Signature | undefined
  /** Both signed at once without seeing each other: one of them signs again, and the record locks. */
  readonly apart: boolean
  /** My latest signature that no longer counts, where none does. */
  readonly undone: UnsetSignature | undefined
  readonly theirsUndone: UnsetSignature | undefined
}

export const standingOf = (state: SignedState, role: ReaderRole): Standing => {
  const counted = (own: boolean): Signature | undefined => state.signatures.find(({ sign }) => (sign.role === role) === own)
  const unset = (own: boolean): UnsetSignature | undefined =>
    state.unsetSignatures.findLast(({ sign }) => (sign.role === role) === own)
  const mine = counted(true)
  const theirs = counted(false)
  return {
    mine,
    theirs,
    apart: mine !== undefined && theirs !== undefined && mine.sign.contentHash !== theirs.sign.contentHash,
    undone: mine ? undefined : unset(true),
    theirsUndone: theirs ? undefined : unset(false),
  }
}

/** Whether the reader is asked to sign a session or an observation now: a supervisee once it is shared with them. */
export const mayReaderSign = (state: SignedState, role: ReaderRole): boolean => {
  if (state.locked || state.voided || role === 'reader') return false
  if (role === 'supervisee' && !state.shared) return false
  const { mine, apart } = standingOf(state, role)
  return mine === undefined || apart
}
