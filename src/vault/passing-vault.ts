/** A vault that is kept nowhere (V7): for a window that keeps nothing. Its key is gone with the page, and it signs nothing. */
import { randomBytes } from './bytes.ts'
import { openLegacy, type OpenVault, sealOwner } from './open-vault.ts'
import { type Owner } from './owner.ts'

const KEY_BYTES = 32

/** @param vault a random name */
export const passingVault = async (vault: string, owner: Owner): Promise<OpenVault> => {
  const vaultKey = await crypto.subtle.importKey('raw', randomBytes(KEY_BYTES), 'HKDF', false, ['deriveKey'])
  return openLegacy(vaultKey, vault, await sealOwner(vaultKey, vault, 1, owner))
}
