/** Where somebody is signed in, seen and ended by themself alone (A1). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SignInsAnswer, SignInsAnswer as Shape } from '../../src/protocol/sign-ins.ts'
import { seenOn } from '../../sync/http/seen-on.ts'
import { audited, codeOf } from './account-house.ts'
import { Client, type House, openHouse, person, send } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const TABLET = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

const signIn = async (key: string, userAgent: string): Promise<Client> => {
  const headers = { 'content-type': 'application/json', 'user-agent': userAgent }
  const answer = await send(house.address, 'POST', '/api/sign-in', headers, JSON.stringify({ username: key, password: `pw-${key}` }))
  return new Client(key, house.address, answer.headers.get('set-cookie')!.split(';', 1)[0]!, () => house.server.ports.clock())
}
const listed = async (client: Client): Promise<SignInsAnswer> => Shape.parse((await client.request('GET', '/api/sign-ins')).body)
const works = async ({ cookie }: Client): Promise<boolean> => (await send(house.address, 'GET', '/api/me', { cookie })).status === 200

test('lists one’s own, on what and since when, and marks the one that asks', async () => {
  const tablet = await signIn('sam', TABLET)
  await signIn('dana', TABLET)
  house.pass(5 * 60_000)
  const phone = await signIn('sam', PHONE)
  const { signIns, password } = await listed(phone)
  expect(signIns).toEqual([
    expect.objectContaining({ since: '2026-06-02T10:05:00.000Z', seenOn: { browser: 'safari', on: 'iphone' }, method: 'password', here: true }),
    expect.objectContaining({ since: '2026-06-02T10:00:00.000Z', seenOn: { browser: 'chrome', on: 'android-tablet' }, method: 'password', here: false }),
  ])
  expect(password).toEqual({ since: '2026-06-02T10:00:00.000Z', linkBy: null })
  // Nothing finer of a browser is kept, and an id signs nobody in.
  const rows = JSON.stringify(await house.server.ports.storage.snapshot((tx) => tx.selectFrom('sign_ins').selectAll().execute()))
  expect(rows).not.toMatch(/Mozilla|AppleWebKit|18_5/)
  for (const { id } of signIns) {
    expect(await works(new Client('sam', house.address, `countersign=${id}`, () => house.server.ports.clock()))).toBe(false)
    expect(rows).not.toContain(`"token_hash":"${id}"`)
  }
  expect(await works(tablet)).toBe(true)
})

test('one is ended by its owner, at once, and by nobody else', async () => {
  const [here, there] = [await signIn('ade', PHONE), await signIn('ade', TABLET)]
  const other = (await listed(here)).signIns.find((each) => !each.here)!
  const dana = await house.signIn('dana')
  expect(codeOf(await dana.request('DELETE', `/api/sign-ins/${other.id}`))).toBe('not-found')
  expect(await works(there)).toBe(true)
  const answer = await here.request<SignInsAnswer>('DELETE', `/api/sign-ins/${other.id}`)
  expect(answer.body.signIns.map((each) => each.here)).toEqual([true])
  expect([await works(there), await works(here)]).toEqual([false, true])
  expect(codeOf(await here.request('DELETE', `/api/sign-ins/${other.id}`))).toBe('not-found')
  expect((await audited(house, 'sign-in-ended')).map(({ actor, subject, details }) => [actor, subject, details])).toEqual([[person('ade'), person('ade'), 'one']])
})

test('signing out everywhere else leaves this one, and other people’s', async () => {
  const others = [await signIn('kofi', PHONE), await signIn('kofi', TABLET)]
  const here = await signIn('kofi', TABLET)
  const dana = await house.signIn('dana')
  expect((await here.request<SignInsAnswer>('DELETE', '/api/sign-ins')).body.signIns).toHaveLength(1)
  expect([...(await Promise.all(others.map(works))), await works(here), await works(dana)]).toEqual([false, false, true, true])
})

test('what has been idle for 15 minutes is signed in no more, and not listed', async () => {
  await signIn('una', TABLET)
  house.pass(15 * 60_000)
  expect((await listed(await signIn('una', PHONE))).signIns).toHaveLength(1)
})

test.each([
  [TABLET, 'chrome', 'android-tablet'],
  [PHONE, 'safari', 'iphone'],
  ['Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36', 'samsung-internet', 'android-phone'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0', 'edge', 'windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15', 'safari', 'mac'],
  ['Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0.0.0 Mobile/15E148 Safari/604.1', 'chrome', 'ipad'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36', 'chrome', 'chromebook'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'firefox', 'linux'],
  ['curl/8.5.0', 'other', 'other'],
  [undefined, 'other', 'other'],
  [`${'x'.repeat(100_000)} Chrome/1.0`, 'other', 'other'],
])('%s is %s on %s', (userAgent, browser, on) => {
  expect(seenOn(userAgent)).toEqual({ browser, on })
})
