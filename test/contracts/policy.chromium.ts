import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { inChromium } from './in-chromium.ts'
import { answersTo } from './policy-page.ts'

const folder = path.join(import.meta.dirname, '..', 'scenarios')
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as unknown[])

/** Where the clock is far ahead or behind, where the day changes oddly, and where dates are written otherwise. */
const PLACES = [
  ['Europe/London', 'en-GB'],
  ['Pacific/Kiritimati', 'ar-EG'],
  ['Pacific/Marquesas', 'th-TH'],
  ['America/St_Johns', 'fa-IR'],
] as const

test('every scenario has the same answer, to the letter, in a browser as in Node, in any time zone and language', async () => {
  const here = answersTo(scenarios)
  expect(here.length).toBeGreaterThan(300)
  await inChromium(path.join(import.meta.dirname, 'policy-page.ts'), async (page) => {
    await page.waitForFunction(() => 'answersTo' in globalThis)
    const browser = await page.context().newCDPSession(page)
    for (const [timezoneId, locale] of PLACES) {
      await browser.send('Emulation.setTimezoneOverride', { timezoneId })
      await browser.send('Emulation.setLocaleOverride', { locale })
      const there = await page.evaluate(
        (all) => ({
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          answers: (globalThis as unknown as { answersTo: (raw: readonly unknown[]) => readonly string[] }).answersTo(all),
        }),
        scenarios,
      )
      expect([there.zone, there.answers]).toEqual([timezoneId, here])
    }
  })
})
