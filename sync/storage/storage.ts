/** The database as services see it: named transactions, and nothing that only one engine has. */
import { Kysely, sql, type Transaction } from 'kysely'
import { type OrgId } from '../../src/domain/ids.ts'
import { migrate } from './migrations.ts'
import { type News, newsOf } from './news.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { type Tables } from './tables.ts'

export type Tx = Transaction<Tables>

export interface Storage {
  /**
   * One transaction that writes, alone: it is durable when this resolves, and did not happen when it rejects. The work is done once.
   *
   * @param of the organisation, where it reads and writes what is that organisation's alone: writers of others need not wait for it
   */
  readonly write: <T>(work: (tx: Tx) => Promise<T>, of?: OrgId) => Promise<T>
  /** Reads of one moment: nothing written meanwhile is seen, and no writer is waited for (L1). */
  readonly snapshot: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * Takes the bytes of what was erased out of the database's files (W4): free pages are given back. SQLite's log is emptied, too;
   * PostgreSQL's goes with its own time. Nobody reads or writes meanwhile.
   */
  readonly scrub: () => Promise<void>
  /** Told of what each transaction changed, once it is durable, whichever server it was of (L6). @returns what stops it */
  readonly listen: (hear: (news: News) => void) => () => void
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

/** Whether a database is PostgreSQL's. */
export const isPostgres = (place: string): boolean => /^postgres(?:ql)?:\/\//.test(place)

const openSqlite = async (file: string): Promise<Storage> => {
  const writer = new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'write' }) })
  await migrate(writer)
  const reader =
    file === ':memory:' ? writer : new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'read' }) })
  const hearers = new Set<(news: News) => void>()
  return {
    write: async (work) => {
      let news: readonly News[] = []
      const done = await writer.transaction().execute(async (tx) => {
        const worked = await work(tx)
        news = newsOf(tx)
        return worked
      })
      for (const each of news) for (const hear of hearers) hear(each)
      return done
    },
    listen: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    snapshot: (work) => reader.transaction().execute(work),
    // A reader of an older moment would keep the log from being emptied: it is held first, as it is by nobody who writes.
    scrub: () => (reader === writer ? scrubbed(writer) : reader.connection().execute(() => scrubbed(writer))),
    close: async () => {
      if (reader !== writer) await reader.destroy()
      await writer.destroy()
    },
  }
}

/**
 * Opens the database, making or upgrading its schema.
 *
 * @param place a SQLite file; `:memory:`, which reads and writes over one connection; or the address of a PostgreSQL database
 */
export const openStorage = async (place: string): Promise<Storage> =>
  isPostgres(place) ? (await import('./postgres.ts')).openPostgres(place) : openSqlite(place)
