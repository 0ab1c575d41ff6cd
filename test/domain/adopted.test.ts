/** Which policy a setting works by, and what was asked before another took its place. */
import { describe, expect, test } from 'vitest'
import { lackingSettings, obligationsIn, packOn, pinnedOn, policiesOf, policyOn } from '../../src/domain/adopted.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type Facts } from '../../src/domain/policy/facts.ts'
import { type PolicyEvent } from '../../src/domain/policy/events.ts'
import { trackLabel } from '../../src/domain/policy/obligation.ts'
import { PolicyPack } from '../../src/domain/policy/pack.ts'
import { packOf, shippedPacks } from '../../src/domain/policy/packs.ts'
import { type SettingState } from '../../src/domain/records/record.ts'

const day = (text: string) => text as PlainDate
const sefton = packOf('sefton')!

type Adoption = { from: string; pack?: string; packVersion?: number; settings?: object; readings?: object }
const setting = (policies: readonly Adoption[], opened: Partial<SettingState> = {}): SettingState =>
  ({
    kind: 'setting', id: 'home', revision: 1, name: 'Home', residentialHome: false, pack: 'sefton', packVersion: 1, settings: {}, managers: [], roster: null,
    policies: policies.map((each) => ({ pack: 'sefton', packVersion: 1, settings: {}, readings: {}, reason: '', on: each.from, act: 'a', by: 'dana', at: '2026-01-01T00:00:00Z', ...each })),
    ...opened,
  }) as unknown as SettingState

const person = { group: 'social-worker', employment: 'permanent', employedOn: '2020-01-06' } as unknown as Facts
const asked = (of: SettingState, asOf: string, events: readonly object[], packs: readonly PolicyPack[] = shippedPacks) =>
  new Map(
    obligationsIn(of, packs, { facts: person, agreement: {}, events: events as readonly PolicyEvent[], asOf: day(asOf) }).map((one) => [trackLabel(one), one]),
  )
const session = (on: string, more: object = {}) => ({ type: 'one-to-one', id: `s${on}`, on, ...more })

describe('the policy of a day', () => {
  test('is the one the setting was opened with until another comes into force, and that one from its first day', () => {
    const home = setting([{ from: '2026-06-01', pack: 'havering' }])
    expect([policyOn(home, day('2026-05-31')).pack, policyOn(home, day('2026-06-01')).pack]).toEqual(['sefton', 'havering'])
    expect(packOn(shippedPacks, home, day('2026-06-01'))?.id).toBe('havering')
    expect(packOn([sefton], home, day('2026-06-01'))).toBeUndefined()
  })

  test('HAV-7.1: the day on which the policy changed is that of another policy or version, not of another setting or reading', () => {
    const home = setting([
      { from: '2026-03-01', settings: { recordWithin: 'P5D' } },
      { from: '2026-06-01', pack: 'havering' },
      { from: '2026-07-01', pack: 'havering', settings: { recordWithin: 'P7D' } },
    ])
    expect(policiesOf(home).map(({ settings }) => settings.policyVersionOn)).toEqual([undefined, undefined, '2026-06-01', '2026-06-01'])
    const named = setting([{ from: '2026-06-01', pack: 'havering' }, { from: '2026-07-01', pack: 'havering', settings: { policyVersionOn: '2026-06-20' } }])
    expect(policiesOf(named).map(({ settings }) => settings.policyVersionOn)).toEqual([undefined, '2026-06-01', '2026-06-20'])
    const agreed = { agreement: { signedOn: day('2026-01-05') }, facts: person, events: [] }
    const review = (asOf: string) => obligationsIn(home, shippedPacks, { ...agreed, asOf: day(asOf) }).find(({ track }) => track === 'agreement-review')
    expect(review('2026-05-31')?.due).toBe('2027-01-05')
    expect(review('2026-07-02')).toMatchObject({ due: '2026-06-01', state: 'overdue', rule: 'HAV-7.1' })
  })
})

describe('the day on which a service says that its policy changed (HAV-7.1)', () => {
  const on = (policies: readonly Adoption[], opened: object = {}) =>
    policiesOf(setting(policies, { pack: 'havering', settings: opened as SettingState['settings'] })).at(-1)?.settings.policyVersionOn
  const chosen = (from: string, policyVersionOn?: string): Adoption => ({ from, pack: 'havering', settings: policyVersionOn ? { policyVersionOn } : {} })

  test('counts when it is chosen, chosen anew, or put right', () => {
    expect(on([], { policyVersionOn: '2025-01-06' })).toBe('2025-01-06')
    expect(on([chosen('2026-06-01', '2026-05-18')], { policyVersionOn: '2025-01-06' })).toBe('2026-05-18')
    expect(on([chosen('2026-06-01', '2024-12-02')], { policyVersionOn: '2025-01-06' })).toBe('2024-12-02')
    expect(on([chosen('2026-06-01')], { policyVersionOn: '2025-01-06' })).toBeUndefined()
  })

  test('gives way to a day on which another policy was taken up since', () => {
    const another: Adoption = { from: '2026-06-01', pack: 'havering', packVersion: 2, settings: { policyVersionOn: '2025-01-06' } }
    expect(on([another], { policyVersionOn: '2025-01-06' })).toBe('2026-06-01')
    expect(on([another, { ...another, from: '2026-07-01' }], { policyVersionOn: '2025-01-06' })).toBe('2026-06-01')
    expect(on([another, { ...another, from: '2026-07-01', settings: { policyVersionOn: '2026-06-22' } }])).toBe('2026-06-22')
  })
})

