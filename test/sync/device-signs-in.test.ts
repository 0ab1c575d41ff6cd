/** A real device against the real server (A1): a code at the door, and none when it is unlocked after that. */
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { enter, signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type MakePasskey, securityMatters } from '../../src/queries/security.ts'
import { type House, openHouse, post } from './house.ts'
import { comesIn, enrolled, openOf, PHRASE, PIN, type Tablet, tablet } from './world.ts'

const MINUTES = 60_000
/** No browser here asks anybody for a passkey. */
const noPasskey: MakePasskey = () => Promise.reject(new Error('no passkey'))

let house: House
let mine: Tablet
let opened: OpenDevice[] = []
beforeEach(async () => {
  house = await openHouse()
  mine = tablet(house)
  opened = []
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

const kept = ({ device }: { readonly device: OpenDevice }): OpenDevice => {
  opened.push(device)
  return device
}
const shown = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(house.now()) })
const unlocking = async (how: 'pin' | 'phrase', on = mine): Promise<OpenAnswer> =>
  unlock(on.here, (await vaultsOnDevice(on.here.storage))[0]!.id, how === 'pin' ? { by: 'pin', pin: PIN } : { by: 'phrase', phrase: PHRASE })
const unlocked = async (how: 'pin' | 'phrase' = 'pin'): Promise<OpenDevice> => kept(openOf(await unlocking(how)))
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
const signIns = (): string[] => mine.asked.filter((each) => each.startsWith('/api/sign-in'))
/** Waits until this and nothing else was asked of signing in. */
const signedInBy = (...expected: string[]): Promise<void> => vi.waitFor(() => expect(signIns()).toEqual(expected), { timeout: 15_000 })
const tables = () => house.server.ports.storage
/** The sign-ins end, as they do in 15 minutes by themselves; the vaults’ keys begin others still. */
const endSignIns = (): Promise<unknown> => tables().write((tx) => tx.deleteFrom('sign_ins').execute())
const takeBackTrust = (): Promise<unknown> => tables().write((tx) => tx.updateTable('vaults').set({ trusted: 0 }).execute())

/** Sam, as the work account’s page leaves this browser: signed in in full, and no device named. */
const fromWork = async (): Promise<OpenAnswer> => {
  const body = JSON.stringify({ username: 'sam', password: 'pw-sam' })
  const answer = await mine.here.fetch('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: new AbortController().signal })
  return enter(mine.here, { me: SignInAnswer.parse(JSON.parse(await answer.text())), username: '', password: null })
}

/** Sam, on a device, with an authenticator app set up there. */
const withApp = async (): Promise<{ device: OpenDevice; secret: string }> => {
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  const matters = securityMatters(device.ask, noPasskey)
  const { secret } = await matters.beginTotp()
  expect(await matters.confirmTotp(shown(secret))).toHaveLength(10)
  await synced(device)
  house.pass(MINUTES)
  return { device, secret }
}

test('A1: signing in with a code once, unlocking asks for none; the next device asks again', async () => {
  const { device, secret } = await withApp()
  for (const how of ['pin', 'phrase'] as const) {
    await device.lock()
    mine.asked.length = 0
    const again = await unlocked(how)
    await signedInBy('/api/sign-in/vault 200')
    expect(again.sync().trouble).toBe('none')
    await synced(again)
    await again.lock()
  }
  const elsewhere = tablet(house).here
  expect(await signIn(elsewhere, 'sam', 'pw-sam')).toMatchObject({ ok: false, code: 'code-needed' })
  expect(await signIn(elsewhere, 'sam', 'pw-sam', '000000')).toMatchObject({ ok: false, code: 'code-wrong' })
  await synced(kept(await enrolled(await signIn(elsewhere, 'sam', 'pw-sam', shown(secret)))))
})

test('A1: a sign-in that has ended while it is unlocked is begun again by the key, and nobody is asked', async () => {
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  await synced(device)
  await endSignIns()
  mine.asked.length = 0
  await device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note: 'late', on: device.asOf() } })
  await signedInBy('/api/sign-in/vault 200')
  await vi.waitFor(() => expect(device.sync()).toMatchObject({ unsent: 0, trouble: 'none' }), { timeout: 15_000 })
})

