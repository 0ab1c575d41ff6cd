/**
 * A person's signing key in the envelope (G2), under a key derived from the vault's. Its private part goes in and out inside
 * WebCrypto, so that no script has its bytes; while the vault is open it can sign and cannot be exported.
 */
import { type Bytes, randomBytes, utf8 } from './bytes.ts'
import { purposeOf } from './hkdf.ts'
import { VaultError } from './vault-error.ts'

export const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
/** Firefox long read no other form of a private key on this curve. */
const FORMAT = 'jwk'
const NONCE_BYTES = 12

const wrappingKey = (vaultKey: CryptoKey): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(purposeOf(2, 'signing'), vaultKey, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])

const parameters = (vault: string, kid: string, iv: Bytes): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`2|${vault}|signing|${kid}`),
})

/** For the envelope. @param key can be exported, and is let go of now */
export const sealSigningKey = async (vaultKey: CryptoKey, vault: string, kid: string, key: CryptoKey): Promise<Bytes> => {
  const nonce = randomBytes(NONCE_BYTES)
  const sealed = await crypto.subtle.wrapKey(FORMAT, key, await wrappingKey(vaultKey), parameters(vault, kid, nonce))
  return new Uint8Array([...nonce, ...new Uint8Array(sealed)])
}

/** @returns it can sign, and cannot be exported @throws VaultError envelope-unreadable */
export const openSigningKey = async (vaultKey: CryptoKey, vault: string, kid: string, sealed: Bytes): Promise<CryptoKey> => {
  const iv = sealed.slice(0, NONCE_BYTES)
  const wrapping = await wrappingKey(vaultKey)
  try {
    return await crypto.subtle.unwrapKey(FORMAT, sealed.slice(NONCE_BYTES), wrapping, parameters(vault, kid, iv), ES256, false, ['sign'])
  } catch (cause) {
    throw new VaultError('envelope-unreadable', { cause })
  }
}
