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
const acts = [newRecord(), newRecord(), newRecord()].map((record) => actOf(record, { type: 'session.plan', payload: planOf() }))

const at = '2026-06-10T09:00:00Z' as Instant
const kept: Partial<SyncState> = {
  cursors: { org: 5, 'file:00000000-0000-4000-8000-000000000022': 4 },
  pulledThrough: 5,
  backedUpThrough: 3,
  offsetMs: 12,
  lastVerified: at,
  sentAt: { r: at },
  texts: { comment: 'begun and not sent' },
  lease: 'e30.lease.AA',
  lastClock: 99,
}
const open = async (vault: string, cipher: Cipher): Promise<PersonStore> =>
  openPersonStore({ vault, cipher, rows: await storage.openRows(`db-${vault}`), outbox: storage.outbox, seal: null })
const move = (on = storage) => moveVault(on, { earlier: { row: row('old'), cipher: old }, next: { row: row('new'), cipher: fresh }, seal })
const states = async ({ vaults }: DeviceStorage) => (await vaults.all()).map(({ id, state }) => `${id}:${state}`).sort()
const databases = async (): Promise<readonly string[]> => (await indexedDB.databases()).map(({ name }) => String(name)).sort()

const fill = async (): Promise<void> => {
  await storage.vaults.put([row('old')])
  store = await open('old', old)
  await store.save(() => ({ replace: null, acts }))
  const [first, second] = store.entries()
  if (!first || !second) throw new Error('nothing saved')
  await store.begin([second])
  await store.settle([{ entry: first, receipt: { outcome: 'applied', seq: 5, at, reason: null, withdrawn: false } }])
  const put = [1, 2, 3].map((n) => ({ scope: 'org', row: { id: `r${n}`, seq: n, revision: 1, body: `words ${n}` } }))
  await store.applyRows(() => ({ put, remove: [], state: { ...store.state(), ...kept } }))
}

const begin = async (): Promise<void> => {
  indexedDB = new IDBFactory()
  storage = dexieStorage({ indexedDB, IDBKeyRange })
  old = await cipherFor('old')
  fresh = await cipherFor('new')
  await fill()
}
beforeEach(begin)

/** What the new vault has, in short. */
const inNew = async () => {
  const moved = await open('new', fresh)
  const state = moved.state()
  const sealed = (await storage.outbox.of('new')).map((each) => new TextDecoder().decode(each.sealed ?? new Uint8Array()))
  const entries = moved.entries().map(({ act, state: where, attempts, receipt }) => [act.actId, where, attempts, receipt?.seq ?? null])
  const has = { bodies: [...moved.rows.values()].map(({ row: { body } }) => JSON.stringify(body)).sort(), state, entries, sealed }
  moved.close()
  return has
}
/** Everything it has to have. */
const whole = () => ({
  bodies: ['"words 1"', '"words 2"', '"words 3"'],
  state: expect.objectContaining(kept) as unknown,
  entries: [
    [acts[0]?.actId, 'confirmed', 0, 5],
    [acts[1]?.actId, 'sending', 1, null],
    [acts[2]?.actId, 'unsent', 0, null],
  ],
  sealed: acts.map(({ actId }) => `sealed ${actId}`),
})

class Killed extends Error {}

/** The storage of a tab that dies at the n-th call of a port, that call done or not. */
const mortal = (on: DeviceStorage, fatal: number, done: boolean): DeviceStorage => {
  let calls = 0
  const die = <P extends object>(port: P): P =>
    new Proxy(port, {
      get: (target, key) => {
        const method = Reflect.get(target, key) as unknown
        if (typeof method !== 'function' || key === 'close' || key === 'era') return method
        return async (...args: readonly unknown[]): Promise<unknown> => {
          calls += 1
          if (calls > fatal || (calls === fatal && !done)) throw new Killed()
          const answer = (await Reflect.apply(method, target, args)) as unknown
          if (calls === fatal) throw new Killed()
          return key === 'openRows' ? die(answer as object) : answer
        }
      },
    })
  const { openRows, removeRows } = die(on)
  return { ...on, vaults: die(on.vaults), outbox: die(on.outbox), openRows, removeRows }
}

/** Whether a move that dies then leaves one of the two whole, and is done the next time; null where it ended before. */
const survives = async (fatal: number, done: boolean): Promise<unknown> => {
  await begin()
  try {
    await move(mortal(storage, fatal, done))
    return null
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
  const now = (await states(storage)).join()
  if (now === 'old:current') {
    const earlier = await open('old', old)
    if (earlier.rows.size !== 3 || earlier.entries().length !== 3 || earlier.state().texts['comment'] === undefined) return 'the earlier is not whole'
    earlier.close()
    await move()
  } else if (!['new:current', 'new:current,old:wiped'].includes(now)) return now
  await tidyWiped(storage)
  return [await inNew(), await states(storage), await databases()]
}

describe('moving a vault from the first cipher to the second', () => {
  it('everything goes with it: records, cursors, texts begun, times sent, what is unsent and what was answered', async () => {
    expect(await move()).toBe(0)
    expect(await inNew()).toEqual(whole())
    expect([await states(storage), await storage.outbox.of('old'), await databases()]).toEqual([['new:current'], [], ['countersign-device', 'db-new']])
    // Under the old keys nothing of it opens any more.
    expect((await open('new', old)).entries()).toEqual([])
  })

  it('V3: killed at any moment it leaves the earlier vault whole or the new one, and is done the next time', async () => {
    let moments = 0
    for (;;) {
      const answers = [await survives(moments + 1, true), await survives(moments + 1, false)]
      if (answers.includes(null)) break
      expect(answers).toEqual(answers.map(() => [whole(), ['new:current'], ['countersign-device', 'db-new']]))
      moments += 1
    }
    expect(moments).toBeGreaterThan(8)
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
    expect(await inNew()).toEqual(whole())
  })
})
