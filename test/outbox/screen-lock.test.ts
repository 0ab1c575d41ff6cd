/** The two locks of an unlocked device (K5): what is typed, the PIN behind which it waits, and how it ends. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenAnswer, unlock } from '../../src/app/device.ts'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { type DeviceWorld } from '../../src/app/device-world.ts'
import { type Sign } from '../../src/app/idle.ts'
import { vaultsOnDevice } from '../../src/app/vaults.ts'
import { type RecordId } from '../../src/domain/ids.ts'
import { type ScreenLock } from '../../src/features/account/gate.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { memoryStorage } from '../../src/store/memory.ts'
import { comesIn, olderVault, openOf, PHRASE, PIN } from '../sync/world.ts'
import { DANA, newRecord, newSim, ORG, planOf, settle, type Sim } from './sim.ts'

const MINUTE_MS = 60_000
const WRONG = '111222'

let sim: Sim
let world: DeviceWorld
let inSession: boolean
let hears: (sign: Sign) => void
let device: OpenDevice
let offline: boolean

const real = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 1)
  })
/** Lets virtual time pass, and real cryptography come to an end. */
const passes = async (ms: number): Promise<void> => {
  const until = sim.time.now() + ms
  for (;;) {
    for (let i = 0; i < 5; i += 1) await real()
    await settle(2)
    if (!sim.time.step(until)) break
  }
  sim.time.to(until)
}
/** Told of the next lock of the screen; null until then. */
const watched = (of: OpenDevice): { lock: ScreenLock | null; full: boolean; byItself: boolean | null } => {
  const seen: { lock: ScreenLock | null; full: boolean; byItself: boolean | null } = { lock: null, full: false, byItself: null }
  of.whenScreenLocked((lock, byItself) => {
    seen.lock = lock
    seen.byItself = byItself
  })
  of.whenLocked((byItself) => {
    seen.full = true
    seen.byItself = byItself
  })
  return seen
}
const lockOf = async (of: OpenDevice): Promise<ScreenLock> => {
  const seen = watched(of)
  await of.lockScreen()
  if (!seen.lock) throw new Error('the screen is not locked')
  return seen.lock
}
const openedBy = async (lock: ScreenLock, pin = PIN): Promise<OpenDevice> => {
  const answer = await lock.tryPin(pin)
  if (answer.kind !== 'open') throw new Error(answer.kind)
  return answer.device as OpenDevice
}
const byWords = async (): Promise<OpenAnswer> => unlock(world, (await vaultsOnDevice(world.storage))[0]!.id, { by: 'phrase', phrase: PHRASE })
const plan = async (): Promise<RecordId> => {
  const recordId = newRecord()
  await device.act({ recordId, kind: 'session', type: 'session.plan', payload: planOf() })
  return recordId
}

beforeEach(async () => {
  sim = newSim()
  inSession = false
  offline = false
  const { fetch, ...rest } = sim.world()
  world = {
    ...rest,
    storage: memoryStorage(),
    fetch: (path, init) => (offline ? Promise.reject(new TypeError('no network')) : fetch(path, init)),
    presence: {
      listen: (on) => {
        hears = on
        return () => undefined
      },
      inSession: () => inSession,
    },
  }
  device = (await comesIn(world, 'dana', 'correct horse')).device
})

describe('locking the screen', () => {
  it('K5: takes everything of the vault away but its key; the PIN opens it again, with no connection', async () => {
    const record = await plan()
    await device.texts.keep('a comment', 'begun')
    offline = true
    const lock = await lockOf(device)
    expect([lock.knownAs, lock.waiting]).toEqual(['Dana', 1])
    await expect(device.snapshot()).rejects.toMatchObject({ code: 'locked' })
    await expect(device.texts.keep('a comment', 'more')).rejects.toMatchObject({ code: 'locked' })
    await expect(plan()).rejects.toMatchObject({ code: 'locked' })
    const again = await openedBy(lock)
    expect([(await again.snapshot()).sessions.has(record), again.texts.of('a comment')]).toEqual([true, 'begun'])
    // And it goes on: it sends, and signs in by its key.
    sim.server.signedIn = null
    offline = false
    await sim.wait(again.sendNow())
    await passes(MINUTE_MS / 2)
    expect([again.sync().unsent, sim.server.signedIn]).toEqual([0, DANA])
  })

  it('K5: five wrong PINs, and only the door is left; the words open it there', async () => {
    const lock = await lockOf(device)
    for (const left of [4, 3, 2, 1]) expect(await lock.tryPin(WRONG)).toEqual({ kind: 'pin-wrong', left })
    expect(await lock.tryPin(WRONG)).toEqual({ kind: 'pin-gone' })
    expect(await lock.tryPin(PIN)).toEqual({ kind: 'pin-gone' })
    lock.toDoor()
    expect(openOf(await byWords()).device.me.person).toBe(DANA)
  })

  it('K5: fewer wrong ones cost nothing: the right one opens, and the tries begin anew', async () => {
    let lock = await lockOf(device)
    for (const left of [4, 3]) expect(await lock.tryPin(WRONG)).toMatchObject({ left })
    lock = await lockOf(await openedBy(lock))
    expect(await lock.tryPin(WRONG)).toMatchObject({ left: 4 })
  })

  it('K5: the way to the door is a full lock: the app is told, and no PIN of this screen opens it any more', async () => {
    const seen = watched(device)
    await device.lockScreen()
    expect([seen.full, seen.byItself]).toEqual([false, false])
    seen.lock?.toDoor()
    expect([seen.full, seen.byItself]).toEqual([true, false])
    expect(await seen.lock?.tryPin(PIN)).toEqual({ kind: 'pin-gone' })
  })

  it('of a vault of before, which has no PIN, is a full lock', async () => {
    world = { ...world, storage: memoryStorage() }
    const { id } = await olderVault(world, { org: ORG, person: DANA, username: 'dana', knownAs: 'Dana' }, 'correct horse')
    offline = true
    const older = openOf(await unlock(world, id, { by: 'password', password: 'correct horse' })).device
    const seen = watched(older)
    await older.lockScreen()
    expect(seen).toMatchObject({ lock: null, full: true })
  })
})

