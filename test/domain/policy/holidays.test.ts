import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../../src/domain/dates.ts'
import { addWorkingDays, BankHolidays, HOLIDAYS_VALID_TO, holidaysOf, holidaysRunOut, isWorkingDay } from '../../../src/domain/policy/holidays.ts'

const day = (text: string): PlainDate => PlainDate.parse(text)

/** The last year of the table that ships, which grows. */
const lastYear = Number(HOLIDAYS_VALID_TO.slice(0, 4))

describe('working days (D4)', () => {
  test.each([
    ['2019-05-06', 'early May'],
    ['2020-05-08', 'VE day, instead of the Monday'],
    ['2020-12-28', 'Boxing Day, substitute'],
    ['2021-12-27', 'Christmas Day, substitute'],
    ['2021-12-28', 'Boxing Day, substitute'],
    ['2022-01-03', 'New Year, substitute'],
    ['2022-06-02', 'spring, moved for the jubilee'],
    ['2022-06-03', 'platinum jubilee'],
    ['2022-09-19', 'state funeral'],
    ['2022-12-27', 'Christmas Day, substitute'],
    ['2023-01-02', 'New Year, substitute'],
    ['2023-05-08', 'coronation'],
    ['2024-03-29', 'Good Friday'],
    ['2025-04-21', 'Easter Monday'],
    ['2026-12-28', 'Boxing Day, substitute'],
    ['2027-12-28', 'Boxing Day, substitute'],
    ['2028-01-03', 'New Year, substitute'],
    ['2028-04-14', 'Good Friday'],
  ])('%s is a bank holiday: %s', (date) => {
    expect(isWorkingDay(day(date), [])).toBe(false)
  })

  test.each(['2020-05-04', '2022-05-30', '2026-04-07', '2026-04-13', '2022-06-06'])('%s is a working day', (date) => {
    expect(isWorkingDay(day(date), [])).toBe(true)
  })

  test('day 0 is the day itself; five working days over Easter 2026 end on the 13th', () => {
    expect(addWorkingDays(day('2026-04-02'), 5, [])).toEqual({ day: '2026-04-13', beyondTable: false })
  })

  test('a day on which the organisation is closed is not a working day', () => {
    expect(addWorkingDays(day('2026-02-20'), 5, [day('2026-02-24')]).day).toBe('2026-03-02')
  })

  test('past the table the answer carries a warning', () => {
    expect(addWorkingDays(HOLIDAYS_VALID_TO, 1, []).beyondTable).toBe(true)
    expect(addWorkingDays(day(`${lastYear}-12-01`), 3, []).beyondTable).toBe(false)
  })
})

describe('the table runs out (D4)', () => {
  test('it is said from six months before the last day it speaks for, and after it', () => {
    const validTo = `${lastYear}-12-31`
    expect(HOLIDAYS_VALID_TO).toBe(validTo)
    expect(holidaysRunOut(day(`${lastYear}-06-29`))).toBeNull()
    expect(holidaysRunOut(day(`${lastYear}-06-30`))).toEqual({ validTo })
    expect(holidaysRunOut(day(validTo))).toEqual({ validTo })
    expect(holidaysRunOut(day(`${lastYear + 1}-03-01`))).toEqual({ validTo })
  })

  test('a table with a day that does not exist, or in another shape, is refused', () => {
    const table = { source: 'https://www.gov.uk/bank-holidays.json', validTo: '2027-12-31', days: { 2027: '01-01 02-30' } }
    expect(() => holidaysOf(BankHolidays.parse(table))).toThrow(/date/i)
    expect(BankHolidays.safeParse({ ...table, days: { 2027: '1 January' } }).success).toBe(false)
    expect(BankHolidays.safeParse({ ...table, days: { next: '01-01' } }).success).toBe(false)
    expect(BankHolidays.safeParse({ ...table, validTo: '2027' }).success).toBe(false)
  })
})
