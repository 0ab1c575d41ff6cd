import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PlainDate } from '../../../src/domain/dates.ts'
import { BankHolidays } from '../../../src/domain/policy/holidays.ts'
import { holidaysCommand } from '../../../sync/commands/holidays.ts'

const day = (text: string): PlainDate => PlainDate.parse(text)

const table = {
  source: 'https://www.gov.uk/bank-holidays.json',
  validTo: '2027-12-31',
  days: {
    2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  },
}

const event = (date: string, title: string, notes = ''): Record<string, unknown> => ({ title, date, notes, bunting: true })

const of2026 = [
  event('2026-01-01', 'New Year’s Day'),
  event('2026-04-03', 'Good Friday'),
  event('2026-04-06', 'Easter Monday'),
  event('2026-05-04', 'Early May bank holiday'),
  event('2026-05-25', 'Spring bank holiday'),
  event('2026-08-31', 'Summer bank holiday'),
  event('2026-12-25', 'Christmas Day'),
  event('2026-12-28', 'Boxing Day', 'Substitute day'),
]
const of2027 = [
  event('2027-01-01', 'New Year’s Day'),
  event('2027-03-26', 'Good Friday'),
  event('2027-03-29', 'Easter Monday'),
  event('2027-05-03', 'Early May bank holiday'),
  event('2027-05-31', 'Spring bank holiday'),
  event('2027-08-30', 'Summer bank holiday'),
  event('2027-12-27', 'Christmas Day', 'Substitute day'),
  event('2027-12-28', 'Boxing Day', 'Substitute day'),
]
const of2028 = [
  event('2028-01-03', 'New Year’s Day', 'Substitute day'),
  event('2028-04-14', 'Good Friday'),
  event('2028-04-17', 'Easter Monday'),
  event('2028-05-01', 'Early May bank holiday'),
  event('2028-05-29', 'Spring bank holiday'),
  event('2028-08-28', 'Summer bank holiday'),
  event('2028-12-25', 'Christmas Day'),
  event('2028-12-26', 'Boxing Day'),
]
const oneOff = event('2027-06-11', 'Bank holiday for a jubilee')
const WHOLE_2028 = '01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26'

const answered = (events: readonly unknown[]): Record<string, unknown> => ({
  'england-and-wales': { division: 'england-and-wales', events },
  scotland: { division: 'scotland', events: [event('2026-01-02', '2nd January')] },
  'northern-ireland': { division: 'northern-ireland', events: [event('2026-03-17', 'St Patrick’s Day')] },
})

let folder = ''
let file = new URL('file:///')
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holidays-'))
  file = pathToFileURL(path.join(folder, 'bank-holidays.json'))
  writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const written = (): BankHolidays => BankHolidays.parse(JSON.parse(readFileSync(file, 'utf8')))

const asked: string[] = []
const run = async (answer: () => Response | Promise<Response>, today = '2026-12-26') =>
  holidaysCommand({
    fetch: async (address) => {
      asked.push(address as string)
      return answer()
    },
    today: day(today),
    file,
  })
const runWith = (events: readonly unknown[], today?: string) => run(() => Response.json(answered(events)), today)

describe('holidays (D4)', () => {
  test('a new year and a one-off day are added, substitute days as gov.uk lists them, and what changed is said', async () => {
    const { out, error, code } = await runWith([...of2026, ...of2027, oneOff, ...of2028])
    expect([error, code]).toEqual(['', 0])
    expect(asked.at(-1)).toBe('https://www.gov.uk/bank-holidays.json')
    expect(written()).toEqual({
      ...table,
      validTo: '2028-12-31',
      days: { ...table.days, 2027: '01-01 03-26 03-29 05-03 05-31 06-11 08-30 12-27 12-28', 2028: WHOLE_2028 },
    })
    expect(out.split('\n')[0]).toBe('2027-06-11 Bank holiday for a jubilee')
    expect(out.endsWith('9 new. Bank holidays are now known until 2028-12-31.\n')).toBe(true)
  })

  test('nothing new leaves the file as it was, to the letter', async () => {
    const before = readFileSync(file, 'utf8')
    expect((await runWith([...of2026, ...of2027])).out).toBe('Nothing new: bank holidays are known until 2027-12-31.\n')
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test('a year that is past stays, and so do the days of this year that have been, though gov.uk no longer lists them', async () => {
    const { code } = await runWith([...of2026.slice(7), ...of2027, ...of2028])
    expect(code).toBe(0)
    expect(written().days).toEqual({ ...table.days, 2028: WHOLE_2028 })
  })

  test('a year of which only a part is listed is not known to its end', async () => {
    const { out } = await runWith([...of2026, ...of2027, ...of2028.slice(0, 7)])
    expect(out.endsWith('7 new. Bank holidays are still known until 2027-12-31.\n')).toBe(true)
    expect(written().validTo).toBe('2027-12-31')
    expect(Object.keys(written().days)).toContain('2028')
  })

  const refused: [what: string, answer: () => Response | Promise<Response>, sentence: RegExp][] = [
    [
      'that lacks a day known to come',
      () => Response.json(answered([...of2026, ...of2027.slice(1), ...of2028])),
      /lacks 2027-01-01, which the table has.*take it out of src\/domain\/policy\/bank-holidays\.json/,
    ],
    ['of another shape', () => Response.json({ holidays: [] }), /not the list it used to be/],
    ['without England and Wales', () => Response.json({ scotland: { events: of2026 } }), /not the list it used to be/],
    ['that lists nothing', () => Response.json(answered([])), /not the list it used to be/],
    ['with a day that does not exist', () => Response.json(answered([...of2026, event('2027-02-30', 'Nothing')])), /not the list/],
    ['that is no JSON', () => new Response('<!doctype html>'), /can't be read/],
    ['of an error', () => new Response('', { status: 503 }), /it answers 503.*Check the connection/],
    ['that never comes', () => Promise.reject(new TypeError('fetch failed')), /fetch failed.*run this again/],
  ]

  test.each(refused)('an answer %s is refused with what to do, and the table stays', async (_, answer, sentence) => {
    const before = readFileSync(file, 'utf8')
    const { out, error, code } = await run(answer)
    expect([out, code]).toEqual(['', 1])
    expect(error).toMatch(sentence)
    expect(error).toMatch(/The table was left as it was\.\n$/)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  test('the table that ships is written as the command writes it', () => {
    const shipped = readFileSync(new URL('../../../src/domain/policy/bank-holidays.json', import.meta.url), 'utf8')
    expect(`${JSON.stringify(BankHolidays.parse(JSON.parse(shipped)), null, 2)}\n`).toBe(shipped)
  })
})
