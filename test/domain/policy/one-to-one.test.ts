import { describe, expect, test } from 'vitest'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { held, oneToOne, answersTo, sefton, worked } from './setup.ts'

const residential = { group: 'residential', employment: 'permanent', employedOn: '2020-01-06' }
const agency = { ...residential, employment: 'agency' }
const casual = { ...residential, employment: 'casual' }
const signed = (every: string): Record<string, unknown> => ({ every, signedOn: '2020-01-06' })

describe('the anchor', () => {
  test('C1: none held yet, the clock starts on the later of employment and supervision', () => {
    const facts = { employedOn: '2026-01-05' }
    expect(oneToOne({ asOf: '2026-01-06', facts }).due).toBe('2026-02-05')
    expect(oneToOne({ asOf: '2026-01-06', facts: { ...facts, supervisedSince: '2026-01-20' } }).due).toBe('2026-02-20')
    expect(oneToOne({ asOf: '2026-01-06', facts: { ...facts, supervisedSince: '2025-12-01' } }).due).toBe('2026-02-05')
  })

  test.each(['group', 'informal', 'joint', 'team-meeting', 'missed'])('C1: %s never moves it', (type) => {
    const events = [...held('2026-06-01'), { type, on: '2026-06-20' }]
    expect(oneToOne({ asOf: '2026-06-21', events }).due).toBe('2026-07-01')
  })

  test('C1: a cancelled session never moves it', () => {
    const events = [...held('2026-06-01'), { type: 'cancelled', id: 'c', plannedOn: '2026-06-20', on: '2026-06-18' }]
    expect(oneToOne({ asOf: '2026-06-21', events }).due).toBe('2026-07-01')
  })

  test('D6: a session held on the day counts that day; one on the next day is a plan', () => {
    expect(oneToOne({ asOf: '2026-06-20', events: held('2026-06-01', '2026-06-20') }).due).toBe('2026-07-20')
    expect(oneToOne({ asOf: '2026-06-19', events: held('2026-06-01', '2026-06-20') }).due).toBe('2026-07-01')
  })

  test('C11: who has left, on that very day, is asked for nothing; the day before, still', () => {
    const facts = { leftOn: '2026-06-20' }
    expect([...answersTo({ asOf: '2026-06-20', facts }).keys()]).toEqual(['retention'])
    expect(oneToOne({ asOf: '2026-06-19', facts }).state).toBe('overdue')
  })
})

describe('phases', () => {
  const nqsw = { newlyQualified: 'social-worker', employedOn: '2026-01-05' }

  test('C3: the boundary day is still in the weekly phase, the next in the fortnightly (SEF-3.12)', () => {
    expect(oneToOne({ asOf: '2026-02-20', facts: nqsw, events: held('2026-02-16') }).due).toBe('2026-02-23')
    expect(oneToOne({ asOf: '2026-02-20', facts: nqsw, events: held('2026-02-17') }).due).toBe('2026-03-03')
  })

  test('D3: the fortnight of SEF-3.12 ends six months after six weeks', () => {
    expect(oneToOne({ asOf: '2026-08-20', facts: nqsw, events: held('2026-08-16') }).due).toBe('2026-08-30')
    expect(oneToOne({ asOf: '2026-08-20', facts: nqsw, events: held('2026-08-17') }).due).toBe('2026-09-17')
  })

  test('SEF-3.12 replaces the row of the group, the count and its backstop, not the fortnight of a home', () => {
    const answer = oneToOne({ asOf: '2026-01-06', facts: { ...casual, ...nqsw } })
    expect([answer.rule, answer.also, answer.count]).toEqual(['SEF-3.12', ['SEF-3.17'], undefined])
    const inAgency = oneToOne({ asOf: '2026-01-06', facts: { ...agency, ...nqsw } })
    expect([inAgency.rule, inAgency.also, inAgency.minutes]).toEqual(['SEF-3.12', [], 90])
  })

  test('C4: a session held before the first phase gets its fortnight from the first day', () => {
    const facts = { ...residential, employedOn: '2026-06-01' }
    expect(oneToOne({ asOf: '2026-06-02', facts, events: held('2026-05-10') }).due).toBe('2026-06-01')
    expect(oneToOne({ asOf: '2026-06-02', facts, events: held('2026-05-25') }).due).toBe('2026-06-08')
  })

  test('SEF-3.17 lasts to the day six months after starting, that day included', () => {
    const facts = { ...residential, employedOn: '2026-01-31' }
    expect(oneToOne({ asOf: '2026-08-01', facts, events: held('2026-07-31') })).toMatchObject({
      rule: 'SEF-3.17',
      due: '2026-08-14',
      also: ['SEF-AMB-1'],
    })
    expect(oneToOne({ asOf: '2026-08-01', facts, events: held('2026-08-01') })).toMatchObject({
      rule: 'SEF-AMB-1',
      due: '2026-09-01',
      also: [],
    })
  })
})

