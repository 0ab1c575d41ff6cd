/**
 * What holds for every route of the running service (A2, A3, A4, A7): taken from the service itself, so that a new route is
 * tried as soon as it is there. One that takes a body says here what a good one is.
 */
import { type OutgoingHttpHeaders } from 'node:http'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { DEEDS, type DeedType } from '../../src/domain/records/acts.ts'
import { type ApiError } from '../../src/protocol/errors.ts'
import { type Route } from '../../sync/app.ts'
import { ask, cameOf, CANARY, expectRefusal, NOTHING } from './asking.ts'
import { KINDS, type Parts, PAYLOADS } from './every-deed.ts'
import { type Answer, type Client, device, HOME, type House, openHouse, ORG, person, post } from './house.ts'
import { enrolRequest, type KeyPair, newKeyPair } from './vault-house.ts'

let house: House
let dana: Client
let routes: readonly Route[]
/** A device's key. */
let pair: KeyPair
beforeAll(async () => {
  house = await openHouse()
  pair = await newKeyPair()
  dana = await house.signIn('dana')
  routes = house.server.routes.filter(({ method, url }) => method !== 'HEAD' && url !== '/*')
})
afterAll(() => house.close())

/** A good body for each route that takes one. */
const EXAMPLES: Readonly<Record<string, () => unknown>> = {
  'POST /api/sign-in': () => ({ username: 'sam', password: 'pw-sam' }),
  'POST /api/sign-in/vault': () => ({ vault: 'x'.repeat(22), proof: 'a.b.c' }),
  'POST /api/sign-in/passkey': () => ({ id: 'AAAA', clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' }),
  'POST /api/security/totp': () => ({ code: CANARY }),
  'POST /api/security/password': () => ({ password: 'not the password', next: 'a kettle on the step' }),
  'POST /api/security/passkeys': () => ({ id: 'AAAA', clientDataJSON: 'AAAA', attestationObject: 'AAAA', transports: [], label: CANARY }),
  'POST /api/security/passkeys/rename': () => ({ id: 'AAAA', label: CANARY }),
  'POST /api/security/passkeys/remove': () => ({ id: 'AAAA' }),
  'POST /api/security/work/remove': () => ({ id: CANARY }),
  'POST /api/acts': () => ({ acts: [dana.edit(v7(), { feeling: CANARY })] }),
  'POST /api/changes': () => ({ cursors: { org: 0 }, unsent: { count: 1, oldest: '2026-06-01T10:00:00Z' }, deviceId: device('dana') }),
  'POST /api/recovery': () => ({
    acts: [{ actId: v7(), hash: 'a'.repeat(64), recordId: v7(), seq: 1, commit: { seq: 1, token: CANARY } }], rows: [{ scope: 'org', id: CANARY, revision: 1, hash: 'b'.repeat(64) }],
  }),
  'POST /api/recovery/copies': () => ({ deviceId: device('dana'), copies: [{ scope: 'org', id: v7(), revision: 1, body: { said: CANARY } }] }),
  'POST /api/deposits': () => ({ sealed: ['a..b.c.d'], by: { vault: 'x'.repeat(22), proof: 'a.b.c' } }),
  'POST /api/vaults': () => enrolRequest(device('dana'), pair),
  'POST /api/vaults/revoke': () => ({ deviceId: v7(), reason: 'lost' }),
  'POST /api/vaults/pin': () => ({ vault: 'x'.repeat(22), pin: 'x'.repeat(43), proof: 'a.b.c' }),
  'POST /api/vaults/key': () => ({ vault: 'x'.repeat(22), key: pair.key, proof: 'a.b.c' }),
  'POST /api/vaults/pepper': () => ({ vault: 'x'.repeat(22), pin: 'x'.repeat(43) }),
  'POST /api/vaults/challenge': () => ({ vault: 'x'.repeat(22) }),
  'POST /api/quarantine/withdraw': () => ({ actId: v7() }),
  'POST /api/records/:id/export': () => ({ withhold: [] }),
  'POST /api/readings': () => ({ record: v7(), purpose: 'audit', reason: `Looking into ${CANARY}`, breakGlass: false }),
  'POST /api/access-log': () => ({}),
  'POST /api/delays': () => ({ post: v7(), why: `It can wait, ${CANARY}`, until: '2026-06-20' }),
  'POST /api/delays/decide': () => ({ delay: 'a-delay', agree: true }),
  'POST /api/accounts/:person': () => ({ change: 'disable' }),
  'POST /api/disposals': () => ({ post: v7(), what: 'erase', keepUntil: null, reason: `Its time is over, ${CANARY}`, withPerson: false, unresolvedToo: false }),
  'POST /api/holds': () => ({ person: v7(), reason: `A claim, ${CANARY}`, reference: '' }),
  'POST /api/holds/:id/lift': () => ({ reason: `It is settled, ${CANARY}` }),
  'POST /api/copies/:id/release': () => ({ covers: [] }),
  'POST /api/inspections': () => ({ setting: v7(), from: '2026-01-01', until: '2026-06-01', for: { name: 'Rowan Example', organisation: 'Inspectorate' } }),
  'POST /api/inspections/:id/open': () => ({ how: 'screen' }),
  'POST /api/inspection': () => ({ token: 'x'.repeat(43) }),
  'POST /api/duties': () => ({ person: person('sam'), duty: 'quality-assurance', setting: HOME, until: null }),
  'POST /api/duties/take': () => ({ person: person('sam'), duty: 'quality-assurance', setting: HOME }),
  'POST /api/invitations': () => ({ person: person('sam') }),
  'POST /api/invitations/look': () => ({ token: 'x'.repeat(43) }),
  'POST /api/invitations/take': () => ({ token: 'x'.repeat(43), username: 'sam', password: 'a long enough password' }),
  'POST /api/sign-links': () => ({ record: v7() }),
  'POST /api/sign-links/look': () => ({ token: 'x'.repeat(43) }),
  'POST /api/sign-links/open': () => ({ token: 'x'.repeat(43), with: { code: '123456' } }),
  'POST /api/sign-links/sign': () => ({
    token: 'x'.repeat(43), opened: 'x'.repeat(43), key: { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'x'.repeat(43) }, act: dana.act(v7(), 'record.sign', {}),
  }),
}

/** Routes that do not name the person they expect, and why. Every other one must. */
const NAMES_NOBODY: Readonly<Record<string, string>> = {
  'GET /api/service': 'nobody is signed in yet',
  'GET /api/health': 'for whoever watches over it',
  'GET /api/openapi.json': 'the description of the service',
  'POST /api/sign-in': 'nobody is signed in yet',
  'POST /api/sign-in/vault': 'nobody is signed in yet',
  'POST /api/sign-in/passkey/begin': 'nobody is signed in yet',
  'POST /api/sign-in/passkey': 'nobody is signed in yet',
  'GET /api/sign-in/work': 'nobody is signed in yet',
  'GET /api/sign-in/work/callback': 'nobody is signed in yet',
  'POST /api/sign-out': 'ends whichever sign-in this browser has',
  'GET /api/me': 'asks who is signed in',
  'POST /api/invitations/look': 'nobody is signed in yet',
  'POST /api/invitations/take': 'nobody is signed in yet',
  'POST /api/sign-links/look': 'who has a link has no account',
  'POST /api/sign-links/open': 'who has a link has no account',
  'POST /api/sign-links/sign': 'who has a link has no account',
  'POST /api/vaults/pepper': 'the vault is not open yet',
  'POST /api/vaults/challenge': 'nobody is signed in yet',
  'POST /api/deposits': 'whose the acts are is in them, and not who brings them',
  'GET /api/keys': 'so that what was signed verifies without an account',
  'POST /api/inspection': 'an inspector has a link and no account',
  'GET /calendar/:file': 'the address itself is the secret',
}

/** Routes that another site may lead a browser to, and why. Every other one is refused. */
const COME_TO_FROM_ELSEWHERE: Readonly<Record<string, string>> = {
  'GET /api/sign-in/work/callback': 'the work account’s own sign-in ends here; it believes only what was told before to this very browser',
}

const nameOf = ({ method, url }: Route): string => `${method} ${url}`
const bodyOf = (route: Route): string | undefined => {
  const example = EXAMPLES[nameOf(route)]
  if (route.body !== undefined && !example) throw new Error(`${nameOf(route)} takes a body: say in EXAMPLES of every-route.test.ts what a good one is`)
  return example && JSON.stringify(example())
}
const pathOf = (url: string, id = v7()): string => url.replaceAll(/:\w+/g, encodeURIComponent(id))
const changing = (): readonly Route[] => routes.filter(({ method }) => method !== 'GET')
const named = (): readonly Route[] => routes.filter((route) => !(nameOf(route) in NAMES_NOBODY))

/** The good request, with other headers; one that is undefined is left out. */
const good = (route: Route, change: OutgoingHttpHeaders = {}, path = pathOf(route.url)): Promise<Answer> => {
  const body = bodyOf(route)
  const { 'content-type': type, ...rest } = dana.headers
  const headers = { ...rest, ...(body === undefined ? {} : { 'content-type': type }), ...change }
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  return ask(house.address, route.method, path, sent, body)
}

test('every route is known here: those with a body have an example, and nothing is said of one that is not there', () => {
  expect(routes.length).toBeGreaterThan(12)
  expect(routes.filter((route) => route.body !== undefined).map(bodyOf)).not.toContain(undefined)
  const names = new Set(routes.map(nameOf))
  expect([...Object.keys(EXAMPLES), ...Object.keys(NAMES_NOBODY), ...Object.keys(COME_TO_FROM_ELSEWHERE)].filter((name) => !names.has(name))).toEqual([])
})

describe('A2: cross-site', () => {
  const SITES = [undefined, 'same-origin', 'none', 'same-site', 'cross-site', 'Same-Origin', 'same-origin, cross-site', 'canary', '']
  const MODES = [undefined, 'cors', 'same-origin', 'navigate', 'no-cors', 'websocket']
  const origins = (): readonly (string | undefined)[] => {
    const { host, hostname, port } = new URL(house.address)
    return [
      undefined, house.address, 'null', '', `https://${host}`, `http://${hostname}:${Number(port) + 1}`, `http://${hostname}`, `http://www.${host}`,
      `http://${host}.canary.example`, `http://canary.example/${host}`, `http://canary@${host}`, `${house.address}/`, `${house.address}, http://canary.example`, 'file://',
    ]
  }
  /** The rule, once more: what the browser says of the site decides; where it says nothing, the origin does (A2). */
  const isOurs = (site: string | undefined, origin: string | undefined): boolean =>
    site === undefined ? origin === undefined || origin === house.address : site === 'same-origin' || site === 'none'

  const forge = async (route: Route): Promise<{ readonly let: number; readonly refused: number }> => {
    const done = { let: 0, refused: 0 }
    for (const site of SITES) {
      for (const mode of MODES) {
        for (const origin of origins()) {
          const from = { 'sec-fetch-site': site, 'sec-fetch-mode': mode, origin }
          if (isOurs(site, origin)) {
            // Let in as far as what it says, which is refused: so nothing comes of it either.
            const sent = Object.fromEntries(Object.entries({ ...dana.headers, ...from }).filter(([, value]) => value !== undefined))
            expectRefusal(await ask(house.address, route.method, pathOf(route.url), sent, '{"more":1}'), { status: 400, code: 'body-invalid' })
            done.let += 1
          } else {
            expectRefusal(await good(route, from), { status: 403, code: 'cross-site' })
            done.refused += 1
          }
        }
      }
    }
    return done
  }

  test('every route that changes something, from every site, in every mode, with every origin', { timeout: 240_000 }, async () => {
    expect(changing().length).toBeGreaterThan(5)
    for (const route of changing()) {
      expect(await cameOf(house, async () => expect([nameOf(route), await forge(route)]).toEqual([nameOf(route), { let: 180, refused: 576 }]))).toEqual(NOTHING)
    }
  })

  test('as the app itself asks, which keeps its own address from the service: same origin, origin “null”', async () => {
    const answer = await ask(house.address, 'POST', '/api/changes', { ...dana.headers, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'same-origin', origin: 'null' }, bodyOf(routes.find(({ url }) => url === '/api/changes')!))
    expect(answer.status).toBe(200)
  })

  test('nor is anything read from another site', async () => {
    const readings = routes.filter((route) => route.method === 'GET' && route.url.startsWith('/api') && !(nameOf(route) in COME_TO_FROM_ELSEWHERE))
    expect(readings.length).toBeGreaterThan(6)
    for (const route of readings) {
      expectRefusal(await good(route, { 'sec-fetch-site': 'cross-site' }), { status: 403, code: 'cross-site' })
    }
  })

  test('what only a proxy may say of the address is not believed where there is none', async () => {
    const forwarded = { origin: 'https://canary.example', 'x-forwarded-host': 'canary.example', 'x-forwarded-proto': 'https', forwarded: 'host=canary.example;proto=https' }
    const came = await cameOf(house, async () => {
      for (const route of changing()) expectRefusal(await good(route, forwarded), { status: 403, code: 'cross-site' })
    })
    expect(came).toEqual(NOTHING)
  })
})

describe('A3: every route expects one person', () => {
  const others: readonly (readonly [string, () => string | readonly string[] | undefined])[] = [
    ['nobody', () => undefined],
    ['an empty name', () => ''],
    ['somebody else', () => person('sam')],
    ['somebody who is not there', () => v7()],
    ['the person, in capitals', () => person('dana').toUpperCase()],
    ['the person and somebody else', () => `${person('dana')}, ${person('sam')}`],
    ['the person twice, in two headers', () => [person('dana'), person('dana')]],
    ['the person’s user name', () => 'dana'],
    ['the organisation', () => ORG],
    ['anybody', () => '*'],
  ]
  test.each(others)('one that names %s is refused', async (_who, principal) => {
    expect(named().length).toBeGreaterThan(7)
    for (const route of named()) {
      expect(await cameOf(house, async () => expectRefusal(await good(route, { 'x-principal': principal() as string }), { status: 409, code: 'principal-other' }))).toEqual(NOTHING)
    }
  })

  test('without a sign-in the name is worth nothing', async () => {
    for (const route of named()) {
      expect(await cameOf(house, async () => expectRefusal(await good(route, { cookie: undefined }), { status: 401, code: 'sign-in-needed' }))).toEqual(NOTHING)
    }
  })

  /** Said of what was asked, and not of who asked. */
  const REFUSED_FOR_ITSELF: ReadonlySet<string> = new Set(['not-allowed', 'code-wrong', 'password-wrong', 'took-too-long', 'passkey-refused'])

  test('the person who is signed in is let in: by each it is another answer', async () => {
    for (const route of named()) {
      const { status, body } = await good(route)
      const itself = status !== 200 && REFUSED_FOR_ITSELF.has((body as ApiError).error.code)
      expect([nameOf(route), status === 200 || status === 404 || itself]).toEqual([nameOf(route), true])
    }
  })
})

/** Names of what only the service says, and of what tricks with objects are done with. */
const OWNED = [
  'org', 'orgId', 'actor', 'author', 'by', 'seq', 'revision', 'receivedAt', 'received_at', 'at', 'serverTime', 'administrator', 'duties', 'duty',
  'principal', 'personId', 'receipt', 'outcome', 'audit', 'digest', 'salt', 'locked', 'state', 'token', 'passwordHash', 'password_hash', 'disabledAt', 'id', '_id', '$set',
]

describe('A4: what belongs to the service cannot be sent', () => {
  /** The example with one key more, at each place that is an object and not opaque or a list of names. */
  const withMore = (value: unknown, schema: unknown, key: string): readonly unknown[] => {
    if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) return withMore(value, schema._zod.def.innerType, key)
    if (schema instanceof z.core.$ZodArray) {
      const { element } = schema._zod.def
      return (value as unknown[]).flatMap((item, at) => withMore(item, element, key).map((other) => (value as unknown[]).with(at, other)))
    }
    if (schema instanceof z.core.$ZodUnion) {
      const its = schema._zod.def.options.find((option) => z.safeParse(option, value).success)
      return its ? withMore(value, its, key) : []
    }
    if (!(schema instanceof z.core.$ZodObject)) return []
    const whole = value as Record<string, unknown>
    const { shape } = schema._zod.def
    const inside = Object.entries(shape).flatMap(([name, part]) => (name in whole ? withMore(whole[name], part, key).map((other) => ({ ...whole, [name]: other })) : []))
    return key in shape ? inside : [{ ...whole, [key]: CANARY }, ...inside]
  }

  test('nor anything else that a body does not have: at each place of each', async () => {
    for (const route of routes.filter(({ body }) => body !== undefined)) {
      const example: unknown = JSON.parse(bodyOf(route)!)
      expect(await cameOf(house, async () => {
        // Where a body does have such a name, it is not one that the service alone says.
        for (const key of OWNED.filter((owned) => !(owned in (example as object)))) {
          const bodies = withMore(example, route.body, key)
          expect([nameOf(route), key, bodies.length > 0]).toEqual([nameOf(route), key, true])
          for (const body of bodies) {
            expectRefusal(await ask(house.address, route.method, pathOf(route.url), dana.headers, JSON.stringify(body)), { status: 400, code: 'body-invalid' })
          }
        }
      })).toEqual(NOTHING)
    }
  })
})

test('A4: nor has any deed a place for what belongs to the service', async () => {
  const parts: Parts = {
    post: { id: post('sam'), person: person('sam'), setting: HOME, supervisor: person('dana') }, person: person('olu'), text: 'x', on: '2026-06-02', id: v7, act: v7, record: v7, yes: true,
    signed: { content: {}, contentHash: '0'.repeat(64), previous: null, role: 'supervisor', formVersion: 1 },
  }
  const acts = (Object.keys(DEEDS) as DeedType[]).flatMap((type) => {
    const payload = PAYLOADS[type](parts) as object
    return OWNED.filter((key) => !(key in payload)).map((key) => dana.act(v7(), type, { ...payload, [key]: CANARY }, KINDS[type][0]))
  })
  expect(acts.length).toBeGreaterThan(900)
  const records = (): Promise<unknown> => house.server.ports.storage.snapshot((tx) => tx.selectFrom('records').selectAll().execute())
  const before = await records()
  const reasons = new Set<string>()
  for (let from = 0; from < acts.length; from += 100) {
    for (const receipt of await dana.push(...acts.slice(from, from + 100))) reasons.add(receipt.outcome === 'quarantined' ? receipt.reason.code : receipt.outcome)
  }
  expect(reasons).toEqual(new Set(['payload-invalid']))
  expect(await records()).toEqual(before)
})

describe('A4: what stands for an id in an address is an id', () => {
  const INJECTED = [
    "' OR '1'='1", "1'; DROP TABLE acts;--", '") UNION SELECT * FROM accounts--', `${v7()}'`, `${v7()} `, `${v7()}\0`, `${v7()},${v7()}`, `{${v7()}}`, '../../me', '..\\..\\me',
    '%', '_', '*', '{"$ne":null}', '[object Object]', '__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-1', '1e999', '\r\nx-canary: 1', '\u0000',
    '${canary}', '{{canary}}', '$(canary)', '`canary`', '<script>canary</script>', 'canary\u202E', 'ＣＡＮＡＲＹ', '0'.repeat(36), 'a'.repeat(100), 'a'.repeat(101), 'a'.repeat(5000),
  ]
  test('whatever else it is, there is nothing', async () => {
    const open = routes.filter(({ url }) => url.includes(':'))
    expect(open.length).toBeGreaterThan(1)
    for (const route of open) {
      expect(await cameOf(house, async () => {
        for (const id of INJECTED) expectRefusal(await good(route, {}, pathOf(route.url, id)), { status: 404, code: 'not-found' })
      })).toEqual(NOTHING)
    }
  })
})
