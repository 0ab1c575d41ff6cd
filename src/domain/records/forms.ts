/** A policy's form as the fold and the access table ask for it: whose voice a field is in, and what is still missing. */
import { type Json } from '../json.ts'
import { type Field, type Form, type Section, TopicAnswer } from '../policy/form.ts'
import { type Facts } from '../policy/facts.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { holds } from '../policy/predicate.ts'
import { type FieldName, type Pins } from './acts.ts'
import { isBlank, type SessionForm } from './session.ts'

/** Fields every session has, whatever the form: the next date, and when and where it was held, while being written. */
const COMMON: Readonly<Record<string, ReturnType<SessionForm['fieldOf']>>> = {
  next: { voice: 'both', class: 'C' },
  when: { voice: 'supervisor', class: 'C' },
}

/**
 * Rows of actions: each part of a row is a field of its own, `actions.<id>.what`, `updates.<id>.state`, and has the voice
 * and class of the form's field of that type.
 */
const ROWS: Readonly<Record<string, Field['type']>> = { actions: 'actions', updates: 'action-updates' }

/** An explicit "nothing to record" as the answer to a text field that allows it. */
export const NOTHING_TO_RECORD = 'nothing-to-record'

/** Whether a field has been answered: text with words in it, a topic dealt with, an explicit nothing to record. */
export const isAnswered = (field: Field, value: Json | undefined): boolean => {
  if (isBlank(value)) return false
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

/**
 * The form a session is pinned to, as the fold sees it.
 *
 * @param facts the supervisee's facts: some sections are only for some people (SEF-4.17)
 * @returns undefined when the pack does not have that form
 */
export const sessionFormOf = (
  pack: PolicyPack,
  pins: Pick<Pins, 'form' | 'formVersion'>,
  facts: Facts,
): SessionForm | undefined => {
  const form = formOf(pack, pins)
  if (!form) return undefined
  const all = new Map(form.sections.flatMap((section) => section.fields.map((field) => [field.key, field] as const)))
  const required = sectionsFor(form, pack, facts)
    .flatMap((section) => section.fields)
    .filter((field) => field.required && !(field.type === 'text' && field.onlyWhen))
  return {
    fieldOf: (name: FieldName) => {
      const first = name.split('.', 1)[0] ?? name
      const rows = ROWS[first]
      const field = all.get(name) ?? (rows && [...all.values()].find(({ type }) => type === rows))
      return field ? { voice: field.voice, class: field.class } : COMMON[first]
    },
    missing: (valueOf) => required.filter((field) => !isAnswered(field, valueOf(field.key))).map((field) => field.key),
  }
}
