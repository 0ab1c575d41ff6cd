/**
 * The dates that an agreement names (SEF-8.0, SEF-8.2): a year of them proposed from the agreed interval, and proposed
 * again when the interval changes, without losing one that a person chose.
 */
import { addDays, addMonths, type ClockTime, daysBetween, type PlainDate } from '../domain/dates.ts'
import { plannedOf } from '../domain/planned.ts'
import { addDuration, type Duration } from '../domain/policy/durations.ts'
import { type AgreedDates } from '../domain/policy/answer.ts'
import { HOLIDAYS_VALID_TO } from '../domain/policy/holidays.ts'
import { policyOn } from '../domain/adopted.ts'
import { type PostState, type SessionState, type SettingState } from '../domain/records/record.ts'
import { type Away, datesToOffer, proposeDates, type ProposedDate } from '../domain/schedule.ts'
import { ofPost } from '../domain/today.ts'
import { type Snapshot } from './device.ts'

/** A proposed date with the day that the interval gives, from which it may have been moved. */
export interface AgreedProposal extends ProposedDate {
  readonly intended: PlainDate
}

/** What a year of dates is proposed from. */
export interface DatesMatter {
  /** The day the interval counts from: the last session held, or the start (C1). */
  readonly anchor: PlainDate
  /** The day the agreement is drawn up. */
  readonly asOf: PlainDate
  /** A day that the two have planned already. */
  readonly first: PlainDate | null
  readonly closureDays: readonly PlainDate[]
  /** Leave of either of the two. */
  readonly away: readonly Away[]
}

/** The time of day the two last met at or planned to; null where none was said. */
const usualTime = (sessions: readonly SessionState[]): ClockTime | null =>
  sessions.filter(({ at, voided }) => at !== null && !voided).sort((a, b) => (a.plannedFor < b.plannedFor ? 1 : -1))[0]?.at ?? null

export const usualTimeOf = (snapshot: Snapshot, post: PostState): ClockTime | null =>
  usualTime(ofPost(snapshot.sessions, post.id).filter((session) => session.supervisor === post.supervisor))

/** The days of leave known here: of the supervisee's post, and of the supervisor's own posts. */
const awayOf = (snapshot: Snapshot, post: PostState): readonly Away[] => [
  ...post.leave,
  ...[...snapshot.posts.values()].filter(({ person }) => person === post.supervisor).flatMap(({ leave }) => leave),
]

/**
 * What the dates of a post are proposed from, as things were known on a day.
 *
 * @param anchor the day from which the policy counts
 */
export const datesMatterOf = (
  snapshot: Snapshot,
  post: PostState,
  setting: SettingState,
  anchor: PlainDate,
  asOf: PlainDate,
): DatesMatter => {
  const sessions = ofPost(snapshot.sessionFacts, post.id)
  const first = plannedOf(post, sessions, [], asOf).find(({ on }) => on >= asOf)?.on ?? null
  return { anchor, asOf, first, closureDays: policyOn(setting, asOf).settings.closureDays ?? [], away: awayOf(snapshot, post) }
}

/** Dates from a day on, each with the day that the interval gives. */
const proposalsFrom = (
  from: PlainDate,
  every: Duration,
  { closureDays, away }: DatesMatter,
  first?: PlainDate,
): readonly AgreedProposal[] => {
  const proposed = proposeDates({ from, every, closureDays, away, ...(first ? { first } : {}) })
  return proposed.map((date, index) => ({
    ...date,
    intended: index === 0 && first ? first : addDuration(proposed[index - 1]?.on ?? from, every),
  }))
}

/**
 * A year of dates, none of them before the agreement is drawn up. What the two have planned already stays as they planned
 * it, and the rest follows it; where the next session is due already, the first is the next day that both can.
 */
export const proposedYear = (matter: DatesMatter, every: Duration): readonly AgreedProposal[] => {
  const { anchor, asOf, first } = matter
  if (first !== null) {
    const planned = { on: first, moved: null, late: false, beyondTable: first > HOLIDAYS_VALID_TO, intended: first }
    const end = addMonths(asOf, 12)
    return [planned, ...proposalsFrom(first, every, matter).filter(({ on }) => on <= end)]
  }
  const inTime = proposalsFrom(anchor, every, matter)
  if (inTime[0] && inTime[0].on >= asOf) return inTime
  const { closureDays, away } = matter
  return proposalsFrom(asOf, every, matter, datesToOffer({ closureDays, away, from: addDays(asOf, 1), latest: null, taken: [] })[0]?.on)
}

const byDay = (a: AgreedDates[number], b: AgreedDates[number]): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)

/** The time that most of the dates have. */
export const commonTime = (dates: AgreedDates): ClockTime | null => {
  const counts = new Map<ClockTime | null, number>()
  for (const { at } of dates) counts.set(at, (counts.get(at) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** The dates that no proposal gave: a person moved or added them. */
const chosenAmong = (dates: AgreedDates, proposed: readonly ProposedDate[]): AgreedDates => {
  const known = new Set(proposed.map(({ on }) => on))
  return dates.filter(({ on }) => !known.has(on))
}

/**
 * Dates proposed round others that stay as they are. A date that stays takes the place of a proposed one that is nearer
 * to it than half the interval.
 *
 * @param at the time of day the proposed dates get
 */
export const datesRound = (
  kept: AgreedDates,
  proposed: readonly ProposedDate[],
  every: Duration,
  at: ClockTime | null,
): AgreedDates => {
  const near = (on: PlainDate): boolean =>
    kept.some((each) => 2 * Math.abs(daysBetween(each.on, on)) < daysBetween(on, addDuration(on, every)))
  const fresh = proposed.filter(({ on }) => !near(on)).map(({ on }) => ({ on, at }))
  return [...kept, ...fresh].sort(byDay)
}

/** What a change of the interval does to the dates. */
export interface Redated {
  readonly dates: AgreedDates
  /** The dates that a person chose, and that stay. */
  readonly kept: AgreedDates
}

/**
 * The dates after the interval has changed: those that nobody moved are proposed again.
 *
 * @param dates the dates as they are
 * @param from  the interval they were proposed from; null where there was none, and then none of them was proposed
 */
export const redated = (dates: AgreedDates, matter: DatesMatter, from: Duration | null, to: Duration): Redated => {
  const kept = chosenAmong(dates, from === null ? [] : proposedYear(matter, from))
  return { dates: datesRound(kept, proposedYear(matter, to), to, commonTime(dates)), kept }
}
