/** What the policies say in much the same words, each in its own: who is supervised, what moves a clock, agreements, minutes. */
import { describe, expect, test } from 'vitest'
import { Employment, Hours } from '../../../src/domain/policy/facts.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf, shippedPacks } from '../../../src/domain/policy/packs.ts'
import { answer, answersTo, held, oneToOne, type Person } from './setup.ts'

const pack = (id: string): PolicyPack => packOf(id)!
const [sswb, wokingham, havering, wales] = ['sswb', 'wokingham', 'havering', 'wales-model'].map(pack) as [PolicyPack, PolicyPack, PolicyPack, PolicyPack]

describe('who is supervised', () => {
  const everybody = Employment.options.flatMap((employment) => Hours.options.map((hours) => ({ employment, hours })))
  const dueOf = (policy: PolicyPack, facts: Record<string, unknown>, group: string) =>
    oneToOne({ asOf: '2026-06-02', settings: { oneToOne: { every: 'P3M', citation: 'RISCA' } }, facts: { group, ...facts }, events: held('2026-06-01') }, policy).due

  test.each([
    ['SSWB-1.1', sswb, 'practitioner', '2026-07-13'],
    ['WOK-3.1', wokingham, 'practitioner', '2026-07-01'],
    ['HAV-2.0', havering, 'practitioner', '2026-07-01'],
    ['HAV-2.0, managers', havering, 'team-manager', '2026-07-01'],
    ['WAL-1', wales, 'practitioner', '2026-09-01'],
  ])('%s: permanent or temporary, agency or casual, full-time or part-time, nobody waits longer', (_rule, policy, group, latest) => {
    for (const facts of everybody) {
      const due = dueOf(policy, facts, group)
      expect([facts, due !== null && due <= latest]).toEqual([facts, true])
    }
  })
})

describe('by whose rule', () => {
  const due = (policy: PolicyPack, facts: Record<string, unknown>) => {
    const { due: on, minutes } = oneToOne({ asOf: '2026-09-03', facts: { group: 'practitioner', ...facts }, events: held('2026-09-02') }, policy)
    return [on, minutes]
  }

  test('WOK-A18: agency and temporary staff are as anybody else from three months on, and not a day before', () => {
    for (const employment of ['agency', 'temporary']) {
      expect([employment, due(wokingham, { employment, employedOn: '2026-06-02' })]).toEqual([employment, ['2026-09-16', null]])
      expect([employment, due(wokingham, { employment, employedOn: '2026-06-01' })]).toEqual([employment, ['2026-10-02', 90]])
    }
    expect(due(wokingham, {})).toEqual(['2026-10-02', 90])
  })

  test('HAV-6.1.10: monthly for an hour, whoever has no row of their own', () => {
    expect(due(havering, {})).toEqual(['2026-10-02', 60])
    expect(due(havering, { group: 'team-manager' })).toEqual(['2026-10-02', 60])
    expect(due(havering, { group: 'admin' })).toEqual(['2026-12-02', 60])
  })
})

describe('what moves a clock', () => {
  test.each(shippedPacks.map(({ id }) => [id]))(
    'SSWB-3.5, WOK-2.2.1, SEF-2.6: by the policy %s no group, talk in passing, case talk or team meeting stands in for a one-to-one',
    (id) => {
      const person: Person = { asOf: '2026-06-20', settings: { oneToOne: { every: 'P1M', citation: 'RISCA' } }, events: held('2026-06-01') }
      const before = oneToOne(person, pack(id))
      for (const type of ['group', 'informal', 'joint', 'team-meeting']) {
        const after = oneToOne({ ...person, events: [...held('2026-06-01'), { type, id: 'other', on: '2026-06-15' }] }, pack(id))
        expect([type, after.due]).toEqual([type, before.due])
      }
      expect(oneToOne({ ...person, events: held('2026-06-01', '2026-06-15') }, pack(id)).due).not.toBe(before.due)
    },
  )
})

describe('how long a session takes', () => {
  const short = (minutes: number, facts: Record<string, unknown> = {}) =>
    answer({ asOf: '2026-06-20', facts, events: [{ type: 'one-to-one', id: 's', on: '2026-06-15', minutes }] }, 'record:s', wokingham)?.short

  test('WOK-3.3, WOK-A20: a monthly session of less than an hour and a half is short, but not that of somebody part-time', () => {
    expect([short(89), short(90)]).toEqual([true, false])
    expect(short(30, { hours: 'part-time' })).toBe(false)
  })

  test('WOK-A20: weekly in the first six weeks, an hour is enough', () => {
    const first = { employedOn: '2026-06-01', newlyQualified: 'social-worker' }
    expect([short(59, first), short(60, first)]).toEqual([true, false])
  })
})

