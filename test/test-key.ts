/** A person's signing key for tests: a real one on P-256, and the JWS it makes (G1, G2). */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { type Json } from '../src/domain/json.ts'
import { type CompactJws, KeyId, PublicKey } from '../src/protocol/keys.ts'
import { signJws } from '../src/protocol/sign-jws.ts'

export interface TestKey {
  readonly kid: KeyId
  readonly key: PublicKey
  readonly sign: (typ: string, payload: Json) => Promise<CompactJws>
}

export const newTestKey = async (): Promise<TestKey> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const key = PublicKey.parse({ kty, crv, x, y })
  const kid = KeyId.parse(await calculateJwkThumbprint(key))
  return { kid, key, sign: (typ, payload) => signJws(typ, payload, { kid, key: privateKey }) }
}
