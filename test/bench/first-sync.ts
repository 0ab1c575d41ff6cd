/**
 * A first sync in a real Chromium: the same 10,000 documents of about 3.3 KB from a server on loopback into the
 * browser's store, readable afterwards. This app by its own loop, sealed, from the real service; beside it RxDB and PouchDB,
 * each at its documented best, and the bare platform. Each run has a profile of its own. `node test/bench/first-sync.ts`.
 */
import { type ChildProcess, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { type FirstSync } from './first-sync-measured.ts'
import { median } from './figures.ts'
import { startSaying } from './said-by.ts'

declare const firstSync: (how: string) => Promise<FirstSync>

const DOCUMENTS = 10_000
const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const here = import.meta.dirname
const peers = path.join(here, 'peers')

const ms = (value: number): string => `${value.toFixed(0).padStart(6)} ms`

/** What a server says of itself, each its own part of it. */
interface Said {
  readonly service: string
  readonly all: string
  readonly bytes: number
  /** Where RxDB and PouchDB replicate from. */
  readonly address: string
}

const started = async (file: string): Promise<{ readonly child: ChildProcess; readonly said: Said }> => {
  const { child, said } = await startSaying(file, DOCUMENTS)
  return { child, said: said as Said }
}

/** What is measured beside the app is installed apart, so that the app's own `npm ci` goes without it. */
const install = (): void => {
  if (existsSync(path.join(peers, 'node_modules', 'rxdb'))) return
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: peers, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ci in test/bench/peers: ${stderr}`)
}

install()
const own = await started(path.join(here, 'first-sync-server.ts'))
const others = await started(path.join(peers, 'server.js'))
const goes = (asked: string): string =>
  asked === '/api/all' ? own.said.all : /^\/api\/(?:rxdb|pouchdb)\b/.test(asked) ? others.said.address : own.said.service

const RUNS = [
  ['rows', 'first-sync-page.ts'],
  ['packs', 'first-sync-page.ts'],
  ['countersign', 'first-sync-page.ts'],
  ['rxdb', 'peers/rxdb-page.js'],
  ['pouchdb', 'peers/pouchdb-page.js'],
] as const
type How = (typeof RUNS)[number][0]

const wanted = new Set((process.env['ONLY'] ?? RUNS.map(([how]) => how).join(',')).split(','))
const measured = new Map<How, FirstSync[]>()
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [how, page] of RUNS) {
      if (!wanted.has(how)) continue
      const one = await inChromium(
        path.join(here, page),
        async (tab) => {
          tab.setDefaultTimeout(300_000)
          tab.on('console', (message) => {
            if (message.type() === 'error') console.error(message.text())
          })
          await tab.waitForFunction(() => typeof firstSync === 'function')
          return tab.evaluate((what) => firstSync(what), how)
        },
        goes,
      )
      if (one.read !== DOCUMENTS) throw new Error(`${how}: ${one.read} documents can be read`)
      measured.set(how, [...(measured.get(how) ?? []), one])
    }
  }
} finally {
  own.child.stdin?.end()
  others.child.stdin?.end()
}

const of = (how: How): number => median((measured.get(how) ?? []).map(({ all }) => all))
const today = median((measured.get('countersign') ?? []).map((one) => one.today ?? Number.NaN))
const times = (one: number, other: number): string => `${(one / other).toFixed(2)} ×`
console.log(`10,000 documents of ${own.said.bytes.toFixed(0)} bytes, ${ROUNDS} times each, medians; all read back afterwards`)
console.log(`bare, a row a document      ${ms(of('rows'))}   one gzip fetch, JSON.parse, puts in one strict transaction`)
console.log(`bare, packs of 100          ${ms(of('packs'))}`)
console.log(`Countersign                 ${ms(of('countersign'))}   sealed, its own loop and service   ${times(of('countersign'), of('rows'))} the limit a row each (budget ≤ 1.8 ×), ${times(of('countersign'), of('packs'))} packed`)
console.log(`  Today can be shown        ${ms(today)}   after the first byte (budget 1000 ms)`)
console.log(`RxDB 17, Dexie storage      ${ms(of('rxdb'))}   ${times(of('rxdb'), of('countersign'))} Countersign’s (budget ≥ 2 ×)`)
console.log('  HTTP replication, pull only, batchSize 1000, gzip; no schema validation, no dev-mode, multiInstance off')
console.log(`PouchDB 9, indexeddb        ${ms(of('pouchdb'))}   ${times(of('pouchdb'), of('countersign'))} Countersign’s (budget ≥ 3 ×)`)
console.log('  replicate.from Express 4, express-pouchdb in memory: batch_size 1000, batches_limit 10, checkpoint target, auto_compaction off')
