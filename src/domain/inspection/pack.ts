/**
 * A pack for an inspection of one setting (W3): what an inspector may read of its supervision, for whom, and until when.
 * Whatever people wrote is masked text; the few plain texts are the names of the service, the setting and the inspector.
 */
import * as z from 'zod/mini'
import { ClockTime, Instant, PlainDate } from '../dates.ts'
import { Duration, WorkingDays } from '../policy/durations.ts'
import { Employment, Hours } from '../policy/facts.ts'
import { PrivacyClass } from '../policy/form.ts'
import { State } from '../policy/obligation.ts'
import { RuleId, Text } from '../policy/text.ts'
import { Sha256 } from '../records/deeds/common.ts'
import { SignAnswer, SignRole } from '../records/deeds/signed.ts'
import { MaskedText, MaskedWords, PersonNumber } from './masked.ts'

/** Somebody, as what they are. Several of one title are told apart by a number, in the order in which they began. */
export const PackPerson = z.strictObject({
  person: PersonNumber,
  /** By a post in the setting, by managing it, or from elsewhere in the service. */
  as: z.enum(['post', 'manager', 'elsewhere']),
  title: z.nullable(MaskedWords),
  number: PersonNumber,
})
export type PackPerson = z.infer<typeof PackPerson>

/** How often the policy asks for supervision: by the calendar, by working days, or by shifts worked. */
const Often = z.union([Duration, WorkingDays, z.strictObject({ count: z.int().check(z.minimum(1)) })])

const Held = z.strictObject({
  on: PlainDate,
  minutes: z.nullable(z.int()),
  sharedOn: z.nullable(PlainDate),
  /** When the policy, or what the two had agreed, wanted it by then. */
  due: z.nullable(PlainDate),
  /** `first`: the first that is recorded here, of somebody who was there before; what was before it is not known. */
  kept: z.enum(['in-time', 'late', 'excused', 'not-asked', 'first']),
})

const CalledOff = z.strictObject({
  kind: z.enum(['cancelled', 'missed']),
  plannedFor: PlainDate,
  on: PlainDate,
  /** The policy's reason; null of one that was missed, and where none of the policy's was given. */
  reason: z.nullable(Text),
  newDate: z.nullable(PlainDate),
})

const Happened = z.strictObject({
  what: z.enum([
    'informal', 'team-meeting', 'group', 'joint', 'observation-done', 'audit', 'supervision-observed', 'record-audit', 'training',
    'appraisal', 'self-evaluation', 'asye-review', 'three-way',
  ]),
  on: PlainDate,
})

/** One line of supervision: a post in the setting, with what the policy asks of it and what came of that (class C). */
export const PackLine = z.strictObject({
  person: PersonNumber,
  professional: z.boolean(),
  employment: Employment,
  hours: z.nullable(Hours),
  from: PlainDate,
  until: z.nullable(PlainDate),
  supervisors: z.array(z.strictObject({ person: PersonNumber, until: z.nullable(PlainDate) })),
  asks: z.nullable(z.strictObject({ rule: z.nullable(RuleId), says: Text, every: z.nullable(Often), agreedEvery: z.nullable(Duration) })),
  now: z.nullable(z.strictObject({ state: State, due: z.nullable(PlainDate) })),
  held: z.array(Held),
  calledOff: z.array(CalledOff),
  /** Absences that excuse; why somebody was away is theirs. */
  excused: z.array(z.strictObject({ from: PlainDate, until: PlainDate })),
  agreements: z.array(PlainDate),
  observations: z.array(PlainDate),
  happened: z.array(Happened),
})
export type PackLine = z.infer<typeof PackLine>

/** An answer as far as an inspector may read it. */
export const PackValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: MaskedText }),
  z.strictObject({ type: z.literal('topic'), state: z.enum(['note', 'discussed', 'none-since-last']), text: MaskedText }),
  z.strictObject({ type: z.literal('choice'), label: Text }),
  z.strictObject({ type: z.literal('date'), on: PlainDate }),
  z.strictObject({ type: z.literal('dates'), dates: z.array(z.strictObject({ on: PlainDate, at: z.nullable(ClockTime) })) }),
  z.strictObject({ type: z.literal('time'), at: Instant }),
  z.strictObject({ type: z.literal('interval'), every: Duration }),
  z.strictObject({ type: z.literal('minutes'), minutes: z.number() }),
  z.strictObject({ type: z.literal('number'), number: z.number() }),
  z.strictObject({ type: z.literal('tick'), ticked: z.boolean() }),
  z.strictObject({ type: z.literal('action-state'), state: z.enum(['not-started', 'in-progress', 'done', 'dropped']) }),
  z.strictObject({ type: z.literal('person'), person: PersonNumber }),
  /** Somebody who has no place in this service. */
  z.strictObject({ type: z.literal('somebody') }),
  z.strictObject({ type: z.literal('nothing-to-record') }),
  z.strictObject({ type: z.literal('masked') }),
])
export type PackValue = z.infer<typeof PackValue>

