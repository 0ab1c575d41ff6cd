/** Posts that change, rosters and shifts, the file of a post. */
import { describe, expect, test } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type ActId, type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { type Deed, type Edit, type RecordAct } from '../../../src/domain/records/acts.ts'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { withDefaults } from '../../../src/domain/records/defaults.ts'
import { type RecordKind } from '../../../src/domain/records/deeds/common.ts'
import { fold } from '../../../src/domain/records/fold.ts'
import { eventsOf } from '../../../src/domain/records/policy-input.ts'
import { type RecordState, type ShiftState } from '../../../src/domain/records/record.ts'

const DANA = 'dana' as PersonId
const SAM = 'sam' as PersonId
const PRIYA = 'priya' as PersonId
const HOME = 'home-1' as SettingId
const POST = 'post-1' as PostId
const day = (text: string) => text as PlainDate

let count = 0
const act = (kind: RecordKind, doing: Edit | Deed, actor = DANA): RecordAct => ({
  actId: `act-${(count += 1)}` as ActId, recordId: 'r-1' as RecordId, kind, actor, deviceTime: '2026-06-01T10:00:00Z' as Instant, ...doing,
})
type Of<K extends RecordKind> = Extract<RecordState, { kind: K }>
const folded = <K extends RecordKind>(kind: K, ...doings: readonly (Edit | Deed)[]): Of<K> => {
  let state: RecordState | null = null
  for (const doing of doings) {
    const next = fold(state, act(kind, doing), () => undefined)
    if (!next.ok) throw new Error(next.refusal.code)
    state = next.state
  }
  return state as unknown as Of<K>
}

const started: Deed = {
  type: 'post.start',
  payload: {
    person: SAM, setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent', hours: null, line: 'managerial', supervisor: DANA,
    employedOn: day('2026-01-05'), supervisedSince: day('2026-01-05'), from: day('2026-01-05'), until: null, facts: {},
  },
}
const leave = (from: string, until: string, id: string, cancelled = false): Deed => ({
  type: 'post.leave', payload: { leave: id, from: day(from), until: day(until), cancelled },
})

describe('a post', () => {
  test('a change of supervisor begins a new relationship, and keeps who it was before', () => {
    const state = folded('post', started, { type: 'post.supervise', payload: { supervisor: PRIYA, on: day('2026-05-04') } })
    expect(state).toMatchObject({
      supervisor: PRIYA, supervisedSince: '2026-05-04', supervisorSince: '2026-05-04', earlierSupervisors: [{ supervisor: DANA, until: '2026-05-04' }],
    })
  })

  test('the same supervisor again changes nothing; a first supervisor is no change of one', () => {
    const same = folded('post', started, { type: 'post.supervise', payload: { supervisor: DANA, on: day('2026-05-04') } })
    expect([same.supervisedSince, same.supervisorSince]).toEqual(['2026-01-05', null])
    const nobody: Deed = { ...started, payload: { ...started.payload, supervisor: null, supervisedSince: null } }
    const first = folded('post', nobody, { type: 'post.supervise', payload: { supervisor: PRIYA, on: day('2026-02-02') } })
    expect(first).toMatchObject({ supervisor: PRIYA, supervisedSince: '2026-02-02', supervisorSince: null, earlierSupervisors: [] })
  })

  test('an end can be put right and taken back', () => {
    const end = (until: string | null): Deed => ({ type: 'post.end', payload: { until: until as PlainDate | null, reason: 'left', on: day('2026-06-01') } })
    expect(folded('post', started, end('2026-06-30'), end('2026-07-31'))).toMatchObject({ until: '2026-07-31', endReason: 'left' })
    expect(folded('post', started, end('2026-06-30'), end(null))).toMatchObject({ until: null, endReason: null })
  })

  test('leave is kept by its first day, changed under its id, and taken out', () => {
    const one = '00000000-0000-4000-8000-000000000001'
    const two = '00000000-0000-4000-8000-000000000002'
    const state = folded('post', started, leave('2026-08-03', '2026-08-14', one), leave('2026-07-06', '2026-07-10', two))
    expect(state.leave.map(({ from }) => from)).toEqual(['2026-07-06', '2026-08-03'])
    const changed = folded('post', started, leave('2026-08-03', '2026-08-14', one), leave('2026-08-10', '2026-08-21', one))
    expect(changed.leave.map(({ from, until }) => [from, until])).toEqual([['2026-08-10', '2026-08-21']])
    expect(folded('post', started, leave('2026-08-03', '2026-08-14', one), leave('2026-08-03', '2026-08-14', one, true)).leave).toEqual([])
  })
})

const log = (status: 'planned' | 'worked' | 'cancelled' | 'absent', change: Partial<{ endedAt: string; claimed: boolean; person: string }> = {}): Deed =>
  ({
    type: 'shift.log',
    payload: { post: POST, setting: HOME, person: SAM, startedAt: '2026-06-02T06:00:00Z', endedAt: null, status, units: null, ...change },
  }) as Deed
const shiftEvents = (state: ShiftState) => eventsOf({ happened: [] }, { sessions: [], observations: [], shifts: [state] })

