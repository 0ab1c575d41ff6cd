import { afterAll, beforeAll, expect, test } from 'vitest'
import { Me } from '../../src/protocol/sign-in.ts'
import { argon2Passwords } from '../../sync/services/passwords.ts'
import { type Client, type House, openHouse, person, send, signInAs } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const codeOf = (answer: { body: unknown }): string | undefined => (answer.body as { error?: { code: string } }).error?.code
const MINUTES = 60_000
const me = (client: Client) => send(house.address, 'GET', '/api/me', { cookie: client.cookie })

test('A1: signing in sets a cookie that no script reads and no other site sends', async () => {
  const answer = await signInAs(house.address, ' SAM ', 'pw-sam')
  expect(Me.parse(answer.body).person).toBe(person('sam'))
  const cookie = answer.headers.get('set-cookie')!
  expect(cookie).toMatch(/^countersign=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('A1: the database holds no token that signs in', async () => {
  const client = await house.signIn('sam')
  const token = client.cookie.split('=')[1]!
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('sign_ins').selectAll().execute())
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('A1: 15 minutes without a request end a sign-in; polling keeps it', async () => {
  const client = await house.signIn('sam')
  for (let n = 0; n < 4; n += 1) {
    house.pass(10 * MINUTES)
    expect((await me(client)).status).toBe(200)
  }
  house.pass(15 * MINUTES)
  const ended = await client.request('POST', '/api/acts', { acts: [client.edit(crypto.randomUUID(), { feeling: 'x' })] })
  expect([ended.status, codeOf(ended)]).toEqual([401, 'sign-in-needed'])
})

test('A1: 12 hours end a sign-in however busy it is', async () => {
  const client = await house.signIn('sam')
  for (let n = 0; n < 71; n += 1) {
    house.pass(10 * MINUTES)
    expect((await me(client)).status).toBe(200)
  }
  house.pass(10 * MINUTES)
  expect((await me(client)).status).toBe(401)
})

test('signing out ends the sign-in on the server, not only in the browser', async () => {
  const client = await house.signIn('sam')
  expect((await client.request('POST', '/api/sign-out')).status).toBe(200)
  expect((await me(client)).status).toBe(401)
})

test('a disabled account signs nobody in, and its sign-ins end', async () => {
  const client = await house.signIn('una')
  await house.server.ports.storage.write((tx) =>
    tx.updateTable('accounts').set({ disabled_at: '2026-06-02T10:00:00Z' }).where('username', '=', 'una').execute(),
  )
  expect((await me(client)).status).toBe(401)
  const told = await signInAs(house.address, 'una', 'pw-una')
  expect([told.status, codeOf(told), told.headers.get('set-cookie')]).toEqual([403, 'account-closed', null])
  // Only who knows the password is told: to anybody else the account is as one that there is not (A7).
  expect(codeOf(await signInAs(house.address, 'una', 'wrong'))).toBe('sign-in-wrong')
})

test('A7: a wrong password and an unknown name get the same answer', async () => {
  const [wrong, unknown] = await Promise.all([signInAs(house.address, 'kofi', 'no'), signInAs(house.address, 'nobody', 'no')])
  const bare = ({ status, body }: typeof wrong) => ({ status, error: { ...body.error, requestId: '' } })
  expect(bare(wrong)).toEqual(bare(unknown))
  expect(codeOf(wrong)).toBe('sign-in-wrong')
})

test('A7: after five wrong tries the right password waits too, and then is let in', async () => {
  for (let n = 0; n < 5; n += 1) expect(codeOf(await signInAs(house.address, 'ade', 'wrong'))).toBe('sign-in-wrong')
  const throttled = await signInAs(house.address, 'ade', 'pw-ade')
  expect([throttled.status, codeOf(throttled)]).toEqual([429, 'sign-in-throttled'])
  expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(200)
  house.pass(5 * MINUTES + 1000)
  expect((await signInAs(house.address, 'ade', 'pw-ade')).status).toBe(200)
})

test('A7: of a hundred tries at once, five are judged', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => signInAs(house.address, 'priya', 'wrong')))
  expect(answers.filter((answer) => codeOf(answer) === 'sign-in-wrong').length).toBeLessThanOrEqual(5)
})

test('A1: passwords are hashed with Argon2id; an unknown name is judged by the same work', async () => {
  const hash = await argon2Passwords.hash('a long enough password')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await argon2Passwords.verify(hash, 'a long enough password')).toBe(true)
  expect(await argon2Passwords.verify(hash, 'another')).toBe(false)
  expect(await argon2Passwords.verify(null, 'no account has this password')).toBe(false)
})

test('A1: where https is taken in front, the cookie is Secure and bound to the host, and browsers are told to keep to https', async () => {
  const behind = await openHouse({ behindHttps: true })
  try {
    const answer = await signInAs(behind.address, 'sam', 'pw-sam')
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-countersign=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
  } finally {
    await behind.close()
  }
})

test('a stopping server finishes what has begun and says so to what is new', async () => {
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const slow = await openHouse({
    passwords: {
      hash: (password) => Promise.resolve(password),
      verify: async (known, password) => {
        begin()
        await new Promise((resolve) => setTimeout(resolve, 100))
        return known === password
      },
    },
  })
  const inFlight = signInAs(slow.address, 'sam', 'pw-sam')
  await begun
  const closing = slow.close()
  const refused = await slow.server.app.inject({ method: 'GET', url: '/api/service' })
  expect([refused.statusCode, refused.json<{ error: { code: string } }>().error.code]).toEqual([503, 'server-stopping'])
  expect(refused.headers['retry-after']).toBe('2')
  expect((await inFlight).status).toBe(200)
  await closing
})
