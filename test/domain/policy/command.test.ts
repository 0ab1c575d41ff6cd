import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import catalogue from '../../../src/domain/policy/catalogue.json' with { type: 'json' }
import planned from '../../../sync/commands/policy/planned.json' with { type: 'json' }
import { type PlainDate } from '../../../src/domain/dates.ts'
import { Facts } from '../../../src/domain/policy/facts.ts'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { obligationText } from '../../../src/words/policy-explain.ts'
import { policyCommand } from '../../../sync/commands/policy.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const good = {
  name: 'casual starter',
  policy: 'sefton',
  asOf: '2026-06-11',
  settings: {},
  facts: { group: 'residential', employment: 'casual', employedOn: '2026-06-01' },
  agreement: {},
  events: [
    { type: 'one-to-one', id: 's1', on: '2026-06-01', minutes: 60 },
    { type: 'shift', id: 'r1', startedAt: '2026-06-02T07:00:00Z', home: 'h1', status: 'worked' },
  ],
  expect: { 'one-to-one': { due: '2026-06-15', rule: 'SEF-3.17', also: ['SEF-3.2'] }, retention: null },
}

const write = (name: string, content: unknown): string => {
  const file = path.join(folder, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('policy coverage', () => {
  const whole = policyCommand(['coverage'])

  test('policy coverage is whole: every rule is carried, or planned with the work named', () => {
    expect(whole.out.split('\n').filter((line) => /^\S+ {2}[AWT] {2}(NOTHING|NO) /.test(line))).toEqual([])
    expect(whole.out).toMatch(/\n\d+ carried, \d+ planned, 0 without\n$/)
    expect([whole.error, whole.code]).toEqual(['', 0])
  })

  test('the planned list only holds rules that nothing carries, each once, and is no longer than it was', () => {
    const ids = planned.flatMap((each) => each.ids)
    const found = new Set([...whole.out.matchAll(/^(\S+) {2}[AWT] {2}planned: /gm)].map(([, id]) => id))
    expect(ids.filter((id) => !found.has(id))).toEqual([])
    expect([found.size, new Set(ids).size]).toEqual([ids.length, ids.length])
    // What is carried comes off; nothing is put on.
    expect(ids.length).toBeLessThanOrEqual(41)
  })
})

describe('policy check', () => {
  test('says ok for each that passes, then the totals, and exits 0', () => {
    const files = [write('a.json', [good]), write('b.json', [{ ...good, name: 'again' }])]
    expect(policyCommand(['check', ...files])).toEqual({
      out: 'ok casual starter\nok again\n2 passed, 0 failed\n',
      error: '',
      code: 0,
    })
  })

  test('says for each that fails what was expected and what came out, and exits 1', () => {
    const expected = { 'one-to-one': { due: '2026-06-16', also: [] }, record: undefined, 'record:s1': null, 'case:L1': { due: null } }
    const { out, code } = policyCommand(['check', write('a.json', [good, { ...good, expect: expected }])])
    expect(out.split('\n')[1]).toBe(
      'FAIL casual starter: one-to-one.also expected [], got ["SEF-3.2"]; one-to-one.due expected 2026-06-16, got 2026-06-15; ' +
        'record:s1 expected null, got an obligation due 2026-06-08; case:L1 expected an obligation, got null',
    )
    expect(out.endsWith('1 passed, 1 failed\n')).toBe(true)
    expect(code).toBe(1)
  })

  const bad: [what: string, scenario: Record<string, unknown>, field: string][] = [
    ['an unknown policy', { policy: 'elsewhere' }, 'policy'],
    ['an unknown group', { facts: { ...good.facts, group: 'wizard' } }, 'facts.group'],
    ['a missing fact', { facts: { group: 'residential', employment: 'casual' } }, 'facts.employedOn'],
    ['an unknown fact', { facts: { ...good.facts, grup: 'x' } }, 'facts.grup'],
    ['an unknown setting', { settings: { backStop: 'P8W' } }, 'settings.backStop'],
    ['an unknown event', { events: [{ type: 'nap', on: '2026-06-01' }] }, 'events[0].type'],
    ['an unknown key of an event', { events: [{ type: 'group', on: '2026-06-01', home: 'h' }] }, 'events[0].home'],
    ['an unknown key', { notes: 'x' }, 'notes'],
    ['a date that does not exist', { asOf: '2026-02-30' }, 'asOf'],
    ['an expected date that does not exist', { expect: { agreement: { due: '2026-06-31' } } }, 'expect.agreement.due'],
    [
      'an instant without an offset',
      { events: [{ type: 'shift', startedAt: '2026-06-02T07:00:00', home: 'h', status: 'worked' }] },
      'events[0].startedAt',
    ],
    ['an unknown track', { expect: { 'one-two-one': {} } }, 'expect.one-two-one'],
    ['a track without its id', { expect: { record: {} } }, 'expect.record'],
    ['an unknown key of a track', { expect: { agreement: { dew: null } } }, 'expect.agreement.dew'],
    ['an excuse that nobody authorised', { facts: { ...good.facts, excused: [{ from: '2026-01-01', until: '2026-01-02', reason: 'x' }] } }, 'facts.excused[0].authorisedBy'],
    ['nothing expected', { expect: undefined }, 'expect'],
    ['a duration in words', { settings: { backstop: 'two weeks' } }, 'settings.backstop'],
  ]

  test.each(bad)('%s is refused whole, naming file, scenario and field', (_, change, field) => {
    const file = write('bad.json', [good, { ...good, name: 'the bad one', ...change }])
    const { out, error, code } = policyCommand(['check', write('good.json', [good]), file])
    expect([out, code]).toEqual(['', 2])
    expect(error.startsWith(`${file}: scenario 2 "the bad one": ${field}: `)).toBe(true)
    expect(error.trimEnd().split('\n')).toHaveLength(1)
  })

  test('what the schema library says itself is English', () => {
    const facts = { ...good.facts, supervisees: 2 ** 60 }
    const { error } = policyCommand(['check', write('big.json', [{ ...good, facts }])])
    expect(error).toMatch(/scenario 1 "casual starter": facts\.supervisees: .* Too big: expected int to be <=/)
  })

  test('a key that is there twice, or hidden from the schema, is refused', () => {
    const twice = JSON.stringify([good]).replace('"asOf":', '"asOf":"2020-01-01","asOf":')
    expect(policyCommand(['check', write('a.json', twice)]).error).toMatch(/scenario 1 "casual starter": asOf: is there twice/)
    const proto = JSON.stringify([good]).replace('"retention":', '"__proto__":')
    expect(policyCommand(['check', write('a.json', proto)]).error).toMatch(/expect.__proto__: is not a key/)
    const inText = JSON.stringify([{ ...good, name: 'a "quoted": {name, [x], "name": 1} \\' }])
    expect(policyCommand(['check', write('a.json', inText)]).code).toBe(0)
  })

  test('a file that is cut off, is not a list or is not there is named, and nothing is answered', () => {
    const cut = write('cut.json', JSON.stringify([good]).slice(0, -9))
    expect(policyCommand(['check', cut])).toMatchObject({ out: '', code: 2 })
    expect(policyCommand(['check', cut]).error).toContain(cut)
    expect(policyCommand(['check', write('one.json', good)]).error).toMatch(/must hold a list/)
    expect(policyCommand(['check', path.join(folder, 'none.json')]).error).toMatch(/can't be read/)
  })

  test.each([[[]], [['check']], [['prove', 'a.json']], [['coverage', 'a.json']]])('%j says how the command is used, and exits 2', (args) => {
    expect(policyCommand(args)).toMatchObject({ out: '', code: 2 })
    expect(policyCommand(args).error).toMatch(/policy -- check FILE/)
  })
})

/** What the policy's own list of rules adds to a line: each rule's place and words, in the order of the list. */
const listed = (...ids: readonly string[]): string =>
  (packOf('sefton')?.rules ?? []).flatMap(({ id, section, says }) => (ids.includes(id) ? [` ${id} (${section.en}): ${says.en}`] : [])).join('')

test('policy explain adds the place and the words of each rule that the policy lists', () => {
  const rules = [
    { id: 'SEF-3.2', section: { en: 'Section 3, paragraph 3.2' }, says: { en: 'Never less than every eight weeks.' }, force: 'must' as const },
    { id: 'SEF-9.9', section: { en: 'Section 9' }, says: { en: 'Nothing to do with it.' }, force: 'must' as const },
  ]
  const facts = Facts.parse(good.facts)
  const [oneToOne] = obligations(packOf('sefton')!, { settings: {}, facts, agreement: {}, events: [], asOf: '2026-06-11' as PlainDate })
  const line = obligationText(oneToOne!, '2026-06-11' as PlainDate, rules)
  expect(line.endsWith(' SEF-3.2 (Section 3, paragraph 3.2): Never less than every eight weeks.')).toBe(true)
  expect(line).not.toMatch(/SEF-9\.9|\n/)
})

test('policy explain gives every obligation with its reasons in words', () => {
  const { expect: _, ...scenario } = good
  const { out, code } = policyCommand(['explain', write('a.json', [scenario])])
  expect(code).toBe(0)
  const lines = out.split('\n')
  expect(lines[0]).toBe('casual starter (sefton, as of Thursday 11 June 2026)')
  expect(lines[1]).toBe(
    '  one-to-one: Not due. Due Mon 15 June: fortnightly in the first six months (SEF-3.17). ' +
      'Also 1 of 16 shifts worked (SEF-3.18); Mon 27 July: at least every eight weeks (SEF-3.2). ' +
      'Counted from the one-to-one on Mon 1 June, 2 weeks.' +
      listed('SEF-3.17', 'SEF-3.18', 'SEF-3.2'),
  )
  expect(lines.some((line) => line.startsWith('  record:s1: Overdue. Due Mon 8 June: shared with'))).toBe(true)
})

test('policy coverage gives a line for every rule of the catalogue, in its order, and last the totals', () => {
  const { out, error } = policyCommand(['coverage'])
  const lines = out.trimEnd().split('\n')
  expect(error).toBe('')
  expect(lines.slice(0, catalogue.length).map((line) => line.split('  ').slice(0, 2))).toEqual(catalogue.map(({ id, check }) => [id, check]))
  expect(lines.find((line) => line.startsWith('SEF-3.18 '))).toMatch(
    /^SEF-3\.18 {2}A {2}executable src\/domain\/policy\/packs\/sefton\.json \/oneToOne\/rules\/\d+ .*tested by test\/scenarios\//,
  )
  expect(lines.at(-1)).toMatch(/^\d+ carried, \d+ planned, \d+ without$/)
})
