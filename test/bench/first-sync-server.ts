/**
 * The real service with 10,000 sessions in the files of those whom Dana supervises, and beside it the same documents in one
 * gzipped answer, for the limit. Says both addresses and goes on until its input ends.
 */
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { projectionsOf } from '../../src/domain/projections.ts'
import { takeSeqs } from '../../sync/storage/ledger.ts'
import { putScopeRows, type ScopeRow } from '../../sync/storage/records.ts'
import { openHouse, ORG, person, post, POSTS } from '../sync/house.ts'
import { sessionOf, type Whose } from './sessions.ts'

const DOCUMENTS = Number(process.argv[2] ?? 10_000)
const AT_ONCE = 500

const house = await openHouse()
const supervised: readonly Whose[] = POSTS.filter(({ supervisor }) => supervisor === 'dana').map(({ key, setting }) => ({
  post: post(key), setting, supervisee: person(key), supervisor: person('dana'),
}))
const states = Array.from({ length: DOCUMENTS }, (_, n) => sessionOf(n, supervised[n % supervised.length]))
const { storage } = house.server.ports
for (let from = 0; from < DOCUMENTS; from += AT_ONCE) {
  const some = states.slice(from, from + AT_ONCE)
  await storage.write(async (tx) => {
    const first = (await takeSeqs(tx, ORG, some.length, house.now(), `bench-${from}`)) - some.length
    const rows = some.flatMap((state, i): ScopeRow[] =>
      projectionsOf(state, null)
        .filter(({ scope }) => scope.startsWith('file:'))
        .map(({ scope, body }) => ({ scope, id: state.id, seq: first + 1 + i, revision: state.revision, body })),
    )
    await putScopeRows(tx, ORG, rows)
  })
}

const whole = gzipSync(JSON.stringify(states))
const all = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'cache-control': 'no-store' })
  response.end(whole)
})
await new Promise<void>((resolve) => all.listen(0, '127.0.0.1', resolve))
const bytes = states.reduce((sum, state) => sum + Buffer.byteLength(JSON.stringify(state)), 0) / DOCUMENTS
console.log(JSON.stringify({ service: house.address, all: `http://127.0.0.1:${(all.address() as AddressInfo).port}`, bytes }))

process.stdin.on('end', () => {
  all.close()
  house.close().catch((error: unknown) => console.error(error))
})
process.stdin.resume()
