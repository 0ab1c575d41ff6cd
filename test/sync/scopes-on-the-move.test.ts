/**
 * Scopes on the move (L3) with real devices against the real server: a supervisor changes, somebody moves to another home,
 * leaves, a home is gained and lost. Nothing unsent is lost, nothing stays that is not theirs to read, and what is gained is
 * there from its beginning.
 */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { v7 } from 'uuid'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { unlock } from '../../src/app/device.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { RecordId, type SettingId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { putRecords, recordsOf } from '../../sync/storage/records.ts'
import { type Client, heldSession, HOME, type House, openHouse, ORG, OTHER_HOME, person, post } from './house.ts'
import { comesIn, openOf, PHRASE, type Tablet, tablet } from './world.ts'

let house: House
let clients: Record<string, Client>
let open: OpenDevice[]

interface Mine {
  readonly tablet: Tablet
  device: OpenDevice
}

const synced = (device: OpenDevice, since: string | null = null): Promise<void> =>
  vi.waitFor(() => expect([device.sync().lastVerified !== since, device.sync().lastVerified]).toEqual([true, expect.any(String)]), { timeout: 15_000 })
const has = async (key: string): Promise<Mine> => {
  const mine = tablet(house, new IDBFactory())
  const { device } = await comesIn(mine.here, key, `pw-${key}`)
  open.push(device)
  await synced(device)
  return { tablet: mine, device }
}
/** Online again: everything is sent, and what changed has come. */
const comesBack = async ({ tablet: mine, device }: Mine): Promise<void> => {
  mine.offline = false
  house.pass(1000)
  const before = device.sync().lastVerified
  await device.sendNow()
  await synced(device, before)
}
const textOf = async (device: OpenDevice): Promise<string> =>
  JSON.stringify(await device.snapshot(), (_name, value: unknown) => (value instanceof Map ? [...value] : value))
/** Locked and opened again with no connection: what is on the disk, and nothing that was in memory. */
const opensAgain = async (mine: Mine): Promise<void> => {
  await mine.device.lock()
  mine.tablet.offline = true
  const [vault] = await vaultsOnDevice(mine.tablet.here.storage)
  mine.device = openOf(await unlock(mine.tablet.here, vault!.id, { by: 'phrase', phrase: PHRASE })).device
  open.push(mine.device)
}
const scopesOf = async (key: string): Promise<readonly string[]> => (await clients[key]!.changes()).scopes.map(({ scope }) => scope)

const words = (text: string): Record<string, Json> => ({ 'feeling-comments': text, 'topic.1': { state: 'note', note: text } })
const supervise = async (of: string, by: string): Promise<void> => {
  const receipts = await clients['dana']!.push(clients['dana']!.act(post(of), 'post.supervise', { supervisor: person(by), on: '2026-06-02' }, 'post'))
  expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied'])
}
/** The managers of a home are changed where an act does not yet do it. */
const managesNow = async (setting: SettingId, keys: readonly string[]): Promise<void> => {
  await house.server.ports.storage.write(async (tx) => {
    const [state] = await recordsOf(tx, ORG, [setting])
    if (state?.kind !== 'setting') throw new Error('no such setting')
    await putRecords(tx, ORG, [{ state: { ...state, managers: keys.map(person) }, seq: 1 }])
  })
}
/** Everything the service keeps of these acts: applied, or in quarantine, once each. */
const kept = async (...acts: readonly string[]): Promise<readonly string[]> =>
  house.server.ports.storage.snapshot(async (tx) => {
    const applied = await tx.selectFrom('acts').select('act_id').execute()
    const held = await tx.selectFrom('quarantine').select('act_id').execute()
    return [...applied.map(({ act_id: id }) => `applied ${id}`), ...held.map(({ act_id: id }) => `held back ${id}`)].filter((line) => acts.some((id) => line.endsWith(id)))
  })

beforeEach(async () => {
  house = await openHouse()
  open = []
  clients = {}
  for (const key of ['dana', 'priya', 'olu', 'kofi', 'sam']) clients[key] = await house.signIn(key)
})
afterEach(async () => {
  for (const device of open) await device.lock()
  await house.close()
})

