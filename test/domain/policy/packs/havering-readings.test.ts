/** Havering's policy where it can be read in more than one way (HAV-AMB-1 to 8). */
import { describe, expect, test } from 'vitest'
import { type PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { underReadings } from '../../../../src/domain/policy/readings.ts'
import { answersTo, held, oneToOne, type Person } from '../setup.ts'

const havering = packOf('havering') as PolicyPack
const read = (id: string, key: string): PolicyPack => underReadings(havering, { [id]: key })
const under = (person: Person, id: string): Readonly<Record<string, readonly unknown[]>> => {
  const readings = havering.ambiguities.find((each) => each.id === id)?.readings ?? []
  return Object.fromEntries(
    readings.map(({ key }) => {
      const { state, due, minutes } = oneToOne(person, read(id, key))
      return [key, [state === 'not-set-up' ? state : due, minutes]]
    }),
  )
}

describe('every ambiguity of the catalogue', () => {
  test('is there, with the reading that the pack is written by, and others that change something', () => {
    expect(havering.ambiguities.map(({ id, readings }) => [id, readings.length])).toEqual([
      ['HAV-AMB-1', 2],
      ['HAV-AMB-2', 3],
      ['HAV-AMB-3', 1],
      ['HAV-AMB-4', 2],
      ['HAV-AMB-5', 2],
      ['HAV-AMB-6', 3],
      ['HAV-AMB-7', 2],
      ['HAV-AMB-8', 1],
    ])
    const ids = new Set(havering.rules.map(({ id }) => id))
    for (const { id, rules, reading, readings } of havering.ambiguities) {
      expect(rules.filter((rule) => !ids.has(rule))).toEqual([])
      for (const { key } of readings) {
        const changed = JSON.stringify(read(id, key)) !== JSON.stringify(havering)
        expect([id, key, changed]).toEqual([id, key, key !== reading])
      }
    }
  })
})

describe('what another reading changes', () => {
  test('HAV-AMB-1: four a year each, or no number of one’s own', () => {
    const supervisor = { asOf: '2026-06-25', facts: { supervisesSince: '2024-01-01' } }
    expect(answersTo(supervisor, havering).get('quota:observation')?.due).toBe('2026-12-31')
    expect(answersTo(supervisor, havering).has('quota:audit')).toBe(true)
    const team = answersTo(supervisor, read('HAV-AMB-1', 'per-team'))
    expect([team.has('quota:observation'), team.has('quota:audit')]).toEqual([false, false])
  })

  test('HAV-AMB-2: in day services every eight weeks, as agreed, or monthly', () => {
    const person = { asOf: '2026-06-02', facts: { group: 'day-opportunities' }, events: held('2026-06-01') }
    expect(under(person, 'HAV-AMB-2')).toEqual({
      'eight-weeks-and-group': ['2026-07-27', 60],
      'group-instead': ['not-set-up', 60],
      'monthly-and-group': ['2026-07-01', 60],
    })
    const agreed = { ...person, agreement: { every: 'P3M', signedOn: '2026-01-01' } }
    expect(under(agreed, 'HAV-AMB-2')['group-instead']).toEqual(['2026-09-01', 60])
  })

  test('HAV-AMB-3: the hint of the reflection is about both models, and that is not read otherwise', () => {
    const hint = havering.forms
      .flatMap(({ sections }) => sections.flatMap(({ fields }) => fields))
      .find((field) => field.key === 'reflecting')?.hint?.en
    expect([/cycle/.test(hint ?? ''), /mediation/.test(hint ?? '')]).toEqual([true, true])
  })

  test('HAV-AMB-4: seven years either way; what then is in the words', () => {
    const leaver = { asOf: '2026-06-25', facts: { leftOn: '2026-03-31' } }
    const due = (key: string): unknown => answersTo(leaver, read('HAV-AMB-4', key)).get('retention')?.due
    expect([due('kept-then-decided'), due('archived')]).toEqual(['2033-03-31', '2033-03-31'])
    expect(read('HAV-AMB-4', 'archived').tracks.retention?.says.en).toMatch(/archived/)
  })

  test('HAV-AMB-5: new and newly qualified is weekly at first, or fortnightly from the start', () => {
    const facts = { newlyQualified: 'other', qualifiedOn: '2026-06-01', employedOn: '2026-06-01' }
    const person = { asOf: '2026-06-02', facts }
    expect(under(person, 'HAV-AMB-5')).toEqual({ strictest: ['2026-06-08', 60], 'own-row': ['2026-06-15', 60] })
    const justNew = { asOf: '2026-06-02', facts: { employedOn: '2026-06-01' } }
    expect(under(justNew, 'HAV-AMB-5')).toEqual({ strictest: ['2026-06-08', 60], 'own-row': ['2026-06-08', 60] })
  })

  test('HAV-AMB-6: administrative staff quarterly for an hour, quarterly for any length, or monthly', () => {
    const person = { asOf: '2026-06-02', facts: { group: 'admin' }, events: held('2026-06-01') }
    expect(under(person, 'HAV-AMB-6')).toEqual({
      'quarterly-for-an-hour': ['2026-09-01', 60],
      'quarterly-any-length': ['2026-09-01', null],
      'monthly-for-all': ['2026-07-01', 60],
    })
  })

  test('HAV-AMB-7: three months from qualifying, or from starting work', () => {
    const facts = { newlyQualified: 'other', qualifiedOn: '2026-01-05', employedOn: '2026-05-01' }
    const person = { asOf: '2026-06-16', facts, events: held('2026-06-15') }
    expect(under(person, 'HAV-AMB-7')).toEqual({ qualification: ['2026-07-15', 60], employment: ['2026-06-29', 60] })
  })
})
