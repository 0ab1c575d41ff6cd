/** Many who write at once on a real PostgreSQL (L2), those who are killed at it, and what comes back from a dump. */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Generated, Kysely, PostgresDialect, sql } from 'kysely'
import { Client, Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { OrgId } from '../../src/domain/ids.ts'
import { auditHeadOf } from '../../sync/storage/audit.ts'
import { headOf, takeSeqs } from '../../sync/storage/ledger.ts'
import { addOrg } from '../../sync/storage/orgs.ts'
import { putScopeRows, scopeRowsAfter } from '../../sync/storage/records.ts'
import { openStorage, type Storage, type Tx } from '../../sync/storage/storage.ts'
import { type Tables } from '../../sync/storage/tables.ts'
import { dropDatabase, newDatabase, postgresPrograms } from '../postgres.ts'
import { base } from './base.ts'

const ORG = OrgId.parse('01890000-0000-7000-8000-000000000001')
const AT = '2026-06-01T10:00:00.000Z' as Instant
const WRITERS = 12
const EACH = 40
const POLLERS = 4

let url: string
let storage: Storage
beforeEach(async () => {
  url = await newDatabase(base())
  storage = await openStorage(url)
  await storage.write((tx) => addOrg(tx, { org: ORG, name: 'One', demonstration: false, secondFactor: 'required' }, AT))
})
afterEach(async () => {
  await storage.close()
  await dropDatabase(base(), url)
})

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 6))

/** Writers at once, each many times, while others poll; then each poller polls once more. @returns what each poller has never seen */
const lostBy = async (write: (name: string) => Promise<void>, newPoller: () => () => Promise<readonly string[]>): Promise<readonly number[]> => {
  const names = Array.from({ length: WRITERS }, (_, writer) => Array.from({ length: EACH }, (_each, n) => `w${writer}.${n}`))
  const over = new AbortController()
  const polled = Promise.all(
    Array.from({ length: POLLERS }, async () => {
      const seen = new Set<string>()
      const poll = newPoller()
      while (!over.signal.aborted) {
        for (const name of await poll()) seen.add(name)
        await pause()
      }
      for (const name of await poll()) seen.add(name)
      return names.flat().filter((name) => !seen.has(name)).length
    }),
  )
  await Promise.all(
    names.map(async (its) => {
      for (const name of its) await write(name)
    }),
  )
  over.abort()
  return polled
}

/** A transaction as the driver has it, with none of the storage's locks. */
const bare = () => {
  const db = new Kysely<Tables & { control: { n: Generated<string>; name: string } }>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: url, max: WRITERS + POLLERS }) }) })
  return { db, write: <T>(work: (tx: Tx) => Promise<T>) => db.transaction().setIsolationLevel('read committed').execute((tx) => work(tx as unknown as Tx)) }
}

const put = async (tx: Tx, name: string): Promise<void> => {
  const seq = await takeSeqs(tx, ORG, 1, AT, 't')
  await pause()
  await putScopeRows(tx, ORG, [{ scope: 'org', id: name, seq, revision: 1, body: null }])
  await pause()
}
const pollRows = () => {
  let cursor = 0
  return (): Promise<readonly string[]> =>
    storage.snapshot(async (tx) => {
      const head = await headOf(tx, ORG)
      const rows = await scopeRowsAfter(tx, ORG, 'org', cursor, head, 10_000)
      cursor = head
      return rows.map(({ id }) => id)
    })
}

describe('twelve writers and four pollers on one organisation', () => {
  test('L2: through the storage no row is lost', async () => {
    expect(await lostBy((name) => storage.write((tx) => put(tx, name), ORG), pollRows)).toEqual([0, 0, 0, 0])
    expect(await storage.snapshot((tx) => headOf(tx, ORG))).toBe(WRITERS * EACH)
  })

  test('L2: nor by the counter row alone, with no lock before it', async () => {
    const { db, write } = bare()
    expect(await lostBy((name) => write((tx) => put(tx, name)), pollRows)).toEqual([0, 0, 0, 0])
    await db.destroy()
  })

  test('L2: with a cursor that counts up by itself, rows are lost for ever: what the counter row is for', async () => {
    const { db } = bare()
    await sql`create table control (n bigserial primary key, name text not null)`.execute(db)
    const lost = await lostBy(
      (name) =>
        db.transaction().execute(async (tx) => {
          await tx.insertInto('control').values({ name }).execute()
          await pause()
        }),
      () => {
        let cursor = 0
        return async () => {
          const rows = await db.selectFrom('control').selectAll().where('n', '>', String(cursor)).execute()
          cursor = Math.max(cursor, ...rows.map(({ n }) => Number(n)))
          return rows.map(({ name }) => name)
        }
      },
    )
    await db.destroy()
    expect(Math.max(...lost), 'the control lost nothing, so that the tests beside it prove nothing').toBeGreaterThan(0)
  })
})

test('writers of one organisation do not wait for another’s, one that names none waits for all', async () => {
  const OTHER = OrgId.parse('01890000-0000-7000-8000-000000000002')
  await storage.write((tx) => addOrg(tx, { org: OTHER, name: 'Other', demonstration: false, secondFactor: 'required' }, AT))
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const order: string[] = []
  let begun = (): void => undefined
  const began = new Promise<void>((resolve) => (begun = resolve))
  const first = storage.write(async (tx) => {
    await takeSeqs(tx, ORG, 1, AT, 't')
    begun()
    await held
    order.push('first')
  }, ORG)
  await began
  const same = storage.write(async (tx) => order.push(`same ${await headOf(tx, ORG)}`), ORG)
  await storage.write(async () => order.push('other'), OTHER)
  const all = storage.write(async () => order.push('all'))
  release()
  await Promise.all([first, same, all])
  // Whoever waits for the lock sees what the one before it wrote; which of the two that wait comes first is the database's.
  expect(order.slice(0, 2)).toEqual(['other', 'first'])
  expect(order.slice(2).sort()).toEqual(['all', 'same 1'])
})

