import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { openPersonStore } from '../../src/store/person-store.ts'
import { type DeviceStorage } from '../../src/store/ports.ts'
import { tidyWiped, wipeVault } from '../../src/store/wipe.ts'
import { randomBytes, utf8 } from '../../src/vault/bytes.ts'
import { cipherOf } from '../../src/vault/cipher.ts'
import { confirmed, row, save, vault } from '../contracts/store-kit.ts'
import { actOf, DANA, newRecord, planOf } from '../outbox/sim.ts'

let storage: DeviceStorage
let indexedDB: IDBFactory
const databases = async (): Promise<readonly string[]> => (await indexedDB.databases()).map(({ name }) => String(name)).sort()
const vaults = async (): Promise<readonly string[]> => (await storage.vaults.all()).map(({ id, state }) => `${id}:${state}`)

beforeEach(async () => {
  indexedDB = new IDBFactory()
  storage = dexieStorage({ indexedDB, IDBKeyRange })
  await storage.vaults.put([vault('v')])
  const rows = await storage.openRows('db-v')
  await rows.apply({ expect: null, put: [row('a', '1', 7)], remove: [], state: row('s', 's1', 1) })
  rows.close()
})

describe('the end of a vault', () => {
  it('K6, K7: its wraps and its records go, what is not sent stays', async () => {
    await save(storage, ['a'], { sealed: true })
    await wipeVault(storage, 'v')
    expect([await vaults(), await databases(), (await storage.outbox.of('v')).length]).toEqual([['v:wiped'], ['countersign-device'], 1])
  })

  it('K6: with nothing unsent nothing of it is left', async () => {
    const [a] = await save(storage, ['a'], { sealed: true })
    await storage.outbox.settle('v', [confirmed(a, 1)])
    await wipeVault(storage, 'v')
    expect([await vaults(), await databases(), await storage.outbox.of('v')]).toEqual([[], ['countersign-device'], []])
  })

  it.each(['removeRows', 'remove'] as const)('K6: cut short before %s, nothing opens it, and the rest is done when the device is next opened', async (fatal) => {
    const killed = () => Promise.reject(new Error('killed'))
    const mortal = fatal === 'removeRows' ? { ...storage, removeRows: killed } : { ...storage, vaults: { ...storage.vaults, remove: killed } }
    await expect(wipeVault(mortal, 'v')).rejects.toThrow('killed')
    expect((await storage.vaults.all()).map(({ state, envelope }) => [state, envelope])).toEqual([['wiped', null]])
    await storage.vaults.put([vault('w')])
    await tidyWiped(storage)
    expect([await vaults(), await databases()]).toEqual([['w:current'], ['countersign-device']])
  })

  it('wiping nobody is nothing', async () => {
    await wipeVault(storage, 'nobody')
    expect([await vaults(), await databases()]).toEqual([['v:current'], ['countersign-device', 'db-v']])
  })
})

describe('taking in what an earlier vault has not sent', () => {
  it('K7: it is sealed anew, for anyone to deliver', async () => {
    const open = async (id: string, signs: boolean) => {
      const key = await crypto.subtle.importKey('raw', randomBytes(32), 'HKDF', false, ['deriveKey'])
      const cipher = await cipherOf(key, DANA, 2)
      const seal = signs ? async ({ actId }: { readonly actId: string }) => utf8(`sealed ${actId}`) : null
      return { cipher, store: await openPersonStore({ vault: id, cipher, rows: await storage.openRows(`db-${id}`), outbox: storage.outbox, seal }) }
    }
    const [earlier, now] = [await open('old', false), await open('new', true)]
    const act = actOf(newRecord(), { type: 'session.plan', payload: planOf() })
    await earlier.store.save(() => ({ replace: null, acts: [act] }))
    expect((await storage.outbox.of('old')).map(({ sealed }) => sealed)).toEqual([null])
    expect(await now.store.adopt('old', earlier.cipher)).toBe(1)
    expect([await storage.outbox.of('old'), now.store.entries().map(({ sealed }) => sealed)]).toEqual([[], [true]])
    expect((await storage.outbox.of('new')).map(({ sealed }) => new TextDecoder().decode(sealed ?? new Uint8Array()))).toEqual([`sealed ${act.actId}`])
  })
})