describe('what is written down as having happened', () => {
  const happened = (type: 'group' | 'joint' | 'team-meeting'): Deed => ({
    type: 'post.happened', payload: { happened: 'h-1', event: { type, on: day('2026-06-01') }, withdrawn: false, on: day('2026-06-03') },
  })
  const events = (type: 'group' | 'joint' | 'team-meeting') =>
    eventsOf(folded('post', started, happened(type)), { sessions: [], observations: [], shifts: [] })

  test('WOK-A8, HAV-7.2c: of a group or a joint session is recorded by it: nobody could ever say that it was', () => {
    expect(events('group')).toEqual([{ type: 'group', id: 'h-1', on: '2026-06-01', recordedOn: '2026-06-03' }])
    expect(events('joint')).toEqual([{ type: 'joint', id: 'h-1', on: '2026-06-01', recordedOn: '2026-06-03' }])
    expect(events('team-meeting')).toEqual([{ type: 'team-meeting', id: 'h-1', on: '2026-06-01' }])
    const facts = { group: 'practitioner', employment: 'permanent', employedOn: day('2026-01-05') } as const
    const all = obligations(packOf('wokingham')!, { settings: {}, facts, agreement: {}, events: events('group'), asOf: day('2026-07-01') })
    expect(all.find(({ track }) => track === 'record')).toMatchObject({ due: '2026-06-06', state: 'met' })
  })
})

describe('a shift', () => {
  test('logged again is corrected, and what it said stays', () => {
    const state = folded('shift', log('planned'), log('worked', { endedAt: '2026-06-02T14:00:00Z' }))
    expect(state).toMatchObject({ status: 'worked', endedAt: '2026-06-02T14:00:00Z', earlier: [{ status: 'planned', endedAt: null }] })
  })

  test('the same entry again changes nothing: importing twice is importing once', () => {
    const state = folded('shift', log('worked'), log('worked'))
    expect(state.earlier).toEqual([])
    expect(shiftEvents(state)).toHaveLength(1)
  })

  test('what a worker claims does not count until the home has logged it', () => {
    expect(shiftEvents(folded('shift', log('worked', { claimed: true })))).toEqual([])
    const confirmed = folded('shift', log('worked', { claimed: true }), log('worked'))
    expect(shiftEvents(confirmed)).toHaveLength(1)
    expect(confirmed.earlier).toMatchObject([{ claimed: true }])
  })

  test('a claim that comes after the home’s own entry changes nothing', () => {
    const state = folded('shift', log('absent'), log('worked', { claimed: true }))
    expect([state.status, state.claimed, state.earlier.length]).toEqual(['absent', false, 0])
  })

  test('logged again after it was struck out is there again', () => {
    const struck: Deed = { type: 'record.void', payload: { reason: 'made-by-mistake', note: '', on: day('2026-06-03') } }
    expect(shiftEvents(folded('shift', log('worked'), struck))).toEqual([])
    expect(shiftEvents(folded('shift', log('worked'), struck, log('worked')))).toHaveLength(1)
  })

  test('of the person’s other post counts there, however often it was logged the same: their employment had changed', () => {
    const moved = { ...log('worked'), payload: { ...(log('worked') as { payload: object }).payload, post: 'post-2' } } as Deed
    expect(folded('shift', log('worked'), moved).post).toBe('post-2')
    expect(folded('shift', log('worked'), moved, moved).earlier).toHaveLength(1)
  })

  test('an entry of another person is not this shift', () => {
    expect(() => folded('shift', log('worked'), log('worked', { person: PRIYA }))).toThrow('record-exists')
  })
})

test('how far the roster is known is what reaches furthest, in whatever order it came', () => {
  const open: Deed = { type: 'setting.open', payload: { name: 'Home', residentialHome: true, pack: 'sefton', packVersion: 1, settings: {}, managers: [DANA] } }
  const roster = (through: string): Deed => ({ type: 'setting.roster', payload: { through: through as Instant, rows: 3, on: day('2026-06-01') } })
  expect(folded('setting', open, roster('2026-06-09T08:00:00Z'), roster('2026-06-02T08:00:00Z')).roster?.through).toBe('2026-06-09T08:00:00Z')
  // 08:30 in London's summer is half past seven by the clock of the other.
  const [summer, utc] = ['2026-06-09T08:30:00+01:00', '2026-06-09T08:00:00Z']
  expect([[summer, utc], [utc, summer]].map(([one, two]) => folded('setting', open, roster(one!), roster(two!)).roster?.through)).toEqual([utc, utc])
})

test('the file of a post is opened once, whoever opens it first', () => {
  const open: Deed = { type: 'file.open', payload: { post: POST, setting: HOME, person: SAM, pins: { pack: 'sefton', packVersion: 1, form: 'front-sheet', formVersion: 1 } } }
  const edit: Edit = { type: 'fields.edit', patch: { surname: { value: 'Oyelaran', from: null } } }
  expect(folded('file', open, edit, open).fields['surname']?.value).toBe('Oyelaran')
})

test('P10: a state kept before these things existed reads as one in which they never happened', () => {
  for (const [kind, doing] of [['post', started], ['shift', log('worked')]] as const) {
    const now = folded(kind, doing)
    const { supervisorSince: _a, earlierSupervisors: _b, endReason: _c, leave: _d, asked: _e, earlier: _f, ...old } = now as unknown as Record<string, unknown>
    expect(withDefaults(old as unknown as RecordState)).toEqual(now)
    expect(withDefaults(now)).toBe(now)
  }
})