test('A1: once the device is trusted no longer it stays unlocked, says so, and takes a code', async () => {
  const { device, secret } = await withApp()
  await device.lock()
  await takeBackTrust()
  await endSignIns()
  mine.asked.length = 0
  const again = await unlocked()
  await vi.waitFor(() => expect(again.sync().trouble).toBe('sign-in-needed'), { timeout: 15_000 })
  expect(new Set(signIns())).toEqual(new Set(['/api/sign-in/vault 401']))
  expect((await again.snapshot()).people.size).toBeGreaterThan(0)
  expect(await again.signInAgain({ by: 'password', password: 'wrong' })).toBe('sign-in-wrong')
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam' })).toBe('code-needed')
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam', code: '000000' })).toBe('code-wrong')
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam', code: shown(secret) })).toBeNull()
  await vi.waitFor(() => expect(again.sync().trouble).toBe('none'), { timeout: 15_000 })
  // And the key signs in from then on.
  await again.lock()
  mine.asked.length = 0
  await unlocked()
  await signedInBy('/api/sign-in/vault 200')
})

test('A1: to change how one signs in the key is not enough', async () => {
  const { device, secret } = await withApp()
  await device.lock()
  const again = await unlocked()
  await synced(again)
  await signedInBy('/api/sign-in 200', '/api/sign-in/vault 200')
  const matters = securityMatters(again.ask, noPasskey)
  await expect(matters.removeTotp()).rejects.toMatchObject({ code: 'sign-in-not-fresh' })
  expect(await again.signInAgain({ by: 'password', password: 'pw-sam', code: shown(secret) })).toBeNull()
  await matters.removeTotp()
})

test('A1: signing out ends the sign-in and locks the vault; offline too, and with the next unlocking there is another', async () => {
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  await synced(device)
  await device.signOut()
  expect(await tables().snapshot((tx) => tx.selectFrom('sign_ins').selectAll().execute())).toEqual([])
  await expect(device.snapshot()).rejects.toMatchObject({ code: 'locked' })
  const again = await unlocked()
  await synced(again)
  mine.offline = true
  await again.signOut()
  await expect(again.snapshot()).rejects.toMatchObject({ code: 'locked' })
  mine.offline = false
  mine.asked.length = 0
  await unlocked('phrase')
  await signedInBy('/api/sign-in/vault 200')
})

test('A1: a changed password changes nothing of how this device is unlocked, and this one alone goes on signing in', async () => {
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  const phone = tablet(house)
  await kept(await comesIn(phone.here, 'sam', 'pw-sam')).lock()
  await device.texts.keep('a comment', 'begun before')
  await securityMatters(device.ask, noPasskey).changePassword('pw-sam', 'a much longer password')
  await device.lock()
  mine.asked.length = 0
  const again = await unlocked()
  expect(again.texts.of('a comment')).toBe('begun before')
  await signedInBy('/api/sign-in/vault 200')
  const other = kept(openOf(await unlocking('pin', phone)))
  await vi.waitFor(() => expect(other.sync().trouble).toBe('sign-in-needed'), { timeout: 15_000 })
  expect(await other.signInAgain({ by: 'password', password: 'pw-sam' })).toBe('sign-in-wrong')
  expect(await other.signInAgain({ by: 'password', password: 'a much longer password' })).toBeNull()
})

test('A1: a service that asks for a second factor opens no device before it is set', async () => {
  await tables().write((tx) => tx.updateTable('orgs').set({ second_factor: 'required' }).execute())
  expect(await signIn(mine.here, 'sam', 'pw-sam')).toMatchObject({ ok: false, code: 'second-factor-to-set' })
  expect(await vaultsOnDevice(mine.here.storage)).toEqual([])
})

test('A1: who signs in without a password is enrolled; trusted no longer, they are told that it takes another way', async () => {
  const device = kept(await enrolled(await fromWork()))
  await synced(device)
  await device.lock()
  mine.asked.length = 0
  const again = await unlocked()
  await signedInBy('/api/sign-in/vault 200')
  await again.lock()
  await takeBackTrust()
  await endSignIns()
  mine.asked.length = 0
  const last = await unlocked()
  await vi.waitFor(() => expect(signIns()).toContain('/api/sign-in/vault 401'), { timeout: 15_000 })
  expect(await last.signInAgain({ by: 'password', password: 'anything' })).toBe('other-way-needed')
})

test('A1: back from the work account, with a vault here that is trusted no longer, its PIN has it trusted again', async () => {
  await kept(await comesIn(mine.here, 'sam', 'pw-sam')).lock()
  await takeBackTrust()
  expect(await fromWork()).toMatchObject({ ok: false, code: 'known' })
  mine.asked.length = 0
  const device = await unlocked()
  await signedInBy('/api/sign-in/vault 200')
  await device.lock()
  await endSignIns()
  mine.asked.length = 0
  await unlocked()
  await signedInBy('/api/sign-in/vault 200')
})
