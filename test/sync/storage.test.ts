import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type CompiledQuery, Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { OrgId, PersonId } from '../../src/domain/ids.ts'
import { feedOf } from '../../sync/storage/calendar-feeds.ts'
import { auditHeadOf } from '../../sync/storage/audit.ts'
import { headOf } from '../../sync/storage/ledger.ts'
import { migrate, MIGRATIONS } from '../../sync/storage/migrations.ts'
import { orgsOf, readDaysOf } from '../../sync/storage/orgs.ts'
import { concerning, peopleOfRecords } from '../../sync/storage/records.ts'
import { sqliteDialect } from '../../sync/storage/sqlite-dialect.ts'
import { type Tables } from '../../sync/storage/tables.ts'
import { openStorage } from '../../sync/storage/storage.ts'
import { serverStorageContract } from '../contracts/server-storage.ts'

const ORG = OrgId.parse('01890000-0000-7000-8000-000000000001')
const PERSON = PersonId.parse('01890000-0000-7000-8000-000000000011')
const AT = '2026-06-01T10:00:00.000Z' as Instant

let folder = ''
const fileIn = (): string => path.join(folder, 'test.db')

serverStorageContract({
  name: 'SQLite in a file',
  open: () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countersign-storage-'))
    return openStorage(fileIn())
  },
  reopen: () => openStorage(fileIn()),
  readsBesideWrites: true,
  remove: () => rmSync(folder, { recursive: true, force: true }),
})

serverStorageContract({
  name: 'SQLite in memory',
  open: () => openStorage(':memory:'),
  reopen: null,
  readsBesideWrites: false,
  remove: () => {},
})

test('the file is in WAL, so that readers and the writer do not wait for each other', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'countersign-pragma-'))
  const storage = await openStorage(path.join(place, 'test.db'))
  await storage.close()
  const database = new DatabaseSync(path.join(place, 'test.db'))
  expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  database.close()
  rmSync(place, { recursive: true, force: true })
})

test('a database of a newer Countersign is not opened, and not changed', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'countersign-newer-'))
  const file = path.join(place, 'test.db')
  await (await openStorage(file)).close()
  const database = new DatabaseSync(file)
  database.exec("insert into kysely_migration values ('999-later', '2030-01-01T00:00:00.000Z')")
  database.close()
  await expect(openStorage(file)).rejects.toThrow('could not be brought up to date')
  rmSync(place, { recursive: true, force: true })
})

test('a database of an earlier version gets what it lacks when it is opened, and keeps what it has; a second factor is asked for unless it is a demonstration (A1)', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'countersign-older-'))
  const file = path.join(place, 'test.db')
  const db = new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'write' }) })
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })
  expect((await migrator.migrateTo('001-first')).error).toBeUndefined()
  await sql`insert into orgs (org, name, seq, demonstration, created_at) values (${ORG}, 'One', 4, 0, ${AT})`.execute(db)
  await sql`insert into orgs (org, name, seq, demonstration, created_at) values (${PERSON}, 'Shown', 0, 1, '2030-01-01T00:00:00Z')`.execute(db)
  await db.destroy()
  const storage = await openStorage(file)
  expect(await storage.snapshot((tx) => feedOf(tx, ORG, PERSON))).toBeNull()
  expect(await storage.snapshot((tx) => auditHeadOf(tx, ORG))).toBeNull()
  expect((await storage.snapshot(orgsOf)).map(({ name, secondFactor }) => [name, secondFactor])).toEqual([['One', 'required'], ['Shown', 'optional']])
  expect(await storage.snapshot((tx) => headOf(tx, ORG))).toBe(4)
  // K6: of an organisation that has set nothing.
  expect(await storage.snapshot((tx) => readDaysOf(tx, ORG))).toBe(7)
  await storage.close()
  rmSync(place, { recursive: true, force: true })
})

test('what concerns a person, and whom a record concerns, is found without looking through the organisation', async () => {
  const asked: CompiledQuery[] = []
  const db = new Kysely<Tables>({ dialect: sqliteDialect({ file: ':memory:', use: 'write' }), log: ({ query }) => void asked.push(query) })
  await migrate(db)
  asked.length = 0
  await db.transaction().execute(async (tx) => {
    await concerning(tx, ORG, PERSON)
    await peopleOfRecords(tx, ORG, [PERSON, ORG])
  })
  const selects = asked.filter(({ sql: text }) => text.startsWith('select'))
  expect(selects).toHaveLength(2)
  for (const query of selects) {
    const { rows } = await db.executeQuery<{ detail: string }>({ ...query, sql: `explain query plan ${query.sql}` })
    expect(rows.map(({ detail }) => detail).filter((detail) => !/ \(org=\? AND /.test(detail))).toEqual([])
  }
  await db.destroy()
})
