/** The identifier guard (W6): what in a text tells who a child is. */
import { findBirthDates } from './birth-dates.ts'
import { findEmails, findPhones, findPostcodes } from './contacts.ts'
import { type GuardContext, type GuardedCase, type Identifier } from './identifier.ts'
import { type NameList, nameListOf } from './name-list.ts'
import { findNames } from './names.ts'

const NOBODY: readonly string[] = []
const NOTHING: GuardContext = {}

/** Case lists that have been taken apart, by the very list and colleagues they were made from. */
const prepared = new WeakMap<readonly GuardedCase[], { readonly colleagues: readonly string[]; readonly list: NameList }>()

const listOf = (cases: readonly GuardedCase[], colleagues: readonly string[]): NameList => {
  const known = prepared.get(cases)
  if (known?.colleagues === colleagues) return known.list
  const list = nameListOf(cases, colleagues)
  prepared.set(cases, { colleagues, list })
  return list
}

interface Span {
  readonly from: number
  readonly to: number
}

const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/gi

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** Where the references of the service’s cases stand: what policy wants, and so never warned of. */
const referencesIn = (text: string, references: readonly string[]): readonly Span[] => {
  const lower = text.toLowerCase()
  const spans: Span[] = []
  for (const reference of references.filter((each) => each !== '')) {
    for (let at = lower.indexOf(reference); at >= 0; at = lower.indexOf(reference, at + 1)) {
      const to = at + reference.length
      if (!LETTER_OR_DIGIT.test(lower.charAt(at - 1)) && !LETTER_OR_DIGIT.test(lower.charAt(to))) spans.push({ from: at, to })
    }
  }
  return spans
}

const overlaps = (one: Span, others: readonly Span[]): boolean => others.some(({ from, to }) => one.from < to && from < one.to)

/**
 * What in a text tells who a child is, in the order in which it stands: names of the service’s own case list, dates of
 * birth, UK phones, e-mails, postcodes (W6). References of cases are none. It guesses: it warns, and decides nothing.
 *
 * @param cases the service’s own case list; the same array again costs no preparation
 */
export const findIdentifiers = (text: string, cases: readonly GuardedCase[], context: GuardContext = NOTHING): readonly Identifier[] => {
  const { colleagues = NOBODY, asOf = null } = context
  const list = listOf(cases, colleagues)
  const references = referencesIn(text, list.references)
  const found: Identifier[] = []
  const taken: Span[] = [...references, ...[...text.matchAll(ADDRESS)].map(({ 0: address, index }) => ({ from: index, to: index + address.length }))]
  const take = (identifiers: readonly Identifier[]): void => {
    for (const identifier of identifiers) {
      if (overlaps(identifier, taken)) continue
      found.push(identifier)
      taken.push(identifier)
    }
  }
  take(findEmails(text))
  take(findPhones(text))
  take(findPostcodes(text))
  take(findNames(text, list))
  const ends = new Set([...references, ...found.filter(({ kind }) => kind === 'name')].map(({ to }) => to))
  take(findBirthDates(text, ends, asOf))
  return found.sort((a, b) => a.from - b.from)
}
