/**
 * Looks through text for whatever an inspector does not need, and gives what is left (W1, W3): people as their numbers in
 * the pack, references of children and what gives a person away as marks. The only place where masked text is made.
 */
import { MASK } from '../reading.ts'
import { type Named, nameFinder, type Span } from './find-names.ts'
import { referenceFinder, wordFinder } from './find-references.ts'
import { type Identify } from './identifiers.ts'
import { type MaskedPart, type MaskedText, type MaskedWords, type PersonNumber } from './masked.ts'

/** Somebody of the service, with their number in the pack; null of those who are not in it. */
export interface Somebody extends Named {
  readonly staffNumber: string | null
  readonly number: PersonNumber | null
}

export interface MaskingInput {
  /** Everybody in the service. */
  readonly people: readonly Somebody[]
  /** What stands in class D fields anywhere in the service. */
  readonly references: Iterable<string>
  readonly identify: Identify
  /** Words that whoever makes the pack asks to hide. */
  readonly alsoHide: readonly string[]
}

export interface Masking {
  readonly text: (text: string) => MaskedText
  readonly words: (text: string) => MaskedWords
}

type Found = Exclude<MaskedPart, string>

/** Not to be seen, and in the way of whoever looks for a name: they come along when text is pasted. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g

/** The text in parts: what was found first keeps its place, what was found later has what is left of its own. */
const partsOf = (text: string, found: readonly (readonly [Span, Found])[]): readonly MaskedPart[] => {
  const over: (number | undefined)[] = Array.from({ length: text.length }, () => undefined)
  found.forEach(([{ from, to }], index) => {
    for (let at = from; at < to; at += 1) over[at] ??= index
  })
  const parts: MaskedPart[] = []
  let at = 0
  while (at < text.length) {
    const index = over[at]
    let end = at + 1
    while (end < text.length && over[end] === index) end += 1
    parts.push(index === undefined ? text.slice(at, end) : (found[index]?.[1] ?? { hidden: 'identifier' }))
    at = end
  }
  return parts
}

export const maskingOf = ({ people, references, identify, alsoHide }: MaskingInput): Masking => {
  const namesIn = nameFinder(people)
  const referencesIn = referenceFinder(references)
  const askedIn = wordFinder(alsoHide)
  const staffNumbersIn = wordFinder(people.flatMap(({ staffNumber }) => (staffNumber !== null && staffNumber.trim().length > 2 ? [staffNumber] : [])))
  const personAt = (who: number | null): Found => {
    const number = who === null ? null : (people[who]?.number ?? null)
    return number === null ? { colleague: true } : { person: number }
  }
  const text = (written: string): MaskedText => {
    const plain = written.normalize('NFC').replaceAll(UNSEEN, '')
    const hide = (spans: readonly Span[], hidden: Extract<Found, { hidden: unknown }>['hidden']): readonly (readonly [Span, Found])[] =>
      spans.map((span) => [span, { hidden }])
    return partsOf(plain, [
      ...hide(askedIn(plain), 'asked'),
      ...hide(referencesIn(plain), 'reference'),
      ...hide(identify(plain), 'identifier'),
      ...hide(staffNumbersIn(plain), 'identifier'),
      ...namesIn(plain).map((each): readonly [Span, Found] => [each, personAt(each.who)]),
    ]) as MaskedText
  }
  return {
    text,
    words: (written) => text(written).map((part) => (typeof part === 'string' ? part : MASK)).join('') as MaskedWords,
  }
}
