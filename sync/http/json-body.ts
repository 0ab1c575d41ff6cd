/**
 * A body of JSON, read strictly (A4). `JSON.parse` lets the last of two equal keys win without a word, nests as deep as it
 * is told, and makes half a character of `\ud800`; all are looked for in the text, which it has found to be whole JSON.
 */
import { Refused } from './errors.ts'

const DEEPEST = 32
/** Keys that code could take for an object's own machinery. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const QUOTE = 34
const BACKSLASH = 92

/** Where the string that begins at `from` ends: the index of its closing quote. */
const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at
  }
  return text.length
}

/** An escape that may be half a character: a surrogate. */
const SURROGATE = /\\u[dD][89a-fA-F]/

/** Half a character is no text: it has no UTF-8, so no hash and no place in a database. */
const wellFormed = (quoted: string): void => {
  if (SURROGATE.test(quoted) && !String(JSON.parse(quoted)).isWellFormed()) throw new Refused('body-malformed')
}

/** The objects and lists that are open at a place in JSON: their keys so far; null for a list. */
type Open = (Set<string> | null)[]

const opened = (open: Open, keys: Set<string> | null): void => {
  open.push(keys)
  if (open.length > DEEPEST) throw new Refused('body-too-deep')
}

const keyed = (keys: Set<string>, quoted: string): void => {
  const key = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
  if (FORBIDDEN.has(key)) throw new Refused('body-invalid', { where: key })
  if (keys.has(key)) throw new Refused('body-duplicate-key')
  keys.add(key)
}

/** Goes through JSON known to be whole, and refuses equal keys, forbidden keys, half characters and depth. */
const inspect = (text: string): void => {
  const open: Open = []
  const halves = SURROGATE.test(text)
  let atKey = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '{' || character === '[') {
      atKey = character === '{'
      opened(open, atKey ? new Set() : null)
    } else if (character === '}' || character === ']') {
      open.pop()
      atKey = false
    } else if (character === ',') {
      atKey = open.at(-1) instanceof Set
    } else if (character === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (halves) wellFormed(text.slice(at, end + 1))
      if (atKey && keys) keyed(keys, text.slice(at, end + 1))
      atKey = false
      at = end
    }
  }
}

/**
 * @returns the value a body holds
 * @throws Refused when it is not whole JSON, says a key twice, uses a forbidden key, holds half a character or nests
 *   deeper than 32
 */
export const readJson = (text: string): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refused('body-malformed')
  }
  inspect(text)
  return value
}

// A byte order mark is kept, and refused with what is no JSON: the next reader would take it for content.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** As `readJson`, of a body's bytes; what is not UTF-8 is refused, not mended. */
export const readBody = (bytes: Uint8Array): unknown => {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new Refused('body-malformed')
  }
  return readJson(text)
}
