/** When a visit was: as it runs, as it is finished, and as it is typed in afterwards. */
import { addDays, ClockTime, epochOf, type Instant, londonDay, londonInstant, londonTimeOf, PlainDate } from '../../domain/dates.ts'
import { type ObservationObserve } from '../../domain/records/deeds/observation.ts'
import { type DateValue } from '../../ui/date-value.ts'

const MINUTE = 60_000
/** A visit that runs longer was left open: it is asked when it ended. */
const LONGEST_MINUTES = 12 * 60

/** Since when, by the clock of the world. */
export const minutesSince = ({ on, start }: Pick<ObservationObserve, 'on' | 'start'>, now: Instant): number =>
  Math.max(0, Math.floor((epochOf(now) - epochOf(londonInstant(on, start))) / MINUTE))

/** How long a visit that is over took; null while it is not. */
export const lengthOf = ({ on, start, end, endOn }: ObservationObserve): number | null =>
  end === null ? null : Math.round((epochOf(londonInstant(endOn ?? on, end)) - epochOf(londonInstant(on, start))) / MINUTE)

/** The visit begins now. */
export const beginning = (now: Instant): ObservationObserve => ({ on: londonDay(now), start: londonTimeOf(epochOf(now)), end: null })

/** The visit ends now, on the next day where midnight has passed; null for one that was left open for too long. */
export const ending = ({ on, start }: ObservationObserve, now: Instant): ObservationObserve | null => {
  if (minutesSince({ on, start }, now) > LONGEST_MINUTES) return null
  const today = londonDay(now)
  const end = londonTimeOf(epochOf(now))
  // By the device's clock it has not begun yet: it took no time.
  if (today < on || (today === on && end < start)) return { on, start, end: start }
  return today === on ? { on, start, end } : { on, start, end, endOn: today }
}

/** As typed. */
export interface TimesDraft {
  readonly on: DateValue
  readonly start: string
  readonly end: string
}

export type TimesProblem = 'date-missing' | 'date-unreal' | 'start' | 'end' | 'in-future'

/** A time of ending before that of the beginning is on the next day. */
export const endsNextDay = ({ start, end }: Pick<TimesDraft, 'start' | 'end'>): boolean =>
  ClockTime.safeParse(start).success && ClockTime.safeParse(end).success && end < start

/** What is typed as the deed, or what is wrong with it. */
export const timesOf = (draft: TimesDraft, now: Instant): { readonly visit: ObservationObserve } | { readonly problem: TimesProblem } => {
  if (draft.on === '') return { problem: 'date-missing' }
  const on = PlainDate.safeParse(draft.on)
  if (!on.success) return { problem: 'date-unreal' }
  const start = ClockTime.safeParse(draft.start)
  if (!start.success) return { problem: 'start' }
  const end = ClockTime.safeParse(draft.end)
  if (!end.success) return { problem: 'end' }
  const next = endsNextDay(draft)
  const visit: ObservationObserve = {
    on: on.data,
    start: start.data,
    end: end.data,
    ...(next ? { endOn: addDays(on.data, 1) } : {}),
  }
  const ended = epochOf(londonInstant(visit.endOn ?? visit.on, end.data))
  return ended > epochOf(now) ? { problem: 'in-future' } : { visit }
}
