/**
 * The schema of a policy pack: one policy as data, one JSON file, the same shape for a policy that ships and for one a
 * service writes itself. The engine knows no pack by name; whatever differs between policies is said here. Unknown keys
 * are refused. The words are those of `semantics.md`, sections 2 to 4.
 */
import * as z from 'zod/mini'
import { Duration, Interval } from './durations.ts'
import { Group } from './facts.ts'
import { Form } from './form.ts'
import {
  AccessPurpose,
  Ambiguity,
  Groups,
  Learning,
  Redaction,
  Route,
  Rule,
  SettingAsked,
  SupervisorRule,
} from './governance.ts'
import { Predicate } from './predicate.ts'
import { Key, RuleId, Text } from './text.ts'
import { Tracks } from './track-rules.ts'

/** Where an interval comes from: the policy, the agreement (with a ceiling and a fallback), or the settings. */
export const IntervalSource = z.union([
  Interval,
  z.strictObject({ agreed: z.literal(true), atMost: z.optional(Interval), otherwise: z.optional(Interval) }),
  z.strictObject({ setting: z.enum(['oneToOne', 'backstop']), otherwise: z.optional(Interval) }),
])
export type IntervalSource = z.infer<typeof IntervalSource>

/** The minimum length of the next session: minutes, none, or what the agreement says. */
export const Minutes = z.union([z.int().check(z.minimum(1)), z.null(), z.literal('agreed')])
export type Minutes = z.infer<typeof Minutes>

const StartFact = z.enum(['employedOn', 'qualifiedOn'])
const EndFact = z.enum([...StartFact.options, 'probationEndsOn'])

/** One stretch of a rule (C3): until a fact's day plus durations one after the other, that day included (D3). */
export const Phase = z.strictObject({
  every: IntervalSource,
  /** The lower end of a window (C6); `every` is the upper. */
  atLeast: z.optional(Interval),
  until: z.optional(z.strictObject({ fact: EndFact, plus: z.optional(z.array(Duration)) })),
  minutes: z.optional(Minutes),
  /** Explains the due date this phase gives, where the rule's own words don't. */
  says: z.optional(Text),
})
export type Phase = z.infer<typeof Phase>

const ruleBase = {
  id: RuleId,
  /** Completes "Due Mon 15 June: …". */
  says: Text,
  /** C2; `default` is standing where no other standing rule matches. */
  force: z.enum(['standing', 'extra', 'default']),
  when: z.optional(Predicate),
  /** Rules that this one, where it matches, puts out of force. */
  replaces: z.optional(z.array(RuleId)),
}

/** A rule that goes by the calendar. Without `start` it always applies. */
export const DateRule = z.strictObject({
  ...ruleBase,
  start: z.optional(StartFact),
  phases: z.array(Phase).check(z.minLength(1)),
})
export type DateRule = z.infer<typeof DateRule>

/** A rule that goes by shifts worked (C9). */
export const CountRule = z.strictObject({
  ...ruleBase,
  count: z.strictObject({
    of: z.literal('shift'),
    every: z.int().check(z.minimum(1)),
    soonFrom: z.int().check(z.minimum(1)),
  }),
  minutes: z.optional(Minutes),
})
export type CountRule = z.infer<typeof CountRule>

export const OneToOneRule = z.union([DateRule, CountRule])
export type OneToOneRule = z.infer<typeof OneToOneRule>

/** One section of a person's supervision file. */
export const FileSection = z.strictObject({
  id: Key,
  title: Text,
  /** A few words for lists and narrow panes. */
  short: z.optional(Text),
  rule: RuleId,
  /** Which records stand in it; `references` are rows of the front sheet's form that name this section. */
  holds: z.enum(['front-sheet', 'agreements', 'sessions', 'observations', 'references']),
  /** Only in the file of somebody who is one of these. */
  when: z.optional(Predicate),
})
export type FileSection = z.infer<typeof FileSection>

const policyPack = z.strictObject({
  id: Key,
  /** Counts up when the pack changes; every record pins it. */
  version: z.int().check(z.minimum(1)),
  name: Text,
  organisation: Text,
  /** The document the pack was made from. */
  source: Text,
  /** Groups that work in a residential home unless the facts say otherwise. */
  residentialGroups: z.array(Group),
  oneToOne: z.strictObject({
    rules: z.array(OneToOneRule).check(z.minLength(1)),
    /** Explains a due date that a variation gave (C8). */
    variationSays: Text,
    /** State `escalate` once the due date is longer ago than this. */
    escalate: z.optional(z.strictObject({ rule: RuleId, says: Text, after: Interval })),
  }),
  tracks: Tracks,
  /** Every rule of the document; whatever cites one finds its place and its words here. */
  rules: z.array(Rule),
  ambiguities: z.array(Ambiguity),
  /** What the policy leaves to the service, in the order in which it is asked. */
  settings: z.array(SettingAsked),
  supervisors: z.array(SupervisorRule),
  routes: z.array(Route),
  access: z.array(AccessPurpose),
  redactions: z.array(Redaction),
  groups: z.optional(Groups),
  learning: z.array(Learning),
  cancelReasons: z.array(z.strictObject({ key: Key, label: Text, rule: RuleId })).check(z.minLength(1)),
  forms: z.array(Form),
  /** The sections of a person's supervision file, in the policy's own order. */
  file: z.optional(z.array(FileSection).check(z.minLength(1))),
})

export const PolicyPack = policyPack.check(
  z.superRefine(({ forms, file = [] }, context) => {
    const ids = new Set<string>()
    file.forEach(({ id }, index) => {
      if (ids.has(id)) context.addIssue({ code: 'custom', path: ['file', index, 'id'], message: `${id} is used twice` })
      ids.add(id)
    })
    forms.forEach(({ sections }, index) => {
      for (const field of sections.flatMap(({ fields }) => fields)) {
        if (field.type !== 'references' || ids.has(field.section)) continue
        const message = `${field.key} lists ${field.section}, which is no section of the file`
        context.addIssue({ code: 'custom', path: ['forms', index], message })
      }
    })
  }),
)
export type PolicyPack = z.infer<typeof PolicyPack>
