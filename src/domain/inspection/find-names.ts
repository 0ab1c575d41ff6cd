/** Finds the names of the people of a service in what somebody wrote: whole, in part, in lower case, with ’s, without accents. */
import { isOrdinary } from './ordinary-words.ts'

/** Where something stands in a text: from a place up to another, in UTF-16 units. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Whose name it is: the place of the one person it can be in the list, or null where it can be several people’s. */
export interface NameFound extends Span {
  readonly who: number | null
}

export interface Named {
  readonly name: string
  readonly knownAs: string
}

/** Letters that no accent makes of another. */
const LETTERS: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }

/** A word as it is compared: in lower case, without accents. */
export const folded = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[øłđðþßæœı]/g, (letter) => LETTERS[letter] ?? letter)

const WORD = /[\p{L}\p{M}]+/gu

/** The words of a text, with where each stands. */
export const wordsIn = (text: string): readonly (Span & { readonly word: string })[] =>
  [...text.matchAll(WORD)].map((match) => ({ word: match[0], from: match.index, to: match.index + match[0].length }))

/** What may stand between two parts of one name; after an initial a full stop too. */
const WITHIN = /^[ \t\u00A0]*[,'’ʼ`\-‐‑]?[ \t\u00A0]*$/
const AFTER_INITIAL = /^\.?[ \t\u00A0]*$/
/** The letter after an apostrophe, in “Priya’s” or “didn’t”, is no initial. */
const AFTER_APOSTROPHE = /\p{L}['’ʼ`]$/u
/** Two words in lower case, each a word like any other, are a name together from so many letters on. */
const TELLING = 3
const POSSESSIVE = /^['’ʼ`]s(?!\p{L})/iu

type People = ReadonlySet<number>

interface Candidate extends Span {
  readonly who: People
  /** It is a name only beside another part of the same name: a word in lower case, an initial. */
  readonly weak: boolean
}

const lengthOf = ({ from, to }: Span): number => to - from

/** Whether two finds, one after the other, may be parts of one name by what they are and what stands between them. */
const isOneName = (text: string, one: Candidate, next: Candidate): boolean => {
  if (one.weak && next.weak && (lengthOf(one) < TELLING || lengthOf(next) < TELLING)) return false
  const between = text.slice(one.to, next.from)
  if (between.includes(',') && (lengthOf(one) < 2 || lengthOf(next) < 2)) return false
  return WITHIN.test(between) || (/(?<!\p{L})\p{L}$/u.test(text.slice(0, one.to)) && AFTER_INITIAL.test(between))
}

const shared = (one: People, other: People): People => new Set([...one].filter((each) => other.has(each)))

/** Everything by which each person may be called, and who is called so. */
const rollOf = (people: readonly Named[]): { readonly words: ReadonlyMap<string, People>; readonly initials: ReadonlyMap<string, People> } => {
  const words = new Map<string, Set<number>>()
  const initials = new Map<string, Set<number>>()
  const put = (roll: Map<string, Set<number>>, key: string, who: number): void => {
    if (key !== '') roll.set(key, (roll.get(key) ?? new Set()).add(who))
  }
  people.forEach(({ name, knownAs }, who) => {
    for (const text of [name, knownAs]) {
      const parts = wordsIn(text).map(({ word }) => folded(word))
      for (const part of parts) {
        put(initials, part.charAt(0), who)
        if (part.length > 1) put(words, part, who)
      }
      // As it is written in one: in an address, in haste, O’Brien without its apostrophe.
      for (let from = 0; from < parts.length; from += 1) {
        for (let to = from + 2; to <= parts.length; to += 1) put(words, parts.slice(from, to).join(''), who)
      }
    }
  })
  return { words, initials }
}

/**
 * @param people everybody in the service
 * @returns finds their names in a text, in order
 */
export const nameFinder = (people: readonly Named[]): ((text: string) => readonly NameFound[]) => {
  const { words, initials } = rollOf(people)

  const candidateOf = (text: string, { word, from, to }: Span & { readonly word: string }): Candidate | null => {
    const plain = folded(word)
    if (plain.length === 1) {
      const who = AFTER_APOSTROPHE.test(text.slice(Math.max(0, from - 2), from)) ? undefined : initials.get(plain)
      return who ? { from, to, who, weak: true } : null
    }
    const own = words.get(plain)
    // "Sams" for "Sam’s".
    const without = own ? undefined : plain.length > 3 && plain.endsWith('s') ? words.get(plain.slice(0, -1)) : undefined
    const who = own ?? without
    if (!who) return null
    const name = own ? plain : plain.slice(0, -1)
    const capital = word.charAt(0) !== word.charAt(0).toLowerCase()
    const weak = isOrdinary(name) && !capital && !POSSESSIVE.test(text.slice(to))
    return { from, to: own ? to : to - 1, who, weak }
  }

  return (text) => {
    const runs: Candidate[] = []
    // A word that is no name parts those round it: there is more than a mark between them.
    for (const word of wordsIn(text)) {
      const next = candidateOf(text, word)
      if (!next) continue
      const last = runs.at(-1)
      const both: People = last && isOneName(text, last, next) ? shared(last.who, next.who) : new Set()
      if (last && both.size > 0) runs[runs.length - 1] = { from: last.from, to: next.to, who: both, weak: false }
      else runs.push(next)
    }
    return runs
      .filter(({ weak }) => !weak)
      .map(({ from, to, who }) => {
        const [only, another] = who
        return { from, to, who: only !== undefined && another === undefined ? only : null }
      })
  }
}
