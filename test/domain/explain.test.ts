/** Why something is due, as data: every kind of reason, and what beside the rules has a say. */
import { describe, expect, test } from 'vitest'
import { askedIn, policiesOf } from '../../src/domain/adopted.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type Explanation, explanationOf } from '../../src/domain/explain.ts'
import { Agreement, Facts } from '../../src/domain/policy/facts.ts'
import { PolicyEvent } from '../../src/domain/policy/events.ts'
import { trackLabel } from '../../src/domain/policy/obligation.ts'
import { PolicyPack } from '../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { type SettingState } from '../../src/domain/records/record.ts'
import { held, type Person, worked } from './policy/setup.ts'

const day = (text: string) => text as PlainDate
const en = (text: string) => ({ en: text })

/** The packs that ship, with these rules and questions in place of their own. */
const withRules = (id: string, ambiguities: readonly object[] = []): readonly PolicyPack[] =>
  shippedPacks.map((pack) =>
    pack.id === id
      ? PolicyPack.parse({
          ...JSON.parse(JSON.stringify(pack)),
          rules: [
            { id: 'SEF-3.17', section: en('Section 3, paragraph 3.17'), says: en('Somebody new in a home has supervision every two weeks.'), force: 'must' },
            { id: 'SEF-3.18', section: en('Section 3, paragraph 3.18'), says: en('Agency staff have supervision every 16 shifts.'), force: 'must' },
            { id: 'SEF-6.2', section: en('Section 6, paragraph 6.2'), says: en('A copy is given within 5 working days.'), force: 'should' },
          ],
          ambiguities,
        })
      : pack,
  )

interface Asking extends Person {
  readonly policies?: readonly object[]
  readonly pack?: string
  readonly packs?: readonly PolicyPack[]
}

const setting = ({ pack = 'sefton', settings = {}, policies = [] }: Asking): SettingState =>
  ({
    kind: 'setting', id: 'home', revision: 1, name: 'Home', residentialHome: false, pack, packVersion: 1, settings, managers: [], roster: null,
    policies: policies.map((each) => ({ packVersion: 1, settings: {}, readings: {}, reason: '', on: '2026-01-01', act: 'a', by: 'dana', at: '2026-01-01T00:00:00Z', ...each })),
  }) as unknown as SettingState

const explain = (track: string, asking: Asking): Explanation => {
  const home = setting(asking)
  const facts = Facts.parse({ group: 'social-worker', employment: 'permanent', employedOn: '2020-01-06', ...asking.facts })
  const asOf = day(asking.asOf)
  const all = askedIn(home, asking.packs ?? withRules('sefton'), {
    facts,
    agreement: Agreement.parse(asking.agreement ?? {}),
    events: (asking.events ?? []).map((event) => PolicyEvent.parse(event)),
    asOf,
  })
  const asked = all.find(({ one }) => trackLabel(one) === track)
  const made = asked && explanationOf(asked, { policies: policiesOf(home), facts, asOf })
  if (!made) throw new Error(`no ${track} in ${all.map(({ one }) => trackLabel(one)).join(', ')}`)
  return made
}

const newInHome = { group: 'residential', employment: 'casual', employedOn: '2026-06-01' }
const agency = { group: 'residential', employment: 'agency', employedOn: '2025-01-06' }

