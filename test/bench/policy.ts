/**
 * A bench, not a test: `node test/bench/policy.ts` prints medians. Budget (design.md): obligations of 5,000 people, a
 * year each, one in five agency with 150 shifts, within 1 s in Node; of 200 people within 60 ms in Chromium. The time for
 * one person is to be the same within 1.3 times whether there are 1,000, 5,000 or 20,000.
 */
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { measureEach, measurePolicy, type PolicyTimes, ROUNDS } from './policy-people.ts'

const report = (where: string, count: number, times: PolicyTimes, budget: number): void => {
  const { first, median } = times
  const text = `first ${first.toFixed(0)} ms, median of ${ROUNDS} ${median.toFixed(0)} ms (budget ${budget} ms)`
  console.log(`obligations of ${count} people in ${where}: ${text}`)
}

const whole = measurePolicy(5000)
report('Node', 5000, whole, 1000)
const each = measureEach([1000, 5000, 20_000])
const [least, most] = [Math.min(...each.map(({ micros }) => micros)), Math.max(...each.map(({ micros }) => micros))]
const texts = each.map(({ count, micros }) => `${micros.toFixed(0)} µs of ${count}`).join(', ')
console.log(`for each person, medians: ${texts}: within ${(most / least).toFixed(2)} × (budget 1.3 ×)`)

const times = await inChromium(path.join(import.meta.dirname, 'policy-page.ts'), async (page) => {
  await page.waitForFunction(() => 'measurePolicy' in globalThis)
  return page.evaluate(() => (globalThis as unknown as { measurePolicy: (count: number) => PolicyTimes }).measurePolicy(200))
})
report('Chromium', 200, times, 60)
