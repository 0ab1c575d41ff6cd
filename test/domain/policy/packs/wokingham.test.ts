/** Wokingham’s rules, readings, groups and routes as its pack has them. Its forms are in `wokingham-forms.test.ts`. */
import { describe, expect, test } from 'vitest'
import catalogue from '../../../../src/domain/policy/catalogue.json' with { type: 'json' }
import { RuleId } from '../../../../src/domain/policy/text.ts'
import { type PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { underReadings } from '../../../../src/domain/policy/readings.ts'
import { answer, held, oneToOne, type Person } from '../setup.ts'

const wokingham = packOf('wokingham') as PolicyPack
const ruleOf = (id: string): PolicyPack['rules'][number] => wokingham.rules.find((rule) => rule.id === id)!
const inCatalogue = catalogue.filter(({ pack }) => pack === 'wokingham')

describe('the rules', () => {
  test('are those of the catalogue, in its order', () => {
    expect(inCatalogue.length).toBe(87)
    expect(wokingham.rules.map(({ id }) => id)).toEqual(inCatalogue.map(({ id }) => id))
  })

  test('bind as the catalogue says: must, should, or only how something is', () => {
    const forces: Readonly<Record<string, string>> = { M: 'must', 'S/M': 'must', S: 'should', '–': 'states' }
    expect(wokingham.rules.map(({ id, force }) => [id, force])).toEqual(inCatalogue.map(({ id, force }) => [id, forces[force]]))
  })

  test('that are guidance are shown where somebody works', () => {
    const guidance = inCatalogue.filter(({ check }) => check === 'T').map(({ id }) => [id, ruleOf(id).guides])
    expect(guidance).toEqual([
      ['WOK-2.1', ['session']],
      ['WOK-2.1.2c', ['group']],
      ['WOK-2.2.3', ['prepare']],
      ['WOK-3.4', ['group']],
      ['WOK-9.2', ['record']],
      ['WOK-A5', ['session']],
      ['WOK-A7', ['session']],
    ])
  })

  test('WOK-A22+: a rule’s id may have a plus in it, and no space', () => {
    expect(RuleId.safeParse('WOK-A22+').success).toBe(true)
    expect(RuleId.safeParse('WOK-A22 +').success).toBe(false)
    expect(RuleId.safeParse('+WOK').success).toBe(false)
  })

  test('whatever the pack cites is one of them, or a question left open', () => {
    const cited: string[] = []
    JSON.stringify(wokingham, (key, value: unknown) => {
      if (key === 'rule' && typeof value === 'string') cited.push(value)
      return value
    })
    const known = new Set([...wokingham.rules, ...wokingham.ambiguities].map(({ id }) => id))
    expect(cited.length).toBeGreaterThan(100)
    expect(cited.filter((id) => !known.has(id))).toEqual([])
    expect(wokingham.ambiguities.flatMap(({ rules }) => rules).filter((id) => !known.has(id))).toEqual([])
  })
})

describe('what the document leaves open', () => {
  const under = (id: string, reading: string): PolicyPack => underReadings(wokingham, { [id]: reading })
  const dueOf = (person: Person, track: string, pack: PolicyPack) => answer(person, track, pack)?.due ?? null

  test('every alternative leaves a policy, alone and with all the others', () => {
    expect(wokingham.ambiguities.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `WOK-AMB-${number}`))
    for (const { id, reading, readings } of wokingham.ambiguities) {
      const others = readings.filter(({ key }) => key !== reading)
      expect([id, others.length]).not.toEqual([id, 0])
      for (const { key } of others) expect([id, key, under(id, key)]).not.toEqual([id, key, wokingham])
    }
    const last = Object.fromEntries(wokingham.ambiguities.map(({ id, readings }) => [id, readings.at(-1)?.key ?? '']))
    expect(underReadings(wokingham, last).id).toBe('wokingham')
  })

  test('WOK-AMB-1: five people are too many only if “4-6” means four', () => {
    const five = { asOf: '2026-06-01', facts: { supervisesSince: '2026-01-01', supervisees: 5 } }
    expect(answer(five, 'capacity', wokingham)?.state).toBe('due-soon')
    expect(answer(five, 'capacity', under('WOK-AMB-1', 'four'))?.state).toBe('overdue')
    const four = { ...five, facts: { ...five.facts, supervisees: 4 } }
    expect(answer(four, 'capacity', under('WOK-AMB-1', 'four'))?.state).toBe('due-soon')
  })

  test('WOK-AMB-2: five days from the Thursday before Easter, on the calendar or working days', () => {
    const person = { asOf: '2026-04-03', events: held('2026-04-02') }
    expect(dueOf(person, 'record:s2026-04-02', wokingham)).toBe('2026-04-07')
    expect(dueOf(person, 'record:s2026-04-02', under('WOK-AMB-2', 'working-days'))).toBe('2026-04-13')
  })

  test.each(['full-time', 'part-time'])('WOK-AMB-3: a newly qualified %s social worker after six months', (hours) => {
    const facts = { newlyQualified: 'social-worker', hours, employedOn: '2026-01-01' }
    const person = { asOf: '2026-07-11', facts, events: held('2026-07-10') }
    expect(oneToOne(person, wokingham).due).toBe('2026-07-24')
    expect(oneToOne(person, under('WOK-AMB-3', 'first-six-months')).due).toBe('2026-08-10')
    expect(oneToOne(person, under('WOK-AMB-3', 'longer-sessions')).due).toBe('2026-07-24')
    expect(oneToOne(person, wokingham).minutes).toBe(60)
    expect(oneToOne(person, under('WOK-AMB-3', 'longer-sessions')).minutes).toBe(hours === 'full-time' ? 90 : 60)
  })

  test('WOK-AMB-4: a newly qualified social worker whose probation was extended to a year', () => {
    const facts = { newlyQualified: 'social-worker', hours: 'full-time', employedOn: '2026-01-01', probationEndsOn: '2026-12-31' }
    const person = { asOf: '2026-10-02', facts, events: held('2026-10-01') }
    expect(oneToOne(person, wokingham)).toMatchObject({ due: '2026-10-15', rule: 'WOK-A16b' })
    expect(oneToOne(person, under('WOK-AMB-4', 'newly-qualified-alone'))).toMatchObject({ due: '2026-11-01', rule: 'WOK-A16a' })
  })

  test('WOK-AMB-5: the Practice Weeks are said to be twice a year, or every two years', () => {
    const says = (pack: PolicyPack) => pack.rules.find(({ id }) => id === 'WOK-8.3')?.says.en
    expect(says(wokingham)).toMatch(/^Twice a year /)
    expect(says(under('WOK-AMB-5', 'every-two-years'))).toMatch(/^Every two years /)
  })

  test.each(['in-need', 'care-leaver'])('WOK-AMB-6: a manager looks at a case (%s) every two months, or every month', (kind) => {
    const events = [
      { type: 'case', ref: 'M1', kind, allocatedOn: '2026-01-05' },
      { type: 'case-supervision', ref: 'M1', on: '2026-02-02' },
    ]
    const person = { asOf: '2026-02-03', events }
    expect(dueOf(person, 'oversight:M1', wokingham)).toBe('2026-04-02')
    expect(dueOf(person, 'oversight:M1', under('WOK-AMB-6', 'one-month'))).toBe('2026-03-02')
  })

  test('WOK-AMB-7: somebody from an agency in their first three months', () => {
    const person = { asOf: '2026-06-09', facts: { employment: 'agency', employedOn: '2026-06-01' }, events: held('2026-06-08') }
    expect(oneToOne(person, wokingham)).toMatchObject({ due: '2026-06-22', rule: 'WOK-A16c' })
    expect(oneToOne(person, under('WOK-AMB-7', 'monthly-throughout'))).toMatchObject({ due: '2026-07-08', rule: 'WOK-A16' })
  })

  test('WOK-AMB-8: how long before missed supervision must go to the line manager', () => {
    const waits = (pack: PolicyPack) => pack.routes.find(({ id }) => id === 'overdue')?.steps.at(-1)
    expect(waits(wokingham)).toMatchObject({ to: 'line-manager', after: 'P7D' })
    expect(waits(under('WOK-AMB-8', 'two-weeks'))).toMatchObject({ to: 'line-manager', after: 'P14D' })
  })
})

