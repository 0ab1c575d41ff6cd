/**
 * The server on PostgreSQL beside itself on SQLite: acts over HTTP in batches of 20, durable on both, in turns; and bare
 * commits of one row. The PostgreSQL is on the same machine, so that it takes its part of the cores. Run it with
 * `node test/bench/postgres.ts`.
 */
import { Client as Database } from 'pg'
import { v7 } from 'uuid'
import { type WireAct } from '../../src/protocol/act.ts'
import { dropDatabase, newDatabase, startPostgres } from '../postgres.ts'
import { type Client, type House, openHouse, TOPICS } from '../sync/house.ts'

const ROUNDS = 5
const BATCHES = 30
const BATCH = 20
const BARE = 500
const PARALLEL = 4

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

const batch = (dana: Client): readonly WireAct[] => {
  const acts: WireAct[] = []
  while (acts.length < BATCH) {
    const id = v7()
    acts.push(dana.plan(id, 'sam'), dana.edit(id, { feeling: 'a sentence or two about the month, as people write them' }))
    for (const [field, value] of Object.entries(TOPICS).slice(0, 8)) acts.push(dana.edit(id, { [field]: value }))
  }
  return acts
}

/** Acts a second. */
const actsOverHttp = async (dana: Client): Promise<number> => {
  const batches = Array.from({ length: BATCHES }, () => batch(dana))
  const from = performance.now()
  await Promise.all(
    Array.from({ length: PARALLEL }, async (_, lane) => {
      for (let n = lane; n < batches.length; n += PARALLEL) {
        const receipts = await dana.push(...batches[n]!)
        if (receipts.some(({ outcome }) => outcome !== 'applied')) throw new Error('a batch was not applied')
      }
    }),
  )
  return (BATCHES * BATCH) / ((performance.now() - from) / 1000)
}

/** Durable commits of one row a second, over one connection. */
const bareCommits = async (url: string): Promise<number> => {
  const database = new Database({ connectionString: url })
  await database.connect()
  await database.query('create table if not exists bare (id text primary key, body text)')
  const from = performance.now()
  for (let n = 0; n < BARE; n += 1) await database.query('insert into bare values ($1, $2)', [v7(), 'x'.repeat(700)])
  const perSecond = BARE / ((performance.now() - from) / 1000)
  await database.end()
  return perSecond
}

const running = await startPostgres()
const houses: House[] = []
try {
  const onSqlite = await openHouse()
  houses.push(onSqlite)
  process.env['COUNTERSIGN_TEST_POSTGRES'] = running.url()
  const onPostgres = await openHouse()
  houses.push(onPostgres)
  const empty = await newDatabase(running.url())
  const [here, there] = [await onSqlite.signIn('dana'), await onPostgres.signIn('dana')]
  await actsOverHttp(here)
  await actsOverHttp(there)
  const figures = { sqlite: [] as number[], postgres: [] as number[], bare: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.sqlite.push(await actsOverHttp(here))
    figures.postgres.push(await actsOverHttp(there))
    figures.bare.push(await bareCommits(empty))
  }
  await dropDatabase(running.url(), empty)
  const [sqlite, postgres, bare] = [median(figures.sqlite), median(figures.postgres), median(figures.bare)]
  console.log(`acts over HTTP, 20 a batch   SQLite ${Math.round(sqlite)}/s   PostgreSQL ${Math.round(postgres)}/s   ratio ${(postgres / sqlite).toFixed(2)}`)
  console.log(`bare durable commits         PostgreSQL ${Math.round(bare)}/s, one after the other   acts beside them ${(postgres / bare).toFixed(2)}`)
} finally {
  for (const house of houses) await house.close()
  await running.stop()
}
