/**
 * Sealing and checking as JOSE has it: what loads `jose`, imported once a vault is open and never before, so that the lock
 * screen does without.
 */
import { CompactEncrypt } from 'jose'
import { kidIn, readJws, type Typ } from '../protocol/jws.ts'
import { type CompactJwe, type PublicKey } from '../protocol/keys.ts'
import { textOf, utf8 } from './bytes.ts'

export { keyIdOf, signJws } from '../protocol/jws.ts'

/** Sealed to the service: not even who sealed it opens it again. @param key ECDH on P-256, public */
export const sealedTo = ({ kid, key }: { readonly kid: string; readonly key: CryptoKey }, text: string): Promise<CompactJwe> =>
  new CompactEncrypt(utf8(text)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(key)

/**
 * What a JWS says, once it is known to be of that kind and by one of those keys: a certificate, a lease.
 *
 * @param keys the service's `certify`
 * @returns null where it is of another kind, altered, or signed by none of them; the payload is still to be parsed
 */
export const verified = async (text: string, typ: Typ, keys: readonly { readonly kid: string; readonly key: PublicKey }[]): Promise<unknown> => {
  const kid = kidIn(text)
  const known = keys.find((each) => each.kid === kid)
  const payload = known ? await readJws(text, typ, known) : null
  return payload && (JSON.parse(textOf(payload)) as unknown)
}
