/** Making a compact JWS as `jws.ts` reads it: canonical JSON under a key that says its own name. */
import { CompactSign, type CryptoKey } from 'jose'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { type Json } from '../domain/json.ts'
import { canonicalJson } from './hash.ts'
import { type CompactJws, type KeyId } from './keys.ts'

export const signJws = (typ: string, payload: Json, { kid, key }: { readonly kid: KeyId; readonly key: CryptoKey }): Promise<CompactJws> =>
  new CompactSign(utf8ToBytes(canonicalJson(payload))).setProtectedHeader({ alg: 'ES256', typ, kid }).sign(key)
