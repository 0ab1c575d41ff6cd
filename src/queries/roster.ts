/** The roster (SEF-3.18): from a file's reading, or one entry typed by hand, to the acts that log it. Pure. */
import { epochOf, type Instant, londonDay, type PlainDate, wholeSeconds } from '../domain/dates.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../domain/ids.ts'
import { type PostStart, type ShiftLog } from '../domain/records/deeds/home.ts'
import { type ShiftState } from '../domain/records/record.ts'
import { readRoster, type RosterFile, type RosterReading, type RosterShift } from '../domain/roster.ts'
import { homeIn, indexed, type Known, nameKey } from '../domain/roster/known.ts'
import { fault, type RosterProblem, shown } from '../domain/roster/problem.ts'
import { startIn } from '../domain/roster/times.ts'
import { shiftId } from '../protocol/derived-ids.ts'
import { type Device, type NewAct, type Snapshot } from './device.ts'

/** Somebody a roster names and nobody knows, as the reader adds them. */
export interface NewPerson {
  /** As the file writes them. */
  readonly text: string
  readonly person: PersonId
  readonly post: PostId
  readonly name: string
  readonly title: string
  readonly employment: PostStart['employment']
  readonly group: string
  readonly setting: SettingId
  readonly supervisor: PersonId | null
  /** Their first day: no row of theirs is before it. */
  readonly employedOn: PlainDate
}

/** What a device knows that a roster can be read against. */
type Here = Pick<Snapshot, 'people' | 'posts' | 'settings' | 'shifts'>
type Reader = Pick<Device, 'me'> & { readonly now: Instant }

export const manages = (settings: Snapshot['settings'], setting: SettingId, me: PersonId): boolean =>
  settings.get(setting)?.managers.includes(me) ?? false

/** What the file writes where it isn't the name: with it the next roster finds them again. At most 40 characters (`PostStart`). */
const staffNumberOf = ({ text, name }: NewPerson): string | null =>
  nameKey(text) !== nameKey(name) && text.length <= 40 ? text : null

const knownHere = ({ people, posts, settings, shifts }: Here, added: readonly NewPerson[], now: Instant): Known => ({
  people: [
    ...[...people.values()].map(({ id, name }) => ({ id, name, staffNumbers: [] })),
    ...added.map(({ person, name, text }) => ({ id: person, name, staffNumbers: [text] })),
  ],
  posts: [
    ...[...posts.values()].map(({ id, person, setting, from, until, staffNumber = null }) => ({ id, person, setting, from, until, staffNumber })),
    ...added.map(({ post, person, setting, employedOn }) => ({ id: post, person, setting, from: employedOn, until: null, staffNumber: null })),
  ],
  settings: [...settings.values()].map(({ id, name }) => ({ id, name })),
  shifts: shifts.filter(({ voided }) => !voided).map(({ claimed = false, ...shift }) => ({ ...shift, claimed })),
  now,
})

/**
 * Reads a roster for one reader: rows of homes they don't manage are problems, since the home says what was worked.
 *
 * @param added who of the unknown people is added; their rows are then read like others
 */
export const rosterFor = (file: RosterFile, here: Here, added: readonly NewPerson[], { me, now }: Reader): RosterReading => {
  const reading = readRoster(file, knownHere(here, added, now))
  const mine = ({ setting }: RosterShift): boolean => manages(here.settings, setting, me.person)
  const foreign = [...reading.fresh, ...reading.changed]
    .filter((shift) => !mine(shift))
    .map(({ line, setting }): RosterProblem => {
      const name = here.settings.get(setting)?.name ?? ''
      return { line, ...fault('home', 'home-not-yours', { name: shown(name) }) }
    })
  if (foreign.length === 0) return reading
  return {
    ...reading,
    read: reading.read.filter(mine),
    fresh: reading.fresh.filter(mine),
    changed: reading.changed.filter(mine),
    problems: [...reading.problems, ...foreign].sort((a, b) => a.line - b.line),
  }
}

/** The first day and the home of somebody unknown, by their rows; null where no row says. */
export const firstShiftOf = (
  file: RosterFile,
  lines: readonly number[],
  here: Here,
): { readonly on: PlainDate | null; readonly setting: SettingId | null } => {
  const wanted = new Set(lines)
  const index = indexed({ people: [], posts: [], settings: [...here.settings.values()], shifts: [], now: '' as Instant })
  let first: Instant | null = null
  let setting: SettingId | null = null
  for (const { line, cells } of file.rows) {
    if (!wanted.has(line)) continue
    const start = startIn(cells['start'] ?? '')
    if ('at' in start && (first === null || start.at < first)) first = start.at
    const home = homeIn(cells['home'] ?? '', index)
    if (setting === null && 'setting' in home) setting = home.setting
  }
  return { on: first === null ? null : londonDay(first), setting }
}

/** One home of a roster: how many of its rows were read, and how far they reach. */
export interface HomeRead {
  readonly setting: SettingId
  readonly rows: number
  /** The last end, or start, of a worked shift that is not in the future; null where there is none. */
  readonly latest: Instant | null
}

export const homesIn = ({ read }: Pick<RosterReading, 'read'>, now: Instant): readonly HomeRead[] => {
  const homes = new Map<SettingId, { rows: number; latest: number | null }>()
  for (const { setting, status, startedAt, endedAt } of read) {
    const home = homes.get(setting) ?? { rows: 0, latest: null }
    home.rows += 1
    const times = status === 'worked' ? [startedAt, endedAt ?? startedAt].map(epochOf).filter((at) => at <= epochOf(now)) : []
    for (const at of times) if (home.latest === null || at > home.latest) home.latest = at
    homes.set(setting, home)
  }
  return [...homes].map(([setting, { rows, latest }]) => ({ setting, rows, latest: latest === null ? null : wholeSeconds(latest) }))
}

