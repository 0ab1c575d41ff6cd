/**
 * Proposing dates: the year's sessions that an agreement names (SEF-8.0, SEF-8.2), and the days to offer when a session
 * is rebooked (SEF-3.4). Proposals only: the two people choose.
 *
 * **From the previous date, not from the anchor.** The clock starts again with every session held (C1), so a date is in
 * time when it is within the interval of the one before it, wherever that one had to move to. Months are added to it as
 * the engine adds them (D2): after 28 February comes 28 March, since 31 March would be late. Each date is as late as that
 * allows, so that moves cost as little as they can.
 *
 * **The weekday** of the first date is kept where the interval is whole weeks: after a date that had to move, the next
 * returns to it if at least half the interval lies between. With months it is the day of the month that goes on; keeping
 * the weekday too would turn "monthly" into "every four weeks".
 */
import { addDays, addMonths, dayFromNumber, dayNumber, daysBetween, type PlainDate, weekday } from './dates.ts'
import { addDuration, type Duration } from './policy/durations.ts'
import { HOLIDAYS_VALID_TO, isWorkingDay } from './policy/holidays.ts'

/** Leave of one of the two; both days are included. */
export interface Away {
  readonly from: PlainDate
  readonly until: PlainDate
}

interface Days {
  /** The organisation's own closed days. */
  readonly closureDays: readonly PlainDate[]
  /** When either of the two is on leave. */
  readonly away: readonly Away[]
}

/** Why a day can't be used, from the weakest reason to the strongest. */
const OBSTACLES = ['weekend', 'bank-holiday', 'closed', 'leave'] as const
export type Obstacle = (typeof OBSTACLES)[number]

export interface ProposedDate {
  readonly on: PlainDate
  /** Why it is not on the day the interval gives; null where it is, and where it only keeps the weekday. */
  readonly moved: Obstacle | null
  /** Later than the interval allows; `moved` says why, and is null where the first date was named so. */
  readonly late: boolean
  /** Past the bundled bank holidays, so it may fall on one (D4). */
  readonly beyondTable: boolean
}

/** Why a day can't be used; null where it can. */
export const obstacleOn = (day: PlainDate, { closureDays, away }: Days): Obstacle | null => {
  if (weekday(day) > 5) return 'weekend'
  if (!isWorkingDay(day, [])) return 'bank-holiday'
  if (closureDays.includes(day)) return 'closed'
  return away.some(({ from, until }) => from <= day && day <= until) ? 'leave' : null
}

interface Found {
  /** Null where every day has an obstacle. */
  readonly on: PlainDate | null
  /** The strongest obstacle passed on the way. */
  readonly moved: Obstacle | null
}

const stronger = (one: Obstacle | null, other: Obstacle | null): Obstacle | null => {
  if (one === null || other === null) return one ?? other
  return OBSTACLES.indexOf(one) > OBSTACLES.indexOf(other) ? one : other
}

/** The first day without an obstacle, going from `from` to `to`, both included. */
const search = (from: PlainDate, to: PlainDate, days: Days): Found => {
  const step = from <= to ? 1 : -1
  const end = dayNumber(to) + step
  let moved: Obstacle | null = null
  for (let number = dayNumber(from); number !== end; number += step) {
    const on = dayFromNumber(number)
    const obstacle = obstacleOn(on, days)
    if (obstacle === null) return { on, moved }
    moved = stronger(moved, obstacle)
  }
  return { on: null, moved }
}

/** The last day up to `latest` on the weekday, where that leaves half the interval since `previous` and nothing is in its way. */
const onWeekday = (kept: number, previous: PlainDate, latest: PlainDate, days: Days): PlainDate | null => {
  const on = addDays(latest, -((weekday(latest) - kept + 7) % 7))
  const enough = 2 * daysBetween(previous, on) >= daysBetween(previous, latest)
  return enough && obstacleOn(on, days) === null ? on : null
}

interface Stretch {
  /** The first day that may be used, and the day it should be by. */
  readonly earliest: PlainDate
  readonly latest: PlainDate
  readonly end: PlainDate
}

/** The last workable day of the stretch; where there is none, the first after it, up to its end. */
const inOrAfter = ({ earliest, latest, end }: Stretch, days: Days): Found => {
  const inTime = search(latest, earliest, days)
  if (inTime.on !== null || latest >= end) return inTime
  const after = search(addDays(latest, 1), end, days)
  return { on: after.on, moved: stronger(inTime.moved, after.moved) }
}

/**
 * Twelve months of dates for an agreement.
 *
 * @param from  the day the interval counts from: the last session held, or the start
 * @param every the agreed interval, longer than nothing; with nothing there are no dates
 * @param first the day of the first session, if the two have named one on or after `from`; otherwise `from` + `every`
 * @returns the dates up to and including `from` + 12 months, in order. None is on a day that is not a working day, or on
 *   which either is away. No two are further apart than `every`, but for dates marked `late`: the first was named later,
 *   or no day in time can be used and the first that can is proposed
 */
export const proposeDates = ({
  from,
  every,
  first,
  ...days
}: Days & { readonly from: PlainDate; readonly every: Duration; readonly first?: PlainDate }): readonly ProposedDate[] => {
  const end = addMonths(from, 12)
  const wholeWeeks = daysBetween(from, addDuration(from, every)) % 7 === 0 && !/[YM]/.test(every)
  const proposed: ProposedDate[] = []
  let previous = from
  let kept: number | null = null
  for (;;) {
    const due = addDuration(previous, every)
    const named = proposed.length === 0 && first !== undefined && first >= from ? first : null
    const latest = named ?? due
    if (due <= previous || latest > end) return proposed
    const regular: PlainDate | null = kept === null ? null : onWeekday(kept, previous, latest, days)
    const earliest = named === null ? addDays(previous, 1) : from
    const { on, moved }: Found = regular === null ? inOrAfter({ earliest, latest, end }, days) : { on: regular, moved: null }
    if (on === null) return proposed
    proposed.push({ on, moved, late: on > due, beyondTable: on > HOLIDAYS_VALID_TO })
    if (wholeWeeks) kept ??= weekday(latest) > 5 ? weekday(on) : weekday(latest)
    previous = on
  }
}

const OFFERED = 3

/** A day to offer; `late` is after the limit, `beyondTable` as in `ProposedDate`. */
export type OfferedDate = Omit<ProposedDate, 'moved'>

/**
 * The days to offer when a session is rebooked (SEF-3.4): at most three, the soonest first.
 *
 * @param from   the first day that may be offered
 * @param latest the last day by which the policy wants it, null for none
 * @param taken  days that have a session of one of the two already
 * @returns working days on which nobody is away and nothing is booked, up to `latest`; only where there are none, the
 *   soonest after it, marked `late`. Nothing is looked for beyond a year from `from`
 */
export const datesToOffer = ({
  from,
  latest,
  taken,
  ...days
}: Days & {
  readonly from: PlainDate
  readonly latest: PlainDate | null
  readonly taken: readonly PlainDate[]
}): readonly OfferedDate[] => {
  const offered: OfferedDate[] = []
  const end = dayNumber(addMonths(from, 12))
  for (let number = dayNumber(from); number <= end && offered.length < OFFERED; number += 1) {
    const on = dayFromNumber(number)
    const late = latest !== null && on > latest
    if (late && offered.some((day) => !day.late)) return offered
    if (obstacleOn(on, days) === null && !taken.includes(on)) offered.push({ on, late, beyondTable: on > HOLIDAYS_VALID_TO })
  }
  return offered
}
