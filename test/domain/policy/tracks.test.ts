import { describe, expect, test } from 'vitest'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { answer, answersTo, held, sefton } from './setup.ts'

describe('the agreement', () => {
  const facts = { employedOn: '2026-01-05', supervisedSince: '2026-03-02' }

  test('SEF-8.0: signed within 28 days of the start of the relationship, or as the service sets', () => {
    expect(answer({ asOf: '2026-03-03', facts }, 'agreement')).toMatchObject({ due: '2026-03-30', rule: 'SEF-8.0' })
    const settings = { agreementWithin: 'P2W' }
    expect(answer({ asOf: '2026-03-03', facts, settings }, 'agreement')?.due).toBe('2026-03-16')
    const inWorkingDays = { agreementWithin: { workingDays: 5 } }
    expect(answer({ asOf: '2026-03-03', facts, settings: inWorkingDays }, 'agreement')?.due).toBe('2026-03-09')
  })

  test.each([
    ['2026-03-30', 'met'],
    ['2026-03-31', 'met-late'],
    ['2026-04-02', 'overdue'],
  ])('signed on %s it is %s', (signedOn, state) => {
    expect(answer({ asOf: '2026-04-01', facts, agreement: { signedOn } }, 'agreement')?.state).toBe(state)
  })

  test('no deadline in the policy: due without a date until signed', () => {
    const tracks = { ...sefton.tracks, agreement: { ...sefton.tracks.agreement, within: null } }
    const pack = PolicyPack.parse({ ...sefton, tracks })
    expect(answer({ asOf: '2026-04-01', facts }, 'agreement', pack)).toMatchObject({ due: null, state: 'due' })
    const agreement = { signedOn: '2026-03-30' }
    expect(answer({ asOf: '2026-04-01', facts, agreement }, 'agreement', pack)).toMatchObject({ due: null, state: 'met' })
  })

  test('SEF-2.5: no review before a signature; then a year after the last of signature and review', () => {
    expect(answer({ asOf: '2026-04-01', facts }, 'agreement-review')).toBeUndefined()
    const agreement = { signedOn: '2026-03-30', reviewedOn: '2026-09-01' }
    expect(answer({ asOf: '2026-08-31', facts, agreement }, 'agreement-review')?.due).toBe('2027-03-30')
    expect(answer({ asOf: '2026-09-01', facts, agreement }, 'agreement-review')?.due).toBe('2027-09-01')
  })

  test('SEF-2.5: at once on the day the supervisor changes, until it is reviewed', () => {
    const agreement = { signedOn: '2026-03-30', supervisorSince: '2026-06-01' }
    const on = (asOf: string, more = {}): unknown => {
      const found = answer({ asOf, facts, agreement: { ...agreement, ...more } }, 'agreement-review')
      return [found?.due, found?.state]
    }
    expect(on('2026-05-31')).toEqual(['2027-03-30', 'not-due'])
    expect(on('2026-06-01')).toEqual(['2026-06-01', 'due'])
    expect(on('2026-06-02')).toEqual(['2026-06-01', 'overdue'])
    expect(on('2026-06-02', { reviewedOn: '2026-06-01' })).toEqual(['2027-06-01', 'not-due'])
  })
})

