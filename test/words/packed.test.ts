import { parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { catalogues } from '../../src/words/en.ts'
import { parse as unpack } from '../../src/words/no-parser.ts'
import { pack } from '../../src/words/pack.ts'

const packed = (message: string) => pack(parse(message))
const back = (message: string) => unpack(packed(message))

describe('a packed message', () => {
  test.each(Object.values(catalogues).flatMap((messages) => Object.entries(messages)))('%s comes back as it was parsed', (_id, message) => {
    expect(back(message)).toEqual(parse(message))
  })

  test.each([
    '{count, plural, =0 {none} one {# day of {name}} other {# days: {other, plural, one {#} other {# of {count}}}}} left',
    '{who, select, me {You, #1,} other {{who}, #2,}} wrote {count, plural, one {# {kind, select, a {#} other {b}}} other {#}}',
    'number #1 for {name}',
    '#',
    '',
  ])('%s comes back as it was parsed, inside and outside a plural', (message) => {
    expect(back(message)).toEqual(parse(message))
  })

  test('is text where it says nothing that depends on a number', () => {
    expect(packed('Hello, {name}')).toBe('Hello, {name}')
    expect(packed('{count, plural, one {# day} other {# days}} left')).toEqual([
      ['count', { one: '# day', other: '# days' }],
      ' left',
    ])
  })

  test.each([
    ['{count, number}', /numbers and dates come as words/],
    ['{day, date, short}', /numbers and dates come as words/],
    ['<b>{name}</b>', /numbers and dates come as words/],
    ['{count, selectordinal, one {#st} other {#th}}', /only a plain plural/],
    ['{count, plural, offset:1 one {#} other {#}}', /only a plain plural/],
    ['write it as ‘\'{name}\'’', /would be read as a place/],
    ["{count, plural, one {item '#' #} other {#}}", /would be read as a place/],
  ])('refuses %s at build time rather than say something else', (message, why) => {
    expect(() => packed(message)).toThrow(why)
  })
})
