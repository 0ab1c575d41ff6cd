/** Signing in with a work account (A1), against a provider that signs whatever it is told: what is believed, and what is not. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DeviceId } from '../../src/domain/ids.ts'
import { Security, SecurityChanged, WorkBegun } from '../../src/protocol/security.ts'
import { type Me, ServiceInfo } from '../../src/protocol/sign-in.ts'
import { configFrom } from '../../sync/config.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { CLIENT, type HostileProvider, type Lies, openHostileProvider, TENANT } from './hostile-provider.ts'
import { type Answer, Client, cookieOf, type House, openHouse, ORG, person, send } from './house.ts'
import { enrol } from './vault-house.ts'

const MINUTES = 60_000
const codeOf = (answer: { body: unknown }): string | undefined => (answer.body as { error?: { code: string } }).error?.code

let house: House
let provider: HostileProvider
/** What the browser was last sent to the provider with. */
let asked = new URLSearchParams()

beforeEach(async () => {
  const seconds = (): number => Math.floor(Date.now() / 1000)
  provider = await openHostileProvider(seconds, () => asked)
  house = await openHouse({
    secondFactor: 'required',
    // The library that reads tokens has the machine's clock; the house's is set to it.
    now: new Date().toISOString(),
    environment: {
      COUNTERSIGN_OIDC_ISSUER: provider.issuer, COUNTERSIGN_OIDC_CLIENT_ID: CLIENT.id, COUNTERSIGN_OIDC_CLIENT_SECRET: CLIENT.secret,
      COUNTERSIGN_OIDC_TENANT: TENANT, COUNTERSIGN_OIDC_LOOPBACK: 'on',
    },
  })
})
afterEach(async () => {
  await house.close()
  await provider.close()
})

/** Follows no redirect: what a browser is told. */
const visit = async (url: string, headers: Record<string, string> = {}): Promise<{ status: number; location: string; cookies: string[] }> => {
  const answer = await fetch(house.address + url, { redirect: 'manual', headers })
  return { status: answer.status, location: answer.headers.get('location') ?? '', cookies: answer.headers.getSetCookie() }
}
const pairOf = (cookies: readonly string[], name: RegExp): string => cookies.find((each) => name.test(each))?.split(';', 1)[0] ?? ''

