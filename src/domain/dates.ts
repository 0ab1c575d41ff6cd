/**
 * The only file that builds a `Date`. A calendar day is a branded `YYYY-MM-DD` string in Europe/London; an instant is
 * an ISO 8601 string with an offset. Nothing here reads a clock.
 *
 * A roster is converted shift by shift, so the London day is computed from the statute's own rule (summer time from
 * the last Sunday of March to the last Sunday of October, at 01:00 UTC, since 1996); a time zone object per shift cost
 * fifty times as much. Earlier years ask the platform's time zone database. test/domain/dates.test.ts holds it to `Intl`.
 */
import * as z from 'zod/mini'

export const PlainDate = z.iso.date().brand('PlainDate')
export type PlainDate = z.infer<typeof PlainDate>

/** An instant, ISO 8601 with an offset or `Z`. */
export const Instant = z.iso.datetime({ offset: true }).brand('Instant')
export type Instant = z.infer<typeof Instant>

/** A time of day on a 24-hour clock, `HH:mm`. */
export const ClockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)).brand('ClockTime')
export type ClockTime = z.infer<typeof ClockTime>

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const FIRST_YEAR_OF_THE_RULE = 1996
const LAST_DAY = '9999-12-31' as PlainDate

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
const four = (value: number): string => (value > 999 ? `${value}` : String(value).padStart(4, '0'))

/** Days since 1 January 1970 of a proleptic Gregorian date (Hinnant, days_from_civil). */
const numberOf = (year: number, month: number, day: number): number => {
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

const digits = (text: string, from: number, to: number): number => {
  let value = 0
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48
  return value
}
const yearOf = (day: PlainDate): number => digits(day, 0, 4)
const monthOf = (day: PlainDate): number => digits(day, 5, 7)
const dayOfMonth = (day: PlainDate): number => digits(day, 8, 10)

/** Days since 1 January 1970. */
export const dayNumber = (day: PlainDate): number => numberOf(yearOf(day), monthOf(day), dayOfMonth(day))

/** The day that is `number` days after 1 January 1970; nothing is later than the year 9999. */
export const dayFromNumber = (number: number): PlainDate => {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return year > 9999 ? LAST_DAY : (`${four(year)}-${two(month)}-${two(day)}` as PlainDate)
}

/** 1 for Monday to 7 for Sunday, of a day's number. */
export const weekdayOfNumber = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1

/** The last Sunday of a 31-day month at 01:00 UTC, in milliseconds since the epoch. */
const lastSunday = (year: number, month: 3 | 10): number => {
  const last = numberOf(year, month, 31)
  return (last - (weekdayOfNumber(last) % 7)) * DAY_MS + HOUR_MS
}

const summerTimes = new Map<number, readonly [from: number, until: number]>()
const summerTime = (year: number): readonly [number, number] => {
  const known = summerTimes.get(year)
  if (known) return known
  const computed = [lastSunday(year, 3), lastSunday(year, 10)] as const
  summerTimes.set(year, computed)
  return computed
}

let zone: Intl.DateTimeFormat | undefined
/** From the platform's text for it: `GMT+01:00`, and `GMT-00:01:15` until the railways. */
const offsetBeforeTheRule = (epochMs: number): number => {
  zone ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })
  const found = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(zone.format(epochMs))
  if (!found) return 0
  const [, sign, hours, minutes, seconds = 0] = found
  const ahead = Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Number(seconds) * 1000
  return sign === '-' ? -ahead : ahead
}

/** How far London's clocks are ahead of UTC at a clock reading, in milliseconds. */
const londonOffset = (epochMs: number): number => {
  const year = new Date(epochMs).getUTCFullYear()
  if (year < FIRST_YEAR_OF_THE_RULE) return offsetBeforeTheRule(epochMs)
  const [from, until] = summerTime(year)
  return epochMs >= from && epochMs < until ? HOUR_MS : 0
}

const WHOLE_SECONDS_IN_UTC = '2026-06-02T07:00:00Z'.length

/** Milliseconds since the epoch of an instant. */
export const epochOf = (instant: Instant): number => {
  // The form rosters come in, read by hand: four times as fast as the platform's parser, and rosters are long.
  if (instant.length !== WHOLE_SECONDS_IN_UTC || !instant.endsWith('Z')) return new Date(instant).getTime()
  const day = numberOf(digits(instant, 0, 4), digits(instant, 5, 7), digits(instant, 8, 10))
  return day * DAY_MS + digits(instant, 11, 13) * HOUR_MS + digits(instant, 14, 16) * 60_000 + digits(instant, 17, 19) * 1000
}

/** The number (`dayNumber`) of the London calendar day of a clock reading in milliseconds since the epoch. */
export const londonDayNumber = (epochMs: number): number => Math.floor((epochMs + londonOffset(epochMs)) / DAY_MS)

/** The London calendar day of a clock reading in milliseconds since the epoch. */
export const londonDayOf = (epochMs: number): PlainDate => dayFromNumber(londonDayNumber(epochMs))

/** The London calendar day on which an instant falls (semantics, preamble). */
export const londonDay = (instant: Instant): PlainDate => londonDayOf(epochOf(instant))

/** The London time of day of a clock reading in milliseconds since the epoch. */
export const londonTimeOf = (epochMs: number): ClockTime =>
  new Date(epochMs + londonOffset(epochMs)).toISOString().slice(11, 16) as ClockTime

/** Milliseconds since the epoch as an instant in UTC. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant

/** The one way to write an instant where it is part of an id or compared as text: in UTC, to the whole second before it. */
export const wholeSeconds = (epochMs: number): Instant => `${new Date(epochMs).toISOString().slice(0, 19)}Z` as Instant

/**
 * The instant of a London wall-clock time. In the hour that summer time skips, the instant an hour later; in the hour
 * that comes twice, the second.
 */
export const londonInstant = (day: PlainDate, time: ClockTime): Instant => {
  const clock = dayNumber(day) * DAY_MS + digits(time, 0, 2) * HOUR_MS + digits(time, 3, 5) * 60_000
  return instantOf(clock - Math.min(londonOffset(clock), londonOffset(clock - HOUR_MS)))
}

/** `day` + `days` calendar days (D2). */
export const addDays = (day: PlainDate, days: number): PlainDate => dayFromNumber(dayNumber(day) + days)

const daysIn = (year: number, month: number): number => {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** `day` + `months`, keeping the day of the month and clamping to the month's end (D2). */
export const addMonths = (day: PlainDate, months: number): PlainDate => {
  const index = yearOf(day) * 12 + monthOf(day) - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  if (year > 9999) return LAST_DAY
  return `${four(year)}-${two(month)}-${two(Math.min(dayOfMonth(day), daysIn(year, month)))}` as PlainDate
}

/** The last day of the month that `day` is in. */
export const monthEnd = (day: PlainDate): PlainDate =>
  `${day.slice(0, 8)}${daysIn(yearOf(day), monthOf(day))}` as PlainDate

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => dayNumber(to) - dayNumber(from)

/** 1 for Monday to 7 for Sunday. */
export const weekday = (day: PlainDate): number => weekdayOfNumber(dayNumber(day))
