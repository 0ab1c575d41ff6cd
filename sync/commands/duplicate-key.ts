/** Finds a key that an object in a JSON text has twice. `JSON.parse` keeps the last one and says nothing. */

interface Open {
  /** Keys met so far; null in a list. */
  readonly keys: Set<string> | null
  /** The key or index of the value being read. */
  at: string | number
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** The path of the first key that is there twice, or null. The text must be JSON that parses. */
export const duplicateKey = (text: string): (string | number)[] | null => {
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
      if (inner.keys.has(key)) return open.map(({ at }) => at)
      inner.keys.add(key)
      awaitingKey = false
    }
  }
  return null
}