describe('who gets which rule', () => {
  const at = { asOf: '2026-01-06', employedOn: '2026-01-05' }
  const ruleOf = (facts: Record<string, unknown>): string =>
    oneToOne({ asOf: at.asOf, facts: { employedOn: at.employedOn, ...facts } }).rule

  test('SEF-3.17: everyone in a residential home but agency, whatever the group', () => {
    expect(ruleOf({ ...residential, employedOn: '2026-01-05' })).toBe('SEF-3.17')
    expect(ruleOf({ ...casual, employedOn: '2026-01-05' })).toBe('SEF-3.17')
    expect(ruleOf({ ...agency, employedOn: '2026-01-05' })).toBe('SEF-3.2')
    expect(ruleOf({ ...residential, employedOn: '2026-01-05', employment: 'temporary' })).toBe('SEF-3.17')
    expect(ruleOf({ group: 'practitioner-manager', residentialHome: true })).toBe('SEF-3.17')
    expect(ruleOf({ group: 'practitioner-manager', residentialHome: true, employment: 'agency' })).toBe('SEF-3.6')
    expect(ruleOf({ group: 'practitioner-manager' })).toBe('SEF-3.6')
    expect(ruleOf({ ...residential, employedOn: '2026-01-05', residentialHome: false })).toBe('SEF-AMB-1')
  })

  test('SEF-3.17 sets no minutes; the row of the manager, once it governs again, does', () => {
    const facts = { group: 'practitioner-manager', residentialHome: true, employedOn: '2026-01-05' }
    expect(oneToOne({ asOf: '2026-01-06', facts }).minutes).toBeNull()
    expect(oneToOne({ asOf: '2026-09-06', facts, events: held('2026-09-01') }).minutes).toBe(90)
  })

  test.each([
    ['P4W', 'SEF-3.2', '2026-06-29', '2026-06-29'],
    ['P3M', 'SEF-3.2', '2026-07-27', '2026-07-27'],
  ])('SEF-3.2: nobody’s row, %s agreed, never past eight weeks', (every, rule, due, target) => {
    const person = { asOf: '2026-06-02', facts: { group: 'admin' }, events: held('2026-06-01'), agreement: signed(every) }
    expect(oneToOne(person)).toMatchObject({ rule, due, target, agreedEvery: every })
  })

  test('SEF-AMB-5: nobody’s row and nothing agreed is monthly; an unsigned interval is nothing agreed', () => {
    const person = { asOf: '2026-06-02', facts: { group: 'practitioner' }, events: held('2026-06-01') }
    expect(oneToOne(person)).toMatchObject({ rule: 'SEF-AMB-5', due: '2026-07-01' })
    expect(oneToOne({ ...person, agreement: { every: 'P8W' } }).rule).toBe('SEF-AMB-5')
    expect(oneToOne({ ...person, agreement: { every: 'P8W', signedOn: '2026-06-03' } }).rule).toBe('SEF-AMB-5')
    expect(oneToOne({ ...person, agreement: { every: 'P8W', signedOn: '2026-06-02' } }).rule).toBe('SEF-3.2')
  })

  test('C12: a student with nothing agreed is not set up, even while excused (SEF-3.16)', () => {
    const excused = [{ from: '2026-06-01', until: '2026-07-01', reason: 'leave', authorisedBy: 'm' }]
    const person = { asOf: '2026-06-02', facts: { group: 'student-social-worker', excused } }
    expect(oneToOne(person)).toMatchObject({ state: 'not-set-up', rule: 'SEF-3.16', due: null, target: null, also: [] })
    expect(oneToOne({ ...person, agreement: signed('P2W') }).state).toBe('excused')
  })

  test('C12: a student in a home is set up as long as the fortnight of SEF-3.17 asks for a date', () => {
    const facts = { group: 'student-social-worker', residentialHome: true, employedOn: '2026-01-05' }
    expect(oneToOne({ asOf: '2026-01-06', facts })).toMatchObject({ rule: 'SEF-3.17', also: [], due: '2026-01-19' })
    const later = oneToOne({ asOf: '2026-08-06', facts, events: held('2026-08-01') })
    expect(later).toMatchObject({ rule: 'SEF-3.16', state: 'not-set-up' })
  })

  test('no rule of a policy matching, there is no one-to-one', () => {
    const rules = sefton.oneToOne.rules.filter(({ id }) => id === 'SEF-3.5')
    const pack = PolicyPack.parse({ ...sefton, oneToOne: { ...sefton.oneToOne, rules } })
    expect(answersTo({ asOf: '2026-01-06' }, pack).has('one-to-one')).toBe(false)
  })
})