/** Goes to the provider. @returns the cookie by which the browser is known again, and the state */
const away = async (): Promise<{ browser: string; state: string }> => {
  const { location, cookies } = await visit('/api/sign-in/work', { 'sec-fetch-site': 'same-origin' })
  asked = new URL(location).searchParams
  return { browser: pairOf(cookies, /^countersign-work=/), state: asked.get('state')! }
}
/** Comes back, as the browser does: from another site, without the strict cookie. */
const back = ({ browser, state }: { browser: string; state: string }, query = `code=c0de&state=${state}`) =>
  visit(`/api/sign-in/work/callback?${query}`, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', cookie: browser })

const tables = () => house.server.ports.storage
const link = (key: string, oid = `object-of-${key}`): Promise<void> =>
  tables().write(async (tx) => {
    await tx.insertInto('credentials').values({ org: ORG, kind: 'work', id: `${TENANT}/${oid}`, person: person(key), label: '', secret: null, counter: 0, created_at: house.now(), last_used_at: null }).execute()
  })
const signInsThere = async (): Promise<number> => (await tables().snapshot((tx) => tx.selectFrom('sign_ins').selectAll().execute())).length

describe('a work account', () => {
  test('A1: signs in whom it is linked to, in full; a vault that its person unlocks there signs in by its key from then on', async () => {
    await link('sam')
    const there = await away()
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('scope')).toBe('openid')
    expect(asked.get('redirect_uri')).toBe(`${house.address}/api/sign-in/work/callback`)
    const came = await back(there)
    expect([came.status, came.location]).toEqual([302, '/?work=in'])
    const cookie = came.cookies.find((each) => each.startsWith('countersign='))!
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(came.cookies.find((each) => each.startsWith('countersign-work=;'))).toContain('Expires=Thu, 01 Jan 1970')
    const session = cookie.split(';', 1)[0]!
    const sam = new Client('sam', house.address, session, house.now)
    expect((await sam.request<Me>('GET', '/api/me')).body.person).toBe(person('sam'))
    const vault = await enrol(house, 'sam', DeviceId.parse(crypto.randomUUID()), {}, sam)
    await tables().write((tx) => tx.updateTable('vaults').set({ trusted: 0 }).execute())
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
    const next = pairOf((await back(await away())).cookies, /^countersign=/)
    expect((await vault.signIn(undefined, next)).status).toBe(200)
    expect((await vault.signIn()).status).toBe(200)
    expect(provider.exchanged[0]?.get('code_verifier')).toMatch(/^[\w-]{43,}$/)
  })

  test('A1: is kept from the browser until it comes back: what was sent along is of 256 bits, for this browser, for ten minutes', async () => {
    const { cookies } = await visit('/api/sign-in/work')
    expect(cookies).toEqual([expect.stringMatching(/^countersign-work=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)])
    await away()
    expect([asked.get('state')?.length, asked.get('nonce')?.length]).toEqual([43, 43])
    const rows = JSON.stringify(await tables().snapshot((tx) => tx.selectFrom('challenges').selectAll().execute()))
    for (const secret of [asked.get('state')!, asked.get('nonce')!]) expect(rows).not.toContain(secret)
  })

  test.each<[string, Lies]>([
    ['of another nonce', { claims: { nonce: 'A'.repeat(43) } }],
    ['of no nonce', { claims: { nonce: undefined } }],
    ['of another tenant', { claims: { tid: '8f3b2c1d-0000-4000-8000-00000000bbbb' } }],
    ['of no tenant', { claims: { tid: undefined } }],
    ['of no object', { claims: { oid: undefined, email: 'sam@example.org' } }],
    ['of another issuer', { claims: { iss: 'https://login.example' } }],
    ['for another client', { claims: { aud: 'another' } }],
    ['for several, and not of us', { claims: { aud: [CLIENT.id, 'another'], azp: 'another' } }],
    ['signed by nothing', { by: 'nothing' }],
    ['signed by the public key as if it were a secret', { by: 'public-key' }],
    ['signed by another key under the same name', { by: 'another-key' }],
    ['signed rightly, by an algorithm that was not agreed', { by: 'another-algorithm' }],
    ['signed by a key that does not exist', { by: 'another-key', header: { kid: 'k2' } }],
    ['that says another algorithm than it is signed with', { header: { alg: 'PS256' } }],
    ['that ended two minutes ago', { claims: { exp: Math.floor(Date.now() / 1000) - 120 } }],
    ['from two minutes in the future', { claims: { iat: Math.floor(Date.now() / 1000) + 180, exp: Math.floor(Date.now() / 1000) + 3600 } }],
    ['not valid for another two minutes', { claims: { nbf: Math.floor(Date.now() / 1000) + 180 } }],
    ['that is none', { token: 'not.a.token' }],
  ])('A1: a token %s signs nobody in', async (_name, lies) => {
    await link('sam')
    provider.lies = lies
    const came = await back(await away())
    expect([came.location, pairOf(came.cookies, /^countersign=/), await signInsThere()]).toEqual(['/?work=refused', '', 0])
    // The token was asked for and looked at: it is not something before it that refused.
    expect(provider.exchanged).toHaveLength(1)
    provider.lies = {}
    expect((await back(await away())).location).toBe('/?work=in')
  })

  test('A1: clocks half a minute apart do not matter', async () => {
    await link('sam')
    const now = Math.floor(Date.now() / 1000)
    for (const claims of [{ iat: now + 30, nbf: now + 30 }, { exp: now - 20 }]) {
      provider.lies = { claims }
      expect((await back(await away())).location).toBe('/?work=in')
    }
  })

  test('A1: an account is its tenant and object, never its e-mail address', async () => {
    await link('sam')
    provider.lies = { claims: { oid: 'object-of-somebody-else', email: 'sam@example.org', preferred_username: 'sam', sub: 'object-of-sam' } }
    expect((await back(await away())).location).toBe('/?work=not-linked')
    expect(await signInsThere()).toBe(0)
  })

  test('A1: who comes by the work account of a closed account is told so, and is not signed in', async () => {
    await link('una')
    provider.lies = { claims: { oid: 'object-of-una' } }
    await tables().write((tx) => tx.updateTable('accounts').set({ disabled_at: house.now() }).where('username', '=', 'una').execute())
    const before = await signInsThere()
    expect((await back(await away())).location).toBe('/?work=closed')
    expect(await signInsThere()).toBe(before)
  })
})

