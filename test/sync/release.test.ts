/** What a later version wrote waits at an older service, and is judged once that is upgraded (P10). */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { epochOf } from '../../src/domain/dates.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { shippedOf } from '../../sync/services/packs.ts'
import { actsService } from '../../sync/services/acts.ts'
import { releaseReadable } from '../../sync/services/release.ts'
import { takeSeqs } from '../../sync/storage/ledger.ts'
import { keepActs, quarantineBy } from '../../sync/storage/quarantine.ts'
import { type Client, heldSession, type House, openHouse, ORG, person, post } from './house.ts'
import { comesIn, openOf, PHRASE, world } from './world.ts'

let house: House
let dana: Client
let open: OpenDevice[]
beforeEach(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  open = []
})
afterEach(async () => {
  for (const device of open) await device.lock()
  await house.close()
})

/** Keeps an act as a service kept it that could not read it. */
const keptByOlder = (wire: WireAct, author: string): Promise<void> =>
  house.server.ports.storage.write(async (tx) => {
    const at = house.now()
    const seq = await takeSeqs(tx, ORG, 1, at, `older-${wire.actId}`)
    const reason = { code: 'schema-unknown', where: 'schema' } as const
    const receipt = { actId: wire.actId, hash: wire.hash, at, seq, outcome: 'quarantined', reason } as const
    await keepActs(tx, ORG, [{ seq, wire, bodyHash: wire.hash, author: person(author), setting: null, reason, receipt }], at)
  })
const release = (): Promise<number> => {
  const { ports } = house.server
  return releaseReadable({ ...ports, acts: actsService({ ...ports, shipped: shippedOf(ports.packs) }) })
}
const heldBack = (author: string) => house.server.ports.storage.snapshot(async (tx) => (await quarantineBy(tx, ORG, person(author))).map(({ wire, reason }) => [wire.actId, reason.code]))

test('P10: it is judged as if it had come now: applied where it may be, kept whole with its new reason where it may not', async () => {
  const id = await heldSession(dana)
  const may = dana.edit(id, { 'feeling-comments': 'of a later version' })
  const ade = await house.signIn('ade')
  const mayNot = ade.edit(id, { 'feeling-comments': 'of somebody else' })
  await keptByOlder(may, 'dana')
  await keptByOlder(mayNot, 'ade')
  expect(await release()).toBe(2)
  expect((await dana.session(id)).fields['feeling-comments']).toMatchObject({ value: 'of a later version', act: may.actId })
  expect([await heldBack('dana'), await heldBack('ade')]).toEqual([[], [[mayNot.actId, 'not-allowed']]])
  // P4: whoever sends it again is told what became of it.
  expect(await dana.push(may)).toMatchObject([{ outcome: 'duplicate', first: { outcome: 'applied' } }])
  expect(await release()).toBe(0)
})

test('P10: what this version cannot read either, and what its author took back, stays as it is', async () => {
  const id = await heldSession(dana)
  const edit = dana.edit(id, { 'feeling-comments': 'not yet' })
  await keptByOlder({ ...edit, schema: 99 }, 'dana')
  const taken = dana.edit(id, { 'worker-comments': 'taken back' })
  await keptByOlder(taken, 'dana')
  await dana.request('POST', '/api/quarantine/withdraw', { actId: taken.actId })
  expect(await release()).toBe(0)
  expect(new Set((await heldBack('dana')).map(([actId]) => actId))).toEqual(new Set([edit.actId, taken.actId]))
})

test('P10: where judging one fails, all of them stay, and it is reported', async () => {
  const id = await heldSession(dana)
  const edit = dana.edit(id, { 'feeling-comments': 'of a later version' })
  await keptByOlder(edit, 'dana')
  const { ports } = house.server
  const faults: unknown[] = []
  const acts = actsService({ ...ports, shipped: shippedOf(ports.packs) })
  const failing = { ...acts, pushIn: async () => [{ actId: edit.actId, hash: edit.hash, at: house.now(), outcome: 'retry' as const }] }
  expect(await releaseReadable({ ...ports, acts: failing, onFault: (error) => faults.push(error) })).toBe(0)
  expect([faults.length, await heldBack('dana')]).toEqual([1, [[edit.actId, 'schema-unknown']]])
})

test('P10: a service that starts does it by itself', async () => {
  const id = await heldSession(dana)
  await keptByOlder(dana.edit(id, { 'feeling-comments': 'of a later version' }), 'dana')
  await house.server.stop()
  const again = await house.restart()
  const rows = await again.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select('act_id').execute())
  expect(rows).toEqual([])
})

test('P10: the device that wrote it lists it until then, and no longer once it is in the record', async () => {
  const mine = world(house, new IDBFactory(), { now: () => epochOf(house.now()) })
  const { fetch } = mine
  let older = true
  Object.assign(mine, {
    fetch: (async (path, init) => {
      if (older && path === '/api/acts') {
        older = false
        for (const wire of (JSON.parse(init.body ?? '') as { acts: WireAct[] }).acts) await keptByOlder(wire, 'sam')
      }
      return fetch(path, init)
    }) satisfies typeof fetch,
  })
  const { device } = await comesIn(mine, 'sam', 'pw-sam')
  open.push(device)
  const actId = await device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note: 'from a later version', on: device.asOf() } })
  await device.sendNow()
  const listed = async (on: OpenDevice) => (await on.snapshot()).quarantined.map(({ actId: id, code }) => [id, code])
  expect(await listed(device)).toEqual([[actId, 'schema-unknown']])
  await device.lock()

  expect(await release()).toBe(1)
  house.pass(1000)
  const [vault] = await vaultsOnDevice(mine.storage)
  const { device: next } = openOf(await unlock(mine, vault!.id, { by: 'phrase', phrase: PHRASE }))
  open.push(next)
  await vi.waitFor(async () => expect(await listed(next)).toEqual([]), { timeout: 15_000 })
  expect((await next.snapshot()).posts.get(post('sam'))?.asked).toMatchObject({ act: actId, note: 'from a later version' })
})
