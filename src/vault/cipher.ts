/**
 * Seals rows whole (K2): AES-256-GCM, a random 96-bit nonce, and what the row is and where it stands as additional data,
 * so that a row moved elsewhere, or an old one under a new name, does not open.
 *
 * A sealed row is: 1 byte format version, 12 bytes nonce, ciphertext with tag.
 */
import { base64url, type Bytes, randomBytes, utf8 } from './bytes.ts'
import { purposeOf, type VaultVersion } from './hkdf.ts'
import { VaultError } from './vault-error.ts'

/** Where sealed rows are kept. The names say nothing of the records in them. */
type CipherStore = 'rows' | 'state' | 'outbox' | 'receipt' | 'owner' | 'secrets'

export interface RowPlace {
  readonly store: CipherStore
  readonly id: string
  /** The random name of this writing of the row. */
  readonly rev: string
}

export interface Cipher {
  /** @throws VaultError locked */
  readonly seal: (place: RowPlace, plain: Bytes) => Promise<Bytes>
  /** @throws VaultError row-unreadable, locked */
  readonly open: (place: RowPlace, sealed: Bytes) => Promise<Bytes>
  /** The name under which something is kept: always the same for it, and to anyone without the key a random one. */
  readonly nameOf: (...parts: readonly string[]) => Promise<string>
  /** Drops the keys. */
  readonly lock: () => void
}

const FORMAT = 1
const NONCE_BYTES = 12
const NAME_BYTES = 16

const KEY_FOR = {
  rows: 'record',
  state: 'state',
  owner: 'state',
  secrets: 'state',
  outbox: 'outbox',
  receipt: 'outbox',
} as const satisfies Record<CipherStore, string>

interface Keys {
  readonly sealing: Readonly<Record<(typeof KEY_FOR)[CipherStore], CryptoKey>>
  readonly naming: CryptoKey
}

const keysOf = async (vaultKey: CryptoKey, version: VaultVersion): Promise<Keys> => {
  const sealing = (purpose: string): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(purposeOf(version, purpose), vaultKey, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const [record, state, outbox, naming] = await Promise.all([
    sealing('record'),
    sealing('state'),
    sealing('outbox'),
    crypto.subtle.deriveKey(purposeOf(version, 'names'), vaultKey, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
  ])
  return { sealing: { record, state, outbox }, naming }
}

/**
 * @param vaultKey non-extractable HKDF key material
 * @param person   whose rows these are; part of the additional data
 */
export const cipherOf = async (vaultKey: CryptoKey, person: string, version: VaultVersion): Promise<Cipher> => {
  let keys: Keys | null = await keysOf(vaultKey, version)
  const held = (): Keys => {
    if (!keys) throw new VaultError('locked')
    return keys
  }
  const parameters = ({ store, id, rev }: RowPlace, iv: Bytes): AesGcmParams => ({
    name: 'AES-GCM',
    iv,
    additionalData: utf8([FORMAT, person, store, id, rev].join('|')),
  })
  return {
    seal: async (place, plain) => {
      const nonce = randomBytes(NONCE_BYTES)
      const body = await crypto.subtle.encrypt(parameters(place, nonce), held().sealing[KEY_FOR[place.store]], plain)
      const sealed = new Uint8Array(1 + NONCE_BYTES + body.byteLength)
      sealed[0] = FORMAT
      sealed.set(nonce, 1)
      sealed.set(new Uint8Array(body), 1 + NONCE_BYTES)
      return sealed
    },
    open: async (place, sealed) => {
      const key = held().sealing[KEY_FOR[place.store]]
      if (sealed[0] !== FORMAT) throw new VaultError('row-unreadable')
      const nonce = sealed.slice(1, 1 + NONCE_BYTES)
      try {
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(place, nonce), key, sealed.subarray(1 + NONCE_BYTES)),
        )
      } catch (cause) {
        throw new VaultError('row-unreadable', { cause })
      }
    },
    nameOf: async (...parts) => {
      const mac = await crypto.subtle.sign('HMAC', held().naming, utf8(JSON.stringify(parts)))
      return base64url(new Uint8Array(mac, 0, NAME_BYTES))
    },
    lock: () => {
      keys = null
    },
  }
}
