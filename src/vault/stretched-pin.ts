/**
 * What is made of a PIN once it is stretched (K3). Three things, none of which tells another: what proves it to the service,
 * what makes the key together with the pepper, and what the screen lock compares. The KDF worker loads this file.
 */
import { base64url, type Bytes, ofBase64url } from './bytes.ts'
import { purposeOf } from './hkdf.ts'

const BITS = 256

export interface StretchedPin {
  /** For the service: 256 bits, base64url. It is on no disk of the device. */
  readonly proof: string
  /** With which a PIN is known again while the vault is kept (K5). */
  readonly check: Bytes
  /** What the key is made of, with the pepper. @throws DOMException when the pepper is not base64url */
  readonly with: (pepper: string) => Bytes
}

/** @param stretched Argon2id of the PIN; wiped */
export const stretchedPin = async (stretched: Bytes): Promise<StretchedPin> => {
  const material = await crypto.subtle.importKey('raw', stretched, 'HKDF', false, ['deriveBits'])
  stretched.fill(0)
  const part = async (purpose: string): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.deriveBits(purposeOf(2, purpose), material, BITS))
  const [proof, half, check] = await Promise.all([part('pin/proof'), part('pin/half'), part('pin/check')])
  return { proof: base64url(proof), check, with: (pepper) => new Uint8Array([...half, ...ofBase64url(pepper)]) }
}
