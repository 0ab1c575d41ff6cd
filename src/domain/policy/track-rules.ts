/**
 * What a policy asks beside the one-to-one, as data: the tracks of semantics §4, each with the rule it comes from and the
 * words that complete "Due Mon 15 June: …". One that a policy doesn't have is left out.
 */
import * as z from 'zod/mini'
import { PlainDate } from '../dates.ts'
import { Allowance, Duration, Interval } from './durations.ts'
import { CaseKind, DayEventType } from './events.ts'
import { Predicate } from './predicate.ts'
import { RuleId, Text } from './text.ts'

/** How long a deadline allows: fixed, or a setting with a default; `null` is no deadline. */
export const Within = z.union([
  Allowance,
  z.null(),
  z.strictObject({ setting: z.enum(['agreementWithin', 'recordWithin']), otherwise: z.optional(Allowance) }),
])
export type Within = z.infer<typeof Within>

const named = { rule: RuleId, says: Text }

/** Something that comes round: an event, then again a while after the last. */
export const Periodic = z.strictObject({
  ...named,
  /** The event that does it; of several, any. */
  event: z.union([DayEventType, z.array(z.enum([...DayEventType.options, 'group'])).check(z.minLength(1))]),
  every: Interval,
  /** Before the first: from which day, and how long if not `every`. `never` asks for the first at once, with no date. */
  from: z.enum(['employedOn', 'relationship', 'supervisesSince', 'never']),
  first: z.optional(Interval),
  when: z.optional(Predicate),
  /** Who goes on being asked after the first; everyone where it is left out. */
  thenWhen: z.optional(Predicate),
})
export type Periodic = z.infer<typeof Periodic>

/** `P1M` after the last, or by the end of the next calendar month after it. */
export const CaseInterval = z.union([Interval, z.literal('next-calendar-month')])
export type CaseInterval = z.infer<typeof CaseInterval>

export const CaseRule = z.strictObject({
  ...named,
  kinds: z.array(CaseKind).check(z.minLength(1)),
  every: CaseInterval,
  /** The interval of a case whose frequency has been reduced. */
  reducedEvery: z.optional(CaseInterval),
  /** A manager's oversight, counted from the last supervision or oversight (WOK-A22 to A27). */
  oversight: z.optional(z.strictObject({ every: Interval, says: Text })),
})
export type CaseRule = z.infer<typeof CaseRule>

/** The first supervision of a case after it was allocated: under a rule of its own, or the rule of its kind. */
const FirstOfCase = z.strictObject({ every: Interval, rule: z.optional(RuleId), says: z.optional(Text) })

/** So many of an event by the end of the calendar year (HAV-6.5). */
const Quota = z.strictObject({ event: DayEventType, count: z.int().check(z.minimum(1)), says: Text })

export const Tracks = z.strictObject({
  agreement: z.optional(z.strictObject({ ...named, within: Within })),
  'agreement-review': z.optional(
    z.strictObject({
      ...named,
      every: Interval,
      atOnceOn: z.optional(z.array(z.enum(['supervisorSince', 'policyVersionOn']))),
    }),
  ),
  record: z.optional(
    z.strictObject({
      ...named,
      events: z.array(z.enum(['one-to-one', 'group', 'joint'])).check(z.minLength(1)),
      within: Within,
      metBy: z.enum(['sharedOn', 'recordedOn']),
    }),
  ),
  rearrange: z.optional(
    z.strictObject({
      ...named,
      within: Allowance,
      metBy: z.enum(['rebookedOn', 'heldOn', 'rebookedFor']),
      /** `within` is what is wanted; allowed until the end of the month it was planned in, if that is later (SSWB-4.19). */
      untilMonthEnd: z.optional(z.boolean()),
    }),
  ),
  /** The supervisee's own version of a record that was shared (SSWB-4.20). */
  'own-version': z.optional(z.strictObject({ ...named, within: Allowance })),
  group: z.optional(Periodic),
  observation: z.optional(Periodic),
  quota: z.optional(
    z.strictObject({
      rule: RuleId,
      observation: z.optional(Quota),
      audit: z.optional(Quota),
    }),
  ),
  'supervision-observed': z.optional(Periodic),
  'record-audit': z.optional(Periodic),
  case: z.optional(z.strictObject({ first: FirstOfCase, rules: z.array(CaseRule).check(z.minLength(1)) })),
  training: z.optional(Periodic),
  appraisal: z.optional(Periodic),
  'self-evaluation': z.optional(Periodic),
  'asye-review': z.optional(
    z.strictObject({
      ...named,
      when: Predicate,
      afterMonths: z.array(z.int().check(z.minimum(1))).check(z.minLength(1)),
    }),
  ),
  'three-way': z.optional(Periodic),
  /** How many people one supervisor may have (WOK-A2): from how many it is said, and from how many it is too many. */
  capacity: z.optional(
    z
      .strictObject({ ...named, soonFrom: z.int().check(z.minimum(1)), overdueFrom: z.int().check(z.minimum(1)) })
      .check(z.refine((rule) => rule.overdueFrom > rule.soonFrom, { path: ['overdueFrom'], message: 'more than soonFrom' })),
  ),
  /** An absence of the supervisor longer than `after` has cover (WOK-A13, HAV-App1.6). */
  cover: z.optional(z.strictObject({ ...named, after: Interval })),
  retention: z.optional(
    z.strictObject({ ...named, keep: z.union([Duration, z.strictObject({ setting: z.literal('retention') })]) }),
  ),
  'policy-review': z.optional(z.strictObject({ ...named, on: z.nullable(PlainDate) })),
})
export type Tracks = z.infer<typeof Tracks>
