/** What can be wrong with a roster file. The words are `shifts.problem.<code>`. */

/** Each code and what its sentence names. */
export const ROSTER_PROBLEMS = {
  // The whole file.
  'columns-missing': ['columns'],
  'columns-twice': ['columns'],
  'rows-none': [],
  // A row that can't be told apart into its cells.
  'quotes-open': [],
  'cells-extra': [],
  'person-missing': [],
  'person-too-long': ['most'],
  'person-ambiguous': ['text'],
  'post-none': ['name'],
  'post-several': ['name'],
  'home-missing': [],
  'home-unknown': ['text'],
  'home-ambiguous': ['text'],
  // The reader does not manage it: its own managers say what was worked there.
  'home-not-yours': ['name'],
  'start-missing': [],
  'start-unreadable': ['text'],
  'end-unreadable': ['text'],
  'end-not-after-start': [],
  'shift-too-long': ['hours'],
  'status-missing': [],
  'status-unknown': ['text'],
  'worked-in-future': [],
  'row-differs': ['line'],
} as const
export type RosterProblemCode = keyof typeof ROSTER_PROBLEMS

/** Where the fault is: a column, the whole row, or the file. */
export type RosterField = 'person' | 'home' | 'start' | 'end' | 'status' | 'row' | 'file'

/** What is wrong with one cell, before it is known on which line. */
export interface Fault {
  readonly field: RosterField
  readonly code: RosterProblemCode
  /** What the sentence names, by `ROSTER_PROBLEMS`. */
  readonly params: Readonly<Record<string, string | number>>
}

export interface RosterProblem extends Fault {
  /** The line of the file on which the row begins; 1 for what is wrong with the whole file. */
  readonly line: number
}

export const fault = <const Code extends RosterProblemCode>(
  field: RosterField,
  code: Code,
  params: Readonly<Record<(typeof ROSTER_PROBLEMS)[Code][number], string | number>>,
): Fault => ({ field, code, params })

const SHOWN = 60

/** What stands in a cell, short enough to be said in a sentence. */
export const shown = (cell: string): string => {
  const text = cell.trim()
  return text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}
