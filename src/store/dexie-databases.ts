/** The two kinds of database of a device. Transactions are strict: on the disk when they resolve. */
import { Dexie, type EntityTable, type Table } from 'dexie'
import { type OpaqueRow, type OutboxRow, type VaultRow } from './ports.ts'

export interface IndexedDb {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

/** An entry as it lies there: those saved before there were deposits say nothing of them. */
export type StoredRow = Omit<OutboxRow, 'deposited' | 'after'> & Partial<Pick<OutboxRow, 'deposited' | 'after'>>

export type DeviceDatabase = Dexie & {
  readonly device: EntityTable<{ name: string; id: string }, 'name'>
  readonly vaults: EntityTable<VaultRow, 'id'>
  readonly outbox: EntityTable<StoredRow, 'seq'>
}

export type PersonDatabase = Dexie & {
  readonly rows: EntityTable<OpaqueRow, 'key'>
  /** One row, under its own name: `key` inside it is the sealed row's. */
  readonly state: Table<OpaqueRow, string>
}

export const DEVICE_VERSION = 2
/** Version 2 holds packs of rows as well, which a tab of before could not read: it is told that it is out of date. */
export const PERSON_VERSION = 2

const options = (idb: IndexedDb) =>
  ({ ...idb, chromeTransactionDurability: 'strict', cache: 'disabled' }) as const

export const deviceDatabase = (idb: IndexedDb, name: string): DeviceDatabase => {
  const db = new Dexie(name, options(idb)) as DeviceDatabase
  // Version 1 found entries by indexes as well. Without any, none can be lost (V6): the outbox is scanned by its key.
  db.version(DEVICE_VERSION).stores({ device: 'name', vaults: 'id', outbox: '++seq' })
  return db
}

export const personDatabase = (idb: IndexedDb, name: string): PersonDatabase => {
  const db = new Dexie(name, options(idb)) as PersonDatabase
  db.version(PERSON_VERSION).stores({ rows: 'key', state: '' })
  return db
}
