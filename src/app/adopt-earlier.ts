/** Takes in what vaults under an earlier password have not sent (V3). Got when somebody has that password. */
import { type PersonStore } from '../store/person-store.ts'
import { unlock } from '../vault/password-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type DeviceWorld } from './device-world.ts'
import { tidyEarlier, vaultsOf } from './vaults.ts'

/** @returns how many acts; null when the password is not theirs */
export const adoptEarlier = async (
  world: Pick<DeviceWorld, 'storage' | 'kdf'>,
  { store, owner, password }: { readonly store: PersonStore; readonly owner: string; readonly password: string },
): Promise<number | null> => {
  const { earlier } = await vaultsOf(world.storage, owner)
  let taken: number | null = null
  for (const each of earlier) {
    try {
      const { cipher } = await unlock({ vault: each.id, stored: each.envelope, password }, world.kdf)
      taken = (taken ?? 0) + (await store.adopt(each.id, cipher))
      cipher.lock()
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'password-wrong') throw error
    }
  }
  if (taken !== null) await tidyEarlier(world.storage, owner)
  return taken
}
