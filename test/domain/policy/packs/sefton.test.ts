/** Sefton beside its dates and forms: its rules, readings, settings, supervisors, routes, readers and learning. */
import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../../../src/domain/dates.ts'
import { Employment, type Facts, Group } from '../../../../src/domain/policy/facts.ts'
import { type Route } from '../../../../src/domain/policy/governance.ts'
import { PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { holds, type Predicate } from '../../../../src/domain/policy/predicate.ts'
import { type Readings, underReadings } from '../../../../src/domain/policy/readings.ts'
import { routesFor } from '../../../../src/domain/routes.ts'
import { held, oneToOne, type Person, sefton, worked } from '../setup.ts'

const IDS = `SEF-0.1 SEF-1.5b SEF-1.7 SEF-2.1 SEF-2.3 SEF-2.4 SEF-2.5 SEF-2.6 SEF-2.7 SEF-3.1 SEF-3.2 SEF-3.2b SEF-3.3 SEF-3.4
SEF-3.5 SEF-3.6 SEF-3.7 SEF-3.8 SEF-3.9 SEF-3.10 SEF-3.11 SEF-3.12 SEF-3.13 SEF-3.14 SEF-3.15 SEF-3.16 SEF-3.17 SEF-3.18
SEF-3.19b SEF-3.20 SEF-4.3 SEF-4.4 SEF-4.5 SEF-4.6 SEF-4.6b SEF-4.7 SEF-4.9 SEF-4.11 SEF-4.12 SEF-4.13 SEF-4.15 SEF-4.16
SEF-4.17 SEF-5.1 SEF-5.2 SEF-5.3 SEF-5.4 SEF-5.5 SEF-5.6 SEF-5.7 SEF-5.8 SEF-5.10 SEF-6.1 SEF-6.2 SEF-6.3 SEF-7.0 SEF-7.1
SEF-7.2 SEF-7.3 SEF-8.0 SEF-8.1 SEF-8.2 SEF-8.3 SEF-8.4 SEF-8.5 SEF-8.6 SEF-9.0 SEF-9.1 SEF-9.2 SEF-9.3 SEF-10 SEF-11
SEF-App1.1 SEF-App1.2 SEF-App1.3 SEF-App1.4 SEF-App2.1 SEF-App2.2 SEF-App2.3 SEF-App2.4 SEF-App2.5 SEF-App2.6 SEF-App3.1
SEF-App3.2 SEF-App3.3 SEF-App3.4 SEF-App3.5 SEF-App3.6`.split(/\s+/)

const AMBIGUITIES = Array.from({ length: 10 }, (_, index) => `SEF-AMB-${index + 1}`)

const somebody = (more: Partial<Facts> = {}): Facts => ({
  group: 'practitioner',
  employment: 'permanent',
  employedOn: PlainDate.parse('2020-01-06'),
  ...more,
})
const isFor = (when: Predicate | undefined, facts: Facts): boolean =>
  holds(when, { facts, agreed: false, residentialGroups: sefton.residentialGroups })

/** Every rule id that stands anywhere in a part of the pack, as `rule` or as the `id` of a clock's rule. */
const cited = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(cited)
  return Object.entries(value).flatMap(([key, part]) => (key === 'rule' && typeof part === 'string' ? [part] : cited(part)))
}

describe('the rules of Sefton’s policy', () => {
  test('every rule of the catalogue is there once, in its order', () => {
    expect(sefton.rules.map(({ id }) => id)).toEqual(IDS)
    expect(sefton.ambiguities.map(({ id }) => id)).toEqual(AMBIGUITIES)
  })

  test('whatever cites a rule cites one that is there', () => {
    const known = new Set([...IDS, ...AMBIGUITIES])
    const { rules: _, ambiguities, ...rest } = sefton
    const all = [...cited(rest), ...sefton.oneToOne.rules.map(({ id }) => id), ...ambiguities.flatMap(({ rules }) => rules)]
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter((id) => !known.has(id))).toEqual([])
  })

  test('SEF-4.5, 4.12, 4.16, 5.1, 6.1: guidance is shown where people work', () => {
    const places = new Map(sefton.rules.map(({ id, guides }) => [id, guides ?? []]))
    for (const id of ['SEF-4.5', 'SEF-4.12', 'SEF-4.16', 'SEF-5.1', 'SEF-6.1']) expect([id, places.get(id)]).toEqual([id, expect.arrayContaining(['session'])])
    for (const id of ['SEF-App2.1', 'SEF-App2.2', 'SEF-App2.3', 'SEF-App2.4']) expect([id, places.get(id)]).toEqual([id, ['observation']])
  })
})

