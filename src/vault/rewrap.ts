/** Another password for a vault of before: the vault key is wrapped anew, and nothing that is kept under it changes. */
import { type Bytes, randomBytes } from './bytes.ts'
import { derived } from './derive.ts'
import { type Kdf } from './kdf.ts'
import { PasswordEnvelope, PasswordWrap } from './password-envelope.ts'
import { NONCE_BYTES, wrapParameters } from './password-vault.ts'
import { VaultError } from './vault-error.ts'
import { SALT_BYTES } from './wrap.ts'

const keyOf = async (bytes: Bytes, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> => {
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [use])
  bytes.fill(0)
  return key
}

/**
 * @param stored what was kept of the vault
 * @returns the envelope to keep instead; the cost of deriving stays what this machine was found to bear
 * @throws VaultError password-wrong, envelope-unreadable, kdf-failed
 */
export const rewrap = async (
  { vault, stored, password, next }: { readonly vault: string; readonly stored: unknown; readonly password: string; readonly next: string },
  kdf: Kdf,
): Promise<PasswordEnvelope> => {
  const envelope = PasswordEnvelope.safeParse(stored)
  const wrap = envelope.data?.wraps.map((each) => PasswordWrap.safeParse(each).data).find((each) => each !== undefined)
  if (!envelope.success || !wrap) throw new VaultError('envelope-unreadable')
  const before = await keyOf(await derived(kdf, password, wrap.salt, wrap.cost), 'decrypt')
  const uvk = await crypto.subtle
    .decrypt(wrapParameters(wrap.key.slice(0, NONCE_BYTES), vault, wrap.cost), before, wrap.key.slice(NONCE_BYTES))
    .catch((cause: unknown) => {
      throw new VaultError('password-wrong', { cause })
    })
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const after = await keyOf(await derived(kdf, next, salt, wrap.cost), 'encrypt')
  const wrapped = new Uint8Array(await crypto.subtle.encrypt(wrapParameters(nonce, vault, wrap.cost), after, uvk))
  new Uint8Array(uvk).fill(0)
  const changed: PasswordWrap = { ...wrap, salt, key: new Uint8Array([...nonce, ...wrapped]) }
  const others = envelope.data.wraps.filter((each) => !PasswordWrap.safeParse(each).success)
  return { ...envelope.data, wraps: [changed, ...others] }
}
