/** A policy file as a person brings it: what is wrong with it, and where. */
import { describe, expect, test } from 'vitest'
import { jsonFault } from '../../../src/domain/json-fault.ts'
import { LONGEST_PACK, readPack } from '../../../src/domain/policy/read-pack.ts'
import { troubledKey } from '../../../src/domain/troubled-key.ts'
import { shipped, usable } from './own.ts'

const own = usable({ ...shipped('sefton'), id: 'our-own' })
const text = JSON.stringify(own, null, 2)

describe('where a text stops being JSON', () => {
  test.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,\n  "b" 2}', 2, 7],
    ['{"a": 1,}', 1, 9],
    ['[1, 2', 1, 6],
    ['[1 2]', 1, 4],
    ['{"a": 01}', 1, 7],
    ["{'a': 1}", 1, 2],
    ['{"a": "line\nbreak"}', 1, 7],
    ['{"a": tru}', 1, 7],
    ['{} {}', 1, 4],
    ['[1}', 1, 3],
    ['{\r\n\t"a": [1,\r\n2,,3]}', 3, 3],
  ])('%j: line %i, column %i', (json, line, column) => {
    expect(jsonFault(json)).toEqual({ line, column })
  })

  test('says the same of a text as JSON.parse, whatever is done to it', () => {
    const start = JSON.stringify({ a: [1, -2.5e3, true, null, 'x"\\\u0007é🌻'], b: { c: [], d: {}, 'e ,:': [[], [{}]] } }, null, 1)
    // A seed that can be said again: the numbers of Park and Miller.
    let seed = 20_260_602
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
    const marks = ['{', '}', '[', ']', ',', ':', '"', '\\', '0', '1', '.', 'e', '-', 't', 'n', ' ', '\n', '']
    let whole = 0
    for (let round = 0; round < 4000; round += 1) {
      const at = next(start.length)
      const mutated = start.slice(0, at) + marks[next(marks.length)] + start.slice(at + next(3))
      let parses = true
      try {
        JSON.parse(mutated)
      } catch {
        parses = false
      }
      if (parses) whole += 1
      expect([mutated, jsonFault(mutated) === null]).toEqual([mutated, parses])
    }
    expect(whole).toBeGreaterThan(100)
  })
})

describe('keys that JSON.parse passes over', () => {
  test.each([
    ['{"a": 1, "b": {"c": 1, "c": 2}}', { kind: 'twice', path: ['b', 'c'] }],
    ['[{"a": 1}, {"a": 1, "a": 2}]', { kind: 'twice', path: [1, 'a'] }],
    ['{"a": {"__proto__": 1}}', { kind: 'unknown-key', path: ['a', '__proto__'] }],
    ['{"a": {"constructor": 1}}', { kind: 'unknown-key', path: ['a', 'constructor'] }],
    ['{"a": "a", "b": ["a", "a"]}', null],
  ])('%s', (json, trouble) => {
    expect(troubledKey(json)).toEqual(trouble)
  })
})

describe('a policy file', () => {
  test('that can be used is read, with or without a byte order mark', () => {
    expect(readPack(text)).toEqual({ kind: 'read', pack: own })
    expect(readPack(`\u{FEFF}${text}`)).toEqual({ kind: 'read', pack: own })
  })

  test('that is no JSON is named with its line and column', () => {
    expect(readPack(text.replace('"version": 1,', '"version": 1'))).toEqual({ kind: 'not-json', place: { line: 4, column: 3 } })
  })

  test('with a key twice is named with its place, though the schema would not see it', () => {
    const twice = text.replace('"version": 1,', '"version": 1,\n  "version": 2,')
    expect(readPack(twice)).toEqual({ kind: 'problems', problems: [{ path: ['version'], problem: { kind: 'twice' } }] })
  })

  test('with a class nobody knows is named with its place', () => {
    const first = own.forms[0]!.sections[0]!.fields[0]!.key
    const read = readPack(text.replace(new RegExp(`("key": "${first}"[^]*?"class": )"[A-E]"`), '$1"Q"'))
    expect(read).toMatchObject({ kind: 'problems', problems: [{ path: ['forms', 0, 'sections', 0, 'fields', 0, 'class'], problem: { kind: 'not-one-of', got: 'Q' } }] })
  })

  test('that is larger than a request takes is refused here: it would hold up everything else that waits to be sent', () => {
    const rule = { id: 'X-1', section: { en: 'One' }, says: { en: 'é'.repeat(LONGEST_PACK / 2) }, force: 'must' }
    expect(readPack(JSON.stringify({ ...own, rules: [...own.rules, rule] }))).toEqual({ kind: 'too-large', most: LONGEST_PACK })
    const roomy = text.replaceAll('\n', `\n${' '.repeat(200)}`)
    expect(roomy.length).toBeGreaterThan(LONGEST_PACK)
    expect(readPack(roomy).kind).toBe('read')
  })

  test('that nests deeper than a request may is refused here too', () => {
    expect(readPack(`{"a": ${'['.repeat(40)}${']'.repeat(40)}}`)).toMatchObject({ kind: 'too-deep' })
    expect(readPack(JSON.stringify({ a: '['.repeat(40) })).kind).toBe('problems')
  })
})
