/** The world of a real device against the house's server. */
import { IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { argon2 } from '../../src/vault/argon2.ts'
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
