/** A device and its world under a test's hands: clock, timers, network, storage and tabs that can be killed. */
import { v7 as uuid } from 'uuid'
import { type ActId, DeviceId, PersonId, PostId, type RecordId, SettingId } from '../../src/domain/ids.ts'
import { instantOf, type PlainDate } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { type SessionPlan } from '../../src/domain/records/deeds/session.ts'
import { openDevice, type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { type Sign } from '../../src/app/idle.ts'
import { type Fetch, type Occasion, type OpenStream, type Reply, type Timers } from '../../src/outbox/ports.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { openPersonStore, type PersonStore } from '../../src/store/person-store.ts'
import { type DeviceStorage, type OutboxPort, type RowsPort, type VaultRow } from '../../src/store/ports.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'

import { type Bytes, utf8 } from '../../src/vault/bytes.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { doorbells, type Life, mortality, plainCipher, tabLocks } from './tab-parts.ts'
import { refusal, refused, reply, sealedText, tinyServer, type TinyServer } from './tiny-server.ts'

// Got when they are first wanted, which takes real time; here time is told.
await Promise.all([import('../../src/store/person-writing.ts'), import('../../src/store/apply-rows.ts'), import('../../src/outbox/round.ts'), import('../../src/outbox/pokes.ts'), import('../../src/outbox/send-answer.ts'), import('../../src/app/device-writing.ts')])

const fixed = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const ORG = fixed(1)
export const DANA = PersonId.parse(fixed(11))
export const SAM = PersonId.parse(fixed(12))
export const POST = PostId.parse(fixed(22))
const HOME = SettingId.parse(fixed(31))
const DEVICE = DeviceId.parse(fixed(41))
const OTHER_DEVICE = DeviceId.parse(fixed(42))

const START = Date.UTC(2026, 5, 10, 9)

/** Virtual time. */
export const virtualTimers = () => {
  let now = START
  let count = 0
  const due = new Map<number, { readonly at: number; readonly run: () => void }>()
  const timers: Timers = {
    after: (ms, run) => {
      count += 1
      const id = count
      due.set(id, { at: now + ms, run })
      return () => due.delete(id)
    },
  }
  const first = (): readonly [number, { readonly at: number; readonly run: () => void }] | undefined =>
    [...due].sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0]
  /** Runs what is due next, if it is due by `until`. */
  const step = (until: number): boolean => {
    const next = first()
    if (!next || next[1].at > until) return false
    due.delete(next[0])
    now = Math.max(now, next[1].at)
    next[1].run()
    return true
  }
  return {
    timers,
    now: () => now,
    step,
    nextIn: () => (first()?.[1].at ?? Number.POSITIVE_INFINITY) - now,
    to: (at: number) => {
      now = Math.max(now, at)
    },
  }
}

const TICKS = 12
/** Lets everything that can go on go on: with these ports nothing needs real time. */
export const settle = async (rounds = TICKS): Promise<void> => {
  for (let i = 0; i < rounds; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

export type Fault =
  | 'none'
  | 'drop-request'
  | 'drop-response'
  | 'duplicate'
  | 'never'
  | 'html'
  | 'truncated'
  | 401
  | 403
  | 404
  | 409
  | 429
  | 500
  | 503

/** A key derivation for tests: what is derived is all that matters. */
export const fakeKdf: Kdf = async (password, salt) => {
  const hex = sha256Hex(`${password}|${[...salt].join(',')}`)
  return new Uint8Array(hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16)))
}

export interface Tab extends Pick<Life, 'killAt' | 'dead'> {
  readonly device: OpenDevice
  readonly store: PersonStore
  readonly occasion: (what: Occasion) => void
  readonly setVisible: (visible: boolean) => void
}

interface TabOptions {
  readonly storage?: DeviceStorage
  /** Whose vault is open; Dana's unless said. Each has the vault `v` or `w`, with the rows `rows` or `rows-w`. */
  readonly person?: PersonId
  /** What makes acts deliverable by others; unless said, nothing does. */
  readonly seal?: 'works' | ((act: WireAct) => Promise<Bytes>)
  /** Where it is told that something changed; unless said, nothing tells it. */
  readonly stream?: OpenStream
}

