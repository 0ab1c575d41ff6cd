/**
 * The device's budgets (design.md) in a real Chromium: unlocking and opening with 2,000 records, key derivation alone,
 * and a field saved sealed and durable beside a bare strict IndexedDB put. `node test/bench/device.ts`.
 */
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { type Measured } from './device-measured.ts'
import { median, p95 } from './figures.ts'

declare const measureDevice: () => Promise<Measured>

const ms = (value: number): string => `${value.toFixed(1)} ms`
const sum = (...lists: readonly (readonly number[])[]): readonly number[] =>
  (lists[0] ?? []).map((_, i) => lists.reduce((total, list) => total + (list[i] ?? 0), 0))

const main = async (): Promise<void> => {
  const measured = await inChromium(path.join(import.meta.dirname, 'device-page.ts'), async (page) => {
    page.setDefaultTimeout(300_000)
    await page.waitForFunction(() => typeof measureDevice === 'function')
    return page.evaluate(() => measureDevice())
  })
  const { kdf, unlock, open, snapshot, saves, newActs, bare, bytes, pull } = measured
  const whole = sum(unlock, open, snapshot)
  console.log(`2,000 rows, half of them sessions of ${bytes} bytes; written sealed in ${ms(pull)}`)
  console.log(`key derivation alone          median ${ms(median(kdf))}   budget 600 ms`)
  console.log(`unlock, open and show         median ${ms(median(whole))}   budget 1000 ms`)
  console.log(`  of which unlock ${ms(median(unlock))}, read and open ${ms(median(open))}, snapshot ${ms(median(snapshot))}`)
  console.log(`save a field (same record)    median ${ms(median(saves))}   p95 ${ms(p95(saves))}   budget p95 20 ms`)
  console.log(`save a field (others)         median ${ms(median(newActs))}   p95 ${ms(p95(newActs))}`)
  console.log(`bare strict put               median ${ms(median(bare))}   p95 ${ms(p95(bare))}`)
  console.log(`ratio to a bare strict put    median ${(median(saves) / median(bare)).toFixed(2)}   p95 ${(p95(saves) / p95(bare)).toFixed(2)}`)
}

await main()
