/**
 * The vault that the account's password opened (version 1): still opened, with no connection, so that what it keeps can move
 * into one of today's. None is made any more.
 */
import { type Bytes, utf8 } from './bytes.ts'
import { derived } from './derive.ts'
import { type Kdf, type KdfCost } from './kdf.ts'
import { openLegacy, type OpenVault } from './open-vault.ts'
import { PasswordEnvelope, PasswordWrap } from './password-envelope.ts'
import { VaultError } from './vault-error.ts'

const NONCE_BYTES = 12

/** The cost is bound to the wrap: lowering it in the stored envelope makes it unreadable, not weaker. */
export const wrapParameters = (iv: Bytes, vault: string, cost: KdfCost): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(`1|${vault}|password|argon2id|${cost.memoryKiB}|${cost.iterations}|${cost.parallelism}`),
})

/** A non-extractable key from derived bytes, which are wiped. */
const kekOf = async (bytes: Bytes): Promise<CryptoKey> => {
  const kek = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['unwrapKey'])
  bytes.fill(0)
  return kek
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
  const kek = await kekOf(await derived(kdf, password, wrap.salt, wrap.cost))
  const iv = wrap.key.slice(0, NONCE_BYTES)
  const vaultKey = await crypto.subtle
    .unwrapKey('raw', wrap.key.slice(NONCE_BYTES), kek, wrapParameters(iv, vault, wrap.cost), 'HKDF', false, ['deriveKey'])
    .catch((cause: unknown) => {
      throw new VaultError('password-wrong', { cause })
    })
  return openLegacy(vaultKey, vault, envelope.data.owner)
}
