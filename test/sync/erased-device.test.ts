/** A real device that has what was erased (W4, T2): its copies, the acts it kept, and what it had not sent yet. */
import { IDBFactory } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RecordId } from '../../src/domain/ids.ts'
import { eraseFile } from '../../sync/services/erasure.ts'
import { type House, openHouse, ORG, person, post } from './house.ts'
import { canary, fillFile } from './kept-file.ts'
import { comesIn, world } from './world.ts'

let house: House
beforeEach(async () => {
  house = await openHouse()
})
afterEach(() => house.close())

const textOf = (value: unknown): string => JSON.stringify(value, (_name, inner: unknown) => (inner instanceof Map ? [...inner] : inner))

test('drops its copies and the acts it had kept, and tells its person of what it could not send any more', async () => {
  const { session } = await fillFile(await house.signIn('dana'), await house.signIn('sam'))
  const { session: other } = await fillFile(await house.signIn('dana'), await house.signIn('ade'))
  let away = false
  const place = world(house, new IDBFactory(), { offline: () => away })
  const { device } = await comesIn(place, 'dana', 'pw-dana')
  await vi.waitFor(async () => expect((await device.snapshot()).sessions.has(RecordId.parse(session))).toBe(true), { timeout: 15_000 })
  const addendum = (recordId: string, text: string) => ({
    recordId: RecordId.parse(recordId), kind: 'session' as const, type: 'record.addendum' as const, payload: { text, on: device.asOf() },
  })
  await device.act(addendum(session, canary('sam', 'sent')))
  await device.act(addendum(other, canary('ade', 'sent')))
  expect(await device.sendNow()).toMatchObject({ kind: expect.stringMatching(/sent|done/) })
  const [vault] = await place.storage.vaults.all()
  const kept = async (): Promise<number> => (await place.storage.outbox.of(vault!.id)).length
  expect(await kept()).toBe(2)

  await device.texts.keep(`addendum ${session}`, canary('sam', 'begun'))
  await device.texts.keep(`addendum ${other}`, canary('ade', 'begun'))

  away = true
  await device.act(addendum(session, canary('sam', 'offline')))
  const { ports } = house.server
  await ports.storage.write((tx) =>
    eraseFile(tx, ORG, { post: { id: post('sam'), person: person('sam') }, withPerson: false, disposal: v7(), by: person('olu') }, ports),
  )
  away = false
  await device.sendNow()
  await vi.waitFor(async () => expect(textOf(await device.snapshot())).not.toContain('canary-sam-field'), { timeout: 15_000 })

  const after = await device.snapshot()
  expect(after.sessions.has(RecordId.parse(session))).toBe(false)
  expect(after.posts.has(post('sam'))).toBe(false)
  expect(textOf(after.sessions)).toContain(canary('ade', 'sent'))
  expect(after.quarantined.map(({ code }) => code)).toEqual(['erased'])
  expect(textOf(after.quarantined)).toContain(canary('sam', 'offline'))
  // Of the erased file only what its author has still to let go of; of the other one what it keeps until it is backed up (V9).
  expect(await kept()).toBe(2)

  expect([device.texts.of(`addendum ${session}`), device.texts.of(`addendum ${other}`)]).toEqual(['', canary('ade', 'begun')])

  await device.withdraw(after.quarantined[0]!.actId)
  expect(textOf(await device.snapshot())).not.toContain('canary-sam')
  expect(await kept()).toBe(1)
  await device.lock()
})
