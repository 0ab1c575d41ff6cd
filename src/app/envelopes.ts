/** What is kept of a vault, changed by what is kept of it at that moment: by one at a time, of all tabs. */
import { type VaultRow } from '../store/ports.ts'
import { wipeVault } from '../store/wipe.ts'
import { type Envelope } from '../vault/envelope.ts'
import { VaultError } from '../vault/vault-error.ts'
import { type DeviceWorld } from './device-world.ts'

type Place = Pick<DeviceWorld, 'storage' | 'lock'>

/** Longer than a key takes to be stretched. */
const PATIENCE_MS = 10_000

/**
 * Of two who each put back what they had read, the second would undo what the first did: a PIN whose half at the service is
 * another's opens nothing, and a vault that is wiped would be there again.
 */
const oneAtATime = <T>({ lock }: Place, id: string, work: () => Promise<T>): Promise<T> => lock.run(`countersign-vault-${id}`, PATIENCE_MS, work)

/** @throws VaultError envelope-unreadable where it is not there any more */
export const rowOf = async ({ storage }: Pick<Place, 'storage'>, id: string): Promise<VaultRow> => {
  const row = (await storage.vaults.all()).find((each) => each.id === id && each.state === 'current')
  if (!row) throw new VaultError('envelope-unreadable')
  return row
}

/** @throws VaultError envelope-unreadable, and what `change` throws: nothing is changed then */
export const changeRow = (world: Place, id: string, change: (row: VaultRow) => Promise<VaultRow> | VaultRow): Promise<void> =>
  oneAtATime(world, id, async () => world.storage.vaults.put([await change(await rowOf(world, id))]))

/** @throws VaultError envelope-unreadable */
export const changeEnvelope = (world: Place, id: string, change: (stored: unknown) => Promise<Envelope> | Envelope): Promise<void> =>
  changeRow(world, id, async (row) => ({ ...row, envelope: await change(row.envelope) }))

/** What opens it goes, and its records; what is unsent stays, sealed (K6, K7). */
export const endVault = (world: Place, id: string): Promise<void> => oneAtATime(world, id, () => wipeVault(world.storage, id))
