import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { moveVault } from '../../src/store/move-vault.ts'
import { openPersonStore, type PersonStore } from '../../src/store/person-store.ts'
import { type DeviceStorage, type VaultRow } from '../../src/store/ports.ts'
import { type SyncState } from '../../src/store/state.ts'
import { tidyWiped } from '../../src/store/wipe.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { type Cipher } from '../../src/vault/cipher.ts'
import { actOf, DANA, fakeKdf, newRecord, planOf } from '../outbox/sim.ts'
import { firstCipher } from '../vault/first-cipher.ts'

const owner = { org: '00000000-0000-4000-8000-000000000099', person: DANA, username: 'dana', name: 'Dana', knownAs: 'Dana', administrator: false, duties: [] }
const row = (id: string): VaultRow => ({ id, database: `db-${id}`, owner: 'o', knownAs: 'Dana', state: 'current', envelope: { of: id } })
/** It goes on when a store that had it is closed. */
const cipherFor = async (vault: string): Promise<Cipher> => ({
  ...(await firstCipher({ vault, owner, password: vault }, fakeKdf)).cipher,
  lock: () => undefined,
})
const seal = async (act: WireAct) => utf8(`sealed ${act.actId}`)

let storage: DeviceStorage
let indexedDB: IDBFactory
let old: Cipher
let fresh: Cipher
let store: PersonStore
let acts: readonly WireAct[]

const at = '2026-06-10T09:00:00Z' as Instant
const kept: Partial<SyncState> = {
  cursors: { org: 5, 'file:00000000-0000-4000-8000-000000000022': 4 },
  pulledThrough: 5,
  backedUpThrough: 3,
  offsetMs: 12,
  lastVerified: at,
  sentAt: { r: at },
  texts: { comment: 'begun and not sent' },
  lastClock: 99,
}
const open = async (vault: string, cipher: Cipher): Promise<PersonStore> =>
  openPersonStore({ vault, cipher, rows: await storage.openRows(`db-${vault}`), outbox: storage.outbox, seal: null })
const move = (on = storage) => moveVault(on, { earlier: { row: row('old'), cipher: old }, next: { row: row('new'), cipher: fresh }, seal })
const states = async ({ vaults }: DeviceStorage) => (await vaults.all()).map(({ id, state }) => `${id}:${state}`).sort()
const databases = async (): Promise<readonly (string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name).sort()

const fill = async (): Promise<void> => {
  await storage.vaults.put([row('old')])
  store = await open('old', old)
  acts = [newRecord(), newRecord(), newRecord()].map((record) => actOf(record, { type: 'session.plan', payload: planOf() }))
  await store.save(() => ({ replace: null, acts }))
  const [first, second] = store.entries()
  if (!first || !second) throw new Error('nothing saved')
  await store.begin([second])
  await store.settle([{ entry: first, receipt: { outcome: 'applied', seq: 5, at, reason: null, withdrawn: false } }])
  const put = [1, 2, 3].map((n) => ({ scope: 'org', row: { id: `r${n}`, seq: n, revision: 1, body: `words ${n}` } }))
  await store.applyRows(() => ({ put, remove: [], state: { ...store.state(), ...kept } }))
}

beforeEach(async () => {
  indexedDB = new IDBFactory()
  storage = dexieStorage({ indexedDB, IDBKeyRange })
  old = await cipherFor('old')
  fresh = await cipherFor('new')
  await fill()
})

/** Everything the new vault has to hold. */
const whole = async (): Promise<void> => {
  const moved = await open('new', fresh)
  expect([...moved.rows.values()].map(({ row: { body } }) => body).sort()).toEqual(['words 1', 'words 2', 'words 3'])
  expect(moved.state()).toMatchObject(kept)
  expect(moved.entries().map(({ act, state, attempts, receipt }) => [act.actId, state, attempts, receipt?.seq ?? null])).toEqual([
    [acts[0]?.actId, 'confirmed', 0, 5],
    [acts[1]?.actId, 'sending', 1, null],
    [acts[2]?.actId, 'unsent', 0, null],
  ])
  const sealed = (await storage.outbox.of('new')).map((each) => new TextDecoder().decode(each.sealed ?? new Uint8Array()))
  expect(sealed).toEqual(acts.map(({ actId }) => `sealed ${actId}`))
  moved.close()
}

