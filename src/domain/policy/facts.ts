/**
 * What the engine is told about one person (semantics §5): the organisation's settings, facts, the agreement. Unknown
 * keys are refused, so that a misspelt fact can't silently be a missing one. Events are in `events.ts`.
 */
import * as z from 'zod/mini'
import { PlainDate } from '../dates.ts'
import { Allowance, Duration, Interval } from './durations.ts'

/** `practitioner` or a word of semantics §3. Every policy takes every group. */
export const Group = z.enum([
  'practitioner',
  'assistant-director',
  'service-manager',
  'team-manager',
  'practitioner-manager',
  'non-case-manager',
  'social-worker',
  'personal-advisor',
  'support-worker',
  'business-support',
  'frontline-participant',
  'student-social-worker',
  'residential',
  'day-opportunities',
  'apprentice',
  'admin',
])
export type Group = z.infer<typeof Group>

export const Employment = z.enum(['permanent', 'temporary', 'agency', 'casual'])
export type Employment = z.infer<typeof Employment>

export const Hours = z.enum(['full-time', 'part-time'])
export type Hours = z.infer<typeof Hours>

export const NewlyQualified = z.enum(['social-worker', 'other'])
export type NewlyQualified = z.infer<typeof NewlyQualified>

const Reason = z.string().check(z.trim(), z.minLength(1))

/** An extra interval for one person (C8); both days are included. */
export const Variation = z.strictObject({
  every: Interval,
  from: PlainDate,
  until: z.optional(PlainDate),
  reason: Reason,
})
export type Variation = z.infer<typeof Variation>

/** An absence that excuses the one-to-one (C10); both days are included. */
export const Excused = z.strictObject({ from: PlainDate, until: PlainDate, reason: Reason, authorisedBy: Reason })
export type Excused = z.infer<typeof Excused>

/** The absence that excuses the one-to-one on a day (C10): of several, the one that ends last. */
export const excusedOn = (excused: readonly Excused[] | undefined, asOf: PlainDate): Excused | null =>
  (excused ?? [])
    .filter(({ from, until }) => from <= asOf && asOf <= until)
    .sort((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null

export const Facts = z.strictObject({
  group: Group,
  employment: Employment,
  employedOn: PlainDate,
  hours: z.optional(Hours),
  supervisedSince: z.optional(PlainDate),
  qualifiedOn: z.optional(PlainDate),
  newlyQualified: z.optional(NewlyQualified),
  probationEndsOn: z.optional(PlainDate),
  fromOutsideUk: z.optional(z.boolean()),
  residentialHome: z.optional(z.boolean()),
  professionalLine: z.optional(z.boolean()),
  supervisesSince: z.optional(PlainDate),
  supervisees: z.optional(z.int().check(z.minimum(0))),
  leftOn: z.optional(PlainDate),
  variations: z.optional(z.array(Variation)),
  excused: z.optional(z.array(Excused)),
})
export type Facts = z.infer<typeof Facts>

/** What an organisation chooses where its policy leaves it open. */
export const Settings = z.strictObject({
  oneToOne: z.optional(z.union([Interval, z.strictObject({ every: Interval, citation: Reason })])),
  backstop: z.optional(z.union([z.literal(false), Interval])),
  agreementWithin: z.optional(Allowance),
  recordWithin: z.optional(Allowance),
  retention: z.optional(Duration),
  closureDays: z.optional(z.array(PlainDate)),
  policyVersionOn: z.optional(PlainDate),
})
export type Settings = z.infer<typeof Settings>

/** What the two agreed. It counts once signed by both: `signedOn`. */
export const Agreement = z.strictObject({
  every: z.optional(Interval),
  minutes: z.optional(z.int().check(z.minimum(1))),
  signedOn: z.optional(PlainDate),
  reviewedOn: z.optional(PlainDate),
  supervisorSince: z.optional(PlainDate),
})
export type Agreement = z.infer<typeof Agreement>
