/**
 * A bench, not a test: `node test/bench/policy.ts` prints medians. Budget (design.md): obligations of 5,000 people, a
 * year each, one in five agency with 150 shifts, within 1 s in Node; of 200 people within 60 ms in Chromium.
 */
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { measurePolicy, type PolicyTimes, ROUNDS } from './policy-people.ts'

const report = (where: string, count: number, times: PolicyTimes, budget: number): void => {
  const { first, median } = times
  const text = `first ${first.toFixed(0)} ms, median of ${ROUNDS} ${median.toFixed(0)} ms (budget ${budget} ms)`
  console.log(`obligations of ${count} people in ${where}: ${text}`)
}

report('Node', 5000, measurePolicy(5000), 1000)
const times = await inChromium(path.join(import.meta.dirname, 'policy-page.ts'), async (page) => {
  await page.waitForFunction(() => 'measurePolicy' in globalThis)
  return page.evaluate(() => (globalThis as unknown as { measurePolicy: (count: number) => PolicyTimes }).measurePolicy(200))
})
report('Chromium', 200, times, 60)
