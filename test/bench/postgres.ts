/**
 * The server on PostgreSQL beside itself on SQLite: acts over HTTP in batches of 20, durable on both, in turns; and bare
 * commits of one row. The PostgreSQL is on the same machine, so that it takes its part of the cores. Run it with
 * `node test/bench/postgres.ts`.
 */
import { Client as Database } from 'pg'
import { v7 } from 'uuid'
import { dropDatabase, newDatabase, startPostgres } from '../postgres.ts'
import { type House, openHouse } from '../sync/house.ts'
import { actsOverHttp } from './acts-over-http.ts'
import { median } from './figures.ts'

const ROUNDS = 5
const BATCHES = 30
const BARE = 500


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
  await actsOverHttp(here, BATCHES)
  await actsOverHttp(there, BATCHES)
  const figures = { sqlite: [] as number[], postgres: [] as number[], bare: [] as number[] }
  for (let round = 0; round < ROUNDS; round += 1) {
    figures.sqlite.push(await actsOverHttp(here, BATCHES))
    figures.postgres.push(await actsOverHttp(there, BATCHES))
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
