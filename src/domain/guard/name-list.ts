/** The names of a case list, taken apart so that a text can be looked through for them word by word. */
import { type GuardedCase } from './identifier.ts'
import { foldWord, type Token } from './tokens.ts'
import { ALSO_WORDS } from './words-and-names.ts'

/** A given name, a nickname or a surname, as words; a hyphenated one has several. */
export interface ListedName {
  readonly parts: readonly string[]
  readonly part: 'given' | 'surname'
  readonly reference: string
  /** Of a given name: the surnames of the same case. */
  readonly surnames: readonly (readonly string[])[]
  /** Some part is an ordinary word, or it is too short to be told from one. */
  readonly ordinary: boolean
}

export interface NameList {
  /** By their first word, longest first. */
  readonly byFirst: ReadonlyMap<string, readonly ListedName[]>
  /** Full names of colleagues, by their first word. */
  readonly colleagues: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly colleagueSurnames: ReadonlySet<string>
  /** The references in lower case: what stands inside one is no name. */
  readonly references: readonly string[]
}

const partsOf = (name: string): readonly string[] => name.split(/[\s‐‑-]+/).map(foldWord).filter((part) => part !== '')
/** The words of a name, however it was entered: “Marsh, Jayden”, “Jayden Marsh”. */
const wordsOf = (name: string): readonly string[] => {
  const [last, ...first] = name.split(',')
  return [...first, last ?? ''].join(' ').trim().split(/\s+/).filter((word) => foldWord(word) !== '')
}

/** A nickname put into the name: “Jayden (Jay) Marsh”, “James “Jim” Cole”. */
const NICKNAME = /[("“‘]([^)"”’]+)[)"”’](?=\s|$)/g

const withNicknames = (name: string): readonly string[] => [name.replaceAll(NICKNAME, ' '), ...[...name.matchAll(NICKNAME)].map(([, inner]) => inner ?? '')]

/** Shorter than this, a name counts only with its capital: “mo”, “al”. */
export const SHORT = 3

const ordinaryParts = (parts: readonly string[]): boolean =>
  parts.every((part) => ALSO_WORDS.has(part)) || (parts.length === 1 && (parts[0] ?? '').length < SHORT)

const put = <T>(map: Map<string, T[]>, key: string | undefined, value: T): void => {
  if (key === undefined) return
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

const ofCase = ({ reference, names: entered }: GuardedCase): readonly ListedName[] => {
  const names = entered.flatMap(withNicknames)
  // “Jayden M” has no surname, only where one begins.
  const surnames = names.flatMap((name) => {
    const all = wordsOf(name)
    const parts = all.length > 1 ? partsOf(all.at(-1) ?? '') : []
    return parts.join('').length > 1 ? [parts] : []
  })
  const given = names.flatMap((name) => {
    const parts = partsOf(wordsOf(name)[0] ?? '')
    // Of “Tyler-James” people say “Tyler” too.
    return parts.length > 1 ? [parts, parts.slice(0, 1)] : [parts]
  })
  return [
    ...given.map((parts) => ({ parts, part: 'given' as const, reference, surnames, ordinary: ordinaryParts(parts) })),
    ...surnames.map((parts) => ({ parts, part: 'surname' as const, reference, surnames: [], ordinary: ordinaryParts(parts) })),
  ].filter(({ parts }) => parts.length > 0)
}

export const nameListOf = (cases: readonly GuardedCase[], colleagues: readonly string[]): NameList => {
  const byFirst = new Map<string, ListedName[]>()
  for (const name of cases.flatMap(ofCase)) put(byFirst, name.parts[0], name)
  for (const all of byFirst.values()) all.sort((a, b) => b.parts.length - a.parts.length)
  const full = new Map<string, (readonly string[])[]>()
  for (const name of colleagues) {
    const parts = partsOf(name)
    if (parts.length > 1) put(full, parts[0], parts)
  }
  return {
    byFirst,
    colleagues: full,
    colleagueSurnames: new Set(colleagues.map((name) => partsOf(name).at(-1) ?? '')),
    references: cases.map(({ reference }) => reference.toLowerCase()),
  }
}

/** What may stand between the words of one name. */
const JOINS = /^(?:[ \u00A0]|[-‐‑])$/
const INITIAL_JOINS = /^\.?[ \u00A0]$/

/**
 * Where the words stand in the text from a token on; the last of them may have lost its apostrophe (“jaydens”).
 *
 * @returns the index of the last token, or -1
 */
export const matchAt = (text: string, tokens: readonly Token[], start: number, parts: readonly string[]): number => {
  for (const [offset, part] of parts.entries()) {
    const token = tokens[start + offset]
    if (!token) return -1
    const last = offset === parts.length - 1
    const same = token.folded === part || (last && !token.possessive && token.folded === `${part}s`)
    if (!same) return -1
    const before = tokens[start + offset - 1]
    if (offset > 0 && (!before || before.possessive || !JOINS.test(text.slice(before.end, token.from)))) return -1
  }
  return start + parts.length - 1
}

/**
 * The surname that goes with a given name which ends at a token, at once or after one middle name or initial.
 *
 * @returns the index of its last token, or -1
 */
export const surnameAfter = (text: string, tokens: readonly Token[], end: number, surnames: ListedName['surnames']): number => {
  const at = tokens[end]
  const next = tokens[end + 1]
  if (!at || !next || at.possessive) return -1
  for (const surname of surnames) {
    if (JOINS.test(text.slice(at.end, next.from))) {
      const found = matchAt(text, tokens, end + 1, surname)
      if (found >= 0) return found
    }
    const after = tokens[end + 2]
    if (!after || !next.capital || next.possessive || !JOINS.test(text.slice(at.end, next.from))) continue
    if (!INITIAL_JOINS.test(text.slice(next.end, after.from))) continue
    const found = matchAt(text, tokens, end + 2, surname)
    if (found >= 0) return found
  }
  return -1
}
