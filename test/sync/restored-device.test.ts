/** Real devices against a real server that is restored from a backup (T2): each way in which something could be lost or doubled. */
import { IDBFactory } from 'fake-indexeddb'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Opened, unlock } from '../../src/app/device.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { eraseFile } from '../../sync/services/erasure.ts'
import { backUp, copyWhole, putInPlace } from '../../sync/storage/sqlite-backup.ts'
import { Client, cookieOf, type House, HOME, openHouse, ORG, person, PINS, post, signInAs } from './house.ts'
import { comesIn, enrolled, PHRASE, tablet } from './world.ts'

let house: House
let at: { address: string; now: () => Instant }
let live: House['server']
beforeEach(async () => {
  house = await openHouse()
  live = house.server
  at = { address: house.address, now: () => house.now() }
})
afterEach(() => house.close())

const file = (): string => path.join(house.folder, 'countersign.db')
const backup = (): string => {
  const target = path.join(house.folder, `${v7()}.db`)
  backUp(file(), target)
  return target
}
/** The server ends, a backup takes the place of its database, and it starts again. */
const restore = async (from: string): Promise<void> => {
  await live.stop()
  putInPlace(copyWhole(from, `${file()}.restoring`), file(), path.join(house.folder, `${v7()}-aside.db`), { looked: false })
  live = await house.restart()
  at.address = live.address
}
const client = async (key: string): Promise<Client> => new Client(key, at.address, cookieOf(await signInAs(at.address, key, `pw-${key}`)), at.now)

type Device = Opened['device']
interface Held {
  readonly device: Device
  readonly here: DeviceWorld
  readonly tablet: ReturnType<typeof tablet>
}
const deviceOf = async (key: string, made = tablet(at)): Promise<Held> => {
  const { device } = await comesIn(made.here, key, `pw-${key}`)
  await vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  return { device, here: made.here, tablet: made }
}
const synced = async ({ device }: Held, times = 3): Promise<void> => {
  for (let n = 0; n < times; n += 1) await device.sendNow()
}
const plan = async ({ device }: Held, worker = 'sam', supervisor = 'dana'): Promise<RecordId> => {
  const id = RecordId.parse(v7())
  const payload = { post: post(worker), setting: HOME, supervisee: person(worker), supervisor: person(supervisor), plannedFor: device.asOf(), at: null, agreed: null, pins: PINS }
  await device.act({ recordId: id, kind: 'session', type: 'session.plan', payload })
  return id
}
const feel = ({ device }: Held, recordId: RecordId, feeling: string) => device.edit({ recordId, kind: 'session', values: { feeling }, left: true })
const entriesOf = async ({ here }: Held) => {
  const vault = (await here.storage.vaults.all()).find(({ state }) => state === 'current')
  return here.storage.outbox.of(vault!.id)
}
const stateOf = (id: string) =>
  live.ports.storage.snapshot(async (tx) => {
    const row = await tx.selectFrom('records').select('state').where('id', '=', id).executeTakeFirst()
    return row ? (JSON.parse(row.state) as { revision: number; fields: Record<string, { value: string }> }) : null
  })
const actsOf = (id: string) => live.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').where('record_id', '=', id).execute())
const copiesOf = (id: string) => live.ports.storage.snapshot((tx) => tx.selectFrom('recovered').selectAll().where('record', '=', id).execute())

test('T2: what got its receipt after the last pull comes back, too, though others’ acts have taken its seq since', async () => {
  const dana = await deviceOf('dana')
  await synced(dana)
  const from = backup()
  // The receipt comes, and the line breaks before anything is pulled.
  const { fetch } = dana.here
  let pulls = true
  Object.assign(dana.here, { fetch: ((url, init) => (url === '/api/changes' && !pulls ? Promise.reject(new TypeError('no network')) : fetch(url, init))) satisfies DeviceWorld['fetch'] })
  pulls = false
  const id = await plan(dana)
  await dana.device.sendNow()
  expect((await entriesOf(dana)).map(({ state }) => state)).toEqual(['confirmed'])
  await restore(from)
  const kofi = await client('priya')
  await kofi.push(kofi.plan(v7(), 'kofi'), kofi.plan(v7(), 'kofi'))
  pulls = true
  await synced(dana)
  expect(await actsOf(id)).toHaveLength(1)
  expect((await entriesOf(dana)).map(({ state }) => state)).toEqual(['confirmed'])
  await dana.device.lock()
})

