/** A real device against the real server (A1): a code at the door, and none when it is unlocked after that. */
import { IDBFactory } from 'fake-indexeddb'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { enter, signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type MakePasskey, securityMatters } from '../../src/queries/security.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { type House, openHouse, signInAs } from './house.ts'
import { world } from './world.ts'

const MINUTES = 60_000
/** No browser here asks anybody for a passkey. */
const noPasskey: MakePasskey = () => Promise.reject(new Error('no passkey'))

/** Argon2id has its own tests; here a hash does, so that a dozen unlockings do not take a minute. */
const quick: Kdf = async (password, salt) => new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...salt, ...utf8(password)])))

let house: House
let here: DeviceWorld
/** What was asked of the service, and how it answered. */
let asked: string[]
let offline: boolean
const opened: OpenDevice[] = []

beforeEach(async () => {
  house = await openHouse()
  asked = []
  offline = false
  const real = world(house, new IDBFactory(), { offline: () => offline })
  here = {
    ...real,
    kdf: quick,
    fetch: async (path, init) => {
      const answer = await real.fetch(path, init)
      asked.push(`${path} ${answer.status}`)
      return answer
    },
  }
})
afterEach(async () => {
  for (const device of opened.splice(0)) await device.lock()
  await house.close()
})

const taken = (answer: OpenAnswer): OpenDevice => {
  if (!answer.ok) throw new Error(answer.code)
  opened.push(answer.device)
  return answer.device
}
const shown = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(house.now()) })
const unlocked = async (password: string): Promise<OpenDevice> => taken(await unlock(here, (await vaultsOnDevice(here.storage))[0]!.id, password))
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
/** Waits until this and nothing else was asked of signing in. */
const signedInBy = (...expected: string[]): Promise<void> => vi.waitFor(() => expect(signIns()).toEqual(expected), { timeout: 15_000 })
const signIns = (): string[] => asked.filter((each) => each.startsWith('/api/sign-in'))

/** Sam, on a device, with an authenticator app set up there. */
const withApp = async (): Promise<{ device: OpenDevice; secret: string }> => {
  const device = taken(await signIn(here, 'sam', 'pw-sam'))
  const matters = securityMatters(device.ask, noPasskey, device.trust)
  const { secret } = await matters.beginTotp()
  expect(await matters.confirmTotp(shown(secret))).toHaveLength(10)
  await synced(device)
  house.pass(MINUTES)
  return { device, secret }
}

test('A1: signing in with a code once, unlocking asks for none; the next device asks again', async () => {
  const { device, secret } = await withApp()
  await device.lock()
  asked = []
  const again = await unlocked('pw-sam')
  await signedInBy('/api/sign-in/device 200')
  expect(again.sync().trouble).toBe('none')
  await synced(again)
  const elsewhere = { ...world(house, new IDBFactory()), kdf: quick }
  expect(await signIn(elsewhere, 'sam', 'pw-sam')).toMatchObject({ ok: false, code: 'code-needed' })
  expect(await signIn(elsewhere, 'sam', 'pw-sam', '000000')).toMatchObject({ ok: false, code: 'code-wrong' })
  const other = taken(await signIn(elsewhere, 'sam', 'pw-sam', shown(secret)))
  await synced(other)
})

test('A1: once the device is trusted no longer it stays unlocked, says so, and takes a code', async () => {
  const { device, secret } = await withApp()
  await device.lock()
  await house.server.ports.storage.write(async (tx) => {
    await tx.deleteFrom('device_tokens').execute()
    await tx.deleteFrom('sign_ins').execute()
  })
  asked = []
  const again = await unlocked('pw-sam')
  await vi.waitFor(() => expect(again.sync().trouble).toBe('sign-in-needed'), { timeout: 15_000 })
  expect(signIns()).toEqual(['/api/sign-in/device 401', '/api/sign-in 403'])
  expect((await again.snapshot()).people.size).toBeGreaterThan(0)
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam' })).toBe('code-needed')
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam', code: '000000' })).toBe('code-wrong')
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam', code: shown(secret) })).toBeNull()
  await vi.waitFor(() => expect(again.sync().trouble).toBe('none'), { timeout: 15_000 })
  // And the device is trusted anew.
  await again.lock()
  asked = []
  await unlocked('pw-sam')
  await signedInBy('/api/sign-in/device 200')
})