describe('coming back (A2)', () => {
  /** Where it ended, whether anybody is signed in by it, and how often the provider was asked for a token. */
  const endOf = async (given: ReturnType<typeof back>): Promise<[string, string, number]> => {
    const came = await given
    return [came.location, pairOf(came.cookies, /^countersign=/), provider.exchanged.length]
  }
  const REFUSED = ['/?work=refused', '', 0]

  test('needs the state that was sent along, once', async () => {
    await link('sam')
    const there = await away()
    expect(await endOf(back({ ...there, state: 'A'.repeat(43) }))).toEqual(REFUSED)
    expect(await endOf(back(there, 'code=c0de'))).toEqual(REFUSED)
    expect((await back(there)).location).toBe('/?work=in')
    provider.exchanged.length = 0
    expect(await endOf(back(there))).toEqual(REFUSED)
  })

  test('needs the browser that went: an address that somebody was sent finishes nothing', async () => {
    await link('sam')
    const there = await away()
    expect(await endOf(back({ ...there, browser: '' }))).toEqual(REFUSED)
    const again = await away()
    const other = await visit('/api/sign-in/work')
    expect(await endOf(back({ ...again, browser: pairOf(other.cookies, /^countersign-work=/) }))).toEqual(REFUSED)
  })

  test('is within ten minutes', async () => {
    await link('sam')
    const there = await away()
    house.pass(10 * MINUTES)
    expect(await endOf(back(there))).toEqual(REFUSED)
  })

  test('with the provider’s own refusal signs nobody in', async () => {
    const there = await away()
    expect(await endOf(back(there, `error=access_denied&state=${there.state}`))).toEqual(REFUSED)
  })

  test('is the one address that is come to from another site, and only so', async () => {
    const cross = { 'sec-fetch-site': 'cross-site' }
    expect((await visit('/api/sign-in/work', cross)).status).toBe(403)
    expect((await visit('/api/me', cross)).status).toBe(403)
    expect((await visit('/api/sign-in/work/callback/x', cross)).status).toBe(403)
    const posted = await fetch(`${house.address}/api/sign-in/work/callback`, { method: 'POST', headers: cross })
    expect(posted.status).toBe(403)
    expect((await visit('/api/sign-in/work/callback', cross)).location).toBe('/?work=refused')
  })

  test('A7: an address goes thirty times in five minutes', async () => {
    const went = await Promise.all(Array.from({ length: 40 }, () => visit('/api/sign-in/work')))
    expect(went.filter(({ location }) => location.startsWith(provider.issuer))).toHaveLength(30)
    expect(went.filter(({ location }) => location === '/?work=unreachable')).toHaveLength(10)
  })
})

