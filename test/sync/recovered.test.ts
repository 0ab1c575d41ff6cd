/** Copies of records from before a restore (T2): from whom, to whom, for how long; and what the service says it lacks. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { hashOf } from '../../src/protocol/hash.ts'
import { RecoveryAnswer, RecoveryCopiesAnswer } from '../../src/protocol/recovery.ts'
import { eraseFile } from '../../sync/services/erasure.ts'
import { type Client, device, type House, openHouse, ORG, person, post } from './house.ts'

let house: House
let dana: Client
let sam: Client
let olu: Client
beforeAll(async () => {
  house = await openHouse()
  ;[dana, sam, olu] = (await Promise.all(['dana', 'sam', 'olu'].map((key) => house.signIn(key)))) as [Client, Client, Client]
})
afterAll(() => house.close())

const FILE = `file:${post('sam')}`
interface Copy {
  readonly scope: string
  readonly id: string
  readonly revision: number
  readonly body: Json
}
const give = async (client: Client, ...copies: readonly Copy[]) => {
  const answer = await client.request('POST', '/api/recovery/copies', { deviceId: device(client.key), copies })
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return RecoveryCopiesAnswer.parse(answer.body).outcomes
}
const ask = async (client: Client, body: { readonly acts?: readonly unknown[]; readonly rows?: readonly unknown[] }) =>
  RecoveryAnswer.parse((await client.request('POST', '/api/recovery', { acts: [], rows: [], ...body })).body)
const rowIn = async (client: Client, scope: string, id: string): Promise<Json> => (await client.everything()).get(scope)?.get(id) ?? null
const copyOf = (state: SessionState, change: object = {}): Copy => {
  const body = { ...state, ...change } as unknown as SessionState & Json
  return { scope: FILE, id: body.id, revision: body.revision, body }
}
/** A session that the service does not have, as somebody else's had it. */
const lost = async (): Promise<{ readonly copy: Copy; readonly acts: readonly ReturnType<Client['plan']>[] }> => {
  const id = v7()
  const acts = [dana.plan(id, 'sam'), dana.edit(id, { feeling: 'lost words' })]
  // The same content under another id, so that the state is a real one.
  const twin = v7()
  await dana.push(dana.plan(twin, 'sam'), dana.edit(twin, { feeling: 'lost words' }))
  const state = await dana.session(twin)
  const fields = { feeling: { ...state.fields['feeling']!, act: acts[1]!.actId } }
  return { copy: copyOf(state, { id, fields }), acts }
}

test('T2, W1: a copy is shown in the very scope it was in, to those who have that, and written into the audit', async () => {
  const { copy } = await lost()
  expect(await give(sam, copy)).toEqual(['kept'])
  const shown = { kind: 'recovered', record: copy.id, by: person('sam'), copy: { fields: { feeling: { value: 'lost words' } } } }
  for (const client of [dana, sam]) expect(await rowIn(client, FILE, `recovered:${copy.id}`)).toMatchObject(shown)
  for (const rows of (await olu.everything()).values()) expect(rows.has(`recovered:${copy.id}`)).toBe(false)
  const audit = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('audit').select(['actor', 'what', 'details']).where('record', '=', copy.id).execute())
  expect(audit).toMatchObject([{ actor: person('sam'), what: 'copy-recovered' }])
  expect(audit[0]!.details).not.toContain('lost words')
  // Another device's same copy is the same one; the copy that is further on is the one shown.
  expect(await give(dana, copy)).toEqual(['kept'])
  const further = { ...copy, revision: copy.revision + 1, body: { ...(copy.body as object), revision: copy.revision + 1 } as Json }
  expect(await give(dana, further, copy)).toEqual(['kept', 'kept'])
  expect(await rowIn(sam, FILE, `recovered:${copy.id}`)).toMatchObject({ revision: further.revision, by: person('dana') })
  expect(await house.server.ports.storage.snapshot((tx) => tx.selectFrom('recovered').select('hash').where('record', '=', copy.id).execute())).toHaveLength(2)
})

test('T2, A5: from nobody who has not that scope now, and nothing that is not a copy of what it says', async () => {
  const { copy } = await lost()
  expect(await give(olu, copy)).toEqual(['refused'])
  const other = { ...(copy.body as object), id: v7() } as Json
  for (const wrong of [{ ...copy, body: other }, { ...copy, revision: 9 }, { ...copy, body: 'words' }, { ...copy, body: [] }, { ...copy, scope: `file:${post('una')}` }]) {
    expect(await give(sam, wrong)).toEqual(['refused'])
  }
  expect(await rowIn(sam, FILE, `recovered:${copy.id}`)).toBeNull()
})

