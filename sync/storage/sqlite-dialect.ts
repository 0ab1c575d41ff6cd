/**
 * Kysely over the SQLite that is built into Node. One dialect is one connection: whoever has it has it alone, so that a
 * transaction's statements are never mixed with another's.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { mutex } from './mutex.ts'

export interface SqliteOptions {
  /** The database file, or `:memory:`. */
  readonly file: string
  /** A connection that reads takes no write lock and sees one snapshot in each transaction (WAL). */
  readonly use: 'write' | 'read'
}

const STATEMENTS_KEPT = 300

/** Durable at each commit: WAL with `synchronous=FULL` syncs the log before a commit answers. */
/** What is deleted or made shorter is overwritten with zeros: erased is erased in the file too (W4). */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'busy_timeout = 5000', 'secure_delete = ON']

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    if (this.#statements.size >= STATEMENTS_KEPT) {
      const oldest = this.#statements.keys().next().value
      if (oldest !== undefined) this.#statements.delete(oldest)
    }
    this.#statements.set(sql, statement)
    return statement
  }

  executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    // A failing statement rejects, as with any other database, instead of throwing where the query was made.
    try {
      const statement = this.#prepare(sql)
      const values = parameters as readonly SQLInputValue[]
      if (statement.columns().length > 0) return Promise.resolve({ rows: statement.all(...values) as Row[] })
      const { changes } = statement.run(...values)
      return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) })
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('SQLite failed'))
    }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('nothing here streams from SQLite')
  }
}

const driverOf = ({ file, use }: SqliteOptions): Driver => {
  const turn = mutex()
  const releases = new WeakMap<DatabaseConnection, () => void>()
  let database: DatabaseSync | undefined
  let connection: SqliteConnection | undefined
  const opened = (): SqliteConnection => {
    if (!connection) throw new Error('the database is not open')
    return connection
  }
  const run = async (on: DatabaseConnection, sql: string): Promise<void> => {
    await on.executeQuery(CompiledQuery.raw(sql))
  }
  return {
    init: () => {
      database = new DatabaseSync(file)
      for (const pragma of PRAGMAS) database.exec(`PRAGMA ${pragma}`)
      if (use === 'read') database.exec('PRAGMA query_only = ON')
      connection = new SqliteConnection(database)
      return Promise.resolve()
    },
    acquireConnection: async () => {
      const release = await turn.take()
      const taken = opened()
      releases.set(taken, release)
      return taken
    },
    // `immediate` takes the write lock before the first read: two writers never find out at commit that one must lose.
    beginTransaction: (on) => run(on, use === 'write' ? 'begin immediate' : 'begin'),
    commitTransaction: (on) => run(on, 'commit'),
    rollbackTransaction: (on) => run(on, 'rollback'),
    releaseConnection: (on) => {
      releases.get(on)?.()
      return Promise.resolve()
    },
    destroy: () => {
      database?.close()
      database = undefined
      connection = undefined
      return Promise.resolve()
    },
  }
}

export const sqliteDialect = (options: SqliteOptions): Dialect => ({
  createDriver: () => driverOf(options),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})
