/**
 * A small invented house on the real server: a real Fastify listening on loopback, a real SQLite file in a temporary
 * folder or a real PostgreSQL, a clock that tests set. Passwords are compared as they are, so that tests do not wait for Argon2.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v5, v7 } from 'uuid'
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { ActId, DeviceId, OrgId, PersonId, PostId, RecordId, SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { type SignRole } from '../../src/domain/records/deeds/signed.ts'
import { type SessionState, type SignableState } from '../../src/domain/records/record.ts'
import { signedContentOf } from '../../src/domain/records/content.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type ChangesAnswer, type ChangesRequest } from '../../src/protocol/changes.ts'
import { type ApiError } from '../../src/protocol/errors.ts'
import { PushAnswer, type Receipt } from '../../src/protocol/push.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { contentHash, saltContent, signatureHash } from '../../src/protocol/signed-content.ts'
import { systemRandom } from '../../sync/clock.ts'
import { type Config, configFrom } from '../../sync/config.ts'
import { type RequestLimits } from '../../sync/http/limits.ts'
import { type StartedServer, type StartOptions, startServer } from '../../sync/server.ts'
import { actsService } from '../../sync/services/acts.ts'
import { shippedOf } from '../../sync/services/packs.ts'
import { type Passwords } from '../../sync/services/passwords.ts'
import { publishShippedPacks } from '../../sync/services/services.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { addOrg } from '../../sync/storage/orgs.ts'
import { dropDatabase, newDatabase } from '../postgres.ts'

const NAMESPACE = 'd3b5a0e2-8c1f-5b7a-9a53-0a2f6f3c9d10'
const idOf = (name: string): string => v5(name, NAMESPACE)
export const person = (key: string): PersonId => PersonId.parse(idOf(`person:${key}`))
export const post = (key: string): PostId => PostId.parse(idOf(`post:${key}`))
export const HOME = SettingId.parse(idOf('setting:home'))
export const OTHER_HOME = SettingId.parse(idOf('setting:other'))
export const ORG = OrgId.parse(idOf('org'))
export const device = (key: string): DeviceId => DeviceId.parse(idOf(`device:${key}`))

const sefton = packOf('sefton')!
/** The pins of a record under one of the policy's forms. */
export const pinsOf = (form: string): Pins => ({ pack: 'sefton', packVersion: sefton.version, form, formVersion: 1 })
export const PINS: Pins = pinsOf('welfare-supervision')

/** Dana manages the home and supervises Sam and Ade; Priya supervises Kofi; Olu manages another home and supervises Una. */
export const POSTS: readonly { key: string; supervisor: string; setting: SettingId; group: string; employment: string }[] = [
  { key: 'sam', supervisor: 'dana', setting: HOME, group: 'residential', employment: 'permanent' },
  { key: 'ade', supervisor: 'dana', setting: HOME, group: 'residential', employment: 'agency' },
  { key: 'kofi', supervisor: 'priya', setting: HOME, group: 'residential', employment: 'permanent' },
  { key: 'priya', supervisor: 'dana', setting: HOME, group: 'practitioner-manager', employment: 'permanent' },
  { key: 'una', supervisor: 'olu', setting: OTHER_HOME, group: 'residential', employment: 'permanent' },
]
export const EVERYBODY = ['dana', 'priya', 'sam', 'ade', 'kofi', 'olu', 'una'] as const

const plainPasswords: Passwords = {
  hash: (password) => Promise.resolve(password),
  verify: (known, password) => Promise.resolve(known === password),
}

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
}

