/**
 * A compact JWS of ours (RFC 7515): ES256, the key's id, what the JWS is, and nothing else in its header. One made for
 * something else, or under any other algorithm, is none.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { calculateJwkThumbprint, CompactSign, type CompactVerifyResult, compactVerify, decodeProtectedHeader, type JWK } from 'jose'
import { type Json } from '../domain/json.ts'
import { type CompactJws, KeyId, type PublicKey, type TYP } from './keys.ts'

/** What a JWS says it is. */
export type Typ = (typeof TYP)[keyof typeof TYP]

/** What jose signs with: a key of WebCrypto's, or a private JWK. */
export type SigningKey = Parameters<CompactSign['sign']>[0]

const ALG = 'ES256'

/** The name of a key: its thumbprint (RFC 7638). */
export const keyIdOf = (key: PublicKey): Promise<KeyId> => calculateJwkThumbprint({ ...key })

export const signJws = (typ: Typ, payload: Json, { kid, key }: { readonly kid: KeyId; readonly key: SigningKey }): Promise<CompactJws> =>
  new CompactSign(utf8ToBytes(JSON.stringify(payload))).setProtectedHeader({ alg: ALG, typ, kid }).sign(key)

const headerOf = (jws: string): Readonly<Record<string, unknown>> | null => {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    return null
  }
}

/** Whose key a JWS says it is under: nothing of it is believed yet. Null where it names none. */
export const kidIn = (jws: string): KeyId | null => KeyId.safeParse(headerOf(jws)?.['kid']).data ?? null

/**
 * Reads a JWS that has to be of this kind and under this key.
 *
 * @returns the bytes that were signed; null where it is of another kind, under another key or algorithm, or was changed
 */
export const readJws = async (jws: string, typ: Typ, { kid, key }: { readonly kid: KeyId; readonly key: PublicKey }): Promise<Uint8Array | null> => {
  const header = headerOf(jws)
  // Headers that we do not write could have a library read the rest otherwise.
  if (!header || Object.keys(header).sort().join() !== 'alg,kid,typ' || header['typ'] !== typ || header['kid'] !== kid) return null
  const jwk: JWK = { ...key }
  const verified: CompactVerifyResult | null = await compactVerify(jws, jwk, { algorithms: [ALG] }).catch(() => null)
  return verified && verified.payload
}