test('SEF-4.5, 4.12, 4.15, 6.2, App2.5, App3.4: the questions of the welfare form say which rule they serve', () => {
  const form = sefton.forms.find(({ id }) => id === 'welfare-supervision')!
  const fields = form.sections.flatMap((section) => section.fields)
  const ruleOf = (key: string): string | undefined => fields.find((field) => field.key === key)?.rule
  expect(form.sections.find(({ id }) => id === 'managing-work')?.rule).toBe('SEF-4.5')
  for (const key of ['feeling', 'work-life-balance', 'support', 'time-out']) {
    expect([key, ruleOf(key), ruleOf(`${key}-comments`)]).toEqual([key, 'SEF-4.15', 'SEF-4.15'])
  }
  expect(['development', 'managing-work-comments', 'previous-actions', 'development-comments'].map(ruleOf)).toEqual([
    'SEF-4.12',
    'SEF-6.2',
    'SEF-App2.5',
    'SEF-App3.4',
  ])
})

describe('where Sefton’s policy can be read in more than one way', () => {
  const due = (person: Person, readings: Readings): string | null => oneToOne(person, underReadings(sefton, readings)).due
  const ofGroup = (group: Group, more: Partial<Person> = {}): Person => ({
    asOf: '2026-06-02',
    facts: { group },
    events: held('2026-06-01'),
    ...more,
  })

  const others = sefton.ambiguities.flatMap(({ id, reading, readings }) =>
    readings.filter(({ key }) => key !== reading).map(({ key, changes }) => ({ id, key, changes })),
  )

  test('every other reading changes the policy, and leaves one that can be computed by', () => {
    expect(others.map(({ id, key }) => `${id} ${key}`)).toEqual([
      'SEF-AMB-1 monthly-aim',
      'SEF-AMB-1 as-agreed',
      'SEF-AMB-3 first-six-months',
      'SEF-AMB-5 eight-weeks',
      'SEF-AMB-5 always-monthly',
      'SEF-AMB-6 one-hour',
      'SEF-AMB-10 eight-weeks',
    ])
    for (const { id, key } of others) {
      const read = underReadings(sefton, { [id]: key })
      expect([id, key, PolicyPack.safeParse(JSON.parse(JSON.stringify(read))).success]).toEqual([id, key, true])
      expect([id, key, JSON.stringify(read) === JSON.stringify(sefton)]).toEqual([id, key, false])
      expect(read.forms).toEqual(sefton.forms)
    }
  })

  test('readings go together: the last of each at once is a policy', () => {
    const all = Object.fromEntries(others.map(({ id, key }) => [id, key]))
    const read = underReadings(sefton, all)
    expect(oneToOne(ofGroup('residential'), read)).toMatchObject({ due: '2026-07-01', minutes: 60, rule: 'SEF-AMB-1' })
    expect(oneToOne(ofGroup('service-manager'), read)).toMatchObject({ due: '2026-07-27', minutes: 90, rule: 'SEF-3.5' })
    expect(oneToOne(ofGroup('practitioner'), read)).toMatchObject({ due: '2026-07-01', rule: 'SEF-AMB-5' })
  })

  test('SEF-AMB-1: residential staff monthly; or monthly as an aim up to eight weeks; or as agreed', () => {
    const person = ofGroup('residential')
    expect(oneToOne(person)).toMatchObject({ target: '2026-07-01', due: '2026-07-01' })
    expect(oneToOne(person, underReadings(sefton, { 'SEF-AMB-1': 'monthly-aim' }))).toMatchObject({
      target: '2026-07-01',
      due: '2026-07-27',
    })
    const agreement = { every: 'P6W', signedOn: '2026-01-01' }
    expect(due({ ...person, agreement }, {})).toBe('2026-07-01')
    expect(due({ ...person, agreement }, { 'SEF-AMB-1': 'as-agreed' })).toBe('2026-07-13')
    expect(due({ ...person, agreement: { ...agreement, every: 'P3M' } }, { 'SEF-AMB-1': 'as-agreed' })).toBe('2026-07-27')
    expect(due(person, { 'SEF-AMB-1': 'as-agreed' })).toBe('2026-07-01')
  })

  test('SEF-AMB-3: the fortnights of an assessed year last six months after six weeks, or six months in all', () => {
    const person = { asOf: '2026-07-10', facts: { group: 'social-worker', newlyQualified: 'social-worker', employedOn: '2026-01-01' }, events: held('2026-07-09') }
    expect(due(person, {})).toBe('2026-07-23')
    expect(due(person, { 'SEF-AMB-3': 'first-six-months' })).toBe('2026-08-09')
  })

  test('SEF-AMB-5: a post without a row meets as agreed, else monthly; or every eight weeks; or always monthly', () => {
    const person = ofGroup('practitioner')
    const agreed = { ...person, agreement: { every: 'P6W', signedOn: '2026-01-01' } }
    expect([due(person, {}), due(agreed, {})]).toEqual(['2026-07-01', '2026-07-13'])
    expect([due(person, { 'SEF-AMB-5': 'eight-weeks' }), due(agreed, { 'SEF-AMB-5': 'eight-weeks' })]).toEqual(['2026-07-27', '2026-07-13'])
    expect([due(person, { 'SEF-AMB-5': 'always-monthly' }), due(agreed, { 'SEF-AMB-5': 'always-monthly' })]).toEqual(['2026-07-01', '2026-07-01'])
  })

  test('SEF-AMB-6: residential and business support staff have no least length, or an hour; nobody else’s changes', () => {
    const agency = { ...ofGroup('residential', { asOf: '2026-06-25' }), facts: { group: 'residential', employment: 'agency' } }
    const starter = { ...ofGroup('residential'), facts: { group: 'residential', employedOn: '2026-05-01' } }
    const people = [ofGroup('residential'), ofGroup('business-support'), agency, starter, { ...agency, events: [...held('2026-06-01'), ...worked(16, '2026-06-03')] }]
    const minutes = (readings: Readings) => people.map((person) => oneToOne(person, underReadings(sefton, readings)).minutes)
    expect(minutes({})).toEqual([null, null, null, null, null])
    expect(minutes({ 'SEF-AMB-6': 'one-hour' })).toEqual([60, 60, 60, 60, 60])
    expect(oneToOne(ofGroup('social-worker'), underReadings(sefton, { 'SEF-AMB-6': 'one-hour' })).minutes).toBe(90)
  })

  test('SEF-AMB-10: every two months, or eight weeks because nobody may go longer', () => {
    const groups = ['assistant-director', 'service-manager', 'non-case-manager', 'personal-advisor', 'support-worker', 'business-support'] as const
    for (const group of groups) {
      expect([group, due(ofGroup(group), {})]).toEqual([group, '2026-08-01'])
      expect([group, due(ofGroup(group), { 'SEF-AMB-10': 'eight-weeks' })]).toEqual([group, '2026-07-27'])
    }
    expect(due(ofGroup('social-worker'), { 'SEF-AMB-10': 'eight-weeks' })).toBe('2026-07-01')
  })
})

