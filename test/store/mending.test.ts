import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { type DeviceStorage, type StorageTrouble } from '../../src/store/ports.ts'
import { StorageError } from '../../src/store/storage-error.ts'
import { wipeVault } from '../../src/store/wipe.ts'
import { append, bytes, entry, row, save, states, vault } from '../contracts/store-kit.ts'
import { actOf, newRecord, newSim, planOf, SAM, type Sim } from '../outbox/sim.ts'
import { comesIn, openOf, PHRASE } from '../sync/world.ts'
import { failCalls, type FaultyIdb, faultyIdb } from './faulty-idb.ts'

let idb: FaultyIdb
let undo: (() => void)[] = []
beforeEach(() => {
  idb = faultyIdb()
})
afterEach(() => {
  for (const each of undo) each()
  undo = []
})

const DEVICE = 'countersign-device'
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof StorageError ? error.code : String(error)
  }
}
const raw = (version: number, upgrade: (db: IDBDatabase) => void = () => undefined, name = DEVICE): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = idb.indexedDB.open(name, version)
    request.addEventListener('upgradeneeded', () => upgrade(request.result))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error(name)))
  })

describe('a device of the version before', () => {
  const before = { body: bytes(1), sealed: null, state: 'unsent', attempts: 1, receipt: null, confirmedSeq: null }

  it('V3, V6: is found whole: its id, its vaults, its outbox in order, its records', async () => {
    const old = new Dexie(DEVICE, idb)
    old.version(1).stores({ device: 'name', vaults: 'id', outbox: '++seq, &entry, vault' })
    await old.table('device').put({ name: 'device', id: 'first' })
    await old.table('vaults').put(vault('v'))
    await old.table('outbox').bulkAdd([{ ...before, entry: 'a', vault: 'v' }, { ...before, entry: 'x', vault: 'w' }, { ...before, entry: 'b', vault: 'v', state: 'sending' }])
    old.close()
    const rows = new Dexie('db-v', idb)
    rows.version(1).stores({ rows: 'key', state: '' })
    await rows.table('rows').put(row('k', '1', 7))
    await rows.table('state').put(row('s', 's1', 1), 'state')
    rows.close()

    const storage = dexieStorage(idb)
    expect(await storage.vaults.deviceId(() => 'second')).toBe('first')
    expect(await storage.vaults.all()).toEqual([vault('v')])
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent', 'b:sending'])
    expect((await storage.outbox.of('v'))[0]).toEqual({ ...before, seq: 1, entry: 'a', vault: 'v', deposited: false, after: null })
    expect(await (await storage.openRows('db-v')).load()).toEqual({ rows: [row('k', '1', 7)], state: row('s', 's1', 1) })
    expect(await append(storage, ['c'])).toEqual([4])
    const now = await raw(20)
    expect([...now.transaction('outbox').objectStore('outbox').indexNames]).toEqual([])
    now.close()
  })

  it('V6: whose database has lost its indexes is found whole too', async () => {
    const made = await raw(10, (db) => {
      db.createObjectStore('device', { keyPath: 'name' })
      db.createObjectStore('vaults', { keyPath: 'id' })
      db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).add({ ...before, entry: 'a', vault: 'v' })
    })
    made.close()
    const storage = dexieStorage(idb)
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent'])
    expect(await storage.outbox.begin('v', [1])).toEqual([1])
  })
})

