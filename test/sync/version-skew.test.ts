/**
 * Versions that meet (T3, P10, I9): yesterday's device and server are kept as they were (test/fixtures), and work with today's
 * in every pairing: sign in, write with no connection, compete, settle, sign, lock. Nobody is told that anything is wrong, and
 * what one side does not know survives it.
 */
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { v7 } from 'uuid'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SignRole } from '../../src/domain/records/deeds/signed.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { QuarantineAnswer } from '../../src/protocol/changes.ts'
import { loadToday, loadYesterday, type Version, YESTERDAY } from '../fixtures/versions.ts'
import { HOME, type House, ORG, person, post, TOPICS } from './house.ts'
import { type Tablet } from './world.ts'

type Age = 'yesterday' | 'today'
let versions: Record<Age, Version>
let house: House | null = null
let open: OpenDevice[] = []

interface Mine {
  readonly tablet: Tablet
  readonly device: OpenDevice
  readonly version: Version
}

const opens = async (server: Age): Promise<House> => (house = await versions[server].openHouse())
const has = async (age: Age, key: string): Promise<Mine> => {
  const version = versions[age]
  const tablet = version.tablet(house!, new version.IDBFactory())
  const { device } = await version.comesIn(tablet.here, key, `pw-${key}`)
  open.push(device)
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  return { tablet, device, version }
}
/** Online: everything is sent, and what changed has come. */
const syncs = async ({ tablet, device }: Mine): Promise<void> => {
  tablet.offline = false
  house!.pass(1000)
  const before = device.sync().lastVerified
  await device.sendNow()
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBe(before), { timeout: 15_000 })
}
const seen = async ({ device }: Mine, id: RecordId): Promise<SessionState> => {
  const state = (await device.snapshot()).sessions.get(id)
  if (!state) throw new Error('the session is not on this device')
  return state
}
const writes = ({ device }: Mine, recordId: RecordId, values: Record<string, Json>): Promise<void> =>
  device.edit({ recordId, kind: 'session', values, left: true })
const signs = async ({ device, version }: Mine, id: RecordId, role: SignRole): Promise<void> => {
  const state = (await device.snapshot()).sessions.get(id)!
  const choice = { role, answer: 'agree', comment: null, statement: 'As shown.', language: 'en' } as const
  await device.acts(await version.signingActs(state, choice, device))
}
/** What a person would be told: that everything is well. */
const told = async ({ device }: Mine): Promise<readonly unknown[]> => {
  const { trouble, unsent, connection } = device.sync()
  return [trouble, unsent, connection, (await device.snapshot()).quarantined.length]
}
const WELL = ['none', 0, 'online', 0]

beforeAll(async () => {
  versions = { yesterday: await loadYesterday(), today: await loadToday() }
})
afterEach(async () => {
  for (const device of open) await device.lock()
  open = []
  await house?.close()
  house = null
})

test('what is kept is yesterday’s: the version before today’s, or today’s before it was given to anybody', () => {
  expect(versions.yesterday.PROTOCOL_VERSION).toBe(YESTERDAY)
  expect(versions.today.PROTOCOL_VERSION).toBeGreaterThanOrEqual(YESTERDAY)
  expect(versions.today.PROTOCOL_VERSION - YESTERDAY).toBeLessThanOrEqual(1)
})

const AGES: readonly Age[] = ['yesterday', 'today']
const PAIRINGS = AGES.flatMap((server) => AGES.flatMap((danas) => AGES.map((sams): readonly [Age, Age, Age] => [server, danas, sams]))).filter(
  (ages) => new Set(ages).size > 1,
)