describe('records', () => {
  const session = { type: 'one-to-one', id: 's1', on: '2026-04-02', minutes: 90 }
  const record = (asOf: string, more = {}): unknown => answer({ asOf, events: [{ ...session, ...more }] }, 'record:s1')

  test('SEF-6.2: five working days over Easter; shared on the last day is met, a day later met late', () => {
    expect(record('2026-04-13')).toMatchObject({ due: '2026-04-13', state: 'due' })
    expect(record('2026-04-14')).toMatchObject({ state: 'overdue' })
    expect(record('2026-04-14', { sharedOn: '2026-04-13' })).toMatchObject({ state: 'met' })
    expect(record('2026-04-14', { sharedOn: '2026-04-14' })).toMatchObject({ state: 'met-late' })
  })

  test('D6: shared after the day is not shared yet', () => {
    expect(record('2026-04-13', { sharedOn: '2026-04-14' })).toMatchObject({ state: 'due' })
  })

  test('D4: a computation past the bundled holidays says so', () => {
    const events = [{ type: 'one-to-one', id: 's1', on: '2028-12-28' }]
    expect(answer({ asOf: '2028-12-29', events }, 'record:s1')).toMatchObject({
      warnings: ['no-bank-holidays-after:2028-12-31'],
    })
    expect(record('2026-04-13')).not.toHaveProperty('warnings')
  })

  test('a session shorter than the minutes that applied to it is short, and still counts as held', () => {
    const events = [
      { type: 'one-to-one', id: 's1', on: '2026-04-02', minutes: 89 },
      { type: 'one-to-one', id: 's2', on: '2026-04-09', minutes: 90 },
      { type: 'one-to-one', id: 's3', on: '2026-04-16' },
    ]
    const found = answersTo({ asOf: '2026-04-20', events })
    expect(['s1', 's2', 's3'].map((id) => found.get(`record:${id}`)?.short)).toEqual([true, false, false])
    expect(found.get('one-to-one')?.due).toBe('2026-05-16')
  })

  test('the minutes that applied are those of the rule that the clock ran by before the session', () => {
    const facts = { group: 'practitioner-manager', residentialHome: true, employedOn: '2026-01-05' }
    const events = [
      { type: 'one-to-one', id: 'fortnight', on: '2026-01-19', minutes: 40 },
      { type: 'one-to-one', id: 'last-fortnight', on: '2026-07-05', minutes: 40 },
      { type: 'one-to-one', id: 'still-by-it', on: '2026-07-19', minutes: 40 },
      { type: 'one-to-one', id: 'monthly', on: '2026-08-19', minutes: 40 },
    ]
    const found = answersTo({ asOf: '2026-09-01', facts, events })
    const short = (id: string): boolean | undefined => found.get(`record:${id}`)?.short
    expect(['fortnight', 'last-fortnight', 'still-by-it', 'monthly'].map(short)).toEqual([false, false, false, true])
  })

  test('a record that arrived twice is one', () => {
    const events = [...held('2026-04-02'), ...held('2026-04-02')]
    expect([...answersTo({ asOf: '2026-04-03', events }).keys()].filter((key) => key.startsWith('record'))).toHaveLength(1)
  })

  test('SEF-3.4: a cancelled session is rebooked within five working days of the day it was cancelled', () => {
    const cancelled = { type: 'cancelled', id: 'c1', plannedOn: '2027-04-14', on: '2027-04-09' }
    const on = (asOf: string, more = {}): unknown => answer({ asOf, events: [{ ...cancelled, ...more }] }, 'rearrange:c1')
    expect(on('2027-04-16')).toMatchObject({ due: '2027-04-16', rule: 'SEF-3.4', state: 'due' })
    expect(on('2027-04-19', { rebookedOn: '2027-04-19' })).toMatchObject({ state: 'met-late' })
    expect(on('2027-04-08')).toBeUndefined()
  })
})

