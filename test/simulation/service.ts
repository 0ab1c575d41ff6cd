/**
 * The real service in this process: real handlers, guards, services and SQLite in memory, asked with no network in between.
 * Injected are the clock, what is drawn at random, passwords compared as they are, and an erasure ledger that is in memory.
 * It can be killed at any write and started again on what it left.
 */
import { DatabaseSync } from 'node:sqlite'
import { type Instant } from '../../src/domain/dates.ts'
import { ActId, type OrgId, RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { type Reply } from '../../src/outbox/ports.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { createApp, type RunningApp } from '../../sync/app.ts'
import { type Keys, openKeys } from '../../sync/services/keys.ts'
import { type Ports, publishShippedPacks, type Services, servicesOf } from '../../sync/services/services.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { type ErasureLedger } from '../../sync/storage/erasure-ledger.ts'
import { addOrg, setBackedUpThrough } from '../../sync/storage/orgs.ts'
import { sealUnder } from '../../sync/storage/server-key.ts'
import { openStorage, type Storage, type Tx } from '../../sync/storage/storage.ts'
import { chanceOf, deviceIdOf, fixedId } from './chance.ts'
import { HOMES, ORGS, passwordOf, PEOPLE, type Person, POSTS } from './people.ts'

export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Where in a write the service dies: before it begins, in the midst of it, or once it is durable and nobody knows. */
export type Death = 'before' | 'inside' | 'after'

export interface Service {
  /** Answers a request; rejects where the service is down, or dies meanwhile. */
  readonly ask: (asked: Asked) => Promise<Reply & { readonly cookie: string | null }>
  /** How many requests it is at. */
  readonly busy: () => number
  /** Is held up after each of the next reads: a machine has other things to do. */
  readonly slow: (reads: number) => void
  /** Dies at the n-th write from now. */
  readonly killAt: (writes: number, where: Death) => void
  readonly isDown: () => boolean
  readonly start: () => Promise<void>
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly services: () => Services
  /** The database as it is now, as `npm run backup` takes it. @param said whether the service is then told how far it goes (V9) */
  readonly backUp: (said: boolean) => Promise<Uint8Array>
  /** Goes on with an earlier copy: what was written since is gone (T2). */
  readonly restore: (copy: Uint8Array) => Promise<void>
  readonly close: () => Promise<void>
}

const UNLIMITED = 1_000_000_000
const START = '2026-06-10T08:00:00.000Z' as Instant

const shipped = packOf('sefton')
if (!shipped) throw new Error('the policy of the simulation ships with the app')
/** As much of a policy as sessions need: everybody pulls it. */
const sefton: PolicyPack = { ...shipped, rules: [], ambiguities: [], forms: shipped.forms.filter(({ id }) => id === 'welfare-supervision') }
export const PINS: Pins = { pack: 'sefton', packVersion: sefton.version, form: 'welfare-supervision', formVersion: 1 }

const noErasures: ErasureLedger = { has: () => false, linesOf: () => [], append: () => ({ n: 0, hash: '' }), intact: true }
const seal = sealUnder(new Uint8Array(32))

/** Opens a database in memory, one that goes on from a copy where there is one. The storage opens its own: it is caught there. */
const openDatabase = async (copy: Uint8Array | null): Promise<{ readonly storage: Storage; readonly database: DatabaseSync }> => {
  const found: DatabaseSync[] = []
  const real = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')
  const exec = real?.value as (this: DatabaseSync, sql: string) => void
  DatabaseSync.prototype.exec = function caught(this: DatabaseSync, sql: string) {
    if (!found.includes(this)) {
      found.push(this)
      if (copy) this.deserialize(copy)
    }
    return exec.call(this, sql)
  }
  try {
    const storage = await openStorage(':memory:')
    const [database] = found
    if (!database || found.length > 1) throw new Error('one database is opened at a time')
    return { storage, database }
  } finally {
    DatabaseSync.prototype.exec = exec
  }
}

const portsOf = (storage: Storage, keys: Keys, clock: () => Instant, random: (bytes: number) => string, onFault: (error: unknown) => void): Ports => ({
  storage,
  clock,
  random,
  passwords: { hash: (password) => Promise.resolve(password), verify: (known, password) => Promise.resolve(known === password) },
  seal,
  keys,
  work: null,
  packs: [sefton],
  erasures: noErasures,
  demonstrationSignIns: [],
  onFault,
})

const principalOf = ({ org, id, administrator }: Person) => ({ org, person: id, administrator })

/** An act done elsewhere, in the office. */
export const officeAct = (n: number, at: Instant, said: { readonly record: string; readonly kind: string; readonly type: string; readonly payload: Json }): WireAct =>
  sealAct({
    actId: ActId.parse(fixedId(5, n)), recordId: RecordId.parse(said.record), kind: said.kind, type: said.type, payload: said.payload,
    deviceId: deviceIdOf(99), deviceTime: at,
  })

const furnish = async (ports: Ports, { acts }: Services): Promise<void> => {
  const { storage } = ports
  for (const { org, name } of ORGS) await storage.write((tx) => addOrg(tx, { org, name, demonstration: false, secondFactor: 'optional' }, START))
  await publishShippedPacks(ports)
  let n = 0
  const say = async (by: Person, record: string, kind: string, type: string, payload: Json): Promise<void> => {
    n += 1
    const wire = officeAct(n, START, { record, kind, type, payload })
    const [receipt] = await acts.push(by.org, [{ principal: { ...principalOf(by), administrator: true }, wire }])
    if (receipt?.outcome !== 'applied') throw new Error(JSON.stringify(receipt))
  }
  const officeOf = (org: string): Person => Object.values(PEOPLE).find((each) => each.org === org && each.administrator) ?? PEOPLE.dana
  for (const { id, org, name, managers } of Object.values(HOMES)) {
    await say(officeOf(org), id, 'setting', 'setting.open', {
      name, residentialHome: true, pack: PINS.pack, packVersion: PINS.packVersion, settings: {}, managers: managers.map((key) => PEOPLE[key].id),
    })
  }
  for (const each of Object.values(PEOPLE)) {
    await say(officeOf(each.org), each.id, 'person', 'person.add', { name: `${each.key} Example`, knownAs: each.key, staffNumber: null })
    const { org, id, key, administrator } = each
    await storage.write((tx) => addAccount(tx, { org, person: id, username: key, passwordHash: passwordOf(key), administrator, at: START }))
  }
  for (const { id, person, home, supervisors, sessions } of POSTS) {
    await say(officeOf(home.org), id, 'post', 'post.start', {
      person: PEOPLE[person].id, setting: home.id, title: 'Worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial',
      supervisor: PEOPLE[supervisors[0]].id, employedOn: '2024-01-08', supervisedSince: '2024-01-08', from: '2024-01-08', until: null, facts: {},
    })
    const supervisor = PEOPLE[supervisors[0]]
    for (const session of sessions) {
      await say(supervisor, session, 'session', 'session.plan', {
        post: id, setting: home.id, supervisee: PEOPLE[person].id, supervisor: supervisor.id, plannedFor: '2026-06-10', pins: PINS,
      })
    }
  }
}

export interface Template {
  readonly copy: Uint8Array
  readonly keys: Keys
}

/** The two organisations as every run finds them: made once. @param more writes what else is there from the beginning */
export const templateOf = async (more: (tx: Tx, keys: Keys) => Promise<void>): Promise<Template> => {
  const { storage, database } = await openDatabase(null)
  const clock = (): Instant => START
  const keys = await openKeys({ storage, seal, clock })
  const ports = portsOf(storage, keys, clock, chanceOf(0).token, (error) => {
    throw error
  })
  await furnish(ports, servicesOf(ports))
  await storage.write((tx) => more(tx, keys))
  const copy = database.serialize()
  await storage.close()
  return { copy, keys }
}

class Killed extends Error {
  override readonly name = 'Killed'
}

/** @param onFault told of what the service itself calls a fault of its own */
export const openService = async (
  { copy, keys }: Template,
  {
    clock,
    random,
    pause,
    onFault,
  }: {
    readonly clock: () => Instant
    readonly random: (bytes: number) => string
    /** How long it is held up. */
    readonly pause: () => Promise<void>
    readonly onFault: (error: unknown) => void
  },
): Promise<Service> => {
  let { storage, database } = await openDatabase(copy)
  let busy = 0
  let life = 0
  let down = false
  let left = Number.POSITIVE_INFINITY
  let where: Death = 'before'
  let slowReads = 0
  let running: { readonly app: RunningApp; readonly services: Services } | null = null

  const die = (): never => {
    down = true
    left = Number.POSITIVE_INFINITY
    throw new Killed()
  }
  /** The storage as one life of the service has it: killed, it writes and reads nothing more. */
  const mortal = (mine: number): Storage => {
    const alive = (): void => {
      if (mine !== life || down) throw new Killed()
    }
    return {
      write: async (work) => {
        alive()
        left -= 1
        const now = left === 0 ? where : null
        if (now === 'before') die()
        const done = await storage.write(async (tx) => {
          alive()
          const result = await work(tx)
          alive()
          if (now === 'inside') die()
          return result
        })
        if (now === 'after') die()
        alive()
        return done
      },
      snapshot: async (work) => {
        alive()
        const done = await storage.snapshot(async (tx) => {
          alive()
          return work(tx)
        })
        alive()
        if (slowReads > 0) {
          slowReads -= 1
          // Nobody waits for it to go on: time passes meanwhile.
          busy -= 1
          await pause().finally(() => {
            busy += 1
          })
          alive()
        }
        return done
      },
      listen: (hear) => storage.listen(hear),
      scrub: () => storage.scrub(),
      close: () => storage.close(),
    }
  }
  const start = async (): Promise<void> => {
    life += 1
    down = false
    await running?.app.stop()
    const ports = portsOf(mortal(life), keys, clock, random, (error) => {
      // What nobody can read stays on the device, which the invariants look at.
      if (!(error instanceof Killed) && !(error instanceof Error && error.name === 'DepositUnreadable')) onFault(error)
    })
    const services = servicesOf(ports)
    const app = await createApp(services, {
      secure: false, proxies: 0, limits: { address: UNLIMITED, person: UNLIMITED, device: UNLIMITED }, version: 'simulation', appFolder: null, logger: false,
    })
    running = { app, services }
  }
  const now = (): { readonly app: RunningApp; readonly services: Services } => {
    if (!running) throw new Error('it was started when it was opened')
    return running
  }
  await start()

  return {
    ask: async ({ method, path, headers, body }) => {
      if (down) throw new Killed()
      const mine = life
      busy += 1
      try {
        const answer = await now().app.app.inject({ method, url: path, headers: { ...headers }, ...(body === undefined ? {} : { payload: body }) })
        if (mine !== life || down) throw new Killed()
        const cookies = answer.headers['set-cookie']
        return {
          status: answer.statusCode,
          header: (name) => {
            const value = answer.headers[name]
            return value === undefined ? null : String(value)
          },
          text: () => Promise.resolve(answer.payload),
          cookie: (Array.isArray(cookies) ? cookies[0] : cookies)?.split(';', 1)[0] ?? null,
        }
      } finally {
        busy -= 1
      }
    },
    busy: () => busy,
    slow: (reads) => {
      slowReads = reads
    },
    killAt: (writes, how) => {
      left = writes
      where = how
    },
    isDown: () => down,
    start,
    read: (work) => storage.snapshot(work),
    services: () => now().services,
    backUp: async (said) => {
      const copy = database.serialize()
      if (said) {
        await storage.write(async (tx) => {
          for (const { org, seq } of await tx.selectFrom('orgs').select(['org', 'seq']).execute()) await setBackedUpThrough(tx, org as OrgId, seq)
        })
      }
      return copy
    },
    restore: async (earlier) => {
      life += 1
      await storage.close()
      ;({ storage, database } = await openDatabase(earlier))
      await start()
    },
    close: async () => {
      await now().app.stop()
      await storage.close()
    },
  }
}
