/** How long a real device shows records without contact, and what it takes in meanwhile (K6, K7). */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { gateOf } from '../../src/app/gate.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { HOME, heldSession, type House, openHouse, person, PINS, post } from './house.ts'
import { comesIn, openOf, PHRASE, PIN, type Tablet, tablet } from './world.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

let house: House
let mine: Tablet
let opened: OpenDevice[] = []
/** A session of Dana and Sam that the service has. */
let session: RecordId
beforeEach(async () => {
  house = await openHouse()
  mine = tablet(house)
  opened = []
  session = RecordId.parse(await heldSession(await house.signIn('dana')))
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

const kept = ({ device }: { readonly device: OpenDevice }): OpenDevice => {
  opened.push(device)
  return device
}
const byWords = async (): Promise<OpenAnswer> => unlock(mine.here, (await vaultsOnDevice(mine.here.storage))[0]!.id, { by: 'phrase', phrase: PHRASE })
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
const shows = async (device: OpenDevice): Promise<boolean> => (await device.snapshot()).sessions.has(session)

/** Dana’s, with everything pulled, locked, and from then on without a connection. */
const away = async (): Promise<void> => {
  const device = kept(await comesIn(mine.here, 'dana', 'pw-dana'))
  await synced(device)
  expect(await shows(device)).toBe(true)
  await device.lock()
  mine.offline = true
}
const newSession = async (device: OpenDevice): Promise<RecordId> => {
  const recordId = RecordId.parse(v7())
  const plan = { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: device.asOf(), pins: PINS }
  await device.act({ recordId, kind: 'session', type: 'session.plan', payload: plan })
  await device.edit({ recordId, kind: 'session', values: { feeling: 'Written on a hill.' }, left: true })
  return recordId
}

describe('days without contact', () => {
  test('K6: for seven it shows records, and says so from the last two on', async () => {
    await away()
    house.pass(4 * DAY_MS)
    let device = kept(openOf(await byWords()))
    expect([await shows(device), device.here?.lease()]).toEqual([true, null])
    await device.lock()
    house.pass(2 * DAY_MS + 23 * HOUR_MS)
    device = kept(openOf(await byWords()))
    expect([await shows(device), device.here?.lease()]).toEqual([true, 0])
  })

  test('K6: after that nothing but names; what is written is kept, shown and sent once there is contact, and the records are back', async () => {
    await away()
    house.pass(8 * DAY_MS)
    const device = kept(openOf(await byWords()))
    expect(device.here?.lease()).toBe('reading-blocked')
    const blocked = await device.snapshot()
    expect([blocked.sessions.size, blocked.sessionFacts.size, blocked.agreements.size, blocked.files.size, blocked.shifts.length]).toEqual([0, 0, 0, 0, 0])
    expect([blocked.people.get(person('sam'))?.knownAs, blocked.posts.has(post('sam'))]).toEqual(['sam', true])
    const fresh = await newSession(device)
    expect([...(await device.snapshot()).sessions.keys()]).toEqual([fresh])
    mine.offline = false
    await vi.waitFor(async () => {
      await device.sendNow()
      expect(device.sync()).toMatchObject({ unsent: 0, trouble: 'none' })
    }, { timeout: 15_000 })
    expect(device.here?.lease()).toBeNull()
    const after = await device.snapshot()
    expect([after.sessions.has(session), after.sessions.get(fresh)?.fields['feeling']?.value, after.quarantined]).toEqual([true, 'Written on a hill.', []])
  })

  test('K6: as many as the organisation has set', async () => {
    await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ read_days: 21 }).execute())
    await away()
    house.pass(8 * DAY_MS)
    expect(await shows(kept(openOf(await byWords())))).toBe(true)
  })

  test('K6: it runs out while the device is unlocked, too', async () => {
    await away()
    const device = kept(openOf(await byWords()))
    house.pass(8 * DAY_MS)
    expect([await shows(device), device.here?.lease()]).toEqual([false, 'reading-blocked'])
  })
})

