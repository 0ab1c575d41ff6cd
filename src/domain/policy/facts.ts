/**
 * What the engine is told about one person (semantics §5): the organisation's settings, facts, the agreement. Unknown
 * keys are refused, so that a misspelt fact can't silently be a missing one. Events are in `events.ts`.
 */
import { z } from 'zod'
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

const Reason = z.string().trim().min(1)

/** An extra interval for one person (C8); both days are included. */
export const Variation = z.strictObject({
  every: Interval,
  from: PlainDate,
  until: PlainDate.optional(),
  reason: Reason,
})
export type Variation = z.infer<typeof Variation>

/** An absence that excuses the one-to-one (C10); both days are included. */
export const Excused = z.strictObject({ from: PlainDate, until: PlainDate, reason: Reason, authorisedBy: Reason })
export type Excused = z.infer<typeof Excused>

export const Facts = z.strictObject({
  group: Group,
  employment: Employment,
  employedOn: PlainDate,
  hours: Hours.optional(),
  supervisedSince: PlainDate.optional(),
  qualifiedOn: PlainDate.optional(),
  newlyQualified: NewlyQualified.optional(),
  probationEndsOn: PlainDate.optional(),
  fromOutsideUk: z.boolean().optional(),
  residentialHome: z.boolean().optional(),
  professionalLine: z.boolean().optional(),
  supervisesSince: PlainDate.optional(),
  supervisees: z.int().min(0).optional(),
  leftOn: PlainDate.optional(),
  variations: z.array(Variation).optional(),
  excused: z.array(Excused).optional(),
})
export type Facts = z.infer<typeof Facts>

/** What an organisation chooses where its policy leaves it open. */
export const Settings = z.strictObject({
  oneToOne: z.union([Interval, z.strictObject({ every: Interval, citation: Reason })]).optional(),
  backstop: z.union([z.literal(false), Interval]).optional(),
  agreementWithin: Allowance.optional(),
  recordWithin: Allowance.optional(),
  retention: Duration.optional(),
  closureDays: z.array(PlainDate).optional(),
  policyVersionOn: PlainDate.optional(),
})
export type Settings = z.infer<typeof Settings>

/** What the two agreed. It counts once signed by both: `signedOn`. */
export const Agreement = z.strictObject({
  every: Interval.optional(),
  minutes: z.int().min(1).optional(),
  signedOn: PlainDate.optional(),
  reviewedOn: PlainDate.optional(),
  supervisorSince: PlainDate.optional(),
})
export type Agreement = z.infer<typeof Agreement>