describe('states', () => {
  const on = (asOf: string, more = {}): string => oneToOne({ asOf, events: held('2026-06-01'), ...more }).state

  test('D5: due on the day, overdue on the next', () => {
    expect([on('2026-07-01'), on('2026-07-02')]).toEqual(['due', 'overdue'])
  })

  test('the soon window is a quarter of the way to the target, at most seven days', () => {
    expect([on('2026-06-23'), on('2026-06-24')]).toEqual(['not-due', 'due-soon'])
    const agreement = signed('P2W')
    expect([on('2026-06-11', { agreement }), on('2026-06-12', { agreement })]).toEqual(['not-due', 'due-soon'])
    expect([on('2026-06-14', { agreement }), on('2026-06-15', { agreement })]).toEqual(['due-soon', 'due'])
    const daily = signed('P3D')
    expect([on('2026-06-03', { agreement: daily }), on('2026-06-04', { agreement: daily })]).toEqual(['not-due', 'due'])
  })

  test('C7: an agreed interval longer than the policy’s is shown and moves nothing', () => {
    const answer = oneToOne({ asOf: '2026-06-02', events: held('2026-06-01'), agreement: signed('P2M') })
    expect(answer).toMatchObject({ target: '2026-07-01', due: '2026-07-01', agreedEvery: 'P2M' })
  })

  test('C7: the agreed interval moves the target of an extra rule too', () => {
    const answer = oneToOne({ asOf: '2026-06-02', facts: agency, events: held('2026-06-01'), agreement: signed('P3W') })
    expect(answer).toMatchObject({ target: '2026-06-22', due: '2026-07-27', rule: 'SEF-3.2' })
  })

  test('C10: excused from the first day to the last, both included, while the date is still shown', () => {
    const facts = { excused: [{ from: '2026-07-01', until: '2026-08-01', reason: 'leave', authorisedBy: 'm' }] }
    expect(['2026-06-30', '2026-07-01', '2026-08-01', '2026-08-02'].map((asOf) => on(asOf, { facts }))).toEqual([
      'due-soon',
      'excused',
      'excused',
      'overdue',
    ])
    expect(oneToOne({ asOf: '2026-08-01', facts, events: held('2026-06-01') }).due).toBe('2026-07-01')
  })
})

