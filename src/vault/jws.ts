/**
 * Signing, sealing and checking as JOSE has it: the one file that loads `jose`, imported once a vault is open and never before,
 * so that the lock screen does without.
 */
import { CompactEncrypt, CompactSign, compactVerify } from 'jose'
import { type CompactJwe, type CompactJws, type PublicKey, type TYP } from '../protocol/keys.ts'
import { textOf, utf8 } from './bytes.ts'

/** What a JWS says it is, so that it cannot be taken for another kind. */
type Typ = (typeof TYP)[keyof typeof TYP]

export const signed = (key: CryptoKey, kid: string, typ: Typ, payload: unknown): Promise<CompactJws> =>
  new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', typ, kid }).sign(key)

/** Sealed to the service: not even who sealed it opens it again. @param key ECDH on P-256, public */
export const sealedTo = ({ kid, key }: { readonly kid: string; readonly key: CryptoKey }, text: string): Promise<CompactJwe> =>
  new CompactEncrypt(utf8(text)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(key)

/**
 * What a JWS says, once it is known to be of that kind and by one of those keys: a certificate, a lease.
 *
 * @param keys the service's `certify`
 * @returns null where it is of another kind, altered, or signed by none of them; the payload is still to be parsed
 */
export const verified = async (
  text: string,
  typ: Typ,
  keys: readonly { readonly kid: string; readonly key: PublicKey }[],
): Promise<unknown> => {
  try {
    const { payload, protectedHeader } = await compactVerify(
      text,
      ({ kid }) => {
        const known = keys.find((each) => each.kid === kid)
        if (!known) throw new TypeError('a key that nobody knows')
        return known.key
      },
      { algorithms: ['ES256'] },
    )
    return protectedHeader.typ === typ ? (JSON.parse(textOf(payload)) as unknown) : null
  } catch {
    return null
  }
}
