/**
 * A copy of records with texts covered (W5, G1): where a signed value is covered its digest stands in its place, so that the
 * content hash of the signature is still the one over all digests; the hash of an act that is covered is left out, since
 * it is over no salt, and names could be tried against it.
 */
import { isWritten } from '../domain/own-copy.ts'
import { type Json } from '../domain/json.ts'
import { fieldDigest } from './signed-content.ts'

interface Done {
  readonly value: Json
  readonly changed: boolean
}

const salted = (value: object): value is { readonly salt: string; readonly value: Json } =>
  Object.keys(value).length === 2 && 'salt' in value && 'value' in value && typeof value.salt === 'string'

/**
 * @param covered a text as it is to be read, for those in which something is covered
 * @returns the same, with each of those texts covered wherever it stands
 */
export const redacted = (value: Json, covered: ReadonlyMap<string, string>): Json => {
  const walk = (name: string, inner: Json): Done => {
    if (typeof inner === 'string') {
      const said = isWritten(name, inner) ? covered.get(inner) : undefined
      return said === undefined ? { value: inner, changed: false } : { value: said, changed: true }
    }
    if (inner === null || typeof inner !== 'object') return { value: inner, changed: false }
    if (Array.isArray(inner)) {
      const all = (inner as readonly Json[]).map((each) => walk(name, each))
      return { value: all.map((each) => each.value), changed: all.some(({ changed }) => changed) }
    }
    const all = Object.entries(inner).map(([key, each]): [string, Done] => [key, walk(key, each)])
    const changed = all.some(([, done]) => done.changed)
    if (changed && salted(inner)) return { value: { digest: fieldDigest(name, inner.salt, inner.value) }, changed }
    const made: Record<string, Json> = Object.fromEntries(all.map(([key, done]) => [key, done.value]))
    if (changed && 'actId' in made && 'hash' in made) made['hash'] = null
    return { value: made, changed }
  }
  return walk('', value).value
}
