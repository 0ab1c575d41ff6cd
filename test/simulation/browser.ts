/**
 * A browser of the simulation: the real device half over storage in memory, in tabs that can be killed at any call of a port,
 * with a clock of its own, a cookie jar, and storage that fails when it is told to.
 */
import { type DeviceId } from '../../src/domain/ids.ts'
import { openDevice, type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { type Sign } from '../../src/app/idle.ts'
import { type Fetch, type Occasion } from '../../src/outbox/ports.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { type HeldRow, openRows } from '../../src/store/person-rows.ts'
import { openPersonStore, type PersonStore } from '../../src/store/person-store.ts'
import { type DeviceStorage, type OutboxPort, type OutboxState, type RowsPort, type VaultRow } from '../../src/store/ports.ts'
import { StorageError } from '../../src/store/storage-error.ts'
import { textOf } from '../../src/vault/bytes.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { fakeKdf, type virtualTimers } from '../outbox/sim.ts'
import { doorbells, type Life, mortality, plainCipher, tabLocks } from '../outbox/tab-parts.ts'
import { type Chance, deviceIdOf } from './chance.ts'
import { BROWSERS, PEOPLE, type Person, type PersonKey } from './people.ts'
import { type Sealing, vaultOf } from './sealing.ts'

export type Time = ReturnType<typeof virtualTimers>

/** What the storage does with its next call: nothing is written, or it comes later. */
export type StorageFault = 'full' | 'closed' | 'closed-after' | 'blocked'

export interface Tab extends Pick<Life, 'killAt' | 'dead'> {
  readonly browser: number
  readonly person: Person
  readonly device: OpenDevice
  readonly store: PersonStore
  readonly occasion: (what: Occasion) => void
}

/** An act in an outbox, as its author reads it. */
export interface Kept {
  readonly act: WireAct
  readonly state: OutboxState
  readonly deposited: boolean
  /** Its author took it back (P8). */
  readonly withdrawn: boolean
  readonly person: PersonKey
}

/** A row of a person's records on a browser, as it is kept there. */
export interface HeldBy {
  readonly person: PersonKey
  readonly held: HeldRow
}

export interface Browser {
  readonly n: number
  readonly deviceId: DeviceId
  readonly people: readonly [PersonKey, ...PersonKey[]]
  readonly tabs: [Tab | null, Tab | null]
  readonly storage: DeviceStorage
  cookie: string
  /** How far its clock is ahead of the true time, in milliseconds. */
  ahead: number
  readonly storageFaults: StorageFault[]
  readonly open: (tab: 0 | 1, person: PersonKey) => Promise<Tab>
  /** Everything in its outbox, whoever saved it; null where an entry cannot be read. */
  readonly kept: () => Promise<readonly (Kept | null)[]>
  /** The records of everybody in it. */
  readonly held: () => Promise<readonly HeldBy[]>
  /** Its databases of records are gone, under every tab. */
  readonly wipeRows: () => void
  /** Somebody touches the screen. */
  readonly touch: () => void
}

/** How long a database that another tab keeps waiting takes. */
const BLOCKED_MS = 20_000

/** The storage of a browser, the rows of which can be wiped under its tabs, and each writing of which can fail. */
const faulty = (faults: StorageFault[], time: Time): { readonly storage: DeviceStorage; readonly wipeRows: () => void } => {
  const base = memoryStorage()
  let rows = memoryStorage()
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    const fault = faults.shift()
    if (fault === 'full') throw new StorageError('storage-full')
    if (fault === 'closed') throw new StorageError('storage-broken')
    if (fault === 'blocked') await new Promise<void>((resolve) => void time.timers.after(BLOCKED_MS, resolve))
    const done = await work()
    if (fault === 'closed-after') throw new StorageError('storage-broken')
    return done
  }
  const { outbox } = base
  const storage: DeviceStorage = {
    ...base,
    outbox: {
      ...outbox,
      append: (...said) => attempt(() => outbox.append(...said)),
      begin: (...said) => attempt(() => outbox.begin(...said)),
      release: (...said) => attempt(() => outbox.release(...said)),
      settle: (...said) => attempt(() => outbox.settle(...said)),
      forget: (...said) => attempt(() => outbox.forget(...said)),
      recall: (...said) => attempt(() => outbox.recall(...said)),
      endDeposit: (...said) => attempt(() => outbox.endDeposit(...said)),
    },
    openRows: (name): Promise<RowsPort> =>
      Promise.resolve({
        load: async () => (await rows.openRows(name)).load(),
        state: async () => (await rows.openRows(name)).state(),
        apply: (change) => attempt(async () => (await rows.openRows(name)).apply(change)),
        close: () => undefined,
      }),
    removeRows: (name) => rows.removeRows(name),
  }
  return {
    storage,
    wipeRows: () => {
      rows = memoryStorage()
    },
  }
}

const actIn = (body: Uint8Array): WireAct | null => {
  try {
    return (JSON.parse(textOf(body)) as { readonly act?: WireAct }).act ?? null
  } catch {
    return null
  }
}

