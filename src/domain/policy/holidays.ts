/**
 * Working days (semantics D4): Monday to Friday less the bank holidays of England and Wales, less the days on which the
 * organisation is closed. The table is gov.uk's list with its substitute days and the one-off days of 2011, 2012,
 * 2020, 2022 and 2023; `npm run holidays` brings it up to date when gov.uk adds a year.
 */
import * as z from 'zod/mini'
import { addMonths, dayFromNumber, dayNumber, PlainDate, weekdayOfNumber } from '../dates.ts'
import table from './bank-holidays.json' with { type: 'json' }

/** The table as data: month and day of each bank holiday by year, and the last day that it speaks for. */
export const BankHolidays = z.strictObject({
  source: z.string().check(z.regex(/^https:\/\/\S+$/, 'an address')),
  validTo: PlainDate,
  days: z.record(
    z.string().check(z.regex(/^\d{4}$/, 'a year')),
    z.string().check(z.regex(/^\d\d-\d\d( \d\d-\d\d)*$/, 'months and days such as 05-04 05-25')),
  ),
})
export type BankHolidays = z.infer<typeof BankHolidays>

/** The bank holidays of a table, earliest first. @throws ZodError where one is a day that does not exist */
export const holidaysOf = ({ days }: BankHolidays): readonly PlainDate[] =>
  Object.entries(days).flatMap(([year, all]) => all.split(' ').map((day) => PlainDate.parse(`${year}-${day}`)))

const bundled = BankHolidays.parse(table)

/** The last day the table speaks for. */
export const HOLIDAYS_VALID_TO = bundled.validTo

const holidays: ReadonlySet<number> = new Set(holidaysOf(bundled).map(dayNumber))

const MONTHS_OF_WARNING = 6

/**
 * Whether it is time to say that the bank holidays run out (D4): from six months before the last day that the table
 * speaks for, and after it.
 *
 * @returns that last day, or null while there is longer to go
 */
export const holidaysRunOut = (asOf: PlainDate): { readonly validTo: PlainDate } | null =>
  asOf >= addMonths(HOLIDAYS_VALID_TO, -MONTHS_OF_WARNING) ? { validTo: HOLIDAYS_VALID_TO } : null

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
