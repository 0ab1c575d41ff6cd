/** What opens a real device at the real service, and what no longer does (K3, K6, K7): PIN, words, a lost tablet, a lost card. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { gateOf } from '../../src/app/gate.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type ActId, type DeviceId } from '../../src/domain/ids.ts'
import { VaultsAnswer } from '../../src/protocol/vaults.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { type House, openHouse, ORG, person, post } from './house.ts'
import { comesIn, enrolled, openOf, PHRASE, PIN, type Tablet, tablet } from './world.ts'

const NEXT_PIN = '716204'
const NEXT_PHRASE = 'ember fjord garnet hollow'

let house: House
let mine: Tablet
let opened: OpenDevice[] = []
beforeEach(async () => {
  house = await openHouse()
  mine = tablet(house)
  opened = []
})
afterEach(async () => {
  for (const device of opened) await device.lock()
  await house.close()
})

const kept = ({ device }: { readonly device: OpenDevice }): OpenDevice => {
  opened.push(device)
  return device
}
const idOf = async (knownAs = 'sam'): Promise<string> => (await vaultsOnDevice(mine.here.storage)).find((each) => each.knownAs === knownAs)!.id
const byPin = async (pin: string): Promise<OpenAnswer> => unlock(mine.here, await idOf(), { by: 'pin', pin })
const byWords = async (phrase: string): Promise<OpenAnswer> => unlock(mine.here, await idOf(), { by: 'phrase', phrase })
const synced = (device: OpenDevice): Promise<void> => vi.waitFor(() => expect(device.sync().lastVerified).not.toBeNull(), { timeout: 15_000 })
const late = (key: string, device: OpenDevice, note = 'late'): Promise<ActId> =>
  device.act({ recordId: post(key), kind: 'post', type: 'post.ask', payload: { note, on: device.asOf() } })
/** Of these, those whose act the service applied. */
const applied = async (...acts: readonly ActId[]): Promise<readonly string[]> => {
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select(['act_id', 'actor']).execute())
  return acts.flatMap((act) => rows.filter(({ act_id: id }) => id === act).map(({ actor }) => actor))
}
const quarantined = async (): Promise<readonly { actId: string; author: string; code: string }[]> => {
  const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select(['act_id', 'author', 'reason']).execute())
  return rows.map((row) => ({ actId: row.act_id, author: row.author, code: (JSON.parse(row.reason) as { code: string }).code }))
}
const audited = async (): Promise<readonly string[]> =>
  (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 1000))).map(({ what }) => what)

/** Sam’s, enrolled and locked. */
const locked = async (): Promise<void> => {
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  await synced(device)
  await device.lock()
}

