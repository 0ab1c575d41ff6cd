/**
 * What a policy says beside dates and forms, as data: every rule with where it stands in the document, what is left open
 * and how it is read, what a service must choose, who may supervise whom, where disagreements and concerns go, who may
 * read records and why, groups, training. Each piece names its rule.
 */
import * as z from 'zod/mini'
import { Json } from '../json.ts'
import { Allowance, Interval } from './durations.ts'
import { PrivacyClass } from './form.ts'
import { Predicate } from './predicate.ts'
import { Key, RuleId, Text } from './text.ts'

/** Somebody a policy gives a part to. */
export const Role = z.enum([
  'supervisee',
  'supervisor',
  'named-manager',
  'line-manager',
  'manager-above',
  'service-manager',
  'senior-manager',
  'assistant-director',
  'director',
  'human-resources',
  'quality-assurance',
  'performance-staff',
  'investigating-officer',
  'inspector',
  'court',
  'regulator',
  'policy-owner',
])
export type Role = z.infer<typeof Role>

/** A screen on which guidance is shown where it helps. */
export const Place = z.enum(['session', 'prepare', 'agreement', 'observation', 'group', 'record', 'policy'])
export type Place = z.infer<typeof Place>

/** One rule of the document: where it stands, and what it says in plain words of our own. */
export const Rule = z.strictObject({
  id: RuleId,
  /** "Section 3, Frequency", "Appendix A, paragraph 16". */
  section: Text,
  says: Text,
  /** How binding: it must, it should, it may; `states` where it only says how something is. */
  force: z.enum(['must', 'should', 'may', 'states']),
  /** Where it is shown as guidance while somebody works. */
  guides: z.optional(z.array(Place).check(z.minLength(1))),
})
export type Rule = z.infer<typeof Rule>

/** One step of turning a pack into the pack under another reading; `path` is a JSON Pointer (RFC 6901) into the pack. */
export const Change = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('replace'), path: z.string(), value: Json }),
  z.strictObject({ op: z.literal('add'), path: z.string(), value: Json }),
  z.strictObject({ op: z.literal('remove'), path: z.string() }),
])
export type Change = z.infer<typeof Change>

const Reading = z.strictObject({
  key: Key,
  says: Text,
  /** What differs in the pack under this reading; the pack as it stands is under the reading that is its own. */
  changes: z.optional(z.array(Change).check(z.minLength(1))),
})

/** Where the document can be read in more than one way: the readings there are, and the one the pack is written by. */
export const Ambiguity = z
  .strictObject({
    id: RuleId,
    says: Text,
    /** The rules in question. */
    rules: z.array(RuleId).check(z.minLength(1)),
    reading: Key,
    readings: z.array(Reading).check(z.minLength(1)),
  })
  .check(
    z.superRefine(({ reading, readings }, context) => {
      const keys = readings.map(({ key }) => key)
      if (new Set(keys).size < keys.length) {
        context.addIssue({ code: 'custom', path: ['readings'], message: 'two readings have one key' })
      }
      const own = readings.find(({ key }) => key === reading)
      if (!own || own.changes) {
        context.addIssue({ code: 'custom', path: ['reading'], message: 'the key of a reading that changes nothing' })
      }
    }),
  )
export type Ambiguity = z.infer<typeof Ambiguity>

/** A setting that a policy leaves to the service. A policy is in force once every required one is chosen. */
export const SettingAsked = z.strictObject({
  key: z.enum(['oneToOne', 'backstop', 'agreementWithin', 'recordWithin', 'retention', 'closureDays', 'policyVersionOn']),
  rule: RuleId,
  label: Text,
  hint: z.optional(Text),
  required: z.optional(z.boolean()),
  /** Asked with the law or standard it comes from (WAL-6a). */
  cited: z.optional(z.boolean()),
  suggested: z.optional(z.union([Allowance, z.literal(false)])),
})
export type SettingAsked = z.infer<typeof SettingAsked>

const piece = { rule: RuleId, says: Text }

/** Where a disagreement, a concern or supervision that does not happen is taken, step by step. */
export const Route = z.strictObject({
  ...piece,
  id: Key,
  kind: z.enum(['disagreement', 'overdue', 'concern', 'breakdown', 'disclosure']),
  steps: z
    .array(
      z.strictObject({
        to: Role,
        rule: z.optional(RuleId),
        says: z.optional(Text),
        after: z.optional(Allowance),
        when: z.optional(Predicate),
      }),
    )
    .check(z.minLength(1)),
})
export type Route = z.infer<typeof Route>

/** Who may supervise whom: what the supervisor of somebody of whom `when` holds needs. */
export const SupervisorRule = z.strictObject({
  ...piece,
  needs: z.enum([
    'named',
    'line-manager-or-reason',
    'same-supervisor',
    'trained',
    'qualified',
    'registered',
    'same-profession',
    'second-line',
  ]),
  when: z.optional(Predicate),
})
export type SupervisorRule = z.infer<typeof SupervisorRule>

/** A purpose for which somebody beside the pair may read records, and whether the supervisee is told. */
export const AccessPurpose = z.strictObject({
  ...piece,
  key: Key,
  readers: z.array(Role).check(z.minLength(1)),
  classes: z.array(PrivacyClass).check(z.minLength(1)),
  told: z.enum(['always', 'unless-exceptional', 'afterwards', 'not-said']),
})
export type AccessPurpose = z.infer<typeof AccessPurpose>

/** Classes that are taken out for some readers, whatever the purpose. */
export const Redaction = z.strictObject({
  ...piece,
  readers: z.array(Role).check(z.minLength(1)),
  classes: z.array(PrivacyClass).check(z.minLength(1)),
})
export type Redaction = z.infer<typeof Redaction>

/** Group supervision: how many people, in which parts. */
export const Groups = z.strictObject({
  ...piece,
  least: z.optional(z.int().check(z.minimum(2))),
  most: z.optional(z.int().check(z.minimum(2))),
  roles: z.optional(
    z.array(
      z.strictObject({
        key: Key,
        label: Text,
        rule: RuleId,
        least: z.int().check(z.minimum(0)),
        most: z.optional(z.int().check(z.minimum(1))),
        trained: z.optional(z.boolean()),
      }),
    ),
  ),
})
export type Groups = z.infer<typeof Groups>

/** Training or reading that the policy asks for, of whom, how often or before what. */
export const Learning = z.strictObject({
  ...piece,
  who: z.enum(['supervisors', 'supervisees', 'everyone']),
  every: z.optional(Interval),
  before: z.optional(z.enum(['supervising', 'induction-ends'])),
  when: z.optional(Predicate),
})
export type Learning = z.infer<typeof Learning>
