/** What is kept of a vault, changed by what is kept of it at that moment: by one at a time, of all tabs. */
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

/** Another tab that changes it at the same time is waited for this often. */
const MOST_TRIES = 5

const asText = (envelope: unknown): string => JSON.stringify(envelope)

/**
 * @param change takes its time; asked again where the envelope was changed in that time, so that no wrap is lost
 * @throws VaultError envelope-unreadable where it is not there any more: one that was wiped has no wraps again
 */
export const changeEnvelope = async (world: Pick<DeviceWorld, 'storage'>, id: string, change: (stored: unknown) => Promise<Envelope>): Promise<void> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const { envelope } = await rowOf(world, id)
    const next = await change(envelope)
    let stale = false
    const there = await world.storage.vaults.amend(id, (now) => {
      stale = asText(now.envelope) !== asText(envelope)
      return stale ? now : { ...now, envelope: next }
    })
    if (there && !stale) return
  }
  throw new VaultError('envelope-unreadable')
}