test('A1: signed out while unlocked, the password that opens the vault is enough on a trusted device; to change how one signs in it is not', async () => {
  const { device } = await withApp()
  await house.server.ports.storage.write((tx) => tx.deleteFrom('sign_ins').execute())
  asked = []
  expect(await device.signInAgain({ by: 'password', password: 'wrong' })).toBe('sign-in-wrong')
  expect(await device.signInAgain({ by: 'password', password: 'pw-sam' })).toBeNull()
  expect(signIns()).toEqual(['/api/sign-in 401', '/api/sign-in/device 200'])
  expect(await device.signInAgain({ by: 'password', password: 'pw-sam', fresh: true })).toBe('code-needed')
})

test('A1: signing out ends the trust, also where the service could not be told', async () => {
  const { device } = await withApp()
  await device.signOut()
  expect(await house.server.ports.storage.snapshot((tx) => tx.selectFrom('device_tokens').selectAll().execute())).toEqual([])
  const second = taken(await signIn(here, 'una', 'pw-una'))
  await synced(second)
  offline = true
  await second.signOut()
  offline = false
  asked = []
  const una = (await vaultsOnDevice(here.storage)).find(({ knownAs }) => knownAs === 'una')!
  taken(await unlock(here, una.id, 'pw-una'))
  // The password, since she has no code: the token is not used again.
  await signedInBy('/api/sign-in 200')
})

test('A1: a changed password unlocks this device from then on, and the one before does not', async () => {
  const device = taken(await signIn(here, 'sam', 'pw-sam'))
  await synced(device)
  await device.texts.keep('a comment', 'begun before')
  const matters = securityMatters(device.ask, noPasskey, device.trust)
  await matters.changePassword('pw-sam', 'a much longer password')
  expect(await device.rewrap?.('not the one before', 'a much longer password')).toBe(false)
  expect(await device.rewrap?.('pw-sam', 'a much longer password')).toBe(true)
  await device.lock()
  expect(await unlock(here, (await vaultsOnDevice(here.storage))[0]!.id, 'pw-sam')).toMatchObject({ ok: false, code: 'password-wrong' })
  asked = []
  const again = await unlocked('a much longer password')
  expect(again.texts.of('a comment')).toBe('begun before')
  await signedInBy('/api/sign-in/device 200')
})

test('A1: a service that asks for a second factor opens no device before it is set', async () => {
  await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ second_factor: 'required' }).execute())
  expect(await signIn(here, 'sam', 'pw-sam')).toMatchObject({ ok: false, code: 'second-factor-to-set' })
  expect(await vaultsOnDevice(here.storage)).toEqual([])
})

test('A1: who signed in without a password has one for this device alone, never sent, and a wrong one opens nothing and loses nothing', async () => {
  const { body: me } = await signInAs(house.address, 'sam', 'pw-sam', { deviceId: await here.storage.vaults.deviceId(() => crypto.randomUUID()) })
  const sent: string[] = []
  const watched: DeviceWorld = { ...here, fetch: (path, init) => { sent.push(`${path} ${init.body ?? ''}`); return here.fetch(path, init) } }
  const device = taken(await enter(watched, { me, username: '', password: 'tea in the rain' }))
  await device.texts.keep('a comment', 'begun before')
  await device.lock()
  expect(await enter(watched, { me, username: '', password: 'not this one', keep: true })).toMatchObject({ ok: false, code: 'password-wrong' })
  const again = taken(await unlock(watched, (await vaultsOnDevice(here.storage))[0]!.id, 'tea in the rain'))
  await synced(again)
  expect(again.texts.of('a comment')).toBe('begun before')
  expect(signIns()).toEqual(['/api/sign-in/device 200'])
  // Trusted no longer: the device's password is no account's, so it is not even tried.
  await again.lock()
  await house.server.ports.storage.write((tx) => tx.deleteFrom('device_tokens').execute())
  asked = []
  const last = taken(await unlock(watched, (await vaultsOnDevice(here.storage))[0]!.id, 'tea in the rain'))
  await vi.waitFor(() => expect(signIns()).toEqual(['/api/sign-in/device 401']))
  expect(await last.signInAgain({ by: 'password', password: 'tea in the rain' })).toBe('other-way-needed')
  expect(sent.join('\n')).not.toContain('tea in the rain')
})
