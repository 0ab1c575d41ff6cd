/** The hash of an act (P2): whoever writes one seals it with its hash, whoever takes one in compares. */
import { type Json } from '../domain/json.ts'
import { type WireAct } from './act.ts'
import { hashOf } from './hash.ts'
import { ACT_SCHEMA } from './version.ts'

/** What the act's hash is over: all of it but the hash. */
export const actHash = ({ hash: _, ...rest }: Omit<WireAct, 'hash'> & { readonly hash?: string }): string =>
  hashOf(JSON.parse(JSON.stringify(rest)) as Json)

/** Seals an act with its hash. */
export const sealAct = (act: Omit<WireAct, 'hash' | 'schema'>): WireAct => {
  const whole = { ...act, schema: ACT_SCHEMA }
  return { ...whole, hash: actHash(whole) }
}
