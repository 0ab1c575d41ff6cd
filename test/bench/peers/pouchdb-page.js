/** One first sync by PouchDB, with what its documentation says makes it fast. */
import PouchDB from 'pouchdb-core'
import http from 'pouchdb-adapter-http'
import indexeddb from 'pouchdb-adapter-indexeddb'
import replication from 'pouchdb-replication'

PouchDB.plugin(indexeddb).plugin(http).plugin(replication)

globalThis.firstSync = async () => {
  const local = new PouchDB('peer', { adapter: 'indexeddb', auto_compaction: false })
  await local.info()
  const remote = new PouchDB(`${globalThis.location.origin}/api/pouchdb/sessions`, { adapter: 'http', skip_setup: true })
  const from = performance.now()
  await local.replicate.from(remote, { batch_size: 1000, batches_limit: 10, checkpoint: 'target' })
  const all = performance.now() - from
  const { rows } = await local.allDocs({ include_docs: true })
  return { all, today: null, read: rows.filter(({ doc }) => typeof doc.fields['topic.0'].value === 'string').length }
}