describe('variations', () => {
  const vary = (...variations: object[]): Record<string, unknown> => ({
    variations: variations.map((each) => ({ reason: 'risk', ...each })),
  })

  test('C8: one that begins later shortens from its first day, and keeps the minutes of the row', () => {
    const facts = vary({ every: 'P1W', from: '2026-06-15' })
    const answer = oneToOne({ asOf: '2026-06-10', facts, events: held('2026-06-01') })
    expect(answer).toMatchObject({ rule: 'variation', due: '2026-06-15', minutes: 90, also: ['SEF-3.8'] })
    expect(answer.reasons[0]).toMatchObject({ kind: 'variation', note: 'risk', every: 'P1W' })
  })

  test('C8: its last day is included: a session held that day has its short interval, the day after not', () => {
    const facts = vary({ every: 'P1W', from: '2026-05-01', until: '2026-06-01' })
    expect(oneToOne({ asOf: '2026-06-02', facts, events: held('2026-06-01') }).due).toBe('2026-06-08')
    expect(oneToOne({ asOf: '2026-06-03', facts, events: held('2026-06-02') })).toMatchObject({
      rule: 'SEF-3.8',
      due: '2026-07-02',
      also: [],
    })
  })

  test('C5: on the same day the extra rule is named before the row, SEF-3.17 before a variation', () => {
    const facts = vary({ every: 'P1M', from: '2026-01-01' })
    expect(oneToOne({ asOf: '2026-06-02', facts, events: held('2026-06-01') }).rule).toBe('variation')
    const inHome = { ...residential, employedOn: '2026-06-01', ...vary({ every: 'P2W', from: '2026-01-01' }) }
    expect(oneToOne({ asOf: '2026-06-02', facts: inHome }).rule).toBe('SEF-3.17')
  })

  test('C8: the minutes are those of a row without a due date if there is no other', () => {
    const facts = { group: 'student-social-worker', ...vary({ every: 'P1W', from: '2026-01-01' }) }
    expect(oneToOne({ asOf: '2026-06-02', facts, events: held('2026-06-01') })).toMatchObject({
      rule: 'variation',
      minutes: null,
      due: '2026-06-08',
    })
  })
})

