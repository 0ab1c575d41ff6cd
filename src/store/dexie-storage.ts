/** Storage in IndexedDB through Dexie: the device's database, and one for each person. */
import { type Connection, connect, createHealth } from './connection.ts'
import {
  DEVICE_VERSION,
  deviceDatabase,
  type IndexedDb,
  PERSON_VERSION,
  type PersonDatabase,
  personDatabase,
} from './dexie-databases.ts'
import { outboxPort } from './dexie-outbox.ts'
import { vaultsPort } from './dexie-vaults.ts'
import { type DeviceStorage, type RowsPort } from './ports.ts'

const DEVICE_DATABASE = 'countersign-device'
const STATE = 'state'

const rowsPort = ({ db, attempt, close }: Connection<PersonDatabase>): RowsPort => ({
  // The cursors first: rows that another tab writes in between are newer than they say, and come once more. Not in one
  // transaction, which Chromium ends with a row that it cannot read.
  load: () =>
    attempt(async (read) => {
      const state = (await db.state.get(STATE)) ?? null
      return { rows: await read(db.rows), state }
    }),
  state: () => attempt(async () => (await db.state.get(STATE)) ?? null),
  // Rows and cursor together: a cursor stored without its rows would skip them for ever.
  apply: ({ expect, put, remove, state }) =>
    attempt(() =>
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
  close,
})

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
    const { attempt, close } = connect(rows, PERSON_VERSION, health, device)
    rows.on('populate', () => {
      lost = known
    })
    await attempt(() => rows.open())
    known = true
    return rowsPort({
      db: rows,
      close,
      attempt: async (work) => {
        const done = await attempt(work)
        if (lost) await (await import('./mend.ts')).claim(rows, device)
        lost = false
        return done
      },
    })
  }

  return {
    vaults: vaultsPort(device),
    outbox: outboxPort(device, () => era),
    openRows,
    removeRows: (name) => device.attempt(() => personDatabase(idb, name).delete()),
    trouble: health.trouble,
    watch: health.watch,
  }
}
