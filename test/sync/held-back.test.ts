/** What was delivered of a device that is lost is told to who wrote it, on whichever device they have next (P8, P9, K6). */
import { IDBFactory } from 'fake-indexeddb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { epochOf } from '../../src/domain/dates.ts'
import { type ActId } from '../../src/domain/ids.ts'
import { type House, openHouse, post } from './house.ts'
import { comesIn, openOf, PHRASE, world } from './world.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('P8: it is told on another device, and withdrawn there it is gone; a colleague who delivered it is told nothing', async () => {
  let offline = false
  const now = (): number => epochOf(house.now())
  const tablet = world(house, new IDBFactory(), { now, offline: () => offline })
  const { device } = await comesIn(tablet, 'sam', 'pw-sam')
  offline = true
  const actId: ActId = await device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note: 'late again', on: device.asOf() } })
  await device.lock()
  await (await house.signIn('sam')).request('POST', '/api/vaults/revoke', { deviceId: await tablet.storage.vaults.deviceId(() => ''), reason: 'lost' })

  // The four words still open it until it has a connection; then it lets go of everything but what is sealed.
  const [vault] = await vaultsOnDevice(tablet.storage)
  const still = openOf(await unlock(tablet, vault!.id, { by: 'phrase', phrase: PHRASE })).device
  const locked = new Promise<boolean>((resolve) => still.whenLocked(resolve))
  offline = false
  await still.sendNow()
  await locked
  await vi.waitFor(async () => expect(await vaultsOnDevice(tablet.storage)).toMatchObject([{ state: 'wiped', waiting: 1 }]), { timeout: 15_000 })

  const { device: kofi } = await comesIn(tablet, 'kofi', 'pw-kofi')
  await vi.waitFor(async () => expect(await vaultsOnDevice(tablet.storage)).toMatchObject([{ knownAs: 'kofi' }]), { timeout: 15_000 })
  expect((await kofi.snapshot()).quarantined).toEqual([])

  const { device: next } = await comesIn(world(house, new IDBFactory(), { now }), 'sam', 'pw-sam')
  const told = async () => (await next.snapshot()).quarantined
  await vi.waitFor(async () => expect(await told()).toMatchObject([{ actId, recordId: post('sam'), type: 'post.ask', body: { note: 'late again' }, code: 'key-revoked' }]), { timeout: 15_000 })
  await next.withdraw(actId)
  expect(await told()).toEqual([])
  await expect(next.withdraw(actId)).rejects.toMatchObject({ code: 'act-unknown' })
}, 60_000)
