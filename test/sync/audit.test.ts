/** The audit chain (A8): what is written down, and that an edit, a deletion, a reordering and a truncation are found. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { auditAfter, auditHeadOf } from '../../sync/storage/audit.ts'
import { type Client, heldSession, type House, lockedSession, openHouse, ORG, person, post, send } from './house.ts'

let house: House
let dana: Client
let sam: Client
beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  sam = await house.signIn('sam')
  for (let n = 0; n < 3; n += 1) await lockedSession(dana, sam)
  await sam.everything()
})
afterAll(() => house.close())

const copies: string[] = []
afterEach(() => {
  for (const each of copies.splice(0)) rmSync(each, { recursive: true, force: true })
})

const entries = () => house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 1000))
const head = async () => (await house.server.ports.storage.snapshot((tx) => auditHeadOf(tx, ORG)))!

/** The command over a copy of the data to which somebody has done something. */
const verified = (tamper: (database: DatabaseSync) => void, ...more: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const copy = mkdtempSync(path.join(tmpdir(), 'countersign-audit-'))
  copies.push(copy)
  cpSync(house.folder, copy, { recursive: true })
  const database = new DatabaseSync(path.join(copy, 'countersign.db'))
  tamper(database)
  database.close()
  const { status, stdout, stderr } = spawnSync(process.execPath, ['sync/commands/audit.ts', 'verify', '--data', copy, ...more], { encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

test('A8: each act is written down with who did it, to whose record, and what became of it', async () => {
  const id = await heldSession(dana)
  const about = (await entries()).filter(({ record }) => record === id)
  expect(about.map(({ actor, what, subject, details }) => [actor, what, subject, (details as { type: string }).type])).toEqual([
    [person('dana'), 'act', person('sam'), 'session.plan'],
    [person('dana'), 'act', person('sam'), 'fields.edit'],
    [person('dana'), 'act', person('sam'), 'session.hold'],
  ])
})

test('A8: an act that goes into quarantine is written down too, and a replay is not written down twice', async () => {
  const kofi = await house.signIn('kofi')
  const foreign = kofi.act(post('sam'), 'post.ask', { note: '', on: '2026-06-02' }, 'post')
  await kofi.push(foreign)
  await kofi.push(foreign)
  const about = (await entries()).filter(({ details }) => (details as { act?: string } | null)?.act === foreign.actId)
  expect(about.map(({ details }) => (details as { outcome: string }).outcome)).toEqual(['quarantined'])
})

test('A8: receipts carry the place of their act in the chain', async () => {
  const [receipt] = await dana.push(dana.act(post('sam'), 'post.leave', { leave: crypto.randomUUID(), from: '2026-07-01', until: '2026-07-02', cancelled: false }, 'post'))
  const { audit } = receipt as { audit: { n: number; hash: string } }
  const entry = (await entries()).find(({ n }) => n === audit.n)!
  expect(entry.hash).toBe(audit.hash)
})

test('A8: a file that reaches a device that did not have it is written down once', async () => {
  const received = async () => (await entries()).filter(({ what, actor }) => what === 'file-received' && actor === person('ade')).length
  const ade = await house.signIn('ade')
  ade.keepsWhatItPulled()
  await ade.everything()
  await ade.everything()
  expect(await received()).toBe(1)
})

test('A8: as it was written down, the audit is whole', async () => {
  const { status, said } = verified(() => undefined)
  expect(said).toContain(`head ${(await head()).n}.${(await head()).hash}`)
  expect(said).toContain('The audit is whole.')
  expect(status).toBe(0)
})

const MIDDLE = 12

test.each<[string, (database: DatabaseSync) => void, RegExp]>([
  ['an edit of who did it', (db) => db.exec(`update audit set actor = '${person('kofi')}' where n = ${MIDDLE}`), /entry 12 is not as it was written/],
  ['an edit of when', (db) => db.exec(`update audit set at = '2020-01-01T00:00:00.000Z' where n = ${MIDDLE}`), /entry 12 is not as it was written/],
  ['an edit of the details', (db) => db.exec(`update audit set details = '{"act":"x"}' where n = ${MIDDLE}`), /the details of entry 12/],
  ['a deletion', (db) => db.exec(`delete from audit where n = ${MIDDLE}`), /entry 12 should stand where entry 13 stands/],
  ['a deletion that closes the gap', (db) => db.exec(`delete from audit where n = ${MIDDLE}; update audit set n = n - 1 where n > ${MIDDLE}; update orgs set audit_n = audit_n - 1`), /entry 12 is not as it was written/],
  ['a reordering', (db) => db.exec(`update audit set n = -1 where n = ${MIDDLE}; update audit set n = ${MIDDLE} where n = ${MIDDLE + 1}; update audit set n = ${MIDDLE + 1} where n = -1`), /entry 12 is not as it was written/],
  ['a truncation', (db) => db.exec(`delete from audit where n > ${MIDDLE}`), /the chain ends at entry 12/],
  [
    'a truncation with the head moved back',
    (db) => db.exec(`delete from audit where n > ${MIDDLE}; update orgs set audit_n = ${MIDDLE}, audit_hash = (select hash from audit where n = ${MIDDLE})`),
    /a receipt names entry/,
  ],
  ['an act changed behind the audit’s back', (db) => db.exec("update acts set hash = 'f' || substr(hash, 2) where seq = (select min(seq) from acts where receipt like '%audit%')"), /is not the one that was written down/],
])('A8: %s is found', (_name, tamper, fault) => {
  const { status, said } = verified(tamper)
  expect(said).toMatch(fault)
  expect(said).toContain('The audit is NOT whole')
  expect(status).toBe(1)
})

test('A8: a truncation that also takes the acts and their receipts is found by a head kept elsewhere', async () => {
  const { n, hash } = await head()
  const all = (db: DatabaseSync): void =>
    db.exec(`delete from audit where n > ${MIDDLE}; update orgs set audit_n = ${MIDDLE}, audit_hash = (select hash from audit where n = ${MIDDLE}); delete from acts; delete from quarantine`)
  expect(verified(all).status).toBe(0)
  const { status, said } = verified(all, '--head', `${n}.${hash}`)
  expect(said).toContain(`a device has seen entry ${n}`)
  expect(status).toBe(1)
})

test('W4: details that were erased leave the chain whole', () => {
  const erased = (db: DatabaseSync): void => db.exec(`update audit set details = null, salt = null where n = ${MIDDLE} and what <> 'act'`)
  const entry = (db: DatabaseSync): void => db.exec("update audit set details = null, salt = null where what = 'file-received'")
  const { said } = verified((db) => {
    erased(db)
    entry(db)
  })
  expect(said).toContain('The audit is whole.')
})

test('A8: a device that has seen more than the chain has bears witness at its next pull, and the command says so', async () => {
  const witness = { n: 9999, hash: 'a'.repeat(64) }
  const pull = (header: string) =>
    send(house.address, 'POST', '/api/changes', { ...sam.headers, 'x-countersign-witness': header }, JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } }))
  const mine = await head()
  expect((await pull(`${mine.n}.${mine.hash}`)).status).toBe(200)
  expect(verified(() => undefined).status).toBe(0)
  const before = house.logs.length
  expect((await pull(`${witness.n}.${witness.hash}`)).status).toBe(200)
  await pull(`${witness.n}.${witness.hash}`)
  expect(house.logs.slice(before).filter((line) => line.includes('AuditContradicted'))).toHaveLength(1)
  const { status, said } = verified(() => undefined)
  expect(said).toContain('a device has seen entry 9999')
  expect(status).toBe(1)
})

test('what is no head, and no command, gets a sentence', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, ['sync/commands/audit.ts', ...args], { encoding: 'utf8' })
  expect(run().stderr).toContain('npm run audit -- verify')
  expect(run('verify', '--head', 'x', '--data', house.folder).stderr).toContain('is not a head')
})

test('the details are in the chain as a digest: the hash of an entry says nothing of them', async () => {
  const [entry] = await entries()
  const { salt, details, ...rest } = entry!
  expect(salt).toMatch(/^[\w-]{22}$/)
  expect(JSON.stringify(rest)).not.toContain((details as { act: string }).act)
})
