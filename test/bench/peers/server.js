/**
 * What RxDB and PouchDB replicate from: the same documents, in memory. RxDB pulls by checkpoint from a plain handler, as its
 * guide to HTTP replication has it; PouchDB from express-pouchdb on Express 4.
 */
import { Buffer } from 'node:buffer'
import { createRequire } from 'node:module'
import process from 'node:process'
import { gzip } from 'node:zlib'
import { sessionOf } from '../sessions.ts'

const require = createRequire(import.meta.url)
const express = require('express')
const expressPouch = require('express-pouchdb')
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-mapreduce'))
  .plugin(require('pouchdb-replication'))
  .defaults({ adapter: 'memory' })

const count = Number(process.argv[2] ?? 10_000)
const documents = Array.from({ length: count }, (_, n) => sessionOf(n))

const app = express()
app.get('/api/rxdb/pull', (request, response) => {
  const after = Number(request.query.after ?? 0)
  const some = documents.slice(after, after + Number(request.query.batchSize ?? 100))
  const answer = JSON.stringify({ documents: some, checkpoint: { after: after + some.length } })
  gzip(Buffer.from(answer), { level: 1 }, (error, body) => {
    if (error) throw error
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(body)
  })
})
const pouch = expressPouch(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: '/dev/null' })
app.use('/api/pouchdb', pouch)
// Only what is made once the server is there is known to it.
const remote = new PouchDB('sessions')
for (let from = 0; from < count; from += 500) {
  await remote.bulkDocs(documents.slice(from, from + 500).map(({ id, ...rest }) => ({ _id: id, ...rest })))
}

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${server.address().port}` })}\n`)
})

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
