/** The end of a vault on this device (K6, K7): what opens it and its records go, what is not sent stays, sealed. */
import { type DeviceStorage } from './ports.ts'

/** Killed in the midst of it, the vault is wiped, and `tidyWiped` does the rest. */
export const wipeVault = async (storage: DeviceStorage, id: string): Promise<void> => {
  const vault = (await storage.vaults.all()).find((each) => each.id === id)
  if (!vault) return
  await storage.vaults.wipe(id)
  await storage.removeRows(vault.database)
  await storage.vaults.remove(id)
}

/** Ends what a wipe that was cut short has left, and the wiped vaults that keep nothing any more. */
export const tidyWiped = async (storage: DeviceStorage): Promise<void> => {
  for (const { id, state, database } of await storage.vaults.all()) {
    if (state !== 'wiped') continue
    await storage.removeRows(database)
    await storage.vaults.remove(id)
  }
}
