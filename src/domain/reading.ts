/**
 * A record as somebody who is not of the pair reads it: built, section by section, from an allow-list of what the reading
 * opens (W1). What is not named here does not leave; signatures leave without the content they carry.
 */
import { type Instant, type PlainDate } from './dates.ts'
import { type AgreementFacts, agreementFactsOf, type ObservationFacts, observationFactsOf, type SessionFacts, sessionFactsOf } from './facts.ts'
import { type PersonId } from './ids.ts'
import { type Json } from './json.ts'
import { type Column, type Field, type PrivacyClass, type Section } from './policy/form.ts'
import { type Text } from './policy/text.ts'
import { type Opening } from './reads.ts'
import { actionListsOf, writtenActionIds } from './records/actions.ts'
import { isAnswered } from './records/forms.ts'
import { type FieldName } from './records/deeds/common.ts'
import { type FormState, type SessionState, type SignableState } from './records/record.ts'
import { isBlank } from './records/content.ts'
import { cellName, writtenRowIds } from './records/tables.ts'
import { unreachable } from './unreachable.ts'

/** One value with what it was asked as, so that words can be put to it. */
export interface ReadValue {
  /** Null where the form asks nothing in words: the parts of an action, of a note. */
  readonly label: Text | null
  /** The part of a row: `what`, `who`, `by`, `text` …; a column's key. */
  readonly part: string
  readonly type: Field['type'] | Column['type']
  readonly options: readonly { readonly key: string; readonly label: Text }[]
  readonly value: Json
}

export interface ReadAnswer {
  readonly key: string
  readonly label: Text
  readonly class: PrivacyClass
  /** `covered`: that something was said, and not what. `withheld`: not even that. */
  readonly shown: 'whole' | 'covered' | 'withheld'
  /** Whether anything was said; false of what is withheld. */
  readonly covered: boolean
  readonly values: readonly ReadValue[]
  readonly rows: readonly (readonly ReadValue[])[]
  /** How many values are masked: a reference of a child stands there. */
  readonly masked: number
}

export interface ReadSection {
  readonly id: string
  readonly title: Text
  readonly answers: readonly ReadAnswer[]
}

/** A signature without what it was put on: who, as what, when, with which answer. */
export interface ReadSignature {
  readonly by: PersonId
  readonly role: 'supervisor' | 'supervisee'
  readonly on: PlainDate
  readonly at: Instant
  /** Class E: that somebody disagreed. */
  readonly answer: string | null
  readonly comment: string | null
}

/** Something one of the two added in their own words; null where those are not for this reader. */
export interface ReadWords {
  readonly by: PersonId
  readonly on: PlainDate
  readonly text: string | null
}

export interface RecordReading {
  readonly kind: 'reading'
  readonly facts: SessionFacts | AgreementFacts | ObservationFacts
  readonly opening: Opening
  readonly when: Pick<NonNullable<SessionState['held']>, 'on' | 'start' | 'end' | 'place' | 'mode' | 'minutes'> | null
  readonly sections: readonly ReadSection[]
  readonly signatures: readonly ReadSignature[]
  readonly addenda: readonly ReadWords[]
  readonly responses: readonly (ReadWords & { readonly answer: string | null })[]
  readonly referrals: readonly { readonly by: PersonId; readonly on: PlainDate; readonly about: string; readonly name: string; readonly resolved: string | null }[]
}

/** What stands in the place of a reference that is masked. */
export const MASK = '•••'

const factsFor = (state: SignableState): RecordReading['facts'] => {
  switch (state.kind) {
    case 'session':
      return sessionFactsOf(state)
    case 'agreement':
      return agreementFactsOf(state)
    case 'observation':
      return observationFactsOf(state)
    default:
      return unreachable(state)
  }
}

type Rows = readonly (readonly ReadValue[])[]
type Cell = Omit<ReadValue, 'value'> & { readonly name: string; readonly class: PrivacyClass }

/** The parts of rows that are shown, of the types whose rows have no columns of the form's. */
const PARTS: Readonly<Partial<Record<Field['type'], { readonly under: string; readonly parts: readonly string[] }>>> = {
  actions: { under: 'actions', parts: ['what', 'who', 'by'] },
  'action-updates': { under: 'updates', parts: ['state', 'note'] },
  notes: { under: 'notes', parts: ['at', 'text'] },
  consents: { under: 'consent', parts: ['who', 'role', 'how', 'on', 'child', 'by'] },
  references: { under: 'refs', parts: ['title', 'reference', 'held'] },
}

