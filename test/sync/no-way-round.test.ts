/** A link and a vault’s key are worth no more than what they stand for: neither goes round a second factor (A1). */
import { Secret, TOTP } from 'otpauth'
import { afterEach, describe, expect, test } from 'vitest'
import { DeviceId } from '../../src/domain/ids.ts'
import { TotpBegun } from '../../src/protocol/security.ts'
import { InvitationTaken } from '../../src/protocol/invitations.ts'
import { type SignInsAnswer } from '../../src/protocol/sign-ins.ts'
import { addCredential } from '../../sync/storage/credentials.ts'
import { change, codeOf, PASSWORD, take, tokenFor } from './account-house.ts'
import { type Answer, Client, cookieOf, type House, type HouseOptions, openHouse, ORG, person, signInAs } from './house.ts'
import { enrol, signInOn } from './vault-house.ts'

const MINUTE_MS = 60_000
const houses: House[] = []
const open = async (options: HouseOptions): Promise<House> => {
  const house = await openHouse({ administrator: 'olu', ...options })
  houses.push(house)
  return house
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close()
})

const clientOf = (house: House, key: string, answer: Answer): Client => new Client(key, house.address, cookieOf(answer), house.now)
const shown = (secret: string, house: House): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(house.now()) })

/** Sets an authenticator app for somebody with a password. */
const withApp = async (house: House, key: string): Promise<{ readonly secret: string; readonly client: Client }> => {
  const client = clientOf(house, key, await signInAs(house.address, key, `pw-${key}`))
  const { secret } = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body)
  const set = await client.request('POST', '/api/security/totp', { code: shown(secret, house) })
  expect(set.status).toBe(200)
  // That code is used: the next is of the next half minute.
  house.pass(MINUTE_MS)
  return { secret, client: clientOf(house, key, set) }
}
const withPasskey = (house: House, key: string): Promise<boolean> =>
  house.server.ports.storage.write((tx) =>
    addCredential(tx, { org: ORG, person: person(key), kind: 'passkey', id: `of-${key}`, label: '', secret: '{}', counter: 0, createdAt: house.now() }),
  )
const reads = async (client: Client): Promise<string> => codeOf(await client.request('GET', '/api/quarantine'))

/** Somebody who administers the service and is signed in, whatever that takes. */
const olu = async (house: House): Promise<Client> => (await withApp(house, 'olu')).client

describe('a link with which a password is chosen anew', () => {
  test.each(['required', 'optional'] as const)('A1: signs in nobody who has an authenticator app; the new password asks for its code (%s)', async (secondFactor) => {
    const house = await open({ secondFactor })
    const admin = await olu(house)
    const { secret, client } = await withApp(house, 'sam')
    const taken = await take(house, await tokenFor(admin, 'sam'), null)
    expect(InvitationTaken.parse(taken.body).signedIn).toBeNull()
    expect(cookieOf(taken)).toMatch(/=$/)
    expect(await reads(clientOf(house, 'sam', taken))).toBe('sign-in-needed')
    // Who was signed in before is not any more.
    expect(await reads(client)).toBe('sign-in-needed')
    expect(codeOf(await signInAs(house.address, 'sam', PASSWORD))).toBe('code-needed')
    expect(codeOf(await signInAs(house.address, 'sam', PASSWORD, { code: 'not one' }))).toBe('code-wrong')
    const inside = await signInAs(house.address, 'sam', PASSWORD, { code: shown(secret, house) })
    expect(await reads(clientOf(house, 'sam', inside))).toBe('ok')
  })

  test('A1: nor who has a passkey: the password alone is not enough', async () => {
    const house = await open({ secondFactor: 'required' })
    const admin = await olu(house)
    await withPasskey(house, 'sam')
    const taken = await take(house, await tokenFor(admin, 'sam'), null)
    expect(InvitationTaken.parse(taken.body).signedIn).toBeNull()
    expect(codeOf(await signInAs(house.address, 'sam', PASSWORD))).toBe('other-way-needed')
  })

  test('A1: where a second factor is asked for and there is none, it signs in to set one and nothing else', async () => {
    const house = await open({ secondFactor: 'required' })
    const admin = await olu(house)
    const taken = await take(house, await tokenFor(admin, 'sam'), null)
    expect(InvitationTaken.parse(taken.body).signedIn).toMatchObject({ person: person('sam'), secondFactor: 'to-set' })
    const sam = clientOf(house, 'sam', taken)
    expect(await reads(sam)).toBe('second-factor-to-set')
    expect(codeOf(await sam.request('GET', '/api/security'))).toBe('ok')
  })

  test('where none is asked for it signs in, and is listed as a link', async () => {
    const house = await open({ secondFactor: 'optional' })
    const admin = await olu(house)
    const taken = await take(house, await tokenFor(admin, 'sam'), null)
    const { signedIn } = InvitationTaken.parse(taken.body)
    expect([signedIn?.person, signedIn?.secondFactor]).toEqual([person('sam'), undefined])
    const { body } = await clientOf(house, 'sam', taken).request<SignInsAnswer>('GET', '/api/sign-ins')
    expect(body.signIns.map(({ method }) => method)).toEqual(['invitation'])
  })
})