test('a writer killed in the middle leaves nothing half, everything it was answered, and nobody waiting', async () => {
  const acknowledged: number[] = []
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'writer-process.ts'), url, ORG], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      acknowledged.push(...chunk.toString().trim().split('\n').map(Number))
      if (acknowledged.length > 60) resolve()
    })
  })
  child.kill('SIGKILL')
  await ended
  // The database notices that it is gone, and lets the next one in.
  const next = await storage.write((tx) => takeSeqs(tx, ORG, 1, AT, 't'), ORG)
  const { head, rows, commits, audit } = await storage.snapshot(async (tx) => ({
    head: await headOf(tx, ORG),
    rows: (await scopeRowsAfter(tx, ORG, 'org', 0, 1_000_000, 1_000_000)).map(({ seq }) => seq),
    commits: (await tx.selectFrom('commits').select('seq').where('org', '=', ORG).orderBy('seq').execute()).map(({ seq }) => seq),
    audit: await auditHeadOf(tx, ORG),
  }))
  expect(head).toBe(next)
  expect(acknowledged.filter((seq) => !rows.includes(seq))).toEqual([])
  expect(rows).toEqual(Array.from({ length: next - 1 }, (_, n) => n + 1))
  expect(commits).toEqual([...rows, next])
  expect(audit?.n).toBe(rows.length)
})

test('dumped and restored, every cursor is as it was, and the next seq follows', async () => {
  for (const name of ['a', 'b', 'c']) await storage.write((tx) => put(tx, name), ORG)
  const programs = postgresPrograms()
  const dumped = spawnSync(path.join(programs, 'pg_dump'), ['--no-owner', url], { encoding: 'utf8', maxBuffer: 100_000_000 })
  expect(dumped.stderr).toBe('')
  await storage.write((tx) => put(tx, 'after the dump'), ORG)
  const other = await newDatabase(base())
  const restored = spawnSync(path.join(programs, 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1', other], { input: dumped.stdout, encoding: 'utf8' })
  expect(restored.stderr).toBe('')
  const again = await openStorage(other)
  expect(await again.snapshot((tx) => headOf(tx, ORG))).toBe(3)
  expect(await again.write((tx) => takeSeqs(tx, ORG, 1, AT, 't'), ORG)).toBe(4)
  const after = (cursor: number) => again.snapshot((tx) => scopeRowsAfter(tx, ORG, 'org', cursor, 99, 99))
  expect((await after(0)).map(({ id, seq }) => [id, seq])).toEqual([['a', 1], ['b', 2], ['c', 3]])
  expect(await after(3)).toEqual([])
  await again.close()
  await dropDatabase(base(), other)
})

/** Every file of one database; the log is no part of it. */
const bytesOf = (folder: string, database: number): string =>
  readdirSync(path.join(folder, 'base', String(database)), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('')

test('W4: what was deleted is in no file of the tables after scrubbing, and was before', async () => {
  const canary = 'canary-that-is-erased-5c1e'
  const { db } = bare()
  // Its own alone: beside it other tests take theirs away.
  const { rows: [own] } = await sql<{ oid: number }>`select oid from pg_database where datname = current_database()`.execute(db)
  const inFiles = async (): Promise<boolean> => {
    await sql`checkpoint`.execute(db)
    return bytesOf(inject('postgresFolder'), own!.oid).includes(canary)
  }
  await storage.write((tx) => putScopeRows(tx, ORG, [{ scope: 'org', id: 'r', seq: 1, revision: 1, body: { text: canary } as never }]), ORG)
  await storage.write((tx) => putScopeRows(tx, ORG, [{ scope: 'org', id: 'r', seq: 2, revision: 2, body: null }]), ORG)
  expect(await inFiles()).toBe(true)
  await storage.scrub()
  expect(await inFiles()).toBe(false)
  await db.destroy()
})

test('servers that start at once make one schema', async () => {
  const empty = await newDatabase(base())
  const all = await Promise.all(Array.from({ length: 4 }, () => openStorage(empty)))
  await all[0]!.write((tx) => addOrg(tx, { org: ORG, name: 'One', demonstration: false, secondFactor: 'required' }, AT))
  for (const each of all) expect(await each.snapshot((tx) => headOf(tx, ORG))).toBe(0)
  for (const each of all) await each.close()
  await dropDatabase(base(), empty)
})

test('a database with another encoding is not opened, and not changed', async () => {
  const client = new Client({ connectionString: base() })
  await client.connect()
  await client.query(`create database odd template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'`)
  const odd = new URL(base())
  odd.pathname = '/odd'
  await expect(openStorage(odd.href)).rejects.toThrow('must hold UTF-8')
  await client.query('drop database odd')
  await client.end()
})

test('a counter beyond what can be counted with is refused, and not rounded', async () => {
  const { db } = bare()
  await sql`update orgs set seq = 9007199254740993`.execute(db)
  await db.destroy()
  await expect(storage.snapshot((tx) => headOf(tx, ORG))).rejects.toThrow('larger than can be counted with')
})
