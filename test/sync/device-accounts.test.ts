/** What becomes of a real device, vault and all, when its person's account and duties change at the service (A1, V3, W2). */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type Envelope } from '../../src/vault/envelope.ts'
import { change, PASSWORD, take, tokenFor } from './account-house.ts'
import { type Client, type House, openHouse, ORG, person, post } from './house.ts'
import { comesIn, olderVault, openOf, PHRASE, tablet } from './world.ts'

let house: House
let olu: Client
beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
  olu = await house.signIn('olu')
})
afterAll(() => house.close())

const unlocked = async (here: DeviceWorld): Promise<OpenDevice> => {
  const [vault] = await vaultsOnDevice(here.storage)
  return openOf(await unlock(here, vault!.id, { by: 'phrase', phrase: PHRASE })).device
}
const late = (key: string, device: OpenDevice) =>
  device.act({ recordId: post(key), kind: 'post', type: 'post.ask', payload: { note: 'late', on: device.asOf() } })

test('W2: a duty that is given is known when the device is next opened, offline too; one taken back is gone', async () => {
  const mine = tablet(house)
  const { here } = mine
  const first = (await comesIn(here, 'sam', 'pw-sam')).device
  expect(first.me.duties).toEqual([])
  await first.lock()
  await olu.request('POST', '/api/duties', { person: person('sam'), duty: 'quality-assurance', setting: null, until: null })
  // Unlocking signs in beside it: what the service says then is in the envelope for the time after.
  const sealed = async () => ((await here.storage.vaults.all())[0]!.envelope as Envelope).owner
  const isTold = async (): Promise<void> => {
    const before = await sealed()
    const device = await unlocked(here)
    await vi.waitFor(async () => expect(await sealed()).not.toEqual(before), { timeout: 15_000 })
    await device.lock()
  }
  const duties = async () => {
    const device = await unlocked(here)
    await device.lock()
    return device.me.duties
  }
  await isTold()
  mine.offline = true
  expect(await duties()).toEqual([{ duty: 'quality-assurance', setting: null, until: null }])
  mine.offline = false
  await olu.request('POST', '/api/duties/take', { person: person('sam'), duty: 'quality-assurance', setting: null })
  await isTold()
  expect(await duties()).toEqual([])
})

test('V3: who is disabled opens the device by their words, is told when they type their password, and loses nothing', async () => {
  const { here } = tablet(house)
  const { device } = await comesIn(here, 'kofi', 'pw-kofi')
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  await change(olu, 'kofi', 'disable')
  await late('kofi', device)
  await device.sendNow()
  expect(device.sync()).toMatchObject({ unsent: 1, trouble: 'sign-in-needed' })
  expect(await device.signInAgain({ by: 'password', password: 'pw-kofi' })).toBe('account-closed')
  expect(await device.signInAgain({ by: 'password', password: 'wrong' })).toBe('sign-in-wrong')
  await device.lock()
  const again = await unlocked(here)
  expect(again.sync().unsent).toBe(1)
  await change(olu, 'kofi', 'enable')
  expect(await again.signInAgain({ by: 'password', password: 'pw-kofi' })).toBeNull()
  await vi.waitFor(() => expect(again.sync().unsent).toBe(0), { timeout: 15_000 })
  await again.lock()
})

test('a password chosen anew gives the vault of before another in its place; what the old one had not sent waits for the old password', async () => {
  const { here } = tablet(house)
  const { id } = await olderVault(here, { org: ORG, person: person('ade'), username: 'ade', knownAs: 'ade' }, 'pw-ade')
  await take(house, await tokenFor(olu, 'ade'), null)
  const { device } = openOf(await unlock(here, id, { by: 'password', password: 'pw-ade' }))
  await late('ade', device)
  await device.lock()
  const anew = await comesIn(here, 'ade', PASSWORD)
  expect([anew.keptEarlier, anew.device.me.person]).toEqual([1, person('ade')])
  expect(await anew.device.adoptEarlier(PASSWORD)).toBeNull()
  expect(await anew.device.adoptEarlier('pw-ade')).toBe(1)
  await anew.device.lock()
})
