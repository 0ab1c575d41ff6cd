/** What every record holds, whatever its kind: the fold of its acts so far. */
import { type Instant, type PlainDate } from '../dates.ts'
import { type ActId, type PersonId, type PostId, type RecordId, type SettingId } from '../ids.ts'
import { type Json } from '../json.ts'
import {
  type FieldName,
  type Pins,
  type RecordSign,
  type SessionHold,
  type SettingOpen,
  type PersonAdd,
  type PostStart,
  type ShiftLog,
  type VoidReason,
} from './acts.ts'

/** A value a field has or had: what, by which act, whose, when by their device's clock. */
export interface FieldVersion {
  readonly value: Json
  readonly act: ActId
  readonly by: PersonId
  readonly at: Instant
}

export interface Signature {
  readonly act: ActId
  readonly by: PersonId
  readonly at: Instant
  readonly sign: RecordSign
}

/** Why a signature is kept without counting (P7): it is never thrown away. */
export type UnsetReason =
  | 'edited-after'
  | 'other-content'
  | 'signed-again'
  | 'answers-missing'
  | 'competing-open'
  | 'record-closed'

export interface UnsetSignature extends Signature {
  readonly because: UnsetReason
  readonly unsetBy: ActId
}

export interface Addendum {
  readonly act: ActId
  readonly by: PersonId
  readonly at: Instant
  readonly on: PlainDate
  readonly text: string
}

export interface Voided {
  readonly act: ActId
  readonly by: PersonId
  readonly at: Instant
  readonly on: PlainDate
  readonly reason: VoidReason
  readonly note: string
}

interface Common {
  readonly id: RecordId
  /** How many acts have been applied. */
  readonly revision: number
}

/** The state of a record that people fill in, share and sign. */
export interface SessionState extends Common {
  readonly kind: 'session'
  readonly post: PostId
  readonly setting: SettingId
  readonly supervisee: PersonId
  readonly supervisor: PersonId
  readonly plannedFor: PlainDate
  readonly pins: Pins
  readonly fields: Readonly<Record<FieldName, FieldVersion>>
  readonly competing: Readonly<Record<FieldName, readonly FieldVersion[]>>
  readonly held: (SessionHold & { readonly act: ActId; readonly minutes: number }) | null
  readonly shared: { readonly act: ActId; readonly on: PlainDate } | null
  readonly signatures: readonly Signature[]
  readonly unsetSignatures: readonly UnsetSignature[]
  readonly locked: boolean
  readonly addenda: readonly Addendum[]
  readonly voided: Voided | null
}

export interface SettingState extends Common, SettingOpen {
  readonly id: SettingId
  readonly kind: 'setting'
}
export interface PersonState extends Common, PersonAdd {
  readonly id: PersonId
  readonly kind: 'person'
}
export interface PostState extends Common, PostStart {
  readonly id: PostId
  readonly kind: 'post'
}
export interface ShiftState extends Common, ShiftLog {
  readonly kind: 'shift'
  readonly voided: Voided | null
}

export type RecordState = SettingState | PersonState | PostState | SessionState | ShiftState

/** Why an act cannot be applied to the record as it is. The words are in the message catalogue. */
export type Refusal =
  | { readonly code: 'record-exists' }
  | { readonly code: 'record-unknown' }
  | { readonly code: 'record-locked' }
  | { readonly code: 'record-void' }
  | { readonly code: 'act-not-for-kind' }
  | { readonly code: 'session-signed' }
  | { readonly code: 'session-not-held' }
  | { readonly code: 'session-not-shared' }
  | { readonly code: 'session-not-locked' }
  | { readonly code: 'answers-missing'; readonly fields: readonly FieldName[] }
  | { readonly code: 'date-in-future' }
  | { readonly code: 'competing-open'; readonly fields: readonly FieldName[] }
  | { readonly code: 'versions-unknown' }
  | { readonly code: 'field-not-editable'; readonly fields: readonly FieldName[] }

/** The outcome of folding one act: the new state, with the fields of which ours is now a competing version. */
export type Folded<S extends RecordState = RecordState> =
  | { readonly ok: true; readonly state: S; readonly competing: readonly FieldName[] }
  | { readonly ok: false; readonly refusal: Refusal }

export const refused = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal })
