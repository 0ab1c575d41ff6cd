/** Tricks played with single bytes on a connection (A4): two lengths, two requests in one, bodies that come slowly or not at all. */
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PushAnswer } from '../../src/protocol/push.ts'
import { cameOf, CANARY, expectRefusal, NOTHING, speak } from './asking.ts'
import { type Client, type House, openHouse, person } from './house.ts'

let house: House
let dana: Client
let body: string
beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  body = JSON.stringify({ acts: [dana.edit(v7(), { feeling: CANARY })] })
})
afterAll(() => house.close())

/** The head of a push, with further lines; without a length unless one of them says it. */
const head = (...more: readonly string[]): string =>
  ['POST /api/acts HTTP/1.1', `host: ${new URL(house.address).host}`, `cookie: ${dana.cookie}`, `x-principal: ${person('dana')}`, 'content-type: application/json', ...more, '', ''].join('\r\n')
const length = (extra = 0): string => `content-length: ${Buffer.byteLength(body) + extra}`
const chunk = (text: string, size = Buffer.byteLength(text).toString(16)): string => `${size}\r\n${text}\r\n`
const CHUNKED = 'transfer-encoding: chunked'
const CLOSE = 'connection: close'

describe('A4: what is not one whole request is refused, the connection closed, and nothing of it done', () => {
  const rows: readonly (readonly [name: string, parts: () => readonly (string | Uint8Array)[]])[] = [
    ['a length and pieces', () => [head(length(), CHUNKED), chunk(body), '0\r\n\r\n']],
    ['pieces and a length', () => [head(CHUNKED, 'content-length: 0'), chunk(body), '0\r\n\r\n']],
    ['two lengths', () => [head(length(), 'content-length: 4'), body]],
    ['the same length twice', () => [head(length(), length()), body]],
    ['a list of lengths', () => [head(`${length()}, 4`), body]],
    ['a length that is no number', () => [head('content-length: canary'), body]],
    ['a length below nought', () => [head('content-length: -1'), body]],
    ['a length with a plus', () => [head(length().replace(': ', ': +')), body]],
    ['a length in base 16', () => [head('content-length: 0x10'), body]],
    ['a length beyond all numbers', () => [head(`content-length: ${'9'.repeat(30)}`), body]],
    ['pieces within pieces', () => [head('transfer-encoding: chunked, chunked'), chunk(body), '0\r\n\r\n']],
    ['pieces that are not the last encoding', () => [head('transfer-encoding: chunked, identity'), chunk(body), '0\r\n\r\n']],
    ['an encoding on the way that nobody knows', () => [head('transfer-encoding: canary'), body]],
    ['pieces spelt with a blank', () => [head('transfer-encoding : chunked'), chunk(body), '0\r\n\r\n']],
    ['pieces spelt with a tab and more', () => [head('transfer-encoding: \vchunked'), chunk(body), '0\r\n\r\n']],
    ['a piece with a size that is none', () => [head(CHUNKED), chunk(body, 'canary')]],
    ['a piece larger than all', () => [head(CHUNKED), chunk(body, 'f'.repeat(17))]],
    ['a piece with a size below nought', () => [head(CHUNKED), chunk(body, '-1')]],
    ['a piece longer than it says', () => [head(CHUNKED), chunk(body, '5'), '0\r\n\r\n']],
    ['a header over two lines', () => [head('x-one: 1', ' canary', length()), body]],
    ['a header without a name', () => [head(': canary', length()), body]],
    ['a header without a colon', () => [head('canary', length()), body]],
    ['a header’s name with a blank', () => [head('x canary: 1', length()), body]],
    ['a NUL in a header', () => [head('x-one: canary\0', length()), body]],
    ['a NUL in a header’s name', () => [head('x-\0one: canary', length()), body]],
    ['a line end alone in a header', () => [head('x-one: a\rcanary: 1', length()), body]],
    ['headers larger than 16 KB', () => [head(`x-one: ${CANARY}${'a'.repeat(20_000)}`, length()), body]],
    ['an address larger than 16 KB', () => [head(length()).replace('/api/acts', `/api/${'a'.repeat(20_000)}`), body]],
    ['a host twice', () => [head('host: canary.example', length()), body]],
    ['a type twice', () => [head('content-type: text/canary', length()), body]],
    ['no host', () => [head(length()).replace(/host: .*\r\n/, ''), body]],
    ['a NUL in the address', () => [head(length()).replace('/api/acts', '/api/acts\0canary'), body]],
    ['a blank in the address', () => [head(length()).replace('/api/acts', '/api/acts canary'), body]],
    ['a method that nobody knows', () => [head(length()).replace('POST', 'CANARY'), body]],
    ['a method in small letters', () => [head(length()).replace('POST', 'post'), body]],
    ['another version of HTTP', () => [head(length()).replace('HTTP/1.1', 'HTTP/9.9'), body]],
    ['HTTP as it was at first', () => ['GET /api/canary\r\n\r\n']],
    ['HTTP 2', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
    ['what begins a secure connection', () => [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])]],
    ['something else than HTTP', () => ['canary canary canary\r\n\r\n']],
  ]
  test.each(rows)('%s', async (_name, parts) => {
    expect(await cameOf(house, async () => {
      const answers = await speak(house.address, ...parts())
      expect(answers).toHaveLength(1)
      expectRefusal(answers[0], { status: 400, code: 'body-malformed' })
    })).toEqual(NOTHING)
  })
})

