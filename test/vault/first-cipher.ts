/** Makes vaults as they were while the account's password opened them (version 1): none is made any more, and there are some still. */
import { randomBytes } from '../../src/vault/bytes.ts'
import { COSTS, type Kdf } from '../../src/vault/kdf.ts'
import { openLegacy, type OpenVault, sealOwner } from '../../src/vault/open-vault.ts'
import { type Owner } from '../../src/vault/owner.ts'
import { type PasswordEnvelope } from '../../src/vault/password-envelope.ts'
import { wrapParameters } from '../../src/vault/password-vault.ts'

export const firstCipher = async (
  { vault, owner, password }: { readonly vault: string; readonly owner: Owner; readonly password: string },
  kdf: Kdf,
): Promise<OpenVault & { readonly envelope: PasswordEnvelope }> => {
  const [salt, uvk, nonce] = [randomBytes(16), randomBytes(32), randomBytes(12)]
  const [cost] = COSTS
  const kek = await crypto.subtle.importKey('raw', await kdf(password, salt, cost), 'AES-GCM', false, ['encrypt'])
  const wrapped = new Uint8Array(await crypto.subtle.encrypt(wrapParameters(nonce, vault, cost), kek, uvk))
  const vaultKey = await crypto.subtle.importKey('raw', uvk, 'HKDF', false, ['deriveKey'])
  const envelope: PasswordEnvelope = {
    v: 1,
    wraps: [{ method: 'password', kdf: 'argon2id', cost, salt, key: new Uint8Array([...nonce, ...wrapped]) }],
    owner: await sealOwner(vaultKey, vault, 1, owner),
  }
  return { ...(await openLegacy(vaultKey, vault, envelope.owner)), envelope }
}
