/** The world of a real device against the house's server. */
import { IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { type OpenAnswer, type Opened, signIn } from '../../src/app/device.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { type Enrolled } from '../../src/features/shared/enrolment.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { argon2 } from '../../src/vault/argon2.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { type House } from './house.ts'

/**
 * A browser's world with a cookie jar of its own, on a database of its own.
 *
 * @param now     its clock, milliseconds since the epoch
 * @param offline whether the network is away
 */
export const world = (
  house: Pick<House, 'address'>,
  idb: IDBFactory,
  { now = () => Date.now(), offline = () => false }: { readonly now?: () => number; readonly offline?: () => boolean } = {},
): DeviceWorld => {
  let cookie = ''
  return {
    storage: dexieStorage({ indexedDB: idb, IDBKeyRange }),
    kdf: argon2,
    keeping: keptHere(argon2),
    passkeys: { possible: async () => false, make: async () => null, use: async () => null },
    presence: { listen: () => () => undefined, inSession: () => false },
    fetch: async (path, { method, headers, body, signal }) => {
      if (offline()) throw new TypeError('no network')
      const response = await fetch(house.address + path, { method, headers: { ...headers, cookie }, signal, ...(body === undefined ? {} : { body }) })
      cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
      return { status: response.status, header: (name) => response.headers.get(name), text: () => response.text() }
    },
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

/** Signs in with a password, and is enrolled on a device that is new to this person. */
export const comesIn = async (here: DeviceWorld, username: string, password: string, chosen?: Partial<Enrolled>): Promise<Opened> =>
  enrolled(await signIn(here, username, password), chosen)