describe('a browser that closes or loses what it keeps', () => {
  it('V6: a connection closed under us is opened again, in the midst of a save too', async () => {
    const storage = dexieStorage(idb)
    await save(storage, ['a'])
    idb.closeAll()
    await save(storage, ['b'])
    const saving = append(storage, ['c'])
    idb.closeAll()
    await saving
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent', 'b:unsent', 'c:unsent'])
  })

  it('one that was closed on purpose, as by locking, stays closed', async () => {
    const rows = await dexieStorage(idb).openRows('db-v')
    rows.close()
    await expect(rows.state()).rejects.toMatchObject({ name: 'DatabaseClosedError' })
    await expect(rows.load()).rejects.toMatchObject({ name: 'DatabaseClosedError' })
  })

  it('V6: a save that was done before the connection went is not done twice', async () => {
    const storage = dexieStorage(idb)
    const [a] = await save(storage, ['a'], { seen: 0 })
    expect(await append(storage, ['a'], { seen: 0 })).toEqual([a])
    expect(await append(storage, ['b'], { seen: 0 })).toBe('stale')
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent'])
  })

  it('V6: a database that fails to open once is opened the second time, and one that always does is told of, never deleted', async () => {
    await save(dexieStorage(idb), ['a'])
    // Dexie itself tries an unknown fault some times before it gives up.
    idb.failOpening(DEVICE, 'UnknownError', 4)
    expect(states(await dexieStorage(idb).outbox.of('v'))).toEqual(['a:unsent'])
    idb.failOpening(DEVICE, 'UnknownError', 1000)
    expect(await codeOf(dexieStorage(idb).outbox.of('v'))).toBe('storage-broken')
    idb.failOpening(DEVICE, 'UnknownError', 0)
    expect([states(await dexieStorage(idb).outbox.of('v')), idb.deleted]).toEqual([['a:unsent'], []])
  })

  it('V6: a person’s database that does not open is made anew, where the device’s does open', async () => {
    const storage = dexieStorage(idb)
    await storage.vaults.put([vault('v')])
    const rows = await storage.openRows('db-v')
    await rows.apply({ expect: null, put: [row('k', '1', 7)], remove: [], state: row('s', 's1', 1) })
    rows.close()
    idb.failOpening('db-v', 'UnknownError', 'until-deleted')
    expect(await (await storage.openRows('db-v')).load()).toEqual({ rows: [], state: null })
    expect(idb.deleted).toEqual(['db-v'])
  })

  it('V6: it is not, where all of the storage is in trouble, or full: that would lose it and mend nothing', async () => {
    idb.failOpening('db-v', 'UnknownError', 1000)
    idb.failOpening(DEVICE, 'UnknownError', 1000)
    expect(await codeOf(dexieStorage(idb).openRows('db-v'))).toBe('storage-broken')
    idb.failOpening(DEVICE, 'UnknownError', 0)
    idb.failOpening('db-v', 'QuotaExceededError', 1000)
    expect(await codeOf(dexieStorage(idb).openRows('db-v'))).toBe('storage-full')
    expect(idb.deleted).toEqual([])
  })

  it('V6: an entry that the browser cannot read hides no other, and keeps nobody from saving', async () => {
    const storage = dexieStorage(idb)
    const [a, b] = await save(storage, ['a', 'b', 'c'])
    undo.push(failCalls(['getAll'], 'NotReadableError', (store) => store === 'outbox'))
    undo.push(failCalls(['get'], 'NotReadableError', (store, key) => store === 'outbox' && key === b))
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent', 'c:unsent'])
    expect(await append(storage, ['d'], { seen: 3 })).toEqual([4])
    expect((await storage.outbox.waiting()).get('v')?.items).toBe(3)
    expect(await storage.outbox.begin('v', [a])).toEqual([a])
    undo.forEach((each) => each())
    expect(states(await storage.outbox.of('v'))).toEqual(['a:sending', 'b:unsent', 'c:unsent', 'd:unsent'])
  })

  it('V1: a full device says so, keeps nothing of the save, and takes the next that fits', async () => {
    const storage = dexieStorage(idb)
    await save(storage, ['a'])
    const full = failCalls(['add', 'put'], 'QuotaExceededError', (store) => store === 'outbox')
    undo.push(full)
    expect(await codeOf(append(storage, ['b', 'c']))).toBe('storage-full')
    full()
    expect(await append(storage, ['d'])).toEqual([2])
    expect(states(await storage.outbox.of('v'))).toEqual(['a:unsent', 'd:unsent'])
  })
})

