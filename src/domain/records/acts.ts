/**
 * What a person can do to a record. An act is an edit of fields or a deed; the wire's envelope around it (hash, device,
 * schema) is in `protocol/act.ts`. Acts are only ever appended; a record's state is the fold of its acts.
 */
import * as z from 'zod/mini'
import { ClockTime, Instant, PlainDate } from '../dates.ts'
import { ActId, PersonId, PostId, type RecordId, SettingId } from '../ids.ts'
import { Json } from '../json.ts'

/** The kinds of record there are so far. */
export const RecordKind = z.enum(['setting', 'person', 'post', 'session', 'shift'])
export type RecordKind = z.infer<typeof RecordKind>

/** The name of a field of a record: words and ids joined by dots, as `topic.4` or `actions.<id>.what`. */
export const FieldName = z.string().check(z.regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/), z.maxLength(120))
export type FieldName = string

/** `from` is the act that set the value being replaced, null if there was none (P2). */
export const Patch = z
  .record(FieldName, z.strictObject({ value: Json, from: z.nullable(ActId) }))
  .check(z.refine((patch) => Object.keys(patch).length > 0, 'a patch names at least one field'))
export type Patch = z.infer<typeof Patch>

/** The pack and form a record was made under; they never change, whatever the service uses later. */
export const Pins = z.strictObject({
  pack: z.string().check(z.minLength(1), z.maxLength(60)),
  packVersion: z.int().check(z.minimum(1)),
  form: z.string().check(z.minLength(1), z.maxLength(60)),
  formVersion: z.int().check(z.minimum(1)),
})
export type Pins = z.infer<typeof Pins>

export const Employment = z.enum(['permanent', 'temporary', 'agency', 'casual'])
export const Hours = z.enum(['full-time', 'part-time'])

/** A setting: a home, centre or team, with its policy pack and the people who manage it. */
export const SettingOpen = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  residentialHome: z.boolean(),
  pack: z.string().check(z.minLength(1), z.maxLength(60)),
  packVersion: z.int().check(z.minimum(1)),
  settings: z.record(z.string(), Json),
  managers: z.array(PersonId).check(z.maxLength(50)),
})
export type SettingOpen = z.infer<typeof SettingOpen>

export const PersonAdd = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The first name, or the name a person goes by: what the lock screen shows. */
  knownAs: z.string().check(z.minLength(1), z.maxLength(100)),
  staffNumber: z.nullable(z.string().check(z.minLength(1), z.maxLength(40))),
})
export type PersonAdd = z.infer<typeof PersonAdd>

/** A post: one person's employment in one setting, with the facts that policies ask about. */
export const PostStart = z.strictObject({
  person: PersonId,
  setting: SettingId,
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  group: z.string().check(z.minLength(1), z.maxLength(60)),
  employment: Employment,
  hours: z.nullable(Hours),
  line: z.enum(['managerial', 'professional']),
  supervisor: z.nullable(PersonId),
  employedOn: PlainDate,
  supervisedSince: z.nullable(PlainDate),
  from: PlainDate,
  until: z.nullable(PlainDate),
  /** Further facts in the words of semantics §5: probationEndsOn, variations, excused, … */
  facts: z.record(z.string(), Json),
})
export type PostStart = z.infer<typeof PostStart>

/** One entry of the roster actually worked (SEF-3.18). */
export const ShiftLog = z.strictObject({
  post: PostId,
  setting: SettingId,
  person: PersonId,
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  status: z.enum(['planned', 'worked', 'cancelled', 'absent']),
  units: z.nullable(z.number().check(z.positive(), z.maximum(10))),
})
export type ShiftLog = z.infer<typeof ShiftLog>

export const SessionPlan = z.strictObject({
  post: PostId,
  setting: SettingId,
  supervisee: PersonId,
  supervisor: PersonId,
  plannedFor: PlainDate,
  pins: Pins,
})
export type SessionPlan = z.infer<typeof SessionPlan>

