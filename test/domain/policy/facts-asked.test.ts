/** What a form has to ask of a person, by each policy that ships and by one that a service writes. */
import { describe, expect, test } from 'vitest'
import { factsAsked, type FactAsked } from '../../../src/domain/policy/facts-asked.ts'
import { type OneToOneRule, type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf, shippedPacks } from '../../../src/domain/policy/packs.ts'
import { underReadings } from '../../../src/domain/policy/readings.ts'

const pack = (id: string): PolicyPack => {
  const found = packOf(id)
  if (!found) throw new Error(id)
  return found
}
const asked = (id: string): readonly FactAsked[] => factsAsked(pack(id))
const short = (facts: readonly FactAsked[]) => facts.map(({ trait, day, changes }) => [trait, day, changes.map(({ rule }) => rule)])
const changed = (rules: readonly OneToOneRule[], tracks: PolicyPack['tracks'] = {}): PolicyPack => ({
  ...pack('wales-model'),
  oneToOne: { ...pack('wales-model').oneToOne, rules: [...rules] },
  tracks,
})
const rule = (change: Partial<OneToOneRule>): OneToOneRule =>
  ({ id: 'OWN-1', says: { en: 'weekly' }, force: 'standing', phases: [{ every: 'P1W' }], ...change }) as OneToOneRule

describe('what a policy has to be told of a person (semantics §3, §4)', () => {
  test('wokingham: the assessed year (WOK-A16a) and when probation ends (WOK-A16b)', () => {
    expect(short(asked('wokingham'))).toEqual([
      ['newly-qualified-social-worker', null, ['WOK-A16a']],
      ['on-probation', 'probationEndsOn', ['WOK-A16b']],
    ])
  })

  test('havering: both kinds of newly qualified, the other with its day (HAV-App3.c, d), and from outside the UK (HAV-App3.i)', () => {
    expect(short(asked('havering'))).toEqual([
      ['newly-qualified-social-worker', null, ['HAV-App3.d']],
      ['newly-qualified-other', 'qualifiedOn', ['HAV-App3.c']],
      ['from-outside-uk', null, ['HAV-App3.i']],
    ])
  })

  test('sefton: the assessed year with its reviews (SEF-3.12, SEF-3.14), and who works in a home (SEF-3.17)', () => {
    expect(short(asked('sefton'))).toEqual([
      ['newly-qualified-social-worker', null, ['SEF-3.12', 'SEF-3.14']],
      ['residential-home', null, ['SEF-3.17']],
    ])
  })

  test.each(['sswb', 'wales-model'])('%s: nothing', (id) => {
    expect(asked(id)).toEqual([])
  })

  test('each says in the policy’s words what it changes, a rule that is written twice once', () => {
    const [assessedYear] = asked('wokingham')
    expect(assessedYear?.changes[0]?.says.map(({ en }) => en)).toEqual([
      'weekly in the first six weeks',
      'fortnightly for the next six months',
      'monthly after the first six weeks and six months',
    ])
  })

  test('no reading of a shipped policy asks for more than the policy does', () => {
    for (const each of shippedPacks) {
      const traits = new Set(factsAsked(each).map(({ trait }) => trait))
      for (const { id, readings } of each.ambiguities) {
        for (const { key } of readings) {
          const under = factsAsked(underReadings(each, { [id]: key }))
          expect(under.filter(({ trait }) => !traits.has(trait)), `${each.id} ${id} ${key}`).toEqual([])
        }
      }
    }
  })
})

describe('a policy that a service writes', () => {
  test('what is only said of those who are not is asked, and changes nothing for those who are', () => {
    const own = changed([rule({ when: { not: { any: [{ newlyQualified: ['other'] }, { fromOutsideUk: true }] } } })])
    expect(short(factsAsked(own))).toEqual([['newly-qualified-other', null, []], ['from-outside-uk', null, []]])
  })

  test('a "false" under a "not" is for those who are', () => {
    expect(short(factsAsked(changed([rule({ when: { not: { fromOutsideUk: false } } })])))).toEqual([['from-outside-uk', null, ['OWN-1']]])
  })

  test('the day of qualifying is asked of everybody where a phase runs to it whoever it is (C3)', () => {
    const own = changed([rule({ phases: [{ every: 'P1W', until: { fact: 'qualifiedOn' } }] } as Partial<OneToOneRule>)])
    expect(short(factsAsked(own))).toEqual([['qualified', 'qualifiedOn', ['OWN-1']]])
  })

  test('a track that looks at a fact asks for it, whoever goes on being asked too', () => {
    const appraisal = { rule: 'OWN-2', says: { en: 'yearly' }, event: 'appraisal', every: 'P12M', from: 'employedOn' } as const
    expect(short(factsAsked(changed([rule({})], { appraisal: { ...appraisal, when: { residentialHome: true } } } as PolicyPack['tracks'])))).toEqual([
      ['residential-home', null, ['OWN-2']],
    ])
    const then = { appraisal: { ...appraisal, thenWhen: { not: { newlyQualified: ['social-worker'] } } } } as PolicyPack['tracks']
    expect(short(factsAsked(changed([rule({})], then)))).toEqual([['newly-qualified-social-worker', null, []]])
  })

  test('a rule that counts shifts is looked at like any other', () => {
    const counts = { id: 'OWN-3', says: { en: 'by shifts' }, force: 'extra', when: { residentialHome: true }, count: { of: 'shift', every: 16, soonFrom: 12 } } as const
    expect(short(factsAsked(changed([rule({}), counts as unknown as OneToOneRule])))).toEqual([['residential-home', null, ['OWN-3']]])
  })
})
