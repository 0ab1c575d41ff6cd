import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, epochOf, Instant, instantOf, londonDay, londonTimeOf, PlainDate } from '../../src/domain/dates.ts'
import { PersonId, PostId, RecordId, SettingId } from '../../src/domain/ids.ts'
import { readRoster, ROSTER_COLUMNS, type RosterReading, type RosterRow, type RosterShift } from '../../src/domain/roster.ts'
import { type Known, type KnownShift, nameKey } from '../../src/domain/roster/known.ts'
import { ROSTER_PROBLEMS } from '../../src/domain/roster/problem.ts'
import { instantIn } from '../../src/domain/roster/times.ts'
import { shifts as words } from '../../src/words/en/shifts.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const day = (text: string): PlainDate => PlainDate.parse(text)
const ROWAN = SettingId.parse(uuid(10))
const HAZEL = SettingId.parse(uuid(11))
const SAM = PersonId.parse(uuid(1))
const ZOE = PersonId.parse(uuid(2))
const post = (n: number, person: PersonId, setting: SettingId, more: Partial<Known['posts'][number]> = {}): Known['posts'][number] => ({
  id: PostId.parse(uuid(n)), person, setting, from: day('2026-01-01'), until: null, staffNumber: null, ...more,
})

const known: Known = {
  people: [
    { id: SAM, name: 'Sam Oyelaran', staffNumbers: ['A100'] },
    { id: ZOE, name: 'Zoë O’Hara-Nuñez', staffNumbers: [] },
    { id: PersonId.parse(uuid(3)), name: 'Alex Reed', staffNumbers: ['A300'] },
    { id: PersonId.parse(uuid(4)), name: 'Alex Reed', staffNumbers: ['A400'] },
  ],
  posts: [post(20, SAM, ROWAN), post(21, ZOE, ROWAN, { staffNumber: 'Z 1' }), post(22, ZOE, HAZEL, { staffNumber: 'Z2' })],
  settings: [{ id: ROWAN, name: 'Rowan House' }, { id: HAZEL, name: 'Hazel Lodge' }],
  shifts: [],
  now: Instant.parse('2026-06-20T12:00:00Z'),
}

const row = (line: number, cells: Partial<Record<(typeof ROSTER_COLUMNS)[number], string>> = {}): RosterRow => ({
  line,
  cells: { person: 'Sam Oyelaran', home: 'Rowan House', start: '2026-06-02 07:00', end: '', status: 'worked', ...cells },
  broken: null,
})
const read = (rows: readonly RosterRow[], more: Partial<Known> = {}): RosterReading =>
  readRoster({ columns: ROSTER_COLUMNS, rows }, { ...known, ...more })
const codesOf = ({ problems }: Pick<RosterReading, 'problems'>): string[] => problems.map(({ field, code }) => `${field}: ${code}`)
const timesOf = ({ fresh }: RosterReading): (string | null)[][] => fresh.map(({ startedAt, endedAt }) => [startedAt, endedAt])
/** The known shifts once a reading was logged. */
const logged = ({ fresh, changed }: RosterReading): KnownShift[] =>
  [...fresh, ...changed].map(({ line, post, person, setting, startedAt, endedAt, status }) => ({
    id: RecordId.parse(uuid(1000 + line)), post, person, setting, startedAt, endedAt, status, claimed: false,
  }))