describe('two versions of the app at once', () => {
  const told = (storage: DeviceStorage): (StorageTrouble | null)[] => {
    const all: (StorageTrouble | null)[] = []
    storage.watch((trouble) => {
      all.push(trouble)
    })
    return all
  }

  it('V6: kept waiting by an older one in another tab, it says to close that tab, and goes on once it is closed', async () => {
    // An older tab that hears nothing: frozen, or in the midst of something.
    const old = await raw(10, (db) => db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }))
    const storage = dexieStorage(idb)
    const all = told(storage)
    const reading = storage.outbox.of('v')
    await expect.poll(() => storage.trouble()).toBe('other-tab-open')
    old.close()
    expect(await reading).toEqual([])
    expect([storage.trouble(), all]).toEqual([null, ['other-tab-open', null]])
  })

  it('V6: a newer one in another tab is let in once what is typed is saved; from then on this tab says that it is out of date', async () => {
    const storage = dexieStorage(idb)
    await save(storage, ['a'])
    const all = told(storage)
    let saved = false
    storage.watch(async (trouble) => {
      if (trouble !== 'tab-out-of-date') return
      await new Promise((resolve) => {
        setTimeout(resolve, 20)
      })
      await save(storage, ['typed'])
      saved = true
    })
    const newer = await raw(30)
    expect([saved, all, storage.trouble()]).toEqual([true, ['tab-out-of-date'], 'tab-out-of-date'])
    expect(await codeOf(append(storage, ['late']))).toBe('tab-out-of-date')
    expect(await codeOf(storage.vaults.all())).toBe('tab-out-of-date')
    newer.close()
    // Loaded anew it has everything.
    expect(states(await dexieStorage(idb).outbox.of('v'))).toEqual(['a:unsent', 'typed:unsent'])
  })

  it('V6: a database that another tab mends, or deletes, is no newer version: this tab goes on', async () => {
    const storage = dexieStorage(idb)
    await save(storage, ['a'])
    const all = told(storage)
    ;(await raw(21)).close()
    await save(storage, ['b'])
    expect([states(await storage.outbox.of('v')), all]).toEqual([['a:unsent', 'b:unsent'], []])
  })
})

