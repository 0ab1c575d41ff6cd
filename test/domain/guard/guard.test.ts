import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../../src/domain/dates.ts'
import { findIdentifiers } from '../../../src/domain/guard/find-identifiers.ts'
import { type GuardedCase, IDENTIFIER_KINDS } from '../../../src/domain/guard/identifier.ts'
import { CASES, COLLEAGUES } from './case-list.ts'
import * as heldOut from './held-out.ts'
import * as socialWork from './held-out-social-work.ts'
import { labelledOf, measure } from './labelled.ts'
import { HARMLESS, IDENTIFYING } from './sentences.ts'

const asOf = PlainDate.parse('2026-04-20')
const known = { cases: CASES, colleagues: COLLEAGUES, asOf }

const found = (text: string, cases: readonly GuardedCase[] = CASES): readonly string[] =>
  findIdentifiers(text, cases, { colleagues: COLLEAGUES, asOf }).map(({ kind, from, to, reference }) =>
    [kind, text.slice(from, to), ...(reference === undefined ? [] : [reference])].join(' '),
  )

const printed = (name: string, scores: ReturnType<typeof measure>): void => {
  for (const kind of [...IDENTIFIER_KINDS, 'all'] as const) {
    const { right, wrong, missed, precision, recall } = scores[kind]
    process.stdout.write(`guard ${name} ${kind}: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} (${right} right, ${wrong.length} wrong, ${missed.length} missed)\n`)
  }
}

/** Precision and recall are over sentences × kinds: see `measure`. */
describe('W6: how well the guard tells an identifier from what looks alike', () => {
  test('the frozen sentences are more than 300, and half of them are harmless', () => {
    expect(new Set([...IDENTIFYING, ...HARMLESS]).size).toBeGreaterThanOrEqual(340)
    expect(HARMLESS.length).toBeGreaterThanOrEqual(IDENTIFYING.length)
    expect(IDENTIFYING.filter((sentence) => labelledOf(sentence).expected.length === 0)).toEqual([])
    expect(HARMLESS.filter((sentence) => labelledOf(sentence).expected.length > 0)).toEqual([])
  })

  test.each([
    ['frozen', [...IDENTIFYING, ...HARMLESS], known],
    ['held out', [...heldOut.IDENTIFYING, ...heldOut.HARMLESS], { cases: heldOut.CASES, colleagues: heldOut.COLLEAGUES, asOf }],
    ['of social work', [...socialWork.IDENTIFYING, ...socialWork.HARMLESS], { cases: socialWork.CASES, colleagues: socialWork.COLLEAGUES, asOf }],
    ['frozen, colleagues and day unknown', [...IDENTIFYING, ...HARMLESS], { cases: CASES, colleagues: [], asOf: null }],
  ])('W6: on the sentences %s precision is at least 0.9 and recall at least 0.8, of every kind and of all', (name, sentences, with_) => {
    const scores = measure(sentences, with_)
    printed(name, scores)
    for (const kind of [...IDENTIFIER_KINDS, 'all'] as const) {
      const { precision, recall, wrong, missed } = scores[kind]
      // A failure shows what was wrong and what was missed.
      expect({ kind, wrong, missed, good: precision >= 0.9 && recall >= 0.8 }).toMatchObject({ good: true })
    }
  })

  test('W6: with no case list there are no names, and everything else is found as before', () => {
    const scores = measure([...IDENTIFYING, ...HARMLESS], { cases: [], colleagues: [], asOf })
    expect(scores.name.right + scores.name.wrong.length).toBe(0)
    for (const kind of ['phone', 'email', 'postcode'] as const) expect(scores[kind].missed).toEqual([])
  })
})

