/**
 * Growth: saving a field, having it confirmed, pulling one change and opening, with 1,000, 10,000 and 100,000 records
 * in the organisation; the device holds its person's own 300. In a real Chromium against the real service on loopback.
 * `node test/bench/growth.ts`.
 */
import path from 'node:path'
import { type Instant } from '../../src/domain/dates.ts'
import { inChromium } from '../contracts/in-chromium.ts'
import { Client, cookieOf, signInAs } from '../sync/house.ts'
import { type Grown } from './growth-measured.ts'
import { median } from './figures.ts'
import { startSaying } from './said-by.ts'

declare const measureGrowth: (session: string) => Promise<Grown>

const SIZES = (process.env['SIZES'] ?? '1000,10000,100000').split(',').map(Number)
const ROUNDS = 3
const MOST = 1.5


const started = async (size: number) => {
  const { child, said } = await startSaying(path.join(import.meta.dirname, 'growth-server.ts'), size)
  return { child, ...(said as { service: string; session: string }) }
}

const services = await Promise.all(SIZES.map(started))

/** One round: a profile of its own, a session that grows no further than the others'. */
const measured = async ({ service, session }: (typeof services)[number]): Promise<Grown> => {
  const sam = new Client('sam', service, cookieOf(await signInAs(service, 'sam', 'pw-sam')), () => '2026-06-02T10:00:00.000Z' as Instant)
  let from = (await sam.session(session)).fields['topic.1']?.act ?? null
  return inChromium(
    path.join(import.meta.dirname, 'growth-page.ts'),
    async (page) => {
      page.setDefaultTimeout(300_000)
      await page.exposeFunction('editElsewhere', async (value: string) => {
        const act = sam.edit(session, { 'topic.1': value }, from)
        const [receipt] = await sam.push(act)
        if (receipt?.outcome !== 'applied') throw new Error(JSON.stringify(receipt))
        from = act.actId
      })
      await page.waitForFunction(() => typeof measureGrowth === 'function')
      return page.evaluate((id) => measureGrowth(id), session)
    },
    service,
  )
}

// Size by size and round by round, so that whatever else the machine does falls on all of them alike.
const all: Grown[][] = SIZES.map(() => [])
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, service] of services.entries()) all[i]?.push(await measured(service))
  }
} finally {
  for (const { child } of services) child.stdin.end()
}

const LINES = [
  ['save a field', 'saves'],
  ['the same, confirmed', 'confirmed'],
  ['pull one change', 'pulls'],
  ['open, key derivation apart', 'opens'],
] as const
console.log(`medians in ms with records in the organisation: ${SIZES.map((size) => size.toLocaleString('en-GB')).join(', ')}`)
for (const [label, what] of LINES) {
  const values = all.map((rounds) => median(rounds.flatMap((grown) => grown[what])))
  const within = Math.max(...values) / Math.min(...values)
  console.log(`${label.padEnd(28)}${values.map((value) => value.toFixed(1).padStart(8)).join('')}   within ${within.toFixed(2)} × (budget ${MOST} ×)`)
}
