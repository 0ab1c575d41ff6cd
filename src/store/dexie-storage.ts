/**
 * Storage in IndexedDB through Dexie. Transactions are strict: on the disk when they resolve. Nothing but Dexie's own
 * calls is awaited inside one, since IndexedDB ends a transaction that waits for anything else (V1).
 */
import { Dexie, type EntityTable, type Table } from 'dexie'
import {
  type DeviceStorage,
  isUnsent,
  type OpaqueRow,
  type OutboxPort,
  type OutboxRow,
  type RowsPort,
  type VaultRow,
  type VaultsPort,
} from './ports.ts'

export interface IndexedDb {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

const DEVICE_DATABASE = 'countersign-device'
const STATE = 'state'
const DEVICE = 'device'

const options = (idb: IndexedDb) =>
  ({ ...idb, chromeTransactionDurability: 'strict', cache: 'disabled' }) as const

type DeviceDatabase = Dexie & {
  readonly device: EntityTable<{ name: string; id: string }, 'name'>
  readonly vaults: EntityTable<VaultRow, 'id'>
  readonly outbox: EntityTable<OutboxRow, 'seq'>
}

type PersonDatabase = Dexie & {
  readonly rows: EntityTable<OpaqueRow, 'key'>
  /** One row, under its own name: `key` inside it is the sealed row's. */
  readonly state: Table<OpaqueRow, string>
}

const openDevice = (idb: IndexedDb, name: string): DeviceDatabase => {
  const db = new Dexie(name, options(idb)) as DeviceDatabase
  db.version(1).stores({ device: 'name', vaults: 'id', outbox: '++seq, &entry, vault' })
  return db
}

const rowsPort = (db: PersonDatabase): RowsPort => ({
  load: () =>
    db.transaction('r', db.rows, db.state, async () => ({
      rows: await db.rows.toArray(),
      state: (await db.state.get(STATE)) ?? null,
    })),
  state: async () => (await db.state.get(STATE)) ?? null,
  // Rows and cursor together: a cursor stored without its rows would skip them for ever.
  apply: ({ expect, put, remove, state }) =>
    db.transaction('rw', db.rows, db.state, async () => {
      const now = await db.state.get(STATE)
      if ((now?.rev ?? null) !== expect) return 'stale'
      if (remove.length > 0) await db.rows.bulkDelete([...remove])
      if (put.length > 0) await db.rows.bulkPut([...put])
      await db.state.put(state, STATE)
      return 'applied'
    }),
  close: () => db.close(),
})

const outboxPort = (db: DeviceDatabase): OutboxPort => {
  const { outbox } = db
  const named = async (vault: string, entries: readonly string[]): Promise<readonly OutboxRow[]> =>
    (await outbox.where('entry').anyOf(entries).toArray()).filter((row) => row.vault === vault)
  return {
    of: (vault) => outbox.where('vault').equals(vault).sortBy('seq'),
    // The replaced entry and its replacement together: apart, a kill between them loses the words or says them twice.
    append: (vault, { after, replace, rows }) =>
      db.transaction('rw', outbox, async () => {
        // oxlint-disable-next-line unicorn/no-array-reverse -- the direction of a cursor, not an array
        const last = (await outbox.where('vault').equals(vault).reverse().limit(1).primaryKeys())[0] ?? 0
        if (last > after) return { kind: 'stale' } as const
        if (replace !== null) {
          const [replaced] = await named(vault, [replace])
          if (replaced?.state !== 'unsent' || replaced.attempts > 0) return { kind: 'stale' } as const
          await outbox.delete(replaced.seq)
        }
        const seqs = await outbox.bulkAdd(
          rows.map((row) => ({
            ...row,
            vault,
            state: 'unsent' as const,
            attempts: 0,
            receipt: null,
            confirmedSeq: null,
          })),
          { allKeys: true },
        )
        return { kind: 'appended', seqs } as const
      }),
    begin: (vault, entries) =>
      db.transaction('rw', outbox, async () => {
        const rows = (await named(vault, entries)).filter(isUnsent)
        await outbox.bulkPut(rows.map((row) => ({ ...row, state: 'sending' as const, attempts: row.attempts + 1 })))
        return rows.map(({ entry }) => entry)
      }),
    release: (vault, entries) =>
      db.transaction('rw', outbox, async () => {
        const rows = (await named(vault, entries)).filter(({ state }) => state === 'sending')
        await outbox.bulkPut(rows.map((row) => ({ ...row, state: 'unsent' as const })))
      }),
    settle: (vault, settled) =>
      db.transaction('rw', outbox, async () => {
        const rows = new Map(
          (await named(vault, settled.map(({ entry }) => entry))).map((row) => [row.entry, row]),
        )
        const changed = settled.flatMap(({ entry, ...said }): OutboxRow[] => {
          const row = rows.get(entry)
          if (!row) return []
          if (isUnsent(row)) return [{ ...row, ...said }]
          return row.state === 'quarantined' && said.state === 'quarantined' ? [{ ...row, receipt: said.receipt }] : []
        })
        await outbox.bulkPut(changed)
      }),
    forget: (vault, entries) =>
      db.transaction('rw', outbox, async () => {
        const rows = (await named(vault, entries)).filter((row) => !isUnsent(row))
        await outbox.bulkDelete(rows.map(({ seq }) => seq))
      }),
    // An entry leaves one vault as it enters the other: apart, a kill between them loses it or sends it twice.
    move: (from, to, entries) =>
      db.transaction('rw', outbox, async () => {
        const old = new Map((await named(from, entries.map(({ was }) => was))).map((row) => [row.entry, row]))
        for (const { was, ...fresh } of entries) {
          const row = old.get(was)
          if (!row) continue
          const { seq, ...rest } = row
          await outbox.delete(seq)
          await outbox.add({ ...rest, ...fresh, vault: to })
        }
      }),
    waiting: async () => {
      const counts = new Map<string, number>()
      await outbox.each((row) => {
        if (isUnsent(row)) counts.set(row.vault, (counts.get(row.vault) ?? 0) + 1)
      })
      return counts
    },
    close: () => db.close(),
  }
}

const vaultsPort = (db: DeviceDatabase): VaultsPort => ({
  deviceId: (make) =>
    db.transaction('rw', db.device, async () => {
      const known = await db.device.get(DEVICE)
      if (known) return known.id
      const id = make()
      await db.device.put({ name: DEVICE, id })
      return id
    }),
  all: () => db.vaults.toArray(),
  // A new vault and the one it supersedes together: apart, a kill between them leaves two current vaults of one person.
  put: (rows) =>
    db.transaction('rw', db.vaults, async () => {
      await db.vaults.bulkPut([...rows])
    }),
  // The check and the removal together: an act saved between them would be lost with the vault.
  remove: (id) =>
    db.transaction('rw', db.vaults, db.outbox, async () => {
      const rows = await db.outbox.where('vault').equals(id).toArray()
      if (rows.some(isUnsent)) return false
      await db.outbox.bulkDelete(rows.map(({ seq }) => seq))
      await db.vaults.delete(id)
      return true
    }),
})

/**
 * The storage of this browser profile.
 *
 * @param idb      the browser's IndexedDB, or a test's
 * @param database another name, for tests
 */
export const dexieStorage = (idb: IndexedDb, database = DEVICE_DATABASE): DeviceStorage => {
  const device = openDevice(idb, database)
  return {
    vaults: vaultsPort(device),
    outbox: outboxPort(device),
    openRows: async (name) => {
      const db = new Dexie(name, options(idb)) as PersonDatabase
      db.version(1).stores({ rows: 'key', state: '' })
      await db.open()
      return rowsPort(db)
    },
    removeRows: (name) => new Dexie(name, options(idb)).delete(),
  }
}
