/** The vaults of a device on IndexedDB. */
import { type DeviceKind } from '../protocol/vaults.ts'
import { type Connection } from './connection.ts'
import { type DeviceDatabase } from './dexie-databases.ts'
import { lazily } from './lazily.ts'
import { type VaultsPort } from './ports.ts'

const DEVICE = 'device'
const KIND = 'kind'

export const vaultsPort = (connection: Connection<DeviceDatabase>): VaultsPort => {
  const { db, attempt } = connection
  return {
    deviceId: (make) =>
      attempt(() =>
        db.transaction('rw', db.device, async () => {
          const known = await db.device.get(DEVICE)
          if (known) return known.id
          const id = make()
          await db.device.put({ name: DEVICE, id })
          return id
        }),
      ),
    kind: () => attempt(async () => ((await db.device.get(KIND))?.id ?? null) as DeviceKind | null),
    setKind: (kind) =>
      attempt(() =>
        db.transaction('rw', db.device, async () => {
          await db.device.put({ name: KIND, id: kind })
        }),
      ),
    all: () => attempt(() => db.vaults.toArray()),
    // A new vault and the one it supersedes together: apart, a kill between them leaves two current vaults of one person.
    put: (rows) =>
      attempt(() =>
        db.transaction('rw', db.vaults, async () => {
          await db.vaults.bulkPut([...rows])
        }),
      ),
    ...lazily<VaultsPort, 'amend' | 'supersede' | 'wipe' | 'remove'>(
      ['amend', 'supersede', 'wipe', 'remove'],
      async () => (await import('./dexie-others.ts')).endsOf(connection),
    ),
  }
}
