/** Names from the service’s own case list (W6). */
import { type Identifier } from './identifier.ts'
import { isGivenName, isSurnameOfChild } from './name-context.ts'
import { type ListedName, matchAt, type NameList, surnameAfter } from './name-list.ts'
import { type Token, tokensOf } from './tokens.ts'
import { ALSO_WORDS, MODALS } from './words-and-names.ts'

/** Capitals say nothing in a text that has hardly any small letters. */
const isShouting = (text: string): boolean => {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  return capitals >= 8 && capitals > small
}

interface Found {
  readonly end: number
  readonly names: readonly ListedName[]
}

/** “will young people…” is no Will Young: both are words, and neither has a capital. */
const isFullName = (tokens: readonly Token[], start: number, end: number, name: ListedName): boolean => {
  const [at, last] = [tokens[start], tokens[end]]
  if (!at || !last) return false
  return at.capital || !name.ordinary || !MODALS.has(at.folded) || !ALSO_WORDS.has(last.folded)
}

/** The longest name that stands at a token, and whose: two cases may share it. */
const nameAt = (text: string, tokens: readonly Token[], start: number, list: NameList, isShouted: () => boolean): Found | null => {
  const folded = tokens[start]?.folded ?? ''
  const listed = list.byFirst.get(folded) ?? (folded.endsWith('s') ? list.byFirst.get(folded.slice(0, -1)) : undefined)
  if (!listed) return null
  const found: { end: number; name: ListedName }[] = []
  for (const name of listed) {
    const end = matchAt(text, tokens, start, name.parts)
    if (end < 0) continue
    const full = name.part === 'given' ? surnameAfter(text, tokens, end, name.surnames) : -1
    if (full >= 0 && isFullName(tokens, start, full, name)) {
      found.push({ end: full, name })
      continue
    }
    const place = { text, tokens, start, end, name, list, shouting: isShouted() }
    if (name.part === 'given' ? isGivenName(place) : isSurnameOfChild(place)) found.push({ end, name })
  }
  const end = Math.max(...found.map((each) => each.end))
  return found.length === 0 ? null : { end, names: found.filter((each) => each.end === end).map(({ name }) => name) }
}

/** Where the word itself ends, less an s that has lost its apostrophe. */
const endOf = (token: Token, { names }: Found): number => {
  const known = names.some(({ parts, surnames }) => parts.at(-1) === token.folded || surnames.some((surname) => surname.at(-1) === token.folded))
  return known ? token.to : token.to - 1
}

/** Every place at which a name of the case list stands, in order. */
export const findNames = (text: string, list: NameList): readonly Identifier[] => {
  if (list.byFirst.size === 0) return []
  const tokens = tokensOf(text)
  let shouting: boolean | null = null
  const isShouted = (): boolean => (shouting ??= isShouting(text))
  const identifiers: Identifier[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const found = nameAt(text, tokens, at, list, isShouted)
    const [first, last] = [tokens[at], found && tokens[found.end]]
    if (!found || !first || !last) continue
    const references = new Set(found.names.map(({ reference }) => reference))
    const [reference] = references
    identifiers.push({ kind: 'name', from: first.from, to: endOf(last, found), ...(reference !== undefined && references.size === 1 ? { reference } : {}) })
    at = found.end
  }
  return identifiers
}