describe('the rules', () => {
  test('an interval: the rule with its place and words, what it is counted from, and the others that have a say', () => {
    const { rule, others, earlier, agreed, minutes } = explain('one-to-one', { asOf: '2026-06-11', facts: newInHome, events: held('2026-06-01') })
    expect(rule.rule).toMatchObject({ id: 'SEF-3.17', section: en('Section 3, paragraph 3.17'), force: 'must' })
    expect(rule.reason).toMatchObject({ kind: 'interval', every: 'P2W', anchor: '2026-06-01', anchorKind: 'one-to-one', due: '2026-06-15' })
    expect(others.map(({ reason, rule: listed }) => [reason.rule, listed?.id ?? null, reason.due])).toEqual([
      ['SEF-3.18', 'SEF-3.18', null],
      ['SEF-3.2', null, '2026-07-27'],
    ])
    expect([earlier, agreed, minutes]).toEqual([null, null, null])
  })

  test.each([
    [9, 'not-due', null],
    [16, 'due', '2026-05-17'],
    [17, 'overdue', '2026-05-17'],
  ] as const)('SEF-3.18: a count of %i shifts is %s', (count, state, due) => {
    const { rule, others, obligation } = explain('one-to-one', { asOf: '2026-05-20', facts: agency, events: [...held('2026-05-01'), ...worked(count, '2026-05-02')] })
    const counted = [rule, ...others].find(({ reason }) => reason.kind === 'count')
    expect(counted?.reason).toMatchObject({ rule: 'SEF-3.18', count, of: 16, due })
    expect(obligation.state).toBe(state)
  })

  test('a variation is no rule of the policy, and says for whom it was agreed and why', () => {
    const variations = [{ every: 'P1W', from: '2026-06-01', until: '2026-07-31', reason: 'back after illness' }]
    const { rule, variations: agreedFor } = explain('one-to-one', { asOf: '2026-06-10', facts: { variations }, events: held('2026-06-05') })
    expect([rule.reason.rule, rule.rule, rule.reason.note, rule.reason.due]).toEqual(['variation', null, 'back after illness', '2026-06-12'])
    expect(agreedFor).toEqual(variations)
  })

  test('a variation that has no say is not told', () => {
    expect(explain('one-to-one', { asOf: '2026-06-10', events: held('2026-06-05') }).variations).toEqual([])
  })

  test('an absence that excuses it today is told, and not one that is over', () => {
    const excused = [
      { from: '2026-05-01', until: '2026-05-05', reason: 'sick', authorisedBy: 'Service manager' },
      { from: '2026-06-01', until: '2026-06-26', reason: 'parental leave', authorisedBy: 'Service manager' },
    ]
    const at = (asOf: string) => explain('one-to-one', { asOf, facts: { excused }, events: held('2026-05-20') })
    expect(at('2026-06-10').excused?.reason).toBe('parental leave')
    expect(at('2026-06-10').obligation.due).toBe('2026-06-20')
    expect(at('2026-06-27').excused).toBeNull()
  })

  test('WOK-A14: after how long it goes to somebody above', () => {
    const { escalates } = explain('one-to-one', { pack: 'wokingham', asOf: '2026-06-10', events: held('2026-03-01') })
    expect([escalates?.id, escalates?.after]).toEqual(['WOK-A14', 'P21D'])
    expect(explain('one-to-one', { asOf: '2026-06-10', events: held('2026-03-01') }).escalates).toBeNull()
  })
})

