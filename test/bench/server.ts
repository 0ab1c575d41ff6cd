/**
 * What the server does in a second: acts over HTTP in batches of 20, durable, beside bare SQLite commits in the same
 * run; and how much an idle device pulls. Prints medians; run it with `node test/bench/server.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { type Client, device, openHouse } from '../sync/house.ts'
import { actsOverHttp } from './acts-over-http.ts'
import { median } from './figures.ts'

const ROUNDS = 5
const BATCHES = 60
const BARE = 3000


/** Durable commits of one row of an act's size a second, with nothing around them. */
const bareCommits = (): number => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bare-'))
  const database = new DatabaseSync(path.join(folder, 'bare.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table rows (id text primary key, body text)')
  const insert = database.prepare('insert into rows values (?, ?)')
  const body = 'x'.repeat(700)
  const from = performance.now()
  for (let n = 0; n < BARE; n += 1) insert.run(v7(), body)
  const perSecond = BARE / ((performance.now() - from) / 1000)
  database.close()
  rmSync(folder, { recursive: true, force: true })
  return perSecond
}

const idlePull = async (dana: Client): Promise<{ readonly body: number; readonly whole: number }> => {
  const cursors: Record<string, number> = {}
  for (;;) {
    const { body, text, headers } = await dana.request<ChangesAnswer>('POST', '/api/changes', { cursors, unsent: { count: 0, oldest: null }, deviceId: device('dana') })
    if (body.scopes.length === 0) {
      return { body: text.length, whole: text.length + [...headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 17) }
    }
    for (const { scope, cursor } of body.scopes) cursors[scope] = cursor
  }
}

const house = await openHouse()
try {
  const dana = await house.signIn('dana')
  await actsOverHttp(dana, BATCHES)
  const bare: number[] = []
  const http: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(bareCommits())
    http.push(await actsOverHttp(dana, BATCHES))
  }
  const [b, h] = [median(bare), median(http)]
  const idle = await idlePull(dana)
  console.log(`bare durable commits       ${Math.round(b)}/s`)
  console.log(`acts over HTTP, 20 a batch ${Math.round(h)}/s   ratio ${(h / b).toFixed(2)} (budget ≥ 0.2)`)
  console.log(`idle pull                  ${idle.body} bytes of JSON, ${idle.whole} with headers (budget < 1024)`)
  process.exitCode = h / b >= 0.2 && idle.whole < 1024 ? 0 : 1
} finally {
  await house.close()
}