describe('cases', () => {
  const child = { type: 'case', ref: 'L1', kind: 'child', allocatedOn: '2026-01-31' }
  const seen = (...days: string[]): Record<string, unknown>[] => days.map((on) => ({ type: 'case-supervision', ref: 'L1', on }))
  const due = (...events: Record<string, unknown>[]): unknown => answer({ asOf: '2026-12-01', events }, 'case:L1')?.due

  test('SEF-7.1: first within a month of allocation, then by the end of the next calendar month', () => {
    expect(due(child)).toBe('2026-02-28')
    expect(due(child, ...seen('2026-02-10', '2026-05-03'))).toBe('2026-06-30')
    expect(due(child, ...seen('2026-01-31'))).toBe('2026-02-28')
  })

  test('SEF-7.1: reduced, two months after the last, but the first still within a month', () => {
    const reduced = { ...child, reduced: 'permanence' }
    expect(due(reduced)).toBe('2026-02-28')
    expect(due(reduced, ...seen('2026-05-03'))).toBe('2026-07-03')
  })

  test('SEF-7.3: a carer a month after the last, reduced or not', () => {
    expect(due({ ...child, kind: 'carer', reduced: 'permanence' }, ...seen('2026-05-03'))).toBe('2026-06-03')
  })

  test('a case allocated again counts from the latest allocation, and only supervisions since', () => {
    const again = { ...child, allocatedOn: '2026-06-10' }
    expect(due(child, ...seen('2026-05-03'), again)).toBe('2026-07-10')
    expect(due({ ...child, closedOn: '2026-05-20' }, again, ...seen('2026-06-10'))).toBe('2026-07-31')
  })

  test('a closed case asks for nothing from the day it is closed; a closing ahead is a plan', () => {
    const closed = { ...child, closedOn: '2026-12-01' }
    expect(due(closed)).toBeUndefined()
    expect(answer({ asOf: '2026-11-30', events: [closed] }, 'case:L1')?.state).toBe('overdue')
  })

  test('a kind for which the policy has no rule asks for nothing', () => {
    expect(due({ ...child, kind: 'in-need' })).toBeUndefined()
  })
})

describe('what comes round', () => {
  const facts = { employedOn: '2024-02-29' }

  test.each([
    ['observation', 'SEF-4.6'],
    ['appraisal', 'SEF-4.9'],
  ])('%s (%s): a year after the last, before the first a year after starting', (type, rule) => {
    expect(answer({ asOf: '2024-06-01', facts }, type)).toMatchObject({ due: '2025-02-28', rule, state: 'not-due' })
    const events = [{ type, on: '2025-01-10' }, { type, on: '2024-06-01' }, { type, on: '2025-06-02' }]
    expect(answer({ asOf: '2025-06-01', facts, events }, type)?.due).toBe('2026-01-10')
  })

  test('SEF-3.14: the reviews of the assessed year are met in order', () => {
    const nqsw = { employedOn: '2026-01-29', newlyQualified: 'social-worker' }
    const events = ['2026-06-17', '2026-07-29'].map((on) => ({ type: 'asye-review', on }))
    const found = answersTo({ asOf: '2026-08-01', facts: nqsw, events })
    expect(['3', '6', '12'].map((key) => [found.get(`asye-review:${key}`)?.due, found.get(`asye-review:${key}`)?.state])).toEqual([
      ['2026-04-29', 'met-late'],
      ['2026-07-29', 'met'],
      ['2027-01-29', 'not-due'],
    ])
    expect([...answersTo({ asOf: '2026-08-01' }).keys()].some((key) => key.startsWith('asye'))).toBe(false)
  })

  test('SEF-10: kept seven years after leaving', () => {
    expect(answer({ asOf: '2026-04-13', facts: { leftOn: '2020-05-13' } }, 'retention')).toMatchObject({
      due: '2027-05-13',
      rule: 'SEF-10',
      state: 'not-due',
    })
    expect(answer({ asOf: '2026-04-13' }, 'retention')).toBeUndefined()
  })

  test('a policy that leaves retention to the service is not set up until the service says', () => {
    const retention = { ...sefton.tracks.retention, keep: { setting: 'retention' } }
    const pack = PolicyPack.parse({ ...sefton, tracks: { ...sefton.tracks, retention } })
    const facts = { leftOn: '2020-05-13' }
    expect(answer({ asOf: '2026-04-13', facts }, 'retention', pack)).toMatchObject({ due: null, state: 'not-set-up' })
    const settings = { retention: 'P6Y' }
    expect(answer({ asOf: '2026-04-13', facts, settings }, 'retention', pack)?.due).toBe('2026-05-13')
  })

  test('SEF-0.1: a policy without a review date is due for one', () => {
    expect(answer({ asOf: '2026-04-13' }, 'policy-review')).toMatchObject({ due: null, state: 'due', rule: 'SEF-0.1' })
  })
})
