/** The dates of an agreement as lines to read and change: why one is not on its usual day, what speaks against one. */
import { type ClockTime, type PlainDate } from '../../domain/dates.ts'
import { addDuration, type Duration } from '../../domain/policy/durations.ts'
import { HOLIDAYS_VALID_TO } from '../../domain/policy/holidays.ts'
import { type AgreedDates } from '../../domain/policy/answer.ts'
import { type Obstacle, obstacleOn } from '../../domain/schedule.ts'
import { type DatesMatter, proposedYear } from '../../queries/agreement-dates.ts'

/** What speaks against a date that a person chose. */
type DateNote = Obstacle | 'late' | 'beyond'

export interface DateLine {
  readonly on: PlainDate
  readonly at: ClockTime | null
  /** The day the interval gave, and why it could not be that one. */
  readonly moved: { readonly from: PlainDate; readonly because: Obstacle } | null
  readonly note: DateNote | null
}

interface MonthOfDates {
  /** Any day of the month. */
  readonly month: PlainDate
  readonly lines: readonly DateLine[]
}

/**
 * @param matter what the dates were proposed from; null where that is not known, and then nothing is said of them
 * @param every  the agreed interval
 */
export const dateLines = (dates: AgreedDates, matter: DatesMatter | null, every: Duration | null): readonly DateLine[] => {
  const proposed = new Map(matter && every ? proposedYear(matter, every).map((date) => [date.on, date] as const) : [])
  const noteOn = (on: PlainDate, previous: PlainDate | undefined): DateNote | null => {
    const known = proposed.get(on)
    if (known) return known.beyondTable ? 'beyond' : null
    const obstacle = matter && obstacleOn(on, matter)
    if (obstacle) return obstacle
    if (previous !== undefined && every !== null && on > addDuration(previous, every)) return 'late'
    return on > HOLIDAYS_VALID_TO ? 'beyond' : null
  }
  return dates.map(({ on, at }, index) => {
    const date = proposed.get(on)
    const moved = date?.moved && date.intended !== on ? { from: date.intended, because: date.moved } : null
    return { on, at, moved, note: noteOn(on, dates[index - 1]?.on) }
  })
}

export const byMonth = (lines: readonly DateLine[]): readonly MonthOfDates[] => {
  const months = new Map<string, DateLine[]>()
  for (const line of lines) {
    const name = line.on.slice(0, 7)
    const month = months.get(name)
    if (month) month.push(line)
    else months.set(name, [line])
  }
  return [...months.values()].flatMap((month) => (month[0] ? [{ month: month[0].on, lines: month }] : []))
}

/** The dates with one of them changed, added (`from` is null) or taken out (`to` is null), in the order of the year. */
export const withDate = (dates: AgreedDates, from: PlainDate | null, to: AgreedDates[number] | null): AgreedDates =>
  [...dates.filter(({ on }) => on !== from), ...(to ? [to] : [])].sort((a, b) => (a.on < b.on ? -1 : 1))
