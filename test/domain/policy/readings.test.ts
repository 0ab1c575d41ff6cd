import { describe, expect, test } from 'vitest'
import { checkPack } from '../../../src/domain/policy/check-pack.ts'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../../src/domain/policy/packs.ts'
import { ChangeUnusable, underReadings } from '../../../src/domain/policy/readings.ts'
import { held, oneToOne, sefton } from './setup.ts'

const withReading = (changes: readonly unknown[]): PolicyPack =>
  PolicyPack.parse({
    ...JSON.parse(JSON.stringify(sefton)),
    ambiguities: [
      {
        id: 'OWN-AMB-1',
        says: { en: 'How often?' },
        rules: ['SEF-AMB-5'],
        reading: 'as-it-is',
        readings: [
          { key: 'as-it-is', says: { en: 'as it is' } },
          { key: 'other', says: { en: 'otherwise' }, changes },
        ],
      },
    ],
  })

const monthly = sefton.oneToOne.rules.findIndex(({ id }) => id === 'SEF-AMB-5')
const every = `/oneToOne/rules/${monthly}/phases/0/every`
const person = { asOf: '2026-06-02', facts: { group: 'practitioner' as const }, events: held('2026-06-01') }

describe('a policy under another reading', () => {
  test('is computed by the changes of the reading chosen, and the pack itself stays as it is', () => {
    const pack = withReading([{ op: 'replace', path: every, value: 'P3W' }])
    expect(oneToOne(person, underReadings(pack, {})).due).toBe('2026-07-01')
    expect(oneToOne(person, underReadings(pack, { 'OWN-AMB-1': 'other' })).due).toBe('2026-06-22')
    expect(oneToOne(person, pack).due).toBe('2026-07-01')
  })

  test('is worked out once for the same readings', () => {
    const pack = withReading([{ op: 'replace', path: every, value: 'P3W' }])
    expect(underReadings(pack, { 'OWN-AMB-1': 'other' })).toBe(underReadings(pack, { 'OWN-AMB-1': 'other' }))
    expect(underReadings(pack, { 'OWN-AMB-1': 'as-it-is' })).toBe(pack)
    expect(underReadings(pack, { 'SEF-AMB-99': 'other' })).toBe(pack)
  })

  test('adds to lists and objects, and takes out of them', () => {
    const added = withReading([
      { op: 'add', path: '/cancelReasons/-', value: { key: 'flood', label: { en: 'A flood' }, rule: 'SEF-3.3' } },
      { op: 'remove', path: '/cancelReasons/0' },
      { op: 'remove', path: '/tracks/appraisal' },
      { op: 'add', path: '/tracks/cover', value: { rule: 'SEF-0.1', says: { en: 'cover' }, after: 'P3W' } },
    ])
    const pack = underReadings(added, { 'OWN-AMB-1': 'other' })
    expect(pack.cancelReasons.map(({ key }) => key)).toEqual([...sefton.cancelReasons.slice(1).map(({ key }) => key), 'flood'])
    expect([pack.tracks.appraisal, pack.tracks.cover?.after]).toEqual([undefined, 'P3W'])
  })

  test.each([
    [{ op: 'replace', path: '/nothing', value: 1 }],
    [{ op: 'replace', path: '/cancelReasons/99', value: 1 }],
    [{ op: 'replace', path: '/cancelReasons/-', value: 1 }],
    [{ op: 'remove', path: '/cancelReasons/-' }],
    [{ op: 'remove', path: '/id/0' }],
    [{ op: 'remove', path: '' }],
  ])('a change whose path leads nowhere is refused: %j', (change) => {
    expect(() => underReadings(withReading([change]), { 'OWN-AMB-1': 'other' })).toThrow(ChangeUnusable)
  })

  test('a change that makes it no policy any more is found when the pack is checked', () => {
    const spoilt = checkPack(withReading([{ op: 'remove', path: '/oneToOne' }]))
    const found = spoilt.ok ? [] : spoilt.problems.filter(({ problem }) => problem.kind === 'leads-nowhere')
    expect(found.map(({ path }) => path.join('.'))).toEqual(['ambiguities.0.readings.1.changes'])
  })

  test('every reading of every shipped policy can be chosen', () => {
    for (const pack of shippedPacks) {
      for (const { id, readings } of pack.ambiguities) {
        for (const { key } of readings) expect(underReadings(pack, { [id]: key }).id).toBe(pack.id)
      }
    }
  })
})
