/** What every record holds, whatever its kind: the fold of its acts so far. */
import { type ClockTime, type Instant, type PlainDate } from '../dates.ts'
import { type ActId, type DeviceId, type PersonId, type PostId, type RecordId, type SettingId } from '../ids.ts'
import { type Json } from '../json.ts'
import { type AgreementReview } from './deeds/agreement.ts'
import { type ListedCase } from './deeds/cases.ts'
import { type FieldName, type Pins } from './deeds/common.ts'
import {
  type PersonAdd,
  type PostAsk,
  type PostEndReason,
  type PostHappened,
  type PostStart,
  type SettingOpen,
  type SettingRoster,
  type ShiftLog,
} from './deeds/home.ts'
import { type PolicyPublish, type SettingAdopt } from './deeds/policy.ts'
import { type ObservationObserve, type ObservationReveal } from './deeds/observation.ts'
import { type SessionHold } from './deeds/session.ts'
import {
  type RecordAcknowledge,
  type RecordAnswer,
  type RecordPassOn,
  type RecordRefer,
  type RecordResolve,
  type RecordRespond,
  type RecordSign,
  type VoidReason,
} from './deeds/signed.ts'

/** By which act, whose, when by their device's clock. */
export interface Done {
  readonly act: ActId
  readonly by: PersonId
  readonly at: Instant
}

/** A value a field has or had. */
export interface FieldVersion extends Done {
  readonly value: Json
  /** Its place in the record's `devices`; none of what was written before this was kept. */
  readonly device?: number
  /** Of a competing one: the act whose words its author wrote it over, which may be yet to come (P9, T2). */
  readonly over?: ActId
}

