/** Passkeys on the real server (A1): made and used, and every way in which they are refused. */
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { DeviceId } from '../../src/domain/ids.ts'
import { PasskeyOptions, Security, SecurityChanged } from '../../src/protocol/security.ts'
import { ServiceInfo, SignInAnswer } from '../../src/protocol/sign-in.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { type Answer, Client, cookieOf, type House, type HouseOptions, openHouse, ORG, person, send, signInAs } from './house.ts'
import { Authenticator, type Wrongs } from './authenticator.ts'
import { enrol } from './vault-house.ts'

const MINUTES = 60_000
const TABLET = DeviceId.parse(crypto.randomUUID())
const codeOf = (answer: { body: unknown }): string | undefined => (answer.body as { error?: { code: string } }).error?.code

let house: House
/** The house at `localhost`: there are no passkeys for a bare address. */
let site: { origin: string; host: string }
const open = async (options: HouseOptions = {}): Promise<void> => {
  house = await openHouse(options)
  site = { origin: `http://localhost:${new URL(house.address).port}`, host: 'localhost' }
}
afterEach(() => house.close())

const post = (url: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> =>
  send(site.origin, 'POST', url, { ...(body ? { 'content-type': 'application/json' } : {}), ...headers }, body && JSON.stringify(body))

const clientOf = (key: string, answer: Answer): Client => new Client(key, site.origin, cookieOf(answer), house.now)
const signedIn = async (key: string): Promise<Client> => clientOf(key, await signInAs(site.origin, key, `pw-${key}`, { deviceId: crypto.randomUUID() }))

const begun = async (client: Client): Promise<string> => PasskeyOptions.parse((await client.request('POST', '/api/security/passkeys/begin')).body).options.challenge
const add = async (client: Client, phone: Authenticator, wrongs: Wrongs = {}): Promise<Answer> =>
  client.request('POST', '/api/security/passkeys', { ...phone.make(await begun(client), wrongs), label: 'My phone' })
const asked = async (): Promise<string> => PasskeyOptions.parse((await post('/api/sign-in/passkey/begin')).body).options.challenge
const signIn = async (phone: Authenticator, wrongs: Wrongs = {}): Promise<Answer> => post('/api/sign-in/passkey', phone.use(await asked(), wrongs))

describe('making a passkey', () => {
  test('A1: asks for one that the device finds by itself, with the person verified, for this host', async () => {
    await open()
    const client = await signedIn('sam')
    const { options } = PasskeyOptions.parse((await client.request('POST', '/api/security/passkeys/begin')).body)
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Test service' },
      user: { name: 'sam' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    })
    expect(options.challenge).toMatch(/^[\w-]{43}$/)
  })

  test('A1: is a full sign-in’s second factor: a restricted one becomes whole', async () => {
    await open({ secondFactor: 'required' })
    const client = await signedIn('sam')
    const made = await add(client, new Authenticator(site))
    const { security } = SecurityChanged.parse(made.body)
    expect(security.passkeys).toMatchObject([{ label: 'My phone', lastUsed: null }])
    expect((await send(site.origin, 'GET', '/api/me', { cookie: cookieOf(made) })).status).toBe(200)
    expect((await send(site.origin, 'GET', '/api/me', { cookie: client.cookie })).status).toBe(401)
    // The password alone is from now on not enough, and the passkey is.
    expect(codeOf(await signInAs(site.origin, 'sam', 'pw-sam'))).toBe('other-way-needed')
    expect(codeOf(await signInAs(site.origin, 'sam', 'no'))).toBe('sign-in-wrong')
  })

  test.each<[string, Wrongs]>([
    ['another origin', { origin: 'http://evil.localhost' }],
    ['another host', { host: 'evil.localhost' }],
    ['nobody verified', { verified: false }],
    ['an answer to another question', { type: 'webauthn.get' }],
  ])('A1: is refused from %s', async (_name, wrongs) => {
    await open()
    const client = await signedIn('sam')
    expect(codeOf(await add(client, new Authenticator(site), wrongs))).toBe('passkey-refused')
    expect(Security.parse((await client.request('GET', '/api/security')).body).passkeys).toEqual([])
  })

  test('A1: answers a challenge once, within five minutes, one’s own, and never one of signing in', async () => {
    await open()
    const [sam, una] = [await signedIn('sam'), await signedIn('una')]
    const phone = new Authenticator(site)
    const give = (client: Client, challenge: string): Promise<Answer> => client.request('POST', '/api/security/passkeys', { ...phone.make(challenge), label: 'x' })
    expect(codeOf(await give(sam, await begun(una)))).toBe('took-too-long')
    expect(codeOf(await give(sam, await asked()))).toBe('took-too-long')
    expect(codeOf(await give(sam, 'A'.repeat(43)))).toBe('took-too-long')
    const late = await begun(sam)
    house.pass(5 * MINUTES)
    expect(codeOf(await give(sam, late))).toBe('took-too-long')
    const challenge = await begun(sam)
    const made = await give(sam, challenge)
    expect(made.status).toBe(200)
    expect(codeOf(await give(clientOf('sam', made), challenge))).toBe('took-too-long')
    // And a passkey is one person's.
    expect(codeOf(await give(una, await begun(una)))).toBe('passkey-refused')
  })

  test('A1: needs a recent sign-in; naming does not; taking the last away is refused where one is asked for', async () => {
    await open({ secondFactor: 'required' })
    const phone = new Authenticator(site)
    const client = clientOf('sam', await add(await signedIn('sam'), phone))
    expect(SecurityChanged.parse((await client.request('POST', '/api/security/passkeys/rename', { id: phone.id, label: 'Old phone' })).body).security.passkeys[0]?.label).toBe('Old phone')
    expect(codeOf(await client.request('POST', '/api/security/passkeys/rename', { id: 'another', label: 'x' }))).toBe('not-found')
    expect(codeOf(await client.request('POST', '/api/security/passkeys/remove', { id: phone.id }))).toBe('second-factor-last')
    const second = new Authenticator(site)
    const both = clientOf('sam', await add(client, second))
    house.pass(10 * MINUTES)
    expect((await both.request('GET', '/api/security')).status).toBe(200)
    house.pass(10 * MINUTES)
    expect(codeOf(await both.request('POST', '/api/security/passkeys/begin'))).toBe('sign-in-not-fresh')
    expect(codeOf(await both.request('POST', '/api/security/passkeys/remove', { id: phone.id }))).toBe('sign-in-not-fresh')
    const again = clientOf('sam', await signIn(second))
    expect(SecurityChanged.parse((await again.request('POST', '/api/security/passkeys/remove', { id: phone.id })).body).security.passkeys).toHaveLength(1)
    expect(codeOf(await signIn(phone))).toBe('sign-in-wrong')
    expect((await both.request('GET', '/api/security')).status).toBe(401)
  })
})

