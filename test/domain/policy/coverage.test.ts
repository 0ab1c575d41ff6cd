import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { idsIn } from '../../../sync/commands/policy/carrier.ts'
import { citedIn, titledIn } from '../../../sync/commands/policy/citations.ts'
import { coverageReport } from '../../../sync/commands/policy/coverage-report.ts'
import { coverageOf } from '../../../sync/commands/policy/coverage.ts'
import { namingsIn } from '../../../sync/commands/policy/pack-carriers.ts'

let root = ''
const write = (file: string, content: unknown): void => {
  const full = path.join(root, file)
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content))
}

const entry = (id: string, check: string, pack = 'own') => ({ id, pack, kinds: ['FREQ'], force: 'M', check, rule: 'Words' })
const catalogue = (...entries: readonly ReturnType<typeof entry>[]): void => write('src/domain/policy/catalogue.json', entries)
const says = { en: 'Words' }
const pack = (more: Record<string, unknown>): void => write('src/domain/policy/packs/own.json', { id: 'own', ...more })
const planned = (...lists: readonly { work: string; ids: readonly string[] }[]): void =>
  write('sync/commands/policy/planned.json', lists)
const scenario = (name: string, expected: unknown) => ({
  name,
  policy: 'own',
  asOf: '2026-06-11',
  facts: { group: 'residential', employment: 'casual', employedOn: '2026-06-01' },
  expect: expected,
})

const report = () => coverageReport(coverageOf(root))
const line = (id: string): string | undefined => report().lines.find((each) => each.startsWith(`${id} `))

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'coverage-'))
  pack({})
  planned()
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

const clock = { oneToOne: { rules: [{ id: 'OWN-1', says, force: 'standing', phases: [{ every: 'P1M' }] }] } }

