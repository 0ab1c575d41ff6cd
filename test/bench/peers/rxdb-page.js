/** One first sync by RxDB, with what its documentation says makes it fast. */
import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

const BATCH = 1000

const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 36 } },
  additionalProperties: true,
}

globalThis.firstSync = async () => {
  const database = await createRxDatabase({ name: 'peer', storage: getRxStorageDexie(), multiInstance: false, eventReduce: true })
  await database.addCollections({ sessions: { schema } })
  const from = performance.now()
  const replication = replicateRxCollection({
    collection: database.sessions,
    replicationIdentifier: 'first-sync',
    live: false,
    waitForLeadership: false,
    pull: {
      batchSize: BATCH,
      handler: async (checkpoint, batchSize) => {
        const answer = await fetch(`/api/rxdb/pull?after=${checkpoint?.after ?? 0}&batchSize=${batchSize}`, { cache: 'no-store' })
        const { documents, checkpoint: next } = await answer.json()
        return { documents: documents.map((each) => ({ ...each, _deleted: false })), checkpoint: next }
      },
    },
  })
  await replication.awaitInitialReplication()
  const all = performance.now() - from
  const found = await database.sessions.find().exec()
  return { all, today: null, read: found.filter((each) => typeof each.toJSON().fields['topic.0'].value === 'string').length }
}
