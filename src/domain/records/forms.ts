/** A policy's form as the fold and the access table ask for it: whose voice a field is in, and what is still missing. */
import { type Json } from '../json.ts'
import { type Field, type Form, NamedManager, type Section, TopicAnswer } from '../policy/form.ts'
import { type Facts } from '../policy/facts.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { holds } from '../policy/predicate.ts'
import { actionsLacking } from './actions.ts'
import { type FieldName, type Pins } from './deeds/common.ts'
import { type FormField, isBlank, type RecordForm } from './signed.ts'

/** Fields a record has whatever its form: the next date, when and where, what each wants to talk about. */
const COMMON: Readonly<Record<string, FormField>> = {
  next: { voice: 'both', class: 'C' },
  when: { voice: 'supervisor', class: 'C' },
  agenda: { voice: 'both', class: 'B' },
}

/**
 * Rows: each part of a row is a field of its own, `actions.<id>.what`, `updates.<id>.state`, and has the voice and class
 * of the form's field of that type.
 */
const ROWS: Readonly<Record<string, Field['type']>> = {
  actions: 'actions',
  updates: 'action-updates',
  consent: 'consents',
  notes: 'notes',
  refs: 'references',
}

/** An explicit "nothing to record" as the answer to a text field that allows it. */
export const NOTHING_TO_RECORD = 'nothing-to-record'

/** Whether a field has been answered: text with words in it, a topic dealt with, an explicit nothing to record. */
export const isAnswered = (field: Field, value: Json | undefined): boolean => {
  if (isBlank(value)) return false
  if (field.type === 'manager') return !isBlank(NamedManager.safeParse(value).data?.name)
  if (field.type !== 'topic') return true
  const answer = TopicAnswer.safeParse(value)
  return answer.success && (answer.data.state !== 'note' || !isBlank(answer.data.note))
}

/** The sections of a form that are for this person, in its order. */
export const sectionsFor = (form: Form, pack: PolicyPack, facts: Facts): readonly Section[] =>
  form.sections.filter((section) =>
    holds(section.when, { facts, agreed: false, residentialGroups: pack.residentialGroups }),
  )

export const formOf = (pack: PolicyPack, pins: Pick<Pins, 'form' | 'formVersion'>): Form | undefined =>
  pack.forms.find((form) => form.id === pins.form && form.version === pins.formVersion)

/** Whether the reason for a gap is asked only once the gap was too long (SEF-App3.1). */
const onlyAfterGap = (field: Field): boolean => field.type === 'text' && field.onlyWhen === 'gap-exceeded'

/**
 * The form a record is pinned to, as the fold sees it.
 *
 * @param facts the supervisee's facts: some sections are only for some people (SEF-4.17)
 * @returns undefined when the pack does not have that form
 */
export const recordFormOf = (
  pack: PolicyPack,
  pins: Pick<Pins, 'form' | 'formVersion'>,
  facts: Facts,
): RecordForm | undefined => {
  const form = formOf(pack, pins)
  if (!form) return undefined
  const all = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.key, field] as const)))
  const fields = sectionsFor(form, pack, facts).flatMap((section) => section.fields)
  return {
    fieldOf: (name: FieldName) => {
      const first = name.split('.', 1)[0] ?? name
      const rows = ROWS[first]
      const field = all.get(name) ?? (rows && [...all.values()].find(({ type }) => type === rows))
      if (!field) return COMMON[first]
      const { voice, view } = field
      return { voice, class: field.class, ...(view ? { view } : {}) }
    },
    missing: (answers) =>
      fields.flatMap((field) => {
        if (field.type === 'actions') return actionsLacking(answers)
        const asked = field.required === true && (!onlyAfterGap(field) || answers.held?.gapExceeded === true)
        return asked && !isAnswered(field, answers.fields[field.key]?.value) ? [field.key] : []
      }),
  }
}