describe('policy coverage', () => {
  test('says for each rule what carries it, where, and what tests it; then the counts; and exits 0', () => {
    catalogue(entry('OWN-1', 'A'), entry('OWN-2', 'W'), entry('OWN-3', 'T'), entry('TWO-1', 'A', 'two'))
    pack({ ...clock, routes: [{ id: 'r', rule: 'OWN-2', says }], rules: [{ id: 'OWN-3', says, guides: ['session'] }] })
    write('test/scenarios/a.json', [
      scenario('by its name OWN-1', { 'one-to-one': null }),
      scenario('by the rule', { 'one-to-one': { rule: 'OWN-1' } }),
      scenario('not', { agreement: { rule: 'OWN-9' } }),
    ])
    planned({ work: 'reports', ids: ['TWO-1'] })
    expect(report()).toEqual({
      lines: [
        'OWN-1  A  executable src/domain/policy/packs/own.json /oneToOne/rules/0 · tested by test/scenarios/a.json (2)',
        'OWN-2  W  step src/domain/policy/packs/own.json /routes/0',
        'OWN-3  T  text src/domain/policy/packs/own.json /rules/0',
        'TWO-1  A  planned: reports',
        'own: 3 carried, 0 planned, 0 without',
        'two: 0 carried, 1 planned, 0 without',
        '3 carried, 1 planned, 0 without',
      ],
      code: 0,
    })
  })

  test('a rule that nothing carries fails: to be told in the policy’s own list is not to be carried', () => {
    catalogue(entry('OWN-1', 'T'))
    pack({ rules: [{ id: 'OWN-1', says }] })
    expect(line('OWN-1')).toBe('OWN-1  T  NOTHING CARRIES IT')
    expect(report().code).toBe(1)
    expect(report().lines.at(-1)).toBe('0 carried, 0 planned, 1 without')
  })

  test('what the engine runs by counts only where a scenario names the rule, whatever other tests are called', () => {
    catalogue(entry('OWN-1', 'A'))
    pack(clock)
    write('src/domain/a.ts', '// OWN-1')
    write('test/domain/a.test.ts', "test('OWN-1: monthly', () => {})")
    expect(line('OWN-1')).toMatch(/^OWN-1 {2}A {2}NO SCENARIO NAMES IT \(only executable /)
    write('test/scenarios/a.json', [scenario('also', { 'one-to-one': { rule: 'OWN-2', also: ['OWN-1'] } })])
    expect(line('OWN-1')).toMatch(/tested by test\/scenarios\/a\.json \(1\)$/)
  })

  test('A: a step is not enough, nor a required field that no test is named for', () => {
    catalogue(entry('OWN-1', 'A'))
    const form = (field: Record<string, unknown>): void =>
      pack({ forms: [{ id: 'f', record: 'session', sections: [{ id: 's', fields: [{ key: 'a', rule: 'OWN-1', ...field }] }] }] })
    form({})
    expect(line('OWN-1')).toMatch(/NOTHING EXECUTABLE CARRIES IT \(only step .*\/forms\/0\/sections\/0\/fields\/0\)$/)
    form({ required: true })
    expect(line('OWN-1')).toMatch(/NO TEST NAMES IT IN ITS TITLE/)
    write('test/features/a.test.tsx', '// OWN-1\nconst OWN = "OWN-1"\ntest("a", () => {})')
    expect(report().code).toBe(1)
    write('test/features/a.test.tsx', "test('OWN-1: must be answered', () => {})")
    expect(line('OWN-1')).toMatch(/fields\/0 · tested by test\/features\/a\.test\.tsx$/)
    expect(report().code).toBe(0)
  })

  test('W: guidance alone is not enough, a screen that cites the rule is', () => {
    catalogue(entry('OWN-1', 'W'))
    pack({ rules: [{ id: 'OWN-1', says, guides: ['session'] }] })
    expect(line('OWN-1')).toMatch(/NO SCREEN, FIELD OR STEP CARRIES IT \(only text /)
    write('src/features/home/page.tsx', 'const a = 1\n/** What is wanted (OWN-1). */\n')
    expect(line('OWN-1')).toBe('OWN-1  W  step src/features/home/page.tsx line 2 and 1 more')
  })

  test('A: code of the domain or the server that cites the rule carries it; a screen, a test, words or this command don’t', () => {
    catalogue(entry('OWN-1', 'A'))
    write('test/domain/a.test.ts', "/* OWN-1 */ describe('OWN-1', () => {})")
    write('src/words/en/a.ts', '// OWN-1')
    write('sync/commands/policy/a.ts', '// OWN-1')
    write('src/domain/policy/form.ts', '// OWN-1')
    expect(line('OWN-1')).toBe('OWN-1  A  NOTHING CARRIES IT')
    write('src/features/home/page.tsx', '// OWN-1')
    expect(line('OWN-1')).toMatch(/NOTHING EXECUTABLE/)
    write('sync/http/a.ts', '// OWN-1')
    expect(line('OWN-1')).toBe('OWN-1  A  executable sync/http/a.ts line 1 and 1 more · tested by test/domain/a.test.ts')
  })

  test('the planned list only shrinks: what is carried, unknown or there twice is an error', () => {
    catalogue(entry('OWN-1', 'T'), entry('OWN-2', 'T'))
    pack({ supervisors: [{ rule: 'OWN-1', says }] })
    planned({ work: 'reports', ids: ['OWN-1', 'OWN-2'] }, { work: 'Cymraeg', ids: ['OWN-2', 'OWN-7'] })
    const { lines, code } = report()
    expect(code).toBe(1)
    expect(lines.filter((each) => each.includes('planned.json'))).toEqual([
      'OWN-1 is carried now: take it out of planned.json (reports), which only shrinks',
      'OWN-2 is twice in planned.json: keep one (not that of Cymraeg)',
      'OWN-7 is no rule of the catalogue: correct it in planned.json (Cymraeg) or take it out',
    ])
    planned({ work: 'some day', ids: ['OWN-2'] })
    expect(report).toThrow(/sign-in, access, audit and inspection/)
  })

  test('a rule that a pack names must be in the catalogue, or be what the pack itself leaves open', () => {
    catalogue(entry('OWN-1', 'T'))
    const supervisors = [{ rule: 'OWN-1', says }, { rule: 'OWN-AMB-1', says }]
    pack({ supervisors })
    expect(report().code).toBe(1)
    expect(report().lines).toContain(
      'OWN-AMB-1 is no rule of the catalogue and none of the policy’s own readings: correct it at src/domain/policy/packs/own.json /supervisors/1',
    )
    pack({ supervisors, ambiguities: [{ id: 'OWN-AMB-1', rules: ['OWN-1'] }] })
    expect(report().code).toBe(0)
  })
})

describe('what in a pack carries a rule', () => {
  const kinds = (value: Parameters<typeof namingsIn>[0]): unknown[] => namingsIn(value, 'own.json').map(({ id, kind, place }) => [id, kind, place])

  test('each piece by what it does', () => {
    expect(
      kinds({
        oneToOne: { rules: [{ id: 'OWN-1' }], escalate: { rule: 'OWN-2' } },
        tracks: { case: { first: { rule: 'OWN-3' }, rules: [{ rule: 'OWN-4' }] } },
        settings: [{ rule: 'OWN-5', required: true }, { rule: 'OWN-6' }],
        redactions: [{ rule: 'OWN-7' }],
        groups: { rule: 'OWN-8', most: 6, roles: [{ rule: 'OWN-9', least: 1 }] },
        cancelReasons: [{ rule: 'OWN-10' }],
        supervisors: [{ rule: 'OWN-11', needs: 'trained' }, { rule: 'OWN-12', needs: 'named' }],
        routes: [{ rule: 'OWN-13', steps: [{ rule: 'OWN-14' }, { rule: 'OWN-15', when: { group: ['director'] } }] }],
        learning: [{ rule: 'OWN-16' }],
        access: [{ rule: 'OWN-17' }],
        file: [
          { rule: 'OWN-18', holds: 'sessions' },
          { rule: 'OWN-19', holds: 'references' },
          { rule: 'OWN-20', holds: 'references', when: { group: ['admin'] } },
        ],
      }),
    ).toEqual([
      ['OWN-1', 'executable', '/oneToOne/rules/0'],
      ['OWN-2', 'executable', '/oneToOne/escalate'],
      ['OWN-3', 'executable', '/tracks/case/first'],
      ['OWN-4', 'executable', '/tracks/case/rules/0'],
      ['OWN-5', 'executable', '/settings/0'],
      ['OWN-6', 'step', '/settings/1'],
      ['OWN-7', null, '/redactions/0'],
      ['OWN-8', null, '/groups'],
      ['OWN-9', null, '/groups/roles/0'],
      ['OWN-10', 'executable', '/cancelReasons/0'],
      ['OWN-11', 'step', '/supervisors/0'],
      ['OWN-12', 'executable', '/supervisors/1'],
      ['OWN-13', 'step', '/routes/0'],
      ['OWN-14', 'step', '/routes/0/steps/0'],
      ['OWN-15', 'executable', '/routes/0/steps/1'],
      ['OWN-16', null, '/learning/0'],
      ['OWN-17', null, '/access/0'],
      ['OWN-18', 'executable', '/file/0'],
      ['OWN-19', 'step', '/file/1'],
      ['OWN-20', 'executable', '/file/2'],
    ])
  })

  test('a form, its section, its field and a table’s column by whether the record is held back without them', () => {
    const field = (more: Record<string, string | boolean>) => ({ key: 'a', ...more })
    const table = { key: 'cases', columns: [{ key: 'ref', rule: 'OWN-8', required: true }, { key: 'what', rule: 'OWN-9' }] }
    const sections = [
      { id: 'a', rule: 'OWN-2', fields: [field({ rule: 'OWN-3' })] },
      { id: 'b', rule: 'OWN-4', fields: [field({ rule: 'OWN-5', required: true }), field({ rule: 'OWN-6', onlyWhen: 'gap-exceeded' })] },
      { id: 'c', rule: 'OWN-7', fields: [table] },
      { id: 'd', rule: 'OWN-10', clauses: [{ en: 'We both prepare.' }], fields: [] },
      { id: 'e', rule: 'OWN-11', fields: [{ key: 'actions', type: 'actions', rule: 'OWN-12' }] },
    ]
    expect(kinds({ forms: [{ rule: 'OWN-1', record: 'session', sections }] }).map((each) => (each as unknown[]).slice(0, 2))).toEqual([
      ['OWN-1', 'executable'],
      ['OWN-2', 'step'],
      ['OWN-3', 'step'],
      ['OWN-4', 'executable'],
      ['OWN-5', 'executable'],
      ['OWN-6', 'executable'],
      ['OWN-7', 'executable'],
      ['OWN-8', 'executable'],
      ['OWN-9', 'step'],
      ['OWN-10', 'executable'],
      ['OWN-11', 'executable'],
      ['OWN-12', 'executable'],
    ])
  })

  test('a form of a record that is not kept carries nothing: nobody can fill it in', () => {
    const form = (record: string) => ({ rule: 'OWN-1', record, sections: [{ id: 'a', rule: 'OWN-2', fields: [{ key: 'a', rule: 'OWN-3', required: true }] }] })
    for (const record of ['group-session', 'case-supervision', 'reflective-log', 'evaluation', 'audit']) expect([record, kinds({ forms: [form(record)] })]).toEqual([record, []])
    for (const record of ['session', 'agreement', 'observation', 'file']) expect([record, kinds({ forms: [form(record)] }).length]).toEqual([record, 3])
  })

  test('an ambiguity carries its rules where one of its readings changes what is computed or asked, not words alone', () => {
    const changes = [{ op: 'replace', path: '/tracks/group/rule', value: { rule: 'OWN-9' } }]
    const words = [{ op: 'replace', path: '/tracks/group/says/en', value: 'weekly' }, { op: 'replace', path: '/rules/0/says', value: { en: 'Weekly.' } }]
    const ambiguity = (id: string, rules: string[], more: object) => ({ id, rules, readings: [{ key: 'own' }, { key: 'other', ...more }] })
    expect(kinds({ ambiguities: [ambiguity('OWN-AMB-1', ['OWN-1', 'OWN-2'], { changes }), ambiguity('OWN-AMB-2', ['OWN-3'], {}), ambiguity('OWN-AMB-3', ['OWN-4'], { changes: words })] })).toEqual([
      ['OWN-1', 'executable', '/ambiguities/0'],
      ['OWN-2', 'executable', '/ambiguities/0'],
      ['OWN-3', null, '/ambiguities/1'],
      ['OWN-4', null, '/ambiguities/2'],
    ])
  })
})

describe('where rules are named', () => {
  test('an id is read whole, without the full stop or the bracket after it', () => {
    expect(idsIn('(SEF-3.18). As SEF-10, HAV-App3.a; WOK-A22+ and WOK-2.1.1a.')).toEqual(['SEF-3.18', 'SEF-10', 'HAV-App3.a', 'WOK-A22+', 'WOK-2.1.1a'])
    expect(idsIn('a-SEF-1 UTF8-SEF-1')).toEqual([])
  })

  test('code cites in its comments, not in its text, and is found at its line', () => {
    const code = "const a = 'OWN-1 // OWN-2'\nconst b = `/* OWN-3 */`\n/**\n * As asked (OWN-4).\n */\nconst c = 1 // OWN-5\n"
    expect(citedIn(code, 'a.ts', 'executable').map(({ id, place }) => [id, place])).toEqual([
      ['OWN-4', 'line 4'],
      ['OWN-5', 'line 6'],
    ])
  })

  test('tests name rules in their titles, and in the table that fills one in; not in what they do, nor skipped', () => {
    const code = [
      "describe('OWN-1', () => { test.only('OWN-2: it is so', () => { expect('OWN-3').toBe(1) }) })",
      "test.each([['OWN-4', 'it'], ['OWN-5', 'x']])('%s is read', (id) => { read(id, 'OWN-6') })",
      "test.each([['OWN-7'] as const])('each', () => {})",
      "test.skip('OWN-8', () => {})",
      'it(`OWN-9 of ${name}`, () => {})',
    ].join('\n')
    expect([...titledIn(code)].sort()).toEqual(['OWN-1', 'OWN-2', 'OWN-4', 'OWN-5', 'OWN-9'])
  })
})
