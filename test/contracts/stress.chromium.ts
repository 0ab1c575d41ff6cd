/** Storage under stress on a real Chromium (V6, V7): what is done to it here is what happens to browsers. */
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type CDPSession, type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { inChromium, type Reopen } from './in-chromium.ts'
import { type Stress } from './stress-page.ts'

declare const stress: Stress

const ONE = '00000000-0000-4000-8000-000000000001'
const TWO = '00000000-0000-4000-8000-000000000002'
/** Room for some entries; Chromium looks again how much there is only after half a minute. */
const SMALL = 1_000_000
const LOOKS_AGAIN = { timeout: 45_000, interval: 2000 }

const ready = async (page: Page): Promise<Page> => {
  await page.waitForFunction(() => typeof stress === 'object')
  return page
}
const under = (work: (page: Page, reopen: Reopen) => Promise<void>): Promise<void> =>
  inChromium(path.join(import.meta.dirname, 'stress-page.ts'), async (page, reopen) => work(await ready(page), async (meanwhile) => ready(await reopen(meanwhile))))
const another = async (page: Page): Promise<Page> => {
  const other = await page.context().newPage()
  await other.goto(page.url())
  return ready(other)
}
const browserOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page)
const origin = (page: Page): string => new URL(page.url()).origin

describe('storage under stress on Chromium', () => {
  it('V1, V7: a full device: a save says so and keeps nothing of itself, and the next that fits is kept', () =>
    under(async (page) => {
      const browser = await browserOf(page)
      await browser.send('Storage.overrideQuotaForOrigin', { origin: origin(page), quotaSize: SMALL })
      expect(await page.evaluate(() => stress.save(['a']))).toBe('appended')
      expect(await page.evaluate(() => stress.save(['b', 'c'], 2_000_000))).toBe('storage-full')
      expect(await page.evaluate(() => stress.names())).toEqual(['a'])
      await browser.send('Storage.overrideQuotaForOrigin', { origin: origin(page) })
      await expect.poll(() => page.evaluate(() => stress.save(['d'], 2_000_000)), LOOKS_AGAIN).toBe('appended')
      expect(await page.evaluate(() => stress.names())).toEqual(['a', 'd'])
    }))

  it('V7: a full device: what was pulled is refused whole, and the cursor stays', () =>
    under(async (page) => {
      const browser = await browserOf(page)
      await browser.send('Storage.overrideQuotaForOrigin', { origin: origin(page), quotaSize: SMALL })
      await page.evaluate(() => stress.openStore())
      expect(await page.evaluate(() => stress.pull(['r1', 'r2'], 2_000_000))).toBe('storage-full')
      expect(await page.evaluate(() => [stress.held(), stress.cursors()])).toEqual([[], {}])
      await browser.send('Storage.overrideQuotaForOrigin', { origin: origin(page) })
      await expect.poll(() => page.evaluate(() => stress.pull(['r1'], 2_000_000)), LOOKS_AGAIN).toBe('applied')
    }))

  it('V6: everything cleared under an unlocked device: records and unsent acts are put back from memory', () =>
    under(async (page) => {
      const browser = await browserOf(page)
      await page.evaluate(async () => {
        await stress.openStore()
        await stress.pull(['r1', 'r2'])
      })
      await page.evaluate((id) => stress.act(id), ONE)
      await browser.send('Storage.clearDataForOrigin', { origin: origin(page), storageTypes: 'indexeddb' })
      await page.evaluate((id) => stress.act(id), TWO)
      expect(await page.evaluate(() => [stress.unsent(), stress.era()])).toEqual([[ONE, TWO], 1])
      expect((await page.evaluate(() => stress.names())).length).toBe(2)
    }))

  it('V6: a person’s database deleted by another tab is made anew from memory, and is whole after the page is loaded again', () =>
    under(async (page) => {
      await page.evaluate(async () => {
        await stress.openStore()
        await stress.pull(['r1', 'r2'])
      })
      const other = await another(page)
      await other.evaluate(() => stress.remove('db-v'))
      await page.evaluate(() => stress.refresh())
      await page.reload()
      await ready(page)
      expect(await page.evaluate(() => stress.openStore())).toEqual(['r1', 'r2'])
      expect(await page.evaluate(() => stress.comment())).toBe('begun')
    }))

  it('V6: an older tab that will not let go: this one says so, and goes on once that tab is closed', () =>
    under(async (page) => {
      const other = await another(page)
      await other.evaluate(() => stress.openBefore(true))
      const reading = page.evaluate(() => stress.names())
      await page.waitForFunction(() => stress.trouble() === 'other-tab-open')
      await other.close()
      expect(await reading).toEqual(['before-1', 'before-2'])
      expect(await page.evaluate(() => [stress.trouble(), stress.troubles()])).toEqual([null, ['other-tab-open', 'null']])
    }))

  it('V6: an older tab that has saved what is typed lets the newer in, and says that it is out of date', () =>
    under(async (page) => {
      await page.evaluate(async () => {
        await stress.save(['a'])
        stress.saveWhenOutOfDate('typed')
      })
      const other = await another(page)
      await other.evaluate(() => stress.openNewer())
      expect(await page.evaluate(() => [stress.trouble(), stress.troubles()])).toEqual(['tab-out-of-date', ['tab-out-of-date']])
      expect(await page.evaluate(() => stress.save(['late']))).toBe('tab-out-of-date')
      await page.reload()
      await ready(page)
      expect(await page.evaluate(() => stress.names())).toEqual(['a', 'typed'])
    }))

  it.each([true, false])('V6: a device of the version before is found whole, with its indexes (%s) or without', (indexes) =>
    under(async (page) => {
      await page.evaluate((made) => stress.openBefore(made), indexes)
      await page.reload()
      await ready(page)
      expect(await page.evaluate(() => stress.names())).toEqual(['before-1', 'before-2'])
      expect(await page.evaluate(() => stress.save(['after']))).toBe('appended')
      expect(await page.evaluate(() => stress.names())).toEqual(['before-1', 'before-2', 'after'])
    }))

  it('V6: a large entry whose file is lost hides no other, and keeps nobody from saving; such a record is asked for again', () =>
    under(async (first, reopen) => {
      await first.evaluate(async () => {
        await stress.openStore()
        await stress.pull(['small'])
        await stress.pull(['large'], 300_000)
        await stress.save(['a'])
        await stress.save(['large'], 300_000)
        await stress.save(['b'])
        await stress.save(['a colleague’s'], 300_000, 'w')
      })
      // Chromium keeps large values in files of their own.
      const page = await reopen((profile) => {
        const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter(
          (file) => file.isFile() && file.parentPath.includes('.indexeddb.blob'),
        )
        expect(files.length).toBeGreaterThan(1)
        for (const file of files) rmSync(path.join(file.parentPath, file.name))
      })
      expect(await page.evaluate(() => stress.names())).toEqual(['a', 'b'])
      expect(await page.evaluate(() => stress.save(['c'], 3, 'v', 3))).toBe('appended')
      expect(await page.evaluate(() => stress.names())).toEqual(['a', 'b', 'c'])
      expect(await page.evaluate(() => stress.wiped())).toEqual([])
      expect(await page.evaluate(() => stress.openStore())).toEqual(['small'])
      expect(await page.evaluate(() => [stress.cursors(), stress.comment()])).toEqual([{}, 'begun'])
    }))
})
