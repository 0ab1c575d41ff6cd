import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiError } from '../../src/protocol/errors.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { type Answer, type Client, type House, openHouse, person, send } from './house.ts'

let house: House
let dana: Client

beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
})
afterAll(() => house.close())

const headOf = async (): Promise<number> => (await dana.changes()).head

/** Every refusal has one shape, a sentence, the protocol header and `no-store`. */
const expectRefusal = (answer: Answer, status: number, code: string): void => {
  expect({ status: answer.status, code: (answer.body as ApiError | null)?.error?.code }).toEqual({ status, code })
  const { error } = ApiError.parse(answer.body)
  expect(error.message).toMatch(/^[A-Z].*\.$/)
  expect(answer.headers.get(PROTOCOL_HEADER)).toBe(String(PROTOCOL_VERSION))
  expect(answer.headers.get('cache-control')).toBe('no-store')
}

const raw = (body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> =>
  send(house.address, 'POST', '/api/acts', { ...dana.headers, ...headers }, body)

describe('bad input (A4): a code, a sentence, nothing half-applied, and the server stays up', () => {
  const good = (): string => JSON.stringify({ acts: [dana.plan(v7(), 'sam')] })
  const cases: readonly [string, () => Promise<Answer>, number, string][] = [
    ['a body that is not JSON', () => raw('acts: []'), 400, 'body-malformed'],
    ['an empty body', () => raw(''), 400, 'body-malformed'],
    ['a truncated body', () => raw(good().slice(0, -10)), 400, 'body-malformed'],
    ['a body that is not UTF-8', () => raw(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 400, 'body-malformed'],
    ['an unknown key', () => raw(good().replace('{"acts"', '{"more":1,"acts"')), 400, 'body-invalid'],
    ['an unknown key in an act', () => raw(good().replace('{"actId"', '{"actor":"me","actId"')), 400, 'body-invalid'],
    ['a server-owned field', () => raw(good().replace('{"actId"', '{"seq":1,"actId"')), 400, 'body-invalid'],
    ['a duplicate key', () => raw(good().replace('{"acts"', '{"acts":[],"acts"')), 400, 'body-duplicate-key'],
    ['a duplicate key in the opaque part', () => raw(good().replace('"payload":{', '"payload":{"plannedFor":"2026-01-01",')), 400, 'body-duplicate-key'],
    ['a duplicate key that is written differently', () => raw(good().replace('{"acts"', '{"\\u0061cts":[],"acts"')), 400, 'body-duplicate-key'],
    ['the key __proto__', () => raw(good().replace('"payload":{', '"payload":{"__proto__":{"administrator":true},')), 400, 'body-invalid'],
    ['the key constructor', () => raw(good().replace('"payload":{', '"payload":{"constructor":{},')), 400, 'body-invalid'],
    ['a number where there is text', () => raw(good().replace('"kind":"session"', '"kind":1')), 400, 'body-invalid'],
    ['a number written as text', () => raw(good().replace(/"schema":(\d+)/, '"schema":"$1"')), 400, 'body-invalid'],
    ['no acts at all', () => raw('{"acts":[]}'), 400, 'body-invalid'],
    ['a date that does not exist', () => raw(good().replace(/"deviceTime":"[^"]+"/, '"deviceTime":"2026-02-30T10:00:00Z"')), 400, 'body-invalid'],
    ['nesting deeper than 32', () => raw(`{"acts":${'['.repeat(40)}${']'.repeat(40)}}`), 400, 'body-too-deep'],
    ['nesting a hundred thousand deep', () => raw('['.repeat(100_000) + ']'.repeat(100_000)), 400, 'body-too-deep'],
    ['more than 512 KB', () => raw(JSON.stringify({ acts: [dana.edit(v7(), { feeling: 'x'.repeat(530_000) })] })), 413, 'body-too-large'],
    ['more than 100 acts', () => raw(JSON.stringify({ acts: Array.from({ length: 101 }, () => dana.plan(v7(), 'sam')) })), 413, 'body-too-large'],
    ['a small gzip body that grows beyond 512 KB', () => raw(gzipSync('x'.repeat(3_000_000)), { 'content-encoding': 'gzip' }), 413, 'body-too-large'],
    ['a gzip body that is not gzip', () => raw('not gzip', { 'content-encoding': 'gzip' }), 400, 'body-malformed'],
    ['a gzip body cut short', () => raw(gzipSync(good()).subarray(0, 40), { 'content-encoding': 'gzip' }), 400, 'body-malformed'],
    ['an encoding we do not take', () => raw(good(), { 'content-encoding': 'br' }), 415, 'content-type'],
    ['text/plain', () => raw(good(), { 'content-type': 'text/plain' }), 415, 'content-type'],
    ['a form', () => raw('acts=1', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'content-type'],
    ['an address nobody knows', () => dana.request('GET', '/api/secrets'), 404, 'not-found'],
    ['an id that is none', () => dana.request('GET', '/api/records/1/acts'), 404, 'not-found'],
    ['a method that is not used', () => dana.request('PUT', '/api/acts', {}), 405, 'method-not-allowed'],
    ['no sign-in', () => raw(good(), { cookie: '' }), 401, 'sign-in-needed'],
    ['a made-up sign-in', () => raw(good(), { cookie: 'countersign=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }), 401, 'sign-in-needed'],
    ['another person than the one signed in (A3)', () => raw(good(), { 'x-principal': person('sam') }), 409, 'principal-other'],
    ['another site (A2)', () => raw(good(), { 'sec-fetch-site': 'cross-site' }), 403, 'cross-site'],
    ['a sibling site (A2)', () => raw(good(), { 'sec-fetch-site': 'same-site' }), 403, 'cross-site'],
    ['another origin, from a browser without Sec-Fetch-Site (A2)', () => raw(good(), { origin: 'https://elsewhere.example' }), 403, 'cross-site'],
  ]

  test.each(cases)('%s', async (_name, attempt, status, code) => {
    const before = await headOf()
    expectRefusal(await attempt(), status, code)
    expect(await headOf()).toBe(before)
    expect((await dana.request('GET', '/api/health')).status).toBe(200)
  })

  test('A3: a request that names nobody is refused', async () => {
    const { 'x-principal': _, ...headers } = dana.headers
    const answer = await send(house.address, 'POST', '/api/changes', headers, '{"cursors":{},"unsent":{"count":0,"oldest":null}}')
    expect([answer.status, ApiError.parse(answer.body).error.code]).toEqual([409, 'principal-other'])
  })

  test('“where” names the first fault and nothing of the content', async () => {
    const answer = await raw(JSON.stringify({ acts: [{ ...dana.plan(v7(), 'sam'), hash: 'secret-canary' }] }))
    expect(ApiError.parse(answer.body).error.where).toBe('acts.0.hash')
    expect(answer.text).not.toContain('canary')
  })

  test('a body that breaks off applies nothing', async () => {
    const before = await headOf()
    const body = JSON.stringify({ acts: [dana.plan(v7(), 'sam')] })
    const { hostname, port } = new URL(house.address)
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`POST /api/acts HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${dana.cookie}\r\nx-principal: ${person('dana')}\r\n`)
        socket.write(`content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, -20)}`, () => socket.destroy())
      })
      socket.on('error', reject)
      socket.on('close', () => resolve())
    })
    expect(await headOf()).toBe(before)
  })

  test('what is not HTTP is answered in the same shape', async () => {
    const { hostname, port } = new URL(house.address)
    const answer = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(Number(port), hostname, () => socket.write('GET /api/acts HTTP/9.9\r\n\r\n'))
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('error', reject)
      socket.on('close', () => resolve(text))
    })
    expect(answer).toContain(`${PROTOCOL_HEADER}: ${PROTOCOL_VERSION}`)
    expect(ApiError.parse(JSON.parse(answer.slice(answer.indexOf('{')))).error.code).toBe('body-malformed')
  })
})

describe('what every answer carries', () => {
  test('P1: a gzip body is taken', async () => {
    const answer = await raw(gzipSync(JSON.stringify({ acts: [dana.plan(v7(), 'sam')] })), { 'content-encoding': 'gzip' })
    expect(answer.status).toBe(200)
  })

  test('a long answer is compressed', async () => {
    const { hostname, port } = new URL(house.address)
    const answer = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const headers = { ...dana.headers, 'accept-encoding': 'gzip' }
      const asked = request({ hostname, port, method: 'POST', path: '/api/changes', headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }))
      })
      asked.on('error', reject)
      asked.end(JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } }))
    })
    expect(answer.encoding).toBe('gzip')
    expect(JSON.parse(gunzipSync(answer.bytes).toString())).toHaveProperty('head')
  })

  test('A2: the same origin and the address bar are let in', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: house.address }]) {
      const answer = await send(house.address, 'GET', '/api/me', { cookie: dana.cookie, ...headers })
      expect(answer.status).toBe(200)
    }
  })

  test('A7: too many requests are refused with how long to wait', async () => {
    const busy = await openHouse({ rate: 3 })
    try {
      const answers = [1, 2, 3, 4].map(() => send(busy.address, 'GET', '/api/service', {}))
      const last = (await Promise.all(answers)).find(({ status }) => status === 429)
      expectRefusal(last!, 429, 'too-many-requests')
      expect(Number(last!.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await busy.close()
    }
  })

  test('the service describes itself: every route of the API is in the OpenAPI document', async () => {
    const { status, body } = await send(house.address, 'GET', '/api/openapi.json', {})
    expect(status).toBe(200)
    expect(Object.keys((body as { paths: object }).paths).sort()).toEqual([
      '/api/acts', '/api/calendar', '/api/changes', '/api/devices', '/api/health', '/api/me', '/api/quarantine', '/api/quarantine/withdraw',
      '/api/records/{id}/acts', '/api/security', '/api/security/passkeys', '/api/security/passkeys/begin', '/api/security/passkeys/remove',
      '/api/security/passkeys/rename', '/api/security/password', '/api/security/recovery-codes', '/api/security/totp', '/api/security/totp/begin',
      '/api/security/totp/remove', '/api/security/work/begin', '/api/security/work/remove', '/api/service', '/api/sign-in', '/api/sign-in/device',
      '/api/sign-in/passkey', '/api/sign-in/passkey/begin', '/api/sign-in/trust', '/api/sign-out',
    ])
    expect(JSON.stringify(body)).not.toContain('#/definitions')
  })
})