describe('what is taken away under an unlocked device', () => {
  let sim: Sim
  let world: DeviceWorld
  let device: OpenDevice
  const remove = (name: string): Promise<void> =>
    new Promise((resolve) => {
      idb.indexedDB.deleteDatabase(name).addEventListener('success', () => resolve())
    })
  const database = async (): Promise<string> => (await world.storage.vaults.all())[0]?.database ?? ''
  const BY_WORDS = { by: 'phrase', phrase: PHRASE } as const
  const opened = async (answer: Promise<OpenAnswer>): Promise<OpenDevice> => openOf(await answer).device
  const again = async (): Promise<OpenDevice> => {
    await device.lock()
    sim.faults.push('drop-request', 'drop-request', 'drop-request')
    const [known] = await vaultsOnDevice(world.storage)
    return opened(unlock({ ...world, storage: dexieStorage(idb) }, known?.id ?? '', BY_WORDS))
  }
  const record = newRecord()

  beforeEach(async () => {
    sim = newSim()
    world = { ...sim.world(), storage: dexieStorage(idb) }
    device = (await comesIn(world, 'dana', 'correct horse')).device
    sim.server.actAs(SAM, actOf(record, { type: 'session.plan', payload: planOf() }))
    await device.sendNow()
    await device.texts.keep('comment', 'begun and not sent')
  })

  it('V6: the records’ database: it is made anew with all that is in memory, and has it after a lock', async () => {
    await remove(await database())
    await device.sendNow()
    expect((await device.snapshot()).sessions.has(record)).toBe(true)
    device = await again()
    expect([(await device.snapshot()).sessions.has(record), device.texts.of('comment')]).toEqual([true, 'begun and not sent'])
  })

  it('V6: the same while there was no room at first: what comes afterwards never stands there alone', async () => {
    await remove(await database())
    const roomAgain = failCalls(['add', 'put'], 'QuotaExceededError', (store) => store !== 'outbox')
    await expect(device.texts.keep('other', 'more')).rejects.toMatchObject({ code: 'local-save-failed' })
    roomAgain()
    const later = newRecord()
    sim.server.actAs(SAM, actOf(later, { type: 'session.plan', payload: planOf() }))
    await device.sendNow()
    device = await again()
    const { sessions } = await device.snapshot()
    expect([sessions.has(record), sessions.has(later), device.texts.of('comment')]).toEqual([true, true, 'begun and not sent'])
  })

  it('V6: a text begun just then is kept', async () => {
    await remove(await database())
    await device.texts.keep('other', 'more')
    device = await again()
    expect([device.texts.of('comment'), device.texts.of('other')]).toEqual(['begun and not sent', 'more'])
  })

  it('K6: by a wipe: nothing of it comes back, and the database is gone', async () => {
    const name = await database()
    await wipeVault(world.storage, device.vault)
    await device.sendNow()
    await expect(device.texts.keep('other', 'more')).rejects.toMatchObject({ code: 'local-save-failed' })
    expect((await idb.indexedDB.databases()).map((each) => each.name)).not.toContain(name)
  })

  it('I1: the outbox: what is not sent is in memory, is saved once more, and is sent once', async () => {
    await device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'unsent words' }, left: true })
    sim.faults.push('drop-response')
    await device.sendNow()
    await remove(DEVICE)
    await device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'later words' }, left: true })
    // The first was in a request: it is not replaced, as the service may have it.
    expect((await world.storage.outbox.of(device.vault)).map(({ state, attempts }) => `${state}${attempts}`)).toEqual(['unsent1', 'unsent0'])
    await device.sendNow()
    expect([sim.server.session(record).fields['topic.1']?.value, sim.server.session(record).competing]).toEqual(['later words', {}])
  })

  it('V6: rows that the browser has lost are asked for again, and the texts are there', async () => {
    await device.lock()
    const rows = await raw(20, () => undefined, await database())
    await new Promise((resolve) => {
      const clearing = rows.transaction('rows', 'readwrite').objectStore('rows').clear()
      clearing.addEventListener('success', resolve)
    })
    rows.close()
    const [known] = await vaultsOnDevice(world.storage)
    device = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    expect(device.texts.of('comment')).toBe('begun and not sent')
    await device.sendNow()
    expect((await device.snapshot()).sessions.has(record)).toBe(true)
  })

  it('V6: a row that was altered is asked for again', async () => {
    await device.lock()
    const rows = await raw(20, () => undefined, await database())
    const store = rows.transaction('rows', 'readwrite').objectStore('rows')
    await new Promise((resolve) => {
      store.getAll().addEventListener('success', (event) => {
        const all = (event.target as IDBRequest<{ key: string; body: Uint8Array }[]>).result
        for (const each of all) store.put({ ...each, body: each.body.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) })
      })
      store.transaction.addEventListener('complete', resolve)
    })
    rows.close()
    const [known] = await vaultsOnDevice(world.storage)
    device = await opened(unlock(world, known?.id ?? '', BY_WORDS))
    await device.sendNow()
    expect((await device.snapshot()).sessions.has(record)).toBe(true)
  })

  it('V7: no room for what changed: it says so, what is written goes all the same, and it comes once there is room', async () => {
    const { storage, room } = world
    expect(room).toBeDefined()
    await device.lock()
    let free = 1_000_000
    const [known] = await vaultsOnDevice(storage)
    device = await opened(unlock({ ...world, room: async () => free }, known?.id ?? '', BY_WORDS))
    const fresh = newRecord()
    sim.server.actAs(SAM, actOf(fresh, { type: 'session.plan', payload: planOf() }))
    await device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'mine' }, left: true })
    expect(await device.sendNow()).toMatchObject({ kind: 'sent', count: 1 })
    expect([device.sync().trouble, (await device.snapshot()).sessions.has(fresh)]).toEqual(['no-room', false])
    free = 100_000_000
    await device.sendNow()
    expect([device.sync().trouble, (await device.snapshot()).sessions.has(fresh)]).toEqual(['none', true])
  })

  it('V7: where the estimate was too high, what does not fit is refused, and the cursor stays', async () => {
    const fresh = newRecord()
    sim.server.actAs(SAM, actOf(fresh, { type: 'session.plan', payload: planOf() }))
    const full = failCalls(['put'], 'QuotaExceededError', (store) => store === 'rows')
    undo.push(full)
    await device.sendNow()
    expect(device.sync().trouble).toBe('no-room')
    full()
    await device.sendNow()
    expect((await device.snapshot()).sessions.has(fresh)).toBe(true)
  })
})

describe('a window that keeps nothing', () => {
  it('V7: reads, and takes no entry', async () => {
    const { memoryStorage } = await import('../../src/store/memory.ts')
    const storage = memoryStorage({ readOnly: true })
    const rows = await storage.openRows('p')
    expect(await rows.apply({ expect: null, put: [row('a', '1', 7)], remove: [], state: row('s', 's1', 1) })).toBe('applied')
    expect(await codeOf(storage.outbox.append('v', { era: 0, seen: 0, replace: null, behind: false, rows: [entry('a')] }))).toBe('reads-only-here')
    expect(await codeOf(memoryStorage().outbox.append('v', { era: 0, seen: 0, replace: null, behind: false, rows: [entry('a')] }))).toBe('done')
  })
})
