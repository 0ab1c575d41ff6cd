/** The names and values of a record's fields in words, for summaries, choices and lists of what is missing. */
import { PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { type Field } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type Words } from '../../words/words.ts'
import { topicNote, writtenAnswer } from './answers.ts'
import { answerInWords, inLanguage } from '../../words/answers.ts'
import { dateText } from './dates-as-typed.ts'
import { cellOf } from './form-fields.ts'
import { type RecordView } from './record-view.ts'
import { cellInWords, nameOfCell } from './table-words.ts'

type Named = Pick<Field, 'label' | 'short'>

export const labelIn = ({ label }: Named, words: Words): string => inLanguage(label, words.lang)
export const shortIn = ({ label, short }: Named, words: Words): string => inLanguage(short ?? label, words.lang)

export const formField = (view: RecordView, name: FieldName): Field | undefined =>
  view.form.sections.flatMap(({ fields }) => fields).find(({ key }) => key === name)

/** Whether a field holds words, so that two versions of it can be put together. */
export const isWords = (view: RecordView, name: FieldName): boolean => {
  const column = cellOf(view.form, name)?.column
  const type = column && column !== 'removed' ? column.type : formField(view, name)?.type
  return type === 'text' || type === 'line' || type === 'topic' || /\.(?:what|note|place|text)$/.test(name)
}

const ROW = /^(?:actions|updates)\.([0-9a-f-]+)\.([a-z]+)$/

const actionText = (view: RecordView, id: string): string => {
  for (const { fields } of [view.state, ...view.agreedIn]) {
    const what = fields[`actions.${id}.what`]?.value
    if (typeof what === 'string' && what.trim() !== '') return what
  }
  return ''
}

const COMMON = ['next', 'when', 'agenda'] as const

/** A short name for any field of a record, to go into a sentence. */
export const nameOfField = (view: RecordView, name: FieldName, words: Words): string => {
  const { say } = words
  const section = view.form.sections.find(({ fields }) => fields.some(({ key }) => key === name))
  const field = section?.fields.find(({ key }) => key === name)
  if (section && field) {
    const number = /^topic\.(\d+)$/.exec(name)?.[1]
    if (number) return say('records.topicNamed', { number, label: shortIn(field, words) })
    const part = inLanguage(section.short ?? section.title, words.lang)
    if (field.label.en === section.title.en) return part
    return field.short ? shortIn(field, words) : say('records.fieldOfSection', { section: part, label: labelIn(field, words) })
  }
  const cell = cellOf(view.form, name)
  if (cell) return nameOfCell(view, cell, words)
  const row = ROW.exec(name)
  if (row) return say('records.actionNamed', { what: actionText(view, row[1] ?? '') })
  // Rows of other lists stand under their field's own name: `notes.<id>.text`.
  const list = formField(view, name.split('.', 1)[0] ?? name)
  if (list) return shortIn(list, words)
  const common = COMMON.find((each) => name.startsWith(`${each}.`))
  return common ? say(`records.field.${common}`) : say('records.field.other')
}

/** What is to be said in an action that is written half, by its place in its list. */
export const actionLacks = (
  view: RecordView,
  { lacks, number, list }: { readonly lacks: 'what' | 'by'; readonly number: number; readonly list: FieldName | null },
  words: Words,
): string =>
  list === null
    ? words.say(`records.missing.action-${lacks}`, { number })
    : words.say(`records.missing.action-${lacks}-in`, { number, list: nameOfField(view, list, words) })

/** The name of one part of the signed content: `field.topic.4`, `held.end`. */
export const nameOfContent = (view: RecordView, name: string, words: Words): string => {
  if (name.startsWith('field.')) return nameOfField(view, name.slice('field.'.length), words)
  return words.say(/^(?:held|observed|revealed)\./.test(name) ? 'records.field.when' : 'records.field.other')
}

const ACTION_STATES = ['not-started', 'in-progress', 'done', 'dropped'] as const

const stateInWords = (value: string, words: Words): string | null => {
  const known = ACTION_STATES.find((state) => state === value)
  return known ? words.say(`records.actionState.${known}`) : null
}

const dayInWords = (value: Json, words: Words): string | null => {
  const day = PlainDate.safeParse(value)
  return day.success ? words.longDay(day.data) : null
}

/** What has words of its own; a day that is not one yet stands as its boxes were typed. */
const wordsOf = (field: Field, value: Json, words: Words): string | null =>
  answerInWords(field, value, words) ?? (field.type === 'date' ? dateText(value) : null)

/** What was answered, in words; '' where nothing was. */
export const valueInWords = (view: RecordView, name: FieldName, value: Json | undefined, words: Words): string => {
  const { say } = words
  const cell = cellOf(view.form, name)
  if (cell && cell.column !== 'removed') return cellInWords(cell.column, value, words)
  if (name.endsWith('.removed') && typeof value === 'boolean') return say(value ? (cell ? 'records.table.removed' : 'records.actions.removed') : 'records.table.kept')
  const written = writtenAnswer(value)
  if (written.nothing) return say('records.nothingToRecord')
  const field = formField(view, name)
  const answer = field && value !== undefined && value !== null ? wordsOf(field, value, words) : null
  if (answer !== null) return answer
  if (typeof value === 'string') {
    if (name.startsWith('actions.') && name.endsWith('.who')) return value === 'supervisor' ? view.supervisor.name : view.supervisee.name
    if (name.startsWith('actions.') && name.endsWith('.about')) return nameOfField(view, value, words)
    if (name.startsWith('updates.') && name.endsWith('.state')) return stateInWords(value, words) ?? value
    if (name === 'when.mode') return say(value === 'video' ? 'records.mode.video' : 'records.mode.in-person')
    return (field ? null : dayInWords(value, words)) ?? value
  }
  if (typeof value === 'boolean') return say(value ? 'records.table.ticked' : 'records.table.unticked')
  const { quick, note } = topicNote(value)
  if (quick === null) return note
  const label = say(`records.quick.${quick}`)
  return note === '' ? label : `${label}\n${note}`
}