test('T2: killed, or cut off, at any request of it, a device begins again, and all is there once', async () => {
  const [dana, sam] = [await deviceOf('dana'), await deviceOf('sam')]
  const from = backup()
  const id = await plan(dana)
  await synced(dana)
  await synced(sam)
  await feel(sam, id, 'mine')
  const own = await plan(sam)
  await synced(sam)
  await synced(dana)
  for (let cut = 0; cut < 8; cut += 1) {
    await restore(from)
    // Only Sam's device is there: Dana's record comes as a copy.
    let count = 0
    const { fetch } = sam.here
    // Dropped before it is sent, or its answer dropped, by turns.
    Object.assign(sam.here, {
      fetch: (async (url, init) => {
        count += 1
        if (count === cut + 1) {
          if (cut % 2 === 0) await fetch(url, init)
          throw new TypeError('no network')
        }
        return fetch(url, init)
      }) satisfies DeviceWorld['fetch'],
    })
    await synced(sam, 4)
    Object.assign(sam.here, { fetch })
    expect([(await actsOf(own)).length, (await copiesOf(id)).length, (await actsOf(id)).length]).toEqual([1, 1, 0])
    expect((await entriesOf(sam)).map(({ state }) => state)).toEqual(['unsent', 'confirmed'])
    expect((await sam.device.snapshot()).sessions.has(own)).toBe(true)
    expect((await sam.device.snapshot()).sessions.has(id)).toBe(false)
  }
  await synced(dana)
  await synced(sam)
  await synced(dana)
  expect(await stateOf(id)).toMatchObject({ revision: 2, fields: { feeling: { value: 'mine' } } })
  expect((await entriesOf(sam)).map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
  for (const { device } of [dana, sam]) {
    expect((await device.snapshot()).sessions.get(id)).toMatchObject({ revision: 2 })
    await device.lock()
  }
}, 120_000)

test('T2: restored once more while a device brings back what it had lost, nothing goes to that history before all it rests on', async () => {
  const dana = await deviceOf('dana')
  await synced(dana)
  const first = backup()
  const id = await plan(dana)
  await synced(dana)
  const second = backup()
  await feel(dana, id, 'mine')
  await synced(dana)
  await restore(second)
  // Told that the plan is there and the edit is not, it sends the edit: by then the plan is not there either.
  const { fetch } = dana.here
  let asked = false
  let again = false
  Object.assign(dana.here, {
    fetch: (async (url, init) => {
      asked ||= url === '/api/recovery'
      if (asked && !again && url === '/api/acts') {
        again = true
        await restore(first)
      }
      return fetch(url, init)
    }) satisfies DeviceWorld['fetch'],
  })
  await synced(dana, 4)
  expect(again).toBe(true)
  expect(await stateOf(id)).toMatchObject({ revision: 2, fields: { feeling: { value: 'mine' } } })
  expect(await live.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select('act_id').execute())).toEqual([])
  await dana.device.lock()
})

test('T2, L3: a file the service does not know to be the person’s any more stays, until who gave it to them is back', async () => {
  const [dana, olu] = [await deviceOf('dana'), await deviceOf('olu')]
  const from = backup()
  await dana.device.act({ recordId: post('sam'), kind: 'post', type: 'post.supervise', payload: { supervisor: person('olu'), on: dana.device.asOf() } })
  await synced(dana)
  await synced(olu)
  const id = await plan(olu, 'sam', 'olu')
  await synced(olu)
  expect((await olu.device.snapshot()).sessions.has(id)).toBe(true)
  await restore(from)
  await synced(olu)
  // The service says that Sam's file is not Olu's: it is kept here, and what Olu wrote is not refused meanwhile.
  expect((await olu.device.snapshot()).sessions.has(id)).toBe(true)
  await synced(dana)
  await synced(olu)
  expect((await olu.device.snapshot()).sessions.get(id)).toMatchObject({ revision: 1 })
  expect(await actsOf(post('sam'))).toHaveLength(2)
  expect((await olu.device.snapshot()).posts.get(post('sam'))).toMatchObject({ supervisor: person('olu') })
  for (const { device } of [dana, olu]) await device.lock()
})

