/** The device's storage inside a real browser's page, for a test that puts it under stress from outside. */
import { type ChangeRow } from '../../src/protocol/changes.ts'
import { WireAct } from '../../src/protocol/act.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { openPersonStore, type PersonStore } from '../../src/store/person-store.ts'
import { wipeVault } from '../../src/store/wipe.ts'
import { StorageError } from '../../src/store/storage-error.ts'
import { type Bytes, randomBytes } from '../../src/vault/bytes.ts'
import { cipherOf } from '../../src/vault/cipher.ts'

const DEVICE = 'countersign-device'
const storage = dexieStorage({ indexedDB: globalThis.indexedDB, IDBKeyRange: globalThis.IDBKeyRange })
const troubles: string[] = []
/** What is saved as the tab learns that it is out of date. */
let typed: string | null = null
storage.watch(async (trouble) => {
  troubles.push(String(trouble))
  if (trouble === 'tab-out-of-date' && typed !== null) await save([typed])
})

const manyBytes = (count: number): Bytes => {
  const all = new Uint8Array(count)
  for (let at = 0; at < count; at += 60_000) all.set(randomBytes(Math.min(60_000, count - at)), at)
  return all
}

const codeOf = (error: unknown): string => (error instanceof StorageError ? error.code : String(error))

const save = async (names: readonly string[], bytes = 3, vault = 'v', seen = 1e9): Promise<string> => {
  // Random, as what is sealed is: the browser can make nothing small of it.
  const rows = names.map((entry) => ({ entry, body: randomBytes(Math.min(bytes, 60_000)), sealed: bytes > 60_000 ? manyBytes(bytes) : null }))
  try {
    const answer = await storage.outbox.append(vault, { era: storage.outbox.era(), seen, replace: null, behind: false, rows })
    return answer.kind
  } catch (error) {
    return codeOf(error)
  }
}
const names = async (): Promise<readonly string[]> => (await storage.outbox.of('v')).map(({ entry }) => entry)

/** The same key each time: what the page before has written opens. */
const cipher = async () => cipherOf(await crypto.subtle.importKey('raw', new Uint8Array(32).fill(1), 'HKDF', false, ['deriveKey']), 'p', 2)
let store: PersonStore | null = null
const openStore = async (): Promise<readonly string[]> => {
  await storage.vaults.put([{ id: 'v', database: 'db-v', owner: 'o', knownAs: 'Sam', state: 'current', envelope: null }])
  store = await openPersonStore({ vault: 'v', cipher: await cipher(), rows: await storage.openRows('db-v'), outbox: storage.outbox, seal: null })
  return held()
}
const open = (): PersonStore => {
  if (!store) throw new Error('not open')
  return store
}
const held = (): readonly string[] => [...open().rows.values()].map(({ row }) => row.id).sort()
const pull = async (ids: readonly string[], bytes = 10): Promise<string> => {
  const put = ids.map((id) => ({ scope: 'org', row: { id, seq: 1, revision: 1, body: 'x'.repeat(bytes) } satisfies ChangeRow }))
  try {
    await open().applyRows(() => ({ put, remove: [], state: { ...open().state(), cursors: { org: 1 }, texts: { comment: 'begun' } } }))
    return 'applied'
  } catch (error) {
    return codeOf(error)
  }
}

/** A database as the version before made it, kept open, by a tab that hears nothing. */
const openBefore = (indexes: boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DEVICE, 10)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('device', { keyPath: 'name' })
      request.result.createObjectStore('vaults', { keyPath: 'id' })
      const outbox = request.result.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true })
      if (indexes) {
        outbox.createIndex('entry', 'entry', { unique: true })
        outbox.createIndex('vault', 'vault')
      }
      for (const entry of ['before-1', 'before-2']) {
        outbox.add({ entry, vault: 'v', body: new Uint8Array(3), sealed: null, state: 'unsent', attempts: 0, receipt: null, confirmedSeq: null })
      }
    })
    request.addEventListener('success', () => {
      Object.assign(globalThis, { kept: request.result })
      resolve()
    })
    request.addEventListener('error', () => reject(new Error(String(request.error))))
  })

const openNewer = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(DEVICE, 30)
    request.addEventListener('success', () => {
      request.result.close()
      resolve()
    })
    request.addEventListener('error', () => reject(new Error(String(request.error))))
  })

const remove = (name: string): Promise<void> =>
  new Promise((resolve) => {
    indexedDB.deleteDatabase(name).addEventListener('success', () => resolve())
  })

const stress = {
  save,
  names,
  openStore,
  held,
  pull,
  openBefore,
  openNewer,
  remove,
  saveWhenOutOfDate: (entry: string): void => {
    typed = entry
  },
  refresh: async () => open().refresh(),
  /** An act saved in the open store. */
  act: async (actId: string): Promise<void> => {
    const act = { actId, recordId: actId, kind: 'session', type: 'fields.edit', patch: {}, hash: 'a'.repeat(64), schema: 1, deviceId: actId, deviceTime: '2026-06-10T09:00:00Z' }
    await open().save(() => ({ replace: null, acts: [WireAct.parse(act)] }))
  },
  unsent: (): readonly string[] => open().entries().map(({ act }) => act.actId),
  /** Wipes a vault that has saved nothing. @returns what is left of it */
  wiped: async () => {
    await storage.vaults.put([{ id: 'x', database: 'db-x', owner: 'o', knownAs: 'Ade', state: 'current', envelope: null }])
    await wipeVault(storage, 'x')
    return (await storage.vaults.all()).filter(({ id }) => id === 'x')
  },
  comment: (): string => open().state().texts['comment'] ?? '',
  cursors: () => open().state().cursors,
  era: () => storage.outbox.era(),
  trouble: () => storage.trouble(),
  troubles: () => troubles,
}
export type Stress = typeof stress

Object.assign(globalThis, { stress })
