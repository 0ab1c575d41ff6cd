/**
 * Reads the roster actually worked (SEF-3.18) from a file's rows. Nothing is guessed: a row that can be read in two ways is
 * a problem, in codes, and the rest of the file is read all the same. What the rows mean does not depend on their order.
 */
import { epochOf, type Instant } from './dates.ts'
import { type PersonId, type PostId, type SettingId } from './ids.ts'
import { entryKey, homeIn, indexed, type Known, type KnownIndex, type KnownShift, personIn, postFor, type ShiftStatus } from './roster/known.ts'
import { type Fault, fault, type RosterProblem, shown } from './roster/problem.ts'
import { endIn, startIn } from './roster/times.ts'

export const ROSTER_COLUMNS = ['person', 'home', 'start', 'end', 'status'] as const
const STATUSES: readonly ShiftStatus[] = ['planned', 'worked', 'cancelled', 'absent']

/** One row, split into its cells by the name of their column in lower case. */
export interface RosterRow {
  /** The line of the file on which it begins. */
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
  /** Why its cells can't be trusted: quotation marks left open, or text beyond the last column. */
  readonly broken: 'quotes-open' | 'cells-extra' | null
}
export interface RosterFile {
  /** The names of the columns in lower case, in the file's order. */
  readonly columns: readonly string[]
  readonly rows: readonly RosterRow[]
}

/** A row that can be logged as a shift. */
export interface RosterShift {
  readonly line: number
  readonly post: PostId
  readonly person: PersonId
  readonly setting: SettingId
  /** In UTC, to the whole second. */
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly status: ShiftStatus
}

/** Somebody the file names and nobody knows: a new person, or a slip. */
export interface UnknownPerson {
  /** As the file first writes it. */
  readonly text: string
  /** It has a digit, so it is a staff number rather than a name. */
  readonly isNumber: boolean
  readonly lines: readonly number[]
}

export interface RosterReading {
  /** Every shift that could be read, once, in the order of the lines: fresh, changed and same. */
  readonly read: readonly RosterShift[]
  /** Shifts that aren't known yet. */
  readonly fresh: readonly RosterShift[]
  /** Known with another end or status, of another post, or only as the worker's claim. An empty end leaves the known one. */
  readonly changed: readonly (RosterShift & { readonly was: KnownShift })[]
  /** How many rows say what is known already. */
  readonly same: number
  /** How many rows say what a row before them in the file said. */
  readonly repeated: number
  readonly unknown: readonly UnknownPerson[]
  /** In the order of their lines; a row may have several. */
  readonly problems: readonly RosterProblem[]
  /** Columns that were not looked at, as the file names them. */
  readonly ignored: readonly string[]
}

const statusIn = (cell: string): { readonly status: ShiftStatus } | Fault => {
  const text = cell.trim().toLowerCase()
  const status = STATUSES.find((known) => known === text)
  if (status) return { status }
  return text === '' ? fault('status', 'status-missing', {}) : fault('status', 'status-unknown', { text: shown(cell) })
}

interface RowRead {
  readonly shift: Omit<RosterShift, 'line'> | null
  readonly unknown: string | null
  readonly faults: readonly Fault[]
}

const readRow = ({ cells, broken }: RosterRow, known: KnownIndex, nowMs: number): RowRead => {
  if (broken) return { shift: null, unknown: null, faults: [fault('row', broken, {})] }
  const { person: personCell = '', home: homeCell = '', start: startCell = '', end: endCell = '', status: statusCell = '' } = cells
  const who = personIn(personCell, known)
  const where = homeIn(homeCell, known)
  const start = startIn(startCell)
  const end = endIn(endCell, 'at' in start ? start.at : null)
  const status = statusIn(statusCell)
  const faults = [who, where, start, end, status].filter((read): read is Fault => 'code' in read)
  const unknown = 'unknown' in who ? who.unknown : null
  if ('status' in status && status.status === 'worked' && 'at' in start && epochOf(start.at) > nowMs) {
    faults.push(fault('status', 'worked-in-future', {}))
  }
  if (faults.length > 0 || !('person' in who) || !('setting' in where) || !('at' in start) || !('at' in end) || !('status' in status)) {
    return { shift: null, unknown, faults }
  }
  const chosen = postFor(who.person, where.setting, start.at, personCell, known)
  if ('code' in chosen) return { shift: null, unknown, faults: [chosen] }
  const { post } = chosen
  const shift = { post, person: who.person.id, setting: where.setting, startedAt: start.at, endedAt: end.at, status: status.status }
  return { shift, unknown, faults }
}

