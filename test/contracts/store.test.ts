import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import { dexieStorage } from '../../src/store/dexie-storage.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { type DeviceStorage } from '../../src/store/ports.ts'
import { storeContract } from './store.ts'

const adapters: Readonly<Record<string, () => () => DeviceStorage>> = {
  'in memory': () => {
    const storage = memoryStorage()
    return () => storage
  },
  'on fake-indexeddb': () => {
    const indexedDB = new IDBFactory()
    return () => dexieStorage({ indexedDB, IDBKeyRange })
  },
}

for (const [adapter, make] of Object.entries(adapters)) {
  describe(`storage ${adapter}`, () => {
    it.each(storeContract)('$name', async ({ run }) => {
      await expect(run({ open: make() })).resolves.toBeUndefined()
    })
  })
}
