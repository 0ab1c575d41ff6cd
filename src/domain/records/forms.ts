/** A policy's form as the fold and the access table ask for it: whose voice a field is in, and what is still missing. */
import { type Json } from '../json.ts'
import { NamedManager, TopicAnswer } from '../policy/answer.ts'
import { type Field, type Form, type Section } from '../policy/form.ts'
import { type Facts } from '../policy/facts.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { holds } from '../policy/predicate.ts'
import { unreachable } from '../unreachable.ts'
import { actionListsOf, actionsLacking, writtenActionIds } from './actions.ts'
import { type FieldName, type Pins } from './deeds/common.ts'
import { isReadable } from './readable.ts'
import { type FormState } from './record.ts'
import { type Answers, type FormField, isBlank, type RecordForm } from './content.ts'
import { cellIn, rowsLacking, type TableField, writtenRowIds } from './tables.ts'

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

/** An explicit "nothing to record" as the answer to a text, a table or a list of actions that allows it. */
export const NOTHING_TO_RECORD = 'nothing-to-record'

/** Whether an answer is an explicit "nothing to record". */
const saysNothingToRecord = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && 'state' in value && value.state === NOTHING_TO_RECORD

/** Whether anything is written in the rows of the fields of a type, less those taken out. */
const hasRows = ({ fields }: Pick<FormState, 'fields'>, type: Field['type']): boolean =>
  Object.entries(fields).some(([name, { value }]) => {
    const [rows = '', id, part] = name.split('.')
    return ROWS[rows] === type && part !== 'removed' && !isBlank(value) && fields[`${rows}.${id}.removed`]?.value !== true
  })

/**
 * Whether a field has been answered: text with words in it, a number that is one, a topic dealt with, a row that says
 * something, an explicit nothing to record.
 *
 * @param answers  the whole record: rows are fields beside the one that asks for them
 * @param sections of the form, which may ask for actions in several places
 */
export const isAnswered = (field: Field, answers: Pick<FormState, 'fields'>, sections: readonly Section[]): boolean => {
  const value = answers.fields[field.key]?.value
  switch (field.type) {
    case 'table':
      return writtenRowIds(answers, field).length > 0 || (field.nothingToRecord === true && saysNothingToRecord(value))
    case 'actions': {
      const under = { list: field.key, lists: actionListsOf(sections) }
      return writtenActionIds(answers, under).length > 0 || (field.nothingToRecord === true && saysNothingToRecord(value))
    }
    case 'manager':
      return !isBlank(NamedManager.safeParse(value).data?.name)
    case 'topic': {
      const answer = TopicAnswer.safeParse(value)
      return answer.success && (answer.data.state !== 'note' || !isBlank(answer.data.note))
    }
    case 'number':
    case 'date':
    case 'choice':
    case 'line':
    case 'text':
    case 'computed':
    case 'interval':
    case 'minutes':
    case 'dates':
      return !isBlank(value) && isReadable(field, value)
    case 'action-updates':
    case 'consents':
    case 'notes':
    case 'references':
      return hasRows(answers, field.type)
    default:
      return unreachable(field)
  }
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

/** What is missing of one field: its answer, parts of its rows, or that what was typed can be read. */
const lackingOf = (field: Field, answers: Answers, sections: readonly Section[]): readonly FieldName[] => {
  // Nobody types what is computed; what became of earlier actions is asked of each, and there may be none.
  if (field.type === 'computed' || field.type === 'action-updates') return []
  const asked = field.required === true && (!onlyAfterGap(field) || answers.held?.gapExceeded === true)
  if (asked && !isAnswered(field, answers, sections)) return [field.key]
  if (field.type === 'actions') return actionsLacking(answers, { list: field.key, lists: actionListsOf(sections) })
  if (field.type === 'table') return rowsLacking(answers, field)
  return isReadable(field, answers.fields[field.key]?.value) ? [] : [field.key]
}

/** A cell of a table, or a row taken out: in the table's voice, in the class of its column where that has its own. */
const cellOf = (table: TableField, name: FieldName): FormField | undefined => {
  const cell = cellIn(table, name)
  if (!cell) return undefined
  const { voice, view } = table
  const own = cell.column === 'removed' ? undefined : cell.column.class
  return { voice, class: own ?? table.class, ...(view ? { view } : {}) }
}

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
  const sections = sectionsFor(form, pack, facts)
  return {
    fieldOf: (name: FieldName) => {
      const first = name.split('.', 1)[0] ?? name
      const table = all.get(first)
      if (table?.type === 'table' && name !== first) return cellOf(table, name)
      const rows = ROWS[first]
      const field = all.get(name) ?? (rows && [...all.values()].find(({ type }) => type === rows))
      if (!field) return COMMON[first]
      const { voice, view } = field
      return { voice, class: field.class, ...(view ? { view } : {}) }
    },
    missing: (answers) => sections.flatMap(({ fields }) => fields.flatMap((field) => lackingOf(field, answers, sections))),
  }
}
