/** The database as services see it: named transactions, and nothing that only one engine has. */
import { Kysely, type Transaction } from 'kysely'
import { migrate } from './migrations.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { type Tables } from './tables.ts'

export type Tx = Transaction<Tables>

export interface Storage {
  /** One transaction that writes: it is durable when this resolves, and did not happen when it rejects. */
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Reads of one moment: nothing written meanwhile is seen, and no writer is waited for (L1). */
  readonly snapshot: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/**
 * Opens the database, making or upgrading its schema.
 *
 * @param file the SQLite file, or `:memory:`, which reads and writes over one connection
 */
export const openStorage = async (file: string): Promise<Storage> => {
  const writer = new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'write' }) })
  await migrate(writer)
  const reader =
    file === ':memory:' ? writer : new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'read' }) })
  return {
    write: (work) => writer.transaction().execute(work),
    snapshot: (work) => reader.transaction().execute(work),
    close: async () => {
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}