/** The session happened: this is what moves the clock (C1). Said again before the first signature, it corrects. */
export const SessionHold = z
  .strictObject({
    on: PlainDate,
    start: ClockTime,
    end: ClockTime,
    place: z.string().check(z.maxLength(200)),
    mode: z.enum(['in-person', 'video']),
  })
  .check(z.refine((held) => held.end > held.start, { path: ['end'], message: 'end-before-start' }))
export type SessionHold = z.infer<typeof SessionHold>

export const RecordShare = z.strictObject({ on: PlainDate })
export type RecordShare = z.infer<typeof RecordShare>

export const SignRole = z.enum(['supervisor', 'supervisee'])
export type SignRole = z.infer<typeof SignRole>
export const SignAnswer = z.enum(['agree', 'agree-with-comment', 'disagree'])
export type SignAnswer = z.infer<typeof SignAnswer>

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** The signed content: each field's value with its salt (G1). */
export const SignedContent = z.record(
  z.string().check(z.maxLength(160)),
  z.strictObject({ salt: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)), value: Json }),
)
export type SignedContent = z.infer<typeof SignedContent>

/** A signature carries the whole content it is on (P7, G1). The signer is the one signed in, never named here. */
export const RecordSign = z
  .strictObject({
    role: SignRole,
    answer: SignAnswer,
    comment: z.nullable(z.string().check(z.maxLength(4000))),
    content: SignedContent,
    contentHash: Sha256,
    /** The hash of the signature before this one on the record, or null. */
    previous: z.nullable(Sha256),
    /** The very words the signer was shown. */
    statement: z.string().check(z.minLength(1), z.maxLength(2000)),
    language: z.enum(['en', 'cy']),
    method: z.enum(['sign-in', 'key', 'link']),
    formVersion: z.int().check(z.minimum(1)),
    on: PlainDate,
  })
  .check(
    z.refine((sign) => sign.answer === 'agree' || (sign.comment !== null && sign.comment.trim() !== ''), {
      path: ['comment'],
      message: 'comment-missing',
    }),
  )
export type RecordSign = z.infer<typeof RecordSign>

export const RecordAddendum = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(10_000)),
  on: PlainDate,
})
export type RecordAddendum = z.infer<typeof RecordAddendum>

export const VoidReason = z.enum(['wrong-person', 'wrong-date', 'made-by-mistake'])
export type VoidReason = z.infer<typeof VoidReason>
export const RecordVoid = z.strictObject({
  reason: VoidReason,
  note: z.string().check(z.maxLength(2000)),
  on: PlainDate,
})
export type RecordVoid = z.infer<typeof RecordVoid>

/** A person's choice between competing versions of a field; it names the versions it settles (P6). */
export const FieldSettle = z.strictObject({
  field: FieldName,
  value: Json,
  from: z.nullable(ActId),
  settles: z.array(ActId).check(z.minLength(1), z.maxLength(50)),
})
export type FieldSettle = z.infer<typeof FieldSettle>

/** Every deed there is, and the shape of its payload. */
export const DEEDS = {
  'setting.open': SettingOpen,
  'person.add': PersonAdd,
  'post.start': PostStart,
  'shift.log': ShiftLog,
  'session.plan': SessionPlan,
  'session.hold': SessionHold,
  'record.share': RecordShare,
  'record.sign': RecordSign,
  'record.addendum': RecordAddendum,
  'record.void': RecordVoid,
  'field.settle': FieldSettle,
} as const
export type DeedType = keyof typeof DEEDS
export type DeedPayload<T extends DeedType> = z.infer<(typeof DEEDS)[T]>

export type Edit = { readonly type: 'fields.edit'; readonly patch: Patch }
export type Deed = { [T in DeedType]: { readonly type: T; readonly payload: DeedPayload<T> } }[DeedType]
export type ActType = 'fields.edit' | DeedType

/** An act as the fold sees it: who did what to which record, when by their device's clock. */
export type RecordAct = {
  readonly actId: ActId
  readonly recordId: RecordId
  readonly kind: RecordKind
  readonly actor: PersonId
  readonly deviceTime: Instant
} & (Edit | Deed)

export const isDeedType = (type: string): type is DeedType => Object.hasOwn(DEEDS, type)
