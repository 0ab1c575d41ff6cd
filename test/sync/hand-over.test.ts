/** Two people, one tablet, no connection: a record is made, handed over, signed and given back (G4), and arrives in order (P9). */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { unlock } from '../../src/app/device.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type ClockTime } from '../../src/domain/dates.ts'
import { type ActId, RecordId } from '../../src/domain/ids.ts'
import { type HandedOver } from '../../src/features/account/gate.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { signingActs } from '../../src/queries/signing.ts'
import { HOME, type House, openHouse, person, PINS, post, TOPICS } from './house.ts'
import { comesIn, enrolled, openOf, type Tablet, tablet } from './world.ts'

const OF = {
  dana: { phrase: 'acorn basil cedar dahlia', pin: '483920' },
  sam: { phrase: 'ember fjord garnet hollow', pin: '716204' },
} as const
type Who = keyof typeof OF

let house: House
let mine: Tablet
let opened: OpenDevice[] = []

const kept = (device: OpenDevice): OpenDevice => {
  opened.push(device)
  return device
}
const idOf = async (who: Who): Promise<string> => (await vaultsOnDevice(mine.here.storage)).find(({ knownAs }) => knownAs === who)!.id
const byWords = async (who: Who): Promise<OpenDevice> => kept(openOf(await unlock(mine.here, await idOf(who), { by: 'phrase', phrase: OF[who].phrase })).device)
const byPin = async (who: Who): Promise<OpenDevice> => kept(openOf(await unlock(mine.here, await idOf(who), { by: 'pin', pin: OF[who].pin })).device)
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
const sessionIn = async (device: OpenDevice, record: RecordId) => (await device.snapshot()).sessions.get(record)
const isLocked = async (device: OpenDevice, record: RecordId): Promise<boolean | undefined> => (await sessionIn(device, record))?.locked
const signs = async (device: OpenDevice, record: RecordId, role: 'supervisor' | 'supervisee'): Promise<readonly ActId[]> => {
  const state = (await sessionIn(device, record))!
  return device.acts(await signingActs(state, { role, answer: 'agree', comment: null, statement: 'This is a fair record.', language: 'en' }, device))
}
/** The record’s acts as the service has them: whose, and what. */
const arrived = async (record: RecordId): Promise<readonly string[]> => {
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select(['actor', 'body']).where('record_id', '=', record).orderBy('seq').execute())
  return rows.map(({ actor, body }) => `${actor === person('dana') ? 'dana' : 'sam'} ${(JSON.parse(body) as { type: string }).type}`)
}
const held = async (): Promise<number> =>
  (await house.server.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').selectAll().execute())).length

beforeEach(async () => {
  house = await openHouse()
  mine = tablet(house)
  opened = []
  for (const who of ['dana', 'sam'] as const) {
    const { device } = await comesIn(mine.here, who, `pw-${who}`, OF[who])
    await synced(kept(device))
    await device.lock()
  }
  mine.offline = true
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

/** Dana makes a session with Sam and signs it, all with no connection. */
const made = async (device: OpenDevice): Promise<RecordId> => {
  const recordId = RecordId.parse(v7())
  const on = device.asOf()
  await device.act({
    recordId, kind: 'session', type: 'session.plan',
    payload: { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: on, pins: PINS },
  })
  await device.edit({ recordId, kind: 'session', values: TOPICS, left: true })
  await device.act({ recordId, kind: 'session', type: 'session.hold', payload: { on, start: '14:00' as ClockTime, end: '15:30' as ClockTime, place: 'Office', mode: 'in-person' } })
  await signs(device, recordId, 'supervisor')
  return recordId
}
/** Locks Dana’s screen and has the device with Sam. */
const handed = async (dana: OpenDevice, record: RecordId): Promise<HandedOver> => {
  const told: HandedOver[] = []
  dana.whenHandedOver((each) => told.push(each))
  await dana.handOver!.begin({ record, kind: 'session', to: person('sam'), knownAs: 'sam' })
  expect(told).toHaveLength(1)
  return told[0]!
}
const takenBack = async ({ lock, back }: HandedOver): Promise<OpenDevice> => {
  const answer = await lock.tryPin(OF.dana.pin)
  if (answer.kind !== 'open') throw new Error(answer.kind)
  await back(answer.device)
  return kept(answer.device as OpenDevice)
}
/** Handed, signed by Sam, and given back; Dana has it open. */
const bothSigned = async (): Promise<{ readonly record: RecordId; readonly dana: OpenDevice }> => {
  const first = await byWords('dana')
  const record = await made(first)
  const over = await handed(first, record)
  const sam = await byWords('sam')
  await over.give(sam)
  await signs(sam, record, 'supervisee')
  expect(await isLocked(sam, record)).toBe(true)
  await over.takeBack(sam)
  return { record, dana: await takenBack(over) }
}
const ALL = ['dana session.plan', 'dana fields.edit', 'dana session.hold', 'dana record.share', 'dana record.sign', 'sam record.sign']

describe('handing over', () => {
  test('G4: the other has that record and none else of it; signed and given back, both show it locked at once, and after the next unlocking', async () => {
    const first = await byWords('dana')
    const record = await made(first)
    const other = await made(first)
    const over = await handed(first, record)
    await expect(first.snapshot()).rejects.toMatchObject({ code: 'locked' })
    expect(await over.person()).toMatchObject({ knownAs: 'sam', id: await idOf('sam') })
    const sam = await byWords('sam')
    expect(await sessionIn(sam, record)).toBeUndefined()
    await over.give(sam)
    expect([(await sessionIn(sam, record))?.fields['topic.1']?.value, await sessionIn(sam, other)]).toEqual([TOPICS['topic.1'], undefined])
    await signs(sam, record, 'supervisee')
    expect(await isLocked(sam, record)).toBe(true)
    await over.takeBack(sam)
    await expect(sam.snapshot()).rejects.toMatchObject({ code: 'locked' })
    const dana = await takenBack(over)
    expect((await sessionIn(dana, record))?.signatures.map(({ sign: { role, method } }) => `${role} ${method}`)).toEqual(['supervisor key', 'supervisee key'])
    expect([await isLocked(dana, record), await isLocked(dana, other)]).toEqual([true, false])
    await dana.lock()
    for (const who of ['sam', 'dana'] as const) {
      const again = await byWords(who)
      expect(await isLocked(again, record)).toBe(true)
      await again.lock()
    }
  })

  test('G4: given back unsigned, it is as it was', async () => {
    const first = await byWords('dana')
    const record = await made(first)
    const over = await handed(first, record)
    const sam = await byWords('sam')
    await over.give(sam)
    await over.takeBack(sam)
    const dana = await takenBack(over)
    expect((await sessionIn(dana, record))?.signatures).toHaveLength(1)
    expect(dana.sync().unsent).toBe(5)
  })

  test('G4: nobody else is given it, and another’s PIN does not take it back', async () => {
    const first = await byWords('dana')
    const record = await made(first)
    const over = await handed(first, record)
    const { device: una } = await (async () => {
      mine.offline = false
      const come = await comesIn(mine.here, 'una', 'pw-una')
      mine.offline = true
      return come
    })()
    kept(una)
    await expect(over.give(una)).rejects.toThrow('for somebody else')
    expect(await sessionIn(una, record)).toBeUndefined()
    expect(await over.lock.tryPin(OF.sam.pin)).toMatchObject({ kind: 'pin-wrong', left: 4 })
    expect(await isLocked(await takenBack(over), record)).toBe(false)
  })

  test('K5: what is typed is saved before; what can’t be saved keeps the device with whose it is', async () => {
    const first = await byWords('dana')
    const record = await made(first)
    const back = first.beforeLock(() => Promise.reject(new DeviceError('local-save-failed')))
    await expect(first.handOver!.begin({ record, kind: 'session', to: person('sam'), knownAs: 'sam' })).rejects.toMatchObject({ code: 'unsaved-text' })
    expect(await isLocked(first, record)).toBe(false)
    back()
    const other = RecordId.parse(v7())
    const plan = { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: first.asOf(), pins: PINS }
    await first.act({ recordId: other, kind: 'session', type: 'session.plan', payload: plan })
    first.beforeLock(() => first.edit({ recordId: other, kind: 'session', values: { feeling: 'half a wo' }, left: true }))
    const over = await handed(first, record)
    expect((await sessionIn(await takenBack(over), other))?.fields['feeling']?.value).toBe('half a wo')
  })

  test('G4: who has no vault here that they can unlock is not known here', async () => {
    const dana = await byWords('dana')
    expect([await dana.handOver!.knows(person('sam')), await dana.handOver!.knows(person('kofi'))]).toEqual([true, false])
  })
})

describe('what was signed on a device that was handed over', () => {
  test('P9: only the second person syncs: all of it arrives, the record before the signature, and the service has it locked; then the first finds it sent', async () => {
    const { record, dana } = await bothSigned()
    await dana.lock()
    mine.offline = false
    expect(await arrived(record)).toEqual([])
    const sam = await byPin('sam')
    await vi.waitFor(async () => expect(await arrived(record)).toEqual(ALL), { timeout: 15_000 })
    await vi.waitFor(() => expect(sam.sync()).toMatchObject({ unsent: 0, trouble: 'none' }), { timeout: 15_000 })
    expect([(await (await house.signIn('dana')).session(record)).locked, await held()]).toEqual([true, 0])
    await vi.waitFor(async () => {
      await sam.sendNow()
      expect([await isLocked(sam, record), (await sam.snapshot()).quarantined]).toEqual([true, []])
    }, { timeout: 15_000 })
    await sam.lock()
    expect((await vaultsOnDevice(mine.here.storage)).map(({ knownAs, waiting }) => `${knownAs} ${waiting}`).toSorted()).toEqual(['dana 0', 'sam 0'])
    const again = await byPin('dana')
    await vi.waitFor(() => expect(again.sync()).toMatchObject({ unsent: 0, trouble: 'none' }), { timeout: 15_000 })
    expect([await isLocked(again, record), (await again.snapshot()).quarantined, await arrived(record)]).toEqual([true, [], ALL])
  })

  test('P9: the first person syncs: the other’s signature goes after, and the second finds it sent', async () => {
    const { record, dana } = await bothSigned()
    mine.offline = false
    await vi.waitFor(async () => {
      await dana.sendNow()
      expect(await arrived(record)).toEqual(ALL)
    }, { timeout: 15_000 })
    expect([dana.sync().unsent, (await dana.snapshot()).quarantined, await held()]).toEqual([0, [], 0])
    await dana.lock()
    const sam = await byPin('sam')
    await vi.waitFor(() => expect(sam.sync()).toMatchObject({ unsent: 0, trouble: 'none' }), { timeout: 15_000 })
    expect([await isLocked(sam, record), await arrived(record)]).toEqual([true, ALL])
  })

  test('K7, P9: a colleague who has nothing to do with it delivers all of it, in that order, and reads none of it', async () => {
    const { record, dana } = await bothSigned()
    await dana.lock()
    mine.offline = false
    const una = kept((await comesIn(mine.here, 'una', 'pw-una')).device)
    await vi.waitFor(async () => expect(await arrived(record)).toEqual(ALL), { timeout: 15_000 })
    expect([await held(), await sessionIn(una, record)]).toEqual([0, undefined])
  })

  test('G2: while the first person’s words are forgotten nothing is lost: they enrol anew, and it is locked for both', async () => {
    const { record, dana } = await bothSigned()
    await dana.lock()
    mine.offline = false
    const next = kept((await enrolled(await signIn(mine.here, 'dana', 'pw-dana'), { phrase: 'juniper kelp larch moss' })).device)
    await vi.waitFor(async () => expect(await arrived(record)).toEqual(ALL), { timeout: 15_000 })
    await vi.waitFor(async () => {
      await next.sendNow()
      expect(await isLocked(next, record)).toBe(true)
    }, { timeout: 15_000 })
    expect(await held()).toBe(0)
  })
})