describe('moving a vault from the first cipher to the second', () => {
  it('everything goes with it: records, cursors, texts begun, times sent, what is unsent and what was answered', async () => {
    expect(await move()).toBe(0)
    await whole()
    expect([await states(storage), await storage.outbox.of('old'), await databases()]).toEqual([['new:current'], [], ['countersign-device', 'db-new']])
    // Under the old keys nothing of it opens any more.
    expect((await open('new', old)).entries()).toEqual([])
  })

  it('V3: killed at any moment it leaves the earlier vault whole or the new one, and is done the next time', async () => {
    let moments = 0
    for (let fatal = 1; fatal < 100; fatal += 1) {
      for (const done of [true, false]) {
        indexedDB = new IDBFactory()
        storage = dexieStorage({ indexedDB, IDBKeyRange })
        old = await cipherFor('old')
        fresh = await cipherFor('new')
        await fill()
        store.close()
        let calls = 0
        const dead = new Error('killed')
        const mortal = <P extends object>(port: P): P =>
          new Proxy(port, {
            get: (target, key) => {
              const method = Reflect.get(target, key) as unknown
              if (typeof method !== 'function' || key === 'close' || key === 'era') return method
              return async (...args: readonly unknown[]): Promise<unknown> => {
                calls += 1
                if (calls > fatal || (calls === fatal && !done)) throw dead
                const answer = (await Reflect.apply(method, target, args)) as unknown
                if (calls === fatal) throw dead
                return key === 'openRows' ? mortal(answer as object) : answer
              }
            },
          })
        const ended = await move({ ...mortal(storage), vaults: mortal(storage.vaults), outbox: mortal(storage.outbox), openRows: mortal(storage).openRows, removeRows: mortal(storage).removeRows }).catch((error: unknown) => error)
        if (ended !== dead) {
          expect(moments).toBeGreaterThan(8)
          return
        }
        moments += 1
        const now = await states(storage)
        expect([['old:current'], ['new:current', 'old:wiped'], ['new:current']]).toContainEqual(now)
        if (now[0] === 'old:current') {
          const earlier = await open('old', old)
          expect([earlier.rows.size, earlier.entries().length, earlier.state().texts]).toEqual([3, 3, kept.texts])
          earlier.close()
            await move()
        }
        await whole()
        await tidyWiped(storage)
        expect([await states(storage), await databases()]).toEqual([['new:current'], ['countersign-device', 'db-new']])
      }
    }
    throw new Error('it never ended')
  }, 60_000)

  it('V1: what another tab saves meanwhile is moved too', async () => {
    const late = actOf(newRecord(), { type: 'session.plan', payload: planOf() })
    let saved = false
    const busy: DeviceStorage = {
      ...storage,
      vaults: {
        ...storage.vaults,
        supersede: async (plan) => {
          if (!saved) {
            saved = true
            await store.save(() => ({ replace: null, acts: [late] }))
            await store.applyRows(() => ({ put: [], remove: [], state: { ...store.state(), texts: { comment: 'begun later' } } }))
          }
          return storage.vaults.supersede(plan)
        },
      },
    }
    await move(busy)
    const moved = await open('new', fresh)
    expect(moved.entries().map(({ act }) => act.actId)).toEqual([...acts, late].map(({ actId }) => actId))
    expect(moved.state().texts).toEqual({ comment: 'begun later' })
  })

  it('V3: an entry that the earlier keys do not open stays with the earlier vault, which is kept for it', async () => {
    await storage.outbox.append('old', { era: 0, seen: 99, replace: null, behind: false, rows: [{ entry: 'odd', body: utf8('not sealed'), sealed: null }] })
    expect(await move()).toBe(1)
    expect([await states(storage), (await storage.outbox.of('old')).map(({ entry }) => entry)]).toEqual([['new:current', 'old:superseded'], ['odd']])
    expect((await storage.vaults.all()).find(({ id }) => id === 'old')?.envelope).toEqual({ of: 'old' })
  })

  it('V6: a record that the earlier keys do not open is asked for again', async () => {
    const rows = await storage.openRows('db-old')
    const { rows: all, state } = await rows.load()
    // The state as it was, under a row that was altered.
    await rows.apply({ expect: state?.rev ?? null, put: [], remove: [], state: { ...state!, rev: 'other' } })
    await rows.apply({ expect: 'other', put: all.slice(0, 1).map((each) => ({ ...each, body: utf8('altered') })), remove: [], state: state! })
    rows.close()
    await move()
    const moved = await open('new', fresh)
    expect([moved.rows.size, moved.state().cursors, moved.state().texts]).toEqual([2, {}, kept.texts])
  })

  it('in memory too: the ports are all it needs', async () => {
    storage = memoryStorage()
    await fill()
    await move()
    await whole()
  })
})