describe('linking', () => {
  /** Somebody who is signed in in full. */
  const inFull = async (key: string): Promise<Client> => {
    await link(key)
    provider.lies = { claims: { oid: `object-of-${key}` } }
    const came = await back(await away())
    return new Client(key, house.address, pairOf(came.cookies, /^countersign=/), house.now)
  }
  const begun = async (client: Client): Promise<{ browser: string; state: string }> => {
    const answer = await client.request('POST', '/api/security/work/begin')
    asked = new URL(WorkBegun.parse(answer.body).address).searchParams
    return { browser: cookieOf(answer), state: asked.get('state')! }
  }

  test('A1: is done by who is signed in, and signs nobody in', async () => {
    const sam = await inFull('sam')
    provider.lies = { claims: { oid: 'a second account' } }
    const came = await back(await begun(sam))
    expect([came.location, pairOf(came.cookies, /^countersign=/)]).toEqual(['/?work=linked', ''])
    const { work } = Security.parse((await sam.request('GET', '/api/security')).body)
    expect(work).toMatchObject({ offered: true, accounts: [{ id: `${TENANT}/object-of-sam` }, { id: `${TENANT}/a second account`, lastUsed: null }] })
    expect((await back(await away())).location).toBe('/?work=in')
  })

  test('A1: takes nobody’s account from them', async () => {
    const sam = await inFull('sam')
    await link('dana')
    provider.lies = { claims: { oid: 'object-of-dana' } }
    expect((await back(await begun(sam))).location).toBe('/?work=taken')
    provider.lies = { claims: { oid: 'object-of-sam' } }
    expect((await back(await begun(sam))).location).toBe('/?work=linked')
  })

  test('A1: needs a recent sign-in; the last way to sign in is not taken away', async () => {
    const sam = await inFull('sam')
    const remove = (id: string): Promise<Answer> => sam.request('POST', '/api/security/work/remove', { id: `${TENANT}/${id}` })
    expect(codeOf(await remove('object-of-sam'))).toBe('second-factor-last')
    expect(codeOf(await remove('object-of-dana'))).toBe('not-found')
    house.pass(14 * MINUTES)
    await sam.request('GET', '/api/security')
    house.pass(2 * MINUTES)
    expect(codeOf(await sam.request('POST', '/api/security/work/begin'))).toBe('sign-in-not-fresh')
  })

  test('A8: is written down, as signing in by it is, without the account', async () => {
    const sam = await inFull('sam')
    provider.lies = { claims: { oid: 'a second account' } }
    await back(await begun(sam))
    const removed = await sam.request('POST', '/api/security/work/remove', { id: `${TENANT}/object-of-sam` })
    expect(SecurityChanged.parse(removed.body).security.work.accounts).toHaveLength(1)
    const entries = await tables().snapshot((tx) => auditAfter(tx, ORG, 0, 100))
    expect(entries.filter(({ what }) => what !== 'act').map(({ what, details }) => `${what} ${JSON.stringify(details)}`)).toEqual([
      'sign-in {"by":"work"}', 'credential-added {"kind":"work"}', 'credential-removed {"kind":"work"}',
    ])
  })
})

test('A1: a provider that can’t be reached is said to be, and asked again', async () => {
  await link('sam')
  await provider.close()
  expect((await visit('/api/sign-in/work')).location).toBe('/?work=unreachable')
  expect(house.logs.join('\n')).not.toContain(CLIENT.secret)
})

test('where there is no provider there is no such address, and it is not offered', async () => {
  const without = await openHouse()
  try {
    expect(ServiceInfo.parse((await send(without.address, 'GET', '/api/service', {})).body).ways).not.toContain('work')
    expect(ServiceInfo.parse((await send(house.address, 'GET', '/api/service', {})).body).ways).toContain('work')
    for (const url of ['/api/sign-in/work', '/api/sign-in/work/callback?code=x&state=y']) expect((await send(without.address, 'GET', url, {})).status).toBe(404)
  } finally {
    await without.close()
  }
})

test('A1: a provider is said whole or not at all, and asked over https', () => {
  const all = {
    COUNTERSIGN_OIDC_ISSUER: 'https://login.example/t/v2.0', COUNTERSIGN_OIDC_CLIENT_ID: 'a', COUNTERSIGN_OIDC_CLIENT_SECRET: 'b', COUNTERSIGN_OIDC_TENANT: 't',
  }
  expect(configFrom({}).work).toBeNull()
  expect(configFrom(all).work).toMatchObject({ issuer: 'https://login.example/t/v2.0', loopback: false })
  for (const key of Object.keys(all)) expect(() => configFrom({ ...all, [key]: undefined })).toThrow('all four, or none')
  for (const [issuer, allowed] of [['http://login.example', 'on'], ['http://127.0.0.1:1', 'off'], ['http://127.0.0.1.evil.example', 'on']]) {
    expect(() => configFrom({ ...all, COUNTERSIGN_OIDC_ISSUER: issuer, COUNTERSIGN_OIDC_LOOPBACK: allowed })).toThrow('must be an https address')
  }
})