/** A reading with nothing in it but what is wrong with the whole file. */
const unreadable = (ignored: readonly string[], problem: Fault): RosterReading => ({
  read: [],
  fresh: [],
  changed: [],
  same: 0,
  repeated: 0,
  unknown: [],
  problems: [{ ...problem, line: 1 }],
  ignored,
})

const fileFault = ({ columns, rows }: RosterFile): Fault | null => {
  const missing = ROSTER_COLUMNS.filter((column) => !columns.includes(column))
  if (missing.length > 0) return fault('file', 'columns-missing', { columns: missing.join(', ') })
  const twice = ROSTER_COLUMNS.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column))
  if (twice.length > 0) return fault('file', 'columns-twice', { columns: twice.join(', ') })
  return rows.length === 0 ? fault('file', 'rows-none', {}) : null
}

/** What the known shift becomes, null where the row says what is known. */
const correction = (shift: RosterShift, was: KnownShift): (RosterShift & { readonly was: KnownShift }) | null => {
  const endedAt = shift.endedAt ?? was.endedAt
  const sameEnd = endedAt === null ? was.endedAt === null : was.endedAt !== null && epochOf(endedAt) === epochOf(was.endedAt)
  return sameEnd && shift.status === was.status && shift.post === was.post && !was.claimed ? null : { ...shift, endedAt, was }
}

/**
 * Reads a roster. Reading it again once its shifts are known gives nothing but `same`.
 *
 * @param file  the rows of a file with the columns person, home, start, end and status, in any order
 * @param known the people, posts, homes and shifts there are, and now
 * @returns every row in exactly one place: fresh, changed, same, repeated, of an unknown person, or with problems; a row of
 *   an unknown person may have problems too. A file without the columns is one problem of the file
 */
export const readRoster = (file: RosterFile, known: Known): RosterReading => {
  const ignored = file.columns.filter((column) => !ROSTER_COLUMNS.some((wanted) => wanted === column))
  const wrong = fileFault(file)
  if (wrong) return unreadable(ignored, wrong)

  const index = indexed(known)
  const nowMs = epochOf(known.now)
  const fresh: RosterShift[] = []
  const changed: (RosterShift & { was: KnownShift })[] = []
  const problems: RosterProblem[] = []
  const unknown = new Map<string, { text: string; isNumber: boolean; lines: number[] }>()
  const read = new Map<string, RosterShift>()
  let same = 0
  let repeated = 0
  for (const row of [...file.rows].sort((one, other) => one.line - other.line)) {
    const { line } = row
    const result = readRow(row, index, nowMs)
    for (const found of result.faults) problems.push({ ...found, line })
    if (result.unknown !== null) {
      const text = (row.cells['person'] ?? '').trim().replaceAll(/\s+/g, ' ')
      const entry = unknown.get(result.unknown) ?? { text, isNumber: /\p{Nd}/u.test(text), lines: [] }
      entry.lines.push(line)
      unknown.set(result.unknown, entry)
    }
    if (!result.shift) continue
    const shift: RosterShift = { line, ...result.shift }
    const key = entryKey(shift.person, shift.setting, shift.startedAt)
    const before = read.get(key)
    const was = index.shifts.get(key)
    if (before) {
      if (before.endedAt === shift.endedAt && before.status === shift.status) repeated += 1
      else problems.push({ line, ...fault('row', 'row-differs', { line: before.line }) })
      continue
    }
    read.set(key, shift)
    const corrected = was ? correction(shift, was) : null
    if (!was) fresh.push(shift)
    else if (corrected) changed.push(corrected)
    else same += 1
  }
  return { read: [...read.values()], fresh, changed, same, repeated, unknown: [...unknown.values()], problems, ignored }
}
