/** Links with which people choose a password, on the real server (A1, A7, G2). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { PersonId } from '../../src/domain/ids.ts'
import { InvitationFound, InvitationMade } from '../../src/protocol/invitations.ts'
import { SignInAnswer } from '../../src/protocol/sign-in.ts'
import { tokenHash } from '../../sync/clock.ts'
import { audited, change, codeOf, cookieOf, invite, lineFor, look, PASSWORD, take, tokenFor, withoutAccount } from './account-house.ts'
import { Client, type House, openHouse, person, post, send, signInAs } from './house.ts'

const HOURS = 3_600_000
let house: House
let olu: Client
let dana: Client

beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
})
afterAll(() => house.close())
beforeEach(async () => {
  // Throttling goes by the clock; sign-ins of the test before are too old by now.
  house.pass(20 * 60_000)
  olu = await house.signIn('olu')
  dana = await house.signIn('dana')
})

const stored = () => house.server.ports.storage.snapshot((tx) => tx.selectFrom('invitations').selectAll().execute())

describe('a link', () => {
  test('holds 256 random bits behind #, is kept as a hash, and is in no log', async () => {
    await withoutAccount(house, 'kofi')
    const { body } = await invite(dana, 'kofi')
    const { path } = InvitationMade.parse(body)
    expect(path).toMatch(/^\/invitation#[\w-]{43}$/)
    const token = path.split('#')[1]!
    const rows = await stored()
    expect(rows.map((row) => row.token_hash)).toEqual([tokenHash(token)])
    expect(JSON.stringify(rows)).not.toContain(token)
    await take(house, token, 'kofi', 'short')
    await look(house, token)
    expect(house.logs.join('')).not.toContain(token)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  })

  test('says for whom it is only to who has it, and nothing of them but what they are called', async () => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi', 'Kofi.M')
    const found = InvitationFound.parse((await look(house, token)).body)
    expect(found).toMatchObject({ knownAs: 'kofi', service: 'Test service', username: 'kofi.m', again: false })
    expect(Object.keys(found).sort()).toEqual(['again', 'expires', 'knownAs', 'serverTime', 'service', 'username'])
    const wrong = await look(house, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)
    expect([wrong.status, codeOf(wrong)]).toEqual([404, 'invitation-unknown'])
    expect(wrong.text).not.toContain('kofi')
  })

  test('makes an account that signs in, here and elsewhere, and is written down (A8)', async () => {
    await withoutAccount(house, 'kofi')
    expect((await lineFor(dana, 'kofi')).account).toBeNull()
    const token = await tokenFor(dana, 'kofi')
    expect((await lineFor(dana, 'kofi')).invited).toMatchObject({ by: person('dana') })
    const taken = await take(house, token, 'Kofi.Marshall')
    expect(SignInAnswer.parse(taken.body.signedIn)).toMatchObject({ person: person('kofi'), knownAs: 'kofi', administrator: false, duties: [] })
    expect(taken.headers.get('set-cookie')).toMatch(/^countersign=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect((await send(house.address, 'GET', '/api/me', { cookie: cookieOf(taken) })).status).toBe(200)
    expect((await signInAs(house.address, 'kofi.marshall', PASSWORD)).status).toBe(200)
    expect((await signInAs(house.address, 'kofi.marshall', 'another')).status).toBe(401)
    expect(await lineFor(dana, 'kofi')).toMatchObject({ account: { username: 'kofi.marshall' }, invited: null })
    const written = (await audited(house, 'account-invited', 'invitation-taken')).slice(-2)
    expect(written.map(({ what, actor, subject, details }) => [what, actor, subject, details])).toEqual([
      ['account-invited', person('dana'), person('kofi'), { again: false }],
      ['invitation-taken', person('kofi'), person('kofi'), { by: person('dana'), again: false }],
    ])
    expect(JSON.stringify(await audited(house, 'account-invited', 'invitation-taken'))).not.toContain(token)
  })

  test('works once: the second take and the second look find nothing', async () => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi')
    expect((await take(house, token, 'kofi')).status).toBe(200)
    expect(codeOf(await take(house, token, 'kofi2'))).toBe('invitation-unknown')
    expect(codeOf(await look(house, token))).toBe('invitation-unknown')
  })

  test('taken twice at once, works once', async () => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi')
    const answers = await Promise.all(['one', 'two', 'three', 'four'].map((word) => take(house, token, 'kofi', `${PASSWORD} ${word}`)))
    expect(answers.map(codeOf).sort()).toEqual(['invitation-unknown', 'invitation-unknown', 'invitation-unknown', 'ok'])
    const winner = ['one', 'two', 'three', 'four'][answers.findIndex(({ status }) => status === 200)]!
    expect((await signInAs(house.address, 'kofi', `${PASSWORD} ${winner}`)).status).toBe(200)
    expect((await audited(house, 'invitation-taken')).filter(({ at }) => at === house.server.ports.clock())).toHaveLength(1)
  })

  test('lasts 72 hours', async () => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi')
    house.pass(72 * HOURS - 1000)
    expect((await look(house, token)).status).toBe(200)
    house.pass(1000)
    expect(codeOf(await look(house, token))).toBe('invitation-unknown')
    expect(codeOf(await take(house, token, 'kofi'))).toBe('invitation-unknown')
    expect((await lineFor(await house.signIn('dana'), 'kofi')).invited).not.toBeNull()
  })

  test('a new one for the same person kills the one before, and one can be made void', async () => {
    await withoutAccount(house, 'kofi')
    const first = await tokenFor(dana, 'kofi')
    const second = await tokenFor(olu, 'kofi')
    expect(codeOf(await look(house, first))).toBe('invitation-unknown')
    expect(codeOf(await look(house, second))).toBe('ok')
    expect((await dana.request('DELETE', `/api/invitations/${person('kofi')}`)).status).toBe(200)
    expect(codeOf(await take(house, second, 'kofi'))).toBe('invitation-unknown')
    expect((await lineFor(dana, 'kofi')).invited).toBeNull()
    // Nothing to make void: nothing is written down.
    await dana.request('DELETE', `/api/invitations/${person('kofi')}`)
    expect(await audited(house, 'invitation-withdrawn')).toHaveLength(1)
  })

  test('is of no use to another person: the account made is of whom it was made for', async () => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi')
    const sam = await house.signIn('sam')
    const taken = await take(house, token, 'kofi', PASSWORD, { cookie: sam.cookie })
    expect(taken.body.signedIn?.person).toBe(person('kofi'))
    // One browser, one sign-in: Sam's ends.
    expect((await send(house.address, 'GET', '/api/me', { cookie: sam.cookie })).status).toBe(401)
  })

  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['has been given a duty',
      () => olu.request('POST', '/api/duties', { person: person('sam'), duty: 'director', setting: null, until: null }),
      () => olu.request('POST', '/api/duties/take', { person: person('sam'), duty: 'director', setting: null })],
    ['has become an administrator', () => change(olu, 'sam', 'make-administrator'), () => change(olu, 'sam', 'take-administrator')],
  ])('a manager made is dead while its person %s: it would open more than is the manager’s', async (_name, given, takenBack) => {
    const token = await tokenFor(dana, 'sam')
    const administrators = await tokenFor(olu, 'kofi')
    await given()
    expect(codeOf(await take(house, token, null))).toBe('invitation-unknown')
    expect((await look(house, administrators)).status).toBe(200)
    await takenBack()
    expect((await look(house, token)).status).toBe(200)
  })

  test('is dead while who made it is disabled', async () => {
    const token = await tokenFor(dana, 'sam')
    await change(olu, 'dana', 'disable')
    expect(codeOf(await look(house, token))).toBe('invitation-unknown')
    await change(olu, 'dana', 'enable')
    expect((await look(house, token)).status).toBe(200)
  })

  test('whose person has left meanwhile is dead', async () => {
    await withoutAccount(house, 'ade')
    const token = await tokenFor(dana, 'ade')
    await dana.push(dana.act(post('ade'), 'post.end', { until: '2026-06-01', reason: 'left', on: '2026-06-02' }, 'post'))
    expect(codeOf(await look(house, token))).toBe('invitation-unknown')
    expect(codeOf(await take(house, token, 'ade'))).toBe('invitation-unknown')
    await dana.push(dana.act(post('ade'), 'post.end', { until: null, reason: 'left', on: '2026-06-02' }, 'post'))
    expect((await take(house, token, 'ade')).status).toBe(200)
  })
})

describe('what is chosen', () => {
  test.each([
    ['too short', 'eleven char', 'password-weak'],
    ['the user name', 'kofi.marshall', 'password-weak'],
    ['one that anybody tries', 'Password2026', 'password-weak'],
    ['nothing', '', 'body-invalid'],
  ])('a password that is %s is refused, and the link still works', async (_name, password, code) => {
    await withoutAccount(house, 'kofi')
    const token = await tokenFor(dana, 'kofi')
    expect(codeOf(await take(house, token, 'kofi.marshall', password))).toBe(code)
    expect((await take(house, token, 'kofi.marshall')).status).toBe(200)
  })

  test('a user name that somebody has is refused, however it is written, and the link still works', async () => {
    await withoutAccount(house, 'kofi')
    expect(codeOf(await invite(dana, 'kofi', ' SAM'))).toBe('body-invalid')
    expect(codeOf(await invite(dana, 'kofi', 'SAM'))).toBe('username-taken')
    const token = await tokenFor(dana, 'kofi')
    expect(codeOf(await take(house, token, 'SaM'))).toBe('username-taken')
    expect(codeOf(await take(house, token, null))).toBe('body-invalid')
    expect((await take(house, token, 'kofi')).status).toBe(200)
    expect((await signInAs(house.address, 'sam', 'pw-sam')).status).toBe(200)
  })
})

describe('a forgotten password', () => {
  test('is chosen anew: the old one is dead, every sign-in ends, the user name stays', async () => {
    const sam = await house.signIn('sam')
    const token = await tokenFor(dana, 'sam', 'another-name')
    // Making the link ends nothing: it may be a mistake.
    expect((await send(house.address, 'GET', '/api/me', { cookie: sam.cookie })).status).toBe(200)
    expect((await look(house, token)).body).toMatchObject({ username: 'sam', again: true })
    const taken = await take(house, token, null)
    expect(taken.status).toBe(200)
    expect((await send(house.address, 'GET', '/api/me', { cookie: sam.cookie })).status).toBe(401)
    expect((await signInAs(house.address, 'sam', 'pw-sam')).status).toBe(401)
    expect((await signInAs(house.address, 'sam', PASSWORD)).status).toBe(200)
    const mine = new Client('sam', house.address, cookieOf(taken), () => house.server.ports.clock())
    expect((await mine.request('GET', '/api/sign-ins')).body).toMatchObject({ password: { linkBy: person('dana') } })
  })

  test('an administrator’s stays one, and nobody becomes one by it', async () => {
    await change(olu, 'dana', 'make-administrator')
    const token = await tokenFor(dana, 'olu')
    expect((await take(house, token, null)).body.signedIn).toMatchObject({ person: person('olu'), administrator: true })
    const again = await tokenFor(new Client('olu', house.address, cookieOf(await signInAs(house.address, 'olu', PASSWORD)), () => house.server.ports.clock()), 'sam')
    expect((await take(house, again, null)).body.signedIn?.administrator).toBe(false)
    // Back as it was, for the tests that follow.
    await house.server.ports.storage.write(async (tx) => {
      await tx.updateTable('accounts').set({ password_hash: 'pw-olu' }).where('username', '=', 'olu').execute()
      await tx.updateTable('accounts').set({ password_hash: 'pw-sam' }).where('username', '=', 'sam').execute()
      await tx.updateTable('accounts').set({ administrator: 0 }).where('username', '=', 'dana').execute()
    })
  })

  test('a disabled account gets no link, and disabling kills the one it has', async () => {
    const token = await tokenFor(dana, 'sam')
    expect((await change(dana, 'sam', 'disable')).status).toBe(200)
    expect(codeOf(await take(house, token, null))).toBe('invitation-unknown')
    expect(codeOf(await invite(dana, 'sam'))).toBe('account-closed')
    await change(dana, 'sam', 'enable')
    expect((await invite(dana, 'sam')).status).toBe(200)
  })
})

test('A7: after thirty wrong tries from one address the right link waits too, and then works', async () => {
  const token = await tokenFor(dana, 'sam')
  const wrong = 'x'.repeat(43)
  const answers = await Promise.all(Array.from({ length: 40 }, () => look(house, wrong)))
  expect(answers.filter((answer) => codeOf(answer) === 'invitation-unknown')).toHaveLength(30)
  const waits = await take(house, token, null)
  expect([waits.status, codeOf(waits)]).toEqual([429, 'sign-in-throttled'])
  expect(Number(waits.headers.get('retry-after'))).toBeGreaterThan(200)
  house.pass(5 * 60_000 + 1000)
  expect((await look(house, token)).status).toBe(200)
})

test('right tries are not counted: a whole team can take its links from one address', async () => {
  const token = await tokenFor(dana, 'sam')
  for (let n = 0; n < 40; n += 1) expect((await look(house, token)).status).toBe(200)
})

test('nobody is invited who is no person of the service', async () => {
  expect(codeOf(await olu.request('POST', '/api/invitations', { person: PersonId.parse(v7()) }))).toBe('not-found')
  expect(codeOf(await olu.request('POST', '/api/invitations', { person: post('sam') }))).toBe('not-found')
})