export interface Sim {
  readonly server: TinyServer
  readonly storage: DeviceStorage
  readonly time: ReturnType<typeof virtualTimers>
  /** The faults of the next requests, in order. */
  readonly faults: Fault[]
  readonly requests: { readonly path: string; readonly body: string | undefined }[]
  readonly openTab: (options?: TabOptions) => Promise<Tab>
  readonly world: (options?: { readonly storage?: DeviceStorage }) => DeviceWorld
  /** Waits for something, letting virtual time pass when nothing else happens; rejects after `most` of it. */
  readonly wait: <T>(promise: Promise<T>, most?: number) => Promise<T>
  readonly pass: (ms: number) => Promise<void>
  /** An act as its author's device seals it for others to deliver. */
  readonly sealFor: (person: PersonId, act: WireAct) => Bytes
  /** Everything in the outbox, as the author would read it. */
  readonly outbox: (vault?: string) => Promise<readonly { readonly act: WireAct; readonly state: string }[]>
  /** Changes what the network does to answers, for mutants. */
  rewrite: (reply: Reply, path: string, body: string | undefined) => Reply | Promise<Reply>
}

export const planOf = (): SessionPlan => ({
  post: POST,
  setting: HOME,
  supervisee: SAM,
  supervisor: DANA,
  plannedFor: '2026-06-10' as PlainDate,
  pins: { pack: 'sefton', packVersion: 1, form: 'f', formVersion: 1 },
})

export const newRecord = (): RecordId => uuid() as RecordId

/** Another person's act on another device. */
export const actOf = (
  recordId: RecordId,
  said: { readonly type: string; readonly patch?: Json; readonly payload?: Json },
  at: number = START,
): WireAct =>
  sealAct({ actId: uuid() as ActId, recordId, kind: 'session', deviceId: OTHER_DEVICE, deviceTime: instantOf(at), ...said })

