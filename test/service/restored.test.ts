/** The server restored from an hour-old backup while devices have gone on (T2, V9, I8): processes, HTTP and devices are real. */
import { IDBFactory } from 'fake-indexeddb'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Opened } from '../../src/app/device.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { ClockTime, type Instant, instantOf } from '../../src/domain/dates.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { demonstrationSignIns, HOME, personOf, postOf } from '../../sync/services/demonstration/people.ts'
import { PINS } from '../sync/house.ts'
import { comesIn, tablet } from '../sync/world.ts'
import { command, end, killAll, type ServerProcess, startProcess } from './server-process.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'countersign-restored-'))
const backups = path.join(folder, 'elsewhere')
let server: ServerProcess
const house = { address: '', now: (): Instant => instantOf(Date.now()) }
const start = async (): Promise<void> => {
  server = await startProcess(folder)
  house.address = server.address
}
beforeAll(start, 120_000)
afterAll(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

type Device = Opened['device']
const passwordOf = (key: string): string => demonstrationSignIns.find(({ username }) => username === key)!.password

interface Held {
  readonly here: DeviceWorld
  readonly device: Device
  readonly tablet: ReturnType<typeof tablet>
}
const deviceOf = async (key: string): Promise<Held> => {
  const made = tablet(house, new IDBFactory())
  const { device } = await comesIn(made.here, key, passwordOf(key))
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 60_000 })
  return { here: made.here, device, tablet: made }
}
/** Sends and pulls until it is at rest. */
const synced = async ({ device }: Held): Promise<void> => {
  for (let n = 0; n < 4; n += 1) await device.sendNow()
}
const outboxOf = async ({ here }: Held) => {
  const [vault] = await here.storage.vaults.all()
  return here.storage.outbox.of(vault!.id)
}
const planFor = (device: Device, id: RecordId, worker: string) =>
  device.act({
    recordId: id, kind: 'session', type: 'session.plan',
    payload: { post: postOf(worker), setting: HOME, supervisee: personOf(worker), supervisor: personOf('dana'), plannedFor: device.asOf(), at: null, agreed: null, pins: PINS },
  })
const newId = (): RecordId => RecordId.parse(v7())

/** What the server's file holds, the server being stopped or not. */
const inDatabase = <T>(read: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(path.join(folder, 'countersign.db'), { readOnly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}
const stateOf = (id: string): unknown =>
  inDatabase((database) => {
    const row = database.prepare('select state from records where id = ?').get(id)
    return row ? (JSON.parse(String(row['state'])) as unknown) : null
  })
const actsOf = (id: string): readonly string[] =>
  inDatabase((database) => database.prepare('select act_id from acts where record_id = ? order by seq').all(id).map((row) => String(row['act_id'])))
const quarantined = (): readonly string[] =>
  inDatabase((database) => database.prepare('select act_id, reason from quarantine order by act_id').all().map((row) => `${String(row['act_id'])} ${String(row['reason'])}`))
const liveRow = (scope: string, id: string): Record<string, unknown> | null =>
  inDatabase((database) => {
    const row = database.prepare('select body from scope_rows where scope = ? and id = ?').get(scope, id)
    return row && row['body'] !== null ? (JSON.parse(String(row['body'])) as Record<string, unknown>) : null
  })
/** Without when the service had a signature, which is another time now. */
const same = (state: unknown): unknown => JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === 'receivedAt' ? undefined : value)))

