/** The forms of a policy: its own headings and questions, in its own order, as data. */
import * as z from 'zod/mini'
import { QuickState } from './answer.ts'
import { Interval } from './durations.ts'
import { Predicate } from './predicate.ts'
import { Key, RuleId, Text } from './text.ts'

/** Who may read an answer (security.md, section 5): A personal, B practice, C compliance, D child references, E concerns. */
export const PrivacyClass = z.enum(['A', 'B', 'C', 'D', 'E'])
export type PrivacyClass = z.infer<typeof PrivacyClass>

/** In whose words an answer is. */
export const Voice = z.enum(['supervisee', 'supervisor', 'both'])
export type Voice = z.infer<typeof Voice>

/**
 * One column of a table: each row's part of that name. The name is one word, so that `cases.<row>.ref` is a field; a class
 * of its own where it is read by other people than the rest.
 */
const Column = z.strictObject({
  key: z.string().check(z.regex(/^[a-z]+$/, 'one lower-case word')),
  label: Text,
  type: z.enum(['line', 'text', 'date', 'number', 'tick', 'choice']),
  options: z.optional(z.array(z.strictObject({ key: Key, label: Text })).check(z.minLength(2))),
  hint: z.optional(Text),
  class: z.optional(PrivacyClass),
  /** A row that says anything says this. */
  required: z.optional(z.boolean()),
  rule: z.optional(RuleId),
})
export type Column = z.infer<typeof Column>

/** Text offered as an answer when the record is drawn up, for whoever the predicate holds. */
const Prefill = z.strictObject({ when: z.optional(Predicate), text: Text })

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
  /** One party's own view of an observation, withheld from the other until both are revealed (SEF-App2.3). */
  view: z.optional(z.enum(['observer', 'supervisee'])),
  /** Of these the first whose predicate holds is offered; none where none holds. Never a policy's own sentences. */
  prefill: z.optional(z.array(Prefill).check(z.minLength(1))),
}

const nothingToRecord = z.optional(z.boolean())

