/** What is done when a database fails (V6): opened once more, then, where it is a copy of the server's, made anew. */
import { type Dexie } from 'dexie'
import { type Connection, type Read } from './connection.ts'
import { type DeviceDatabase } from './dexie-databases.ts'
import { StorageError } from './storage-error.ts'

/** The program's own fault: trying again changes nothing. */
const OURS: ReadonlySet<string> = new Set(['ConstraintError', 'DataCloneError', 'RangeError', 'TypeError'])

/** The browser closed the connection, lost it, or cannot read what it has: another connection may. */
const MENDABLE: ReadonlySet<string> = new Set([
  'AbortError',
  'DataError',
  'DatabaseClosedError',
  'InvalidStateError',
  'NotFoundError',
  'NotReadableError',
  'OpenFailedError',
  'PrematureCommitError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
])

/** An error of Dexie's tells what was behind it in `inner`, of several writes at once in `failures`. */
interface Nested {
  readonly name?: unknown
  readonly inner?: unknown
  readonly cause?: unknown
  readonly failures?: unknown
}

const namesOf = (error: unknown, depth = 0): readonly string[] => {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const { name, inner, cause, failures } = error as Nested
  const below = [inner, cause, ...(Array.isArray(failures) ? (failures as unknown[]) : [])]
  return [String(name), ...below.flatMap((each) => namesOf(each, depth + 1))]
}

const kindOf = (error: unknown): 'full' | 'mendable' | 'other' => {
  const names = namesOf(error)
  if (names.includes('QuotaExceededError')) return 'full'
  if (names.some((name) => OURS.has(name))) return 'other'
  return names.some((name) => MENDABLE.has(name)) ? 'mendable' : 'other'
}

/** Row by row, by the primary key: one that cannot be read hides no other. */
const readOneByOne: Read = async (table, above) => {
  const keys = await (above === undefined ? table.toCollection() : table.where(':id').above(above)).primaryKeys()
  const rows = []
  for (const key of keys) {
    const row = await table.get(key).catch(() => undefined)
    if (row !== undefined) rows.push(row)
  }
  return rows
}

/** Does it once more. @throws StorageError, or, where nothing is known of the fault, the fault itself */
export const mend = async <T>(
  {
    db,
    before,
    device,
    cause,
  }: {
    readonly db: Dexie
    /** The connection that failed, if there was one. */
    readonly before: IDBDatabase | null
    readonly device: Connection<DeviceDatabase> | undefined
    readonly cause: unknown
  },
  work: (read: Read) => PromiseLike<T>,
): Promise<T> => {
  const refuse = (error: unknown): never => {
    const kind = kindOf(error)
    if (kind === 'other') throw error
    throw new StorageError(kind === 'full' ? 'storage-full' : 'storage-broken', { cause: error })
  }
  if (kindOf(cause) !== 'mendable') return refuse(cause)
  // Another call may have opened it anew already; Dexie opens what is closed when it is next wanted.
  if (db.backendDB() === before) db.close({ disableAutoOpen: false })
  try {
    return await work(readOneByOne)
  } catch (second) {
    if (!device || kindOf(second) !== 'mendable') return refuse(second)
  }
  try {
    // Only where the device's own database works: else all of the storage is in trouble, and deleting mends nothing.
    await device.attempt(() => device.db.vaults.count())
    await db.delete({ disableAutoOpen: false })
    return await work(readOneByOne)
  } catch (last) {
    return refuse(last)
  }
}

/**
 * Asks whether a person's database that was taken away, and is made anew by being asked for, is anybody's still.
 *
 * @throws StorageError vault-gone: it was taken away by whoever wiped the vault, and nothing is to come back
 */
export const claim = async (db: Dexie, device: Connection<DeviceDatabase>): Promise<void> => {
  const vaults = await device.attempt(() => device.db.vaults.toArray())
  if (vaults.some(({ database, state }) => database === db.name && state === 'current')) return
  await db.delete()
  throw new StorageError('vault-gone')
}