describe('who a roster means', () => {
  test.each([
    ['Sam Oyelaran', SAM], ['  sam   OYELARAN ', SAM], ['A100', SAM], ['a 100', SAM],
    ["Zoe O'Hara-Nunez", ZOE], ['Zoe\u0308 O`Hara‐Nun\u0303ez\u200F', ZOE], ['z1', ZOE],
  ])('%s is who it is, whatever the case, accents, spaces and kinds of apostrophe', (person, id) => {
    expect(read([row(2, { person })]).fresh.map((shift) => shift.person)).toEqual([id])
  })

  test('two people of one name: the row asks for the staff number, and with it is read', () => {
    const posts = [post(30, PersonId.parse(uuid(4)), ROWAN)]
    const reading = read([row(2, { person: 'alex reed' }), row(3, { person: 'A400' })], { posts })
    expect(reading.problems).toEqual([{ line: 2, field: 'person', code: 'person-ambiguous', params: { text: 'alex reed' } }])
    expect(reading.fresh.map((shift) => shift.person)).toEqual([uuid(4)])
  })

  test('somebody unknown is named once with all their rows, whether by name or by number', () => {
    const reading = read([
      row(2, { person: 'Íñigo  Vale' }), row(3), row(4, { person: 'inigo vale' }), row(5, { person: 'X9' }), row(6, { person: 'אבי כהן' }),
    ])
    expect(reading.unknown).toEqual([
      { text: 'Íñigo Vale', isNumber: false, lines: [2, 4] },
      { text: 'X9', isNumber: true, lines: [5] },
      { text: 'אבי כהן', isNumber: false, lines: [6] },
    ])
    expect(reading.fresh).toHaveLength(1)
  })

  test('a mark that is a vowel is part of a name: only the accents of European scripts are not', () => {
    expect(nameKey('रवि')).not.toBe(nameKey('रव'))
    expect(nameKey('ÉLODIE')).toBe(nameKey('Elodie'))
  })

  test('the post is the one in that home that day; else the only one that day; else a problem', () => {
    const reading = (setting: string, posts: Known['posts'], person = 'Sam Oyelaran') => read([row(2, { home: setting, person })], { posts })
    expect(reading('Hazel Lodge', [post(20, SAM, ROWAN), post(21, SAM, HAZEL)]).fresh[0]?.post).toBe(uuid(21))
    expect(reading('Hazel Lodge', [post(20, SAM, ROWAN)]).fresh[0]).toMatchObject({ post: uuid(20), setting: HAZEL })
    expect(codesOf(reading('Hazel Lodge', [post(20, SAM, ROWAN), post(21, SAM, ROWAN)]))).toEqual(['person: post-several'])
    expect(codesOf(reading('Rowan House', [post(20, SAM, ROWAN, { from: day('2026-06-03') })]))).toEqual(['person: post-none'])
    expect(codesOf(reading('Rowan House', [post(20, SAM, ROWAN, { until: day('2026-06-01') })]))).toEqual(['person: post-none'])
    expect(reading('Rowan House', [post(20, SAM, ROWAN, { until: day('2026-06-02') })]).fresh).toHaveLength(1)
  })

  test('of two posts in one home the staff number that is on one of them decides', () => {
    const posts = [post(20, SAM, ROWAN, { staffNumber: 'B1' }), post(21, SAM, ROWAN, { staffNumber: 'B2' })]
    expect(read([row(2, { person: 'b2' })], { posts }).fresh[0]?.post).toBe(uuid(21))
    expect(codesOf(read([row(2)], { posts }))).toEqual(['person: post-several'])
  })

  test('the London day decides which post is running, not the day in UTC', () => {
    const posts = [post(20, SAM, ROWAN, { until: day('2026-06-02') }), post(21, SAM, ROWAN, { from: day('2026-06-03') })]
    expect(read([row(2, { start: '2026-06-02T23:30:00Z' })], { posts }).fresh[0]?.post).toBe(uuid(21))
  })
})

describe('where', () => {
  test('a home by its name in any case or by its id; empty or unknown is a problem', () => {
    expect(read([row(2, { home: ' ROWAN house' }), row(3, { home: HAZEL.toUpperCase() })]).fresh.map(({ setting }) => setting)).toEqual([ROWAN, HAZEL])
    const settings = [...known.settings, { id: SettingId.parse(uuid(12)), name: 'rowan house' }]
    expect(codesOf(read([row(2, { home: ' ' }), row(3, { home: 'Oak' })]))).toEqual(['home: home-missing', 'home: home-unknown'])
    expect(codesOf(read([row(2)], { settings }))).toEqual(['home: home-ambiguous'])
  })
})