export const Field = z.discriminatedUnion('type', [
  /** Filled in from the record itself, or from the person and the post it is about; nobody types it. */
  z.strictObject({
    ...base,
    type: z.literal('computed'),
    from: z.enum([
      'supervisee',
      'supervisor',
      'observer',
      'session-date',
      'last-session-date',
      'name',
      'known-as',
      'staff-number',
      'post-title',
      'post-since',
      'employed-on',
      'hours',
      'setting',
    ]),
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
  /** A whole number, nought or more. */
  z.strictObject({ ...base, type: z.literal('number') }),
  z.strictObject({
    ...base,
    type: z.literal('choice'),
    options: z.array(z.strictObject({ key: Key, label: Text })).check(z.minLength(2)),
  }),
  /** A topic that must be addressed: a note, or one of the quick states. */
  z.strictObject({ ...base, type: z.literal('topic'), quickStates: z.array(QuickState) }),
  /**
   * New actions: what, who, by when. A form that asks for actions in several places has several fields of this type; a
   * row's part `about` names the one it was written under, none the first.
   */
  z.strictObject({ ...base, type: z.literal('actions'), nothingToRecord }),
  /** A list of rows, each with the same parts: `<key>.<row id>.<column>`. */
  z.strictObject({
    ...base,
    type: z.literal('table'),
    nothingToRecord,
    /** What one row is called, on the button that adds one. */
    row: Text,
    columns: z.array(Column).check(z.minLength(1)),
    /** Names of children or adults may not be written here; only the reference named. */
    childReference: z.optional(Text),
  }),
  /** What became of the actions of the session before. */
  z.strictObject({ ...base, type: z.literal('action-updates'), nothingToRecord }),
  /** How often: one of the options, an ISO 8601 duration. */
  z.strictObject({ ...base, type: z.literal('interval'), options: z.array(Interval).check(z.minLength(1)) }),
  /** How long: one of the options, in minutes. */
  z.strictObject({
    ...base,
    type: z.literal('minutes'),
    options: z.array(z.int().check(z.minimum(1))).check(z.minLength(1)),
  }),
  /** The dates agreed for the sessions of a year: `AgreedDates`. */
  z.strictObject({ ...base, type: z.literal('dates') }),
  /** A person named for a part that the policy gives them: `NamedManager`. */
  z.strictObject({ ...base, type: z.literal('manager') }),
  /** Who consented to being observed with: rows of who, role, how, on, child, by, removed (SEF-App2.1). */
  z.strictObject({ ...base, type: z.literal('consents') }),
  /** Notes stamped as they are taken: rows of text, at, removed. */
  z.strictObject({ ...base, type: z.literal('notes') }),
  /**
   * What one section of a person's file holds elsewhere: rows of section, title, reference, held, removed. Nothing is
   * attached. `section` is a section of the pack's `file`, and is written into each row.
   */
  z.strictObject({ ...base, type: z.literal('references'), section: Key }),
])
export type Field = z.infer<typeof Field>

export const Section = z
  .strictObject({
    id: Key,
    title: Text,
    short: z.optional(Text),
    hint: z.optional(Text),
    /** The part of the form that begins with this section, where it is printed in parts. */
    part: z.optional(Text),
    rule: z.optional(RuleId),
    /** The document gives no such section; these are fields that fit its rules. */
    proposed: z.optional(z.boolean()),
    /** Shown, and asked for, only where the supervisee is one of these. */
    when: z.optional(Predicate),
    /** Fixed paragraphs that both sign with the answers; they are part of the form's version. */
    clauses: z.optional(z.array(Text).check(z.minLength(1))),
    fields: z.array(Field),
  })
  .check(
    z.refine(({ fields, clauses }) => fields.length > 0 || clauses !== undefined, 'a section has fields or clauses'),
  )
export type Section = z.infer<typeof Section>

/**
 * The types whose answer is rows. Each part of a row is a field of its own, `consent.<row id>.how`, under one name a type:
 * so a form has one field of such a type, or where it has several (references, told apart by the part `section`) they
 * are read and written by the same people.
 */
const ROWS_UNDER: Readonly<Partial<Record<Field['type'], string>>> = {
  actions: 'actions',
  'action-updates': 'updates',
  consents: 'consent',
  notes: 'notes',
  references: 'refs',
}
const ROW_NAMES: readonly string[] = Object.values(ROWS_UNDER)
/** Names by which the parts of a session are found; a field of such a name could not be. */
const PARTS: ReadonlySet<string> = new Set(['agenda', 'last', 'reflection', 'topics', 'when'])
/** Names that a record's fields have whatever its form. */
const TAKEN: ReadonlySet<string> = new Set([...ROW_NAMES, 'next', 'when', 'agenda'])

/** What is wrong with a table's own columns; null where nothing is. */
const tableFlaw = ({ key, columns }: Extract<Field, { type: 'table' }>): string | null => {
  if (!/^[a-z]+$/.test(key)) return 'the key of a table is one lower-case word'
  if (TAKEN.has(key)) return `${key} is the name of other fields`
  if (new Set(columns.map((column) => column.key)).size < columns.length) return `${key} has two columns of one name`
  if (columns.some((column) => column.key === 'removed')) return `${key} has a column called removed, which rows have anyway`
  const wrong = columns.find(({ type, options }) => (type === 'choice') !== (options !== undefined))
  return wrong ? `${wrong.key}: options belong to a choice, and a choice has options` : null
}

/** What keeps `field` from standing in a form after the fields `before` it; null where nothing does. */
const flawOf = (field: Field, before: readonly Field[]): string | null => {
  if (field.prefill && field.type !== 'line' && field.type !== 'text') return 'words are offered for a line or a text only'
  if (before.some(({ key }) => key === field.key)) return `${field.key} is used twice`
  if (PARTS.has(field.key)) return `${field.key} is the name of a part of every session: give the field another`
  if (field.type === 'table') {
    const flaw = tableFlaw(field)
    if (flaw) return flaw
  }
  const rows = ROWS_UNDER[field.type]
  const first = field.key.split('.', 1)[0] ?? field.key
  if (ROW_NAMES.includes(first) && (first !== rows || first !== field.key)) {
    return `${first} is the name of rows that are not of type ${field.type}`
  }
  const alike = rows === undefined ? [] : before.filter(({ type }) => type === field.type)
  if (alike.length === 0) return null
  if (field.type === 'actions') {
    const same = alike.every((other) => other.voice === field.voice && other.class === field.class)
    return same ? null : 'lists of actions in one form have one voice and one class'
  }
  if (field.type !== 'references') return `a second field of type ${field.type}`
  if (alike.some((other) => other.type === 'references' && other.section === field.section)) {
    return `a second list for the section ${field.section}`
  }
  const same = alike.every((other) => other.voice === field.voice && other.class === field.class)
  return same ? null : 'lists of references in one form have one voice and one class'
}

export const Form = z
  .strictObject({
    id: Key,
    version: z.int().check(z.minimum(1)),
    rule: RuleId,
    title: Text,
    /** Which record the form is for; `file` is the person's own file, with its front sheet. A pack may have several of a kind. */
    record: z.enum([
      'session',
      'observation',
      'agreement',
      'file',
      'group-session',
      'case-supervision',
      'reflective-log',
      'evaluation',
      'audit',
    ]),
    /** The document names such a form but does not give it; its fields are proposed. */
    proposed: z.optional(z.boolean()),
    introduction: z.optional(z.array(Text)),
    sections: z.array(Section).check(z.minLength(1)),
  })
  .check(
    z.superRefine((form, context) => {
      const before: Field[] = []
      form.sections.forEach((section, s) => {
        section.fields.forEach((field, f) => {
          const message = flawOf(field, before)
          const path = ['sections', s, 'fields', f, 'key']
          if (message !== null) context.addIssue({ code: 'custom', path, message })
          before.push(field)
        })
      })
    }),
  )
export type Form = z.infer<typeof Form>