describe('unlocking', () => {
  test('K3: the PIN with a connection, and none without one; the words with neither PIN nor connection', async () => {
    await locked()
    const device = kept(openOf(await byPin(PIN)))
    await synced(device)
    expect((await device.snapshot()).people.size).toBeGreaterThan(0)
    await device.lock()
    mine.offline = true
    expect(await byPin(PIN)).toEqual({ ok: false, code: 'pin-needs-connection' })
    expect(await byWords('acorn basil cedar dahlias')).toEqual({ ok: false, code: 'phrase-wrong' })
    const again = kept(openOf(await byWords(` ${PHRASE.toUpperCase().replaceAll(' ', '-')} `)))
    expect((await again.snapshot()).people.size).toBeGreaterThan(0)
  })

  test('K3: five wrong PINs and it is gone; the right one does not open then, the words do, and ask for another, which opens from then on', async () => {
    await locked()
    for (const left of [4, 3, 2, 1]) expect(await byPin('111222')).toEqual({ ok: false, code: 'pin-wrong', left })
    expect(await byPin('111222')).toEqual({ ok: false, code: 'pin-gone' })
    expect(await byPin(PIN)).toEqual({ ok: false, code: 'pin-gone' })
    expect((await vaultsOnDevice(mine.here.storage))[0]).toMatchObject({ pin: false, state: 'enrolled' })
    expect(await audited()).toContain('pepper-gone')
    const asked = await byWords(PHRASE)
    if (asked.ok || asked.code !== 'new-pin') throw new Error('no PIN is asked for')
    expect(asked.newPin.weakPin('121212')).toBe(true)
    const device = await asked.newPin.finish(NEXT_PIN)
    if (device.kind !== 'open') throw new Error(device.kind)
    await kept(device).lock()
    expect(await byPin(PIN)).toEqual({ ok: false, code: 'pin-wrong', left: 4 })
    const again = kept(openOf(await byPin(NEXT_PIN)))
    expect(again.here?.pinGone()).toBe(false)
  })

  test('K3: offline the words open without another PIN, and the device says that it has none', async () => {
    await locked()
    for (let tries = 0; tries < 5; tries += 1) await byPin('111222')
    mine.offline = true
    const device = kept(openOf(await byWords(PHRASE)))
    expect(device.here?.pinGone()).toBe(true)
    mine.offline = false
    expect(await device.here?.changePin('not the words at all', NEXT_PIN)).toBe('phrase-wrong')
    expect(await device.here?.changePin(PHRASE, NEXT_PIN)).toBe('done')
    expect(device.here?.pinGone()).toBe(false)
    await device.lock()
    kept(openOf(await byPin(NEXT_PIN)))
  })

  test('K3: a right PIN begins the tries anew; the tries of one person take none of another’s', async () => {
    await locked()
    await kept(await comesIn(mine.here, 'una', 'pw-una')).lock()
    for (const left of [4, 3]) expect(await byPin('111222')).toMatchObject({ left })
    await kept(openOf(await byPin(PIN))).lock()
    expect(await byPin('111222')).toMatchObject({ left: 4 })
    expect(await unlock(mine.here, await idOf('una'), { by: 'pin', pin: '111222' })).toMatchObject({ left: 4 })
  })

  test('K3: other words open it, and those before do not', async () => {
    await locked()
    const device = kept(openOf(await byPin(PIN)))
    expect(await device.here?.changePhrase('not the words at all', NEXT_PHRASE)).toBe('phrase-wrong')
    expect(await device.here?.changePhrase(PHRASE, NEXT_PHRASE)).toBe('done')
    await device.lock()
    expect(await byWords(PHRASE)).toMatchObject({ ok: false, code: 'phrase-wrong' })
    await kept(openOf(await byWords(NEXT_PHRASE))).lock()
    kept(openOf(await byPin(PIN)))
  })
})

describe('a tablet that was lost', () => {
  const revoked = async (): Promise<void> => {
    const deviceId = (await mine.here.storage.vaults.deviceId(() => '')) as DeviceId
    expect((await (await house.signIn('sam')).request('POST', '/api/vaults/revoke', { deviceId, reason: 'lost' })).status).toBe(200)
  }
  const isWiped = (waiting: number): Promise<void> =>
    vi.waitFor(async () => expect(await vaultsOnDevice(mine.here.storage)).toMatchObject([{ knownAs: 'sam', state: 'wiped', waiting }]), { timeout: 15_000 })

  test('K6: is told so at its PIN, and nothing opens it any more', async () => {
    const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
    await synced(device)
    mine.offline = true
    await late('sam', device)
    await device.lock()
    mine.offline = false
    await revoked()
    const { database } = (await mine.here.storage.vaults.all())[0]!
    expect(await byPin(PIN)).toEqual({ ok: false, code: 'wiped', why: 'revoked' })
    await isWiped(1)
    expect(await byWords(PHRASE)).toEqual({ ok: false, code: 'not-here' })
    expect(await (await mine.here.storage.openRows(database)).load()).toEqual({ rows: [], state: null })
  })

  test('K6, P9: opened by its words before it knows, at its first contact it lets go; what was unsent, and typed, arrives held back', async () => {
    const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
    await synced(device)
    mine.offline = true
    const before = await late('sam', device)
    await device.lock()
    await revoked()
    const finder = kept(openOf(await byWords(PHRASE)))
    // As a field does: asked to save by two who lock at once, it has nothing more to save the second time.
    const typed: Promise<ActId>[] = []
    finder.beforeLock(async () => {
      if (typed.length === 0) typed.push(late('sam', finder, 'typed just then'))
      await Promise.all(typed)
    })
    const gone = new Promise<boolean>((resolve) => {
      finder.whenLocked(resolve)
    })
    mine.offline = false
    await finder.sendNow()
    await gone
    await isWiped(2)
    const una = kept(await comesIn(mine.here, 'una', 'pw-una'))
    await vi.waitFor(async () => expect(await quarantined()).toHaveLength(2), { timeout: 15_000 })
    expect(await quarantined()).toEqual([before, ...(await Promise.all(typed))].map((actId) => ({ actId, author: person('sam'), code: 'key-revoked' })))
    expect(await applied(before)).toEqual([])
    // With the last of it the vault is gone from the list.
    await vi.waitFor(async () => expect(await vaultsOnDevice(mine.here.storage)).toMatchObject([{ knownAs: 'una' }]), { timeout: 15_000 })
    expect((await una.snapshot()).quarantined).toEqual([])
  })

  test('K6: another device of the same person goes on', async () => {
    const phone = tablet(house)
    await locked()
    const other = kept(await comesIn(phone.here, 'sam', 'pw-sam'))
    await synced(other)
    await revoked()
    await other.lock()
    const [vault] = await vaultsOnDevice(phone.here.storage)
    kept(openOf(await unlock(phone.here, vault!.id, { by: 'pin', pin: PIN })))
    expect(await byPin(PIN)).toMatchObject({ code: 'wiped' })
  })
})

