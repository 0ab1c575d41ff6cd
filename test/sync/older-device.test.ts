/** A device of before, whose vault the account's password opened, becomes one of today's and loses nothing (K3, V3). */
import { IDBFactory } from 'fake-indexeddb'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { enter, signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { gateOf } from '../../src/app/gate.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type ActId, RecordId } from '../../src/domain/ids.ts'
import { SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type VaultRow } from '../../src/store/ports.ts'
import { securityMatters } from '../../src/queries/security.ts'
import { type Client, heldSession, type House, openHouse, ORG, person, post } from './house.ts'
import { comesIn, enrolled, olderVault, openOf, PHRASE, PIN, type Tablet, tablet } from './world.ts'

const MINUTE_MS = 60_000

let house: House
let idb: IDBFactory
let mine: Tablet
let dana: Client
let session: RecordId
let older: VaultRow
let unsent: readonly ActId[]
let opened: OpenDevice[] = []

const kept = ({ device }: { readonly device: OpenDevice }): OpenDevice => {
  opened.push(device)
  return device
}
const byPassword = (password = 'pw-sam'): Promise<OpenAnswer> => unlock(mine.here, older.id, { by: 'password', password })
const byWords = async (): Promise<OpenAnswer> => unlock(mine.here, (await vaultsOnDevice(mine.here.storage))[0]!.id, { by: 'phrase', phrase: PHRASE })
const late = (device: OpenDevice, note: string): Promise<ActId> =>
  device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note, on: device.asOf() } })
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
const databases = async (): Promise<readonly string[]> => (await idb.databases()).map(({ name }) => name ?? '').sort()
/** Of the acts unsent, those the service has, in its order. */
const arrived = async (): Promise<readonly string[]> => {
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').orderBy('seq').execute())
  return rows.map(({ act_id: id }) => id).filter((id) => (unsent as readonly string[]).includes(id))
}

/** Opens it offline, as it is: nothing is asked of the service. */
const asItIs = async (): Promise<OpenDevice> => {
  mine.offline = true
  return kept(openOf(await byPassword()))
}
const isWhole = async (device: OpenDevice): Promise<void> => {
  const snapshot = await device.snapshot()
  expect([snapshot.sessions.has(session), device.texts.of(`comment|${session}`), device.sync().unsent]).toEqual([true, 'I was not tired', 2])
}

