/** Who listens to the real server's pokes, byte by byte. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { type Client, type House } from './house.ts'

export interface Hearing {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** Everything that came so far. */
  readonly text: () => string
  readonly pokes: () => number
  readonly ended: () => boolean
  /** Resolves once it is ended, by whomever. */
  readonly end: Promise<void>
  /** Reads no more until told, as a device that has gone to sleep. */
  readonly sleep: () => void
  readonly hangUp: () => void
}

const agent = new Agent({ keepAlive: false })

/** Opens a stream; resolves with its head, and the first bytes where it is one. */
export const hear = ({ address }: Pick<House, 'address'>, { headers }: Pick<Client, 'headers'>, more: Record<string, string> = {}): Promise<Hearing> =>
  new Promise((resolve, reject) => {
    const { 'content-type': _, ...rest } = headers
    const asked = request(`${address}/api/pokes`, { agent, headers: { ...rest, ...more } }, (answer) => {
      let text = ''
      let ended = false
      const end = new Promise<void>((done) => {
        answer.on('close', () => {
          ended = true
          done()
        })
      })
      const hearing: Hearing = {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        text: () => text,
        pokes: () => text.split('data:').length - 1,
        ended: () => ended,
        end,
        sleep: () => answer.pause(),
        hangUp: () => answer.destroy(),
      }
      answer.on('error', () => undefined)
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        resolve(hearing)
      })
      answer.on('end', () => resolve(hearing))
    })
    asked.on('error', reject)
    asked.end()
  })