test('I8, T2, V9: everything that devices still have comes back, once, and what nobody can send again comes back as a copy', { timeout: 300_000 }, async () => {
  const [desk, sam, office] = [await deviceOf('dana'), await deviceOf('sam'), await deviceOf('dana')]
  const before = newId()
  await planFor(desk.device, before, 'sam')
  await synced(desk)
  expect(await outboxOf(desk)).toHaveLength(1)

  // V9: once it is backed up, and not before, a device lets go of an act.
  const backed = command('backup', folder, [backups])
  expect(backed).toMatchObject({ status: 0, said: expect.stringContaining('opened and checked') })
  const [file] = readdirSync(backups)
  const backup = path.join(backups, file!)
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  for (const each of [desk, sam, office]) await synced(each)
  expect(await outboxOf(desk)).toHaveLength(0)

  // An hour's work by several people.
  const [shared, lost] = [newId(), newId()]
  await planFor(desk.device, shared, 'sam')
  await synced(desk)
  await planFor(office.device, lost, 'sam')
  await office.device.edit({ recordId: lost, kind: 'session', values: { feeling: 'written in the office' }, left: true })
  await synced(office)
  await synced(sam)
  await synced(desk)
  await sam.device.edit({ recordId: shared, kind: 'session', values: { feeling: 'as Sam says' }, left: true })
  await sam.device.edit({ recordId: lost, kind: 'session', values: { feeling: 'as Sam says of the lost one' }, left: true })
  // On the same field, not having seen it: competing versions.
  await desk.device.edit({ recordId: shared, kind: 'session', values: { feeling: 'as Dana says' }, left: true })
  await synced(sam)
  await synced(desk)
  // What only a supervisor may do is kept, and not applied.
  await sam.device.act({ recordId: shared, kind: 'session', type: 'session.hold', payload: { on: sam.device.asOf(), start: ClockTime.parse('14:00'), end: ClockTime.parse('15:00'), place: 'Office', mode: 'in-person' } })
  await desk.device.act({ recordId: shared, kind: 'session', type: 'session.cancel', payload: { plannedFor: desk.device.asOf(), on: desk.device.asOf(), reason: 'sickness', note: '' } })
  await synced(desk)
  await synced(sam)
  await synced(desk)
  const [was, acts, kept, lostWas] = [stateOf(shared), actsOf(shared), quarantined(), stateOf(lost)]
  expect(Object.keys((was as { competing: object }).competing)).toEqual(['feeling'])
  expect(acts.length).toBeGreaterThan(3)
  expect(kept).toHaveLength(1)
  expect((lostWas as { revision: number }).revision).toBe(3)

  // Restoring is refused while it runs.
  const key = readFileSync(path.join(folder, 'server.key'), 'utf8')
  expect(command('restore', folder, [backup])).toMatchObject({ status: 1, said: expect.stringContaining('is running') })
  expect(stateOf(shared)).toEqual(was)
  await end(server, 'SIGKILL')
  const restored = command('restore', folder, [backup])
  expect(restored).toMatchObject({ status: 0, said: expect.stringContaining('Start the service') })
  expect(readFileSync(path.join(folder, 'server.key'), 'utf8')).toBe(key)
  const aside = readdirSync(folder).find((name) => name.startsWith('countersign-replaced-'))
  expect(statSync(path.join(folder, aside!)).size).toBeGreaterThan(10_000)
  expect([stateOf(shared), stateOf(lost)]).toEqual([null, null])
  await start()

  // The office's device never returns. Sam's comes first: what it did rests on what others did, and waits.
  await synced(sam)
  expect((await sam.device.snapshot()).quarantined).toHaveLength(0)
  await synced(desk)
  await synced(sam)
  await synced(desk)
  await synced(sam)

  expect(same(stateOf(shared))).toEqual(same(was))
  expect(actsOf(shared)).toEqual(acts)
  expect(quarantined()).toEqual(kept)
  expect((await sam.device.snapshot()).quarantined).toHaveLength(1)
  expect((await sam.device.snapshot()).sessions.get(shared)).toMatchObject({ revision: (was as { revision: number }).revision })

  // The record whose author's device does not return: a copy, for those who had it, and Sam's own act still on Sam's device.
  expect(stateOf(lost)).toBeNull()
  expect(liveRow(`file:${postOf('sam')}`, `recovered:${lost}`)).toMatchObject({ record: lost, revision: 3, copy: { fields: { feeling: { value: 'as Sam says of the lost one' } } } })
  expect((await outboxOf(sam)).filter(({ state }) => state === 'unsent')).toHaveLength(1)

  // It does return, weeks later.
  await synced(office)
  await synced(sam)
  await synced(desk)
  await synced(office)
  expect(same(stateOf(lost))).toEqual(same(lostWas))
  expect(liveRow(`file:${postOf('sam')}`, `recovered:${lost}`)).toBeNull()
  expect((await outboxOf(sam)).filter(({ state }) => state === 'unsent')).toHaveLength(0)
  expect(quarantined()).toEqual(kept)
  for (const { device } of [desk, sam, office]) {
    expect((await device.snapshot()).sessions.get(lost)).toMatchObject({ revision: 3 })
    await device.lock()
  }
})