describe('a supervisor changes', () => {
  test('L3: the earlier one’s unsent work is kept whole, told to them alone, and the file leaves their device, from memory and disk', async () => {
    const before = RecordId.parse(await heldSession(clients['priya']!, 'kofi', words('canary-kofi-before')))
    const priya = await has('priya')
    // One record is of their own device: its acts are kept until they are backed up (V9).
    const own = RecordId.parse(v7())
    const { sessions } = await priya.device.snapshot()
    const { post: of, setting, supervisee, supervisor, pins } = sessions.get(before)!
    await priya.device.act({ recordId: own, kind: 'session', type: 'session.plan', payload: { post: of, setting, supervisee, supervisor, pins, plannedFor: '2026-06-09' as never } })
    await priya.device.edit({ recordId: own, kind: 'session', values: words('canary-priya-sent'), left: true })
    await comesBack(priya)
    expect(priya.device.sync().unsent).toBe(0)

    priya.tablet.offline = true
    await supervise('kofi', 'dana')
    const late = await priya.device.act({
      recordId: before, kind: 'session', type: 'fields.edit', patch: { 'feeling-comments': { value: 'canary-priya-late', from: sessions.get(before)!.fields['feeling-comments']!.act } },
    })
    expect((await textOf(priya.device)).includes('canary-kofi-before')).toBe(true)
    await comesBack(priya)

    expect(await kept(late)).toEqual([`held back ${late}`])
    const shown = await priya.device.snapshot()
    expect(shown.quarantined.map(({ actId, code }) => [actId, code])).toEqual([[late, 'not-allowed']])
    expect([shown.sessions.has(before), shown.sessions.has(own), shown.files.has(post('kofi'))]).toEqual([false, false, false])
    const text = await textOf(priya.device)
    expect([text.includes('canary-kofi-before'), text.includes('canary-priya-sent'), text.includes('canary-priya-late')]).toEqual([false, false, true])
    await opensAgain(priya)
    const again = await textOf(priya.device)
    expect([again.includes('canary-kofi-before'), again.includes('canary-priya-sent'), again.includes('canary-priya-late')]).toEqual([false, false, true])
  })

  test('L3: the next one has the file from its beginning, on a device whose other cursors are at the head', async () => {
    const before = RecordId.parse(await heldSession(clients['priya']!, 'kofi', words('canary-kofi-before')))
    const dana = await has('dana')
    expect((await dana.device.snapshot()).sessions.has(before)).toBe(false)
    await supervise('kofi', 'dana')
    await comesBack(dana)
    expect((await dana.device.snapshot()).sessions.get(before)?.fields['feeling-comments']?.value).toBe('canary-kofi-before')
    // Facts of it were there before, and are not there twice.
    expect((await dana.device.snapshot()).sessionFacts.has(before)).toBe(true)
    await supervise('kofi', 'priya')
    await comesBack(dana)
    const { sessions, sessionFacts } = await dana.device.snapshot()
    expect([sessions.has(before), sessionFacts.has(before), (await textOf(dana.device)).includes('canary-kofi-before')]).toEqual([false, true, false])
    // And gained once more, from the beginning once more.
    await supervise('kofi', 'dana')
    await comesBack(dana)
    expect((await dana.device.snapshot()).sessions.get(before)?.fields['feeling-comments']?.value).toBe('canary-kofi-before')
  })

  test('L3, I6: the file does not leave while something of it is unsent', async () => {
    const before = RecordId.parse(await heldSession(clients['priya']!, 'kofi', words('canary-kofi-before')))
    const priya = await has('priya')
    priya.tablet.offline = true
    await priya.device.edit({ recordId: before, kind: 'session', values: words('canary-priya-late'), left: true })
    await supervise('kofi', 'dana')
    // The service takes no acts for now, and goes on answering what changed.
    const { fetch } = priya.tablet.here
    let refuses = true
    Object.assign(priya.tablet.here, {
      fetch: ((path, init) =>
        refuses && path === '/api/acts' ? Promise.resolve({ status: 500, header: () => '5', text: async () => '{"error":{"code":"server-error","message":""}}' }) : fetch(path, init)) satisfies typeof fetch,
    })
    priya.tablet.offline = false
    await priya.device.sendNow()
    expect(priya.device.sync().unsent).toBe(1)
    expect((await textOf(priya.device)).includes('canary-priya-late')).toBe(true)
    refuses = false
    await comesBack(priya)
    const shown = await priya.device.snapshot()
    expect([priya.device.sync().unsent, shown.quarantined.length, shown.sessions.has(before)]).toEqual([0, 1, false])
  })
})