const addActs = (added: NewPerson): readonly NewAct[] => {
  const { person, post, name, title, employment, group, setting, supervisor, employedOn } = added
  const staffNumber = staffNumberOf(added)
  const knownAs = name.split(/\s+/)[0]?.slice(0, 100) ?? name
  return [
    { recordId: person as string as RecordId, kind: 'person', type: 'person.add', payload: { name, knownAs, staffNumber } },
    {
      recordId: post as string as RecordId,
      kind: 'post',
      type: 'post.start',
      payload: {
        person,
        setting,
        title,
        group,
        employment,
        hours: null,
        employedOn,
        facts: {},
        staffNumber,
        line: 'managerial',
        supervisor,
        // Every shift of theirs that the roster has counts.
        supervisedSince: supervisor === null ? null : employedOn,
        from: employedOn,
        until: null,
      },
    },
  ]
}

const logAct = (recordId: RecordId, payload: ShiftLog): NewAct => ({ recordId, kind: 'shift', type: 'shift.log', payload })

/**
 * The acts that bring a reading in: people and posts first, then shifts, then how far shifts are known; in this order
 * half of them saved is a roster half brought in, which bringing it in again completes. None where all is known.
 *
 * @param through how far shifts are known in each home, as the reader says; a home without it is left as it is
 */
export const importActs = (
  reading: RosterReading,
  added: readonly NewPerson[],
  through: ReadonlyMap<SettingId, Instant>,
  here: Here,
  { me, now }: Reader,
): readonly NewAct[] => {
  const unitsOf = new Map(here.shifts.map(({ id, units }) => [id, units]))
  const asOf = londonDay(now)
  const logged = ({ post, person, setting, startedAt, endedAt, status }: RosterShift) => ({ post, setting, person, startedAt, endedAt, status })
  const rosters = homesIn(reading, now).flatMap(({ setting, rows }): NewAct[] => {
    const until = through.get(setting)
    const before = here.settings.get(setting)?.roster?.through
    if (until === undefined || (before !== undefined && epochOf(until) <= epochOf(before))) return []
    const payload = { through: wholeSeconds(epochOf(until)), rows, on: asOf }
    return [{ recordId: setting as string as RecordId, kind: 'setting', type: 'setting.roster', payload }]
  })
  return [
    ...added.flatMap(addActs),
    ...reading.fresh.map((shift) =>
      logAct(shiftId(me.org, shift.person, shift.setting, shift.startedAt), { ...logged(shift), units: null, claimed: false }),
    ),
    ...reading.changed.map(({ was, ...shift }) =>
      logAct(was.id, { ...logged(shift), startedAt: was.startedAt, units: unitsOf.get(was.id) ?? null, claimed: false }),
    ),
    ...rosters,
  ]
}

/** Acts saved in one transaction: a push takes as many. Even, so that a person and their post stay together. */
export const IMPORT_CHUNK = 100

export const chunksOf = (acts: readonly NewAct[]): readonly (readonly NewAct[])[] =>
  Array.from({ length: Math.ceil(acts.length / IMPORT_CHUNK) }, (_, n) => acts.slice(n * IMPORT_CHUNK, (n + 1) * IMPORT_CHUNK))

/** The entry there is of a person's shift, by what makes it the same one: the home and the start (SEF-3.18). */
export const entryFor = (
  shifts: readonly ShiftState[],
  { person, setting, startedAt }: Pick<ShiftLog, 'person' | 'setting' | 'startedAt'>,
): ShiftState | undefined => {
  const start = Math.floor(epochOf(startedAt) / 1000)
  const same = shifts.filter(
    (shift) => shift.person === person && shift.setting === setting && Math.floor(epochOf(shift.startedAt) / 1000) === start,
  )
  return same.find(({ claimed, voided }) => !claimed && !voided) ?? same[0]
}

/** Logs one entry: a new one, or the one of the same person, home and start put right. */
export const logActFor = (entry: ShiftLog, shifts: readonly ShiftState[], { org }: Device['me']): NewAct => {
  const before = entryFor(shifts, entry)
  return before
    ? logAct(before.id, { ...entry, startedAt: before.startedAt })
    : logAct(shiftId(org, entry.person, entry.setting, entry.startedAt), entry)
}

/**
 * Puts an entry right. Home and start are what makes it this entry: where one of them was wrong, the old one is cancelled
 * and the right one logged, both together.
 */
export const correctionActs = (
  shift: ShiftState,
  right: Pick<ShiftLog, 'setting' | 'startedAt' | 'endedAt' | 'status' | 'units'>,
  shifts: readonly ShiftState[],
  me: Device['me'],
): readonly NewAct[] => {
  const { id, post, person, setting, startedAt, endedAt, units } = shift
  const same = right.setting === setting && epochOf(right.startedAt) === epochOf(startedAt)
  if (same) return [logAct(id, { post, person, ...right, startedAt, claimed: false })]
  return [
    logAct(id, { post, person, setting, startedAt, endedAt, units, status: 'cancelled', claimed: false }),
    logActFor({ post, person, ...right, claimed: false }, shifts, me),
  ]
}
