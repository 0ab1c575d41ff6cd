/** A page that keeps records as a device does, through the real store, with a cipher that seals nothing: what the scan of a profile must find. */
import { type WireAct } from '../../src/protocol/act.ts'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { openPersonStore } from '../../src/store/person-store.ts'
import { type Cipher } from '../../src/vault/cipher.ts'

const open: Cipher = {
  seal: async (_place, plain) => plain,
  open: async (_place, sealed) => sealed,
  nameOf: async (...parts) => parts.join(' '),
  lock: () => undefined,
}

export interface Kept {
  /** What the service answered of them. */
  readonly scopes: ChangesAnswer['scopes']
  /** As they were saved on a device. */
  readonly acts: readonly WireAct[]
  /** Begun and not sent. */
  readonly texts: Readonly<Record<string, string>>
}

const keepsPlainly = async (json: string): Promise<void> => {
  const { scopes, acts, texts } = JSON.parse(json) as Kept
  const storage = dexieStorage({ indexedDB: globalThis.indexedDB, IDBKeyRange: globalThis.IDBKeyRange })
  const rows = await storage.openRows('plain')
  const store = await openPersonStore({ vault: 'plain', cipher: open, rows, outbox: storage.outbox, seal: null })
  const put = scopes.flatMap(({ scope, rows: changed }) => changed.map((row) => ({ scope, row })))
  await store.applyRows(() => ({ put, remove: [], state: { ...store.state(), texts } }))
  await store.save(() => ({ replace: null, acts }))
}

Object.assign(globalThis, { keepsPlainly })
