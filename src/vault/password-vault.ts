/**
 * The vault that the account's password opened (version 1): still opened, with no connection, so that what it keeps can move
 * into one of today's, and made no more once nobody makes one.
 */
import { type Bytes, randomBytes, utf8 } from './bytes.ts'
import { calibrated, derived } from './derive.ts'
import { type Kdf, type KdfCost } from './kdf.ts'
import { openLegacy, type OpenVault, sealOwner } from './open-vault.ts'
import { type Owner } from './owner.ts'
import { PasswordEnvelope, PasswordWrap } from './password-envelope.ts'
import { VaultError } from './vault-error.ts'
import { SALT_BYTES } from './wrap.ts'

const UVK_BYTES = 32
export const NONCE_BYTES = 12

/** The cost is bound to the wrap: lowering it in the stored envelope makes it unreadable, not weaker. */
export const wrapParameters = (iv: Bytes, vault: string, cost: KdfCost): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`1|${vault}|password|argon2id|${cost.memoryKiB}|${cost.iterations}|${cost.parallelism}`),
})

/** A non-extractable key from derived bytes, which are wiped. */
const kekOf = async (bytes: Bytes, uses: readonly ('encrypt' | 'unwrapKey')[]): Promise<CryptoKey> => {
  const kek = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, uses)
  bytes.fill(0)
  return kek
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
): Promise<OpenVault & { readonly envelope: PasswordEnvelope }> => {
  const salt = randomBytes(SALT_BYTES)
  const { bytes, cost } = await calibrated(kdf, password, salt, now)
  const kek = await kekOf(bytes, ['encrypt'])
  const uvk = randomBytes(UVK_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const wrapped = new Uint8Array(await crypto.subtle.encrypt(wrapParameters(nonce, vault, cost), kek, uvk))
  const vaultKey = await crypto.subtle.importKey('raw', uvk, 'HKDF', false, ['deriveKey'])
  uvk.fill(0)
  const key = new Uint8Array([...nonce, ...wrapped])
  const wrap: PasswordWrap = { method: 'password', kdf: 'argon2id', cost, salt, key }
  const envelope: PasswordEnvelope = { v: 1, wraps: [wrap], owner: await sealOwner(vaultKey, vault, 1, owner) }
  return { ...(await openLegacy(vaultKey, vault, envelope.owner)), envelope }
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
  const envelope = PasswordEnvelope.safeParse(stored)
  const wrap = envelope.data?.wraps.map((each) => PasswordWrap.safeParse(each).data).find((each) => each !== undefined)
  if (!envelope.success || !wrap) throw new VaultError('envelope-unreadable')
  const kek = await kekOf(await derived(kdf, password, wrap.salt, wrap.cost), ['unwrapKey'])
  const iv = wrap.key.slice(0, NONCE_BYTES)
  const vaultKey = await crypto.subtle
    .unwrapKey('raw', wrap.key.slice(NONCE_BYTES), kek, wrapParameters(iv, vault, wrap.cost), 'HKDF', false, ['deriveKey'])
    .catch((cause: unknown) => {
      throw new VaultError('password-wrong', { cause })
    })
  return openLegacy(vaultKey, vault, envelope.data.owner)
}
