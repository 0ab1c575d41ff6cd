/** A service's own policy as the text of a file, read before anything is taken in. */
import { jsonFault, type TextPlace } from '../json-fault.ts'
import { troubledKey } from '../troubled-key.ts'
import { checkPack } from './check-pack.ts'
import { type PolicyPack } from './pack.ts'
import { type Found } from './problem.ts'

export type PackRead =
  | { readonly kind: 'read'; readonly pack: PolicyPack }
  | { readonly kind: 'not-json'; readonly place: TextPlace }
  | { readonly kind: 'too-large'; readonly most: number }
  | { readonly kind: 'too-deep'; readonly most: number }
  | { readonly kind: 'problems'; readonly problems: readonly Found[] }

/** Bytes, without the spaces that make a file readable: an act travels whole, in a request of 512 KB at most, and what stands beside it must fit too. */
export const LONGEST_PACK = 400_000
/** Levels of lists and objects: a request nests 32 deep at most, and the act round the policy takes five. */
const DEEPEST_PACK = 24

/** The length of a text in UTF-8; the two halves of a surrogate pair take two bytes each. */
const bytesOf = (text: string): number => {
  let bytes = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const half = code >= 0xd8_00 && code <= 0xdf_ff
    bytes += code < 0x80 ? 1 : code < 0x8_00 || half ? 2 : 3
  }
  return bytes
}

const depthOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

/**
 * Reads a policy from a file's text: a byte order mark is passed over, a key that stands twice is a problem.
 *
 * @returns the policy, or everything that is wrong with the file, each with its place
 */
export const readPack = (file: string): PackRead => {
  const text = file.replace(/^\u{FEFF}/u, '')
  const place = jsonFault(text)
  if (place) return { kind: 'not-json', place }
  if (depthOf(text) > DEEPEST_PACK) return { kind: 'too-deep', most: DEEPEST_PACK }
  const raw: unknown = JSON.parse(text)
  if (bytesOf(JSON.stringify(raw)) > LONGEST_PACK) return { kind: 'too-large', most: LONGEST_PACK }
  const trouble = troubledKey(text)
  if (trouble) return { kind: 'problems', problems: [{ path: trouble.path, problem: { kind: trouble.kind } }] }
  const checked = checkPack(raw)
  return checked.ok ? { kind: 'read', pack: checked.pack } : { kind: 'problems', problems: checked.problems }
}