/** The rows of a field, each with its cells. */
const cellsOf = (state: FormState, field: Field, sections: readonly Section[]): readonly (readonly Cell[])[] => {
  if (field.type === 'table') {
    return writtenRowIds(state, field).map((id) =>
      field.columns.map(({ key, label, type, options = [], class: own }) => ({
        name: cellName(field, id, key), part: key, label, type, options, class: own ?? field.class,
      })),
    )
  }
  const rows = PARTS[field.type]
  if (!rows) return []
  const cells = (id: string): readonly Cell[] =>
    rows.parts.map((part) => ({ name: `${rows.under}.${id}.${part}`, part, label: null, type: field.type, options: [], class: field.class }))
  if (field.type === 'actions') return writtenActionIds(state, { list: field.key, lists: actionListsOf(sections) }).map(cells)
  const ids = new Set(
    Object.keys(state.fields).flatMap((name) => {
      const [under, id] = name.split('.')
      return under === rows.under && id !== undefined && state.fields[`${under}.${id}.removed`]?.value !== true ? [id] : []
    }),
  )
  const inSection = (id: string): boolean => field.type !== 'references' || state.fields[`refs.${id}.section`]?.value === field.section
  return [...ids].filter(inSection).sort().map(cells)
}

const answerOf = (state: FormState, field: Field, sections: readonly Section[], opening: Opening): ReadAnswer => {
  const { key, label } = field
  const about = { key, label, class: field.class }
  const said = isAnswered(field, state, sections)
  const shown = opening[field.class]
  const nothing = { values: [], rows: [], masked: 0 }
  if (shown === 'none') return { ...about, ...nothing, shown: 'withheld', covered: false }
  if (shown === 'covered') return { ...about, ...nothing, shown: 'covered', covered: said }
  let masked = 0
  /** A value as this reading shows it: a reference of a child is masked where its class is; what has no place is left out. */
  const shownAs = (value: Json | undefined, of: PrivacyClass): Json | undefined => {
    if (isBlank(value) || value === undefined) return undefined
    if (opening[of] === 'whole') return value
    if (opening[of] !== 'masked') return undefined
    masked += 1
    return MASK
  }
  const options = 'options' in field && field.type === 'choice' ? field.options : []
  const own = shownAs(state.fields[key]?.value, field.class)
  const rows: Rows = cellsOf(state, field, sections)
    .map((cells) =>
      cells.flatMap(({ name, class: of, ...cell }): readonly ReadValue[] => {
        const value = shownAs(state.fields[name]?.value, of)
        return value === undefined ? [] : [{ ...cell, value }]
      }),
    )
    .filter((cells) => cells.length > 0)
  const values = own === undefined ? [] : [{ label: null, part: key, type: field.type, options, value: own }]
  return { ...about, shown: 'whole', covered: said, values, rows, masked }
}

/** The answers of a record, section by section, as a reading opens them; sections that ask nothing of a person are left out. */
export const sectionsOf = (state: FormState, sections: readonly Section[], opening: Opening): readonly ReadSection[] =>
  sections
    .map(({ id, title, fields }) => ({
      id,
      title,
      answers: fields.filter(({ type }) => type !== 'computed').map((field) => answerOf(state, field, sections, opening)),
    }))
    .filter(({ answers }) => answers.length > 0)

/**
 * The record as one reading opens it.
 *
 * @param sections of the form it is pinned to, those for this person
 */
export const readingOf = (state: SignableState, sections: readonly Section[], opening: Opening): RecordReading => {
  const whole = (name: PrivacyClass): boolean => opening[name] === 'whole'
  // Words that no field of the form asked for have no class: they may be about anything, so they are as personal as any.
  const personal = whole('A')
  const classOf = (name: FieldName | null): PrivacyClass =>
    sections.flatMap(({ fields }) => fields).find(({ key }) => key === name)?.class ?? 'A'
  const isOpen = whole('B') || personal
  const held = state.kind === 'session' ? state.held : null
  return {
    kind: 'reading',
    facts: factsFor(state),
    opening,
    when: held && { on: held.on, start: held.start, end: held.end, place: held.place, mode: held.mode, minutes: held.minutes },
    sections: sectionsOf(state, sections, opening),
    signatures: state.signatures.map(({ by, at, sign }) => ({
      by, at, on: sign.on, role: sign.role, answer: whole('E') ? sign.answer : null, comment: personal ? sign.comment : null,
    })),
    addenda: isOpen ? state.addenda.map(({ by, on, text }) => ({ by, on, text: personal ? text : null })) : [],
    responses: isOpen
      ? state.responses.map(({ by, on, text, answer, field }) => {
          const open = whole(classOf(field))
          return { by, on, text: open ? text : null, answer: open ? (answer?.text ?? null) : null }
        })
      : [],
    referrals: whole('E')
      ? state.referrals.map(({ by, on, about, name, resolved }) => ({ by, on, about, name, resolved: resolved?.text ?? null }))
      : [],
  }
}