test.each(PAIRINGS)('T3, P10: a server of %s, the supervisor’s device of %s and the worker’s of %s: from the first word to the lock', async (server, danas, sams) => {
  await opens(server)
  const dana = await has(danas, 'dana')
  const sam = await has(sams, 'sam')

  dana.tablet.offline = true
  const id = RecordId.parse(v7())
  const about = { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana') }
  await dana.device.act({ recordId: id, kind: 'session', type: 'session.plan', payload: { ...about, plannedFor: dana.device.asOf(), pins: dana.version.PINS } })
  await writes(dana, id, TOPICS)
  const start = '09:00' as never
  const held = { on: dana.device.asOf(), start, end: '10:00' as never, place: 'Office', mode: 'in-person' } as const
  await dana.device.act({ recordId: id, kind: 'session', type: 'session.hold', payload: held })
  await syncs(dana)
  await syncs(sam)
  expect((await seen(sam, id)).fields['topic.3']?.value).toEqual(TOPICS['topic.3'])

  // Both write in one answer with no connection (P6).
  for (const each of [dana, sam]) each.tablet.offline = true
  await writes(dana, id, { 'topic.1': { state: 'note', note: 'Dana’s' } })
  await writes(sam, id, { 'topic.1': { state: 'note', note: 'Sam’s' } })
  await syncs(dana)
  await syncs(sam)
  await syncs(dana)
  for (const each of [dana, sam]) {
    const { fields, competing } = await seen(each, id)
    expect([fields['topic.1']?.value, competing['topic.1']?.map(({ value }) => value)]).toEqual([{ state: 'note', note: 'Dana’s' }, [{ state: 'note', note: 'Sam’s' }]])
  }
  const { fields, competing } = await seen(sam, id)
  const value = { state: 'note', note: 'Both' }
  await sam.device.act({
    recordId: id, kind: 'session', type: 'field.settle',
    payload: { field: 'topic.1', value, from: fields['topic.1']!.act, settles: competing['topic.1']!.map(({ act }) => act) },
  })
  await syncs(sam)
  await syncs(dana)

  await dana.device.act({ recordId: id, kind: 'session', type: 'record.share', payload: { on: dana.device.asOf() } })
  await signs(dana, id, 'supervisor')
  await syncs(dana)
  await syncs(sam)
  await signs(sam, id, 'supervisee')
  await syncs(sam)
  await syncs(dana)

  // I3: all three have the same, canonical in what each knows of it.
  const [forDana, forSam] = [await seen(dana, id), await seen(sam, id)]
  expect([forDana.locked, forDana.fields['topic.1']?.value, forDana.competing]).toEqual([true, value, {}])
  expect(forSam).toEqual(forDana)
  const onServer = await (await house!.signIn('sam')).session(id)
  expect(forDana).toMatchObject(onServer)
  expect([await told(dana), await told(sam)]).toEqual([WELL, WELL])
}, 60_000)

describe('I9: what one side does not know survives it', () => {
  test.each(AGES.flatMap((server) => AGES.map((device): readonly [Age, Age] => [server, device])).filter(([server, device]) => server !== device))(
    'a server of %s and a device of %s: keys of a record and fields of a form that only a later version knows',
    async (server, age) => {
      await opens(server)
      const id = RecordId.parse(await versions[server].heldSession(await house!.signIn('dana')))
      const LATER = { later: { deep: [1, null, 'words of a later version'] } }
      const { storage } = house!.server.ports
      await storage.write(async (tx) => {
        const add = (text: string): string => JSON.stringify({ ...(JSON.parse(text) as object), ...LATER })
        const row = await tx.selectFrom('records').select('state').where('org', '=', ORG).where('id', '=', id).executeTakeFirstOrThrow()
        await tx.updateTable('records').set({ state: add(row.state) }).where('id', '=', id).execute()
        await tx.updateTable('scope_rows').set({ body: add(row.state) }).where('id', '=', id).where('scope', '=', `file:${post('sam')}`).execute()
      })
      const dana = await has(age, 'dana')
      expect(await seen(dana, id)).toMatchObject(LATER)
      dana.tablet.offline = true
      await writes(dana, id, { 'feeling-comments': 'An answer that everybody knows.', 'asked-by-a-later-form': { state: 'of-a-later-version', said: 'kept as it is' } })
      await syncs(dana)
      const known = {
        ...LATER,
        fields: { 'feeling-comments': { value: 'An answer that everybody knows.' }, 'asked-by-a-later-form': { value: { state: 'of-a-later-version', said: 'kept as it is' } } },
      }
      expect(await (await house!.signIn('sam')).session(id)).toMatchObject(known)
      for (const each of AGES) expect(await seen(await has(each, 'sam'), id)).toMatchObject(known)
      expect(await told(dana)).toEqual(WELL)
    },
    60_000,
  )

  test.each(AGES)('P10: an act of a later schema is kept whole by a server of %s until it is upgraded, and delays no other', async (server) => {
    await opens(server)
    const dana = await house!.signIn('dana')
    const id = await versions[server].heldSession(dana)
    const edit = dana.edit(id, { 'feeling-comments': 'of a later version' })
    const later = { ...edit, schema: versions[server].ACT_SCHEMA + 1 }
    const wire = { ...later, hash: versions[server].actHash(later) }
    const receipts = await dana.push(wire, dana.edit(id, { 'worker-comments': 'of this one' }))
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['quarantined', 'applied'])
    const { items } = QuarantineAnswer.parse((await dana.request('GET', '/api/quarantine')).body)
    expect(items).toMatchObject([{ actId: edit.actId, reason: { code: 'schema-unknown' }, act: { patch: edit.patch, schema: later.schema } }])
  })
})

test('T3: a device that is too old is told to update, and may always push', async () => {
  await opens('today')
  const sam = await has('yesterday', 'sam')
  const { fetch } = sam.tablet.here
  Object.assign(sam.tablet.here, {
    fetch: (async (path, init) => {
      const answer = await fetch(path, init)
      if (path !== '/api/changes') return answer
      // A server to come, which takes nothing that old.
      const text = (await answer.text()).replace(/"protocol":\{"min":\d+/, `"protocol":{"min":${YESTERDAY + 1}`)
      return { ...answer, text: async () => text }
    }) satisfies typeof fetch,
  })
  sam.tablet.offline = true
  await sam.device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note: 'from an old device', on: sam.device.asOf() } })
  await syncs(sam)
  expect((await told(sam)).slice(0, 2)).toEqual(['update-needed', 0])
  expect(JSON.stringify(await (await house!.signIn('dana')).changes())).toContain('from an old device')
})
