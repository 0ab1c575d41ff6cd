import { NO_STANDING } from '../../src/domain/records/policy-input.ts'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, epochOf, Instant, instantOf, PlainDate } from '../../src/domain/dates.ts'
import { type ActId, OrgId, PersonId, PostId, RecordId, SettingId } from '../../src/domain/ids.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { fold } from '../../src/domain/records/fold.ts'
import { type PostState, type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { ROSTER_COLUMNS, type RosterFile } from '../../src/domain/roster.ts'
import { obligationsOfPost } from '../../src/domain/today.ts'
import { type NewAct } from '../../src/queries/device.ts'
import { chunksOf, correctionActs, firstShiftOf, homesIn, importActs, logActFor, type NewPerson, rosterFor } from '../../src/queries/roster.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const ORG = OrgId.parse(uuid(99))
const [ROWAN, HAZEL, OAK] = [10, 11, 12].map((n) => SettingId.parse(uuid(n))) as [SettingId, SettingId, SettingId]
const [DANA, ADE, ZOE] = [1, 2, 3].map((n) => PersonId.parse(uuid(n))) as [PersonId, PersonId, PersonId]
const ADE_POST = PostId.parse(uuid(20))
const day = (text: string): PlainDate => PlainDate.parse(text)
const NOW = Instant.parse('2026-06-20T12:00:00Z')
const ASOF = day('2026-06-20')
const me = { org: ORG, person: DANA, name: 'Dana Whitlock', knownAs: 'Dana', administrator: false, duties: [] }
const reader = { me, now: NOW }
const pack = packOf('sefton')!

const setting = (id: SettingId, name: string, managers: readonly PersonId[] = [DANA]): SettingState => ({
  kind: 'setting', id, revision: 1, name, residentialHome: true, pack: 'sefton', packVersion: pack.version, settings: {}, managers: [...managers], roster: null, policies: [],
})
const post: PostState = {
  kind: 'post', id: ADE_POST, revision: 1, person: ADE, setting: ROWAN, title: 'Agency residential worker', group: 'residential', employment: 'agency',
  hours: null, line: 'managerial', supervisor: DANA, employedOn: day('2026-01-01'), supervisedSince: day('2026-01-01'), from: day('2026-01-01'), until: null,
  facts: {}, supervisorSince: null, earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [],
}

interface World {
  readonly people: Map<PersonId, { kind: 'person-name'; id: PersonId; revision: number; name: string; knownAs: string }>
  readonly posts: Map<PostId, PostState>
  readonly settings: Map<SettingId, SettingState>
  readonly shifts: ShiftState[]
}
const name = (id: PersonId, full: string) => [id, { kind: 'person-name' as const, id, revision: 1, name: full, knownAs: full }] as const
const world = (shifts: ShiftState[] = []): World => ({
  people: new Map([name(DANA, 'Dana Whitlock'), name(ADE, 'Ade Brightwell')]),
  posts: new Map([[ADE_POST, post]]),
  settings: new Map([setting(ROWAN, 'Rowan House'), setting(HAZEL, 'Hazel Lodge'), setting(OAK, 'Oak View', [ZOE])].map((each) => [each.id, each])),
  shifts,
})

let made = 0
/** The world once these acts are in it, by the real fold. */
const after = (here: World, acts: readonly NewAct[], actor: PersonId = DANA): World => {
  const states = new Map<string, unknown>([...here.shifts.map((each) => [each.id, each] as const), ...here.settings, ...here.posts])
  const people = new Map(here.people)
  for (const act of acts) {
    const whole = { ...act, actId: uuid((made += 1)) as ActId, actor, deviceTime: NOW } as RecordAct
    const result = fold((states.get(act.recordId) ?? null) as never, whole, () => undefined)
    if (!result.ok) throw new Error(result.refusal.code)
    if (result.state.kind === 'person') people.set(...name(result.state.id, result.state.name))
    else states.set(act.recordId, result.state)
  }
  const of = <T extends { kind: string }>(kind: string): T[] => [...states.values()].filter((state) => (state as T).kind === kind) as T[]
  return {
    people,
    posts: new Map(of<PostState>('post').map((each) => [each.id, each])),
    settings: new Map(of<SettingState>('setting').map((each) => [each.id, each])),
    shifts: of<ShiftState>('shift'),
  }
}

type Cells = Partial<Record<(typeof ROSTER_COLUMNS)[number], string>>
const file = (rows: readonly Cells[]): RosterFile => ({
  columns: ROSTER_COLUMNS,
  rows: rows.map((cells, index) => ({
    line: index + 2,
    cells: { person: 'Ade Brightwell', home: 'Rowan House', start: '2026-06-02 07:00', end: '15:00', status: 'worked', ...cells },
    broken: null,
  })),
})
const acts = (here: World, rows: readonly Cells[], added: readonly NewPerson[] = []): readonly NewAct[] => {
  const reading = rosterFor(file(rows), here, added, reader)
  const through = new Map(homesIn(reading, NOW).flatMap(({ setting: home, latest }) => (latest ? [[home, latest]] : [])))
  return importActs(reading, added, through, here, reader)
}
const bring = (here: World, rows: readonly Cells[], added: readonly NewPerson[] = []): World => after(here, acts(here, rows, added))
const countOf = (here: World) => {
  const mine = here.posts.get(ADE_POST)!
  const known = { standing: NO_STANDING, sessions: [], agreements: [], observations: [], shifts: here.shifts.filter((each) => each.post === ADE_POST) }
  const one = obligationsOfPost(mine, here.settings.get(ROWAN), [pack], known, ASOF).find(({ track }) => track === 'one-to-one')
  const reason = one?.reasons.find(({ count }) => count !== undefined)
  return [reason?.count, reason?.state]
}
const at = (n: number): string => `${addDays(day('2026-05-01'), n)} 07:00`
const worked = (count: number): Cells[] => Array.from({ length: count }, (_, n) => ({ start: at(n) }))

describe('a roster brought in (SEF-3.18)', () => {
  test('is one entry for each row, and how far shifts are known', () => {
    const made_ = acts(world(), [...worked(2), { home: 'Hazel Lodge', start: at(3), status: 'planned', end: '' }])
    expect(made_.map(({ type }) => type)).toEqual(['shift.log', 'shift.log', 'shift.log', 'setting.roster'])
    expect(made_[3]).toMatchObject({ recordId: ROWAN, payload: { through: '2026-05-02T14:00:00Z', rows: 2, on: ASOF } })
  })

  test('again once somebody’s employment has changed puts their shifts from that day under the new post, where they count', () => {
    const here = bring(world(), worked(16))
    expect(countOf(here)[0]).toBe(16)
    const casual: PostState = { ...post, id: PostId.parse(uuid(21)), employment: 'casual', from: day('2026-05-11'), employedOn: day('2026-05-11'), supervisedSince: day('2026-05-11') }
    const posts = new Map([[ADE_POST, { ...post, until: day('2026-05-10') }], [casual.id, casual]])
    const changed = bring({ ...here, posts }, worked(16))
    expect(changed.shifts.filter((shift) => shift.post === casual.id)).toHaveLength(6)
    expect(acts(changed, worked(16))).toEqual([])
  })

  test('twice is once: the second time there is nothing to do', () => {
    const row = fc.record({
      start: fc.integer({ min: 0, max: 40 }).map(at),
      status: fc.constantFrom('worked', 'planned', 'cancelled', 'absent'),
      end: fc.constantFrom('', '15:00', '21:30'),
      home: fc.constantFrom('Rowan House', 'hazel lodge', 'Oak View', 'Nowhere'),
      person: fc.constantFrom('Ade Brightwell', 'ADE  brightwell', 'Somebody Else'),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const once = bring(world(), rows)
        expect(acts(once, rows)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('in parts and in any order, with overlaps, it counts the same', () => {
    const shift = fc.record({ n: fc.integer({ min: 0, max: 40 }), home: fc.constantFrom('Rowan House', 'Hazel Lodge') })
    const parts = fc.array(fc.record({ shift, files: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1 }) }), { maxLength: 30 })
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(parts, order, (rows, sequence) => {
        const cells = (part: number | null): Cells[] =>
          rows.filter(({ files }) => part === null || files.includes(part)).map(({ shift: { n, home } }) => ({ start: at(n), home }))
        const whole = bring(world(), cells(null))
        const inParts = sequence.reduce((here, part) => bring(here, cells(part)), world())
        expect(countOf(inParts)).toEqual(countOf(whole))
        expect(new Set(inParts.shifts.map(({ id }) => id))).toEqual(new Set(whole.shifts.map(({ id }) => id)))
        for (const [home, { roster }] of whole.settings) expect(inParts.settings.get(home)?.roster?.through).toBe(roster?.through)
      }),
      { numRuns: 100 },
    )
  })

  test('stopped anywhere between two chunks, bringing it in again completes it', () => {
    const rows = [...worked(30), { person: 'Bo New', start: at(4) }, { person: 'B7', start: at(5) }]
    const added = ['Bo New', 'B7'].map((text, n): NewPerson => ({
      text, person: PersonId.parse(uuid(60 + n)), post: PostId.parse(uuid(70 + n)), name: text === 'B7' ? 'Bea Seven' : text, title: 'Agency residential worker',
      employment: 'agency', group: 'residential', setting: ROWAN, supervisor: DANA, employedOn: day('2026-05-05'),
    }))
    const all = acts(world(), rows, added)
    const whole = after(world(), all)
    // Nobody is added half: a person and their post are in one chunk.
    for (let saved = 4; saved <= all.length; saved += 3) {
      const half = after(world(), all.slice(0, saved))
      expect(rosterFor(file(rows), half, [], reader).unknown).toEqual([])
      const again = after(half, acts(half, rows))
      expect(countOf(again)).toEqual(countOf(whole))
      expect(again.shifts).toHaveLength(whole.shifts.length)
      expect(again.settings.get(ROWAN)?.roster?.through).toBe(whole.settings.get(ROWAN)?.roster?.through)
    }
  })

  test('chunks keep the order, and a person with their post', () => {
    const many = Array.from({ length: 251 }, (_, n) => ({ recordId: uuid(n) }) as unknown as NewAct)
    expect(chunksOf(many).map(({ length }) => length)).toEqual([100, 100, 51])
    expect(chunksOf(many).flat()).toEqual(many)
    expect(chunksOf([])).toEqual([])
  })

  test('somebody new by another name than the file’s is found again by what the file writes', () => {
    const added: NewPerson = {
      text: 'X 9', person: PersonId.parse(uuid(61)), post: PostId.parse(uuid(71)), name: 'Íñigo Vale', title: 'Agency residential worker',
      employment: 'agency', group: 'residential', setting: ROWAN, supervisor: DANA, employedOn: day('2026-06-02'),
    }
    const here = bring(world(), [{ person: 'x9' }], [{ ...added, text: 'x9' }])
    expect(here.shifts.map(({ person }) => person)).toEqual([added.person])
    const next = rosterFor(file([{ person: 'X 9', start: '2026-06-03 07:00' }]), here, [], reader)
    expect(next.fresh.map(({ post: to }) => to)).toEqual([added.post])
  })

  test('the first day of somebody unknown is that of their first row, wherever it stands in the file', () => {
    const rows = file([{ person: 'Bo', start: '2026-06-03 23:30', home: 'Hazel Lodge' }, {}, { person: 'Bo', start: '2026-06-01T23:30:00Z' }, { person: 'Bo', start: '?' }])
    expect(firstShiftOf(rows, [2, 4, 5], world())).toEqual({ on: '2026-06-02', setting: HAZEL })
    expect(firstShiftOf(rows, [5], world())).toEqual({ on: null, setting: ROWAN })
  })

  test('a home one doesn’t manage says what was worked there itself', () => {
    const reading = rosterFor(file([{ home: 'Oak View' }, {}]), world(), [], reader)
    expect(reading.problems).toEqual([{ line: 2, field: 'home', code: 'home-not-yours', params: { name: 'Oak View' } }])
    expect(reading.fresh).toHaveLength(1)
    expect(homesIn(reading, NOW).map(({ setting: home }) => home)).toEqual([ROWAN])
  })

  test('how far is known never goes back, and what is still to come is not known', () => {
    const here = bring(world(), [{ start: '2026-06-18 07:00' }])
    expect(acts(here, [{ start: '2026-06-10 07:00' }]).map(({ type }) => type)).toEqual(['shift.log'])
    const night = rosterFor(file([{ start: '2026-06-20 12:30', end: '22:00' }, { start: '2026-06-25 07:00', status: 'planned' }]), world(), [], reader)
    expect(homesIn(night, NOW)).toEqual([{ setting: ROWAN, rows: 2, latest: '2026-06-20T11:30:00Z' }])
  })
})

describe('the count follows the roster', () => {
  test.each([[11, 'not-due'], [12, 'due-soon'], [14, 'due-soon'], [16, 'due'], [17, 'overdue']])('%d worked: %s', (count, state) => {
    expect(countOf(bring(world(), worked(count)))).toEqual([count, state])
  })

  test('a late row recomputes; so does a correction by the next roster, and by hand', () => {
    const here = bring(world(), worked(16))
    const late = bring(here, [{ start: at(20) }])
    expect(countOf(late)).toEqual([17, 'overdue'])
    const corrected = bring(late, [{ start: at(3), status: 'absent', end: '' }])
    expect(countOf(corrected)).toEqual([16, 'due'])
    const [shift] = corrected.shifts
    const right = { setting: ROWAN, startedAt: shift!.startedAt, endedAt: null, status: 'cancelled' as const, units: null }
    const byHand = after(corrected, correctionActs(shift!, right, corrected.shifts, me))
    expect(countOf(byHand)).toEqual([15, 'due-soon'])
    expect(byHand.shifts.find(({ id }) => id === shift!.id)?.earlier.map(({ status }) => status)).toEqual(['worked'])
  })

  test('an entry twice in the file, and once more with another offset, counts once', () => {
    const rows = [{ start: '2026-06-02T06:00:00Z' }, { start: '02/06/2026 07:00' }, { start: '2026-06-02T07:00:00+01:00' }]
    const here = bring(world(), rows)
    expect(here.shifts).toHaveLength(1)
    expect(countOf(here)).toEqual([1, 'not-due'])
  })

  test('post in one home, shifts in both: they count together (C9)', () => {
    const rows = [...worked(8), ...worked(8).map(({ start }, n) => ({ start: at(n + 10), home: 'Hazel Lodge', end: start!.slice(11) }))]
    expect(countOf(bring(world(), rows))).toEqual([16, 'due'])
  })

  test('both hours of the night the clocks go back are two shifts; the hour skipped in spring is the next one', () => {
    const from2025 = { ...world(), posts: new Map([[ADE_POST, { ...post, from: day('2025-01-01'), employedOn: day('2025-01-01'), supervisedSince: day('2025-01-01') }]]) }
    const both = bring(from2025, [{ start: '2025-10-26T01:30:00+01:00', end: '' }, { start: '26/10/2025 01:30', end: '' }])
    expect(both.shifts.map(({ startedAt }) => startedAt)).toEqual(['2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'])
    const spring = bring(world(), [{ start: '29/03/2026 01:30', end: '' }, { start: '29/03/2026 02:30', end: '' }])
    expect(spring.shifts).toHaveLength(1)
  })
})

describe('a claim', () => {
  const startedAt = Instant.parse('2026-06-02T06:00:00Z')
  const claim = { post: ADE_POST, setting: ROWAN, person: ADE, startedAt, endedAt: null, status: 'worked' as const, units: null, claimed: true }
  const claimed = (here: World): World => after(here, [logActFor(claim, here.shifts, { ...me, person: ADE })], ADE)

  test('counts once the roster has it: one shift, confirmed', () => {
    const here = claimed(world())
    expect(countOf(here)).toEqual([0, 'not-due'])
    const confirmed = bring(here, [{}])
    expect(confirmed.shifts).toHaveLength(1)
    expect(confirmed.shifts[0]).toMatchObject({ claimed: false, status: 'worked', endedAt: '2026-06-02T14:00:00Z' })
    expect(countOf(confirmed)).toEqual([1, 'not-due'])
  })

  test('of what the roster has already changes nothing', () => {
    const here = claimed(bring(world(), [{}]))
    expect(here.shifts).toHaveLength(1)
    expect(here.shifts[0]).toMatchObject({ claimed: false })
    expect(countOf(here)).toEqual([1, 'not-due'])
  })

  test('with another start than the worker’s: the claim is taken out and the right shift logged', () => {
    const here = claimed(world())
    const right = { setting: ROWAN, startedAt: instantOf(epochOf(startedAt) + 1_800_000), endedAt: null, status: 'worked' as const, units: null }
    const mended = after(here, correctionActs(here.shifts[0]!, right, here.shifts, me))
    expect(mended.shifts.map(({ status, claimed: still }) => [status, still])).toEqual([['cancelled', false], ['worked', false]])
    expect(countOf(mended)).toEqual([1, 'not-due'])
  })

  test('corrected to a start that is on the roster already is that one entry', () => {
    const here = claimed(bring(world(), [{ start: '2026-06-02 07:30' }]))
    const right = { setting: ROWAN, startedAt: Instant.parse('2026-06-02T06:30:00Z'), endedAt: null, status: 'worked' as const, units: 2 }
    const mended = after(here, correctionActs(here.shifts.find((each) => each.claimed)!, right, here.shifts, me))
    expect(mended.shifts).toHaveLength(2)
    expect(countOf(mended)).toEqual([2, 'not-due'])
  })
})

test('an id is the same whichever way the shift comes in', () => {
  const here = bring(world(), [{}])
  const entry = { post: ADE_POST, setting: ROWAN, person: ADE, startedAt: Instant.parse('2026-06-02T07:00:00+01:00'), endedAt: null, status: 'worked' as const, units: null }
  expect(logActFor(entry, here.shifts, me).recordId).toBe(here.shifts[0]?.id)
  expect(logActFor(entry, [], me).recordId).toBe(here.shifts[0]?.id)
  expect(RecordId.safeParse(here.shifts[0]?.id).success).toBe(true)
})
