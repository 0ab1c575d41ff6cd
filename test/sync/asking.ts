/** Asking the real server for what no browser asks: header by header, or byte by byte; and whether anything was changed. */
import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { ApiError } from '../../src/protocol/errors.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { type Answer, type House } from './house.ts'

/** A word that is put into what is sent, so that an answer which repeats any of it is found out. */
export const CANARY = 'canary-7f3b'

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

const answerOf = (status: number, headers: Headers, text: string): Answer => {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // An answer that is no JSON is judged by its status.
  }
  return { status, headers, text, body }
}

/** Sends these headers and no others: `fetch` adds some of its own. */
export const ask = (address: string, method: string, path: string, headers: OutgoingHttpHeaders, body?: string | Uint8Array): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    // A body is sent whatever the method: Node by itself sends none with some.
    const length = body === undefined || 'content-length' in headers || 'transfer-encoding' in headers ? {} : { 'content-length': Buffer.byteLength(body) }
    const asked = request({ hostname, port, method, path, agent, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      const end = (): void => {
        const said = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
        resolve(answerOf(answer.statusCode ?? 0, new Headers(said), Buffer.concat(chunks).toString()))
      }
      answer.on('end', end)
      // One that goes on is taken at its beginning (L6).
      if (answer.headers['content-type']?.startsWith('text/event-stream')) {
        answer.once('data', () => {
          end()
          answer.destroy()
        })
      }
    })
    asked.on('error', reject)
    asked.end(body)
  })

const HEAD_ENDS = '\r\n\r\n'

/** The answers in what a server sent over one connection. */
const answersIn = (text: string): readonly Answer[] => {
  const answers: Answer[] = []
  let rest = text
  while (rest.startsWith('HTTP/1.1 ')) {
    const end = rest.indexOf(HEAD_ENDS)
    if (end < 0) break
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = new Headers(lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
    const from = end + HEAD_ENDS.length
    const length = Number(headers.get('content-length') ?? rest.length)
    answers.push(answerOf(Number(first.split(' ')[1]), headers, rest.slice(from, from + length)))
    rest = rest.slice(from + length)
  }
  return answers
}

/**
 * Writes these bytes to a connection of its own, and reads until the server closes it. What the server leaves open has to
 * be told to close, by `connection: close` in the last request.
 */
export const speak = (address: string, ...parts: readonly (string | Uint8Array)[]): Promise<readonly Answer[]> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address)
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    // A server that has answered what it will not read may close while more is on its way.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error)))
    socket.on('close', () => resolve(answersIn(text)))
  })

/** Everything the database holds. */
export const dump = (house: House): Promise<string> =>
  house.server.ports.storage.snapshot(async (tx) => {
    const tables = await tx.introspection.getTables()
    const whole: [string, unknown][] = []
    for (const { name } of tables) whole.push([name, (await sql`select * from ${sql.table(name)}`.execute(tx)).rows.map((row) => JSON.stringify(row)).sort()])
    return JSON.stringify(whole)
  })

export interface Expected {
  readonly status: number
  readonly code: ApiError['error']['code']
}

/** One shape, a sentence, the protocol's header, kept by nobody, and nothing in it of what was sent. */
export const expectRefusal = (answer: Answer | undefined, { status, code }: Expected): void => {
  expect({ status: answer?.status, code: (answer?.body as ApiError | null)?.error?.code }).toEqual({ status, code })
  const { error } = ApiError.parse(answer?.body)
  expect(error.message).toMatch(/^[A-Z].*\.$/)
  expect(error.where ?? 'body').toMatch(/^[a-zA-Z_]+(?:\.(?:\d+|[a-zA-Z]+))*$/)
  expect(answer?.headers.get(PROTOCOL_HEADER)).toBe(String(PROTOCOL_VERSION))
  expect(answer?.headers.get('cache-control')).toBe('no-store')
  expect(`${answer?.text} ${JSON.stringify([...(answer?.headers ?? [])])}`).not.toMatch(/canary/i)
}

/** What nothing came of: the same database, and a service that goes on. */
export const NOTHING = { changed: false, goesOn: true }

/** What came of something that was asked. */
export const cameOf = async (house: House, work: () => Promise<void>): Promise<{ readonly changed: boolean; readonly goesOn: boolean }> => {
  const before = await dump(house)
  await work()
  const changed = (await dump(house)) !== before
  return { changed, goesOn: (await ask(house.address, 'GET', '/api/health', {})).status === 200 }
}
