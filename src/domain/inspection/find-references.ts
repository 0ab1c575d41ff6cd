/**
 * Finds references of children in what somebody wrote: those that stand in class D fields anywhere in the service, and
 * whatever is made in the same way (`YP-104` is made like `YP-7`).
 */
import { folded, type Span, wordsIn } from './find-names.ts'
import { isOrdinary, saysWhat } from './ordinary-words.ts'

/** Longer than this it is a sentence, not a reference. */
const LONGEST = 60
/** So many digits alone are a number somebody was given; fewer are a year, an age, a time. */
const NUMBER_FROM = 5
const EXACT_FROM = 3

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
const BETWEEN = '[\\s\\-‐-–/.:#]{0,3}'

/** How a reference is made, as the source of a pattern: its letters, any digits; null where it could be anything. */
const shapeOf = (value: string): string | null => {
  const parts = value.match(/\p{L}[\p{L}\p{M}]*|\d+/gu) ?? []
  const digits = parts.filter((part) => /^\d/.test(part)).join('')
  if (digits === '') return null
  if (digits.length < parts.join('').length) return parts.map((part) => (/^\d/.test(part) ? String.raw`\d+` : escaped(part))).join(BETWEEN)
  if (digits.length >= NUMBER_FROM) return parts.map((part) => `\\d{${part.length}}`).join(BETWEEN)
  return digits.length >= EXACT_FROM ? parts.map(escaped).join(BETWEEN) : null
}

/** What is no number is a name, or initials: whole, and each part of it that is not a word like any other. */
const namesIn = (value: string): { readonly phrases: readonly string[]; readonly exact: readonly string[] } => {
  const words = wordsIn(value).map(({ word }) => word)
  const telling = words.filter((word) => word.length > 1 && !isOrdinary(folded(word)))
  const named = words.filter((word) => isOrdinary(folded(word)) && !saysWhat(folded(word)) && word.charAt(0) !== word.charAt(0).toLowerCase())
  return {
    phrases: [...(telling.length > 0 && words.length > 1 ? [words.map(escaped).join(String.raw`[^\p{L}\d]{1,3}`)] : []), ...telling.filter((word) => word.length > 3).map(escaped)],
    exact: [...telling.filter((word) => word.length <= 3), ...named, ...(words.length > 1 && words.every((word) => word.length === 1) ? [words.join(String.raw`[.\s]{0,2}`)] : [])],
  }
}

const matcher = (sources: readonly string[], flags: string): RegExp | null => {
  // The longest first: of two that begin alike the longer is meant.
  const all = [...new Set(sources)].sort((a, b) => b.length - a.length)
  return all.length === 0 ? null : new RegExp(`(?<![\\p{L}\\d])(?:${all.join('|')})(?![\\p{L}\\d])`, `gu${flags}`)
}

const spansOf = (text: string, pattern: RegExp | null): readonly Span[] =>
  pattern === null ? [] : [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }))

/**
 * @param values what stands in class D fields of the service
 * @returns finds them, and what is made like them, in a text
 */
export const referenceFinder = (values: Iterable<string>): ((text: string) => readonly Span[]) => {
  const loose: string[] = []
  const strict: string[] = []
  for (const value of new Set([...values].map((each) => each.normalize('NFC').trim()))) {
    if (value === '' || value.length > LONGEST) continue
    if (/\d/.test(value)) {
      const shape = shapeOf(value)
      if (shape !== null) loose.push(shape)
      continue
    }
    const { phrases, exact } = namesIn(value)
    loose.push(...phrases)
    strict.push(...exact)
  }
  const [any, asWritten] = [matcher(loose, 'i'), matcher(strict, '')]
  return (text) => [...spansOf(text, any), ...spansOf(text, asWritten)]
}

/** Words that the manager asks to hide: as they are, whatever the capitals, also within a longer word. */
export const wordFinder = (words: readonly string[]): ((text: string) => readonly Span[]) => {
  const all = words.map((word) => word.normalize('NFC').trim()).filter((word) => word !== '')
  const pattern = all.length === 0 ? null : new RegExp(all.sort((a, b) => b.length - a.length).map(escaped).join('|'), 'giu')
  return (text) => spansOf(text, pattern)
}