test('T2, V5: two tabs of one person bring it back once', async () => {
  const idb = new IDBFactory()
  const one = await deviceOf('dana', tablet(at, idb))
  const two = await deviceOf('dana', tablet(at, idb))
  const from = backup()
  const ids = [await plan(one), await plan(two)]
  await synced(one)
  await synced(two)
  await restore(from)
  await Promise.all([one.device.sendNow(), two.device.sendNow(), one.device.sendNow(), two.device.sendNow()])
  await Promise.all([synced(one), synced(two)])
  for (const id of ids) expect(await actsOf(id)).toHaveLength(1)
  expect((await entriesOf(one)).map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
  for (const { device } of [one, two]) {
    for (const id of ids) expect((await device.snapshot()).sessions.has(id)).toBe(true)
    await device.lock()
  }
})

test('T2, W4: what was erased since the backup comes back neither as an act nor as a copy', async () => {
  const [dana, sam] = [await deviceOf('dana'), await deviceOf('sam')]
  const from = backup()
  const id = await plan(dana)
  await synced(dana)
  await synced(sam)
  for (const each of [dana, sam]) each.tablet.offline = true
  await live.ports.storage.write((tx) =>
    eraseFile(tx, ORG, { post: { id: post('sam'), person: person('sam') }, withPerson: false, disposal: v7(), by: person('olu') }, live.ports),
  )
  await restore(from)
  for (const each of [dana, sam]) {
    each.tablet.offline = false
    await synced(each)
    expect((await each.device.snapshot()).sessions.has(id)).toBe(false)
    await each.device.lock()
  }
  expect([await actsOf(id), await copiesOf(id), await stateOf(id)]).toEqual([[], [], null])
})

test('T2, K3, G2: who set up a device since the backup signs in with their password; all of theirs goes again, under the key it had', async () => {
  const keys = () => live.ports.storage.snapshot((tx) => tx.selectFrom('person_keys').select(['kid', 'person', 'vault', 'key']).execute())
  const from = backup()
  const dana = await deviceOf('dana')
  const id = await plan(dana)
  await synced(dana)
  const had = await keys()
  dana.tablet.offline = true
  await feel(dana, id, 'not sent yet')
  await restore(from)
  dana.tablet.offline = false
  expect(await keys()).toEqual([])
  await dana.device.sendNow()
  expect(dana.device.sync()).toMatchObject({ trouble: 'sign-in-needed', unsent: 1 })
  expect(await entriesOf(dana)).toHaveLength(2)
  // By its key it is not let in: the service does not know it.
  await vi.waitFor(() => expect(dana.tablet.asked.some((each) => each.startsWith('/api/sign-in/vault 4'))).toBe(true), { timeout: 15_000 })
  expect(await dana.device.signInAgain({ by: 'password', password: 'pw-dana' })).toBeNull()
  await synced(dana)
  expect(await stateOf(id)).toMatchObject({ revision: 2, fields: { feeling: { value: 'not sent yet' } } })
  // What it signed and sealed counts as before, and it signs its person in again by itself; its PIN is to be set anew.
  expect(await keys()).toEqual(had)
  expect(await dana.device.signInUnlocked()).toBeNull()
  const [vault] = await vaultsOnDevice(dana.here.storage)
  expect(vault).toMatchObject({ state: 'enrolled', pin: false })
  await dana.device.lock()
  const opened = await unlock(dana.here, vault!.id, { by: 'phrase', phrase: PHRASE })
  if (opened.ok || opened.code !== 'new-pin') throw new Error('no new PIN is asked for')
  const again = await opened.newPin.finish('573921')
  if (again.kind !== 'open') throw new Error(again.kind)
  expect((await again.device.snapshot()).sessions.get(id)).toMatchObject({ revision: 2 })
  await again.device.lock()
})

test('T2, K3: set up anew on a device whose vault the service does not know, it takes that one’s place', async () => {
  const from = backup()
  const dana = await deviceOf('dana')
  await dana.device.lock()
  await restore(from)
  const again = await enrolled(await signIn(dana.here, 'dana', 'pw-dana'))
  await vi.waitFor(() => expect(again.device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
  await again.device.lock()
})

test('T2, P9: what a colleague has not sent from this device goes after what it rests on has come back', async () => {
  const made = tablet(at)
  const sam = await deviceOf('sam', made)
  const from = backup()
  const dana = await deviceOf('dana', made)
  const id = await plan(dana)
  await synced(dana)
  await synced(sam)
  made.offline = true
  await feel(sam, id, 'not sent yet')
  await sam.device.lock()
  await restore(from)
  made.offline = false
  await dana.device.signInAgain({ by: 'password', password: 'pw-dana' })
  await synced(dana)
  expect(await stateOf(id)).toMatchObject({ revision: 2, fields: { feeling: { value: 'not sent yet' } } })
  expect(await live.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select('act_id').execute())).toEqual([])
  await dana.device.lock()
})
