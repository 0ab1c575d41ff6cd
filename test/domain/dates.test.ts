import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  ClockTime,
  dayFromNumber,
  dayNumber,
  daysBetween,
  epochOf,
  Instant,
  instantOf,
  londonDay,
  londonDayOf,
  londonInstant,
  londonTimeOf,
  monthEnd,
  PlainDate,
  weekday,
} from '../../src/domain/dates.ts'

const day = (text: string): PlainDate => PlainDate.parse(text)
const instant = (text: string): Instant => Instant.parse(text)

const intl = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const byIntl = (epochMs: number): { day: string; time: string } => {
  const parts = new Map(intl.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
}

const anyDay = fc.integer({ min: dayNumber(day('1600-01-01')), max: dayNumber(day('2400-12-31')) }).map(dayFromNumber)

describe('London days', () => {
  test('an instant falls on the day that the clocks of London showed, from 1971 to 2100, as Intl says', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2100, 11, 31) }), (epochMs) => {
        expect(londonDayOf(epochMs)).toBe(byIntl(epochMs).day)
        expect(londonTimeOf(epochMs)).toBe(byIntl(epochMs).time)
      }),
      { numRuns: 5000 },
    )
  })

  test('every change of the clocks from 1990 to 2060 happens at the instant at which Intl changes them', () => {
    for (let year = 1990; year <= 2060; year += 1) {
      for (const month of [2, 9]) {
        for (let date = 18; date <= 31; date += 1) {
          for (const minute of [-61, -60, -1, 0, 59, 60]) {
            const epochMs = Date.UTC(year, month, date, 1, minute)
            expect({ day: londonDayOf(epochMs), time: londonTimeOf(epochMs), epochMs }).toEqual({ ...byIntl(epochMs), epochMs })
          }
        }
      }
    }
  })

  test('a shift at 23:30 UTC in summer starts on the next London day, in winter on the same', () => {
    expect(londonDay(instant('2026-05-16T23:30:00Z'))).toBe('2026-05-17')
    expect(londonDay(instant('2026-01-16T23:30:00Z'))).toBe('2026-01-16')
    expect(londonDay(instant('2026-05-17T00:30:00+02:00'))).toBe('2026-05-16')
  })

  test('a wall-clock time of London comes back from the instant it names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: dayNumber(day('1996-01-01')), max: dayNumber(day('2060-12-31')) }),
        fc.integer({ min: 3, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (number, hour, minute) => {
          const time = ClockTime.parse(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
          const at = londonInstant(dayFromNumber(number), time)
          expect([londonDay(at), londonTimeOf(new Date(at).getTime())]).toEqual([dayFromNumber(number), time])
        },
      ),
    )
  })

  test('the hour that summer time skips is an hour later, the hour that comes twice is the second', () => {
    const at = (date: string, time: string) => londonInstant(day(date), ClockTime.parse(time))
    expect(['00:59', '01:30', '02:00'].map((time) => at('2026-03-29', time).slice(11, 16))).toEqual(['00:59', '01:30', '01:00'])
    expect(['00:59', '01:30', '02:00'].map((time) => at('2026-10-25', time))).toEqual([
      '2026-10-24T23:59:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ])
  })

  test('an instant is read as the platform reads it, with seconds, fractions and offsets or without', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1600, 0, 1), max: Date.UTC(2900, 0, 1) }),
        fc.constantFrom(20, 24),
        fc.constantFrom('Z', '+01:00', '-05:30'),
        (epochMs, length, offset) => {
          const text = new Date(epochMs).toISOString()
          const at = instant(length === 24 ? text.replace('Z', offset) : text.replace(/\.\d+Z/, offset))
          expect(epochOf(at)).toBe(Date.parse(at))
        },
      ),
    )
  })

  test('milliseconds become an instant in UTC', () => {
    expect(instantOf(0)).toBe('1970-01-01T00:00:00.000Z')
  })
})

describe('calendar arithmetic', () => {
  test('D2: days and weeks add days, as the calendar of the platform does', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -50_000, max: 50_000 }), (from, days) => {
        const date = new Date(`${from}T12:00:00Z`)
        date.setUTCDate(date.getUTCDate() + days)
        expect(addDays(from, days)).toBe(date.toISOString().slice(0, 10))
        expect(daysBetween(from, addDays(from, days))).toBe(days)
        expect(weekday(from) % 7).toBe(new Date(`${from}T12:00:00Z`).getUTCDay())
      }),
    )
  })

  test('D2: 31 January and a month is 28 February, in a leap year 29; two months is 31 March', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28')
    expect(addMonths(day('2028-01-31'), 1)).toBe('2028-02-29')
    expect(addMonths(day('2026-01-31'), 2)).toBe('2026-03-31')
    expect(addMonths(day('2024-02-29'), 12)).toBe('2025-02-28')
    expect(addMonths(day('2026-12-31'), 2)).toBe('2027-02-28')
    expect(addMonths(day('2026-03-31'), -1)).toBe('2026-02-28')
    expect(addMonths(day('2100-01-30'), 1)).toBe('2100-02-28')
  })

  test('D2: months keep the day of the month or stop at its end, and never leave the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 600 }), (from, months) => {
        const to = addMonths(from, months)
        const monthsOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
        expect(monthsOf(to) - monthsOf(from)).toBe(months)
        expect(PlainDate.safeParse(to).success).toBe(true)
        const kept = to.slice(8) === from.slice(8)
        expect(kept || (to === monthEnd(to) && to.slice(8) < from.slice(8))).toBe(true)
      }),
    )
  })

  test('the end of a month is its last day', () => {
    expect(monthEnd(day('2028-02-03'))).toBe('2028-02-29')
    expect(monthEnd(day('2026-06-30'))).toBe('2026-06-30')
  })

  test('no sum goes past the year 9999, so that dates still compare as text', () => {
    expect(addMonths(day('9999-12-31'), 1)).toBe('9999-12-31')
    expect(addDays(day('9999-12-31'), 1)).toBe('9999-12-31')
  })
})
