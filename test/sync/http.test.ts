import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync, gzipSync, zstdDecompressSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRUSTED_SCRIPT_POLICIES } from '../../src/vault/trusted-script.ts'
import { ROUTE_CALLERS } from './access-cells.ts'
import { type Answer, type Client, type House, openHouse, send } from './house.ts'

let house: House
let dana: Client

beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
})
afterAll(() => house.close())

const raw = (body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> =>
  send(house.address, 'POST', '/api/acts', { ...dana.headers, ...headers }, body)

describe('what every answer carries', () => {
  test('P1: a gzip body is taken', async () => {
    const answer = await raw(gzipSync(JSON.stringify({ acts: [dana.plan(v7(), 'sam')] })), { 'content-encoding': 'gzip' })
    expect(answer.status).toBe(200)
  })

  test.each([
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
  ])('a long answer is compressed: for who takes %s, as %s', async (accepted, encoding, read) => {
    const { hostname, port } = new URL(house.address)
    const answer = await new Promise<{ encoding: string | undefined; bytes: Buffer }>((resolve, reject) => {
      const headers = { ...dana.headers, 'accept-encoding': accepted }
      const asked = request({ hostname, port, method: 'POST', path: '/api/changes', headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }))
      })
      asked.on('error', reject)
      asked.end(JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } }))
    })
    expect(answer.encoding).toBe(encoding)
    expect(JSON.parse(read(answer.bytes).toString())).toHaveProperty('head')
  })

  test('A2: the same origin and the address bar are let in', async () => {
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: house.address }]) {
      const answer = await send(house.address, 'GET', '/api/me', { cookie: dana.cookie, ...headers })
      expect(answer.status).toBe(200)
    }
  })

  test('the service describes itself: every route of the API is in the OpenAPI document', async () => {
    const { status, body } = await send(house.address, 'GET', '/api/openapi.json', {})
    expect(status).toBe(200)
    const written = Object.keys(ROUTE_CALLERS).map((route) => route.split(' ')[1]!.replaceAll(/:(\w+)/g, '{$1}'))
    // Browsers go to these by themselves, and devices ask nothing of them.
    const hidden = new Set(['/api/openapi.json', '/api/sign-in/work', '/api/sign-in/work/callback'])
    expect(Object.keys((body as { paths: object }).paths).sort()).toEqual([...new Set(written)].filter((url) => !hidden.has(url)).sort())
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
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    }
  })

  test('A6: the policies of trusted types are those that make the two workers’ addresses, each made once', async () => {
    const policy = (await get('/')).headers.get('content-security-policy')!
    expect(/trusted-types (?<names>[^;]+)$/.exec(policy)?.groups?.['names']?.split(' ')).toEqual([...TRUSTED_SCRIPT_POLICIES])
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

test('a stop does not wait for a connection on which nothing was ever said, as browsers open ahead', async () => {
  const stopping = await openHouse()
  const silent = connect(Number(new URL(stopping.address).port), '127.0.0.1')
  await once(silent, 'connect')
  // It has reached the server, and not only the system.
  await expect.poll(() => new Promise((resolve) => stopping.server.app.server.getConnections((_error, count) => resolve(count)))).toBe(1)
  const ended = once(silent, 'close')
  // Without it, this takes the minute that a first request may take.
  await stopping.close()
  await ended
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
