/**
 * `npm run holidays`: brings the bank holidays of England and Wales up to date from gov.uk's own list (semantics D4). What
 * has been is kept, also where gov.uk no longer lists it. Nothing is written where the answer can't be trusted. Exits 0
 * when the table is up to date, 1 when it was left as it was.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { londonDay, PlainDate } from '../../src/domain/dates.ts'
import { BankHolidays, holidaysOf } from '../../src/domain/policy/holidays.ts'
import { systemClock } from '../clock.ts'

const FILE = new URL('../../src/domain/policy/bank-holidays.json', import.meta.url)
const PATIENCE_MS = 20_000

/** England and Wales have eight a year; a year with fewer is one that gov.uk has not finished. */
const IN_A_WHOLE_YEAR = 8

/** The part of gov.uk's answer that counts here; what else it says is let be. */
const Answer = z.object({
  'england-and-wales': z.object({
    events: z.array(z.object({ title: z.string(), date: PlainDate })).check(z.minLength(1)),
  }),
})

/** Why the table was left as it was, as the sentence that says what to do. */
class HolidaysUnusable extends Error {}

const yearOf = (day: string): string => day.slice(0, 4)

const inYears = (days: readonly PlainDate[]): Record<string, string> => {
  const years: Record<string, string> = {}
  for (const day of [...new Set(days)].sort()) {
    const before = years[yearOf(day)]
    years[yearOf(day)] = before === undefined ? day.slice(5) : `${before} ${day.slice(5)}`
  }
  return years
}

/** 31 December of the last year that is whole; no year in between is passed over. */
const lastWhole = (days: readonly PlainDate[], validTo: PlainDate): PlainDate => {
  const years = inYears(days)
  let year = Number(yearOf(validTo))
  while ((years[String(year + 1)] ?? '').split(' ').length >= IN_A_WHOLE_YEAR) year += 1
  return PlainDate.parse(`${year}-12-31`)
}

/** A table brought up to date, and what is new in it. */
export interface Merged {
  readonly table: BankHolidays
  readonly added: readonly { readonly on: PlainDate; readonly title: string }[]
}

/**
 * A table with gov.uk's answer merged in. Days that have been are never dropped.
 *
 * @param today the London day; from it on the answer must have every day that the table has
 * @throws HolidaysUnusable where the answer has not the shape expected, or lacks a day that is known to come
 */
export const mergedHolidays = (table: BankHolidays, answer: unknown, today: PlainDate): Merged => {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) {
    throw new HolidaysUnusable(
      `The answer of ${table.source} is not the list it used to be. Open the address in a browser: if there is a list of ` +
        'bank holidays there in another shape, sync/commands/holidays.ts must learn it; if not, try again later.',
    )
  }
  const { events } = parsed.data['england-and-wales']
  const listed = new Set(events.map(({ date }) => date))
  const known = holidaysOf(table)
  const lacking = known.filter((day) => day >= today && !listed.has(day))
  if (lacking.length > 0) {
    throw new HolidaysUnusable(
      `The answer of ${table.source} lacks ${lacking.join(', ')}, which the table has. Look at gov.uk/bank-holidays: if a ` +
        'day was moved or taken away, take it out of src/domain/policy/bank-holidays.json and run this again; if not, try ' +
        'again later.',
    )
  }
  const all = new Set(known)
  const days = [...known, ...listed]
  return {
    table: { source: table.source, validTo: lastWhole(days, table.validTo), days: inYears(days) },
    added: events.filter(({ date }) => !all.has(date)).map(({ date, title }) => ({ on: date, title })),
  }
}

const textOf = (table: BankHolidays): string => `${JSON.stringify(table, null, 2)}\n`

const answerOf = async (source: string, fetched: typeof fetch): Promise<unknown> => {
  try {
    const response = await fetched(source, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (response.ok) return await response.json()
    throw new Error(`it answers ${response.status}`)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new HolidaysUnusable(`${source} can't be read (${detail}). Check the connection, then run this again.`)
  }
}

const changesOf = (before: BankHolidays, { table, added }: Merged): string[] => {
  if (textOf(table) === textOf(before)) return [`Nothing new: bank holidays are known until ${before.validTo}.`]
  const further = table.validTo === before.validTo ? 'still' : 'now'
  return [
    ...added.map(({ on, title }) => `${on} ${title}`),
    `${added.length} new. Bank holidays are ${further} known until ${table.validTo}.`,
  ]
}

/** What the command reads, writes and asks; the tests give their own. */
export interface HolidaysWorld {
  readonly fetch: typeof fetch
  readonly today: PlainDate
  readonly file: URL
}

/** Runs the command. Returns what to print and the exit code. */
export const holidaysCommand = async (world: HolidaysWorld): Promise<{ out: string; error: string; code: number }> => {
  const before = BankHolidays.parse(JSON.parse(readFileSync(world.file, 'utf8')))
  try {
    const merged = mergedHolidays(before, await answerOf(before.source, world.fetch), world.today)
    if (textOf(merged.table) !== textOf(before)) writeFileSync(world.file, textOf(merged.table))
    return { out: `${changesOf(before, merged).join('\n')}\n`, error: '', code: 0 }
  } catch (error) {
    if (error instanceof HolidaysUnusable) return { out: '', error: `${error.message}\nThe table was left as it was.\n`, code: 1 }
    throw error
  }
}

if (import.meta.main) {
  const { out, error, code } = await holidaysCommand({ fetch, today: londonDay(systemClock()), file: FILE })
  process.stdout.write(out)
  process.stderr.write(error)
  process.exitCode = code
}