test('A4: a body that breaks off, whole as it may look, does nothing', async () => {
  const { hostname, port } = new URL(house.address)
  expect(await cameOf(house, async () => {
    for (const [said, sent] of [[length(), body.slice(0, -20)], [length(1), body], [CHUNKED, chunk(body)], [CHUNKED, chunk(body, 'fff')]] as const) {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => socket.write(`${head(said)}${sent}`, () => socket.destroy()))
        socket.on('error', reject)
        socket.on('close', () => resolve())
      })
    }
  })).toEqual(NOTHING)
})

test('A4: of requests sent in one go each is judged by itself, and a refused body is not the next request', async () => {
  const hidden = `GET /api/records/${v7()}/acts HTTP/1.1\r\nhost: x\r\n\r\n`
  const answers = await speak(house.address, `${head(length())}${body}`, head('content-length: 2'), '[]', head(length(), CLOSE), body)
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 200])
  expect(await cameOf(house, async () => {
    const refused = await speak(house.address, `${head(`content-length: ${hidden.length}`)}${hidden}`)
    expect(refused).toHaveLength(1)
    expectRefusal(refused[0], { status: 400, code: 'body-malformed' })
  })).toEqual(NOTHING)
})

test('A4: pieces with something said of each, and with more behind the last, are taken without it', async () => {
  const whole = `${Buffer.byteLength(body).toString(16)};canary=1\r\n${body}\r\n0\r\nx-principal: ${person('sam')}\r\nx-canary: 1\r\n\r\n`
  const [answer] = await speak(house.address, head(CHUNKED, CLOSE), whole)
  expect(answer?.status).toBe(200)
  expect(answer?.text).not.toContain('canary')
})

test('A4: whoever asks before sending is told to go on, and no more', async () => {
  expect(await cameOf(house, async () => {
    const answers = await speak(house.address, head(length(), 'expect: canary', CLOSE), body)
    expect(answers[0]?.status).toBe(417)
    expect(answers[0]?.text).not.toContain('canary')
  })).toEqual(NOTHING)
})

test('A4: CONNECT and a change of protocol open nothing', async () => {
  expect(await cameOf(house, async () => {
    expect(await speak(house.address, 'CONNECT canary.example:443 HTTP/1.1\r\nhost: canary.example\r\n\r\n')).toEqual([])
    const answers = await speak(house.address, `GET /api/me HTTP/1.1\r\nhost: x\r\ncookie: ${dana.cookie}\r\nconnection: upgrade, close\r\nupgrade: h2c\r\n\r\n`)
    expect(answers.map(({ status }) => status)).toEqual([200])
  })).toEqual(NOTHING)
})

test('A4: a body that comes too slowly is given up, says so, and others are served meanwhile', async () => {
  const slow = await openHouse({ serverFor: (listener) => createServer({ requestTimeout: 300, headersTimeout: 300, connectionsCheckingInterval: 50 }, listener) })
  try {
    const client = await slow.signIn('dana')
    expect(await cameOf(slow, async () => {
      const slowly = speak(slow.address, head(length()).replace(dana.cookie, client.cookie), body.slice(0, 20))
      const headless = speak(slow.address, 'POST /api/acts HTTP/1.1\r\nhost: x\r\nx-one: canary')
      expect((await client.request('GET', '/api/me')).status).toBe(200)
      for (const answers of await Promise.all([slowly, headless])) expectRefusal(answers[0], { status: 408, code: 'timeout' })
    })).toEqual(NOTHING)
  } finally {
    await slow.close()
  }
})

test('what a connection says well is taken', async () => {
  const [answer] = await speak(house.address, head(length(), CLOSE), body)
  expect([answer?.status, PushAnswer.safeParse(answer?.body).success]).toEqual([200, true])
})
