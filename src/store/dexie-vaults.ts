/** The vaults of a device on IndexedDB. */
import { type DeviceKind } from '../protocol/vaults.ts'
import { type Connection } from './connection.ts'
import { type DeviceDatabase } from './dexie-databases.ts'
import { hasCome, survey, wholeRow } from './dexie-outbox.ts'
import { isWaiting, type VaultsPort } from './ports.ts'

const DEVICE = 'device'
const KIND = 'kind'

/** @returns false where it keeps something that the server does not have */
export const removeVault = ({ db, attempt }: Connection<DeviceDatabase>, id: string): Promise<boolean> =>
  attempt(async (read) => {
    const { keys, rows } = await survey(db, read)
    const own = rows.filter(({ vault }) => vault === id)
    if (own.map(wholeRow).some(isWaiting)) return false
    // The check and the removal together: an act saved between them would be lost with the vault.
    return db.transaction('rw', db.vaults, db.outbox, async () => {
      if (await hasCome(db, keys)) return false
      await db.outbox.bulkDelete(own.map(({ seq }) => seq))
      await db.vaults.delete(id)
      return true
    })
  })

export const vaultsPort = (connection: Connection<DeviceDatabase>): VaultsPort => {
  const { db, attempt } = connection
  const rarely = async () => (await import('./dexie-others.ts')).endsOf(connection)
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
    supersede: async (plan) => (await rarely()).supersede(plan),
    wipe: async (id) => (await rarely()).wipe(id),
    remove: (id) => removeVault(connection, id),
  }
}