describe('signing in with a passkey', () => {
  const withPasskey = async (key = 'sam'): Promise<Authenticator> => {
    const phone = new Authenticator(site)
    expect((await add(await signedIn(key), phone)).status).toBe(200)
    return phone
  }

  test('A1: needs no user name and no code, and a vault on its device signs in by its key from then on', async () => {
    await open({ secondFactor: 'required' })
    const phone = await withPasskey()
    const first = await signIn(phone)
    const vault = await enrol(house, 'sam', TABLET, {}, clientOf('sam', first))
    await house.server.ports.storage.write((tx) => tx.updateTable('vaults').set({ trusted: 0 }).execute())
    await post('/api/sign-in/passkey', { ...phone.use(await asked()), deviceId: crypto.randomUUID() })
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
    const answer = await post('/api/sign-in/passkey', { ...phone.use(await asked()), deviceId: TABLET })
    const who = SignInAnswer.parse(answer.body)
    expect(who).toMatchObject({ person: person('sam') })
    expect((await vault.signIn()).status).toBe(200)
    expect((await clientOf('sam', answer).request('GET', '/api/quarantine')).status).toBe(200)
  })

  test.each<[string, Wrongs]>([
    ['another origin', { origin: 'http://evil.localhost' }],
    ['another host', { host: 'evil.localhost' }],
    ['nobody verified', { verified: false }],
    ['another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['an answer to another question', { type: 'webauthn.create' }],
  ])('A1: is refused with %s', async (_name, wrongs) => {
    await open()
    const phone = await withPasskey()
    const refused = await signIn(phone, wrongs)
    expect([refused.status, codeOf(refused), refused.headers.get('set-cookie')]).toEqual([401, 'sign-in-wrong', null])
    expect((await signIn(phone)).status).toBe(200)
  })

  test('A1: answers a challenge once, within five minutes, and never one of making', async () => {
    await open()
    const client = await signedIn('sam')
    const phone = new Authenticator(site)
    const made = clientOf('sam', await add(client, phone))
    const use = (challenge: string): Promise<Answer> => post('/api/sign-in/passkey', phone.use(challenge))
    expect(codeOf(await use(await begun(made)))).toBe('sign-in-wrong')
    const late = await asked()
    house.pass(5 * MINUTES)
    expect(codeOf(await use(late))).toBe('sign-in-wrong')
    const challenge = await asked()
    expect((await use(challenge)).status).toBe(200)
    expect(codeOf(await use(challenge))).toBe('sign-in-wrong')
    const both = await asked()
    const [one, other] = [phone.use(both), phone.use(both)]
    const answers = await Promise.all([one, other].map((body) => post('/api/sign-in/passkey', body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('A1: a copy of the authenticator, whose count has stood still, is refused', async () => {
    await open()
    const phone = await withPasskey()
    expect((await signIn(phone, { counter: 7 })).status).toBe(200)
    expect(codeOf(await signIn(phone, { counter: 7 }))).toBe('sign-in-wrong')
    expect((await signIn(phone, { counter: 8 })).status).toBe(200)
  })

  test('A1: an account that is closed is said to be so to who has its passkey, and to nobody else', async () => {
    await open()
    const phone = await withPasskey('una')
    await house.server.ports.storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: '2026-06-02T10:00:00Z' }).where('username', '=', 'una').execute())
    expect(codeOf(await signIn(phone))).toBe('account-closed')
    expect(codeOf(await signIn(new Authenticator(site)))).toBe('sign-in-wrong')
  })

  test('A7: an address asks thirty times in five minutes', async () => {
    await open()
    const answers = await Promise.all(Array.from({ length: 40 }, () => post('/api/sign-in/passkey/begin')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30)
    expect(answers.filter((answer) => codeOf(answer) === 'sign-in-throttled')).toHaveLength(10)
  })

  test('A8: what is made, used and removed is written down, without a key or a name', async () => {
    await open()
    const phone = await withPasskey()
    const client = clientOf('sam', await signIn(phone))
    await client.request('POST', '/api/security/passkeys/remove', { id: phone.id })
    const entries = await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 100))
    expect(entries.filter(({ what }) => what !== 'act').map(({ what, details }) => `${what} ${JSON.stringify(details)}`)).toEqual([
      'sign-in {"by":"password"}', 'credential-added {"kind":"passkey"}', 'sign-in {"by":"passkey"}', 'credential-removed {"kind":"passkey"}',
    ])
  })
})

test('A1: passkeys are offered at a name, over https or on this machine; never at a bare address', async () => {
  await open({ behindHttps: true })
  const ways = async (headers: Record<string, string>) => ServiceInfo.parse((await send(house.address, 'GET', '/api/service', headers)).body).ways
  expect(await ways({ 'x-forwarded-host': 'supervision.example', 'x-forwarded-proto': 'https' })).toEqual(['passkey'])
  expect(await ways({ 'x-forwarded-host': 'supervision.example', 'x-forwarded-proto': 'http' })).toEqual([])
  expect(await ways({ 'x-forwarded-host': '192.0.2.7', 'x-forwarded-proto': 'https' })).toEqual([])
  expect(await ways({ 'x-forwarded-host': '[2001:db8::1]:8420', 'x-forwarded-proto': 'https' })).toEqual([])
  expect(ServiceInfo.parse((await send(site.origin, 'GET', '/api/service', {})).body).ways).toEqual(['passkey'])
})
