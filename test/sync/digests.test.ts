/** The server's digests are of the rows it has, whatever was done to them, and a real device mends itself by them (L4). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { type ChangesAnswer, type ChangesRequest, type ScopePage } from '../../src/protocol/changes.ts'
import { type Digest, isSame, NO_ROWS, plus } from '../../src/protocol/digest.ts'
import { rowNumber } from '../../src/protocol/row-number.ts'
import { PRINCIPAL_HEADER, PROTOCOL_HEADER } from '../../src/protocol/version.ts'
import { eraseFile } from '../../sync/services/erasure.ts'
import { MIGRATIONS } from '../../sync/storage/migrations.ts'
import { sqliteDialect } from '../../sync/storage/sqlite-dialect.ts'
import { openStorage, type Storage } from '../../sync/storage/storage.ts'
import { type Tables } from '../../sync/storage/tables.ts'
import { device, heldSession, type House, openHouse, ORG, person, post, send } from './house.ts'
import { comesIn, world } from './world.ts'

/** The digests there are, and those that the rows there are should have. */
const kept = async (storage: Storage): Promise<{ readonly said: Record<string, Digest>; readonly counted: Record<string, Digest> }> =>
  storage.snapshot(async (tx) => {
    const rows = await tx.selectFrom('scope_rows').selectAll().execute()
    const digests = await tx.selectFrom('scope_digests').selectAll().execute()
    const counted: Record<string, Digest> = {}
    for (const row of rows) {
      const name = `${row.org} ${row.scope}`
      counted[name] = plus(counted[name] ?? NO_ROWS, row.body === null ? NO_ROWS : { count: 1, sum: rowNumber(row) })
    }
    return { counted, said: Object.fromEntries(digests.map(({ org, scope, count, sum }) => [`${org} ${scope}`, { count, sum }])) }
  })

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe('the digest of a scope on the server', () => {
  test('L4: it is that of its live rows after records came, changed and were erased', async () => {
    const dana = await house.signIn('dana')
    const { storage } = house.server.ports
    const session = await heldSession(dana)
    await heldSession(dana, 'ade')
    await dana.push(dana.edit(session, { feeling: 'once' }), dana.edit(session, { feeling: 'twice' }), dana.edit(session, { 'topic.note': 'x' }))
    const first = await kept(storage)
    expect(first.said).toEqual(first.counted)
    await storage.write((tx) =>
      eraseFile(tx, ORG, { post: { id: post('una'), person: person('una') }, withPerson: false, disposal: v7(), by: person('olu') }, house.server.ports),
    )
    const then = await kept(storage)
    expect(then.said).toEqual(then.counted)
    expect(then.said[`${ORG} file:${post('una')}`]).toEqual(NO_ROWS)
  })

  test('L4: a write that fails leaves it as it was', async () => {
    const { storage } = house.server.ports
    const before = (await kept(storage)).said
    const { putScopeRows } = await import('../../sync/storage/records.ts')
    const failing = storage.write(async (tx) => {
      await putScopeRows(tx, ORG, [{ scope: 'org', id: 'x', seq: 9999, revision: 1, body: {} as never }])
      throw new Error('cut short')
    })
    await expect(failing).rejects.toThrow('cut short')
    expect((await kept(storage)).said).toEqual(before)
  })

  test('L4: a database of before has them once it is opened', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countersign-digests-'))
    const file = path.join(folder, 'test.db')
    const db = new Kysely<Tables>({ dialect: sqliteDialect({ file, use: 'write' }) })
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })
    expect((await migrator.migrateTo('011-sign-links')).error).toBeUndefined()
    const row = (scope: string, id: string, seq: number, body: string | null) => ({ org: ORG, scope, id, seq, revision: 1, body })
    await db.insertInto('scope_rows').values([row('org', 'a', 1, '{}'), row('org', 'b', 2, null), row('file:x', 'a', 1, '{}'), row('file:y', 'b', 2, null)]).execute()
    await db.destroy()
    const storage = await openStorage(file)
    const { said, counted } = await kept(storage)
    expect(said).toEqual(counted)
    expect(Object.fromEntries(Object.entries(said).map(([scope, { count }]) => [scope.slice(ORG.length + 1), count]))).toEqual({ org: 1, 'file:x': 1, 'file:y': 0 })
    await storage.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

describe('the digest on the wire', () => {
  const ask = async (request: Partial<ChangesRequest>, protocol?: string): Promise<ChangesAnswer> => {
    const sam = await house.signIn('sam')
    const body = { cursors: {}, unsent: { count: 0, oldest: null }, deviceId: device('sam'), ...request }
    const headers = { 'content-type': 'application/json', cookie: sam.cookie, [PRINCIPAL_HEADER]: person('sam'), ...(protocol ? { [PROTOCOL_HEADER]: protocol } : {}) }
    return (await send(house.address, 'POST', '/api/changes', headers, JSON.stringify(body))).body as ChangesAnswer
  }

  test('L4: an answer has one of all scopes together, and one of each where that is asked', async () => {
    const answer = await ask({ digests: true })
    const mine = Object.fromEntries(
      answer.scopes.map(({ scope, rows }) => [
        scope,
        rows.filter(({ body }) => body !== null).reduce((sum, row) => plus(sum, { count: 1, sum: rowNumber(row) }), NO_ROWS),
      ]),
    )
    expect(answer.digests).toEqual(mine)
    expect(answer.digest).toEqual(Object.values(mine).reduce(plus, NO_ROWS))
    expect((await ask({})).digests).toBeUndefined()
  })

  test('L4, T3: a device of an earlier version, which would not know it, is not told', async () => {
    expect((await ask({}, '5')).digest).toBeUndefined()
    expect((await ask({}, '6')).digest).toBeDefined()
  })
})

/** A device's world in which the first page that brings sessions is damaged on its way. */
const damaged = (how: (page: ScopePage) => ScopePage): { readonly here: DeviceWorld; readonly asked: ChangesRequest[]; readonly last: () => ChangesAnswer } => {
  const made = world(house, new IDBFactory())
  const asked: ChangesRequest[] = []
  let done = false
  let last: ChangesAnswer | null = null
  const here: DeviceWorld = {
    ...made,
    fetch: async (where, init) => {
      const answer = await made.fetch(where, init)
      if (where !== '/api/changes') return answer
      asked.push(JSON.parse(init.body ?? '') as ChangesRequest)
      const whole = JSON.parse(await answer.text()) as ChangesAnswer
      const mine = ({ scope, rows }: ScopePage): boolean => scope === `file:${post('ade')}` && rows.length > 0
      last = done || !whole.scopes.some(mine) ? whole : { ...whole, scopes: whole.scopes.map((page) => (mine(page) ? how(page) : page)) }
      done ||= whole.scopes.some(mine)
      return { ...answer, text: async () => JSON.stringify(last) }
    },
  }
  return { here, asked, last: () => last! }
}

describe('a real device against the real server', () => {
  const isSession = ({ body }: ScopePage['rows'][number]): boolean => (body as { kind?: string } | null)?.kind === 'session'
  test.each([
    ['lost', (page: ScopePage) => ({ ...page, rows: page.rows.filter((row) => !isSession(row)) })],
    ['not the server’s', (page: ScopePage) => ({ ...page, rows: page.rows.flatMap((row) => (isSession(row) ? [row, { ...row, id: v7(), body: { ...(row.body as object), id: v7() } }] : [row])) })],
    ['old', (page: ScopePage) => ({ ...page, rows: page.rows.map((row) => (isSession(row) ? { ...row, revision: 1, body: { ...(row.body as object), fields: {} } } : row)) })],
  ])('L4: rows that are %s are noticed, and their scope is fetched again, alone', async (_how, how) => {
    const dana = await house.signIn('dana')
    const record = RecordId.parse(await heldSession(dana, 'ade', { feeling: 'canary' }))
    const { here, asked, last } = damaged(how)
    const { device: mine } = await comesIn(here, 'ade', 'pw-ade')
    await vi.waitFor(() => expect(asked.some(({ digests }) => digests)).toBe(true), { timeout: 15_000 })
    await mine.sendNow()
    const { sessions } = await mine.snapshot()
    expect(sessions.get(record)?.fields['feeling']?.value).toBe('canary')
    const everything = (await (await house.signIn('ade')).everything()).get(`file:${post('ade')}`)!
    expect(sessions.size).toBe([...everything.values()].filter((body) => (body as { kind?: string } | null)?.kind === 'session').length)
    const fromTheStart = asked.filter(({ digests }) => digests).flatMap(({ cursors }) => Object.keys(cursors).filter((scope) => cursors[scope] === 0))
    expect([...new Set(fromTheStart)]).toEqual([`file:${post('ade')}`])
    asked.length = 0
    await mine.sendNow()
    expect(asked.map(({ digests }) => digests)).toEqual([undefined])
    expect(isSame(last().digest!, NO_ROWS)).toBe(false)
    await mine.lock()
  })
})
