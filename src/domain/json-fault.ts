/**
 * Where a text stops being JSON (RFC 8259), for whoever has to correct it: browsers say it each in its own words, and some
 * not at all.
 */

export interface TextPlace {
  /** Both count from 1. */
  readonly line: number
  readonly column: number
}

/** A string, a number or word, or a mark. */
// oxlint-disable-next-line no-control-regex -- JSON's strings hold every character but these
const TOKEN = /("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b)|[{}[\],:]/y
const BLANK = /[ \t\n\r]*/y

/** What may come next. */
type Wanted = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end'

const placeAt = (text: string, index: number): TextPlace => {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** What is wanted after a token; null where the token is not what was wanted. `open` has the brackets that are open. */
const after = (token: string, wanted: Wanted, open: string[]): Wanted | null => {
  const takesValue = wanted === 'value' || wanted === 'value-or-end'
  switch (token) {
    case '{':
    case '[':
      if (!takesValue) return null
      open.push(token)
      return token === '{' ? 'key-or-end' : 'value-or-end'
    case '}':
    case ']': {
      const empty = wanted === (token === '}' ? 'key-or-end' : 'value-or-end')
      if (!empty && wanted !== 'comma-or-end') return null
      return open.pop() === (token === '}' ? '{' : '[') ? 'comma-or-end' : null
    }
    case ',':
      if (wanted !== 'comma-or-end' || open.length === 0) return null
      return open.at(-1) === '{' ? 'key' : 'value'
    case ':':
      return wanted === 'colon' ? 'value' : null
    // A string, a number or a word.
    default:
      if (wanted === 'key' || wanted === 'key-or-end') return token.startsWith('"') ? 'colon' : null
      return takesValue ? 'comma-or-end' : null
  }
}

/** The first place where a text is not JSON, or where it ends too soon; null where all of it is. */
export const jsonFault = (text: string): TextPlace | null => {
  const open: string[] = []
  let wanted: Wanted = 'value'
  let at = 0
  for (;;) {
    BLANK.lastIndex = at
    at += BLANK.exec(text)?.[0].length ?? 0
    if (at === text.length) return wanted === 'comma-or-end' && open.length === 0 ? null : placeAt(text, at)
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.[0]
    const next: Wanted | null = token === undefined ? null : after(token, wanted, open)
    if (token === undefined || next === null) return placeAt(text, at)
    wanted = next
    at += token.length
  }
}