describe('what is typed', () => {
  it('K5: is saved first, and is there behind the PIN', async () => {
    const record = await plan()
    device.beforeLock(() => device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'half a sen' }, left: true }))
    const again = await openedBy(await lockOf(device))
    expect((await again.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('half a sen')
  })

  it.each(['lockScreen', 'lock'] as const)('K5: that can’t be saved keeps the device unlocked, and says so (%s)', async (how) => {
    let broken = true
    device.beforeLock(() => (broken ? Promise.reject(new DeviceError('local-save-failed')) : Promise.resolve()))
    const seen = watched(device)
    await expect(device[how]()).rejects.toMatchObject({ code: 'unsaved-text' })
    expect(seen).toMatchObject({ lock: null, full: false })
    await expect(device.snapshot()).resolves.toBeDefined()
    broken = false
    await device[how]()
    expect([seen.lock !== null, seen.full]).toEqual(how === 'lock' ? [false, true] : [true, false])
  })

  it('K5: whose saving never ends keeps it unlocked after five seconds', async () => {
    device.beforeLock(() => new Promise(() => undefined))
    const locking = device.lockScreen().then(
      () => null,
      (error: unknown) => error,
    )
    await passes(5000)
    expect(await locking).toMatchObject({ code: 'unsaved-text' })
    await expect(device.snapshot()).resolves.toBeDefined()
  })
})

describe('by itself', () => {
  it('K5: a shared device locks its screen after two minutes without a touch, and everything after thirty', async () => {
    const seen = watched(device)
    await passes(2 * MINUTE_MS - 1000)
    hears('touched')
    await passes(2 * MINUTE_MS - 1000)
    expect(seen.lock).toBeNull()
    await passes(2000)
    expect([seen.lock !== null, seen.full, seen.byItself]).toEqual([true, false, true])
    await passes(28 * MINUTE_MS - 2000)
    expect(seen.full).toBe(false)
    await passes(3000)
    expect([seen.full, seen.byItself]).toEqual([true, true])
    expect(await seen.lock?.tryPin(PIN)).toEqual({ kind: 'pin-gone' })
  })

  it('K5: fifteen on a session’s page; half a minute out of sight', async () => {
    inSession = true
    hears('touched')
    let seen = watched(device)
    await passes(14 * MINUTE_MS)
    expect(seen.lock).toBeNull()
    await passes(MINUTE_MS + 1000)
    device = await openedBy(seen.lock!)
    seen = watched(device)
    hears('hidden')
    await passes(29_000)
    expect(seen.lock).toBeNull()
    await passes(2000)
    expect(seen.lock).not.toBeNull()
  })

  it('K5: five on one’s own, out of sight or not', async () => {
    world = { ...world, storage: memoryStorage() }
    device = (await comesIn(world, 'dana', 'correct horse', { kind: 'personal' })).device
    const seen = watched(device)
    hears('hidden')
    await passes(5 * MINUTE_MS - 1000)
    expect(seen.lock).toBeNull()
    await passes(2000)
    expect(seen.lock).not.toBeNull()
  })

  it('K5: what could not be saved is tried again until it is, and then it locks', async () => {
    let tries = 0
    device.beforeLock(async () => {
      tries += 1
      if (tries < 3) throw new DeviceError('local-save-failed')
    })
    const seen = watched(device)
    await passes(2 * MINUTE_MS + 1000)
    expect([tries, seen.lock]).toEqual([1, null])
    await passes(21_000)
    expect([tries, seen.lock !== null]).toEqual([3, true])
  })

  it('once it is locked by hand nothing of it goes on: no timer runs, and nobody is asked anything', async () => {
    await device.lock()
    sim.requests.length = 0
    await passes(2 * 60 * MINUTE_MS)
    expect(sim.requests).toEqual([])
    expect(sim.time.nextIn()).toBe(Number.POSITIVE_INFINITY)
  })
})
