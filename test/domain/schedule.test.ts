import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayFromNumber, dayNumber, daysBetween, PlainDate, weekday } from '../../src/domain/dates.ts'
import { addDuration, Duration } from '../../src/domain/policy/durations.ts'
import { HOLIDAYS_VALID_TO, isWorkingDay } from '../../src/domain/policy/holidays.ts'
import { type Away, datesToOffer, proposeDates } from '../../src/domain/schedule.ts'

const day = (text: string): PlainDate => PlainDate.parse(text)
const every = (text: string): Duration => Duration.parse(text)
const leave = (from: string, until = from): Away => ({ from: day(from), until: day(until) })
const free = { closureDays: [], away: [] }
const daysOf = (dates: readonly { on: PlainDate }[]): string[] => dates.map(({ on }) => on)

describe('the dates of an agreement (SEF-8.0, SEF-8.2)', () => {
  test('every two weeks on Mondays: a bank holiday Monday becomes the Friday before, and the next date is a Monday again', () => {
    const dates = proposeDates({ from: day('2026-04-06'), every: every('P2W'), ...free }).slice(0, 5)
    expect(dates.map(({ on, moved }) => [on, moved])).toEqual([
      ['2026-04-20', null],
      ['2026-05-01', 'bank-holiday'],
      ['2026-05-11', null],
      ['2026-05-22', 'bank-holiday'],
      ['2026-06-01', null],
    ])
  })

  test('monthly: a date at a weekend is the Friday before, and the next is a month from that Friday', () => {
    const dates = proposeDates({ from: day('2026-01-15'), every: every('P1M'), ...free })
    expect(dates.slice(0, 6).map(({ on, moved }) => [on, moved])).toEqual([
      ['2026-02-13', 'weekend'],
      ['2026-03-13', null],
      ['2026-04-13', null],
      ['2026-05-13', null],
      ['2026-06-12', 'weekend'],
      ['2026-07-10', 'weekend'],
    ])
    expect(dates).toHaveLength(12)
  })

  test('after 28 February comes 28 March: 31 March would be later than a month (D2, C1)', () => {
    expect(daysOf(proposeDates({ from: day('2025-01-31'), every: every('P1M'), ...free })).slice(0, 2)).toEqual(['2025-02-28', '2025-03-28'])
    expect(daysOf(proposeDates({ from: day('2028-01-31'), every: every('P1M'), ...free })).slice(0, 2)).toEqual(['2028-02-29', '2028-03-29'])
  })

  test('leave moves a date to the last day before it, and the strongest reason is the one given', () => {
    const dates = proposeDates({ from: day('2026-06-01'), every: every('P1M'), closureDays: [], away: [leave('2026-06-26', '2026-07-10')] })
    expect(dates[0]).toEqual({ on: '2026-06-25', moved: 'leave', late: false, beyondTable: false })
    const closed = proposeDates({ from: day('2026-12-01'), every: every('P4W'), closureDays: [day('2026-12-29'), day('2026-12-24')], away: [] })
    expect(closed[0]).toEqual({ on: '2026-12-23', moved: 'closed', late: false, beyondTable: false })
  })

  test('leave right back to the date before: the first day after it, marked late, and the year goes on from there', () => {
    const away = [leave('2026-05-30', '2026-07-17')]
    const dates = proposeDates({ from: day('2026-05-29'), every: every('P1M'), closureDays: [], away })
    expect(dates.slice(0, 2)).toEqual([
      { on: '2026-07-20', moved: 'leave', late: true, beyondTable: false },
      { on: '2026-08-20', moved: null, late: false, beyondTable: false },
    ])
  })

  test('a service closed all week is late too, and says that it was closed', () => {
    const closureDays = ['06', '07', '08', '09', '10'].map((date) => day(`2026-07-${date}`))
    expect(proposeDates({ from: day('2026-07-03'), every: every('P1W'), closureDays, away: [] })[0]).toEqual({
      on: '2026-07-13', moved: 'closed', late: true, beyondTable: false,
    })
  })

  test('no working day left in the year: the dates end where they must', () => {
    const away = [leave('2026-09-01', '2030-01-01')]
    expect(daysOf(proposeDates({ from: day('2026-06-01'), every: every('P2M'), closureDays: [], away }))).toEqual(['2026-07-31', '2026-08-28'])
  })

  test('a first day that the two named is the first, and late only if it is later than the interval', () => {
    const from = day('2026-06-01')
    const named = (first: string) => proposeDates({ from, every: every('P2W'), first: day(first), ...free })
    expect(named('2026-06-03')[0]).toEqual({ on: '2026-06-03', moved: null, late: false, beyondTable: false })
    expect(daysOf(named('2026-06-03'))[1]).toBe('2026-06-17')
    expect(named('2026-06-01')[0]?.on).toBe('2026-06-01')
    expect(named('2026-06-07')[0]).toEqual({ on: '2026-06-05', moved: 'weekend', late: false, beyondTable: false })
    expect(named('2026-06-22')[0]).toEqual({ on: '2026-06-22', moved: null, late: true, beyondTable: false })
    expect(named('2026-05-01')).toEqual(proposeDates({ from, every: every('P2W'), ...free }))
  })

  test('past the bundled bank holidays a date says so; an interval of nothing proposes nothing', () => {
    const dates = proposeDates({ from: day('2028-10-02'), every: every('P1M'), ...free })
    expect(dates.map(({ beyondTable }) => beyondTable)).toEqual(dates.map(({ on }) => on > HOLIDAYS_VALID_TO))
    expect(new Set(dates.map(({ beyondTable }) => beyondTable)).size).toBe(2)
    expect(proposeDates({ from: day('2026-06-01'), every: every('P0D'), ...free })).toEqual([])
  })

  const from = fc.integer({ min: dayNumber(day('2023-06-01')), max: dayNumber(day('2040-12-31')) }).map(dayFromNumber)
  const stretch = fc.tuple(from, fc.integer({ min: -40, max: 420 }), fc.integer({ min: 0, max: 70 }))
  const world = fc
    .tuple(
      from,
      fc.constantFrom('P1W', 'P2W', 'P3W', 'P4W', 'P28D', 'P6W', 'P8W', 'P10D', 'P1D', 'P1M', 'P2M', 'P3M', 'P1M1W').map(every),
      fc.array(stretch, { maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 380 }), { maxLength: 8 }),
    )
    .map(([from, every, stretches, closed]) => ({
      from,
      every,
      away: stretches.map(([, start, length]) => ({ from: addDays(from, start), until: addDays(from, start + length) })),
      closureDays: closed.map((days) => addDays(from, days)),
    }))

  /** The days after one day and before another. */
  const between = (after: PlainDate, before: PlainDate): PlainDate[] =>
    Array.from({ length: Math.max(0, daysBetween(after, before) - 1) }, (_, index) => addDays(after, index + 1))

  const isAway = (on: PlainDate, away: readonly Away[]): boolean => away.some(({ from, until }) => from <= on && on <= until)

  test('in order, each day once, on working days, never on leave, for the same input the same', () => {
    fc.assert(
      fc.property(world, (given) => {
        const dates = proposeDates(given)
        expect(proposeDates(given)).toEqual(dates)
        expect(daysOf(dates)).toEqual([...new Set(daysOf(dates))].sort())
        for (const { on } of dates) {
          expect(isWorkingDay(on, given.closureDays)).toBe(true)
          expect(isAway(on, given.away)).toBe(false)
          expect(on > given.from && on <= addMonths(given.from, 12)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('no gap is longer than the interval unless the date is late, and late only where no day in between can be used', () => {
    fc.assert(
      fc.property(world, (given) => {
        const usable = (on: PlainDate): boolean => isWorkingDay(on, given.closureDays) && !isAway(on, given.away)
        const end = addMonths(given.from, 12)
        let previous = given.from
        for (const { on, late } of proposeDates(given)) {
          expect(late).toBe(on > addDuration(previous, given.every))
          expect(late ? between(previous, on).filter(usable) : []).toEqual([])
          previous = on
        }
        // Twelve months are covered: another date would be due only after them, unless nothing is left before.
        const covered = addDuration(previous, given.every) > end
        expect(covered ? [] : between(previous, addDays(end, 1)).filter(usable)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('with no leave and no closed days, whole weeks of two and more keep their weekday wherever it is a working day', () => {
    fc.assert(
      fc.property(from, fc.constantFrom('P2W', 'P3W', 'P4W', 'P6W', 'P8W').map(every), (start, every) => {
        const first = addDuration(start, every)
        fc.pre(isWorkingDay(first, []))
        for (const { on, moved } of proposeDates({ from: start, every, ...free })) {
          const kept = addDays(on, -((weekday(on) - weekday(first) + 7) % 7))
          expect(moved !== null || kept === on || !isWorkingDay(kept, [])).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('moves cost little: with only weekends and bank holidays in the way, at most two dates more than the year holds; monthly is twelve', () => {
    fc.assert(
      fc.property(from, fc.constantFrom(['P1M', 12], ['P2M', 6], ['P3M', 4], ['P2W', 26], ['P4W', 13]), (start, [text, count]) => {
        const { length } = proposeDates({ from: start, every: every(text), ...free })
        expect(length).toBeGreaterThanOrEqual(count - 1)
        expect(length).toBeLessThanOrEqual(text.endsWith('M') ? count : count + 2)
      }),
    )
  })
})

describe('the days to offer when a session is rebooked (SEF-3.4)', () => {
  const offer = { from: day('2026-06-02'), latest: null, taken: [], ...free }

  test('the three soonest working days', () => {
    expect(daysOf(datesToOffer({ ...offer, from: day('2026-05-22') }))).toEqual(['2026-05-22', '2026-05-26', '2026-05-27'])
  })

  test('not a day on leave, closed or taken, and fewer when the limit leaves fewer', () => {
    const days = datesToOffer({
      from: day('2026-06-02'), latest: day('2026-06-09'), closureDays: [day('2026-06-02')], away: [leave('2026-06-03', '2026-06-05')], taken: [day('2026-06-08')],
    })
    expect(days).toEqual([{ on: '2026-06-09', late: false, beyondTable: false }])
  })

  test('nothing left by the limit: the soonest after it, marked late', () => {
    const days = datesToOffer({ ...offer, latest: day('2026-06-05'), away: [leave('2026-06-01', '2026-06-12')] })
    expect(days.map(({ on, late }) => [on, late])).toEqual([['2026-06-15', true], ['2026-06-16', true], ['2026-06-17', true]])
    expect(datesToOffer({ ...offer, latest: day('2026-06-01') })[0]).toEqual({ on: '2026-06-02', late: true, beyondTable: false })
  })

  test('a year of leave: nothing to offer', () => {
    expect(datesToOffer({ ...offer, away: [leave('2026-01-01', '2028-01-01')] })).toEqual([])
  })

  test('always distinct working days in order, never late beside one in time', () => {
    const around = fc.integer({ min: -5, max: 30 }).map((days) => addDays(day('2026-03-25'), days))
    fc.assert(
      fc.property(around, fc.option(around), fc.array(around), fc.array(fc.tuple(around, fc.nat({ max: 12 }))), (from, latest, taken, leaves) => {
        const away = leaves.map(([start, length]) => ({ from: start, until: addDays(start, length) }))
        const days = datesToOffer({ from, latest, taken, away, closureDays: [] })
        expect(days.length).toBe(new Set(days.map(({ late }) => late)).has(false) ? days.length : 3)
        expect(daysOf(days)).toEqual([...new Set(daysOf(days))].sort())
        expect(new Set(days.map(({ late }) => late)).size).toBe(1)
        for (const { on, late } of days) {
          expect(isWorkingDay(on, []) && !taken.includes(on) && on >= from).toBe(true)
          expect(late).toBe(latest !== null && daysBetween(latest, on) > 0)
        }
      }),
    )
  })
})
