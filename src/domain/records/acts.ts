/**
 * What a person can do to a record. An act is an edit of fields or a deed; the wire's envelope around it (hash, device,
 * schema) is in `protocol/act.ts`. Acts are only ever appended; a record's state is the fold of its acts.
 */
import type * as z from 'zod/mini'
import { type Instant } from '../dates.ts'
import { type ActId, type DeviceId, type PersonId, type RecordId } from '../ids.ts'
import { AgreementDrawUp, AgreementReview } from './deeds/agreement.ts'
import { CasesList } from './deeds/cases.ts'
import { type Patch, type RecordKind } from './deeds/common.ts'
import {
  PersonAdd,
  PostAmend,
  PostAsk,
  PostEnd,
  PostHappened,
  PostLeave,
  PostStart,
  PostSupervise,
  SettingOpen,
  SettingRoster,
  ShiftLog,
} from './deeds/home.ts'
import { PolicyPublish, SettingAdopt } from './deeds/policy.ts'
import { FileOpen } from './deeds/file.ts'
import { ObservationObserve, ObservationPlan, ObservationReveal } from './deeds/observation.ts'
import { SessionCancel, SessionHold, SessionMiss, SessionPlan, SessionRebook } from './deeds/session.ts'
import {
  FieldSettle,
  RecordAcknowledge,
  RecordAddendum,
  RecordAnswer,
  RecordPassOn,
  RecordRefer,
  RecordResolve,
  RecordRespond,
  RecordShare,
  RecordSign,
  RecordVoid,
} from './deeds/signed.ts'

/** Every deed there is, and the shape of its payload. */
export const DEEDS = {
  'setting.open': SettingOpen,
  'setting.roster': SettingRoster,
  'setting.adopt': SettingAdopt,
  'policy.publish': PolicyPublish,
  'person.add': PersonAdd,
  'person.amend': PersonAdd,
  'post.start': PostStart,
  'post.amend': PostAmend,
  'post.supervise': PostSupervise,
  'post.end': PostEnd,
  'post.leave': PostLeave,
  'post.ask': PostAsk,
  'post.happened': PostHappened,
  'shift.log': ShiftLog,
  'file.open': FileOpen,
  'agreement.draw-up': AgreementDrawUp,
  'agreement.review': AgreementReview,
  'session.plan': SessionPlan,
  'session.hold': SessionHold,
  'session.cancel': SessionCancel,
  'session.miss': SessionMiss,
  'session.rebook': SessionRebook,
  'observation.plan': ObservationPlan,
  'observation.observe': ObservationObserve,
  'observation.reveal': ObservationReveal,
  'record.share': RecordShare,
  'record.respond': RecordRespond,
  'record.answer': RecordAnswer,
  'record.sign': RecordSign,
  'record.acknowledge': RecordAcknowledge,
  'record.pass-on': RecordPassOn,
  'record.refer': RecordRefer,
  'record.resolve': RecordResolve,
  'record.addendum': RecordAddendum,
  'record.void': RecordVoid,
  'field.settle': FieldSettle,
  'cases.list': CasesList,
} as const
export type DeedType = keyof typeof DEEDS
export type DeedPayload<T extends DeedType> = z.infer<(typeof DEEDS)[T]>

export type Edit = { readonly type: 'fields.edit'; readonly patch: Patch }
export type Deed = { [T in DeedType]: { readonly type: T; readonly payload: DeedPayload<T> } }[DeedType]
export type ActType = 'fields.edit' | DeedType

/**
 * An act as the fold sees it: who did what to which record, when by their device's clock and on which device, and when the
 * service had it; of an act that is on its author's device alone nobody knows that yet.
 */
export type RecordAct = {
  readonly actId: ActId
  readonly recordId: RecordId
  readonly kind: RecordKind
  readonly actor: PersonId
  readonly deviceTime: Instant
  readonly deviceId?: DeviceId
  readonly receivedAt?: Instant
} & (Edit | Deed)

export const isDeedType = (type: string): type is DeedType => Object.hasOwn(DEEDS, type)
