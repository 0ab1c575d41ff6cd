import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type PlainDate } from '../../../src/domain/dates.ts'
import { isWorkingDay } from '../../../src/domain/policy/holidays.ts'
import { daysToOffer, gapExceeded, lastHeldOn } from '../../../src/features/sessions/due.ts'
import { type SessionView, viewOf } from '../../../src/features/sessions/session-view.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { day, earlier, planned } from './seed.ts'

describe('days offered for the next session', () => {
  it.each([
    ['monthly, from a Wednesday', '2026-06-10', '2026-07-10', ['2026-07-01', '2026-07-08', '2026-07-10']],
    ['fortnightly, due on the same weekday', '2026-06-10', '2026-06-24', ['2026-06-17', '2026-06-23', '2026-06-24']],
    ['due on a Sunday: the Friday before', '2026-05-31', '2026-06-28', ['2026-06-24', '2026-06-25', '2026-06-26']],
    ['due on a bank holiday: the working day before', '2026-08-03', '2026-08-31', ['2026-08-17', '2026-08-24', '2026-08-28']],
    ['due tomorrow: there is one day', '2026-06-10', '2026-06-11', ['2026-06-11']],
    ['due on the Saturday after a Friday: no working day is left', '2026-06-12', '2026-06-13', ['2026-06-13']],
    ['already past: none', '2026-06-10', '2026-06-10', []],
  ])('%s', (_, from, due, offered) => {
    expect(daysToOffer(day(from), day(due), [])).toEqual(offered)
  })

  it('leaves out the days on which the organisation is closed', () => {
    expect(daysToOffer(day('2026-06-10'), day('2026-07-10'), [day('2026-07-10'), day('2026-07-08')])).toEqual(['2026-06-24', '2026-07-01', '2026-07-09'])
  })

  it('are in two, three and four weeks where the policy names no day', () => {
    expect(daysToOffer(day('2026-06-10'), null, [])).toEqual(['2026-06-24', '2026-07-01', '2026-07-08'])
  })

  it('are at most three, in order, after the session, not after the due date, and working days where one is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 70 }), (offset, gap) => {
        const from = addDays('2026-01-01' as PlainDate, offset)
        const due = addDays(from, gap)
        const offered = daysToOffer(from, due, [])
        expect(offered.length).toBeGreaterThan(0)
        expect(offered.length).toBeLessThanOrEqual(3)
        expect([...offered].sort((a, b) => (a < b ? -1 : 1))).toEqual(offered)
        expect(new Set(offered).size).toBe(offered.length)
        for (const each of offered) expect(each > from && each <= due).toBe(true)
        const days = Array.from({ length: gap }, (_, index) => addDays(from, index + 1))
        const someDayWorks = days.some((each) => isWorkingDay(each, []))
        expect(offered.every((each) => isWorkingDay(each, []))).toBe(someDayWorks)
      }),
      { numRuns: 500 },
    )
  })
})

describe('SEF-App3.1: whether the gap exceeds what was agreed', () => {
  const known = async (last: string | null): Promise<SessionView & { shifts: [] }> => {
    const dana = memoryDevice(DANA)
    if (last) await earlier(dana, dana.as(SAM), day(last))
    const id = await planned(dana, dana.asOf())
    const view = viewOf(await dana.snapshot(), DANA, id)
    if (typeof view === 'string') throw new Error(view)
    return { ...view, shifts: [] }
  }

  it('does on the day after the due date, and not on it', async () => {
    const file = await known('2026-05-13')
    expect(lastHeldOn(file.others, day('2026-06-10'))).toBe('2026-05-13')
    expect(gapExceeded(file, day('2026-06-13'))).toBeNull()
    expect(gapExceeded(file, day('2026-06-14'))).toEqual({ due: '2026-06-13' })
  })

  it('does not where there was no session before', async () => {
    expect(gapExceeded(await known(null), day('2026-06-10'))).toBeNull()
  })

  it('is judged by the sessions before that day only', async () => {
    const file = await known('2026-06-01')
    expect(lastHeldOn(file.others, day('2026-05-20'))).toBeNull()
    expect(gapExceeded(file, day('2026-05-20'))).toBeNull()
  })
})
