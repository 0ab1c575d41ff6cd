/** Names, references and what gives a person away, as people write them: what an inspector reads in their place (W1, W3). */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPlainIdentifiers } from '../../../src/domain/inspection/identifiers.ts'
import { maskingOf, type Somebody } from '../../../src/domain/inspection/masking.ts'

const somebody = (name: string, knownAs: string, number: number | null, staffNumber: string | null = null): Somebody => ({ name, knownAs, number, staffNumber })
const PEOPLE = [
  somebody('Sam Oyelaran', 'Sam', 1, 'LH-104'),
  somebody('Dana Whitlock', 'Dana', 2),
  somebody('Siân O’Brien-Lloyd', 'Siân', 3),
  somebody('Will May', 'Will', 4),
  somebody('Samuel Pike', 'Sam', null),
  somebody('Zoë Bjørnsen', 'Zo', 5),
  somebody('Grace Hale', 'Grace', 6),
]
const REFERENCES = ['YP-104', '4471', '12', 'Jamie Carter', 'J.C.', 'Child 3', '1234567', 'mother', 'AB', 'none']

const masking = maskingOf({ people: PEOPLE, references: REFERENCES, identify: findPlainIdentifiers, alsoHide: ['Bramble Cottage'] })
/** Parts as a line: P1 a person, P? a colleague, R a reference, I an identifier, A what was asked. */
const read = (text: string): string =>
  masking
    .text(text)
    .map((part) => {
      if (typeof part === 'string') return part
      if ('person' in part) return `P${part.person}`
      return 'colleague' in part ? 'P?' : part.hidden.charAt(0).toUpperCase()
    })
    .join('')

describe('names of staff', () => {
  test.each([
    ['whole', 'Sam Oyelaran came.', 'P1 came.'],
    ['the other way round', 'Oyelaran, Sam', 'P1'],
    ['in capitals, in lower case', 'DANA asked oyelaran', 'P2 asked P1'],
    ['possessive, with either apostrophe and with none', 'Dana’s, Dana\'s, danas plan', 'P2’s, P2\'s, P2s plan'],
    ['without accents, hyphens and apostrophes', 'Sian OBrien Lloyd; obrienlloyd; O’BRIEN', 'P3; P3; P3'],
    ['letters that no accent makes', 'Bjornsen and bjørnsen', 'P5 and P5'],
    ['decomposed accents', 'Sia\u0302n', 'P3'],
    ['with what can’t be seen inside', 'Da\u00ADna and D\u200Bana', 'P2 and P2'],
    ['an initial beside a part', 'S. Oyelaran and Dana W.', 'P1 and P2.'],
    ['with a title', 'Ms Whitlock', 'Ms P2'],
    ['written in one', 'danawhitlock', 'P2'],
    ['joined to other things', 'dana_notes, @dana, (dana)', 'P2_notes, @P2, (P2)'],
    ['what two are called is nobody in particular', 'Sam said', 'P? said'],
    ['of somebody who is not in the pack', 'Samuel Pike', 'P?'],
    ['one after the other', 'Dana Zoë', 'P2 P5'],
    ['one after a possessive', 'Dana’s, Zoë', 'P2’s, P5'],
  ])('%s', (_how, text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    ['in lower case it is read as the word', 'she may come if you will, with grace', 'she may come if you will, with grace'],
    ['with a capital it is the name, at the beginning of a sentence too', 'In May Grace came.', 'In P4 P6 came.'],
    ['in lower case with an apostrophe it is the name', 'will’s coat', 'P4’s coat'],
    ['in lower case beside another part it is the name', 'grace hale', 'P6'],
    ['two sentences are not one name', 'if you will. Will May did', 'if you will. P4 did'],
  ])('a name that is a word: %s', (_how, text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each(['sample', 'danab', 'hales', 'gracefully', 'mayhem', 'Samaritan', 'so on'])('“%s”, in which a name begins, is another word', (text) => {
    expect(read(text)).toBe(text)
  })

  test('staff numbers are hidden', () => {
    expect(read('number LH-104')).toBe('number I')
  })

  test('W3: whoever is named, however, in whatever else is said, no part of the name that is no other word is left', () => {
    const how = fc.constantFrom<(name: string) => string>(
      (name) => name, (name) => name.toUpperCase(), (name) => name.toLowerCase(), (name) => `${name}’s`, (name) => `${name}'s`, (name) => name.normalize('NFD'),
      (name) => name.normalize('NFD').replaceAll(/\p{M}/gu, ''), (name) => name.split(' ').toReversed().join(', '), (name) => name.split(' ').at(-1)!, (name) => name.replaceAll(' ', ''),
    )
    const filler = fc.constantFrom('', ' ', ' and ', ', ', '. ', ' (', ') ', '\n', ' – ', '/', ' 12 ', ' talked to ', '-', '_', ': ')
    const mentions = fc.array(fc.tuple(filler, fc.constantFrom(...PEOPLE), how, filler), { minLength: 1, maxLength: 6 })
    const left = /oyelaran|whitlock|brien|lloyd|pike|bj[oø]rnsen|dana|samuel/iu
    fc.assert(
      fc.property(mentions, (all) => {
        const text = all.map(([before, { name }, write, after]) => `${before} ${write(name)} ${after}`).join('')
        const kept = masking.text(text).filter((part) => typeof part === 'string').join('|').normalize('NFD').replaceAll(/\p{M}/gu, '')
        expect(left.exec(kept)?.[0]).toBeUndefined()
      }),
      { numRuns: 1500 },
    )
  })
})

describe('references of children (SEF-App3.2)', () => {
  test.each([
    ['as they stand in a field', 'YP-104 and 4471', 'R and R'],
    ['made like one of them', 'yp 7, YP/2201, yp9', 'R, R, R'],
    ['numbers of the same length', '7654321', 'R'],
    ['not every number: years, times, dates', 'in 2026 at 12:30 on 12 May 12', 'in 2026 at 12:30 on 12 P4 12'],
    ['names, whole and in part, in lower case', 'Jamie Carter and jamie and Carter’s', 'R and R and R’s'],
    ['initials as they stand', 'J.C. and JC, but jc', 'R. and R, but jc'],
    ['what says only what somebody is stays', 'his mother; none; the child 3', 'his mother; none; the R'],
    ['not inside a word', 'cab CABS AB', 'cab CABS R'],
  ])('%s', (_how, text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('what gives a person away (W6)', () => {
  test.each([
    ['telephones', 'on 07700 900123, (020) 7946 0018 or +44 20 7946 0018', 'on I, I or I'],
    ['e-mail, with the name in it', 'sam.oyelaran@home.example', 'I'],
    ['postcodes', 'near SW1A 1AA or m1 1ae', 'near I or I'],
    ['dates of birth, said to be one', 'born 12/03/2012, DOB: 3rd March 2012', 'born I, DOB: I'],
    ['other dates stay', 'held 12/03/2026', 'held 12/03/2026'],
    ['NHS and National Insurance numbers', '943 476 5919 and QQ123456C', 'I and I'],
    ['what was asked, in any capitals', 'at bramble COTTAGE', 'at A'],
  ])('%s', (_how, text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

test('a place or a title holds marks, and no parts', () => {
  expect(masking.words('Office with Dana, YP-7')).toBe('Office with •••, •••')
})

test('text in which nothing is found is one part, as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('talked', 'about', 'training', 'and', 'rotas.', 'ok', '–', 'next')), (words) => {
      const text = words.join(' ')
      expect(masking.text(text)).toEqual(text === '' ? [] : [text])
    }),
  )
})
