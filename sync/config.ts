/** What the environment says about how to run. Unset is the embedded service on this machine alone. */
import path from 'node:path'
import { z } from 'zod'
import { type RequestLimits } from './http/limits.ts'

const switched = z.enum(['on', 'off'])

const limit = z.coerce.number().int().min(1)

const Environment = z.object({
  COUNTERSIGN_DATA: z.string().min(1).default('./data'),
  COUNTERSIGN_HOST: z.string().min(1).default('127.0.0.1'),
  COUNTERSIGN_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  /** The built app; the server works without it and says so. */
  COUNTERSIGN_APP: z.string().min(1).default(path.resolve(import.meta.dirname, '../dist')),
  /** `off` leaves an empty database empty, for `npm run setup`. */
  COUNTERSIGN_DEMO: switched.default('on'),
  /** `on` where a proxy in front takes https: cookies are Secure, and the proxy's word on addresses is believed. */
  COUNTERSIGN_BEHIND_HTTPS: switched.default('off'),
  COUNTERSIGN_LOG: z.enum(['silent', 'error', 'warn', 'info']).default('info'),
  /** How many proxies in front add the address they see to `X-Forwarded-For`: nothing before those is believed. */
  COUNTERSIGN_PROXIES: z.coerce.number().int().min(1).max(10).default(1),
  /** Requests a minute of one person (A7). */
  COUNTERSIGN_RATE: limit.default(1200),
  /** Of one device of theirs; half of the person's unless said. */
  COUNTERSIGN_RATE_DEVICE: limit.optional(),
  /** From one address of the network, where a whole council may come from; ten times a person's unless said. */
  COUNTERSIGN_RATE_ADDRESS: limit.optional(),
})

export interface Config {
  readonly dataFolder: string
  readonly databaseFile: string
  readonly host: string
  readonly port: number
  readonly appFolder: string
  readonly demonstration: boolean
  readonly behindHttps: boolean
  readonly log: 'silent' | 'error' | 'warn' | 'info'
  /** Proxies in front, where `behindHttps`. */
  readonly proxies: number
  readonly limits: RequestLimits
}

/** @throws ZodError when a variable holds what it cannot */
export const configFrom = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const read = Environment.parse(environment)
  const dataFolder = path.resolve(read.COUNTERSIGN_DATA)
  return {
    dataFolder,
    databaseFile: path.join(dataFolder, 'countersign.db'),
    host: read.COUNTERSIGN_HOST,
    port: read.COUNTERSIGN_PORT,
    appFolder: path.resolve(read.COUNTERSIGN_APP),
    demonstration: read.COUNTERSIGN_DEMO === 'on',
    behindHttps: read.COUNTERSIGN_BEHIND_HTTPS === 'on',
    log: read.COUNTERSIGN_LOG,
    proxies: read.COUNTERSIGN_PROXIES,
    limits: {
      person: read.COUNTERSIGN_RATE,
      device: read.COUNTERSIGN_RATE_DEVICE ?? Math.ceil(read.COUNTERSIGN_RATE / 2),
      address: read.COUNTERSIGN_RATE_ADDRESS ?? read.COUNTERSIGN_RATE * 10,
    },
  }
}