describe('when', () => {
  test.each([
    ['2026-06-02T07:00:00Z', '2026-06-02T07:00:00Z'],
    ['2026-06-02T08:00+01:00', '2026-06-02T07:00:00Z'],
    ['2026-06-02t08:00:00.000+0100', '2026-06-02T07:00:00Z'],
    ['2026-06-02 08:00', '2026-06-02T07:00:00Z'],
    ['2026-06-02T08:00', '2026-06-02T07:00:00Z'],
    ['02/06/2026 08:00', '2026-06-02T07:00:00Z'],
    ['2/6/2026 8:00:00', '2026-06-02T07:00:00Z'],
    [' 02/06/2026\u00A0 08:00\u200E ', '2026-06-02T07:00:00Z'],
    ['02/12/2026 08:00', '2026-12-02T08:00:00Z'],
    ['29/03/2026 01:30', '2026-03-29T01:30:00Z'],
    ['25/10/2026 01:30', '2026-10-25T01:30:00Z'],
    ['2026-10-25T01:30:00+01:00', '2026-10-25T00:30:00Z'],
  ])('%s is %s', (cell, instant) => {
    expect(instantIn(cell)).toBe(instant)
  })

  test.each([
    '', '2026-06-02', '02/06/26 08:00', '31/06/2026 08:00', '29/02/2026 08:00', '2026-13-01 08:00', '06/13/2026 08:00', '2026-06-02 24:00',
    '2026-06-02 08:60', '2026-06-02T08:00:60Z', '0206-06-02 08:00', '2026-06-02T08:00:00+99:00', '45000.33', 'yesterday', '2026-06-02 08:00 pm', '9'.repeat(10_000),
  ])('%s is no time', (cell) => {
    expect(instantIn(cell)).toBeNull()
  })

  test('an end may be a time alone: the first such time after the start, over midnight and over the change of the clocks', () => {
    const ends = (start: string, end: string) => timesOf(read([row(2, { start, end, status: 'planned' })]))[0]?.[1]
    expect(ends('02/06/2026 07:00', '15:00')).toBe('2026-06-02T14:00:00Z')
    expect(ends('02/06/2026 22:00', '7:30')).toBe('2026-06-03T06:30:00Z')
    expect(ends('02/06/2026 22:00', '22:00')).toBe('2026-06-03T21:00:00Z')
    expect(ends('24/10/2026 21:00', '07:00')).toBe('2026-10-25T07:00:00Z')
    expect(ends('28/03/2026 21:00', '07:00')).toBe('2026-03-29T06:00:00Z')
    expect(ends('02/06/2026 07:00', '')).toBeNull()
  })

  test('an end before or at the start, or more than 36 hours later, is a problem; 36 hours are not', () => {
    const end = (text: string) => codesOf(read([row(2, { end: text })]))
    expect(end('2026-06-02 06:59')).toEqual(['end: end-not-after-start'])
    expect(end('2026-06-02 07:00')).toEqual(['end: end-not-after-start'])
    expect(end('2026-06-03 19:01')).toEqual(['end: shift-too-long'])
    expect(end('2026-06-03 19:00')).toEqual([])
    expect(end('25:00')).toEqual(['end: end-unreadable'])
  })

  test('a time alone after any start is what London’s clock shows, after the start and within a day and an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_767_225_600, max: 1_900_000_000 }), fc.integer({ min: 2, max: 23 }), fc.integer({ min: 0, max: 59 }), (seconds, hour, minute) => {
        const end = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
        const [[startedAt, endedAt] = []] = timesOf(read([row(2, { start: instantOf(seconds * 1000), end, status: 'planned' })]))
        const length = epochOf(Instant.parse(endedAt)) - epochOf(Instant.parse(startedAt))
        expect(londonTimeOf(epochOf(Instant.parse(endedAt)))).toBe(end)
        expect(length > 0 && length <= 25 * 3_600_000).toBe(true)
      }),
    )
  })
})

