import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openStorage } from '../../sync/storage/storage.ts'
import { serverStorageContract } from '../contracts/server-storage.ts'

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
