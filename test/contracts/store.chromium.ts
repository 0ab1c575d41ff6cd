/** The storage contract on a real Chromium's IndexedDB: `vitest run --project browser`. */
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inChromium } from './in-chromium.ts'
import { storeContract } from './store.ts'

declare const runStoreContract: () => Promise<readonly { readonly name: string; readonly fault: string | null }[]>

describe('storage on Chromium', () => {
  let results: ReadonlyMap<string, string | null>
  beforeAll(async () => {
    const all = await inChromium(path.join(import.meta.dirname, 'store-page.ts'), async (page) => {
      await page.waitForFunction(() => typeof runStoreContract === 'function')
      return page.evaluate(() => runStoreContract())
    })
    results = new Map(all.map(({ name, fault }) => [name, fault]))
  }, 120_000)

  it.each(storeContract)('$name', ({ name }) => {
    expect(results.get(name)).toBeNull()
  })
})
