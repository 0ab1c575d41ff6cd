/** A vault that is open: what it seals, opens and signs, until it is locked. */
import { type ServiceKeys } from '../protocol/keys.ts'
import { type Bytes, textOf, utf8 } from './bytes.ts'
import { type Cipher, cipherOf } from './cipher.ts'
import { type Envelope } from './envelope.ts'
import { type VaultVersion } from './hkdf.ts'
import { Owner } from './owner.ts'
import { openSecrets, type PinCheck, type Secrets } from './secrets.ts'
import { type Signer, signerOf, type SigningKeys } from './signer.ts'
import { openSigningKey } from './signing-key.ts'
import { VaultError } from './vault-error.ts'

export interface OpenVault {
  /** Its random name. */
  readonly id: string
  readonly owner: Owner
  /** Its `lock` is the vault's. */
  readonly cipher: Cipher
  /** For the envelope, when what the service says of the person has changed. */
  readonly sealOwner: (owner: Owner) => Promise<Bytes>
  /** Null in a vault of before, which has no key. */
  readonly signer: Signer | null
  /** The service's own keys as of the last certificate, by which a lease is known; null in a vault of before. @throws VaultError locked */
  readonly serviceKeys: () => ServiceKeys | null
  /** Drops every key (K5): whatever is asked of it later throws `locked`. */
  readonly lock: () => void
  /** For this room alone: what the keeper takes over, and what rotating changes. @throws VaultError locked */
  readonly held: () => Held
}

export interface Held {
  readonly vaultKey: CryptoKey
  /** Null in a vault of before. */
  readonly signing: {
    readonly keys: SigningKeys
    readonly service: ServiceKeys
    readonly pin: PinCheck
  } | null
  /** From now on it signs with another key, or knows another PIN. */
  readonly change: (changed: { readonly keys?: SigningKeys; readonly service?: ServiceKeys; readonly pin?: PinCheck }) => void
}

const ownerPlace = (vault: string, version: VaultVersion) => ({ store: 'owner', id: vault, rev: String(version) }) as const

// Whose rows these are is part of every row's additional data, so the owner itself is sealed under the vault's id.
const ownerCipher = (vaultKey: CryptoKey, vault: string, version: VaultVersion): Promise<Cipher> => cipherOf(vaultKey, vault, version)

const ownerBytes = (owner: Owner): Bytes => utf8(JSON.stringify(owner))

/** Who it is, for the envelope of a new vault. */
export const sealOwner = async (vaultKey: CryptoKey, vault: string, version: VaultVersion, owner: Owner): Promise<Bytes> =>
  (await ownerCipher(vaultKey, vault, version)).seal(ownerPlace(vault, version), ownerBytes(owner))

/** The keys to sign and seal with. @throws VaultError envelope-unreadable */
export const signingKeysOf = async (vaultKey: CryptoKey, vault: string, { signing, keys }: Secrets, sealed: Bytes): Promise<SigningKeys> => ({
  ...signing,
  key: await openSigningKey(vaultKey, vault, signing.kid, sealed),
  service: {
    kid: keys.seal.kid,
    key: await crypto.subtle.importKey('jwk', keys.seal.key, { name: 'ECDH', namedCurve: 'P-256' }, true, []),
  },
})

const opened = async (
  vaultKey: CryptoKey,
  vault: string,
  version: VaultVersion,
  sealed: Bytes,
  signingOf: (cipher: Cipher) => Promise<Held['signing']>,
): Promise<OpenVault> => {
  try {
    const first = await ownerCipher(vaultKey, vault, version)
    const owner = Owner.parse(JSON.parse(textOf(await first.open(ownerPlace(vault, version), sealed))))
    const cipher = await cipherOf(vaultKey, owner.person, version)
    const signing = await signingOf(cipher)
    let now: Pick<Held, 'vaultKey' | 'signing'> | null = { vaultKey, signing }
    const held = (): Pick<Held, 'vaultKey' | 'signing'> => {
      if (!now) throw new VaultError('locked')
      return now
    }
    const signingKeys = (): SigningKeys => {
      const { signing } = held()
      if (!signing) throw new VaultError('locked')
      return signing.keys
    }
    const lock = (): void => {
      now = null
      first.lock()
      cipher.lock()
    }
    return {
      id: vault,
      owner,
      cipher: { ...cipher, lock },
      sealOwner: (changed) => first.seal(ownerPlace(vault, version), ownerBytes(changed)),
      signer: signing && signerOf(signingKeys, { org: owner.org, person: owner.person, vault }),
      serviceKeys: () => held().signing?.service ?? null,
      lock,
      held: () => ({
        ...held(),
        change: (changed) => {
          const { signing } = held()
          if (now && signing) now = { ...now, signing: { ...signing, ...changed } }
        },
      }),
    }
  } catch (cause) {
    throw new VaultError('envelope-unreadable', { cause })
  }
}

/** A vault of before. @param owner as in the envelope @throws VaultError envelope-unreadable */
export const openLegacy = (vaultKey: CryptoKey, vault: string, owner: Bytes): Promise<OpenVault> =>
  opened(vaultKey, vault, 1, owner, () => Promise.resolve(null))

/** @param vaultKey of `toUse` @throws VaultError envelope-unreadable: damaged, or parts of two vaults */
export const openVault = (vaultKey: CryptoKey, vault: string, envelope: Envelope): Promise<OpenVault> => {
  // The first save will ask for it.
  import('./jws.ts').catch(() => undefined)
  return opened(vaultKey, vault, 2, envelope.owner, async (cipher) => {
    const secrets = await openSecrets(cipher, vault, envelope.secrets)
    return { keys: await signingKeysOf(vaultKey, vault, secrets, envelope.signing), service: secrets.keys, pin: secrets.pin }
  })
}