/** Sends bytes as they are; what is not JSON in the answer is given as null. */
export const send = async (address: string, method: string, url: string, headers: Record<string, string>, body?: BodyInit): Promise<Answer> => {
  const answer = await fetch(`${address}${url}`, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await answer.text()
  let parsed: unknown = null
  try {
    parsed = JSON.parse(text)
  } catch {
    // An answer that is no JSON is judged by its status.
  }
  return { status: answer.status, headers: answer.headers, text, body: parsed }
}

/** One person's signed-in browser. */
export class Client {
  readonly key: string
  readonly address: string
  readonly now: () => Instant
  cookie: string
  private kept: { readonly cursors: Record<string, number>; readonly scopes: Map<string, Map<string, Json>> } | null = null

  constructor(key: string, address: string, cookie: string, now: () => Instant) {
    this.key = key
    this.address = address
    this.cookie = cookie
    this.now = now
  }

  get headers(): Record<string, string> {
    return { cookie: this.cookie, 'x-principal': person(this.key), 'content-type': 'application/json' }
  }

  request<T = unknown>(method: string, url: string, body?: unknown): Promise<Answer<T>> {
    const { 'content-type': type, ...rest } = this.headers
    const headers = body === undefined ? rest : { ...rest, 'content-type': type! }
    return send(this.address, method, url, headers, body === undefined ? undefined : JSON.stringify(body)) as Promise<Answer<T>>
  }

  async push(...acts: readonly WireAct[]): Promise<readonly Receipt[]> {
    const answer = await this.request('POST', '/api/acts', { acts })
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.text}`)
    return PushAnswer.parse(answer.body).receipts
  }

  async changes(cursors: ChangesRequest['cursors'] = {}, more: Pick<ChangesRequest, 'most'> = {}): Promise<ChangesAnswer> {
    const body: ChangesRequest = { cursors, unsent: { count: 0, oldest: null }, deviceId: device(this.key), ...more }
    const answer = await this.request<ChangesAnswer>('POST', '/api/changes', body)
    if (answer.status !== 200) throw new Error(`changes: ${answer.status} ${answer.text}`)
    return answer.body
  }

  /** Goes on from what it has pulled, as a device does, instead of pulling all of it each time. */
  keepsWhatItPulled(): void {
    this.kept = { cursors: {}, scopes: new Map() }
  }

  /** Pulls until there is no more: scope → id → body. */
  async everything(): Promise<Map<string, Map<string, Json>>> {
    const { cursors, scopes } = this.kept ?? { cursors: {}, scopes: new Map<string, Map<string, Json>>() }
    for (;;) {
      const answer = await this.changes(cursors)
      for (const scope of answer.gone) {
        delete cursors[scope]
        scopes.delete(scope)
      }
      for (const page of answer.scopes) {
        cursors[page.scope] = page.cursor
        const rows = scopes.get(page.scope) ?? new Map<string, Json>()
        scopes.set(page.scope, rows)
        for (const row of page.rows) rows.set(row.id, row.body)
      }
      if (!answer.scopes.some(({ more }) => more)) return scopes
    }
  }

  act(recordId: string, type: string, payload: unknown, kind = 'session', actId: string = v7()): WireAct {
    const content = type === 'fields.edit' ? { patch: payload as Json } : { payload: payload as Json }
    return sealAct({
      actId: ActId.parse(actId),
      recordId: RecordId.parse(recordId),
      kind,
      type,
      ...content,
      deviceId: device(this.key),
      deviceTime: this.now(),
    })
  }

  plan(recordId: string, supervisee: string, pins: Pins = PINS): WireAct {
    const { setting } = POSTS.find(({ key }) => key === supervisee)!
    return this.act(recordId, 'session.plan', {
      post: post(supervisee), setting, supervisee: person(supervisee), supervisor: person(this.key), plannedFor: '2026-06-01', pins,
    })
  }

  edit(recordId: string, values: Record<string, Json>, from: string | null = null): WireAct {
    return this.act(recordId, 'fields.edit', Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from }])))
  }

  hold(recordId: string): WireAct {
    return this.act(recordId, 'session.hold', { on: '2026-06-01', start: '14:00', end: '15:30', place: 'Office', mode: 'in-person' })
  }

  share(recordId: string): WireAct {
    return this.act(recordId, 'record.share', { on: '2026-06-01' })
  }

  /** The session as this person's file has it. */
  session(recordId: string): Promise<SessionState> {
    return this.record(recordId)
  }

  /** A record as this person has it whole: of an observation before both views are revealed, their own copy. */
  async record<S extends SignableState>(recordId: string): Promise<S> {
    const found = [...(await this.everything())].flatMap(([scope, rows]): S[] => {
      const body = rows.get(recordId) as { kind: string } | null | undefined
      const whole = body && !body.kind.endsWith('-facts') && body.kind !== 'referral'
      return whole && (scope.startsWith('file:') || scope.startsWith('mine:')) ? [body as unknown as S] : []
    })
    if (!found[0]) throw new Error('the record is not in this person’s files')
    return found[0]
  }

  async sign(recordId: string, role: SignRole, change: Record<string, Json> = {}): Promise<WireAct> {
    const state = await this.record<SignableState>(recordId)
    const earlier = state.signatures.at(-1)?.sign ?? null
    const content = saltContent(signedContentOf(state), earlier?.content ?? null, () => systemRandom(16))
    return this.act(recordId, 'record.sign', {
      role, answer: 'agree', comment: null, content, contentHash: contentHash(content), previous: earlier ? signatureHash(earlier) : null,
      statement: 'This is a fair record.', language: 'en', method: 'sign-in', formVersion: 1, on: '2026-06-02', ...change,
    }, state.kind)
  }
}

export interface House {
  readonly server: StartedServer
  readonly address: string
  readonly logs: string[]
  readonly folder: string
  now: () => Instant
  setClock: (now: string) => void
  pass: (ms: number) => void
  /** Starts a server once more on what this one left, after it was stopped. */
  restart: () => Promise<StartedServer>
  signIn: (key: string) => Promise<Client>
  close: () => Promise<void>
}

export const TOPICS: Record<string, Json> = Object.fromEntries(
  Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, { state: 'note', note: `topic ${n + 1} was talked about` }]),
)

export const signInAs = async (
  address: string, username: string, password: string, more: { code?: string; deviceId?: string } = {},
): Promise<Answer<SignInAnswer & ApiError>> =>
  send(address, 'POST', '/api/sign-in', { 'content-type': 'application/json' }, JSON.stringify({ username, password, ...more })) as Promise<Answer<SignInAnswer & ApiError>>

/** The cookie an answer sets, as a browser sends it back. */
export const cookieOf = ({ headers }: Pick<Answer, 'headers'>): string => headers.get('set-cookie')?.split(';', 1)[0] ?? ''

/** Fills an empty service: the settings, the people and posts, an account for each with the password `pw-<key>`. */
const furnish = async (server: StartedServer, options: HouseOptions): Promise<void> => {
  const {
    supervisedSince = '2024-01-08', administrator = null, others = [], managers = ['dana'], policy = { id: 'sefton', settings: {} }, secondFactor = 'optional',
  } = options
  const everybody = [...EVERYBODY, ...others]
  const pack = packOf(policy.id)!
  const { ports } = server
  const { storage, clock } = ports
  const acts = actsService({ ...ports, shipped: shippedOf(ports.packs) })
  await storage.write((tx) => addOrg(tx, { org: ORG, name: 'Test service', demonstration: false, secondFactor }, clock()))
  await publishShippedPacks(ports)
  const principal = { org: ORG, person: person('dana'), administrator: true }
  let count = 0
  const made = (recordId: string, kind: string, type: string, payload: unknown): WireAct =>
    sealAct({
      actId: ActId.parse(idOf(`act:${(count += 1)}`)), recordId: RecordId.parse(recordId), kind, type, payload: payload as Json,
      deviceId: device('setup'), deviceTime: clock(),
    })
  const setting = (id: SettingId, name: string, manage: readonly string[]) =>
    made(id, 'setting', 'setting.open', {
      name, residentialHome: true, pack: pack.id, packVersion: pack.version, settings: policy.settings, managers: manage.map(person),
    })
  const wires = [
    setting(HOME, 'The home', managers),
    setting(OTHER_HOME, 'The other home', ['olu']),
    ...everybody.map((key) => made(person(key), 'person', 'person.add', { name: `${key} Example`, knownAs: key, staffNumber: null })),
    ...POSTS.map(({ key, supervisor, setting, group, employment }) =>
      made(post(key), 'post', 'post.start', {
        person: person(key), setting, title: 'Worker', group, employment, hours: 'full-time', line: 'managerial', supervisor: person(supervisor),
        employedOn: '2024-01-08', supervisedSince, from: '2024-01-08', until: null, facts: {},
      }),
    ),
  ]
  const receipts = await acts.push(ORG, wires.map((wire) => ({ principal, wire })))
  const wrong = receipts.find(({ outcome }) => outcome !== 'applied')
  if (wrong) throw new Error(JSON.stringify(wrong))
  await storage.write(async (tx) => {
    for (const key of everybody) {
      await addAccount(tx, { org: ORG, person: person(key), username: key, passwordHash: `pw-${key}`, administrator: key === administrator, at: clock() })
    }
  })
}

export interface HouseOptions {
  readonly passwords?: Passwords
  /** Requests a minute; as many as one likes where it is left out. */
  readonly limits?: Partial<RequestLimits>
  readonly app?: string
  readonly serverFor?: StartOptions['serverFor']
  readonly behindHttps?: boolean
  readonly proxies?: number
  /** How much is logged: `trace` is more than a service can be told to. */
  readonly log?: Config['log'] | 'trace'
  /** What the clock says at first. */
  readonly now?: string
  /** The key of who administers the service; nobody where it is left out. */
  readonly administrator?: string | null
  /** Whether a password alone signs in; so it does, unless a test asks. */
  readonly secondFactor?: 'required' | 'optional'
  /** More of the environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** Since when everybody has had their present supervisor. */
  readonly supervisedSince?: string
  /** People with an account and no post, beside everybody. */
  readonly others?: readonly string[]
  /** Who manages the home, where it is not Dana. */
  readonly managers?: readonly string[]
  /** The policy both settings work by, with what it asks to be chosen. */
  readonly policy?: { readonly id: string; readonly settings: Record<string, Json> }
}

export const openHouse = async (options: HouseOptions = {}): Promise<House> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-house-'))
  const logs: string[] = []
  // Where tests are told of a PostgreSQL, the house is kept in a database of its own on it.
  const postgres = process.env['COUNTERSIGN_TEST_POSTGRES']
  const database = postgres === undefined ? null : await newDatabase(postgres)
  let now = (options.now ?? '2026-06-02T10:00:00.000Z') as Instant
  const config = configFrom({
    COUNTERSIGN_DATA: folder, COUNTERSIGN_PORT: '0', COUNTERSIGN_DEMO: 'off', COUNTERSIGN_RATE: String(options.limits?.person ?? 1_000_000),
    ...(options.limits?.device ? { COUNTERSIGN_RATE_DEVICE: String(options.limits.device) } : {}),
    ...(database === null ? {} : { DATABASE_URL: database }),
    ...(options.limits?.address ? { COUNTERSIGN_RATE_ADDRESS: String(options.limits.address) } : {}),
   
    COUNTERSIGN_BEHIND_HTTPS: options.behindHttps ? 'on' : 'off',
    COUNTERSIGN_PROXIES: String(options.proxies ?? 1),
    COUNTERSIGN_APP: options.app ?? path.join(folder, 'no-app'), ...options.environment,
  })
  const start = (): Promise<StartedServer> =>
    startServer({ ...config, log: (options.log ?? config.log) as Config['log'] }, {
      clock: () => now, passwords: options.passwords ?? plainPasswords, logTo: { write: (line) => void logs.push(line) },
      ...(options.serverFor ? { serverFor: options.serverFor } : {}),
    })
  const server = await start()
  const restarted: StartedServer[] = []
  await furnish(server, options)
  return {
    server,
    address: server.address,
    logs,
    folder,
    now: () => now,
    restart: async () => {
      const again = await start()
      restarted.push(again)
      return again
    },
    setClock: (instant) => {
      now = instant as Instant
    },
    pass: (ms) => {
      now = instantOf(epochOf(now) + ms)
    },
    signIn: async (key) => {
      const answer = await signInAs(server.address, key, `pw-${key}`)
      if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`)
      return new Client(key, server.address, cookieOf(answer), () => now)
    },
    close: async () => {
      for (const each of [server, ...restarted]) await each.stop()
      if (postgres !== undefined && database !== null) await dropDatabase(postgres, database)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** An administrator keeps the account of somebody who has left open. */
export const keepOpen = async ({ server }: House, key: string): Promise<void> => {
  await server.ports.storage.write((tx) => tx.updateTable('accounts').set({ open_until: '2099-12-31' }).where('username', '=', key).execute())
}

/** A session of Sam's, planned by Dana, with every topic answered and held. */
export const heldSession = async (dana: Client, supervisee = 'sam', values: Record<string, Json> = TOPICS): Promise<string> => {
  const id = v7()
  const receipts = await dana.push(dana.plan(id, supervisee), dana.edit(id, values), dana.hold(id))
  const wrong = receipts.find(({ outcome }) => outcome !== 'applied')
  if (wrong) throw new Error(JSON.stringify(wrong))
  return id
}

/** The same, shared and signed by both. */
export const lockedSession = async (dana: Client, worker: Client): Promise<string> => {
  const id = await heldSession(dana, worker.key)
  await dana.push(dana.share(id))
  await dana.push(await dana.sign(id, 'supervisor'))
  await worker.push(await worker.sign(id, 'supervisee'))
  return id
}
