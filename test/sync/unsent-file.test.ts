/** What is not sent as a file (T5): handed in from another device by somebody else, read by nobody but the service (K7, P9). */
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type ActId } from '../../src/domain/ids.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type House, openHouse, post } from './house.ts'
import { comesIn, openOf, PHRASE, type Tablet, tablet, world } from './world.ts'

const CANARY = 'canary-slept-badly'

let house: House
let sams: Tablet
let sam: OpenDevice
let written: readonly ActId[]
let opened: OpenDevice[]

const late = (device: OpenDevice, note: string): Promise<ActId> =>
  device.act({ recordId: post('sam'), kind: 'post', type: 'post.ask', payload: { note, on: device.asOf() } })
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
/** Every time the service has these acts, in its order. */
const arrived = async (): Promise<readonly string[]> => {
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').orderBy('seq').execute())
  return rows.map(({ act_id: id }) => id).filter((id) => (written as readonly string[]).includes(id))
}
const elsewhere = async (key: string): Promise<OpenDevice> => {
  const { device } = await comesIn(world(house, new IDBFactory()), key, `pw-${key}`)
  opened.push(device)
  return device
}

beforeEach(async () => {
  house = await openHouse()
  sams = tablet(house)
  await (await comesIn(sams.here, 'una', 'pw-una')).device.lock()
  ;({ device: sam } = await comesIn(sams.here, 'sam', 'pw-sam'))
  opened = [sam]
  await synced(sam)
  sams.offline = true
  written = [await late(sam, `${CANARY} one`), await late(sam, `${CANARY} two`)]
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

test('T5, P9: the file, made offline, is handed in by a colleague on another device; what waits stays until its receipt (V3)', async () => {
  const { text, sealed, unsealed } = await sam.unsentFiles!.make()
  expect([sealed, unsealed, sam.sync().unsent]).toEqual([2, 0, 2])
  const kofi = await elsewhere('kofi')
  expect(await kofi.unsentFiles!.handIn(text)).toEqual({ taken: 2, unreadable: 0, left: 0, problem: null })
  expect(await arrived()).toEqual(written)
  // Whose they are is Sam's to see, and nobody else's.
  expect(JSON.stringify(await kofi.snapshot(), (_name, value: unknown) => (value instanceof Map ? [...value] : value))).not.toContain(CANARY)
  expect(sam.sync().unsent).toBe(2)

  // Handed in twice, and sent by their author after all: there once (P4).
  expect(await kofi.unsentFiles!.handIn(text)).toMatchObject({ taken: 2 })
  sams.offline = false
  expect(await sam.sendNow()).toMatchObject({ kind: 'sent' })
  expect([sam.sync().unsent, await arrived()]).toEqual([0, written])
})

test('K7: nothing in the file can be read: no word, no id of an act, a record or a person', async () => {
  const { text } = await sam.unsentFiles!.make()
  const bytes = (JSON.parse(text) as { sealed: string[] }).sealed.flatMap((each) => each.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')))
  for (const readable of [CANARY, 'post.ask', post('sam'), sam.me.person, sam.me.name, ...written]) {
    expect(text).not.toContain(readable)
    expect(bytes.join('\n')).not.toContain(readable)
  }
})

test('T5: what a colleague has not sent from this device is in the file, too', async () => {
  await sam.lock()
  const vault = (await vaultsOnDevice(sams.here.storage)).find(({ knownAs }) => knownAs === 'una')
  const { device: una } = openOf(await unlock(sams.here, vault!.id, { by: 'phrase', phrase: PHRASE }))
  opened.push(una)
  await una.act({ recordId: post('una'), kind: 'post', type: 'post.ask', payload: { note: 'me too', on: una.asOf() } })
  expect(await una.unsentFiles!.make()).toMatchObject({ sealed: 3, unsealed: 0 })
})

test('P9: a file that was changed is not taken, the rest of it is; another file is refused; offline it is kept for later', async () => {
  const { text } = await sam.unsentFiles!.make()
  const kofi = await elsewhere('kofi')
  const file = JSON.parse(text) as { sealed: [string, string] }
  const broken = `${file.sealed[0].slice(0, -4)}AAAA`
  expect(await kofi.unsentFiles!.handIn(JSON.stringify({ ...file, sealed: [broken, file.sealed[1], 'no JWE'] }))).toEqual({ taken: 1, unreadable: 2, left: 0, problem: null })
  expect(await arrived()).toEqual([written[1]])
  for (const other of ['', 'not JSON', '[]', JSON.stringify({ kind: 'another', v: 1, sealed: [] })]) expect(await kofi.unsentFiles!.handIn(other)).toBeNull()
  expect(await sam.unsentFiles!.handIn(text)).toEqual({ taken: 0, unreadable: 0, left: 2, problem: 'offline' })
})
