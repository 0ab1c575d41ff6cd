/**
 * A connection to one database and what may befall it (V6): the browser closes it, an older tab keeps an upgrade waiting, a
 * newer one waits for this. Every call goes through `attempt`, which mends what can be mended and says what cannot.
 */
import { type Dexie, type Table } from 'dexie'
import { type DeviceDatabase } from './dexie-databases.ts'
import { type StorageTrouble } from './ports.ts'
import { StorageError } from './storage-error.ts'

/** Dexie counts versions in tenths: what comes between two of ours, it has put in to bring back what was lost. */
const TENTHS = 10
/** What is typed has this long to be saved before a tab that is out of date closes. */
const SAVE_FIRST_MS = 5000

type Listener = (trouble: StorageTrouble | null) => unknown

/** The state of this tab's storage as a whole. */
export interface Health {
  readonly trouble: () => StorageTrouble | null
  readonly watch: (listener: Listener) => () => void
  readonly become: (trouble: StorageTrouble | null) => void
  /** A newer version wants in. Resolves once this tab has let go. */
  readonly end: () => Promise<void>
  readonly ended: () => boolean
}

export const createHealth = (): Health => {
  const listeners = new Set<Listener>()
  let trouble: StorageTrouble | null = null
  let ending: Promise<void> | null = null
  let ended = false
  const tell = (now: StorageTrouble | null): Promise<unknown> => {
    trouble = now
    return Promise.allSettled([...listeners].map(async (listen) => listen(now)))
  }
  const letGo = async (): Promise<void> => {
    const tooLong = new Promise((resolve) => {
      setTimeout(resolve, SAVE_FIRST_MS)
    })
    await Promise.race([tell('tab-out-of-date'), tooLong])
    ended = true
  }
  return {
    trouble: () => trouble,
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    become: (now) => {
      if (!ending && trouble !== now) tell(now).catch(() => undefined)
    },
    end: () => (ending ??= letGo()),
    ended: () => ended,
  }
}

/** Reads the rows of a table, or those of a key above one. Never part of a transaction: one that cannot be read ends it. */
export type Read = <T, Key, Inserted>(table: Table<T, Key, Inserted>, above?: number) => PromiseLike<T[]>

const readAll: Read = (table, above) => (above === undefined ? table.toArray() : table.where(':id').above(above).toArray())

export interface Connection<D extends Dexie> {
  readonly db: D
  /**
   * Does something with the database; once more, where it was closed or fails, with a way of reading that leaves out a row
   * the browser cannot read. What is done has to bear being done twice.
   *
   * @throws StorageError
   */
  readonly attempt: <T>(work: (read: Read) => PromiseLike<T>) => Promise<T>
  /** For good: what is still asked of it is refused, and opens nothing. */
  readonly close: () => void
}

/**
 * @param version of the schema, as given to Dexie
 * @param device  of a database that is nothing but a copy of the server's: made anew, if need be, where the device's works
 */
export const connect = <D extends Dexie>(db: D, version: number, health: Health, device?: Connection<DeviceDatabase>): Connection<D> => {
  db.on('blocked', ({ newVersion }: IDBVersionChangeEvent) => {
    if (newVersion !== null) health.become('other-tab-open')
    return false
  })
  db.on('ready', () => health.become(null), true)
  db.on('versionchange', ({ newVersion }) => {
    // Deleted, or mended, by another tab: it is opened again when it is next wanted.
    if (newVersion === null || newVersion < (version + 1) * TENTHS) db.close({ disableAutoOpen: false })
    else {
      health.end().then(
        () => db.close(),
        () => undefined,
      )
    }
    return false
  })
  let closed = false
  return {
    db,
    close: () => {
      closed = true
      db.close()
    },
    attempt: async (work) => {
      if (health.ended()) throw new StorageError('tab-out-of-date')
      const before = db.backendDB()
      try {
        return await work(readAll)
      } catch (cause) {
        if (closed) throw cause
        if (health.ended()) throw new StorageError('tab-out-of-date', { cause })
        // Not here before it is needed; where it can't be had, the fault is what it is.
        const mending = await import('./mend.ts').catch(() => null)
        if (!mending) throw cause
        return mending.mend({ db, before, device, cause }, work)
      }
    },
  }
}
