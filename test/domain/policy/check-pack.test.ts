/** A service's own policy is checked before it is taken in: everything wrong with it, each with its path in the file. */
import { describe, expect, test } from 'vitest'
import { type Json } from '../../../src/domain/json.ts'
import { checkPack } from '../../../src/domain/policy/check-pack.ts'
import { shippedPacks } from '../../../src/domain/policy/packs.ts'
import { sefton } from './setup.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- a pack being spoilt on purpose
type Draft = Record<string, any>
const draft = (change: (pack: Draft) => void): Json => {
  const pack = JSON.parse(JSON.stringify(sefton)) as Draft
  change(pack)
  return pack
}
const problems = (change: (pack: Draft) => void) => {
  const checked = checkPack(draft(change))
  return checked.ok ? [] : checked.problems.map(({ path, problem }) => [path.map(String).join('.'), problem.kind])
}

describe('a policy file', () => {
  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))('%s, which ships, is one that can be used', (_, pack) => {
    expect(checkPack(JSON.parse(JSON.stringify(pack)))).toMatchObject({ ok: true })
  })

  test.each<[string, (pack: Draft) => void, string, string]>([
    ['a key nobody knows', (pack) => (pack.colour = 'red'), 'colour', 'unknown-key'],
    ['a key that is missing', (pack) => delete pack.name, 'name', 'missing'],
    ['an interval that is none', (pack) => (pack.oneToOne.rules[0].phases[0].every = 'two months'), 'oneToOne.rules.0.phases.0.every', 'not-a-duration'],
    ['a group nobody knows', (pack) => (pack.oneToOne.rules[0].when.group = ['cook']), 'oneToOne.rules.0.when.group.0', 'not-one-of'],
    ['a date that does not exist', (pack) => (pack.tracks['policy-review'].on = '2026-02-30'), 'tracks.policy-review.on', 'not-a-date'],
    ['text that is empty', (pack) => (pack.name.en = ''), 'name.en', 'too-small'],
    ['a number where text belongs', (pack) => (pack.name.en = 7), 'name.en', 'wrong-type'],
    ['a field type nobody knows', (pack) => (pack.forms[0].sections[0].fields[0].type = 'drawing'), 'forms.0.sections.0.fields.0.type', 'not-one-of'],
    ['a rule that the list of rules lacks', (pack) => (pack.tracks.record.rule = 'SEF-99'), 'tracks.record.rule', 'rule-unknown'],
    ['a rule replaced that is not there', (pack) => (pack.oneToOne.rules[7].replaces = ['SEF-99']), 'oneToOne.rules.7.replaces.0', 'rule-unknown'],
    ['no form for sessions', (pack) => (pack.forms = pack.forms.filter(({ record }: Draft) => record !== 'session')), 'forms', 'no-form'],
    ['an id to which no record could be pinned', (pack) => (pack.id = 'a'.repeat(61)), 'id', 'wrong'],
    ['a form to which no record could be pinned', (pack) => (pack.forms[0].id = 'a'.repeat(61)), 'forms.0.id', 'wrong'],
    ['a field in which nothing could be written', (pack) => (pack.forms[0].sections[1].fields[0].key = 'a'.repeat(121)), 'forms.0.sections.1.fields.0.key', 'wrong'],
    [
      'a column in which nothing could be written',
      (pack) => {
        const columns = [{ key: 'a'.repeat(80), label: { en: 'Long' }, type: 'line' }]
        pack.forms[0].sections[1].fields.push({ key: 'rows', label: { en: 'Rows' }, voice: 'both', class: 'B', type: 'table', row: { en: 'row' }, columns })
      },
      'forms.0.sections.1.fields.-1.columns.0.key',
      'wrong',
    ],
    ['observations asked for with no form for them', (pack) => (pack.forms = pack.forms.filter(({ record }: Draft) => record !== 'observation')), 'forms', 'no-form'],
    ['a rule listed twice', (pack) => pack.rules.push(pack.rules[0]), 'rules.-1.id', 'twice'],
  ])('%s is named with its place', (_, change, path, kind) => {
    const found = problems(change).map(([at, problem]) => [at!.replace(/^rules\.\d+\.id$/, 'rules.-1.id').replace(/fields\.\d+\.columns/, 'fields.-1.columns'), problem])
    expect(found).toContainEqual([path, kind])
  })

  test('a value that is wrong in two ways is one thing to put right', () => {
    const found = problems((pack) => (pack.oneToOne.rules[0].phases[0].every = 'two months'))
    expect(found).toEqual([['oneToOne.rules.0.phases.0.every', 'not-a-duration']])
  })

  test('a reading whose change leads nowhere is named with its place', () => {
    const changes = [{ op: 'replace', path: '/oneToOne/rules/99/id', value: 'x' }]
    const found = problems((pack) => {
      pack.ambiguities.push({
        id: 'OWN-AMB-1', says: { en: 'How?' }, rules: ['SEF-3.8'], reading: 'as-is',
        readings: [{ key: 'as-is', says: { en: 'so' } }, { key: 'other', says: { en: 'otherwise' }, changes }],
      })
    })
    expect(found.map(([at, kind]) => [at!.replace(/ambiguities\.\d+/, 'ambiguities.n'), kind])).toEqual([['ambiguities.n.readings.1.changes', 'leads-nowhere']])
  })

  test('readings are tried one by one, so there are not thousands of them', () => {
    const changes = [{ op: 'remove', path: '/tracks/appraisal' }]
    const readings = Array.from({ length: 2000 }, (_, index) => ({ key: `other${index}`, says: { en: 'otherwise' }, changes }))
    const found = problems((pack) =>
      pack.ambiguities.push({ id: 'OWN-AMB-1', says: { en: 'How?' }, rules: ['SEF-3.8'], reading: 'as-is', readings: [{ key: 'as-is', says: { en: 'so' } }, ...readings] }),
    )
    expect(found).toEqual([['ambiguities', 'wrong']])
  })

  test('a reading that changes a form is named with its place: records are pinned to forms, not to readings', () => {
    const changes = [{ op: 'remove', path: '/forms/0/sections/0/hint' }]
    const found = problems((pack) => {
      pack.ambiguities = [
        {
          id: 'OWN-AMB-1', says: { en: 'How?' }, rules: ['SEF-3.8'], reading: 'as-is',
          readings: [{ key: 'as-is', says: { en: 'so' } }, { key: 'other', says: { en: 'otherwise' }, changes }],
        },
      ]
    })
    expect(found).toContainEqual(['ambiguities.0.readings.1.changes.0.path', 'changes-form'])
  })

  test.each([null, 7, 'text', [], {}])('%j is no policy', (raw) => {
    expect(checkPack(raw).ok).toBe(false)
  })
})
