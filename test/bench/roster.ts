/**
 * The import of a roster (design.md) in a real Chromium, with the demonstration's records, against the real service on
 * loopback: 500 rows read, saved sealed and durable, shown, and confirmed. `node test/bench/roster.ts`.
 */
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { startService } from '../journeys/service.ts'
import { type RosterMeasured } from './roster-measured.ts'
import { median } from './figures.ts'

declare const measureRoster: () => Promise<RosterMeasured>

const ms = (value: number): string => `${value.toFixed(0)} ms`

const main = async (): Promise<void> => {
  const service = await startService()
  try {
    const { read, device, confirmed, known } = await inChromium(
      path.join(import.meta.dirname, 'roster-page.ts'),
      async (page) => {
        page.setDefaultTimeout(300_000)
        await page.waitForFunction(() => typeof measureRoster === 'function')
        return page.evaluate(() => measureRoster())
      },
      service.url,
    )
    console.log(`import of 500 roster rows, ${known} shifts known, ${device.length} times`)
    console.log(`read and planned             median ${ms(median(read))}`)
    console.log(`on the device and shown      median ${ms(median(device))}   budget 1000 ms`)
    console.log(`confirmed on loopback        median ${ms(median(confirmed))}   budget 3000 ms`)
  } finally {
    await service.remove()
  }
}

await main()