describe('what the two agreed (C7)', () => {
  const meeting = (every: string, more: Partial<Asking> = {}) =>
    explain('one-to-one', { asOf: '2026-06-10', agreement: { every, signedOn: '2026-01-05' }, events: held('2026-06-01'), ...more })

  test('shorter than the policy: wanted sooner, due no sooner', () => {
    const { agreed, earlier, obligation } = meeting('P2W')
    expect(agreed).toEqual({ every: 'P2W', effect: 'earlier', on: '2026-06-15' })
    expect(earlier).toEqual({ on: '2026-06-15', because: 'agreed', every: 'P2W' })
    expect(obligation.due).toBe('2026-07-01')
  })

  test('longer than the policy: shown, and moves nothing', () => {
    const { agreed, earlier, obligation } = meeting('P8W')
    expect(agreed).toEqual({ every: 'P8W', effect: 'longer', on: '2026-07-27' })
    expect([earlier, obligation.target, obligation.due]).toEqual([null, '2026-07-01', '2026-07-01'])
  })

  test('the same as the policy', () => {
    expect(meeting('P1M').agreed?.effect).toBe('same')
  })

  test('of several rules the earliest counts: the very day it gives is not “sooner than the policy asks” (WOK-A16c beside WOK-A16)', () => {
    const temporary = { pack: 'wokingham', asOf: '2026-06-10', facts: { employment: 'agency', employedOn: '2026-04-20' }, events: held('2026-06-01') } as const
    const agreeing = (every: string) => explain('one-to-one', { ...temporary, agreement: { every, signedOn: '2026-04-20' } })
    expect(agreeing('P2W').others.map(({ reason }) => reason.rule)).toEqual(['WOK-A16'])
    expect(agreeing('P2W').agreed?.effect).toBe('same')
    expect(agreeing('P3W').agreed?.effect).toBe('longer')
    expect(agreeing('P1W').agreed?.effect).toBe('earlier')
  })

  test('where the policy leaves it to the two, it is what they agreed; and no longer than its limit', () => {
    const student = { facts: { group: 'student-social-worker' } }
    expect(meeting('P3W', student).agreed).toEqual({ every: 'P3W', effect: 'gives', on: '2026-06-22' })
    const nobodysRow = { facts: { group: 'practitioner' } }
    expect(meeting('P3W', nobodysRow).agreed?.effect).toBe('gives')
    expect(meeting('P12W', nobodysRow).agreed?.effect).toBe('longer')
  })

  test('where only shifts are counted, an agreed interval says nothing', () => {
    expect(meeting('P4W', { facts: agency, settings: { backstop: false } }).agreed?.effect).toBe('counted')
  })

  test('unsigned, it is not there', () => {
    expect(explain('one-to-one', { asOf: '2026-06-10', agreement: { every: 'P2W' }, events: held('2026-06-01') }).agreed).toBeNull()
  })

  test('the shortest session is the policy’s, or what the two agreed where the policy says so', () => {
    expect(meeting('P2W').minutes).toEqual({ least: 90, agreed: false })
    const sswb = { pack: 'sswb', agreement: { every: 'P2W', minutes: 60, signedOn: '2026-01-05' } }
    expect(meeting('P2W', sswb).minutes).toEqual({ least: 60, agreed: true })
  })
})

describe('wanted before it is due', () => {
  test('SSWB-4.6: a window begins earlier than it ends (C6)', () => {
    const { earlier, obligation } = explain('one-to-one', { pack: 'sswb', asOf: '2026-06-10', facts: { hours: 'part-time' }, events: held('2026-06-01') })
    expect(earlier).toMatchObject({ on: '2026-06-29', because: 'window' })
    expect(obligation.due).toBe('2026-07-13')
  })

  test('SSWB-4.19: a new date is preferred within 5 working days, and allowed to the end of the month', () => {
    const events = [{ type: 'cancelled', id: 'c1', on: '2026-06-02', plannedOn: '2026-06-05' }]
    const { earlier, obligation } = explain('rearrange:c1', { pack: 'sswb', asOf: '2026-06-03', events })
    expect(earlier).toMatchObject({ on: '2026-06-09', because: 'preferred', every: { workingDays: 5 } })
    expect(obligation.due).toBe('2026-06-30')
  })
})

