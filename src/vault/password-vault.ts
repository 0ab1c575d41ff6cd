/**
 * The vault a password opens: Argon2id makes a key that wraps a random vault key (UVK), per person and device, from
 * which the keys of the rows are derived. Works with no connection. Other wraps of the same vault key come beside it.
 */
import { type Bytes, randomBytes, textOf, utf8 } from './bytes.ts'
import { type Cipher, cipherOf } from './cipher.ts'
import { Envelope, Owner, PasswordWrap } from './envelope.ts'
import { COSTS, type Kdf, type KdfCost, SLOW_MS } from './kdf.ts'
import { VaultError } from './vault-error.ts'

const UVK_BYTES = 32
export const NONCE_BYTES = 12
export const SALT_BYTES = 16

export interface OpenVault {
  readonly owner: Owner
  readonly cipher: Cipher
  /** For the envelope, when what the service says of the person has changed. */
  readonly sealOwner: (owner: Owner) => Promise<Bytes>
}

/** The cost is bound to the wrap: lowering it in the stored envelope makes it unreadable, not weaker. */
export const wrapParameters = (iv: Bytes, vault: string, cost: KdfCost): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`1|${vault}|password|argon2id|${cost.memoryKiB}|${cost.iterations}|${cost.parallelism}`),
})

const ownerPlace = (vault: string) => ({ store: 'owner', id: vault, rev: '1' }) as const

/** A non-extractable key from derived bytes, which are wiped. */
const kekOf = async (bytes: Bytes, uses: readonly ('encrypt' | 'unwrapKey')[]): Promise<CryptoKey> => {
  const kek = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, uses)
  bytes.fill(0)
  return kek
}

const ownerBytes = (owner: Owner): Bytes => utf8(JSON.stringify(owner))

/** @param known whose vault it is: sealed as in the envelope, or as the service said it when the vault is new */
const openWith = async (vaultKey: CryptoKey, vault: string, known: Bytes | Owner): Promise<OpenVault> => {
  // Whose rows these are is part of every row's additional data, so the owner itself is sealed under the vault's id.
  const first = await cipherOf(vaultKey, vault)
  const owner =
    known instanceof Uint8Array ? Owner.parse(JSON.parse(textOf(await first.open(ownerPlace(vault), known)))) : known
  const cipher = await cipherOf(vaultKey, owner.person)
  return {
    owner,
    sealOwner: (changed) => first.seal(ownerPlace(vault), ownerBytes(changed)),
    cipher: {
      ...cipher,
      lock: () => {
        first.lock()
        cipher.lock()
      },
    },
  }
}

/** The best cost this machine bears, with the key already derived under it (K1). */
const calibrated = async (
  kdf: Kdf,
  password: string,
  salt: Bytes,
  now: () => number,
): Promise<{ readonly bytes: Bytes; readonly cost: KdfCost }> => {
  for (const cost of COSTS.slice(0, -1)) {
    const from = now()
    // A derivation that fails has met a limit of memory: less of it may do.
    const bytes = await kdf(password, salt, cost).catch(() => null)
    if (bytes && now() - from <= SLOW_MS) return { bytes, cost }
    bytes?.fill(0)
  }
  const cost = COSTS[COSTS.length - 1] ?? COSTS[0]
  return { bytes: await kdf(password, salt, cost), cost }
}

/**
 * Makes a vault.
 *
 * @param vault its random id
 * @param now   milliseconds, to find what key derivation costs here
 * @throws VaultError kdf-failed
 */
export const enrol = async (
  { vault, owner, password }: { readonly vault: string; readonly owner: Owner; readonly password: string },
  kdf: Kdf,
  now: () => number,
): Promise<OpenVault & { readonly envelope: Envelope }> => {
  const salt = randomBytes(SALT_BYTES)
  const { bytes, cost } = await calibrated(kdf, password, salt, now).catch((cause: unknown) => {
    throw new VaultError('kdf-failed', { cause })
  })
  const kek = await kekOf(bytes, ['encrypt'])
  const uvk = randomBytes(UVK_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const wrapped = new Uint8Array(await crypto.subtle.encrypt(wrapParameters(nonce, vault, cost), kek, uvk))
  const vaultKey = await crypto.subtle.importKey('raw', uvk, 'HKDF', false, ['deriveKey'])
  uvk.fill(0)
  const key = new Uint8Array([...nonce, ...wrapped])
  const open = await openWith(vaultKey, vault, owner)
  const wrap: PasswordWrap = { method: 'password', kdf: 'argon2id', cost, salt, key }
  return { ...open, envelope: { v: 1, wraps: [wrap], owner: await open.sealOwner(owner) } }
}

/**
 * Opens a vault with its password, with no connection.
 *
 * @param stored what was kept of it
 * @throws VaultError password-wrong, envelope-unreadable, kdf-failed
 */
export const unlock = async (
  { vault, stored, password }: { readonly vault: string; readonly stored: unknown; readonly password: string },
  kdf: Kdf,
): Promise<OpenVault> => {
  const envelope = Envelope.safeParse(stored)
  const wrap = envelope.data?.wraps.map((each) => PasswordWrap.safeParse(each).data).find((each) => each !== undefined)
  if (!envelope.success || !wrap) throw new VaultError('envelope-unreadable')
  const bytes = await kdf(password, wrap.salt, wrap.cost).catch((cause: unknown) => {
    throw new VaultError('kdf-failed', { cause })
  })
  const kek = await kekOf(bytes, ['unwrapKey'])
  const iv = wrap.key.slice(0, NONCE_BYTES)
  const vaultKey = await crypto.subtle
    .unwrapKey('raw', wrap.key.slice(NONCE_BYTES), kek, wrapParameters(iv, vault, wrap.cost), 'HKDF', false, ['deriveKey'])
    .catch((cause: unknown) => {
      throw new VaultError('password-wrong', { cause })
    })
  try {
    return await openWith(vaultKey, vault, envelope.data.owner)
  } catch (cause) {
    throw new VaultError('envelope-unreadable', { cause })
  }
}