describe('sixty days without contact', () => {
  /** Something unsent that only its author’s vault opens. */
  const unsent = async (): Promise<RecordId> => {
    await away()
    const device = kept(openOf(await byWords()))
    const fresh = await newSession(device)
    await device.lock()
    return fresh
  }
  const isAtTheService = async (recordId: RecordId): Promise<boolean> => {
    const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('actor').where('record_id', '=', recordId).execute())
    return rows.length > 0 && rows.every(({ actor }) => actor === person('dana'))
  }

  test('K6: an hour before it opens still, for what is written', async () => {
    await unsent()
    house.pass(60 * DAY_MS - HOUR_MS)
    const device = kept(openOf(await byWords()))
    expect([await shows(device), device.here?.lease()]).toEqual([false, 'reading-blocked'])
  })

  test('K6: the words open nothing any more, and neither does the PIN', async () => {
    await unsent()
    const [row] = await mine.here.storage.vaults.all()
    house.pass(60 * DAY_MS + HOUR_MS)
    expect(await byWords()).toEqual({ ok: false, code: 'wiped', why: 'lease' })
    expect(await vaultsOnDevice(mine.here.storage)).toMatchObject([{ knownAs: 'dana', state: 'wiped', waiting: 2 }])
    expect((await mine.here.storage.vaults.all())[0]?.envelope).toBeNull()
    expect(await (await mine.here.storage.openRows(row!.database)).load()).toEqual({ rows: [], state: null })
    mine.offline = false
    expect(await unlock(mine.here, row!.id, { by: 'pin', pin: PIN })).toEqual({ ok: false, code: 'not-here' })
  })

  test('K6, K7, P9: whoever comes to the door finds it wiped; a colleague’s sign-in delivers what it had not sent, as its author’s, and it is gone', async () => {
    const fresh = await unsent()
    house.pass(61 * DAY_MS)
    expect(await gateOf(mine.here).people()).toMatchObject([{ knownAs: 'dana', state: 'wiped', waiting: 2 }])
    mine.offline = false
    expect(await isAtTheService(fresh)).toBe(false)
    const una = kept(await comesIn(mine.here, 'una', 'pw-una'))
    await vi.waitFor(async () => expect(await isAtTheService(fresh)).toBe(true), { timeout: 15_000 })
    expect((await una.snapshot()).sessions.has(fresh)).toBe(false)
    await vi.waitFor(async () => expect(await gateOf(mine.here).people()).toMatchObject([{ knownAs: 'una' }]), { timeout: 15_000 })
  })
})

describe('a clock', () => {
  test('K6: that is turned back by days is noticed: nothing is shown until there was contact', async () => {
    await away()
    house.pass(3 * DAY_MS)
    const before = kept(openOf(await byWords()))
    // Rounds without a connection note how far the clock has been.
    await before.sendNow()
    await before.lock()
    mine.ahead = -2 * DAY_MS
    const device = kept(openOf(await byWords()))
    expect([await shows(device), device.here?.lease()]).toEqual([false, 'clock-back'])
    mine.offline = false
    await vi.waitFor(async () => {
      await device.sendNow()
      expect([await shows(device), device.here?.lease()]).toEqual([true, null])
    }, { timeout: 15_000 })
  })

  test('K6: that is turned back to before the last contact is noticed with no round in between', async () => {
    await away()
    mine.ahead = -2 * HOUR_MS
    expect(kept(openOf(await byWords())).here?.lease()).toBe('clock-back')
  })

  test('K6: that is put right by less than an hour is nobody’s business', async () => {
    await away()
    mine.ahead = -HOUR_MS / 2
    const device = kept(openOf(await byWords()))
    expect([await shows(device), device.here?.lease()]).toEqual([true, null])
  })

  test.each([-30 * DAY_MS, -3 * HOUR_MS, 3 * HOUR_MS, 30 * DAY_MS])('K6: that is wrong from the first day (%i ms) does not keep its person from reading, nor lengthen it', async (ahead) => {
    mine.ahead = ahead
    await away()
    const device = kept(openOf(await byWords()))
    await device.sendNow()
    expect([await shows(device), device.here?.lease()]).toEqual([true, null])
    await device.lock()
    house.pass(8 * DAY_MS)
    expect(kept(openOf(await byWords())).here?.lease()).toBe('reading-blocked')
  })

  test('K6: that was far ahead and is put right is believed again from the next contact on', async () => {
    mine.ahead = 30 * DAY_MS
    await away()
    mine.ahead = 0
    const device = kept(openOf(await byWords()))
    expect(device.here?.lease()).toBe('clock-back')
    mine.offline = false
    await vi.waitFor(async () => {
      await device.sendNow()
      expect(device.here?.lease()).toBeNull()
    }, { timeout: 15_000 })
    await device.lock()
    mine.offline = true
    expect(kept(openOf(await byWords())).here?.lease()).toBeNull()
  })
})
