/** What is kept of a vault, changed by what is kept of it at that moment: another tab may have changed it meanwhile. */
import { type VaultRow } from '../store/ports.ts'
import { type Envelope } from '../vault/envelope.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type DeviceWorld } from './device-world.ts'

/** @throws VaultError envelope-unreadable where it is not there any more */
export const rowOf = async ({ storage }: Pick<DeviceWorld, 'storage'>, id: string): Promise<VaultRow> => {
  const row = (await storage.vaults.all()).find((each) => each.id === id && each.state === 'current')
  if (!row) throw new VaultError('envelope-unreadable')
  return row
}

/** @throws VaultError envelope-unreadable */
export const changeEnvelope = async (world: Pick<DeviceWorld, 'storage'>, id: string, change: (stored: unknown) => Promise<Envelope>): Promise<void> => {
  const row = await rowOf(world, id)
  await world.storage.vaults.put([{ ...row, envelope: await change(row.envelope) }])
}
