/** The contract of the keeper on a real Chromium's worker: `vitest run --project browser`. */
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inChromium } from './in-chromium.ts'
import { keepingContract } from './keeping.ts'

declare const runKeepingContract: () => Promise<readonly { readonly name: string; readonly fault: string | null }[]>

describe('a vault key kept in a worker on Chromium', () => {
  let results: ReadonlyMap<string, string | null>
  beforeAll(async () => {
    const all = await inChromium(path.join(import.meta.dirname, 'keeping-page.ts'), async (page) => {
      await page.waitForFunction(() => typeof runKeepingContract === 'function')
      return page.evaluate(() => runKeepingContract())
    })
    results = new Map(all.map(({ name, fault }) => [name, fault]))
  }, 120_000)

  it.each(keepingContract)('$name', ({ name }) => {
    expect(results.get(name)).toBeNull()
  })
})