const isWithdrawn = (receipt: Uint8Array): boolean => (JSON.parse(textOf(receipt)) as { readonly withdrawn: boolean }).withdrawn

const databaseOf = (key: PersonKey): string => `rows-${key}`

const locksByItself = { possible: async () => false, make: async () => null, use: async () => null }

export const openBrowser = (
  n: number,
  { time, chance, network, sealing }: { readonly time: Time; readonly chance: Chance; readonly network: (browser: Browser) => Fetch; readonly sealing: Sealing },
): Browser => {
  const people = BROWSERS[n] ?? ['dana']
  const storageFaults: StorageFault[] = []
  const { storage, wipeRows } = faulty(storageFaults, time)
  const bells = doorbells()
  const locks = tabLocks(time.timers)
  const touched = new Set<(sign: Sign) => void>()
  /** What bytes say does not change: read once. */
  const read = new WeakMap<Uint8Array, WireAct | null>()
  const actOf = (body: Uint8Array): WireAct | null => {
    if (!read.has(body)) read.set(body, actIn(body))
    return read.get(body) ?? null
  }

  const open: Browser['open'] = async (at, key) => {
    browser.tabs[at]?.killAt(0, false)
    const person: Person = PEOPLE[key]
    const life = mortality()
    const { mortal } = life
    const vault = vaultOf(n, key)
    const row: VaultRow = { id: vault, database: databaseOf(key), owner: person.id, knownAs: key, state: 'current', envelope: {} }
    if (!(await storage.vaults.all()).some(({ id }) => id === vault)) await storage.vaults.put([row])
    const hearers = new Set<(what: Occasion) => void>()
    let visible = true
    const rows = mortal(await storage.openRows(row.database))
    const outbox: OutboxPort = { ...mortal(storage.outbox), era: storage.outbox.era }
    const { fetch } = mortal({ fetch: network(browser) })
    const world: DeviceWorld = {
      storage: { ...storage, outbox },
      keepsNothing: null,
      kdf: fakeKdf,
      keeping: keptHere(fakeKdf),
      passkeys: locksByItself,
      presence: {
        listen: (on) => {
          touched.add(on)
          return () => touched.delete(on)
        },
        inSession: () => false,
      },
      fetch,
      // A dead tab's timers are gone with it.
      timers: { after: (ms, run) => time.timers.after(ms, () => (life.dead() ? undefined : run())) },
      now: () => time.now() + browser.ahead,
      random: chance.random,
      room: async () => null,
      lock: locks(life.died),
      surroundings: {
        visible: () => visible,
        listen: (on) => {
          hearers.add(on)
          return () => hearers.delete(on)
        },
      },
      doorbell: bells(life),
      newId: () => chance.id(time.now() + browser.ahead),
    }
    const cipher = plainCipher()
    const store = await openPersonStore({ vault, cipher, rows, outbox, seal: sealing.of(n, key) })
    const owner = { org: person.org, person: person.id, username: key, name: key, knownAs: key, administrator: person.administrator, duties: [] }
    const held: OpenVault = {
      id: vault, owner, cipher, signer: null, lock: cipher.lock, serviceKeys: () => null,
      sealOwner: () => Promise.reject(new Error('it has no envelope')),
      held: () => {
        throw new Error('it has no keys')
      },
    }
    const device = openDevice({
      world, row, vault: held, deviceId: browser.deviceId, store, kind: 'personal', lease: null,
      said: async () => undefined, again: async () => ({ ok: false, code: 'not-here' }),
    })
    const tab: Tab = {
      browser: n,
      person,
      device,
      store,
      killAt: life.killAt,
      dead: life.dead,
      occasion: (what) => {
        visible = what !== 'hidden'
        for (const hear of hearers) hear(what)
      },
    }
    device.whenLocked(() => life.killAt(0, false))
    device.start()
    browser.tabs[at] = tab
    return tab
  }

  const keyOf = new Map(people.map((key) => [vaultOf(n, key), key]))
  const browser: Browser = {
    n,
    deviceId: deviceIdOf(n + 1),
    people,
    tabs: [null, null],
    storage,
    cookie: '',
    ahead: 0,
    storageFaults,
    open,
    kept: async () => {
      const all: (Kept | null)[] = []
      for (const [vault, person] of keyOf) {
        for (const { body, state, deposited, receipt } of await storage.outbox.of(vault)) {
          const act = actOf(body)
          all.push(act && { act, state, deposited, withdrawn: receipt !== null && isWithdrawn(receipt), person })
        }
      }
      return all
    },
    held: async () => {
      const all: HeldBy[] = []
      for (const person of people) {
        const { rows } = await openRows(plainCipher(), await storage.openRows(databaseOf(person)))
        all.push(...[...rows.values()].map((held) => ({ person, held })))
      }
      return all
    },
    wipeRows,
    touch: () => {
      for (const on of touched) on('touched')
    },
  }
  return browser
}
