/**
 * How long a saved change takes to the other person's device (L6): two real devices, each with its vault, store, loop and
 * stream, over HTTP against the server in a process of its own, on loopback. From the save to the row being readable there.
 * Run it with `node test/bench/pokes.ts`.
 */
import path from 'node:path'
import { createServer } from 'vite'
import type * as Devices from './pokes-devices.ts'
import { serve } from './served.ts'
import { at } from './figures.ts'


const served = await serve()
// The app's own modules are for a browser: Vite makes of them what Node reads.
const vite = await createServer({ configFile: false, root: path.resolve(import.meta.dirname, '..', '..'), logLevel: 'error', server: { middlewareMode: true, watch: null, ws: false }, appType: 'custom', optimizeDeps: { noDiscovery: true } })
try {
  const { measurePokes } = (await vite.ssrLoadModule('/test/bench/pokes-devices.ts')) as typeof Devices
  const took = await measurePokes(served)
  const [median, p95] = [at(took, 0.5), at(took, 0.95)]
  console.log(`from a save to the other device  median ${median.toFixed(0)} ms   p95 ${p95.toFixed(0)} ms (budget ≤ 300)   most ${at(took, 1).toFixed(0)} ms   of ${took.length} saves`)
  process.exitCode = p95 <= 300 ? 0 : 1
} finally {
  await served.stop()
  await vite.close()
  // The devices' own timers, for hours ahead, would keep it from ending.
  process.exit()
}
