/**
 * The real service of an organisation with so many records: 300 are in the files of those whom Dana supervises, the rest in
 * those of a home she has nothing to do with. Says its address and a session of Sam's, and goes on until its input ends.
 */
import { v7 } from 'uuid'
import { PersonId, PostId } from '../../src/domain/ids.ts'
import { projectionsOf } from '../../src/domain/projections.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import { addActs, takeSeqs } from '../../sync/storage/ledger.ts'
import { type ChangedRecord, putRecords, putScopeRows, recordsOf } from '../../sync/storage/records.ts'
import { openHouse, ORG, OTHER_HOME, person, post, TOPICS } from '../sync/house.ts'
import { sessionOf } from './sessions.ts'

const RECORDS = Number(process.argv[2] ?? 1000)
const OWN = 300
const A_FILE = 100

const house = await openHouse()
const dana = await house.signIn('dana')
const own: string[] = []
for (let n = 0; n < OWN; n += 1) {
  const id = v7()
  own.push(id)
  await dana.push(dana.plan(id, 'sam'), dana.edit(id, TOPICS))
}

const { storage } = house.server.ports
const una = await storage.snapshot(async (tx) => (await recordsOf(tx, ORG, [post('una')]))[0] as PostState)
for (let from = OWN; from < RECORDS; from += A_FILE) {
  const file: PostState = { ...una, id: PostId.parse(v7()), person: PersonId.parse(v7()) }
  const whose = { post: file.id, setting: OTHER_HOME, supervisee: file.person, supervisor: person('olu') }
  const states = [file, ...Array.from({ length: Math.min(A_FILE, RECORDS - from) }, (_, n) => sessionOf(from + n, whose))]
  await storage.write(async (tx) => {
    const first = (await takeSeqs(tx, ORG, states.length, house.now(), `bench-${from}`)) - states.length
    const changed = states.map((state, n): ChangedRecord => ({ state, seq: first + 1 + n }))
    await putRecords(tx, ORG, changed)
    await putScopeRows(
      tx,
      ORG,
      changed.flatMap(({ state, seq }) =>
        projectionsOf(state, file).filter(({ scope }) => scope !== 'org').map(({ scope, body }) => ({ scope, id: state.id, seq, revision: state.revision, body })),
      ),
    )
    await addActs(
      tx,
      ORG,
      changed.map(({ state, seq }) => {
        const wire = dana.act(state.id, 'session.plan', { post: file.id })
        const receipt = { actId: wire.actId, hash: wire.hash, at: house.now(), seq, outcome: 'applied' as const, revision: 1 }
        return { seq, wire, actor: person('olu'), receipt }
      }),
      house.now(),
    )
  })
}
console.log(JSON.stringify({ service: house.address, session: own[0] }))

process.stdin.on('end', () => {
  house.close().catch((error: unknown) => console.error(error))
})
process.stdin.resume()
