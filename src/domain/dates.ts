/**
 * The only file that builds a `Date`. A calendar day is a branded `YYYY-MM-DD` string in Europe/London; an instant is
 * an ISO 8601 string with an offset. Nothing here reads a clock.
 */
import { TZDate } from '@date-fns/tz'
import { format, parseISO } from 'date-fns'
import { z } from 'zod'

export const PlainDate = z.iso.date().brand('PlainDate')
export type PlainDate = z.infer<typeof PlainDate>

/** An instant, ISO 8601 with an offset or `Z`. */
export const Instant = z.iso.datetime({ offset: true }).brand('Instant')
export type Instant = z.infer<typeof Instant>

/** A time of day on a 24-hour clock, `HH:mm`. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).brand('ClockTime')
export type ClockTime = z.infer<typeof ClockTime>

const LONDON = 'Europe/London'

const toUtc = (day: PlainDate): Date => parseISO(`${day}T12:00:00Z`)
const fromUtc = (date: Date): PlainDate => date.toISOString().slice(0, 10) as PlainDate

/** The London calendar day on which an instant falls (semantics, preamble). */
export const londonDay = (instant: Instant): PlainDate =>
  format(new TZDate(instant, LONDON), 'yyyy-MM-dd') as PlainDate

/** The London calendar day of a clock reading in milliseconds since the epoch. */
export const londonDayOf = (epochMs: number): PlainDate => format(new TZDate(epochMs, LONDON), 'yyyy-MM-dd') as PlainDate

/** The London time of day of a clock reading in milliseconds since the epoch. */
export const londonTimeOf = (epochMs: number): ClockTime => format(new TZDate(epochMs, LONDON), 'HH:mm') as ClockTime

/** Milliseconds since the epoch as an instant in UTC. */
export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString() as Instant

/** Milliseconds since the epoch of an instant. */
export const epochOf = (instant: Instant): number => parseISO(instant).getTime()

/** The instant of a London wall-clock time. In the hour that summer time skips, the instant an hour later. */
export const londonInstant = (day: PlainDate, time: ClockTime): Instant => {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  return new Date(new TZDate(year, month - 1, dayOfMonth, hour, minute, 0, LONDON).getTime()).toISOString() as Instant
}

/** `day` + `days` calendar days (D2). */
export const addDays = (day: PlainDate, days: number): PlainDate => {
  const date = toUtc(day)
  date.setUTCDate(date.getUTCDate() + days)
  return fromUtc(date)
}

/** `day` + `months`, keeping the day of the month and clamping to the month's end (D2). */
export const addMonths = (day: PlainDate, months: number): PlainDate => {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1, 12))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(dayOfMonth, last))
  return fromUtc(first)
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / 86_400_000)

/** 1 for Monday to 7 for Sunday. */
export const weekday = (day: PlainDate): number => toUtc(day).getUTCDay() || 7
