/** What the shifts page shows: how far shifts are known, claims to confirm, entries by day. */
import { type ClockTime, epochOf, type Instant, londonDay, londonTimeOf, type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type SettingId } from '../../domain/ids.ts'
import { isCurrent } from '../../domain/records/policy-input.ts'
import { type PostState, type SettingState, type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { manages } from '../../queries/roster.ts'

export const nameOf = ({ people }: Pick<Snapshot, 'people'>, person: PersonId): string => people.get(person)?.name ?? '—'
export const placeOf = ({ settings }: Pick<Snapshot, 'settings'>, setting: SettingId): string => settings.get(setting)?.name ?? '—'

const byName = <T extends { readonly name: string }>(a: T, b: T): number => a.name.localeCompare(b.name)

/** The homes a person manages, by name. */
export const managedHomes = ({ settings }: Pick<Snapshot, 'settings'>, me: PersonId): readonly SettingState[] =>
  [...settings.values()].filter(({ id }) => manages(settings, id, me)).sort(byName)

const newestFirst = (a: ShiftState, b: ShiftState): number => epochOf(b.startedAt) - epochOf(a.startedAt) || (a.id < b.id ? -1 : 1)

/** What workers say they worked in the reader's homes, the oldest first: it has waited longest. */
export const claimsFor = ({ shifts, settings }: Pick<Snapshot, 'shifts' | 'settings'>, me: PersonId): readonly ShiftState[] =>
  shifts.filter((shift) => shift.claimed && !shift.voided && manages(settings, shift.setting, me)).sort((a, b) => newestFirst(b, a))

/** The roster's entries of the reader's homes: those until today, the newest first, and those still to come, the soonest first. */
export const entriesFor = (
  { shifts, settings }: Pick<Snapshot, 'shifts' | 'settings'>,
  me: PersonId,
  asOf: PlainDate,
): { readonly past: readonly ShiftState[]; readonly ahead: readonly ShiftState[] } => {
  const all = shifts.filter((shift) => !shift.claimed && !shift.voided && manages(settings, shift.setting, me)).sort(newestFirst)
  const isAhead = ({ startedAt }: ShiftState): boolean => londonDay(startedAt) > asOf
  return { past: all.filter((shift) => !isAhead(shift)), ahead: all.filter(isAhead).toReversed() }
}

/** The roster's worked entry that a claim may mean: the same person, day and home, another start. */
export const nearest = (claim: ShiftState, shifts: readonly ShiftState[]): ShiftState | null => {
  const on = londonDay(claim.startedAt)
  const away = (shift: ShiftState): number => Math.abs(epochOf(shift.startedAt) - epochOf(claim.startedAt))
  const same = shifts.filter(
    (shift) =>
      shift.person === claim.person &&
      shift.setting === claim.setting &&
      shift.status === 'worked' &&
      !shift.claimed &&
      !shift.voided &&
      londonDay(shift.startedAt) === on,
  )
  return same.sort((a, b) => away(a) - away(b))[0] ?? null
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** Whether a name has a word that begins as the search does, whatever its accents. */
export const matches = (name: string, search: string): boolean => ` ${fold(name)}`.includes(` ${fold(search)}`.trimEnd())

/** Entries by the London day on which they began, in the order given. */
export const byDay = (entries: readonly ShiftState[]): readonly (readonly [PlainDate, readonly ShiftState[]])[] => {
  const days = new Map<PlainDate, ShiftState[]>()
  for (const entry of entries) {
    const on = londonDay(entry.startedAt)
    const day = days.get(on)
    if (day) day.push(entry)
    else days.set(on, [entry])
  }
  return [...days]
}

/** Current posts of the reader's homes by name, for whom a shift can be added. */
export const postsToLogFor = (snapshot: Snapshot, me: PersonId, asOf: PlainDate): readonly { readonly post: PostState; readonly name: string }[] =>
  [...snapshot.posts.values()]
    .filter((post) => isCurrent(post, asOf) && manages(snapshot.settings, post.setting, me))
    .map((post) => ({ post, name: nameOf(snapshot, post.person) }))
    .sort(byName)

export interface Times {
  readonly start: ClockTime
  readonly end: ClockTime
}

const clock = (at: Instant): ClockTime => londonTimeOf(epochOf(at))
const MOST_TIMES = 3

/** The times a person usually works, the most usual first; of equally usual ones the latest. */
export const usualTimes = (shifts: readonly ShiftState[], person: PersonId): readonly Times[] => {
  const counts = new Map<string, Times & { count: number }>()
  for (const { person: who, startedAt, endedAt, status, voided } of [...shifts].sort(newestFirst)) {
    if (who !== person || endedAt === null || voided || status === 'cancelled' || status === 'absent') continue
    const times = { start: clock(startedAt), end: clock(endedAt) }
    const key = `${times.start} ${times.end}`
    counts.set(key, { ...times, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, MOST_TIMES).map(({ start, end }) => ({ start, end }))
}