test('what Sefton leaves to the service: a backstop, time for the agreement, days it is closed; all with a default', () => {
  expect(sefton.settings.map(({ key, rule, suggested, required }) => [key, rule, suggested, required])).toEqual([
    ['backstop', 'SEF-3.2', 'P8W', undefined],
    ['agreementWithin', 'SEF-8.0', 'P28D', undefined],
    ['closureDays', 'SEF-6.2', undefined, undefined],
  ])
  // What is suggested is what is computed by where nothing is chosen.
  const backstop = sefton.oneToOne.rules.flatMap((rule) => ('phases' in rule ? rule.phases.map(({ every }) => every) : []))
  expect(backstop).toContainEqual({ setting: 'backstop', otherwise: sefton.settings[0]?.suggested })
  expect(sefton.tracks.agreement?.within).toEqual({ setting: 'agreementWithin', otherwise: sefton.settings[1]?.suggested })
})

describe('who may supervise', () => {
  const needsOf = (facts: Facts): readonly string[] =>
    sefton.supervisors.filter(({ when }) => isFor(when, facts)).map(({ rule, needs }) => `${rule} ${needs}`)
  const everybody = ['SEF-2.3 named', 'SEF-2.1 line-manager-or-reason', 'SEF-1.7 trained']

  test('SEF-2.3, SEF-2.1, SEF-1.7: everybody has a named supervisor, the line manager, trained before supervising', () => {
    for (const group of Group.options) expect(needsOf(somebody({ group })).slice(0, 3)).toEqual(everybody)
    expect(needsOf(somebody({ group: 'residential' }))).toEqual(everybody)
  })

  test('SEF-2.4, SEF-3.12: a social worker’s supervisor is a registered one, whatever the employment', () => {
    for (const employment of Employment.options) {
      expect(needsOf(somebody({ group: 'social-worker', employment }))).toEqual([...everybody, 'SEF-2.4 registered'])
    }
    expect(needsOf(somebody({ newlyQualified: 'social-worker' }))).toEqual([...everybody, 'SEF-2.4 registered', 'SEF-3.12 qualified'])
    expect(needsOf(somebody({ newlyQualified: 'other' }))).toEqual(everybody)
  })
})

