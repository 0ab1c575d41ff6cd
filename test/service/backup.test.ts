/** `npm run backup` and `npm run restore` as a person types them. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type House, openHouse, ORG } from '../sync/house.ts'
import { command } from './server-process.ts'

let house: House
let dana: Client
let elsewhere: string
beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  elsewhere = mkdtempSync(path.join(tmpdir(), 'countersign-backups-'))
})
afterAll(async () => {
  await house.close()
  rmSync(elsewhere, { recursive: true, force: true })
})

const read = <T>(file: string, work: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return work(database)
  } finally {
    database.close()
  }
}
const headOf = (file: string): { readonly seq: number; readonly token: string } =>
  read(file, (database) => {
    const row = database.prepare('select seq, token from commits where org = ? order by seq desc limit 1').get(ORG)
    return { seq: Number(row?.['seq']), token: String(row?.['token']) }
  })
const plans = (file: string): number => read(file, (database) => Number(database.prepare("select count(*) as n from records where kind = 'session'").get()?.['n']))

test('V9: a backup taken while the service writes is whole, for its own account alone, and devices are told how far it goes', async () => {
  const state = { writing: true }
  const ids: string[] = []
  const writing = (async () => {
    while (state.writing) {
      const id = v7()
      await dana.push(dana.plan(id, 'sam'), dana.edit(id, { feeling: 'fine' }))
      ids.push(id)
    }
  })()
  // The command is another process: the server goes on answering only while this one is not blocked by it.
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, ['sync/commands/backup.ts', elsewhere], { cwd: path.resolve(import.meta.dirname, '../..'), env: { ...process.env, COUNTERSIGN_DATA: house.folder } })
    let all = ''
    child.stdout.on('data', (chunk: Buffer) => (all += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()))
    child.on('exit', (code) => (code === 0 ? resolve(all) : reject(new Error(all))))
  })
  state.writing = false
  await writing
  expect(said).toContain('opened and checked')
  expect(ids.length).toBeGreaterThan(1)
  const [name] = readdirSync(elsewhere)
  const backup = path.join(elsewhere, name!)
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  expect(read(backup, (database) => database.prepare('pragma integrity_check').get()?.['integrity_check'])).toBe('ok')
  const head = headOf(backup)
  expect(plans(backup)).toBeLessThanOrEqual(ids.length)
  const answer = await dana.changes()
  expect(answer.backedUpThrough).toBe(head.seq)
  expect(answer.head).toBeGreaterThanOrEqual(head.seq)
  expect(read(path.join(house.folder, 'countersign.db'), (database) => database.prepare('select token from commits where org = ? and seq = ?').get(ORG, head.seq)?.['token'])).toBe(head.token)
})

test('as many are kept as is said; nothing but backups is removed; what cannot be is said', () => {
  writeFileSync(path.join(elsewhere, 'notes.txt'), 'mine')
  for (let n = 0; n < 3; n += 1) expect(command('backup', house.folder, [elsewhere]).status).toBe(0)
  expect(readdirSync(elsewhere)).toHaveLength(5)
  const newest = readdirSync(elsewhere).filter((name) => name.endsWith('.db')).sort().slice(-1)
  expect(command('backup', house.folder, [elsewhere, '--keep', '2'])).toMatchObject({ status: 0, said: expect.stringContaining('3 older ones were removed') })
  expect(readdirSync(elsewhere)).toHaveLength(3)
  expect(readdirSync(elsewhere)).toContain(newest[0])
  expect(readFileSync(path.join(elsewhere, 'notes.txt'), 'utf8')).toBe('mine')
  expect(command('backup', house.folder, [elsewhere, '--keep', 'few'])).toMatchObject({ status: 1, said: expect.stringContaining('--keep few') })
  expect(command('backup', elsewhere, [])).toMatchObject({ status: 1, said: expect.stringContaining('--data') })
  expect(readdirSync(elsewhere)).toHaveLength(3)
})

test('restoring takes no file that is damaged, of something else or of a newer version, and none while the service runs; nothing is changed then', () => {
  const name = readdirSync(elsewhere).filter((each) => each.endsWith('.db')).sort().at(-1)
  const backup = path.join(elsewhere, name!)
  const bytes = readFileSync(backup)
  const bad = path.join(elsewhere, 'bad')
  const damaged = Buffer.from(bytes)
  damaged.fill(0xaa, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 20_000)
  for (const wrong of [damaged, bytes.subarray(0, Math.floor(bytes.length / 2)), Buffer.from('not a database'), Buffer.alloc(0)]) {
    writeFileSync(bad, wrong)
    expect(command('restore', elsewhere, [bad])).toMatchObject({ status: 1, said: expect.stringContaining('damaged, or no backup') })
  }
  writeFileSync(bad, bytes)
  const newer = new DatabaseSync(bad)
  newer.exec("insert into kysely_migration values ('999-later', '2030-01-01')")
  newer.close()
  expect(command('restore', elsewhere, [bad])).toMatchObject({ status: 1, said: expect.stringContaining('newer version') })
  rmSync(bad)
  expect(command('restore', elsewhere, [bad])).toMatchObject({ status: 1, said: expect.stringContaining('There is no file') })
  expect(command('restore', house.folder, [backup])).toMatchObject({ status: 1, said: expect.stringContaining('is running') })
  expect(command('restore', house.folder, [])).toMatchObject({ status: 1, said: expect.stringContaining('Say which backup') })
  expect(readdirSync(house.folder).filter((each) => /restoring|replaced/.test(each))).toEqual([])
  expect(readdirSync(elsewhere).filter((each) => each.startsWith('countersign.db'))).toEqual([])
})

test('a lost or ruined database is replaced; of a ruined one somebody must say that the service is stopped; what was there is kept', () => {
  const name = readdirSync(elsewhere).filter((each) => each.endsWith('.db')).sort().at(-1)
  const backup = path.join(elsewhere, name!)
  const data = path.join(elsewhere, 'data')
  mkdirSync(data)
  const file = path.join(data, 'countersign.db')
  expect(command('restore', data, [backup])).toMatchObject({ status: 0, said: expect.stringContaining('There was no database before') })
  expect([headOf(file), statSync(file).mode & 0o777]).toEqual([headOf(backup), 0o600])
  // A8: that it was restored is in the audit.
  expect(read(file, (database) => database.prepare('select what from audit order by n desc limit 1').get()?.['what'])).toBe('restored')

  writeFileSync(file, 'ruined')
  expect(command('restore', data, [backup])).toMatchObject({ status: 1, said: expect.stringContaining('--stopped') })
  expect(readFileSync(file, 'utf8')).toBe('ruined')
  expect(command('restore', data, [backup, '--stopped'])).toMatchObject({ status: 0 })
  expect(headOf(file)).toEqual(headOf(backup))
  const aside = readdirSync(data).find((each) => each.startsWith('countersign-replaced-'))
  expect(readFileSync(path.join(data, aside!), 'utf8')).toBe('ruined')
})
