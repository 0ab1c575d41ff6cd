/** When a shift began and ended, as rosters write it. A time without an offset is London's. */
import {
  addDays,
  ClockTime,
  epochOf,
  Instant,
  londonDay,
  londonInstant,
  PlainDate,
  wholeSeconds,
} from '../dates.ts'
import { type Fault, fault, shown } from './problem.ts'

const ISO_DAY = String.raw`(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)`
const BRITISH_DAY = String.raw`(?<day>\d\d?)/(?<month>\d\d?)/(?<year>20\d\d)`
const CLOCK = String.raw`(?<hour>\d\d?):(?<minute>\d\d)`
const SECONDS = String.raw`(?::(?<second>\d\d)(?:[.,]\d+)?)?`

/** A year that does not begin with 20 is a slip of the keyboard, not a roster. */
const FORMS = [
  new RegExp(String.raw`^${ISO_DAY}(?:T| )${CLOCK}${SECONDS} ?(?<offset>Z|[+-]\d\d:?\d\d)?$`, 'i'),
  new RegExp(String.raw`^${BRITISH_DAY},? ${CLOCK}${SECONDS}$`),
]
const CLOCK_ALONE = new RegExp(String.raw`^${CLOCK}(?::00)?$`)

/** Without odd spaces and invisible marks, which spreadsheets bring along; longer than any time, null. */
const tidy = (text: string): string | null =>
  text.length > 200 ? null : text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '').replaceAll(/\s+/g, ' ').trim()

const clockOf = ({ hour = '', minute = '' }: Readonly<Record<string, string>>): ClockTime | null => {
  const clock = ClockTime.safeParse(`${hour.padStart(2, '0')}:${minute}`)
  return clock.success ? clock.data : null
}

const offsetOf = (text: string): string => (/z/i.test(text) ? 'Z' : `${text.slice(0, 3)}:${text.slice(-2)}`)

/**
 * `2026-06-02T07:00:00Z`, `2026-06-02T08:00+01:00`, `2026-06-02 08:00`, `02/06/2026 08:00`.
 *
 * @returns the instant in UTC to the whole second; null for anything else, and for a day or time that doesn't exist. In
 *   the hour that comes twice the second, in the hour that spring skips an hour later (`londonInstant`)
 */
export const instantIn = (cell: string): Instant | null => {
  const text = tidy(cell)
  const parts = text === null ? undefined : FORMS.map((form) => form.exec(text)?.groups).find((found) => found !== undefined)
  if (!parts) return null
  const { year = '', month = '', day = '', second = '00', offset } = parts
  const on = PlainDate.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  const clock = clockOf(parts)
  if (!on.success || clock === null || second > '59') return null
  if (offset === undefined) return wholeSeconds(epochOf(londonInstant(on.data, clock)) + Number(second) * 1000)
  const instant = Instant.safeParse(`${on.data}T${clock}:${second}${offsetOf(offset)}`)
  return instant.success ? wholeSeconds(epochOf(instant.data)) : null
}

/** The first time after `start` at which London's clocks show the time, read on each day as `londonInstant` reads it. */
const nextAt = (start: Instant, clock: ClockTime): Instant => {
  const today = londonDay(start)
  const sameDay = wholeSeconds(epochOf(londonInstant(today, clock)))
  return sameDay > start ? sameDay : wholeSeconds(epochOf(londonInstant(addDays(today, 1), clock)))
}

const MOST_HOURS = 36

/** @returns when the shift began, or what is wrong with the cell */
export const startIn = (cell: string): { readonly at: Instant } | Fault => {
  if (cell.trim() === '') return fault('start', 'start-missing', {})
  const at = instantIn(cell)
  return at === null ? fault('start', 'start-unreadable', { text: shown(cell) }) : { at }
}

/**
 * @param start null where it can't be read: then only whether the end can be
 * @returns when the shift ended, null for an empty cell, or what is wrong with it
 */
export const endIn = (cell: string, start: Instant | null): { readonly at: Instant | null } | Fault => {
  if (cell.trim() === '') return { at: null }
  const alone = CLOCK_ALONE.exec(tidy(cell) ?? '')?.groups
  const clock = alone ? clockOf(alone) : null
  const at = clock === null || start === null ? instantIn(cell) : nextAt(start, clock)
  if (at === null) return clock === null ? fault('end', 'end-unreadable', { text: shown(cell) }) : { at }
  if (start === null) return { at }
  if (at <= start) return fault('end', 'end-not-after-start', {})
  const hours = (epochOf(at) - epochOf(start)) / 3_600_000
  return hours > MOST_HOURS ? fault('end', 'shift-too-long', { hours: MOST_HOURS }) : { at }
}
