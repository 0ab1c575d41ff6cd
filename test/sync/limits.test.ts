/** How much is taken (A7): of a person, of a device, from an address, each by itself; and that a wrong sign-in says nothing. */
import { v7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { type ApiError } from '../../src/protocol/errors.ts'
import { configFrom } from '../../sync/config.ts'
import { type Passwords } from '../../sync/services/passwords.ts'
import { ask, cameOf, expectRefusal, NOTHING } from './asking.ts'
import { type Answer, type Client, device, type House, type HouseOptions, openHouse, signInAs } from './house.ts'

const open: House[] = []
const opened = async (options: HouseOptions): Promise<House> => {
  const house = await openHouse(options)
  open.push(house)
  return house
}
afterEach(async () => {
  for (const house of open.splice(0)) await house.close()
})

const codeOf = (answer: Answer): string => (answer.body as Partial<ApiError>).error?.code ?? 'ok'
const TOO_MANY = { status: 429, code: 'too-many-requests' } as const
/** What so many readings of who one is are answered. */
const me = async (client: Client, count: number, headers: Record<string, string> = {}): Promise<readonly string[]> => {
  const codes: string[] = []
  for (let n = 0; n < count; n += 1) codes.push(codeOf(await ask(client.address, 'GET', '/api/me', { ...client.headers, ...headers })))
  return codes
}
const pull = (client: Client, deviceId: string): Promise<Answer> =>
  client.request('POST', '/api/changes', { cursors: {}, unsent: { count: 0, oldest: null }, deviceId })

describe('A7: a person', () => {
  test('asks so much a minute, from however many sign-ins, and is told how long to wait; others go on', async () => {
    const house = await opened({ limits: { person: 4 } })
    const [dana, again, sam] = await Promise.all([house.signIn('dana'), house.signIn('dana'), house.signIn('sam')])
    expect([...(await me(dana, 3)), ...(await me(again, 3))]).toEqual(['ok', 'ok', 'ok', 'ok', 'too-many-requests', 'too-many-requests'])
    const came = await cameOf(house, async () => {
      const refused = await ask(house.address, 'POST', '/api/acts', dana.headers, JSON.stringify({ acts: [dana.plan(v7(), 'sam')] }))
      expectRefusal(refused, TOO_MANY)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    })
    expect(came).toEqual(NOTHING)
    expect(await me(sam, 1)).toEqual(['ok'])
  })

  test('is not one whom a stranger can use up: what is asked without their sign-in does not count', async () => {
    const house = await opened({ limits: { person: 2 } })
    const dana = await house.signIn('dana')
    await me(dana, 5, { cookie: 'countersign=forged' })
    expect(await me(dana, 3)).toEqual(['ok', 'ok', 'too-many-requests'])
  })
})

describe('A7: a device', () => {
  test('that goes wrong stops itself, and not the person’s other device', async () => {
    const house = await opened({ limits: { device: 2 } })
    const dana = await house.signIn('dana')
    const codes: string[] = []
    for (const key of ['tablet', 'tablet', 'tablet', 'phone']) codes.push(codeOf(await pull(dana, device(key))))
    expect(codes).toEqual(['ok', 'ok', 'too-many-requests', 'ok'])
    expect(await me(dana, 1)).toEqual(['ok'])
  })

  test('is counted once for a push, however many of its acts are in it', async () => {
    const house = await opened({ limits: { device: 2 } })
    const dana = await house.signIn('dana')
    const push = (): Promise<Answer> => dana.request('POST', '/api/acts', { acts: [dana.plan(v7(), 'sam'), dana.plan(v7(), 'sam'), dana.plan(v7(), 'sam')] })
    expect([codeOf(await push()), codeOf(await push())]).toEqual(['ok', 'ok'])
    const came = await cameOf(house, async () => expectRefusal(await push(), TOO_MANY))
    expect(came).toEqual(NOTHING)
  })

  test('of one person is not stopped by another who names it', async () => {
    const house = await opened({ limits: { device: 1 } })
    const [dana, sam] = await Promise.all([house.signIn('dana'), house.signIn('sam')])
    expect([await pull(sam, device('dana')), await pull(sam, device('dana')), await pull(dana, device('dana'))].map(codeOf)).toEqual(['ok', 'too-many-requests', 'ok'])
  })

  test('by many names is still one person', async () => {
    const house = await opened({ limits: { person: 3, device: 2 } })
    const dana = await house.signIn('dana')
    const codes: string[] = []
    for (const key of ['a', 'b', 'c', 'd']) codes.push(codeOf(await pull(dana, device(key))))
    expect(codes).toEqual(['ok', 'ok', 'ok', 'too-many-requests'])
  })
})

describe('A7: an address', () => {
  const service = async (house: House, count: number, headersOf: (n: number) => Record<string, string>, path = '/api/service'): Promise<readonly string[]> => {
    const codes: string[] = []
    for (let n = 0; n < count; n += 1) codes.push(codeOf(await ask(house.address, 'GET', path, headersOf(n))))
    return codes
  }
  const taken = (codes: readonly string[]): number => codes.filter((code) => code !== 'too-many-requests').length

  test('asks so much a minute, whoever asks, for whatever, however it is written', async () => {
    for (const path of ['/api/service', '/api/nothing', '/%61pi/service', '/calendar/x.ics', '/%63alendar/x.ics']) {
      const house = await opened({ limits: { address: 3 } })
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(house.address, 'GET', path, {})))
      expect([path, answers.filter(({ status }) => status !== 429).length]).toEqual([path, 3])
      expectRefusal(answers.find(({ status }) => status === 429), TOO_MANY)
    }
  })

  test('is not changed by what a browser says of it', async () => {
    const forged = (n: number): Record<string, string> => ({
      'x-forwarded-for': `10.0.0.${n}`, 'x-real-ip': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}`, 'cf-connecting-ip': `10.0.0.${n}`, 'true-client-ip': `10.0.0.${n}`, 'x-client-ip': `10.0.0.${n}`,
    })
    expect(taken(await service(await opened({ limits: { address: 3 } }), 6, forged))).toBe(3)
  })

  test('behind a proxy is what the proxy saw, and not what the browser wrote before it', async () => {
    const house = await opened({ limits: { address: 3 }, behindHttps: true })
    expect(taken(await service(house, 6, (n) => ({ 'x-forwarded-for': `10.0.0.${n}, 203.0.113.7` })))).toBe(3)
    expect(taken(await service(house, 1, () => ({ 'x-forwarded-for': '203.0.113.8' })))).toBe(1)
  })

  test('behind two proxies is what the first of them saw', async () => {
    const house = await opened({ limits: { address: 3 }, behindHttps: true, proxies: 2 })
    expect(taken(await service(house, 6, (n) => ({ 'x-forwarded-for': `10.0.0.${n}, 203.0.113.7, 198.51.100.1` })))).toBe(3)
    expect(taken(await service(house, 1, () => ({ 'x-forwarded-for': '203.0.113.8, 198.51.100.1' })))).toBe(1)
  })

  test('of IPv6 is its network, of which one machine has every address', async () => {
    const house = await opened({ limits: { address: 3 }, behindHttps: true })
    expect(taken(await service(house, 6, (n) => ({ 'x-forwarded-for': `2001:db8:0:1::${n}` })))).toBe(3)
    expect(taken(await service(house, 1, () => ({ 'x-forwarded-for': '2001:db8:0:2::1' })))).toBe(1)
  })

  test('signs in thirty times wrongly, of whatever names and from whichever addresses of its network', async () => {
    const house = await opened({ behindHttps: true })
    const tried: string[] = []
    for (let n = 0; n < 35; n += 1) {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8::${n.toString(16)}` }
      tried.push(codeOf(await ask(house.address, 'POST', '/api/sign-in', headers, JSON.stringify({ username: `nobody-${n}`, password: 'x' }))))
    }
    expect(tried.filter((code) => code === 'sign-in-wrong')).toHaveLength(30)
    expect(tried.slice(30)).toEqual(Array.from({ length: 5 }, () => 'sign-in-throttled'))
  })
})