describe('what happened', () => {
  test('the four words in any case, and no others', () => {
    const rows = ['Planned', 'WORKED', ' cancelled', 'absent', 'completed', ''].map((status, index) => row(index + 2, { status, start: `2026-06-0${index + 1} 07:00` }))
    const reading = read(rows)
    expect(reading.fresh.map(({ status }) => status)).toEqual(['planned', 'worked', 'cancelled', 'absent'])
    expect(codesOf(reading)).toEqual(['status: status-unknown', 'status: status-missing'])
  })

  test('a shift that begins after now can’t have been worked', () => {
    expect(codesOf(read([row(2, { start: '2026-06-20 13:01' }), row(3, { start: '2026-06-20 13:00' })]))).toEqual(['status: worked-in-future'])
    expect(read([row(2, { start: '2026-06-20 13:01', status: 'planned' })]).fresh).toHaveLength(1)
  })
})

describe('rows and what is known', () => {
  test('a row that repeats one before it counts once; one that differs is a problem that names the line before it', () => {
    const reading = read([row(2), row(3, { start: '2026-06-02T06:00:00Z' }), row(5, { status: 'absent' })])
    expect(reading.fresh.map(({ line }) => line)).toEqual([2])
    expect(reading.repeated).toBe(1)
    expect(reading.problems).toEqual([{ line: 5, field: 'row', code: 'row-differs', params: { line: 2 } }])
  })

  test('known with another end or status is changed; an empty end says nothing about the end', () => {
    const shifts = logged(read([row(2, { end: '15:00' })]))
    const again = (cells: Parameters<typeof row>[1]) => read([row(2, cells)], { shifts })
    expect(again({ end: '15:00' })).toMatchObject({ same: 1, fresh: [], changed: [] })
    expect(again({ end: '' })).toMatchObject({ same: 1, changed: [] })
    expect(again({ end: '16:00' }).changed).toMatchObject([{ endedAt: '2026-06-02T15:00:00Z', was: { endedAt: '2026-06-02T14:00:00Z' } }])
    expect(again({ end: '', status: 'absent' }).changed).toMatchObject([{ status: 'absent', endedAt: '2026-06-02T14:00:00Z' }])
  })

  test('what only the worker claims is changed by the home’s roster saying the same, since then it counts', () => {
    const shifts = logged(read([row(2)])).map((shift) => ({ ...shift, claimed: true }))
    expect(read([row(2)], { shifts }).changed).toHaveLength(1)
    const both = [...shifts, ...shifts.map((shift) => ({ ...shift, claimed: false }))]
    expect(read([row(2)], { shifts: both }).same).toBe(1)
    expect(read([row(2)], { shifts: both.toReversed() }).same).toBe(1)
  })

  test('every fault of a row is told at once', () => {
    expect(codesOf(read([row(2, { person: '', home: '', start: '', end: 'x', status: '' })]))).toEqual([
      'person: person-missing', 'home: home-missing', 'start: start-missing', 'end: end-unreadable', 'status: status-missing',
    ])
  })

  test('a row whose cells can’t be told apart is not read', () => {
    expect(codesOf(read([{ ...row(2), broken: 'quotes-open' }, { ...row(3), broken: 'cells-extra' }]))).toEqual(['row: quotes-open', 'row: cells-extra'])
  })

  test('columns that are missing, doubled or not ours', () => {
    const of = (columns: readonly string[], rows: readonly RosterRow[] = [row(2)]) => readRoster({ columns, rows }, known)
    expect(of(['person', 'status', 'note']).problems).toEqual([{ line: 1, field: 'file', code: 'columns-missing', params: { columns: 'home, start, end' } }])
    expect(of([]).fresh).toEqual([])
    expect(codesOf(of([...ROSTER_COLUMNS, 'home']))).toEqual(['file: columns-twice'])
    expect(codesOf(of(ROSTER_COLUMNS, []))).toEqual(['file: rows-none'])
    expect(of(['team', ...ROSTER_COLUMNS, 'notes'])).toMatchObject({ ignored: ['team', 'notes'], problems: [] })
    expect(of(['team', ...ROSTER_COLUMNS, 'notes']).fresh).toHaveLength(1)
  })

  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('', '\u202Eمرحبا', '💚'.repeat(5000), 'é'.repeat(10_000), '\uD800', '__proto__', '"', '=1+1'))
  const start = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom('07:00', '14:30', '22:00', '00:30', '01:30')).map(([days, time]) => `${addDays(day('2026-06-02'), days)} ${time}`)
  const goodRow = fc.record({
    person: fc.constantFrom('Sam Oyelaran', 'A100', 'zoe o’hara-nunez', 'Z2'),
    home: fc.constantFrom('Rowan House', 'hazel lodge'),
    start,
    end: fc.constantFrom('', '06:45', '15:00'),
    status: fc.constantFrom('worked', 'Absent', 'cancelled', 'planned'),
  })
  const anyRow = fc.record({
    person: fc.oneof(fc.constantFrom('A100', 'nobody'), cell), home: fc.oneof(fc.constant('Rowan House'), cell),
    start: fc.oneof(start, cell), end: fc.oneof(fc.constant('15:00'), cell), status: fc.oneof(fc.constant('worked'), cell),
  })
  const numbered = (cells: readonly RosterRow['cells'][]): RosterRow[] => cells.map((values, index) => ({ line: index + 2, cells: values, broken: null }))
  const withoutLines = (shifts: readonly RosterShift[]): string[] => shifts.map(({ line: _, ...shift }) => JSON.stringify(shift)).sort()

  test('importing twice is importing once: the second time everything is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(goodRow, anyRow), { maxLength: 30 }), (cells) => {
        const first = read(numbered(cells))
        const second = read(numbered(cells), { shifts: logged(first) })
        expect([second.fresh, second.changed, second.same]).toEqual([[], [], first.fresh.length])
        expect([second.repeated, second.problems, second.unknown]).toEqual([first.repeated, first.problems, first.unknown])
      }),
    )
  })

  test('the order of the rows makes no difference to what is read', () => {
    const keyed = fc.uniqueArray(goodRow, { maxLength: 20, selector: ({ start }) => start })
    fc.assert(
      fc.property(keyed, fc.array(anyRow, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (good, odd, numbers) => {
        const cells = [...good, ...odd.map((values) => ({ ...values, home: '' }))]
        const mixed = cells.map((values) => ({ values, at: numbers.next().value ?? 0 })).sort((one, other) => one.at - other.at).map(({ values }) => values)
        const [straight, other] = [read(numbered(cells)), read(numbered(mixed))]
        expect(withoutLines(other.fresh)).toEqual(withoutLines(straight.fresh))
        expect(codesOf(other).sort()).toEqual(codesOf(straight).sort())
        expect(read(numbered(cells).toReversed())).toEqual(straight)
      }),
    )
  })

  test('whatever the cells hold, every row is in one place, nothing throws, and a problem is short enough to say', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 10 }), (cells) => {
        const { fresh, changed, same, repeated, unknown, problems } = read(numbered(cells))
        const lines = new Set([...fresh.map(({ line }) => line), ...unknown.flatMap(({ lines }) => lines), ...problems.map(({ line }) => line)])
        expect(codesOf({ problems: problems.filter(({ field }) => field === 'file') })).toEqual(cells.length === 0 ? ['file: rows-none'] : [])
        expect(lines.size + repeated + same + changed.length).toBe(Math.max(1, cells.length))
        for (const { params } of problems) expect(Object.values(params).every((value) => String(value).length <= 61)).toBe(true)
        for (const shift of fresh) expect(londonDay(shift.startedAt) >= '2000-01-01').toBe(true)
      }),
    )
  })

  test('every problem has a sentence that names what it is given', () => {
    for (const [code, places] of Object.entries(ROSTER_PROBLEMS)) {
      const sentence: string = words[`shifts.problem.${code as keyof typeof ROSTER_PROBLEMS}`]
      const named = new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, place]) => place))
      expect([code, ...named]).toEqual([code, ...places])
    }
    expect(Object.keys(words).filter((id) => id.startsWith('shifts.problem.'))).toHaveLength(Object.keys(ROSTER_PROBLEMS).length)
  })
})