export interface Signature extends Done {
  readonly sign: RecordSign
  /** When the service had it (G3); none while it is on its signer's device alone, and of those from before this was kept. */
  readonly receivedAt?: Instant
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

/** A name typed where its person has no key: not yet confirmed, until they sign (G4). */
export interface Acknowledgement extends Done, RecordAcknowledge {
  /** The record was changed afterwards: it was under other words. */
  readonly changedSince: boolean
}

export interface Addendum extends Done {
  readonly on: PlainDate
  readonly text: string
}

export interface Voided extends Done {
  readonly on: PlainDate
  readonly reason: VoidReason
  readonly note: string
}

/** What the supervisee said before signing, and the supervisor's answer (SEF-App3.5). */
export interface Response extends Done, RecordRespond {
  readonly answer: (Done & Omit<RecordAnswer, 'response'>) | null
}

/** A disagreement referred to the named senior manager, and how it was resolved (SEF-8.4). */
export interface Referral extends Done, RecordRefer {
  readonly resolved: (Done & Omit<RecordResolve, 'referral'>) | null
}

interface Common {
  readonly id: RecordId
  /** How many acts have been applied. */
  readonly revision: number
}

/** A record with the answers to a form, each field on its own (P5, P6). */
export interface FormState extends Common {
  readonly post: PostId
  readonly setting: SettingId
  readonly pins: Pins
  readonly fields: Readonly<Record<FieldName, FieldVersion>>
  readonly competing: Readonly<Record<FieldName, readonly FieldVersion[]>>
  /** The devices its fields were written on, each once: an id a field would make a record half as large again. */
  readonly devices?: readonly DeviceId[]
}

/** A record that two people fill in, sign and lock. */
export interface SignedState extends FormState {
  readonly supervisee: PersonId
  /** Of an observation: who observes. */
  readonly supervisor: PersonId
  readonly shared: { readonly act: ActId; readonly on: PlainDate } | null
  /** Of each field changed since the record was shared: the text that was shared (SEF-App3.5). */
  readonly asShared: Readonly<Record<FieldName, FieldVersion | null>>
  readonly responses: readonly Response[]
  readonly signatures: readonly Signature[]
  readonly unsetSignatures: readonly UnsetSignature[]
  /** In the order in which they arrived; never among the signatures, and never what locks. */
  readonly acknowledged: readonly Acknowledgement[]
  readonly locked: boolean
  readonly referrals: readonly Referral[]
  /** Who of the two has agreed that it may be passed on to the managers above (SEF-5.7). */
  readonly passedOn: readonly (Done & RecordPassOn)[]
  readonly addenda: readonly Addendum[]
  readonly voided: Voided | null
}

/** A planned date that did not come about, and the one that took its place. */
export interface Off extends Done {
  readonly kind: 'cancelled' | 'missed'
  readonly plannedFor: PlainDate
  readonly on: PlainDate
  /** The pack's reason for cancelling; who was not there, of a missed one. */
  readonly reason: string
  readonly note: string
  readonly rebooked: { readonly act: ActId; readonly on: PlainDate; readonly for: PlainDate } | null
}

export interface SessionState extends SignedState {
  readonly kind: 'session'
  readonly plannedFor: PlainDate
  /** The time of day it is planned for. */
  readonly at: ClockTime | null
  /** The date, of an agreement or said at the session before, that it is. */
  readonly agreed: { readonly agreement: RecordId; readonly on: PlainDate } | null
  /** The dates it was planned for before, oldest first. */
  readonly off: readonly Off[]
  readonly held: (SessionHold & { readonly act: ActId; readonly minutes: number }) | null
}

export interface AgreementState extends SignedState {
  readonly kind: 'agreement'
  readonly follows: RecordId | null
  readonly drawnUpOn: PlainDate
  readonly reviews: readonly (Done & AgreementReview)[]
}

export interface ObservationState extends SignedState {
  readonly kind: 'observation'
  readonly plannedFor: PlainDate
  readonly at: ClockTime | null
  readonly observed: (ObservationObserve & { readonly act: ActId }) | null
  readonly revealed: (ObservationReveal & Done) | null
}

/** The supervision file of one post: front sheet and references (SEF-9.0). */
export interface FileState extends FormState {
  readonly kind: 'file'
  readonly person: PersonId
}

/** The kinds of record that two people sign. */
export type SignableState = SessionState | AgreementState | ObservationState

export interface SettingState extends Common, SettingOpen {
  readonly id: SettingId
  readonly kind: 'setting'
  /** How far the roster is known, as the last import said. */
  readonly roster: (SettingRoster & Done) | null
  /** The policies it took up after the one it was opened with, by the day from which each is in force. */
  readonly policies: readonly (SettingAdopt & Done)[]
}

/** A service's own policy, as it was brought in. */
export interface PolicyState extends Common {
  readonly id: RecordId
  readonly kind: 'policy'
  readonly published: PolicyPublish & Done
}

export interface PersonState extends Common, PersonAdd {
  readonly id: PersonId
  readonly kind: 'person'
}

export interface Leave extends Done {
  readonly id: string
  readonly from: PlainDate
  readonly until: PlainDate
}

export interface PostState extends Common, PostStart {
  readonly id: PostId
  readonly kind: 'post'
  /** Since when the present supervisor, where there was another before. */
  readonly supervisorSince: PlainDate | null
  readonly earlierSupervisors: readonly { readonly supervisor: PersonId; readonly until: PlainDate }[]
  readonly endReason: PostEndReason | null
  /** Planned leave, by first day. */
  readonly leave: readonly Leave[]
  /** The last "I am overdue". */
  readonly asked: (PostAsk & Done) | null
  /** What was written down as having happened, by day. */
  readonly happened: readonly (Omit<PostHappened, 'withdrawn'> & Done)[]
}

export interface ShiftState extends Common, ShiftLog {
  readonly kind: 'shift'
  /** Who logged the entry as it is now; null of entries logged before this was kept. */
  readonly logged: Done | null
  /** What it said before it was corrected, oldest first. */
  readonly earlier: readonly (Omit<ShiftLog, 'post' | 'setting' | 'person'> & { readonly logged: Done | null })[]
  readonly voided: Voided | null
}

/** The cases of one setting and the names that no note should hold (W6). Class D: never in the scope that everybody has. */
export interface CaseListState extends Common {
  readonly kind: 'case-list'
  readonly setting: SettingId
  /** By reference. */
  readonly cases: readonly (ListedCase & Done)[]
}

export type RecordState =
  | SettingState
  | PolicyState
  | PersonState
  | PostState
  | FileState
  | SignableState
  | ShiftState
  | CaseListState

/** Why an act cannot be applied to the record as it is. The words are in the message catalogue. */
export type Refusal =
  | { readonly code: 'record-exists' }
  | { readonly code: 'record-unknown' }
  | { readonly code: 'record-locked' }
  | { readonly code: 'record-void' }
  | { readonly code: 'act-not-for-kind' }
  | { readonly code: 'session-signed' }
  | { readonly code: 'session-not-held' }
  | { readonly code: 'session-held' }
  | { readonly code: 'session-not-off' }
  | { readonly code: 'session-not-shared' }
  | { readonly code: 'session-not-locked' }
  | { readonly code: 'agreement-not-signed' }
  | { readonly code: 'not-observed' }
  | { readonly code: 'already-observed' }
  | { readonly code: 'views-not-revealed' }
  | { readonly code: 'response-unknown' }
  | { readonly code: 'referral-unknown' }
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

/** Who did an act and when, as a record keeps it. */
export const doneBy = (act: { readonly actId: ActId; readonly actor: PersonId; readonly deviceTime: Instant }): Done => ({
  act: act.actId,
  by: act.actor,
  at: act.deviceTime,
})
