/** The database as services see it: named transactions, and nothing that only one engine has. */
import { Kysely, sql, type Transaction } from 'kysely'
import { migrate } from './migrations.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { type Tables } from './tables.ts'

export type Tx = Transaction<Tables>

export interface Storage {
  /** One transaction that writes: it is durable when this resolves, and did not happen when it rejects. */
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** Reads of one moment: nothing written meanwhile is seen, and no writer is waited for (L1). */
  readonly snapshot: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * Takes the bytes of what was erased out of the files: free pages are given back and the log is emptied (W4). Nobody reads
   * or writes meanwhile.
   */
  readonly scrub: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Somebody outside this process has the database open, so that the log, with what was erased, is still there. */
class NotScrubbed extends Error {
  override readonly name = 'NotScrubbed'
}

const scrubbed = (writer: Kysely<Tables>): Promise<void> =>
  writer.connection().execute(async (connection) => {
    await sql`vacuum`.execute(connection)
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection)
    if (rows[0]?.busy !== 0) throw new NotScrubbed()
  })

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
    // A reader of an older moment would keep the log from being emptied: it is held first, as it is by nobody who writes.
    scrub: () => (reader === writer ? scrubbed(writer) : reader.connection().execute(() => scrubbed(writer))),
    close: async () => {
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}
