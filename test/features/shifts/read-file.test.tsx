import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Instant, PlainDate } from '../../../src/domain/dates.ts'
import { PersonId, PostId, SettingId } from '../../../src/domain/ids.ts'
import { readRoster, type RosterRow } from '../../../src/domain/roster.ts'
import { readCsv, textOfFile } from '../../../src/features/shifts/read-file.ts'

const HEADER = 'person,home,start,end,status'
const cellsOf = (rows: readonly RosterRow[]): string[][] => rows.map(({ cells }) => Object.values(cells))

describe('a roster file', () => {
  test.each([
    ['commas', 'Person,Home\nSam,Rowan\n'],
    ['semicolons', 'Person;Home\nSam;Rowan'],
    ['tabs and Windows line ends', 'Person\tHome\r\nSam\tRowan\r\n'],
    ['old line ends', 'Person,Home\rSam,Rowan\r'],
    ['a byte order mark and quotes', '\uFEFF"Person";"Home"\r\n"Sam";"Rowan"'],
    ['space round the names of columns', ' PERSON , Home \nSam,Rowan\n\n'],
    ['empty columns at the end', 'Person,Home,,\nSam,Rowan,,\n'],
    ['semicolons, and commas in what follows', 'Person;Home\n"Sam";Rowan\n'],
  ])('with %s is read', (_, text) => {
    expect(readCsv(text)).toEqual({ columns: ['person', 'home'], rows: [{ line: 2, cells: { person: 'Sam', home: 'Rowan' }, broken: null }] })
  })

  test('a semicolon file keeps the commas in its cells', () => {
    expect(cellsOf(readCsv('person;home\nOyelaran, Sam;Rowan, the lodge\n').rows)).toEqual([['Oyelaran, Sam', 'Rowan, the lodge']])
  })

  test('lines are the file’s own, past empty lines and line breaks in quoted cells', () => {
    const text = `\n${HEADER}\nSam,"Rowan\r\nHouse",1,2,worked\n\n,,,,\nZoe,"a ""quoted""\n\nhome",1,2,worked\nAlex,Hazel,1,2,worked`
    const { rows } = readCsv(text)
    expect(rows.map(({ line, cells }) => [line, cells['person'], cells['home']])).toEqual([
      [3, 'Sam', 'Rowan\nHouse'],
      [7, 'Zoe', 'a "quoted"\n\nhome'],
      [10, 'Alex', 'Hazel'],
    ])
  })

  test('a row with fewer cells has empty ones; one with text past the last column is broken', () => {
    const { rows } = readCsv(`${HEADER}\nSam,Rowan\nOyelaran, Sam,Rowan,1,2,worked\nSam,Rowan,1,2,worked,,\n`)
    expect(rows.map(({ broken }) => broken)).toEqual([null, 'cells-extra', null])
    expect(rows[0]?.cells['status']).toBe('')
  })

  test('quotation marks left open are the fault of the row they are in', () => {
    const { rows } = readCsv(`${HEADER}\nSam,Rowan,1,2,worked\n"Zoe,Rowan,1,2,worked\nAlex,Rowan,1,2,worked\n`)
    expect(rows.map(({ line, broken }) => [line, broken])).toEqual([[2, null], [3, 'quotes-open']])
    expect(readCsv(`${HEADER}\n"Sam" x,Rowan,1,2,worked\nAlex,Rowan,1,2,worked\n`).rows[0]?.broken).toBe('quotes-open')
  })

  test('an empty file has no columns and no rows', () => {
    expect(readCsv('')).toEqual({ columns: [], rows: [] })
    expect(readCsv(' \n,,\n')).toEqual({ columns: [], rows: [] })
  })

  test('a column of an odd name is a column like others', () => {
    expect(readCsv('__proto__,person\nx,Sam').rows[0]?.cells['person']).toBe('Sam')
  })

  test('whatever cells hold, quoted they come back, each on its line', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a\nb', '"', ',;\t', 'ש\u200Fם', 'x'.repeat(10_000)))
    const row = fc.array(cell, { minLength: 3, maxLength: 3 }).filter((cells) => cells.some((text) => text.trim() !== ''))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), (rows, delimiter, end) => {
        const clean = rows.map((cells) => cells.map((text) => text.replaceAll('\r', '')))
        const quoted = [['a', 'b', 'c'], ...clean].map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
        const read = readCsv(quoted.join(end))
        const solid = clean.filter((cells) => cells.some((text) => text.trim() !== ''))
        expect(cellsOf(read.rows)).toEqual(solid)
        expect(read.rows.every(({ broken }) => broken === null)).toBe(true)
        let line = 2
        const begins = clean.map((cells) => {
          const begin = line
          line += cells.join('').split('\n').length
          return begin
        })
        expect(read.rows.map((found) => found.line)).toEqual(begins.filter((_, index) => solid.includes(clean[index] ?? [])))
      }),
    )
  })
})

test('a file as a spreadsheet saves it is a roster: columns in its own order, more of them than we need, a problem on the right line', () => {
  const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const [person, setting, post] = [PersonId.parse(id(1)), SettingId.parse(id(2)), PostId.parse(id(3))]
  const text =
    '\uFEFFStatus;Person;Notes;Home;Start;End\r\n' +
    'Worked;Sam Oyelaran;"late bus;\r\nrang in";Rowan House;02/06/2026 07:30;15:30\r\n' +
    'Worked;sam oyelaran;;Rowan House;03/06/2026 22:00;07:00\r\n' +
    'Done;Sam Oyelaran;;Rowan House;04/06/2026 07:30;15:30\r\n'
  const reading = readRoster(readCsv(text), {
    people: [{ id: person, name: 'Sam Oyelaran', staffNumbers: [] }],
    posts: [{ id: post, person, setting, from: PlainDate.parse('2026-01-01'), until: null, staffNumber: null }],
    settings: [{ id: setting, name: 'Rowan House' }],
    shifts: [],
    now: Instant.parse('2026-06-20T12:00:00Z'),
  })
  expect(reading.fresh).toEqual([
    { line: 2, post, person, setting, startedAt: '2026-06-02T06:30:00Z', endedAt: '2026-06-02T14:30:00Z', status: 'worked' },
    { line: 4, post, person, setting, startedAt: '2026-06-03T21:00:00Z', endedAt: '2026-06-04T06:00:00Z', status: 'worked' },
  ])
  expect(reading.problems).toEqual([{ line: 5, field: 'status', code: 'status-unknown', params: { text: 'Done' } }])
  expect(reading.ignored).toEqual(['notes'])
})

describe('the bytes of a file', () => {
  const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values)

  test('are UTF-8, with a mark or without, or UTF-16 with one, or else Windows’ own code page', () => {
    expect(textOfFile(bytes(0x5a, 0x6f, 0xc3, 0xab))).toBe('Zoë')
    expect(textOfFile(bytes(0xef, 0xbb, 0xbf, 0x5a, 0x6f, 0xc3, 0xab))).toBe('Zoë')
    expect(textOfFile(bytes(0xff, 0xfe, 0x5a, 0x00, 0x6f, 0x00, 0xeb, 0x00))).toBe('Zoë')
    expect(textOfFile(bytes(0x5a, 0x6f, 0xeb, 0x20, 0x92))).toBe('Zoë ’')
    expect(textOfFile(bytes())).toBe('')
  })
})
