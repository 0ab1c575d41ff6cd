/**
 * Wraps the vault key under a secret's key (KEK). What a wrap is and how its KEK was derived is additional data: moved to
 * another vault, presented as another method, or asked to cost less, it does not open. The vault key passes from wrap to wrap
 * inside WebCrypto: no script ever has its bytes.
 */
import { type Bytes, randomBytes, utf8 } from './bytes.ts'
import { type PasskeyWrap, type PhraseWrap, type PinWrap, type Wrap } from './envelope.ts'
import { purposeOf } from './hkdf.ts'
import { VaultError } from './vault-error.ts'

export const SALT_BYTES = 16
const NONCE_BYTES = 12

/** A wrap but for the wrapped key. */
type Head = Omit<PhraseWrap, 'key'> | Omit<PinWrap, 'key'> | Omit<PasskeyWrap, 'key'>

const bound = (head: Head): readonly (string | number)[] => {
  if (head.method === 'passkey') return [head.method, head.credential]
  const { memoryKiB, iterations, parallelism } = head.cost
  return [head.method, head.kdf, memoryKiB, iterations, parallelism]
}

const parameters = (vault: string, head: Head, iv: Bytes): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8([2, vault, ...bound(head)].join('|')),
})

/**
 * The key that a secret wraps with.
 *
 * @param secret the stretched phrase, the stretched PIN's half with the pepper, a passkey's PRF; wiped
 */
export const kekOf = async (method: Wrap['method'], secret: Bytes, salt?: Bytes): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  secret.fill(0)
  const purpose = purposeOf(2, `wrap/${method}`, salt)
  return crypto.subtle.deriveKey(purpose, material, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

/** A new vault key, to be wrapped and let go of: it can be exported, and does nothing else. */
export const newVaultKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])

/** @param key of `newVaultKey` or `toWrap` */
export const wrapped = async <H extends Head>(vault: string, head: H, kek: CryptoKey, key: CryptoKey): Promise<H & { readonly key: Bytes }> => {
  const nonce = randomBytes(NONCE_BYTES)
  const sealed = await crypto.subtle.wrapKey('raw', key, kek, parameters(vault, head, nonce))
  return { ...head, key: new Uint8Array([...nonce, ...new Uint8Array(sealed)]) }
}

const unwrapped = async (vault: string, wrap: Wrap, kek: CryptoKey, as: 'to-use' | 'to-wrap'): Promise<CryptoKey> => {
  const iv = wrap.key.slice(0, NONCE_BYTES)
  const toWrap = as === 'to-wrap'
  try {
    return await crypto.subtle.unwrapKey(
      'raw', wrap.key.slice(NONCE_BYTES), kek, parameters(vault, wrap, iv), toWrap ? 'AES-GCM' : 'HKDF', toWrap, [toWrap ? 'encrypt' : 'deriveKey'],
    )
  } catch (cause) {
    throw new VaultError('secret-wrong', { cause })
  }
}

/** The vault key, from which others are derived and which cannot be exported. @throws VaultError secret-wrong */
export const toUse = (vault: string, wrap: Wrap, kek: CryptoKey): Promise<CryptoKey> => unwrapped(vault, wrap, kek, 'to-use')

/** The vault key for another wrap of it. @throws VaultError secret-wrong */
export const toWrap = (vault: string, wrap: Wrap, kek: CryptoKey): Promise<CryptoKey> => unwrapped(vault, wrap, kek, 'to-wrap')