describe('what the service chose', () => {
  test('WAL-6a: an interval with the standard it comes from; without one nothing is set up', () => {
    const asking = { pack: 'wales-model', asOf: '2026-06-10', events: held('2026-06-01') }
    const chosen = { oneToOne: { every: 'P3M', citation: 'RISCA 2017, regulation 36' } }
    expect(explain('one-to-one', { ...asking, settings: chosen }).settings).toEqual([
      { rule: 'WAL-6a', key: 'oneToOne', every: 'P3M', chosen: true, citation: 'RISCA 2017, regulation 36' },
    ])
    const { settings, obligation } = explain('one-to-one', asking)
    expect([obligation.state, settings]).toEqual(['not-set-up', [{ rule: 'WAL-6a', key: 'oneToOne', every: null, chosen: false, citation: null }]])
  })

  test('SEF-3.2: the backstop, chosen or as it is until one is', () => {
    const asking = { asOf: '2026-06-10', facts: agency, events: held('2026-06-01') }
    expect(explain('one-to-one', asking).settings).toEqual([{ rule: 'SEF-3.2', key: 'backstop', every: 'P8W', chosen: false, citation: null }])
    expect(explain('one-to-one', { ...asking, settings: { backstop: 'P6W' } }).settings).toEqual([
      { rule: 'SEF-3.2', key: 'backstop', every: 'P6W', chosen: true, citation: null },
    ])
    expect(explain('one-to-one', { ...asking, facts: {}, settings: { backstop: 'P6W' } }).settings).toEqual([])
  })

  test('SEF-8.0, SSWB-4.10, SSWB-AMB-7: how soon an agreement and a record, and how long a file is kept', () => {
    expect(explain('agreement', { asOf: '2026-06-10', settings: { agreementWithin: { workingDays: 10 } } }).settings).toEqual([
      { rule: 'SEF-8.0', key: 'agreementWithin', every: { workingDays: 10 }, chosen: true, citation: null },
    ])
    expect(explain('record:s2026-06-01', { pack: 'sswb', asOf: '2026-06-10', settings: { recordWithin: 'P7D' }, events: held('2026-06-01') }).settings).toEqual([
      { rule: 'SSWB-4.10', key: 'recordWithin', every: 'P7D', chosen: true, citation: null },
    ])
    expect(explain('retention', { pack: 'sswb', asOf: '2026-06-10', facts: { leftOn: '2026-05-01' } }).settings).toEqual([
      { rule: 'SSWB-AMB-7', key: 'retention', every: null, chosen: false, citation: null },
    ])
    expect(explain('retention', { asOf: '2026-06-10', facts: { leftOn: '2026-05-01' } }).settings).toEqual([])
  })

  test('closure days inside a deadline of working days (D4), and not those outside it', () => {
    const settings = { closureDays: ['2026-06-01', '2026-06-04', '2026-06-30'] }
    const { settings: used, obligation } = explain('record:s2026-06-01', { asOf: '2026-06-03', settings, events: held('2026-06-01') })
    expect(used).toEqual([{ rule: 'SEF-6.2', key: 'closureDays', days: ['2026-06-04'] }])
    expect(obligation.due).toBe('2026-06-09')
  })

  test('HAV-7.1: the day on which the policy changed brings the review of the agreement forward', () => {
    const asking = { pack: 'havering', asOf: '2026-06-10', agreement: { signedOn: '2026-01-05' } }
    expect(explain('agreement-review', { ...asking, settings: { policyVersionOn: '2026-06-01' } }).settings).toEqual([{ rule: 'HAV-7.1', key: 'policyVersionOn', on: '2026-06-01' }])
    expect(explain('agreement-review', { ...asking, settings: { policyVersionOn: '2026-01-01' } }).settings).toEqual([])
  })

  test('D4: a deadline beyond the known bank holidays carries its warning', () => {
    const { warnings } = explain('record:s2029-06-01', { asOf: '2029-06-03', events: held('2029-06-01') })
    expect(warnings[0]).toMatch(/^no-bank-holidays-after:/)
  })
})

describe('so many of so many', () => {
  test('HAV-6.5, WOK-A2: how many are done of how many, and how many people of how many', () => {
    const audits = [1, 2].map((n) => ({ type: 'audit', id: `a${n}`, on: '2026-03-01' }))
    const supervises = { supervisesSince: '2020-01-06' }
    expect(explain('quota:audit', { pack: 'havering', asOf: '2026-06-10', facts: supervises, events: audits }).tally).toEqual({ done: 2, of: 4 })
    expect(explain('capacity', { pack: 'wokingham', asOf: '2026-06-10', facts: { supervisees: 7 } }).tally).toEqual({ done: 7, of: 6 })
    expect(explain('appraisal', { asOf: '2026-06-10' }).tally).toBeNull()
  })
})

