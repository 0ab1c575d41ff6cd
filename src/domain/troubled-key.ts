/**
 * Finds a key in a JSON text that `JSON.parse` and the schemas would pass over: one that an object has twice (the last
 * wins and nothing is said), or one that code could take for an object's own machinery, such as `__proto__`.
 */

interface Open {
  /** Keys met so far; null in a list. */
  readonly keys: Set<string> | null
  /** The key or index of the value being read. */
  at: string | number
}

export interface Trouble {
  readonly kind: 'twice' | 'unknown-key'
  readonly path: readonly (string | number)[]
}

/** The service refuses whole requests with these. */
const MACHINERY: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** The first such key, by its path, or null. The text must be JSON that parses. */
export const troubledKey = (text: string): Trouble | null => {
  const open: Open[] = []
  let awaitingKey = false
  for (const [token] of text.matchAll(TOKENS)) {
    const inner = open.at(-1)
    if (token === '{' || token === '[') {
      open.push({ keys: token === '{' ? new Set() : null, at: token === '{' ? '' : 0 })
      awaitingKey = token === '{'
    } else if (token === '}' || token === ']') {
      open.pop()
      awaitingKey = false
    } else if (token === ',') {
      if (inner && typeof inner.at === 'number') inner.at += 1
      awaitingKey = inner?.keys !== null
    } else if (token !== ':' && awaitingKey && inner?.keys) {
      const key = JSON.parse(token) as string
      inner.at = key
      const path = open.map(({ at }) => at)
      if (inner.keys.has(key)) return { kind: 'twice', path }
      if (MACHINERY.has(key)) return { kind: 'unknown-key', path }
      inner.keys.add(key)
      awaitingKey = false
    }
  }
  return null
}
