import { type ReactNode } from 'react'
import { type Field } from '../../domain/policy/form.ts'
import { writtenRowIds } from '../../domain/records/tables.ts'
import { type Words } from '../../words/words.ts'
import { changedSinceShared } from './as-shared.tsx'
import { valueInWords } from './fields-in-words.ts'
import { cellOf } from './form-fields.ts'
import { type RecordView, scribeOf } from './record-view.ts'
import { TableRead } from './table-read.tsx'

/** The names under which an answer is kept: the field's own, and those of its cells. */
const namesOf = (view: RecordView, field: Field): readonly string[] =>
  field.type === 'table'
    ? [field.key, ...Object.keys(view.state.fields).filter((name) => cellOf(view.form, name)?.table.key === field.key)]
    : [field.key]

/** The first name of whoever wrote any of an answer in the supervisee's voice for them (as `scribeOf`). */
export const scribeOfAnswer = (view: RecordView, field: Field): string | undefined =>
  namesOf(view, field).flatMap((name) => scribeOf(view, name) ?? [])[0]

/** Whether any of an answer was changed after the record was shared. */
export const answerChanged = (view: RecordView, field: Field): boolean =>
  namesOf(view, field).some((name) => changedSinceShared(view, name))

/** Whether two versions of any of an answer wait for a choice. */
export const answerCompetes = ({ state }: RecordView, field: Field): boolean =>
  Object.keys(state.competing).some((name) => name === field.key || (field.type === 'table' && name.startsWith(`${field.key}.`)))

/** An answer to read: its words, the rows of a table; null where nothing was answered. */
export const answerRead = (view: RecordView, field: Field, words: Words): ReactNode => {
  if (field.type === 'table' && writtenRowIds(view.state, field).length > 0) return <TableRead view={view} field={field} />
  const text = valueInWords(view, field.key, view.state.fields[field.key]?.value, words)
  return text === '' ? null : text
}