describe('what was asked before', () => {
  const toHavering = setting([{ from: '2026-06-01', pack: 'havering' }])

  test('a one-to-one that fell due under the old policy stays due by it until it is held', () => {
    // Monthly by Sefton from 20 April: due 20 May, eleven days before Havering comes into force.
    expect(asked(toHavering, '2026-06-10', [session('2026-04-20')]).get('one-to-one')).toMatchObject({ due: '2026-05-20', rule: 'SEF-3.8', state: 'overdue' })
    expect(asked(toHavering, '2026-06-10', [session('2026-04-20'), session('2026-06-05')]).get('one-to-one')).toMatchObject({ due: '2026-07-05', rule: 'HAV-App3.0' })
  })

  test('one that was not yet due is due by the new policy', () => {
    const quarterly = setting([{ from: '2026-06-01', pack: 'wales-model', settings: { oneToOne: { every: 'P3M', citation: 'RISCA 2017' } } }])
    expect(asked(quarterly, '2026-05-31', [session('2026-05-10')]).get('one-to-one')).toMatchObject({ due: '2026-06-10', rule: 'SEF-3.8' })
    expect(asked(quarterly, '2026-06-01', [session('2026-05-10')]).get('one-to-one')).toMatchObject({ due: '2026-08-10', rule: 'WAL-6a' })
  })

  test('a record of a session held before is shared by the old deadline, one held after by the new', () => {
    const home = setting([{ from: '2026-06-01', pack: 'wokingham' }])
    const all = asked(home, '2026-06-12', [session('2026-05-29'), session('2026-06-02')])
    // 5 working days from Fri 29 May; 5 days from Tue 2 June.
    expect(all.get('record:s2026-05-29')).toMatchObject({ due: '2026-06-05', rule: 'SEF-6.2' })
    expect(all.get('record:s2026-06-02')).toMatchObject({ due: '2026-06-07', rule: 'WOK-A8' })
  })

  test('each thing is asked once, however often the policy changed', () => {
    const home = setting([{ from: '2026-06-01', pack: 'havering' }, { from: '2026-06-15', pack: 'wokingham' }])
    const all = obligationsIn(home, shippedPacks, { facts: person, agreement: {}, events: [session('2026-04-20')] as unknown as PolicyEvent[], asOf: day('2026-07-01') })
    const labels = all.map((one) => trackLabel(one))
    expect(labels).toEqual([...new Set(labels)])
    expect(all.find(({ track }) => track === 'one-to-one')).toMatchObject({ due: '2026-05-20', rule: 'SEF-3.8' })
  })

  test('a policy that is no longer in force is not to be reviewed: the one in force is', () => {
    const moved = setting([{ from: '2026-06-01', pack: 'havering' }], { pack: 'wokingham' })
    expect(asked(moved, '2026-05-31', []).get('policy-review')).toMatchObject({ rule: 'WOK-0.1', due: '2021-10-31' })
    expect(asked(moved, '2026-06-01', []).get('policy-review')).toMatchObject({ rule: 'HAV-0.1', due: '2025-04-30' })
    expect(asked(setting([{ from: '2026-06-01', pack: 'wales-model' }], { pack: 'wokingham' }), '2026-06-01', []).get('policy-review')).toBeUndefined()
  })

  test('readings that do not go together stop nothing: it is as if the policy were not here', () => {
    const question = (id: string, change: object) => ({
      id, says: { en: 'How?' }, rules: ['SEF-4.9'], reading: 'so',
      readings: [{ key: 'so', says: { en: 'so' } }, { key: 'other', says: { en: 'otherwise' }, changes: [change] }],
    })
    const own = PolicyPack.parse({
      ...JSON.parse(JSON.stringify(sefton)),
      id: 'own',
      ambiguities: [
        question('OWN-AMB-1', { op: 'remove', path: '/tracks/appraisal' }),
        question('OWN-AMB-2', { op: 'replace', path: '/tracks/appraisal/every', value: 'P6M' }),
      ],
    })
    const chosen = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { reading: 'other', reason: 'y', on: '2026-06-01' }]))
    const reading = (...ids: string[]) => setting([{ from: '2026-06-01', pack: 'own', readings: chosen(...ids) }])
    expect(packOn([own], reading('OWN-AMB-2'), day('2026-06-10'))?.tracks.appraisal?.every).toBe('P6M')
    const both = reading('OWN-AMB-1', 'OWN-AMB-2')
    expect(asked(both, '2026-06-10', [], [sefton, own]).size).toBe(0)
    expect(packOn([own], both, day('2026-06-10'))).toBeUndefined()
    expect(pinnedOn(own, both, day('2026-06-10')).pack).toBe(own)
  })

  test('nothing is answered where the policy in force is not here', () => {
    expect(asked(toHavering, '2026-06-10', [], [sefton]).size).toBe(0)
  })
})

describe('settings that a policy asks for before it is in force', () => {
  const asking = PolicyPack.parse({
    ...JSON.parse(JSON.stringify(packOf('wales-model'))),
    settings: [
      { key: 'oneToOne', rule: 'WAL-6a', label: { en: 'How often?' }, required: true, cited: true },
      { key: 'retention', rule: 'WAL-11', label: { en: 'How long?' }, required: true },
      { key: 'recordWithin', rule: 'WAL-4b', label: { en: 'By when?' } },
    ],
  })
  const lacking = (settings: object) => lackingSettings(asking, settings).map(({ key }) => key)

  test('WAL-6a: an interval without its citation is not enough; what is optional is not asked for', () => {
    expect(lacking({})).toEqual(['oneToOne', 'retention'])
    expect(lacking({ oneToOne: 'P3M', retention: 'P7Y' })).toEqual(['oneToOne'])
    expect(lacking({ oneToOne: { every: 'P3M', citation: 'RISCA 2017' }, retention: 'P7Y' })).toEqual([])
  })
})