describe('a vault’s key', () => {
  const newDevice = (): DeviceId => DeviceId.parse(crypto.randomUUID())

  test('A1: signs in no longer once its sign-in is ended from elsewhere; the others do', async () => {
    const house = await open({})
    const [lost, kept] = [await enrol(house, 'sam', newDevice()), await enrol(house, 'sam', newDevice())]
    const [there, here] = [await lost.client(), await signInOn(house, 'sam', newDevice())]
    const { signIns } = (await there.request<SignInsAnswer>('GET', '/api/sign-ins')).body
    const { id } = signIns.find((each) => each.here)!
    expect(codeOf(await here.request('DELETE', `/api/sign-ins/${id}`))).toBe('ok')
    expect([codeOf(await lost.signIn()), codeOf(await kept.signIn())]).toEqual(['sign-in-needed', 'ok'])
  })

  test('A1: nor once its person signs out everywhere else; the one they did that on does', async () => {
    const house = await open({})
    const [there, here] = [await enrol(house, 'sam', newDevice()), await enrol(house, 'sam', newDevice())]
    expect(codeOf(await (await here.client()).request('DELETE', '/api/sign-ins'))).toBe('ok')
    expect([codeOf(await there.signIn()), codeOf(await here.signIn())]).toEqual(['sign-in-needed', 'ok'])
  })

  test('A1: signing out ends that sign-in, and the unlocked vault begins another', async () => {
    const house = await open({})
    const vault = await enrol(house, 'sam', newDevice())
    const client = await vault.client()
    expect(codeOf(await client.request('POST', '/api/sign-out'))).toBe('ok')
    expect(await reads(client)).toBe('sign-in-needed')
    expect(codeOf(await vault.signIn())).toBe('ok')
  })

  test('A1: nor once a link chose the password anew, nor after the account was disabled and enabled again', async () => {
    const house = await open({})
    const admin = await olu(house)
    const first = await enrol(house, 'sam', newDevice())
    await change(admin, 'sam', 'disable')
    expect(codeOf(await first.signIn())).toBe('account-closed')
    await change(admin, 'sam', 'enable')
    expect(codeOf(await first.signIn())).toBe('sign-in-needed')
    const second = await enrol(house, 'sam', newDevice())
    expect(codeOf(await second.signIn())).toBe('ok')
    expect(codeOf(await take(house, await tokenFor(admin, 'sam'), null))).toBe('ok')
    expect(codeOf(await second.signIn())).toBe('sign-in-needed')
  })
})

describe('a closed account', () => {
  test('A7: is said to be so after a right password only, code or none', async () => {
    const house = await open({})
    const admin = await olu(house)
    const { secret } = await withApp(house, 'sam')
    await change(admin, 'sam', 'disable')
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam'))).toBe('account-closed')
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code: shown(secret, house) }))).toBe('account-closed')
    expect(codeOf(await signInAs(house.address, 'sam', 'wrong', { code: shown(secret, house) }))).toBe('sign-in-wrong')
  })
})