export const newSim = (): Sim => {
  const time = virtualTimers()
  const server = tinyServer(
    [
      { id: DANA, username: 'dana', name: 'Dana Whitlock' },
      { id: SAM, username: 'sam', name: 'Sam Oyelaran' },
    ],
    ORG,
    time.now,
  )
  const storage = memoryStorage()
  const faults: Fault[] = []
  const requests: { path: string; body: string | undefined }[] = []
  const bells = doorbells()
  const locks = tabLocks(time.timers)
  const never = new Promise<never>(() => undefined)
  const watching = new Set<(sign: Sign) => void>()
  /** Runs what is due next; somebody is there all the while, so that no device locks by itself. */
  const step = (until: number): boolean => {
    for (const on of watching) on('touched')
    return time.step(until)
  }

  const network: Fetch = async (path, { headers, body }) => {
    // Asked once on the side: the faults and the counts are those of rounds.
    if (path === '/api/quarantine') return server.handle(path, headers, body)
    requests.push({ path, body })
    const fault = faults.shift() ?? 'none'
    const answer = async (): Promise<Reply> => sim.rewrite(await server.handle(path, headers, body), path, body)
    switch (fault) {
      case 'none':
        return answer()
      case 'drop-request':
        throw new TypeError('network')
      case 'drop-response':
        await answer()
        throw new TypeError('network')
      case 'duplicate':
        await answer()
        return answer()
      case 'never':
        return never
      case 'html':
        return sim.rewrite(reply(200, '<h1>Welcome to the café</h1>', { 'content-type': 'text/html' }), path, body)
      case 'truncated': {
        const whole = await answer()
        const text = await whole.text()
        return reply(whole.status, text.slice(0, text.length / 2))
      }
      case 404:
        return refusal(404, 'not-found')
      case 401:
      case 403:
      case 409:
      case 429:
      case 500:
      case 503:
        return refused(fault)
      default:
        return unreachable(fault)
    }
  }

  const worldOf = (
    options: { readonly storage?: DeviceStorage } = {},
    own: object = {},
    listen?: DeviceWorld['surroundings'],
    died: Promise<never> = never,
  ): DeviceWorld => ({
    storage: options.storage ?? storage,
    keepsNothing: null,
    kdf: fakeKdf,
    keeping: keptHere(fakeKdf),
    passkeys: { possible: async () => false, make: async () => null, use: async () => null },
    presence: {
      listen: (on) => {
        watching.add(on)
        return () => watching.delete(on)
      },
      inSession: () => false,
    },
    fetch: network,
    timers: time.timers,
    now: time.now,
    random: () => 0.5,
    room: async () => null,
    lock: locks(died),
    surroundings: listen ?? { visible: () => true, listen: () => () => undefined },
    doorbell: bells(own),
    newId: uuid,
  })

  const openTab: Sim['openTab'] = async (options = {}) => {
    const own = {}
    const life = mortality()
    const { mortal, died } = life
    let visible = true
    const hearers = new Set<(what: Occasion) => void>()
    const base = worldOf(options, own, {
      visible: () => visible,
      listen: (on) => {
        hearers.add(on)
        return () => hearers.delete(on)
      },
    }, died)
    const { person = DANA, seal } = options
    const vault = person === DANA ? 'v' : 'w'
    const database = person === DANA ? 'rows' : 'rows-w'
    const knownAs = person === DANA ? 'Dana' : 'Sam'
    if (!(await storage.vaults.all()).some(({ id }) => id === vault)) {
      await storage.vaults.put([{ id: vault, database, owner: person, knownAs, state: 'current', envelope: {} }])
    }
    const rows: RowsPort = mortal(await base.storage.openRows(database))
    const outbox: OutboxPort = { ...mortal(base.storage.outbox), era: base.storage.outbox.era }
    const { fetch } = mortal({ fetch: base.fetch })
    const world: DeviceWorld = {
      ...base,
      fetch,
      ...(options.stream ? { stream: options.stream } : {}),
      storage: { ...base.storage, outbox },
      timers: {
        // A dead tab's timers are gone with it.
        after: (ms, run) => base.timers.after(ms, () => (life.dead() ? undefined : run())),
      },
    }
    const works = async (act: WireAct): Promise<Bytes> => sim.sealFor(person, act)
    const cipher = plainCipher()
    const store = await openPersonStore({ vault, cipher, rows, outbox, seal: seal === 'works' ? works : (seal ?? null) })
    const owner = { org: ORG, person, username: knownAs.toLowerCase(), name: knownAs, knownAs, administrator: false, duties: [] }
    const open: OpenVault = {
      id: vault, owner, cipher, signer: null, lock: cipher.lock, serviceKeys: () => null,
      sealOwner: () => Promise.reject(new Error('it has no envelope')),
      held: () => {
        throw new Error('it has no keys')
      },
    }
    const row: VaultRow = { id: vault, database, owner: person, knownAs, state: 'current', envelope: null }
    const device = openDevice({
      world, row, vault: open, deviceId: DEVICE, store, kind: 'personal', lease: null, said: async () => undefined, again: async () => ({ ok: false, code: 'not-here' }),
    })
    return {
      device,
      store,
      killAt: life.killAt,
      dead: life.dead,
      occasion: (what) => {
        for (const hear of hearers) hear(what)
      },
      setVisible: (now) => {
        visible = now
      },
    }
  }

  const wait: Sim['wait'] = async (promise, most = 3_600_000) => {
    const until = time.now() + most
    let done = false
    promise.then(() => (done = true), () => (done = true))
    for (;;) {
      await settle()
      if (done) return promise
      if (!step(until)) throw new Error('it never came')
    }
  }

  const sim: Sim = {
    server,
    storage,
    time,
    faults,
    requests,
    openTab,
    world: (options) => worldOf(options),
    wait,
    pass: async (ms) => {
      const until = time.now() + ms
      for (;;) {
        await settle()
        if (!step(until)) break
      }
      time.to(until)
      await settle()
    },
    outbox: async (vault = 'v') =>
      (await storage.outbox.of(vault)).map(({ body, state }) => ({
        act: (JSON.parse(new TextDecoder().decode(body)) as { act: WireAct }).act,
        state,
      })),
    sealFor: (person, act) => utf8(sealedText({ org: ORG, person, vault: 'v'.repeat(22), act })),
    rewrite: (answer) => answer,
  }
  return sim
}