describe('the app’s files (A6)', () => {
  let folder: string
  let withApp: House
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'countersign-app-'))
    mkdirSync(path.join(folder, 'assets'))
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Countersign</title>')
    writeFileSync(path.join(folder, 'service-worker.js'), 'self')
    writeFileSync(path.join(folder, 'assets', 'main-abc123.js'), 'main()')
    writeFileSync(path.join(folder, 'assets', 'kdf-abc123.js'), 'kdf()')
    withApp = await openHouse({ app: folder })
  })
  afterAll(async () => {
    await withApp.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const get = (url: string): Promise<Answer> => send(withApp.address, 'GET', url, {})

  test('the front page is at every address of the app, with a policy that lets nothing foreign in', async () => {
    for (const url of ['/', '/people', '/sessions/019/edit?x=1']) {
      const { status, text, headers } = await get(url)
      expect(status).toBe(200)
      expect(text).toContain('<title>Countersign')
      expect(headers.get('cache-control')).toBe('no-cache')
      const policy = headers.get('content-security-policy')!
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })

  test('assets never change, the worker is asked for each time', async () => {
    expect((await get('/assets/main-abc123.js')).headers.get('cache-control')).toContain('immutable')
    expect((await get('/service-worker.js')).headers.get('cache-control')).toBe('no-cache')
  })

  test('K1: only the worker that derives keys may run WebAssembly', async () => {
    expect((await get('/assets/kdf-abc123.js')).headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect((await get('/assets/main-abc123.js')).headers.get('content-security-policy')).not.toContain('wasm')
  })

  test('a file that is not there is not the front page; no path leads out of the folder', async () => {
    expect((await get('/assets/gone-1.js')).status).toBe(404)
    expect((await get('/robots.txt')).status).toBe(404)
    const out = await get('/..%2f..%2fetc%2fpasswd')
    expect(out.text).not.toContain('root:')
  })
})

test('a graceful stop finishes what has begun and refuses what is new', async () => {
  const stopping = await openHouse()
  const client = await stopping.signIn('dana')
  const id = v7()
  // The push has reached the database, and is held up there, when the server is told to stop.
  const { storage } = stopping.server.ports
  const write = storage.write.bind(storage)
  const arrived = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  Object.assign(storage, {
    write: async (work: Parameters<typeof write>[0]) => {
      arrived.resolve()
      await goOn.promise
      return write(work)
    },
  })
  const inFlight = client.push(client.plan(id, 'sam'))
  await arrived.promise
  const stopped = stopping.close()
  goOn.resolve()
  const [receipts] = await Promise.all([inFlight, stopped])
  expect(receipts[0]?.outcome).toBe('applied')
  await expect(send(stopping.address, 'GET', '/api/health', {})).rejects.toThrow('fetch failed')
})