beforeEach(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  session = RecordId.parse(await heldSession(dana))
  await dana.push(dana.share(session))
  idb = new IDBFactory()
  mine = tablet(house, idb)
  opened = []
  older = await olderVault(mine.here, { org: ORG, person: person('sam'), username: 'sam', knownAs: 'sam' }, 'pw-sam')
  // As it was left: rows pulled, a text begun, two acts unsent.
  const device = await asItIs()
  mine.offline = false
  if ((await device.signInAgain({ by: 'password', password: 'pw-sam' })) !== null) throw new Error('not signed in')
  await synced(device)
  mine.offline = true
  await device.texts.keep(`comment|${session}`, 'I was not tired')
  unsent = [await late(device, 'the first'), await late(device, 'the second')]
  await isWhole(device)
  await device.lock()
  mine.offline = false
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

test('online it is moved at its next unlocking: records, texts and what is unsent are in the new vault, and the old one is gone', async () => {
  const answer = await byPassword()
  if (answer.ok || answer.code !== 'enrol') throw new Error('it is not to be enrolled')
  expect([answer.enrolment.knownAs, answer.enrolment.later]).toEqual(['sam', null])
  mine.asked.length = 0
  const device = kept(await enrolled(answer))
  expect((await device.snapshot()).sessions.has(session)).toBe(true)
  expect(device.texts.of(`comment|${session}`)).toBe('I was not tired')
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
  expect(device.sync().unsent).toBe(0)
  await device.lock()
  expect((await mine.here.storage.vaults.all()).map(({ id, state }) => [id === older.id, state])).toEqual([[false, 'current']])
  expect(await databases()).not.toContain(older.database)
  expect(await databases()).toHaveLength(2)
  expect(await byPassword()).toEqual({ ok: false, code: 'not-here' })
  const [row] = await mine.here.storage.vaults.all()
  expect(await unlock(mine.here, row!.id, { by: 'password', password: 'pw-sam' })).toMatchObject({ ok: false })
  expect(await unlock(mine.here, row!.id, { by: 'pin', pin: PIN })).toMatchObject({ ok: true })
})

test('K7: what is unsent is sealed by being moved, so that a colleague can deliver it', async () => {
  const device = kept(await enrolled(await byPassword()))
  mine.offline = true
  await device.lock()
  expect(await mine.here.storage.outbox.waiting()).toEqual(new Map([[device.vault, { items: 2, unsealed: 0 }]]))
  mine.offline = false
  kept(await comesIn(mine.here, 'una', 'pw-una'))
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
})

test('offline it opens as it is, and takes in what is written; it is moved at the next unlocking with a connection', async () => {
  const device = await asItIs()
  await isWhole(device)
  expect(device.here).toBeUndefined()
  await device.texts.keep('another', 'begun offline')
  await device.lock()
  mine.offline = false
  expect(await gateOf(mine.here).people()).toMatchObject([{ state: 'password', waiting: 2 }])
  const next = kept(await enrolled(await byPassword()))
  expect([next.texts.of('another'), next.texts.of(`comment|${session}`)]).toEqual(['begun offline', 'I was not tired'])
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
})

test('a wrong password opens nothing, online and off, and costs nothing', async () => {
  expect(await byPassword('wrong')).toEqual({ ok: false, code: 'password-wrong' })
  mine.offline = true
  expect(await byPassword('wrong')).toEqual({ ok: false, code: 'password-wrong' })
  await isWhole(await asItIs())
})

test('A1: where the service asks for a code it is asked for, and the vault is moved with it', async () => {
  const elsewhere = tablet(house)
  const matters = securityMatters(kept(await comesIn(elsewhere.here, 'sam', 'pw-sam')).ask, () => Promise.reject(new Error('no passkey')))
  const { secret } = await matters.beginTotp()
  const shown = (): string =>
    new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(house.now()) })
  await matters.confirmTotp(shown())
  house.pass(MINUTE_MS)
  const answer = await byPassword()
  expect(answer).toEqual({ ok: false, code: 'code-needed', username: 'sam' })
  expect(await gateOf(mine.here).unlock(older.id, { by: 'password', password: 'pw-sam' })).toMatchObject({
    kind: 'more', step: { kind: 'code', username: 'sam', password: 'pw-sam' },
  })
  expect(await signIn(mine.here, 'sam', 'pw-sam', '000000')).toMatchObject({ ok: false, code: 'code-wrong' })
  const device = kept(await enrolled(await signIn(mine.here, 'sam', 'pw-sam', shown())))
  expect([device.texts.of(`comment|${session}`), device.vault === older.id]).toEqual(['I was not tired', false])
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
})

test('signing in at the door with that same password moves it too, without asking for it again', async () => {
  const device = kept(await enrolled(await signIn(mine.here, 'sam', 'pw-sam')))
  expect(device.texts.of(`comment|${session}`)).toBe('I was not tired')
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
})

describe('enrolling that comes to nothing', () => {
  test.each<[string, () => void, string]>([
    ['no connection any more', () => { mine.offline = true }, 'offline'],
    ['a quarter of an hour spent on the words', () => { house.pass(16 * MINUTE_MS) }, 'sign-in-not-fresh'],
  ])('leaves the vault as it was: %s', async (_name, happens, kind) => {
    const answer = await byPassword()
    if (answer.ok || answer.code !== 'enrol') throw new Error('it is not to be enrolled')
    happens()
    expect(await answer.enrolment.finish({ kind: 'shared', phrase: PHRASE, pin: PIN, passkey: false })).toEqual({ kind })
    await isWhole(await asItIs())
    expect(await databases()).toHaveLength(2)
  })

  test('broken off altogether leaves it as it was', async () => {
    expect(await byPassword()).toMatchObject({ ok: false, code: 'enrol' })
    await isWhole(await asItIs())
  })
})

test('V3: who has come in without the password has a new vault, and what the old one had not sent is there for its password', async () => {
  const body = JSON.stringify({ username: 'sam', password: 'pw-sam' })
  const answer = await mine.here.fetch('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: new AbortController().signal })
  const me = SignInAnswer.parse(JSON.parse(await answer.text()))
  const opening = await enrolled(await enter(mine.here, { me, username: '', password: null }))
  const device = kept(opening)
  expect(opening.keptEarlier).toBe(2)
  expect(await device.adoptEarlier('wrong')).toBeNull()
  expect(await device.adoptEarlier('pw-sam')).toBe(2)
  await vi.waitFor(async () => expect(await arrived()).toEqual(unsent), { timeout: 15_000 })
  await device.lock()
  const last = openOf(await byWords())
  kept(last)
  expect(last.keptEarlier).toBe(0)
})
