/**
 * Working days (semantics D4): Monday to Friday less the bank holidays of England and Wales, less the days on which the
 * organisation is closed. The table is gov.uk's list with its substitute days and the one-off days of 2011, 2012,
 * 2020, 2022 and 2023; extend it and `HOLIDAYS_VALID_TO` when gov.uk adds a year.
 */
import { dayFromNumber, dayNumber, PlainDate, weekdayOfNumber } from '../dates.ts'

/** Month and day of each bank holiday, by year. */
const BANK_HOLIDAYS: Record<number, string> = {
  2010: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  2028: '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
}

/** The last day the table speaks for. */
export const HOLIDAYS_VALID_TO = PlainDate.parse('2028-12-31')

const holidays: ReadonlySet<number> = new Set(
  Object.entries(BANK_HOLIDAYS).flatMap(([year, days]) =>
    days.split(' ').map((day) => dayNumber(PlainDate.parse(`${year}-${day}`))),
  ),
)

const isWorking = (number: number, closureDays: readonly PlainDate[]): boolean =>
  weekdayOfNumber(number) < 6 &&
  !holidays.has(number) &&
  !(closureDays.length > 0 && closureDays.includes(dayFromNumber(number)))

/** Whether a day is a working day of an organisation that is also closed on `closureDays`. */
export const isWorkingDay = (day: PlainDate, closureDays: readonly PlainDate[]): boolean =>
  isWorking(dayNumber(day), closureDays)

/**
 * The `count`th working day after `from`; `from` itself is day 0. `beyondTable` is true where the computation went
 * past the bundled holidays, so that the day may be too early.
 */
export const addWorkingDays = (
  from: PlainDate,
  count: number,
  closureDays: readonly PlainDate[],
): { day: PlainDate; beyondTable: boolean } => {
  let number = dayNumber(from)
  for (let left = count; left > 0;) {
    number += 1
    if (isWorking(number, closureDays)) left -= 1
  }
  const day = dayFromNumber(number)
  return { day, beyondTable: day > HOLIDAYS_VALID_TO }
}