describe('somebody moves to another home', () => {
  test('L3: their unsent words of before arrive, the new file is theirs and the new supervisor’s, and the old case list goes', async () => {
    const before = RecordId.parse(await heldSession(clients['dana']!, 'sam', words('canary-sam-before')))
    const sam = await has('sam')
    const olu = await has('olu')
    sam.tablet.offline = true
    const asked = await sam.device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note: 'canary-sam-asked', on: sam.device.asOf() } })
    const next = v7()
    const { dana } = clients
    const ended = await dana!.push(dana!.act(post('sam'), 'post.end', { until: '2026-06-01', reason: 'moved', on: '2026-06-02' }, 'post'))
    const begun = await clients['olu']!.push(
      clients['olu']!.act(next, 'post.start', {
        person: person('sam'), setting: OTHER_HOME, title: 'Worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial',
        supervisor: person('olu'), employedOn: '2024-01-08', supervisedSince: '2026-06-02', from: '2026-06-02', until: null, facts: {},
      }, 'post'),
    )
    expect([...ended, ...begun].map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    await comesBack(sam)
    await comesBack(olu)
    expect(await kept(asked)).toEqual([`applied ${asked}`])
    const shown = await sam.device.snapshot()
    expect([shown.posts.has(next as never), shown.posts.has(post('sam')), shown.sessions.has(before)]).toEqual([true, true, true])
    expect(await scopesOf('sam')).not.toContain(`cases:${HOME}`)
    // The old file is no business of the new home’s.
    expect([(await olu.device.snapshot()).posts.has(next as never), (await textOf(olu.device)).includes('canary-sam')]).toEqual([true, false])
  })
})

describe('somebody leaves', () => {
  test('L3, P9: what they had not sent is delivered by a colleague on the same tablet, and their supervisor has it', async () => {
    const before = RecordId.parse(await heldSession(clients['dana']!, 'sam', words('canary-sam-before')))
    await clients['dana']!.push(clients['dana']!.share(before))
    const sam = await has('sam')
    sam.tablet.offline = true
    const last = await sam.device.act({ recordId: before, kind: 'session', type: 'record.respond', payload: { field: null, ask: 'comment', text: 'canary-sam-last', on: sam.device.asOf() } })
    await sam.device.lock()
    await clients['dana']!.push(clients['dana']!.act(post('sam'), 'post.end', { until: '2026-06-02', reason: 'left', on: '2026-06-02' }, 'post'))
    house.setClock('2026-06-04T09:00:00.000Z')
    sam.tablet.offline = false
    const { device: kofi } = await comesIn(sam.tablet.here, 'kofi', 'pw-kofi')
    open.push(kofi)
    await synced(kofi)
    await vi.waitFor(async () => expect(await kept(last)).toEqual([`applied ${last}`]), { timeout: 15_000 })
    const text = await textOf(kofi)
    expect([text.includes('canary-sam-before'), text.includes('canary-sam-last')]).toEqual([false, false])
    const dana = await has('dana')
    expect((await textOf(dana.device)).includes('canary-sam-last')).toBe(true)
  })
})

describe('a home is gained and lost', () => {
  test('L3: its facts come from the beginning and go whole; the other home’s stay, and what was not sent is kept', async () => {
    const there = RecordId.parse(await heldSession(clients['olu']!, 'una', words('canary-una')))
    const here = RecordId.parse(await heldSession(clients['priya']!, 'kofi', words('canary-kofi')))
    const dana = await has('dana')
    expect((await dana.device.snapshot()).sessionFacts.has(there)).toBe(false)

    await managesNow(OTHER_HOME, ['olu', 'dana'])
    await comesBack(dana)
    const gained = await dana.device.snapshot()
    expect([gained.sessionFacts.has(there), gained.posts.has(post('una')), gained.sessionFacts.has(here)]).toEqual([true, true, true])
    // Facts are dates and states: nobody’s words.
    expect(/canary-(?:una|kofi)/.test(await textOf(dana.device))).toBe(false)

    dana.tablet.offline = true
    const late = await dana.device.act({ recordId: post('una'), kind: 'post', type: 'post.leave', payload: { leave: v7(), from: dana.device.asOf(), until: dana.device.asOf(), cancelled: false } })
    await managesNow(OTHER_HOME, ['olu'])
    await comesBack(dana)
    const lost = await dana.device.snapshot()
    expect([lost.sessionFacts.has(there), lost.posts.has(post('una')), lost.sessionFacts.has(here)]).toEqual([false, false, true])
    expect([await kept(late), lost.quarantined.map(({ actId }) => actId)]).toEqual([[`held back ${late}`], [late]])
    await opensAgain(dana)
    expect((await dana.device.snapshot()).sessionFacts.has(there)).toBe(false)
  })
})