describe('supervisors', () => {
  test('WOK-4.3, WOK-4.6: from five people on it is said, seven are too many; three weeks and a day away need somebody else', () => {
    const capacity = (supervisees: number) => answer({ asOf: '2026-06-20', facts: { supervisees } }, 'capacity', wokingham)?.state ?? null
    expect([4, 5, 6, 7].map(capacity)).toEqual(['not-due', 'due-soon', 'due-soon', 'overdue'])
    const away = (until: string, more: Record<string, unknown> = {}) =>
      answer({ asOf: '2026-06-20', events: [{ type: 'absence', id: 'a', from: '2026-06-01', until, ...more }] }, 'cover', wokingham)?.state ?? null
    expect([away('2026-06-22'), away('2026-06-23'), away('2026-06-23', { cover: 'Alex' })]).toEqual([null, 'overdue', null])
  })

  test('HAV-10.1b: four case audits by the end of each year in which somebody supervises', () => {
    const audits = (count: number) => Array.from({ length: count }, (_, index) => ({ type: 'audit', id: `a${index}`, on: `2026-0${index + 1}-15` }))
    const quota = (count: number) =>
      [...answersTo({ asOf: '2026-12-31', facts: { supervisees: 3, supervisesSince: '2025-01-01' }, events: audits(count) }, havering).values()]
        .filter(({ track, key }) => track === 'quota' && key === 'audit')
        .map(({ done, state }) => [done, state])
    expect([quota(3), quota(4)]).toEqual([[[3, 'due']], [[4, 'met']]])
  })

  test('WOK-A15: supervision that is three weeks late has to be taken further', () => {
    const state = (asOf: string) => oneToOne({ asOf, events: held('2026-06-01') }, wokingham).state
    expect([state('2026-07-02'), state('2026-07-22'), state('2026-07-23')]).toEqual(['overdue', 'overdue', 'escalate'])
  })
})

describe('agreements', () => {
  const began = { employedOn: '2020-01-06', supervisedSince: '2026-06-01' }
  const agreement = (policy: PolicyPack, asOf: string, signedOn?: string) =>
    answer({ asOf, facts: began, agreement: signedOn === undefined ? {} : { signedOn } }, 'agreement', policy)

  test('WOK-5.1, WOK-5.3: everybody has one, signed within a month of the start with their supervisor', () => {
    expect(agreement(wokingham, '2026-06-02')).toMatchObject({ rule: 'WOK-A4', due: '2026-07-01' })
    expect(agreement(wokingham, '2026-07-02')?.state).toBe('overdue')
    expect(agreement(wokingham, '2026-07-02', '2026-07-01')?.state).toBe('met')
  })

  test('SSWB-4.1: each relationship has its own, asked for until both have signed', () => {
    expect(agreement(sswb, '2026-06-02')).toMatchObject({ rule: 'SSWB-4.3', due: '2026-06-29' })
    expect(agreement(sswb, '2026-06-30')?.state).toBe('overdue')
    expect(agreement(sswb, '2026-06-30', '2026-06-29')?.state).toBe('met')
    expect(sswb.forms.filter(({ record }) => record === 'agreement').map(({ rule }) => rule)).toEqual(['SSWB-4.1'])
  })

  test.each([
    ['HAV-4.3b, HAV-6.1b', havering],
    ['SEF-App1.1', pack('sefton')],
  ])('%s: looked at again a year after it was signed, and a year after that', (_rule, policy) => {
    const review = (reviewedOn?: string) =>
      answer({ asOf: '2026-06-02', agreement: { signedOn: '2025-06-01', ...(reviewedOn ? { reviewedOn } : {}) } }, 'agreement-review', policy)
    expect(review()).toMatchObject({ due: '2026-06-01', state: 'overdue' })
    expect(review('2026-06-01')).toMatchObject({ due: '2027-06-01', state: 'not-due' })
  })

  test('SEF-3.1: how often and how long must be said, and what is agreed is no rarer than the policy has it', () => {
    const form = pack('sefton').forms.find(({ record }) => record === 'agreement')
    const asked = form?.sections.flatMap(({ fields }) => fields).filter(({ rule }) => rule === 'SEF-3.1')
    expect(asked?.map(({ key, required }) => [key, required])).toEqual([
      ['every', true],
      ['minutes', true],
    ])
    const due = (every: string) => oneToOne({ asOf: '2026-06-02', agreement: { every, signedOn: '2026-01-01' }, events: held('2026-06-01') })
    const alone = oneToOne({ asOf: '2026-06-02', events: held('2026-06-01') })
    expect([due('P6M').due, due('P6M').target]).toEqual([alone.due, alone.due])
    expect(due('P1W').target).toBe('2026-06-08')
  })
})

test('WOK-6.1: every session held has a record of its own to be written', () => {
  const all = answersTo({ asOf: '2026-06-20', events: held('2026-06-01', '2026-06-15') }, wokingham)
  expect([...all.keys()].filter((name) => name.startsWith('record:'))).toEqual(['record:s2026-06-01', 'record:s2026-06-15'])
  expect(wokingham.forms.find(({ record }) => record === 'session')?.rule).toBe('WOK-6.1')
})
