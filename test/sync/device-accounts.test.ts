/** What becomes of a real device, vault and all, when its person's account and duties change at the service (A1, V3, W2). */
import { IDBFactory } from 'fake-indexeddb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { enter, signIn } from '../../src/app/device-enter.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type PasswordEnvelope } from '../../src/vault/password-envelope.ts'
import { change, PASSWORD, take, tokenFor } from './account-house.ts'
import { type Client, type House, openHouse, person, post } from './house.ts'
import { world } from './world.ts'

let house: House
let olu: Client
beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
  olu = await house.signIn('olu')
})
afterAll(() => house.close())

const opened = (answer: OpenAnswer) => {
  if (!answer.ok) throw new Error(answer.code)
  return answer
}
const unlocked = async (here: DeviceWorld, password: string) => {
  const [vault] = await vaultsOnDevice(here.storage)
  return opened(await unlock(here, vault!.id, password)).device
}

test('W2: a duty that is given is known when the device is next opened, offline too; one taken back is gone', async () => {
  let offline = false
  const here = world(house, new IDBFactory(), { offline: () => offline })
  const first = opened(await signIn(here, 'sam', 'pw-sam')).device
  expect(first.me.duties).toEqual([])
  await first.lock()
  await olu.request('POST', '/api/duties', { person: person('sam'), duty: 'quality-assurance', setting: null, until: null })
  // Unlocking signs in beside it: what the service says then is in the envelope for the time after.
  const sealed = async () => ((await here.storage.vaults.all())[0]!.envelope as PasswordEnvelope).owner
  const isTold = async (): Promise<void> => {
    const before = await sealed()
    const device = await unlocked(here, 'pw-sam')
    await vi.waitFor(async () => expect(await sealed()).not.toEqual(before), { timeout: 15_000 })
    await device.lock()
  }
  const duties = async () => {
    const device = await unlocked(here, 'pw-sam')
    await device.lock()
    return device.me.duties
  }
  await isTold()
  offline = true
  expect(await duties()).toEqual([{ duty: 'quality-assurance', setting: null, until: null }])
  offline = false
  await olu.request('POST', '/api/duties/take', { person: person('sam'), duty: 'quality-assurance', setting: null })
  await isTold()
  expect(await duties()).toEqual([])
})

test('V3: who is disabled opens the device, is told when they type their password, and loses nothing', async () => {
  const here = world(house, new IDBFactory())
  const { device } = opened(await signIn(here, 'kofi', 'pw-kofi'))
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  await change(olu, 'kofi', 'disable')
  await device.act({ recordId: post('kofi'), kind: 'post', type: 'post.ask', payload: { note: 'late', on: device.asOf() } })
  await device.sendNow()
  expect(device.sync()).toMatchObject({ unsent: 1, trouble: 'sign-in-needed' })
  expect(await device.signInAgain({ by: 'password', password: 'pw-kofi' })).toBe('account-closed')
  expect(await device.signInAgain({ by: 'password', password: 'wrong' })).toBe('sign-in-wrong')
  await device.lock()
  const again = await unlocked(here, 'pw-kofi')
  expect(again.sync().unsent).toBe(1)
  await change(olu, 'kofi', 'enable')
  expect(await again.signInAgain({ by: 'password', password: 'pw-kofi' })).toBeNull()
  await vi.waitFor(() => expect(again.sync().unsent).toBe(0), { timeout: 15_000 })
  await again.lock()
})

test('a password chosen anew makes a new vault; what the old one had not sent waits for the old password', async () => {
  const idb = new IDBFactory()
  let offline = false
  const here = world(house, idb, { offline: () => offline })
  const { device } = opened(await signIn(here, 'ade', 'pw-ade'))
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  offline = true
  await device.act({ recordId: post('ade'), kind: 'post', type: 'post.ask', payload: { note: 'late', on: device.asOf() } })
  await device.lock()
  offline = false
  const { body } = await take(house, await tokenFor(olu, 'ade'), null)
  const anew = opened(await enter(here, { me: body.signedIn!, username: 'ade', password: PASSWORD }))
  expect([anew.keptEarlier, anew.device.me.person]).toEqual([1, person('ade')])
  expect(await anew.device.adoptEarlier(PASSWORD)).toBeNull()
  expect(await anew.device.adoptEarlier('pw-ade')).toBe(1)
  await anew.device.lock()
})
