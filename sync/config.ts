/** What the environment says about how to run. Unset is the embedded service on this machine alone. */
import path from 'node:path'
import { z } from 'zod'

const switched = z.enum(['on', 'off'])

const Environment = z.object({
  COUNTERSIGN_DATA: z.string().min(1).default('./data'),
  /** The file of the key the server seals with, made at the first start. */
  COUNTERSIGN_KEY_FILE: z.string().min(1).optional(),
  COUNTERSIGN_HOST: z.string().min(1).default('127.0.0.1'),
  COUNTERSIGN_PORT: z.coerce.number().int().min(0).max(65_535).default(8420),
  /** The built app; the server works without it and says so. */
  COUNTERSIGN_APP: z.string().min(1).default(path.resolve(import.meta.dirname, '../dist')),
  /** `off` leaves an empty database empty, for `npm run setup`. */
  COUNTERSIGN_DEMO: switched.default('on'),
  /** `on` where a proxy in front takes https: cookies are Secure, and the proxy's word on addresses is believed. */
  COUNTERSIGN_BEHIND_HTTPS: switched.default('off'),
  COUNTERSIGN_LOG: z.enum(['silent', 'error', 'warn', 'info']).default('info'),
  /** Requests a minute from one sign-in or address. */
  COUNTERSIGN_RATE: z.coerce.number().int().min(1).default(1200),
})

export interface Config {
  readonly dataFolder: string
  readonly databaseFile: string
  readonly keyFile: string
  readonly host: string
  readonly port: number
  readonly appFolder: string
  readonly demonstration: boolean
  readonly behindHttps: boolean
  readonly log: 'silent' | 'error' | 'warn' | 'info'
  readonly requestsPerMinute: number
}

/** @throws ZodError when a variable holds what it cannot */
export const configFrom = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const read = Environment.parse(environment)
  const dataFolder = path.resolve(read.COUNTERSIGN_DATA)
  return {
    dataFolder,
    databaseFile: path.join(dataFolder, 'countersign.db'),
    keyFile: path.resolve(read.COUNTERSIGN_KEY_FILE ?? path.join(dataFolder, 'server.key')),
    host: read.COUNTERSIGN_HOST,
    port: read.COUNTERSIGN_PORT,
    appFolder: path.resolve(read.COUNTERSIGN_APP),
    demonstration: read.COUNTERSIGN_DEMO === 'on',
    behindHttps: read.COUNTERSIGN_BEHIND_HTTPS === 'on',
    log: read.COUNTERSIGN_LOG,
    requestsPerMinute: read.COUNTERSIGN_RATE,
  }
}