test('T2: the copy goes once the record is back with every act the copy names, and not for having as many', async () => {
  const { copy, acts } = await lost()
  expect(await give(sam, copy)).toEqual(['kept'])
  // Somebody goes on with fewer acts, and others.
  await dana.push(acts[0]!, dana.edit(copy.id, { feeling: 'something else' }), dana.hold(copy.id))
  expect(await rowIn(sam, FILE, `recovered:${copy.id}`)).toMatchObject({ copy: { fields: { feeling: { value: 'lost words' } } } })
  await dana.push(acts[1]!)
  expect(await rowIn(sam, FILE, `recovered:${copy.id}`)).toBeNull()
  expect(await give(dana, copy)).toEqual(['held'])
  expect(await sam.session(copy.id)).toMatchObject({ revision: 4 })
})

test('T2: the service names the acts it has not, and those that stand elsewhere than their receipts say', async () => {
  const id = v7()
  const [plan, edit] = [dana.plan(id, 'sam'), dana.edit(id, { feeling: 'here' })]
  const [first] = await dana.push(plan)
  const { seq } = first as { seq: number }
  const kept = ({ actId, hash, recordId }: typeof plan, at: number, more: object = {}) => ({ actId, hash, recordId, seq: at, ...more })
  const { commit } = await dana.changes()
  expect((await ask(dana, { acts: [kept(plan, seq), kept(plan, seq, { commit })] })).acts).toEqual([])
  expect((await ask(dana, { acts: [kept(edit, seq + 1)] })).acts).toEqual([{ actId: edit.actId, is: 'absent', revision: 1 }])
  expect((await ask(dana, { acts: [kept(plan, seq + 9)] })).acts).toEqual([{ actId: plan.actId, is: 'moved', revision: 1 }])
  expect((await ask(dana, { acts: [kept(plan, seq, { commit: { ...commit, token: 'another' } })] })).acts).toEqual([{ actId: plan.actId, is: 'moved', revision: 1 }])
  expect((await ask(dana, { acts: [{ ...kept(plan, seq), hash: 'a'.repeat(64) }] })).acts).toEqual([{ actId: plan.actId, is: 'absent', revision: 1 }])
})

test('T2: of rows it names those it has otherwise, has not, or does not give to who asks', async () => {
  const id = v7()
  await dana.push(dana.plan(id, 'sam'))
  const body = await rowIn(sam, FILE, id)
  const row = { scope: FILE, id, revision: 1, hash: hashOf(body) }
  const said = async (client: Client, ...rows: readonly object[]) => (await ask(client, { rows })).rows.map(({ is }) => is)
  expect(await said(sam, row)).toEqual([])
  expect(await said(sam, { ...row, revision: 2 }, { ...row, hash: 'b'.repeat(64) }, { ...row, id: v7() })).toEqual(['other', 'other', 'absent'])
  expect(await said(olu, row)).toEqual(['elsewhere'])
})

test('T2, W4: of what is erased nothing is taken, and what was kept of it as a copy goes with it', async () => {
  const { copy, acts } = await lost()
  expect(await give(sam, copy)).toEqual(['kept'])
  const { ports } = house.server
  await ports.storage.write((tx) => eraseFile(tx, ORG, { post: { id: post('sam'), person: person('sam') }, withPerson: false, disposal: v7(), by: person('olu') }, ports))
  const left = await ports.storage.snapshot(async (tx) => [
    await tx.selectFrom('recovered').select('record').where('record', '=', copy.id).execute(),
    await tx.selectFrom('scope_rows').select('body').where('id', '=', `recovered:${copy.id}`).execute(),
  ])
  expect(left).toEqual([[], [{ body: null }]])
  // Dana manages the home still, and had the facts of it.
  const facts = { ...copy, scope: (await dana.changes()).scopes.find(({ scope }) => scope.startsWith('facts:'))!.scope }
  const ofItsPost = v7()
  expect(await give(dana, facts, { ...facts, id: ofItsPost, body: { ...(copy.body as object), id: ofItsPost } })).toEqual(['refused', 'refused'])
  const asked = await ask(dana, { acts: acts.map(({ actId, hash, recordId }) => ({ actId, hash, recordId, seq: 1 })), rows: [{ scope: facts.scope, id: copy.id, revision: 1, hash: 'b'.repeat(64) }] })
  expect([asked.acts.map(({ is }) => is), asked.rows.map(({ is }) => is)]).toEqual([['erased', 'erased'], ['erased']])
})
