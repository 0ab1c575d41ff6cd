/** The vaults of a device on IndexedDB. */
import { type Connection } from './connection.ts'
import { type DeviceDatabase } from './dexie-databases.ts'
import { lazily } from './lazily.ts'
import { type VaultsPort } from './ports.ts'

const DEVICE = 'device'

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
    all: () => attempt(() => db.vaults.toArray()),
    // A new vault and the one it supersedes together: apart, a kill between them leaves two current vaults of one person.
    put: (rows) =>
      attempt(() =>
        db.transaction('rw', db.vaults, async () => {
          await db.vaults.bulkPut([...rows])
        }),
      ),
    ...lazily<VaultsPort, 'supersede' | 'wipe' | 'remove'>(
      ['supersede', 'wipe', 'remove'],
      async () => (await import('./dexie-others.ts')).endsOf(connection),
    ),
  }
}