test('A7: each limit is said by itself, and follows the person’s where it is not', () => {
  const limits = (environment: Record<string, string>) => configFrom(environment).limits
  expect(limits({})).toEqual({ person: 1200, device: 600, address: 12_000 })
  expect(limits({ COUNTERSIGN_RATE: '100' })).toEqual({ person: 100, device: 50, address: 1000 })
  expect(limits({ COUNTERSIGN_RATE_DEVICE: '7', COUNTERSIGN_RATE_ADDRESS: '9' })).toEqual({ person: 1200, device: 7, address: 9 })
  for (const wrong of ['0', '-1', 'x', '']) expect(() => limits({ COUNTERSIGN_RATE: wrong })).toThrow('COUNTERSIGN_RATE')
})

describe('A7: a sign-in that is refused says nothing of why', () => {
  /** Counts how often a password is judged: the work of it is the real one's, which `sign-in.test.ts` looks at. */
  const counting = () => {
    const judged: string[] = []
    const passwords: Passwords = {
      hash: (password) => Promise.resolve(password),
      verify: (known, password) => {
        judged.push(password)
        return Promise.resolve(known === password)
      },
    }
    return { judged, passwords }
  }

  test('an unknown name, a wrong password and a disabled account: the same answer after the same work, to who does not know the password', async () => {
    const { judged, passwords } = counting()
    const house = await opened({ passwords })
    await house.server.ports.storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: '2026-06-01T10:00:00Z' }).where('username', '=', 'una').execute())
    const same: unknown[] = []
    for (const [name, password] of [['nobody', 'pw-nobody'], ['kofi', 'wrong'], ['una', 'wrong']] as const) {
      const before = judged.length
      const { status, headers, body } = await signInAs(house.address, name, password)
      expect([name, judged.length - before]).toEqual([name, 1])
      const said = [...headers].filter(([header]) => header !== 'date')
      same.push({ status, said, error: { ...body.error, requestId: '' } })
    }
    expect(same.map((each) => JSON.stringify(each))).toEqual(Array.from({ length: 3 }, () => JSON.stringify(same[0])))
    expect(same[0]).toMatchObject({ status: 401, error: { code: 'sign-in-wrong' } })
    // Who knows the password learns that the account is closed, and nothing more.
    expect(codeOf(await signInAs(house.address, 'una', 'pw-una'))).toBe('account-closed')
    // The right one is told apart, or the rest would prove nothing.
    expect((await signInAs(house.address, 'kofi', 'pw-kofi')).status).toBe(200)
  })

  test('one that is tried too often is throttled before it is judged, whether or not there is such a person', async () => {
    const { judged, passwords } = counting()
    const house = await opened({ passwords })
    const codes = async (name: string): Promise<readonly string[]> => {
      const tried: string[] = []
      for (let n = 0; n < 7; n += 1) tried.push(codeOf(await signInAs(house.address, name, 'wrong')))
      return tried
    }
    expect(await codes('kofi')).toEqual(await codes('nobody'))
    expect(judged).toHaveLength(10)
  })
})
