/** The world of a real device against the house's server. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { deviceIdOf, type OpenAnswer, type Opened, unlock } from '../../src/app/device.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { ownerDigest } from '../../src/app/vaults.ts'
import { epochOf } from '../../src/domain/dates.ts'
import { OrgId, PersonId } from '../../src/domain/ids.ts'
import { type Enrolled } from '../../src/features/shared/enrolment.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { type VaultRow } from '../../src/store/ports.ts'
import { randomName } from '../../src/vault/bytes.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { type Owner } from '../../src/vault/owner.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { firstCipher } from '../vault/first-cipher.ts'
import { type House } from './house.ts'

/**
 * A browser's world with a cookie jar of its own, on a database of its own.
 *
 * @param now     its clock, milliseconds since the epoch; the house's unless said
 * @param offline whether the network is away
 * @param pokes   whether it is told of changes (L6); else it only asks
 */
export const world = (
  house: Pick<House, 'address' | 'now'>,
  idb: IDBFactory,
  { now = () => epochOf(house.now()), offline = () => false, pokes = false }: { readonly now?: () => number; readonly offline?: () => boolean; readonly pokes?: boolean } = {},
): DeviceWorld => {
  let cookie = ''
  return {
    storage: dexieStorage({ indexedDB: idb, IDBKeyRange }),
    keepsNothing: null,
    // Argon2id has its own tests: a dozen unlockings need not take a minute.
    kdf: fakeKdf,
    keeping: keptHere(fakeKdf),
    passkeys: { possible: async () => false, make: async () => null, use: async () => null },
    presence: { listen: () => () => undefined, inSession: () => false },
    fetch: async (path, { method, headers, body, signal }) => {
      if (offline()) throw new TypeError('no network')
      const response = await fetch(house.address + path, { method, headers: { ...headers, cookie }, signal, ...(body === undefined ? {} : { body }) })
      cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
      return { status: response.status, header: (name) => response.headers.get(name), text: () => response.text() }
    },
    ...(pokes
      ? {
          stream: async (path, { headers, signal }) => {
            const { status, headers: said, body } = await fetch(house.address + path, { headers: { ...headers, cookie }, signal })
            const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
            return { status, header: (name) => said.get(name), read: async () => (await reader?.read())?.value ?? null }
          },
        }
      : {}),
    timers: {
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
    now,
    random: Math.random,
    room: async () => null,
    lock: { run: (_name, _patience, work) => work() },
    surroundings: { visible: () => true, listen: () => () => undefined },
    doorbell: () => ({ ring: () => undefined, listen: () => () => undefined, close: () => undefined }),
    newId: () => v7(),
  }
}

/** A device whose network can be taken away, which notes what it asked of the service and how that answered. */
export interface Tablet {
  readonly here: DeviceWorld
  offline: boolean
  /** How far its clock is ahead of the house’s, in milliseconds. */
  ahead: number
  readonly asked: string[]
}

export const tablet = (house: Pick<House, 'address' | 'now'>, idb = new IDBFactory()): Tablet => {
  const made = world(house, idb, { offline: () => device.offline, now: () => epochOf(house.now()) + device.ahead })
  const device = {
    offline: false,
    ahead: 0,
    asked: [] as string[],
    here: {
      ...made,
      fetch: async (path, init) => {
        const answer = await made.fetch(path, init)
        device.asked.push(`${path} ${answer.status}`)
        return answer
      },
    } satisfies DeviceWorld as DeviceWorld,
  }
  return device
}

export const PHRASE = 'acorn basil cedar dahlia'
export const PIN = '483920'
const CHOSEN: Enrolled = { kind: 'shared', phrase: PHRASE, pin: PIN, passkey: false }

/** Opened, or the reason why not as an error. */
export const openOf = (answer: OpenAnswer): Opened => {
  if (!answer.ok) throw new Error(answer.code)
  return answer
}

/** Goes through enrolling, where that is what is left to do. */
export const enrolled = async (answer: OpenAnswer, chosen: Partial<Enrolled> = {}): Promise<Opened> => {
  if (answer.ok || (answer.code !== 'enrol' && answer.code !== 'known')) return openOf(answer)
  const done = await answer.enrolment.finish({ ...CHOSEN, ...chosen })
  if (done.kind !== 'open') throw new Error(done.kind)
  return done
}

/** Signs in with a password, and is enrolled on a device that is new to this person; else they unlock what they have there, by their words. */
export const comesIn = async (here: DeviceWorld, username: string, password: string, chosen?: Partial<Enrolled>): Promise<Opened> => {
  const answer = await signIn(here, username, password)
  if (answer.ok || answer.code !== 'known') return enrolled(answer, chosen)
  return openOf(await unlock(here, answer.person.id, { by: 'phrase', phrase: chosen?.phrase ?? PHRASE }))
}

/** Puts a vault on a device as it was while the account's password opened it. @returns its row */
export const olderVault = async (here: DeviceWorld, me: Pick<Owner, 'org' | 'person' | 'username' | 'knownAs'>, password: string): Promise<VaultRow> => {
  const id = randomName()
  const owner: Owner = { ...me, name: `${me.knownAs} of before`, administrator: false, duties: [] }
  const { envelope } = await firstCipher({ vault: id, owner, password }, here.kdf)
  const digest = await ownerDigest(await deviceIdOf(here), { org: OrgId.parse(me.org), person: PersonId.parse(me.person) })
  const row: VaultRow = { id, database: `c-${randomName()}`, owner: digest, knownAs: me.knownAs, state: 'current', envelope }
  await here.storage.vaults.put([row])
  return row
}