describe('four words that were forgotten', () => {
  /** Something unsent under words that nobody knows any more. */
  const forgotten = async (): Promise<ActId> => {
    const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
    await synced(device)
    mine.offline = true
    const act = await late('sam', device)
    await device.lock()
    mine.offline = false
    return act
  }

  test('K7, P9: who enrols anew has another vault in its place, with the records of the service; what they had not sent arrives as theirs', async () => {
    const act = await forgotten()
    const before = await idOf()
    expect(await applied(act)).toEqual([])
    const next = kept(await enrolled(await signIn(mine.here, 'sam', 'pw-sam'), { phrase: NEXT_PHRASE, pin: NEXT_PIN }))
    await vi.waitFor(async () => expect(await applied(act)).toEqual([person('sam')]), { timeout: 15_000 })
    await synced(next)
    expect((await next.snapshot()).posts.has(post('sam'))).toBe(true)
    expect(await quarantined()).toEqual([])
    await next.lock()
    await vi.waitFor(async () => expect(await vaultsOnDevice(mine.here.storage)).toMatchObject([{ state: 'enrolled', waiting: 0 }]), { timeout: 15_000 })
    expect(await idOf()).not.toBe(before)
    expect(await byWords(PHRASE)).toMatchObject({ code: 'phrase-wrong' })
    expect(await byPin(PIN)).toMatchObject({ code: 'pin-wrong' })
    kept(openOf(await byPin(NEXT_PIN)))
  })

  test('K7: a colleague who comes first delivers it, as its author’s', async () => {
    const act = await forgotten()
    const una = kept(await comesIn(mine.here, 'una', 'pw-una'))
    await vi.waitFor(async () => expect(await applied(act)).toEqual([person('sam')]), { timeout: 15_000 })
    expect(JSON.stringify([...(await una.snapshot()).posts.values()])).not.toContain('late')
  })

  test('the vault before is ended at the service too: one line of theirs on this device', async () => {
    await forgotten()
    await kept(await enrolled(await signIn(mine.here, 'sam', 'pw-sam'), { phrase: NEXT_PHRASE })).lock()
    const { vaults } = VaultsAnswer.parse((await (await house.signIn('sam')).request('GET', '/api/vaults')).body)
    expect(vaults.map(({ vault }) => vault)).toEqual([await idOf()])
  })
})

test('K4: the door shows who is here by their first name, and how much waits; nothing of it before anybody came', async () => {
  expect(await gateOf(mine.here).people()).toEqual([])
  const device = kept(await comesIn(mine.here, 'sam', 'pw-sam'))
  mine.offline = true
  await late('sam', device)
  await device.lock()
  expect(await gateOf(mine.here).people()).toEqual([{ id: device.vault, knownAs: 'sam', state: 'enrolled', waiting: 1, pin: true, passkey: false }])
})
