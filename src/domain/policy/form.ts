/** The forms of a policy: its own headings and questions, in its own order, as data. */
import * as z from 'zod/mini'
import { Predicate } from './predicate.ts'
import { Key, RuleId, Text } from './text.ts'

/** Who may read an answer (`security.md` section 5): A personal, B practice, C compliance, D child references, E concerns. */
export const PrivacyClass = z.enum(['A', 'B', 'C', 'D', 'E'])
export type PrivacyClass = z.infer<typeof PrivacyClass>

/** In whose words an answer is. */
export const Voice = z.enum(['supervisee', 'supervisor', 'both'])
export type Voice = z.infer<typeof Voice>

/** How a topic was dealt with, beside a note: talked about with nothing to record, or nothing to talk about. */
export const QuickState = z.enum(['discussed', 'none-since-last'])
export type QuickState = z.infer<typeof QuickState>

/** The answer to a field of type `topic`. */
export const TopicAnswer = z.strictObject({
  state: z.enum(['note', ...QuickState.options]),
  note: z.optional(z.string()),
})
export type TopicAnswer = z.infer<typeof TopicAnswer>

const base = {
  key: Key,
  label: Text,
  /** A few words for lists and narrow panes. */
  short: z.optional(Text),
  hint: z.optional(Text),
  /** Points that the form prints under the heading, to be considered in the answer. */
  prompts: z.optional(z.array(Text).check(z.minLength(1))),
  voice: Voice,
  class: PrivacyClass,
  rule: z.optional(RuleId),
  /** Must be answered before the record can be shared. */
  required: z.optional(z.boolean()),
}

const nothingToRecord = z.optional(z.boolean())

export const Field = z.discriminatedUnion('type', [
  /** Filled in from the session itself; nobody types it. */
  z.strictObject({
    ...base,
    type: z.literal('computed'),
    from: z.enum(['supervisee', 'supervisor', 'session-date', 'last-session-date']),
  }),
  z.strictObject({ ...base, type: z.literal('line') }),
  /** Longer text; with `nothingToRecord` an explicit "nothing to record" is an answer. */
  z.strictObject({
    ...base,
    type: z.literal('text'),
    nothingToRecord,
    /** Required once the gap since the last session is longer than the agreement allows, and shown only then. */
    onlyWhen: z.optional(z.literal('gap-exceeded')),
    /** Names of children may not be written here; only the reference named. */
    childReference: z.optional(Text),
  }),
  z.strictObject({ ...base, type: z.literal('date') }),
  z.strictObject({
    ...base,
    type: z.literal('choice'),
    options: z.array(z.strictObject({ key: Key, label: Text })).check(z.minLength(2)),
  }),
  /** A topic that must be addressed: a note, or one of the quick states. */
  z.strictObject({ ...base, type: z.literal('topic'), quickStates: z.array(QuickState) }),
  /** New actions: what, who, by when. */
  z.strictObject({ ...base, type: z.literal('actions'), nothingToRecord }),
  /** What became of the actions of the session before. */
  z.strictObject({ ...base, type: z.literal('action-updates'), nothingToRecord }),
])
export type Field = z.infer<typeof Field>

export const Section = z.strictObject({
  id: Key,
  title: Text,
  short: z.optional(Text),
  hint: z.optional(Text),
  rule: z.optional(RuleId),
  /** Shown, and asked for, only where the supervisee is one of these. */
  when: z.optional(Predicate),
  fields: z.array(Field).check(z.minLength(1)),
})
export type Section = z.infer<typeof Section>

export const Form = z
  .strictObject({
    id: Key,
    version: z.int().check(z.minimum(1)),
    rule: RuleId,
    title: Text,
    /** Which record the form is for. */
    record: z.enum(['session', 'observation', 'agreement', 'group-session']),
    introduction: z.optional(z.array(Text)),
    sections: z.array(Section).check(z.minLength(1)),
  })
  .check(
    z.superRefine((form, context) => {
      const seen = new Set<string>()
      form.sections.forEach((section, s) => {
        section.fields.forEach(({ key }, f) => {
          if (seen.has(key)) {
            const path = ['sections', s, 'fields', f, 'key']
            context.addIssue({ code: 'custom', path, message: `${key} is used twice` })
          }
          seen.add(key)
        })
      })
    }),
  )
export type Form = z.infer<typeof Form>
