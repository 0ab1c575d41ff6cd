/** Passwords and codes (A1, A7): what a password alone is worth, setting a second factor, signing in with it. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Secret, TOTP } from 'otpauth'
import { afterEach, describe, expect, test } from 'vitest'
import { DeviceId } from '../../src/domain/ids.ts'
import { RecoveryCodes, Security, SecurityChanged, TotpBegun } from '../../src/protocol/security.ts'
import { SignInAnswer } from '../../src/protocol/sign-in.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { type Answer, Client, cookieOf, type House, type HouseOptions, openHouse, ORG, person, send, signInAs } from './house.ts'
import { enrol } from './vault-house.ts'

const MINUTES = 60_000
const TABLET = DeviceId.parse(crypto.randomUUID())
const PHONE = DeviceId.parse(crypto.randomUUID())
const codeOf = (answer: { body: unknown }): string | undefined => (answer.body as { error?: { code: string } }).error?.code

const houses: House[] = []
const open = async (options: HouseOptions = {}): Promise<House> => {
  const house = await openHouse(options)
  houses.push(house)
  return house
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close()
})

/** What the authenticator app shows, `steps` half minutes from now. */
const shown = (secret: string, house: House, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(house.now()) + steps * 30_000 })

const clientOf = (house: House, key: string, answer: Answer): Client => new Client(key, house.address, cookieOf(answer), house.now)

/** Sets an authenticator app for somebody signed in by a password. */
const withApp = async (house: House, key: string): Promise<{ secret: string; recoveryCodes: readonly string[]; client: Client }> => {
  const client = clientOf(house, key, await signInAs(house.address, key, `pw-${key}`))
  const { secret } = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body)
  const set = await client.request('POST', '/api/security/totp', { code: shown(secret, house) })
  expect(set.status).toBe(200)
  // The code that set it is used: the next is of the next half minute.
  house.pass(MINUTES)
  return { secret, recoveryCodes: RecoveryCodes.parse(set.body).recoveryCodes, client: clientOf(house, key, set) }
}

const audited = async (house: House): Promise<string[]> => {
  const entries = await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 1000))
  return entries.filter(({ what }) => what !== 'act').map(({ what, actor, details }) => `${what} ${actor === person('sam') ? 'sam' : actor} ${JSON.stringify(details)}`)
}

describe('a service that asks for a second factor', () => {
  test('A1: a password alone signs in to set one, and nothing else: every other route refuses it', async () => {
    const house = await open({ secondFactor: 'required' })
    const answer = await signInAs(house.address, 'sam', 'pw-sam', { deviceId: crypto.randomUUID() })
    expect(SignInAnswer.parse(answer.body)).toMatchObject({ person: person('sam'), secondFactor: 'to-set' })
    const client = clientOf(house, 'sam', answer)
    const { body } = await send(house.address, 'GET', '/api/openapi.json', {})
    const { paths } = body as { paths: Record<string, Record<string, unknown>> }
    const refused: string[] = []
    const answered: string[] = []
    const bodies: Readonly<Record<string, unknown>> = { ...BODIES, '/api/acts': { acts: [client.edit(crypto.randomUUID(), { feeling: 'x' })] } }
    // Signing out is last: after it nothing is signed in.
    for (const [url, methods] of Object.entries(paths).sort(([a], [b]) => Number(a.endsWith('sign-out')) - Number(b.endsWith('sign-out')))) {
      for (const method of Object.keys(methods)) {
        const given = await client.request(method.toUpperCase(), url.replace('{id}', crypto.randomUUID()), bodies[url])
        const list = codeOf(given) === 'second-factor-to-set' && given.status === 403 ? refused : answered
        list.push(url)
      }
    }
    expect([...new Set(answered)].sort()).toEqual(OPEN_TO_RESTRICTED)
    expect(refused.length).toBeGreaterThan(10)
  })

  test('A1: once it is set the sign-in is whole, under another token, and a vault on that device signs in by its key', async () => {
    const house = await open()
    const [here, elsewhere] = [await enrol(house, 'sam', TABLET), await enrol(house, 'sam', PHONE)]
    await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ second_factor: 'required' }).execute())
    expect(codeOf(await here.signIn())).toBe('sign-in-needed')
    const answer = await signInAs(house.address, 'sam', 'pw-sam', { deviceId: TABLET })
    expect(codeOf(await here.signIn(undefined, cookieOf(answer)))).toBe('sign-in-needed')
    const client = clientOf(house, 'sam', answer)
    const { secret, uri } = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body)
    expect(uri).toMatch(/^otpauth:\/\/totp\/Test%20service:sam\?issuer=Test%20service&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/)
    const set = await client.request('POST', '/api/security/totp', { code: shown(secret, house) })
    const { recoveryCodes } = RecoveryCodes.parse(set.body)
    expect(recoveryCodes).toHaveLength(10)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(recoveryCodes[0]).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
    expect([codeOf(await here.signIn()), codeOf(await elsewhere.signIn())]).toEqual([undefined, 'sign-in-needed'])
    expect(cookieOf(set)).not.toBe(client.cookie)
    expect((await send(house.address, 'GET', '/api/me', { cookie: client.cookie })).status).toBe(401)
    expect((await clientOf(house, 'sam', set).request('GET', '/api/quarantine')).status).toBe(200)
  })

  test('A1: the last second factor can’t be taken away; where the service does not ask for one, it can', async () => {
    const asks = await open({ secondFactor: 'required' })
    const { client } = await withApp(asks, 'sam')
    expect(codeOf(await client.request('POST', '/api/security/totp/remove'))).toBe('second-factor-last')
    const lets = await open()
    const other = await withApp(lets, 'sam')
    const removed = await other.client.request('POST', '/api/security/totp/remove')
    expect(SecurityChanged.parse(removed.body).security.totp).toBeNull()
    expect((await signInAs(lets.address, 'sam', 'pw-sam')).status).toBe(200)
    expect(codeOf(await signInAs(lets.address, 'sam', 'pw-sam', { code: other.recoveryCodes[0]! }))).toBeUndefined()
  })
})

