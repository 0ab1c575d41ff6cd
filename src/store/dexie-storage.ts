/** Storage in IndexedDB through Dexie: the device's database, and one for each person. */
import { type DeviceKind } from '../protocol/vaults.ts'
import { type Connection, connect, createHealth } from './connection.ts'
import {
  DEVICE_VERSION,
  type DeviceDatabase,
  deviceDatabase,
  type IndexedDb,
  PERSON_VERSION,
  type PersonDatabase,
  personDatabase,
} from './dexie-databases.ts'
import { outboxPort, wholeRow } from './dexie-outbox.ts'
import { type DeviceStorage, isWaiting, type RowsPort, type VaultsPort } from './ports.ts'
import { StorageError } from './storage-error.ts'

const DEVICE_DATABASE = 'countersign-device'
const STATE = 'state'
const DEVICE = 'device'
const KIND = 'kind'

const rowsPort = ({ db, use }: Connection<PersonDatabase>): RowsPort => ({
  load: () =>
    use((read) =>
      db.transaction('r', db.rows, db.state, async () => ({
        rows: await read(db.rows),
        state: (await db.state.get(STATE)) ?? null,
      })),
    ),
  state: () => use(async () => (await db.state.get(STATE)) ?? null),
  // Rows and cursor together: a cursor stored without its rows would skip them for ever.
  apply: ({ expect, put, remove, state }) =>
    use(() =>
      db.transaction('rw', db.rows, db.state, async () => {
        const now = await db.state.get(STATE)
        // Done already, and asked again since the connection went before that was known.
        if (now?.rev === state.rev) return 'applied'
        if ((now?.rev ?? null) !== expect) return 'stale'
        if (remove.length > 0) await db.rows.bulkDelete([...remove])
        if (put.length > 0) await db.rows.bulkPut([...put])
        await db.state.put(state, STATE)
        return 'applied'
      }),
    ),
  close: () => db.close(),
})

const vaultsPort = (connection: Connection<DeviceDatabase>): VaultsPort => {
  const { db, use } = connection
  const rarely = async () => (await import('./dexie-others.ts')).endsOf(connection)
  return {
    deviceId: (make) =>
      use(() =>
        db.transaction('rw', db.device, async () => {
          const known = await db.device.get(DEVICE)
          if (known) return known.id
          const id = make()
          await db.device.put({ name: DEVICE, id })
          return id
        }),
      ),
    kind: () => use(async () => ((await db.device.get(KIND))?.id ?? null) as DeviceKind | null),
    setKind: (kind) =>
      use(() =>
        db.transaction('rw', db.device, async () => {
          await db.device.put({ name: KIND, id: kind })
        }),
      ),
    all: () => use(() => db.vaults.toArray()),
    // A new vault and the one it supersedes together: apart, a kill between them leaves two current vaults of one person.
    put: (rows) =>
      use(() =>
        db.transaction('rw', db.vaults, async () => {
          await db.vaults.bulkPut([...rows])
        }),
      ),
    supersede: async (plan) => (await rarely()).supersede(plan),
    wipe: async (id) => (await rarely()).wipe(id),
    // The check and the removal together: an act saved between them would be lost with the vault.
    remove: (id) =>
      use((read) =>
        db.transaction('rw', db.vaults, db.outbox, async () => {
          const rows = (await read(db.outbox)).filter(({ vault }) => vault === id).map(wholeRow)
          if (rows.some(isWaiting)) return false
          await db.outbox.bulkDelete(rows.map(({ seq }) => seq))
          await db.vaults.delete(id)
          return true
        }),
      ),
  }
}

/**
 * The storage of this browser profile.
 *
 * @param idb      the browser's IndexedDB, or a test's
 * @param database another name, for tests
 */
export const dexieStorage = (idb: IndexedDb, database = DEVICE_DATABASE): DeviceStorage => {
  const health = createHealth()
  const db = deviceDatabase(idb, database)
  const device = connect(db, DEVICE_VERSION, health)
  let opened = false
  let era = 0
  db.on('populate', () => {
    if (opened) era += 1
  })
  db.on(
    'ready',
    () => {
      opened = true
    },
    true,
  )

  const openRows = async (name: string): Promise<RowsPort> => {
    const rows = personDatabase(idb, name)
    let known = false
    let lost = false
    const { use } = connect(rows, PERSON_VERSION, health, async () => {
      // Only where the device's own database works: else all of the storage is in trouble, and deleting mends nothing.
      await device.use(() => db.vaults.count())
      await rows.delete({ disableAutoOpen: false })
    })
    rows.on('populate', () => {
      lost = known
    })
    const mine = async (): Promise<boolean> =>
      (await device.use(() => db.vaults.toArray())).some((vault) => vault.database === name && vault.state === 'current')
    await use(() => rows.open())
    known = true
    return rowsPort({
      db: rows,
      use: async (work) => {
        const done = await use(work)
        if (lost && !(await mine())) {
          // Taken away by whoever wiped the vault: nothing is to come back.
          await rows.delete()
          throw new StorageError('vault-gone')
        }
        lost = false
        return done
      },
    })
  }

  return {
    vaults: vaultsPort(device),
    outbox: outboxPort(device, () => era),
    openRows,
    removeRows: (name) => device.use(() => personDatabase(idb, name).delete()),
    trouble: health.trouble,
    watch: health.watch,
  }
}
