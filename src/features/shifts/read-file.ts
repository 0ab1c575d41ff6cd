/** A roster file as a person brings it, split into cells. What the cells mean is the domain's (`readRoster`). */
import Papa from 'papaparse'
import { type RosterFile, type RosterRow } from '../../domain/roster.ts'

const DELIMITERS = [',', ';', '\t'] as const
const BYTE_ORDER_LITTLE = [0xff, 0xfe] as const

/**
 * The text of a file. Spreadsheets save in UTF-8, in UTF-16 ("Unicode text") and, where they are old or told to, in
 * Windows' own code page, in which é is not UTF-8.
 */
export const textOfFile = (bytes: Uint8Array<ArrayBuffer>): string => {
  if (BYTE_ORDER_LITTLE.every((byte, index) => bytes[index] === byte)) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const isBlank = (cell: string): boolean => cell.trim() === ''

/** The delimiter that makes the most of the first line that says anything. */
const delimiterOf = (text: string): string => {
  const beginning = text.trimStart()
  const columns = (delimiter: string): number => Papa.parse(beginning, { delimiter, newline: '\n', preview: 1 }).data[0]?.length ?? 0
  let best: string = DELIMITERS[0]
  for (const delimiter of DELIMITERS) if (columns(delimiter) > columns(best)) best = delimiter
  return best
}

const lineBreaksIn = (cells: readonly string[]): number => cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)

const headingOf = (cell: string): string => cell.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * Splits a text of comma-, semicolon- or tab-separated values. The first row that says anything names the columns; rows
 * with nothing in them are passed over; a quoted cell may hold delimiters and line breaks.
 *
 * @returns the names of the columns in lower case, and the rows with the line of the text on which each begins, from 1
 */
export const readCsv = (text: string): RosterFile => {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  const { data, errors } = Papa.parse(lines, { delimiter: delimiterOf(lines), newline: '\n' })
  const openQuotes = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  let columns: readonly string[] | null = null
  let line = 1
  const rows: RosterRow[] = []
  for (const [index, cells] of data.entries()) {
    if (columns === null && !cells.every(isBlank)) {
      const headings = cells.map(headingOf)
      columns = headings.slice(0, headings.findLastIndex((heading) => heading !== '') + 1)
    } else if (columns !== null && !cells.every(isBlank)) {
      const extra = !cells.slice(columns.length).every(isBlank)
      rows.push({
        line,
        cells: Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ''])),
        broken: openQuotes.has(index) ? 'quotes-open' : extra ? 'cells-extra' : null,
      })
    }
    line += 1 + lineBreaksIn(cells)
  }
  return { columns: (columns ?? []).filter((column) => column !== ''), rows }
}