describe('who, and where to', () => {
  test('WOK-7.4: the service must say how long records are kept; nothing else is required', () => {
    expect(wokingham.settings.map(({ key, rule, required, suggested }) => [key, rule, required, suggested])).toEqual([
      ['retention', 'WOK-7.4', true, 'P7Y'],
      ['closureDays', 'WOK-A8', undefined, undefined],
    ])
  })

  test('WOK-4.5, WOK-A1: the same supervisor each time, who has done the mandatory training', () => {
    expect(wokingham.supervisors.map(({ rule, needs }) => [rule, needs])).toEqual([
      ['WOK-4.5', 'same-supervisor'],
      ['WOK-A1', 'trained'],
    ])
  })

  test('WOK-2.1.2a, WOK-2.1.2b: four to ten people, one trained facilitator, one advisor, a caseworker', () => {
    expect(wokingham.groups).toMatchObject({ least: 4, most: 10, rule: 'WOK-2.1.2a' })
    expect(wokingham.groups?.roles?.map(({ key, least, most, trained }) => [key, least, most, trained])).toEqual([
      ['facilitator', 1, 1, true],
      ['advisor', 1, 1, undefined],
      ['caseworker', 1, undefined, undefined],
      ['participant', 0, undefined, undefined],
    ])
  })

  test('WOK-0.2, WOK-A14, WOK-A15: each other first, after three weeks the supervisee, then the line manager', () => {
    const route = wokingham.routes.find(({ kind }) => kind === 'overdue')
    expect(route?.steps.map(({ to, rule, after }) => [to, rule, after])).toEqual([
      ['supervisor', 'WOK-0.2', undefined],
      ['supervisor', 'WOK-A14', 'P21D'],
      ['line-manager', 'WOK-A15', 'P7D'],
    ])
  })

  test('WOK-10.1, WOK-10.2, WOK-10.3: what is not settled between the two goes to the manager the agreement names', () => {
    for (const kind of ['disagreement', 'concern', 'breakdown']) {
      const steps = wokingham.routes.find((route) => route.kind === kind)?.steps.map(({ to }) => to)
      expect([kind, steps]).toEqual([kind, ['supervisor', 'named-manager']])
    }
  })

  test('WOK-9.4, WOK-9.5: five kinds of reader, none of whom reads what is personal, and the supervisee is told', () => {
    const readers = new Set(wokingham.access.flatMap((purpose) => purpose.readers))
    expect([...readers]).toEqual(['senior-manager', 'performance-staff', 'court', 'inspector', 'investigating-officer'])
    for (const { key, rule, told, classes } of wokingham.access) {
      expect([key, rule, told, classes.includes('A')]).toEqual([key, 'WOK-9.4', 'unless-exceptional', false])
    }
    const namingChildren = wokingham.access.filter(({ classes }) => classes.includes('D')).map(({ key }) => key)
    expect(namingChildren).toEqual(['case-progression', 'court'])
  })

  test('WOK-9.3: what is personal is taken out for audit, inspection and the court', () => {
    expect(wokingham.redactions.map(({ rule, readers, classes }) => [rule, readers, classes])).toEqual([
      ['WOK-9.3', ['performance-staff', 'inspector', 'court'], ['A']],
    ])
  })

  test('WOK-1.1, WOK-A1: everybody reads the policy in their induction, supervisors are trained', () => {
    expect(wokingham.learning.map(({ rule, who, before }) => [rule, who, before])).toEqual([
      ['WOK-1.1', 'everyone', 'induction-ends'],
      ['WOK-A1', 'supervisors', undefined],
    ])
  })
})