describe('where to go', () => {
  const routeOf = (kind: Route['kind']): Route => sefton.routes.find((route) => route.kind === kind)!
  const stepsFor = (kind: Route['kind'], group: Group = 'residential'): readonly string[] => {
    const person = { facts: somebody({ group }), agreed: false, residentialGroups: sefton.residentialGroups }
    return routesFor(sefton, person).find((route) => route.kind === kind)!.steps.map(({ to }) => to)
  }

  test('SEF-8.4, SEF-8.5: a disagreement goes to the senior manager, and between managers by grade', () => {
    const way = Group.options.map((group) => [group, stepsFor('disagreement', group)])
    expect(way).toEqual(
      Group.options.map((group) => [
        group,
        group === 'team-manager' ? ['assistant-director'] : group === 'service-manager' ? ['director'] : ['senior-manager'],
      ]),
    )
    expect(routeOf('disagreement').rule).toBe('SEF-8.4')
    expect(routeOf('disagreement').steps.map(({ rule }) => rule)).toEqual(['SEF-8.5', 'SEF-8.5', 'SEF-8.4'])
  })

  test('SEF-8.6: a concern about supervision practice is talked about first, then goes to the senior manager', () => {
    expect([routeOf('concern').rule, stepsFor('concern')]).toEqual(['SEF-8.6', ['supervisor', 'senior-manager']])
  })

  test('SEF-5.10, SEF-8.1: too little supervision goes to the supervisor, the manager named, and those above', () => {
    expect([routeOf('overdue').rule, stepsFor('overdue')]).toEqual([
      'SEF-5.10',
      ['supervisor', 'named-manager', 'service-manager', 'assistant-director'],
    ])
  })

  test('SEF-5.8: who is not sure what may be passed on asks the supervisor’s line manager', () => {
    expect([routeOf('disclosure').rule, stepsFor('disclosure')]).toEqual(['SEF-5.8', ['manager-above']])
  })
})

describe('who else may read', () => {
  const keysOf = (id: string): readonly string[] => sefton.access.filter(({ rule }) => rule === id).map(({ key }) => key)

  test('SEF-5.2, SEF-5.3, SEF-5.6: the policy’s own purposes and no others', () => {
    expect(keysOf('SEF-5.2')).toEqual(['public-interest', 'law', 'risk', 'conduct', 'performance-process'])
    expect(keysOf('SEF-5.3')).toEqual(['inspection'])
    expect(keysOf('SEF-5.6')).toEqual([
      'policy-development',
      'poor-performance',
      'discipline',
      'data-protection',
      'child-protection',
      'risk-management',
    ])
    expect(new Set(sefton.access.map(({ rule }) => rule))).toEqual(
      new Set(['SEF-5.2', 'SEF-5.3', 'SEF-5.4', 'SEF-5.5', 'SEF-5.6', 'SEF-5.7']),
    )
    expect(new Set(sefton.access.map(({ key }) => key)).size).toBe(sefton.access.length)
  })

  test('SEF-5.7: what is personal is passed on only where both agree, and the supervisee always knows', () => {
    const personal = sefton.access.filter(({ classes }) => classes.includes('A'))
    expect(personal.map(({ key, rule, told }) => [key, rule, told])).toEqual([['both-agree', 'SEF-5.7', 'always']])
    expect(sefton.access.flatMap(({ classes }) => classes)).not.toContain('E')
  })

  test('SEF-5.3, SEF-6.1: an inspector reads neither what is personal nor a child’s number', () => {
    const inspector = sefton.access.filter(({ readers }) => readers.includes('inspector'))
    expect(inspector.map(({ key, classes }) => [key, classes])).toEqual([['inspection', ['B', 'C']]])
    const out = sefton.redactions.filter(({ readers }) => readers.includes('inspector')).flatMap(({ classes }) => classes)
    expect(out).toEqual(['A', 'D'])
    const auditor = sefton.redactions.filter(({ readers }) => readers.includes('quality-assurance'))
    expect(auditor.map(({ rule, classes }) => [rule, classes])).toEqual([['SEF-6.1', ['A']]])
  })
})

describe('learning', () => {
  const askedOf = (facts: Facts): readonly string[] => sefton.learning.filter(({ when }) => isFor(when, facts)).map(({ rule }) => rule)

  test('SEF-1.7: supervisors learn before they supervise; SEF-9.2: the policy is read before induction ends', () => {
    expect(sefton.learning.map(({ rule, who, before }) => [rule, who, before]).slice(0, 2)).toEqual([
      ['SEF-1.7', 'supervisors', 'supervising'],
      ['SEF-9.2', 'supervisees', 'induction-ends'],
    ])
  })

  test('SEF-4.6b, SEF-App3.3: registration every year and the learning account every quarter, for social workers only', () => {
    expect(sefton.learning.map(({ rule, every }) => [rule, every]).slice(2)).toEqual([
      ['SEF-4.6b', 'P12M'],
      ['SEF-App3.3', 'P3M'],
    ])
    for (const group of Group.options) {
      const asked = askedOf(somebody({ group }))
      expect([group, asked.length]).toEqual([group, group === 'social-worker' ? 4 : 2])
    }
    expect(askedOf(somebody({ newlyQualified: 'social-worker' }))).toContain('SEF-App3.3')
  })
})