describe('how the policy is read', () => {
  const question = (id: string, rules: readonly string[], more: object = {}) => ({
    id, rules, says: en(`What of ${id}?`), reading: 'as-is',
    readings: [{ key: 'as-is', says: en('so') }, { key: 'other', says: en('otherwise'), changes: [{ op: 'replace', path: '/name/en', value: 'Read otherwise' }] }],
    ...more,
  })
  const packs = withRules('sefton', [
    question('SEF-AMB-2', ['SEF-6.2'], { readings: [{ key: 'as-is', says: en('so') }] }),
    question('SEF-AMB-8', ['SEF-6.2']),
    question('SEF-AMB-9', ['SEF-6.2']),
    question('SEF-AMB-5', ['SEF-9.9']),
  ])
  const adopting = (readings: object) => [{ pack: 'sefton', from: '2026-02-01', readings }]
  const chosen = { reading: 'other', reason: 'Agreed with the union', on: '2026-01-20' }
  const record = { asOf: '2026-06-03', packs, events: held('2026-06-01') }

  test('each question that touches a rule at hand, with the reading in force; of what a service chose, why and when', () => {
    const { readings } = explain('record:s2026-06-01', { ...record, policies: adopting({ 'SEF-AMB-9': chosen }) })
    expect(readings).toEqual([
      { id: 'SEF-AMB-9', says: en('What of SEF-AMB-9?'), reading: en('otherwise'), chosen, open: true },
      { id: 'SEF-AMB-8', says: en('What of SEF-AMB-8?'), reading: en('so'), chosen: null, open: true },
      { id: 'SEF-AMB-2', says: en('What of SEF-AMB-2?'), reading: en('so'), chosen: null, open: false },
    ])
  })

  test('a rule that is itself the answer to a question brings the question with it', () => {
    const { rule, readings } = explain('one-to-one', { ...record, facts: { group: 'practitioner' } })
    expect(rule.reason.rule).toBe('SEF-AMB-5')
    expect(readings.map(({ id }) => id)).toEqual(['SEF-AMB-5'])
  })

  test('a choice of a reading that the pack does not have is not shown as one', () => {
    const { readings } = explain('record:s2026-06-01', { ...record, policies: adopting({ 'SEF-AMB-9': { ...chosen, reading: 'gone' } }) })
    expect(readings.find(({ id }) => id === 'SEF-AMB-9')).toMatchObject({ reading: en('so'), chosen: null })
  })
})

describe('which policy', () => {
  const toHavering = [{ pack: 'havering', from: '2026-06-01' }, { pack: 'havering', from: '2026-07-01', settings: { recordWithin: 'P7D' } }]

  test('since when it is in force here: from the start, or from the day its version came, whatever was chosen since', () => {
    const at = (asOf: string) => explain('one-to-one', { asOf, policies: toHavering, events: held('2026-05-28', '2026-07-01') }).policy
    expect(at('2026-05-29')).toMatchObject({ id: 'sefton', version: 1, since: null, keptSince: null })
    expect(at('2026-07-10')).toMatchObject({ id: 'havering', version: 1, since: '2026-06-01', keptSince: null })
  })

  test('what fell due under an earlier policy is that policy’s, kept since the day another came', () => {
    const { policy, rule } = explain('one-to-one', { asOf: '2026-06-10', policies: toHavering, events: held('2026-04-20') })
    expect([policy.id, policy.keptSince, rule.reason.rule]).toEqual(['sefton', '2026-06-01', 'SEF-3.8'])
  })

  test('so is a record of a session held before', () => {
    const { policy } = explain('record:s2026-05-29', { asOf: '2026-06-10', policies: toHavering, events: held('2026-05-29') })
    expect([policy.id, policy.keptSince]).toEqual(['sefton', '2026-06-01'])
  })
})
