/** Reading what is not one's own, and who has looked (W2): only online, with a reason, written down. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { DutyName } from '../domain/duties.ts'
import { PersonId, RecordId, SettingId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { AccessPurpose } from '../domain/policy/governance.ts'

/** What is said by whoever reads: it is shown to the person, as it was written. */
export const Reason = z.string().check(z.trim(), z.minLength(5), z.maxLength(1000))

const Part = z.strictObject({
  reader: z.enum(['line-manager', 'oversight', 'administration']),
  role: z.nullable(z.union([DutyName, z.literal('line-manager')])),
})

/** A setting whose dates one may see, and for which purposes its records can be asked for. */
export const OverseenSetting = z.strictObject({
  id: SettingId,
  name: z.string(),
  parts: z.array(Part),
  purposes: z.array(z.strictObject({ purpose: AccessPurpose, part: Part })),
  /** Whether personal matters can be read by breaking the glass. */
  glass: z.boolean(),
})
export type OverseenSetting = z.infer<typeof OverseenSetting>

export const OverseenAnswer = z.strictObject({ settings: z.array(OverseenSetting), serverTime: Instant })
export type OverseenAnswer = z.infer<typeof OverseenAnswer>

/** The class C projection of a setting, row by row as the scope `facts` has it. */
export const OverseenFacts = z.strictObject({ setting: SettingId, bodies: z.array(Json), serverTime: Instant })
export type OverseenFacts = z.infer<typeof OverseenFacts>

export const ReadingRequest = z.strictObject({
  record: RecordId,
  /** The key of the policy's purpose; null where the glass is broken. */
  purpose: z.nullable(z.string().check(z.minLength(1), z.maxLength(60))),
  reason: Reason,
  breakGlass: z.boolean(),
})
export type ReadingRequest = z.infer<typeof ReadingRequest>

/** `reading` is a `RecordReading` (domain/reading.ts): built on the server and looked at here, never changed. */
export const ReadingAnswer = z.strictObject({
  reading: Json,
  /** Until when the person is not told; null where they are told at once. */
  toldFrom: z.nullable(PlainDate),
  serverTime: Instant,
})
export type ReadingAnswer = z.infer<typeof ReadingAnswer>

/** Whose access log: one's own where it is left out. */
export const LogRequest = z.strictObject({ person: z.optional(PersonId) })
export type LogRequest = z.infer<typeof LogRequest>

/** One line of the access log: who, as what, when, which sections, why. */
export const LogEntry = z.strictObject({
  at: Instant,
  what: z.string(),
  /** Who looked; null where it was nobody of the service. */
  by: z.nullable(PersonId),
  /** Somebody who is not of the service: who looked, or for whom it was made. */
  name: z.nullable(z.string()),
  /** What they are to the record, such as `line-manager`. */
  as: z.nullable(z.string()),
  record: z.nullable(RecordId),
  /** The purpose as the policy words it, by its rule. */
  purpose: z.nullable(z.strictObject({ rule: z.string(), says: z.strictObject({ en: z.string(), cy: z.optional(z.string()) }) })),
  reason: z.nullable(z.string()),
  sections: z.array(z.string()),
  brokeGlass: z.boolean(),
  /** Told late: why, who agreed, until when. */
  delayed: z.nullable(z.strictObject({ why: z.string(), by: PersonId, agreedBy: PersonId, until: PlainDate })),
})
export type LogEntry = z.infer<typeof LogEntry>

export const LogAnswer = z.strictObject({ person: PersonId, entries: z.array(LogEntry), serverTime: Instant })
export type LogAnswer = z.infer<typeof LogAnswer>

/** Asks that somebody be told later that their records were read (WOK-9.5): with a reason, and an end. */
export const DelayAsk = z.strictObject({ post: z.uuid(), why: Reason, until: PlainDate })
export type DelayAsk = z.infer<typeof DelayAsk>

const DelayId = z.string().check(z.minLength(1), z.maxLength(60))
export const DelayDecide = z.strictObject({ delay: DelayId, agree: z.boolean() })
export type DelayDecide = z.infer<typeof DelayDecide>

export const Delay = z.strictObject({
  id: DelayId,
  setting: SettingId,
  subject: PersonId,
  reader: PersonId,
  why: z.string(),
  until: PlainDate,
  askedAt: Instant,
  /** Who else agreed; null while nobody has. */
  agreedBy: z.nullable(PersonId),
  agreedAt: z.nullable(Instant),
  refusedBy: z.nullable(PersonId),
})
export type Delay = z.infer<typeof Delay>

export const DelaysAnswer = z.strictObject({ delays: z.array(Delay), serverTime: Instant })
export type DelaysAnswer = z.infer<typeof DelaysAnswer>
