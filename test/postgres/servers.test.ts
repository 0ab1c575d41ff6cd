/** Several servers on one PostgreSQL: what one stores is told to devices of another (L6). */
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { hear } from '../sync/hearing.ts'
import { Client, type House, openHouse, ORG } from '../sync/house.ts'
import { type StartedServer } from '../../sync/server.ts'

const PATIENCE = { timeout: 30_000 }

let house: House
let second: StartedServer
let sam: Client
let dana: Client
beforeEach(async () => {
  house = await openHouse()
  second = await house.restart()
  dana = await house.signIn('dana')
  const here = await house.signIn('sam')
  sam = new Client('sam', second.address, here.cookie, house.now)
})
afterEach(() => house.close())

test('L6: what is pushed to one server wakes a device of another, and nobody it does not concern', async () => {
  const kofi = await house.signIn('kofi')
  const [his, other] = [await hear({ address: second.address }, sam), await hear({ address: second.address }, kofi)]
  await dana.push(dana.plan(v7(), 'sam'))
  await vi.waitFor(() => expect(his.pokes()).toBe(1), PATIENCE)
  expect(other.pokes()).toBe(0)
})

test('A1: a sign-in that was ended at one server has its streams ended at another', async () => {
  const hearing = await hear({ address: second.address }, sam)
  await house.signIn('sam')
  await new Client('sam', house.address, sam.cookie, house.now).request('POST', '/api/sign-out')
  await hearing.end
  expect(hearing.ended()).toBe(true)
})

test('L6: a server that lost its connection hears again, and wakes everybody for what it may have missed', async () => {
  const hearing = await hear({ address: second.address }, sam)
  await house.server.ports.storage.write((tx) => sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`.execute(tx))
  await vi.waitFor(() => expect(hearing.pokes()).toBe(1), PATIENCE)
  await dana.push(dana.plan(v7(), 'sam'))
  await vi.waitFor(() => expect(hearing.pokes()).toBe(2), PATIENCE)
})

test('W4, T2: what one server has erased another refuses, though it was started before', async () => {
  const record = v7()
  const line = { record: record as never, kind: 'session' as const, at: house.now(), disposal: v7() }
  expect(second.ports.erasures.has(ORG, record)).toBe(false)
  const head = house.server.ports.erasures.append(ORG, [line])
  const there = new Client('dana', second.address, dana.cookie, house.now)
  const [receipt] = await there.push(there.plan(record, 'sam'))
  expect(receipt).toMatchObject({ outcome: 'quarantined', reason: { code: 'erased' } })
  // And goes on from there.
  const next = second.ports.erasures.append(ORG, [{ ...line, record: v7() as never }])
  expect([head.n, next.n]).toEqual([1, 2])
  expect(house.server.ports.erasures.linesOf(ORG).map(({ n, before }) => [n, before])).toEqual([[1, ''], [2, head.hash]])
})