describe('the sixteen shifts (SEF-3.18)', () => {
  const with16 = (count: number, more = {}): ReturnType<typeof oneToOne> =>
    oneToOne({ asOf: '2026-05-25', facts: agency, events: [...held('2026-05-01'), ...worked(count, '2026-05-02')], ...more })

  test.each([
    [0, 'not-due', 'SEF-3.2'],
    [11, 'not-due', 'SEF-3.2'],
    [12, 'due-soon', 'SEF-3.18'],
    [15, 'due-soon', 'SEF-3.18'],
    [16, 'due', 'SEF-3.18'],
    [17, 'overdue', 'SEF-3.18'],
  ])('C9: %i worked is %s', (count, state, rule) => {
    expect(with16(count)).toMatchObject({ count, state, rule })
  })

  test('C5: the count governs by its state while the date stays the earliest, and the backstop is listed', () => {
    expect(with16(12)).toMatchObject({ rule: 'SEF-3.18', due: '2026-06-26', target: '2026-06-26', also: ['SEF-3.2'] })
    expect(with16(16)).toMatchObject({ due: '2026-05-17', target: '2026-05-17', also: ['SEF-3.2'] })
  })

  test('C9: without a backstop there is no date until the sixteenth', () => {
    const settings = { backstop: false }
    expect(with16(9, { settings })).toMatchObject({ due: null, target: null, rule: 'SEF-3.18', state: 'not-due', also: [] })
    expect(with16(13, { settings })).toMatchObject({ due: null, state: 'due-soon' })
    expect(with16(16, { settings })).toMatchObject({ due: '2026-05-17', state: 'due' })
  })

  test('a backstop of the settings moves the date', () => {
    expect(with16(3, { settings: { backstop: 'P3W' } })).toMatchObject({ due: '2026-05-22', rule: 'SEF-3.2', state: 'overdue' })
  })

  test('C9: on the day of a session a shift is before it; with none held yet, the first day counts', () => {
    expect(oneToOne({ asOf: '2026-05-25', facts: agency, events: [...held('2026-05-01'), ...worked(3, '2026-05-01')] }).count).toBe(2)
    const starter = { ...agency, employedOn: '2026-05-01' }
    expect(oneToOne({ asOf: '2026-05-25', facts: starter, events: worked(3, '2026-05-01') }).count).toBe(3)
    expect(oneToOne({ asOf: '2026-05-25', facts: starter, events: worked(3, '2026-04-30') }).count).toBe(2)
    expect(oneToOne({ asOf: '2026-05-02', facts: starter, events: worked(3, '2026-05-01') }).count).toBe(2)
  })

  test('C9: copies chain through ids and starts, and count once, on the earliest worked day, with the largest units', () => {
    const at = (id: string, startedAt: string, more = {}): Record<string, unknown> => ({
      type: 'shift', id, startedAt, home: 'h1', status: 'worked', ...more,
    })
    const chain = [
      at('a', '2026-05-03T07:00:00Z'),
      at('a', '2026-05-04T07:00:00Z', { status: 'cancelled' }),
      at('b', '2026-05-04T08:00:00+01:00', { units: 3 }),
      at('b', '2026-05-09T07:00:00Z', { units: 2 }),
    ]
    const answer = oneToOne({ asOf: '2026-05-25', facts: agency, events: [...held('2026-05-01'), ...chain] })
    expect(answer.count).toBe(3)
  })

  test('C9: a copy worked before the session takes the shift out of the count after it', () => {
    const copies = [
      { type: 'shift', id: 'a', startedAt: '2026-04-30T07:00:00Z', home: 'h1', status: 'worked' },
      { type: 'shift', id: 'a', startedAt: '2026-05-03T07:00:00Z', home: 'h1', status: 'worked' },
    ]
    expect(oneToOne({ asOf: '2026-05-25', facts: agency, events: [...held('2026-05-01'), ...copies] }).count).toBe(0)
  })

  test('D6: a copy after the day is not there and links nothing', () => {
    const copies = [
      { type: 'shift', id: 'a', startedAt: '2026-05-03T07:00:00Z', home: 'h1', status: 'worked' },
      { type: 'shift', id: 'a', startedAt: '2026-05-30T07:00:00Z', home: 'h1', status: 'planned' },
      { type: 'shift', id: 'b', startedAt: '2026-05-30T07:00:00Z', home: 'h1', status: 'planned' },
      { type: 'shift', id: 'b', startedAt: '2026-05-05T07:00:00Z', home: 'h1', status: 'worked' },
    ]
    const events = [...held('2026-05-01'), ...copies]
    expect(oneToOne({ asOf: '2026-05-29', facts: agency, events }).count).toBe(2)
    expect(oneToOne({ asOf: '2026-05-30', facts: agency, events }).count).toBe(1)
  })
})

describe('reasons', () => {
  test('Today’s sentence: the fortnight first, then 9 of 16 shifts, then the backstop', () => {
    const facts = { ...casual, employedOn: '2026-06-01' }
    const { reasons } = oneToOne({ asOf: '2026-06-11', facts, events: [...held('2026-06-01'), ...worked(9, '2026-06-02')] })
    expect(reasons.map(({ rule, due, says }) => [rule, due, says.en])).toEqual([
      ['SEF-3.17', '2026-06-15', 'fortnightly in the first six months'],
      ['SEF-3.18', null, '16 shifts worked'],
      ['SEF-3.2', '2026-07-27', 'at least every eight weeks'],
    ])
    expect(reasons[1]).toMatchObject({ kind: 'count', count: 9, of: 16 })
  })
})
