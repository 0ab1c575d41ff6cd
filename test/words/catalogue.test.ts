import { readdirSync } from 'node:fs'
import path from 'node:path'
import { type MessageFormatElement, TYPE, parse } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { areas, catalogues, en } from '../../src/words/en.ts'
import { type Catalogue, type Language, createWords, languages } from '../../src/words/words.ts'

/** The names of the places in a parsed message, at any depth. */
const placesOf = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.tag) return placesOf(element.children)
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      return [element.value, ...Object.values(element.options).flatMap((option) => placesOf(option.value))]
    }
    return [element.value]
  })

const uniquePlaces = (message: string): string[] => [...new Set(placesOf(parse(message)))].sort()

/** The same reading of a message that the type `PlacesOf` makes; what it sees must be what the parser sees. */
const placesAsTyped = (message: string): string[] => {
  const found = message
    .split('{')
    .slice(1)
    .map((after) => (after.split('}')[0] ?? '').split(',')[0] ?? '')
    .filter((name) => name !== '' && !/[ #\n]/.test(name))
  return [...new Set(found)].sort()
}

describe('the areas', () => {
  test('every file of messages is in the catalogue', () => {
    const files = readdirSync(path.resolve(import.meta.dirname, '../../src/words/en'))
    const named = files.map((file) => path.basename(file, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
    expect(Object.keys(areas).sort()).toEqual(named.sort())
  })

  test('ids carry their area’s name and none is lost or overwritten in the merge', () => {
    const all = Object.entries(areas).flatMap(([area, messages]) => {
      expect(Object.keys(messages).filter((id) => !id.startsWith(`${area}.`))).toEqual([])
      return Object.keys(messages)
    })
    expect(new Set(all).size).toBe(all.length)
    expect(Object.keys(en).sort()).toEqual(all.sort())
  })
})

describe.each(Object.keys(languages) as Language[])('the %s catalogue', (language) => {
  const { locale } = languages[language]
  const messages: Catalogue = catalogues[language]

  test.each(Object.entries(messages))('%s parses, has the places of the English one, and none the compiler misses', (id, message) => {
    const places = uniquePlaces(message)
    expect(places).toEqual(uniquePlaces(en[id as keyof typeof en]))
    expect(placesAsTyped(message)).toEqual(places)
  })

  test('is plain text with no space at either end, and with ’ for an apostrophe, since \' quotes in ICU', () => {
    const odd = Object.entries(messages).filter(
      ([, message]) => message === '' || message.trim() !== message || /'|<[a-z/]/i.test(message),
    )
    expect(odd).toEqual([])
  })

  test('has the ids of the English one, no more and no fewer', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort())
  })

  test('a plural has every form the language counts with', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const missing = Object.entries(messages).flatMap(([id, message]) =>
      parse(message).flatMap((element) => {
        if (element.type !== TYPE.plural) return []
        const given = Object.keys(element.options)
        // Words that do not change with the number may be given once, as `other`.
        if (given.filter((form) => !form.startsWith('=')).length === 1) return []
        return forms.filter((form) => !given.includes(form)).map((form) => `${id}: ${form}`)
      }),
    )
    expect(missing).toEqual([])
  })
})

test('a place is not asked for where the message has none, and is where it has one', () => {
  const { say } = createWords('en')
  expect(say('common.change')).toBe('Change')
  // @ts-expect-error a message without places takes no values
  say('common.change', { name: 'Sam' })
  // @ts-expect-error the place is called `name`; `nam` beside it is a slip
  say('common.voice.supervisee', { name: 'Sam', nam: 'Sam' })
  expect(say('common.voice.supervisee', { name: 'Sam' })).toBe('In Sam’s words')
})

test('the labels under a date fit in 20 characters', () => {
  const { say } = createWords('en')
  for (const days of [0, 1, 2, 99, 365]) {
    expect(say('policy.label.inDays', { days }).length).toBeLessThanOrEqual(20)
    expect(say('policy.label.late', { days }).length).toBeLessThanOrEqual(20)
  }
  expect(say('policy.label.shifts', { count: 12, of: 16 }).length).toBeLessThanOrEqual(20)
})
