/** A person's signing key for tests: a real one on P-256, the JWS it makes, and anything else it could be made to sign (G1, G2). */
import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { type Json } from '../src/domain/json.ts'
import { signJws, type Typ } from '../src/protocol/jws.ts'
import { type CompactJws, KeyId, PublicKey } from '../src/protocol/keys.ts'

export interface TestKey {
  readonly kid: KeyId
  readonly key: PublicKey
  readonly sign: (typ: Typ, payload: Json) => Promise<CompactJws>
  /** Signs a header and a payload as they stand, whatever they say. */
  readonly signText: (header: string, payload: string) => Promise<string>
}

export const newTestKey = async (): Promise<TestKey> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const key = PublicKey.parse({ kty, crv, x, y })
  const kid = KeyId.parse(await calculateJwkThumbprint(key))
  return {
    kid,
    key,
    sign: (typ, payload) => signJws(typ, payload, { kid, key: privateKey }),
    signText: async (header, payload) => {
      const signed = `${base64url.encode(header)}.${base64url.encode(payload)}`
      const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new TextEncoder().encode(signed))
      return `${signed}.${base64url.encode(new Uint8Array(signature))}`
    },
  }
}

/** The order of P-256. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The other signature that says the same under the same key: (r, n − s) for (r, s). */
export const otherS = (jws: string): string => {
  const cut = jws.lastIndexOf('.') + 1
  const bytes = base64url.decode(jws.slice(cut))
  const s = BigInt(`0x${Buffer.from(bytes.slice(32)).toString('hex')}`)
  const other = Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex')
  return jws.slice(0, cut) + base64url.encode(Uint8Array.from([...bytes.slice(0, 32), ...other]))
}