/** What a restricted sign-in may ask, beside what anybody may. */
const OPEN_TO_RESTRICTED = [
  '/api/deposits', '/api/health', '/api/inspection', '/api/invitations/look', '/api/invitations/take', '/api/keys', '/api/security', '/api/security/passkeys',
  '/api/security/passkeys/begin', '/api/security/totp', '/api/security/totp/begin', '/api/service', '/api/sign-in', '/api/sign-in/passkey', '/api/sign-in/passkey/begin',
  '/api/sign-in/vault', '/api/sign-links/look', '/api/sign-links/open', '/api/sign-links/sign', '/api/sign-out', '/api/vaults/challenge', '/api/vaults/pepper',
]
/** Bodies that pass the schema, so that the sign-in is judged. */
const BODIES: Readonly<Record<string, unknown>> = {
  '/api/changes': { cursors: {}, unsent: { count: 0, oldest: null } },
  '/api/quarantine/withdraw': { actId: crypto.randomUUID() },
  '/api/security/totp': { code: '000000' },
  '/api/security/password': { password: 'pw-sam', next: 'a long enough password' },
  '/api/security/passkeys': { id: 'x', clientDataJSON: 'x', attestationObject: 'x', transports: [], label: 'x' },
  '/api/security/passkeys/rename': { id: 'x', label: 'x' },
  '/api/security/passkeys/remove': { id: 'x' },
  '/api/security/work/remove': { id: 'x' },
  '/api/sign-in/passkey': { id: 'x', clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' },
  '/api/sign-in': { username: 'nobody', password: 'no' },
}

describe('a code from an authenticator app', () => {
  test('A1: it is asked for after a right password only, and sent together with it', async () => {
    const house = await open()
    const { secret } = await withApp(house, 'sam')
    expect(codeOf(await signInAs(house.address, 'sam', 'wrong'))).toBe('sign-in-wrong')
    expect(codeOf(await signInAs(house.address, 'sam', 'wrong', { code: shown(secret, house) }))).toBe('sign-in-wrong')
    const asked = await signInAs(house.address, 'sam', 'pw-sam')
    expect([asked.status, codeOf(asked), asked.headers.get('set-cookie')]).toEqual([403, 'code-needed', null])
    const code = shown(secret, house)
    expect((await signInAs(house.address, ' SAM ', 'pw-sam', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).status).toBe(200)
  })

  test('A7: a wrong password and an unknown name get the same answer, code or none', async () => {
    const house = await open()
    await withApp(house, 'sam')
    const bare = ({ status, body }: Answer<{ error?: object }>) => ({ status, error: { ...body.error, requestId: '' } })
    const [wrong, unknown] = await Promise.all(['sam', 'nobody'].map((name) => signInAs(house.address, name, 'no', { code: '123456' })))
    expect(bare(wrong!)).toEqual(bare(unknown!))
  })

  test('A1: one half minute early or late is right, two are not', async () => {
    const house = await open()
    const { secret } = await withApp(house, 'sam')
    house.pass(10 * MINUTES)
    for (const [steps, code] of [[-2, 'code-wrong'], [2, 'code-wrong'], [-1, undefined], [1, undefined]] as const) {
      expect([steps, codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code: shown(secret, house, steps) }))]).toEqual([steps, code])
    }
  })

  test('A1: a code is used once, also of two requests at the same moment, and also the one that set the app', async () => {
    const house = await open()
    const client = await house.signIn('sam')
    const { secret } = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body)
    const code = shown(secret, house)
    expect((await client.request('POST', '/api/security/totp', { code })).status).toBe(200)
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code }))).toBe('code-wrong')
    house.pass(MINUTES)
    const next = shown(secret, house)
    const both = await Promise.all([1, 2].map(() => signInAs(house.address, 'sam', 'pw-sam', { code: next })))
    expect(new Set(both.map(codeOf))).toEqual(new Set(['code-wrong', undefined]))
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code: shown(secret, house, -1) }))).toBe('code-wrong')
  })

  test('A7: five wrong codes and the right one waits too, from any address', async () => {
    const house = await open({ behindHttps: true })
    const from = (n: number, more: object): Promise<Answer> =>
      send(house.address, 'POST', '/api/sign-in', { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${n}` }, JSON.stringify({ username: 'sam', password: 'pw-sam', ...more }))
    const { secret } = await withApp(house, 'sam')
    for (let n = 0; n < 5; n += 1) expect(codeOf(await from(n, { code: '000000' }))).toBe('code-wrong')
    const throttled = await from(9, { code: shown(secret, house) })
    expect([throttled.status, codeOf(throttled)]).toEqual([429, 'sign-in-throttled'])
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(800)
    house.pass(15 * MINUTES + 1000)
    expect((await from(9, { code: shown(secret, house) })).status).toBe(200)
  })

  test('A1: a recovery code stands for it once', async () => {
    const house = await open()
    const { recoveryCodes, client } = await withApp(house, 'sam')
    const code = recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ')
    expect((await signInAs(house.address, 'sam', 'pw-sam', { code })).status).toBe(200)
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code }))).toBe('code-wrong')
    expect(Security.parse((await client.request('GET', '/api/security')).body).totp).toMatchObject({ recoveryCodesLeft: 9 })
    const anew = RecoveryCodes.parse((await client.request('POST', '/api/security/recovery-codes')).body).recoveryCodes
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam', { code: recoveryCodes[5]! }))).toBe('code-wrong')
    expect((await signInAs(house.address, 'sam', 'pw-sam', { code: anew[0]! })).status).toBe(200)
  })

  test('A1: setting one needs a code of this very key, in time', async () => {
    const house = await open()
    const client = await house.signIn('sam')
    expect(codeOf(await client.request('POST', '/api/security/totp', { code: '123456' }))).toBe('took-too-long')
    const first = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body).secret
    const second = TotpBegun.parse((await client.request('POST', '/api/security/totp/begin')).body).secret
    expect(second).not.toBe(first)
    expect(codeOf(await client.request('POST', '/api/security/totp', { code: shown(first, house) }))).toBe('code-wrong')
    expect((await client.request('POST', '/api/security/totp', { code: shown(second, house) })).status).toBe(200)
  })

  test('A1: what it is set by is known to nobody who reads the database: sealed keys, hashes of codes', async () => {
    const house = await open()
    const { secret, recoveryCodes } = await withApp(house, 'sam')
    const rows = await house.server.ports.storage.snapshot(async (tx) => [
      await tx.selectFrom('credentials').selectAll().execute(),
      await tx.selectFrom('recovery_codes').selectAll().execute(),
      await tx.selectFrom('challenges').selectAll().execute(),
    ])
    const text = JSON.stringify(rows)
    expect(rows.map(({ length }) => length)).toEqual([1, 10, 0])
    for (const known of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]) expect(text).not.toContain(known)
  })

  test('A1: the key that seals them is the server’s alone, and a server with another key does not start', async () => {
    const house = await open()
    await withApp(house, 'sam')
    const file = path.join(house.folder, 'server.key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/^[\w-]{43}\n$/)
    await house.server.stop()
    const right = readFileSync(file, 'utf8')
    writeFileSync(file, `${'A'.repeat(43)}\n`)
    await expect(house.restart()).rejects.toThrow('Put the one from your backup back')
    rmSync(file)
    await expect(house.restart()).rejects.toThrow('Put the one from your backup back')
    writeFileSync(file, 'no key\n')
    await expect(house.restart()).rejects.toThrow('holds no key')
    writeFileSync(file, right)
    const again = await house.restart()
    expect(codeOf(await signInAs(again.address, 'sam', 'pw-sam'))).toBe('code-needed')
  })
})

describe('changing how one signs in', () => {
  test('A1: needs a sign-in of the last quarter of an hour, by more than a vault’s key', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const client = clientOf(house, 'sam', await signInAs(house.address, 'sam', 'pw-sam', { deviceId: TABLET }))
    house.pass(14 * MINUTES)
    expect((await client.request('POST', '/api/security/totp/begin')).status).toBe(200)
    house.pass(2 * MINUTES)
    expect(Security.parse((await client.request('GET', '/api/security')).body).fresh).toBe(false)
    expect(codeOf(await client.request('POST', '/api/security/totp/begin'))).toBe('sign-in-not-fresh')
    const byKey = await vault.client()
    for (const [method, url] of [['POST', '/api/security/totp/begin'], ['POST', '/api/security/totp/remove'], ['POST', '/api/security/recovery-codes']] as const) {
      expect(codeOf(await byKey.request(method, url))).toBe('sign-in-not-fresh')
    }
  })

  test('A3: it is one’s own, by the name of who is expected', async () => {
    const house = await open()
    const client = await house.signIn('sam')
    const other = await send(house.address, 'GET', '/api/security', { cookie: client.cookie, 'x-principal': person('dana') })
    expect([other.status, codeOf(other)]).toEqual([409, 'principal-other'])
    expect(codeOf(await send(house.address, 'GET', '/api/security', { 'x-principal': person('sam') }))).toBe('sign-in-needed')
  })

  test('A1: a new password needs the old one, ends every other sign-in; by its vault’s key this device signs in again, and no other', async () => {
    const house = await open()
    const [tablet, phone] = [await enrol(house, 'sam', TABLET), await enrol(house, 'sam', PHONE)]
    const elsewhere = await signInAs(house.address, 'sam', 'pw-sam', { deviceId: PHONE })
    const here = clientOf(house, 'sam', await signInAs(house.address, 'sam', 'pw-sam', { deviceId: TABLET }))
    expect(codeOf(await here.request('POST', '/api/security/password', { password: 'pw-sam', next: 'too short' }))).toBe('body-invalid')
    expect(codeOf(await here.request('POST', '/api/security/password', { password: 'wrong', next: 'another long password' }))).toBe('password-wrong')
    const changed = await here.request('POST', '/api/security/password', { password: 'pw-sam', next: 'another long password' })
    SecurityChanged.parse(changed.body)
    expect((await send(house.address, 'GET', '/api/me', { cookie: cookieOf(elsewhere) })).status).toBe(401)
    expect((await send(house.address, 'GET', '/api/me', { cookie: here.cookie })).status).toBe(401)
    expect((await send(house.address, 'GET', '/api/me', { cookie: cookieOf(changed) })).status).toBe(200)
    expect([codeOf(await phone.signIn()), codeOf(await tablet.signIn())]).toEqual(['sign-in-needed', undefined])
    expect(codeOf(await signInAs(house.address, 'sam', 'pw-sam'))).toBe('sign-in-wrong')
    expect((await signInAs(house.address, 'sam', 'another long password')).status).toBe(200)
  })

  test('A8: it is written down, with no secret, name or code', async () => {
    const house = await open()
    const { recoveryCodes, client } = await withApp(house, 'sam')
    await signInAs(house.address, 'sam', 'pw-sam', { code: '000000' })
    await signInAs(house.address, 'sam', 'pw-sam', { code: recoveryCodes[0]! })
    await client.request('POST', '/api/security/recovery-codes')
    await client.request('POST', '/api/security/totp/remove')
    expect(await audited(house)).toEqual([
      'sign-in sam {"by":"password"}', 'credential-added sam {"kind":"totp"}', 'code-refused sam {}', 'sign-in sam {"by":"recovery-code"}',
      'recovery-codes-made sam {}', 'credential-removed sam {"kind":"totp"}',
    ])
  })
})
