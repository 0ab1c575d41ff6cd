import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBody, readJson } from '../../sync/http/json-body.ts'

/** Keys that are refused as such are no part of what is compared. */
const isPlain = (key: string): boolean => !['__proto__', 'constructor', 'prototype'].includes(key)
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }).filter(isPlain), tie('value'), { maxKeys: 4 }),
  ),
}))

test('A4: what JSON.stringify writes is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      const text = JSON.stringify(value)
      expect(readJson(text)).toEqual(JSON.parse(text))
    }),
    { numRuns: 500 },
  )
})

test('A4: a key said twice is found wherever it is and however it is written', () => {
  const escaped = (key: string): string => key.replaceAll(/./g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  fc.assert(
    fc.property(anyJson, fc.stringMatching(/^[a-z"\\{}[\],:]{1,6}$/).filter(isPlain), anyJson, fc.nat(3), (value, key, other, depth) => {
      const twice = `{${JSON.stringify(key)}:${JSON.stringify(value)},"${escaped(key)}":${JSON.stringify(other)}}`
      const body = `${'[{"in":'.repeat(depth)}${twice}${'}]'.repeat(depth)}`
      expect(() => readJson(body)).toThrow('body-duplicate-key')
    }),
    { numRuns: 300 },
  )
})

test('A4: the same key in two objects is no duplicate, nor is a value like a key', () => {
  expect(readJson('{"a":{"a":"a","b":["a","a",{"a":1}]},"b":"a"}')).toEqual({ a: { a: 'a', b: ['a', 'a', { a: 1 }] }, b: 'a' })
})

test('A4: any bytes are read or refused with one of the codes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      let code: string | null = null
      try {
        readBody(bytes)
      } catch (error) {
        code = (error as { code: string }).code
      }
      expect([null, 'body-malformed', 'body-invalid', 'body-duplicate-key', 'body-too-deep']).toContain(code)
    }),
    { numRuns: 500 },
  )
})
