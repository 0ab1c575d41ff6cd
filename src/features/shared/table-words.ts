/** Tables of a form in words: what a row and a cell are called, and what a cell says. */
import { type Json } from '../../domain/json.ts'
import { type Column } from '../../domain/policy/form.ts'
import { isBlank } from '../../domain/records/content.ts'
import { cellName, rowIdsIn, type TableField } from '../../domain/records/tables.ts'
import { type Words } from '../../words/words.ts'
import { answerInWords, inLanguage } from '../../words/answers.ts'
import { dateText } from './dates-as-typed.ts'
import { type Cell } from './form-fields.ts'
import { numberText } from './numbers-as-typed.ts'
import { type RecordView } from './record-view.ts'

const first = (text: string, change: (letter: string) => string): string => change(text.slice(0, 1)) + text.slice(1)

/** "Case 2": what a row is called by its place, from 1. */
export const rowTitle = (table: TableField, number: number, words: Words): string =>
  words.say('records.table.number', { row: first(inLanguage(table.row, words.lang), (letter) => letter.toUpperCase()), number })

/** What one row is called within a sentence: "case"; an abbreviation stays as it is. */
export const rowWord = ({ row }: TableField, words: Words): string => {
  const text = inLanguage(row, words.lang)
  return /^\p{Lu}{2}/u.test(text) ? text : first(text, (letter) => letter.toLowerCase())
}

/** What a cell says; '' where it says nothing. What cannot be read as its column asks is shown as it was typed. */
export const cellInWords = (column: Column, value: Json | undefined, words: Words): string => {
  if (isBlank(value) || value === undefined) return ''
  return answerInWords(column, value, words) ?? (column.type === 'date' ? dateText(value) : numberText(value))
}

/** A row by what stands in its first cell, else by its place among the rows. */
const rowNamed = (view: Pick<RecordView, 'state'>, table: TableField, id: string, words: Words): string => {
  const [column] = table.columns
  const said = column && cellInWords(column, view.state.fields[cellName(table, id, column.key)]?.value, words)
  return said ? said : rowTitle(table, rowIdsIn(view.state, table).indexOf(id) + 1, words)
}

/** A cell as it goes into a sentence: "Cases, 4471: last visit". */
export const nameOfCell = (view: Pick<RecordView, 'state'>, { table, id, column }: Cell, words: Words): string => {
  const place = { table: inLanguage(table.short ?? table.label, words.lang), row: rowNamed(view, table, id, words) }
  if (column === 'removed') return words.say('records.table.rowNamed', place)
  return words.say('records.table.cellNamed', { ...place, column: inLanguage(column.label, words.lang) })
}
