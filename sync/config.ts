/** What the environment says about how to run. Unset is the embedded service on this machine alone. */
import path from 'node:path'
import { z } from 'zod'
import { type RequestLimits } from './http/limits.ts'

const switched = z.enum(['on', 'off'])

const limit = z.coerce.number().int().min(1)

const Environment = z.object({
  COUNTERSIGN_DATA: z.string().min(1).default('./data'),
  /** The PostgreSQL database that everything is kept in, instead of a SQLite file in the data folder. */
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/ }).optional(),
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
  /** The organisation's own provider of sign-ins (OpenID Connect): all four, or none. */
  COUNTERSIGN_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  COUNTERSIGN_OIDC_CLIENT_ID: z.string().min(1).optional(),
  COUNTERSIGN_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** The tenant whose accounts are taken: Entra's directory id. */
  COUNTERSIGN_OIDC_TENANT: z.string().min(1).optional(),
  /** `on` takes a provider without https on this machine, for trying things out and for tests. */
  COUNTERSIGN_OIDC_LOOPBACK: switched.default('off'),
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

/** The provider of work accounts' sign-ins (A1). */
export interface WorkConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly tenant: string
  readonly loopback: boolean
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @throws Error when only some of it is said, or it would be asked without https */
const workFrom = (read: z.infer<typeof Environment>): WorkConfig | null => {
  const {
    COUNTERSIGN_OIDC_ISSUER: issuer, COUNTERSIGN_OIDC_CLIENT_ID: clientId, COUNTERSIGN_OIDC_CLIENT_SECRET: clientSecret,
    COUNTERSIGN_OIDC_TENANT: tenant, COUNTERSIGN_OIDC_LOOPBACK: allowed,
  } = read
  if (issuer === undefined && clientId === undefined && clientSecret === undefined && tenant === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || tenant === undefined) {
    throw new Error('Work accounts need COUNTERSIGN_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _TENANT: say all four, or none.')
  }
  const { protocol, hostname } = new URL(issuer)
  const loopback = protocol === 'http:'
  if (loopback && (allowed === 'off' || !LOOPBACK.has(hostname))) throw new Error('COUNTERSIGN_OIDC_ISSUER must be an https address.')
  return { issuer, clientId, clientSecret, tenant, loopback }
}

export interface Config {
  readonly dataFolder: string
  /** SQLite's, where the database is that. */
  readonly databaseFile: string
  /** What `openStorage` opens: that file, or the address of a PostgreSQL database, with its password. */
  readonly database: string
  readonly keyFile: string
  readonly host: string
  readonly port: number
  readonly appFolder: string
  readonly demonstration: boolean
  readonly behindHttps: boolean
  readonly log: 'silent' | 'error' | 'warn' | 'info'
  /** Proxies in front, where `behindHttps`. */
  readonly proxies: number
  readonly limits: RequestLimits
  /** Null where there are no work accounts. */
  readonly work: WorkConfig | null
}

/** @throws when a variable holds what it cannot */
export const configFrom = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const read = Environment.parse(environment)
  const dataFolder = path.resolve(read.COUNTERSIGN_DATA)
  const databaseFile = path.join(dataFolder, 'countersign.db')
  return {
    dataFolder,
    databaseFile,
    database: read.DATABASE_URL ?? databaseFile,
    keyFile: path.resolve(read.COUNTERSIGN_KEY_FILE ?? path.join(dataFolder, 'server.key')),
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
    work: workFrom(read),
  }
}
