/**
 * PostgreSQL behind the storage port, for any number of servers. Loaded only where `DATABASE_URL` names one.
 *
 * Writers are as serial as SQLite's: each transaction takes its lock before it reads anything, so it sees all that was written
 * before it, fails for nobody's sake and is never begun anew. One that says which organisation it is of waits only for that
 * organisation's; one that does not waits for all, as signing in does, which names none.
 */
import { CompiledQuery, Kysely, PostgresDialect, PostgresQueryCompiler, sql } from 'kysely'
import { Client, Pool, TypeOverrides, types } from 'pg'
import { type OrgId } from '../../src/domain/ids.ts'
import { migrate } from './migrations.ts'
import { type News, newsOf } from './news.ts'
import { fromHeld, toHeld } from './postgres-text.ts'
import { type Storage, type Tx } from './storage.ts'
import { type Tables } from './tables.ts'

/** Connections: writers wait for each other, so that more would only wait in the database instead of here. */
const WRITERS = 8
const READERS = 10
/** This service's advisory locks have two numbers, whatever else uses the database: of all writers, and of each organisation's. */
const ALL = 0x636f756e
const ORGS = ALL + 1
const CHANNEL = 'countersign'
/** A notification holds 8,000 bytes. */
const NAMES_AT_ONCE = 150
const AGAIN_MS = 1000

/** Counters come as numbers: what is beyond them is no counter of ours. */
const counter = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('a counter in the database is larger than can be counted with')
  return value
}
const ours = new TypeOverrides()
ours.setTypeParser(types.builtins.INT8, counter)
ours.setTypeParser(types.builtins.TEXT, fromHeld)

class Compiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? toHeld(value) : value)
  }
}
class Dialect extends PostgresDialect {
  override createQueryCompiler(): PostgresQueryCompiler {
    return new Compiler()
  }
}

/** The database orders text in another way than this service does, or holds other text. */
class WrongDatabase extends Error {
  override readonly name = 'WrongDatabase'
}

const run = async (tx: Tx, text: string, ...values: readonly unknown[]): Promise<void> => {
  await tx.executeQuery(CompiledQuery.raw(text, [...values]))
}

/** Taken first of all: until the transaction ends nobody else writes, or nobody else in that organisation. */
const takeLock = (tx: Tx, of: OrgId | undefined): Promise<void> =>
  of === undefined
    ? run(tx, 'select pg_advisory_xact_lock($1, 0)', ALL)
    : run(tx, 'select pg_advisory_xact_lock_shared($1, 0), pg_advisory_xact_lock($2, hashtext($3))', ALL, ORGS, of)

/** Notifications are sent with the commit, and with a rollback not at all. */
const notify = async (tx: Tx, { org, scopes, moved, standing }: News): Promise<void> => {
  const named = [...scopes.map((name) => ['scopes', name] as const), ...moved.map((name) => ['moved', name] as const), ...standing.map((name) => ['standing', name] as const)]
  for (let from = 0; from < named.length; from += NAMES_AT_ONCE) {
    const some = named.slice(from, from + NAMES_AT_ONCE)
    const of = (kind: (typeof some)[number][0]): readonly string[] => some.flatMap(([its, name]) => (its === kind ? [name] : []))
    const news: News = { org, scopes: of('scopes'), moved: of('moved'), standing: of('standing') }
    await run(tx, 'select pg_notify($1, $2)', CHANNEL, JSON.stringify(news))
  }
}

/** Listens on a connection of its own, opened again when it breaks: what was told meanwhile is made up for by `missed`. */
const listener = (url: string, hear: (news: News) => void, missed: () => Promise<void>) => {
  let client: Client | null = null
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const again = (): void => {
    if (closed || timer) return
    client?.removeAllListeners()
    // What is left of a connection that broke may break once more, with nobody to hear of it.
    client?.on('error', () => undefined)
    client?.end().catch(() => undefined)
    client = null
    timer = setTimeout(() => {
      timer = undefined
      open().then(missed).catch(again)
    }, AGAIN_MS)
    timer.unref()
  }
  const open = async (): Promise<void> => {
    const opening = new Client({ connectionString: url, keepAlive: true })
    client = opening
    opening.on('error', again)
    opening.on('end', again)
    opening.on('notification', ({ payload }) => {
      hear(JSON.parse(payload ?? '') as News)
    })
    await opening.connect()
    await opening.query(`listen ${CHANNEL}`)
  }
  return {
    open,
    close: async (): Promise<void> => {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}

const assertFits = async (db: Kysely<Tables>): Promise<void> => {
  const { rows } = await sql<{ bytewise: boolean; encoding: string }>`select 'a' > 'B' as bytewise, current_setting('server_encoding') as encoding`.execute(db)
  const [found] = rows
  if (found?.bytewise !== true || found.encoding !== 'UTF8') {
    throw new WrongDatabase("The database in DATABASE_URL must hold UTF-8 and order text by its bytes. Make it with: createdb --encoding=UTF8 --locale=C --template=template0 countersign")
  }
}

/**
 * Opens the database, making or upgrading its schema; of several servers that start at once, one does.
 *
 * @param url postgres://…, as the driver reads it
 */
export const openPostgres = async (url: string): Promise<Storage> => {
  const open = (max: number): Kysely<Tables> => {
    const pool = new Pool({ connectionString: url, max, types: ours, application_name: 'countersign' })
    // An idle connection that breaks is replaced at the next use.
    pool.on('error', () => undefined)
    return new Kysely<Tables>({ dialect: new Dialect({ pool }) })
  }
  const writer = open(WRITERS)
  const reader = open(READERS)
  const hearers = new Set<(news: News) => void>()
  const hear = (news: News): void => {
    for (const each of hearers) each(news)
  }
  const news = listener(url, hear, async () => {
    for (const { org } of await reader.selectFrom('orgs').select('org').execute()) hear({ org: org as OrgId, scopes: ['org'], moved: [], standing: [] })
  })
  const close = async (): Promise<void> => {
    await news.close()
    await reader.destroy()
    await writer.destroy()
  }
  try {
    await assertFits(writer)
    await migrate(writer)
    await news.open()
  } catch (error) {
    await close()
    throw error
  }
  return {
    write: (work, of) =>
      writer
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (tx) => {
          await takeLock(tx, of)
          const done = await work(tx)
          for (const each of newsOf(tx)) await notify(tx, each)
          return done
        }),
    snapshot: (work) => reader.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    listen: (each) => {
      hearers.add(each)
      return () => hearers.delete(each)
    },
    // Written anew, a table has nothing of what was deleted or shortened; a plain vacuum leaves it in the pages.
    scrub: async () => {
      const tables = await writer.introspection.getTables()
      for (const { name } of tables) await sql`vacuum full ${sql.table(name)}`.execute(writer)
    },
    close,
  }
}
