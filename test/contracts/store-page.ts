/** The contract suite inside a real browser's page: each case on databases of its own. */
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { storeContract } from './store.ts'

const idb = { indexedDB: globalThis.indexedDB, IDBKeyRange: globalThis.IDBKeyRange }

const clear = async (): Promise<void> => {
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(name)
      for (const event of ['success', 'error', 'blocked']) request.addEventListener(event, () => resolve())
    })
  }
}

const runStoreContract = async (): Promise<readonly { readonly name: string; readonly fault: string | null }[]> => {
  const results: { name: string; fault: string | null }[] = []
  for (const [i, { name, run }] of storeContract.entries()) {
    try {
      // A name of its own, as connections of the case before may still be open.
      await run({ open: () => dexieStorage(idb, `device-${i}`) })
      results.push({ name, fault: null })
    } catch (error) {
      results.push({ name, fault: String(error) })
    }
    await clear()
  }
  return results
}

Object.assign(globalThis, { runStoreContract })