describe('W6: where it stands, and the reference that fits in its place', () => {
  test.each([
    ['I saw Jayden’s mum and jayden marsh.', ['name Jayden LF-01', 'name jayden marsh LF-01']],
    ['Jaydens room', ['name Jayden LF-01']],
    ['Marsh, Jayden', ['name Marsh LF-01', 'name Jayden LF-01']],
    ['Jayden Lee Marsh', ['name Jayden Lee Marsh LF-01']],
    ['SIÂN AND KIAN WERE LATE', ['name SIÂN LF-10', 'name KIAN LF-14']],
    ['Summer Rose slept.', ['name Summer Rose LF-05']],
    ['Rosie Banks (LCS 70015) slept.', ['name Rosie Banks LCS 70015']],
    ['Write to k.marsh@example.com or 07700 900123, L20 3AB.', ['email k.marsh@example.com', 'phone 07700 900123', 'postcode L20 3AB']],
    ['DOB 3/4/2012', ['birth-date 3/4/2012']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  test('a name that two cases share has no reference: which of the two is meant, nobody here knows', () => {
    const cases = [{ reference: 'A-1', names: ['Noor Aziz'] }, { reference: 'A-2', names: ['Noor Hale'] }]
    expect(found('Noor was late.', cases)).toEqual(['name Noor'])
    expect(found('Noor Hale was late.', cases)).toEqual(['name Noor Hale A-2'])
  })

  test.each([
    [['Marsh, Jayden'], 'Jayden slept.'], [['Jayden (Jay) Marsh'], 'Jay slept.'], [['Jayden “Jay” Marsh'], 'Jay slept.'], [['Jayden M'], 'Jayden slept.'],
  ])('a name entered as %s is found all the same', (names, text) => {
    expect(found(text, [{ reference: 'A-1', names }])).toHaveLength(1)
  })

  test('a reference is what the policy wants, even where it has a name in it', () => {
    const cases = [{ reference: 'Jay-07', names: ['Jay Cole'] }]
    expect(found('Jay-07 slept well.', cases)).toEqual([])
    expect(found('Jay slept well.', cases)).toEqual(['name Jay Jay-07'])
  })

  test('a one-letter reference hides nothing of a word', () => {
    expect(found('Anna ran away.', [{ reference: 'A', names: ['Anna Reid'] }])).toEqual(['name Anna A'])
  })

  test('a colleague’s full name is no child’s, though the first name is', () => {
    expect(found('Mark Dunne and Mark were late.')).toEqual(['name Mark LF-06'])
  })

  test('a date beside a child is one of birth when it is some years back, and only then', () => {
    expect(found('LF-09 (17/02/2012)')).toEqual(['birth-date 17/02/2012'])
    expect(found('LF-09 (17/02/2026)')).toEqual([])
    expect(findIdentifiers('LF-09 (17/02/2012)', CASES)).toEqual([])
  })
})

describe('W6: whatever is typed', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(...IDENTIFYING.map((each) => labelledOf(each).text), ...HARMLESS, ' ', '\n', '’s', '-', '0', '@', 'dob '),
  )

  test('each finding lies inside the text, in order, overlapping none', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const { from, to } of findIdentifiers(text, CASES, { colleagues: COLLEAGUES, asOf })) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(text.length)
          end = to
        }
      }),
      { numRuns: 400 },
    )
  })

  test('a name, put in a sentence of any of these shapes, is found; its reference in its place is not', () => {
    const shapes = ['%’s mum rang.', 'I spoke to % about it.', '% said no.', 'We saw %, who was late.', 'Key work with %', 'After tea % went out.', '(%)']
    const plain = CASES.flatMap(({ reference, names }) => names.map((name) => ({ reference, name: name.split(' ', 1)[0] ?? name })))
      .filter(({ name }) => name.length > 3 && !/^(?:Will|Grace|Hope|Mark)$/.test(name))
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.constantFrom(...plain), (shape, { name, reference }) => {
        expect(found(shape.replace('%', name))).toEqual([`name ${name} ${reference}`])
        expect(found(shape.replace('%', reference))).toEqual([])
      }),
    )
  })

  test('replacing every name by its reference leaves no name', () => {
    const left = IDENTIFYING.flatMap((sentence) => {
      let { text } = labelledOf(sentence)
      const names = findIdentifiers(text, CASES, { colleagues: COLLEAGUES, asOf }).filter(({ kind }) => kind === 'name')
      for (const { from, to, reference } of names.toReversed()) text = text.slice(0, from) + (reference ?? '') + text.slice(to)
      return found(text).filter((each) => each.startsWith('name'))
    })
    expect(left).toEqual([])
  })

  test.each([['hostile digits', '0 '.repeat(20_000)], ['hostile letters', 'a.'.repeat(20_000)], ['hostile words', 'Will dot '.repeat(5000)], ['hostile dots', `${'a dot '.repeat(5000)}(at) b`]])(
    'W6: %s are looked through as any text is, with no end of trying',
    (_, text) => {
      expect(Array.isArray(findIdentifiers(text, CASES))).toBe(true)
    },
  )
})