const PackCell = z.strictObject({ label: z.nullable(Text), value: PackValue })
export type PackCell = z.infer<typeof PackCell>

export const PackAnswer = z.strictObject({
  label: Text,
  class: PrivacyClass,
  /** `covered`: whether something was said, and not what. `withheld`: not even that. */
  shown: z.enum(['whole', 'covered', 'withheld']),
  covered: z.boolean(),
  /** The rule of the policy by which it, or a reference in it, is taken out; null where security.md section 5 does. */
  rule: z.nullable(RuleId),
  values: z.array(PackValue),
  rows: z.array(z.array(PackCell)),
  /** Names and references masked in it. */
  masked: z.int(),
})
export type PackAnswer = z.infer<typeof PackAnswer>

export const PackSection = z.strictObject({ title: Text, answers: z.array(PackAnswer) })
export type PackSection = z.infer<typeof PackSection>

const PackSignature = z.strictObject({
  by: PersonNumber,
  role: SignRole,
  on: PlainDate,
  /** By the clock of the device it was signed on. */
  at: Instant,
  /** By the service's clock, when it arrived. */
  received: z.nullable(Instant),
  /** Null where it was not asked for (class E). */
  answer: z.nullable(SignAnswer),
})

export const PackRecord = z.strictObject({
  record: z.int().check(z.minimum(1)),
  kind: z.enum(['session', 'agreement', 'observation']),
  form: z.nullable(Text),
  on: PlainDate,
  status: z.enum(['planned', 'cancelled', 'missed', 'held', 'shared', 'part-signed', 'locked', 'void', 'draft', 'signed', 'begun', 'observed', 'revealed']),
  person: PersonNumber,
  supervisor: PersonNumber,
  /** False of what is not shared yet, or void: of that only the dates are here. */
  open: z.boolean(),
  locked: z.boolean(),
  when: z.nullable(
    z.strictObject({
      on: PlainDate, start: ClockTime, end: ClockTime, place: MaskedWords, mode: z.enum(['in-person', 'video']), minutes: z.int(),
    }),
  ),
  sections: z.array(PackSection),
  signatures: z.array(PackSignature),
  /** What the supervisee said of the record before signing, about something an inspector reads. */
  responses: z.array(z.strictObject({ by: PersonNumber, on: PlainDate, text: MaskedText, answer: z.nullable(MaskedText) })),
  /** Disagreements taken further, where concerns were asked for. */
  concerns: z.array(z.strictObject({ by: PersonNumber, on: PlainDate, about: MaskedText, to: z.nullable(PersonNumber), resolved: z.nullable(MaskedText) })),
  /** What was added in words that are withheld: how much of each there is. */
  withheld: z.strictObject({ comments: z.int(), addenda: z.int(), responses: z.int(), concerns: z.boolean() }),
})
export type PackRecord = z.infer<typeof PackRecord>

/** For whom a pack is made: as they said who they are. */
export const ReaderName = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  organisation: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
})
export type ReaderName = z.infer<typeof ReaderName>

export const InspectionPack = z.strictObject({
  service: z.string(),
  setting: z.string(),
  policy: z.nullable(
    z.strictObject({
      name: Text,
      organisation: Text,
      version: z.int(),
      /** What the service chose where the policy can be read in more than one way. */
      readings: z.array(z.strictObject({ id: RuleId, asks: Text, says: Text })),
    }),
  ),
  from: PlainDate,
  until: PlainDate,
  madeAt: Instant,
  madeBy: PersonNumber,
  for: ReaderName,
  opensUntil: Instant,
  /** In which words the inspector asked for concerns (class E); null where they did not. */
  concerns: z.nullable(MaskedText),
  people: z.array(PackPerson),
  lines: z.array(PackLine),
  records: z.array(PackRecord),
  /** The rules of the policy that take something out. */
  rules: z.array(z.strictObject({ id: RuleId, says: Text })),
  /** Where the chain of who did what ended when this was made (A8). */
  audit: z.nullable(z.strictObject({ n: z.int(), hash: Sha256 })),
})
export type InspectionPack = z.infer<typeof InspectionPack>
