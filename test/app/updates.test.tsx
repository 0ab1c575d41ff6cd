import { describe, expect, test, vi } from 'vitest'
import { slotState } from '../../src/app/sync-bar.tsx'
import { carriedText } from '../../src/app/carried-text.ts'
import { type Register, updatesOf } from '../../src/app/updates.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type RecordId } from '../../src/domain/ids.ts'
import { type DeviceSync } from '../../src/queries/device.ts'
import { words } from '../render.tsx'

type Options = Parameters<Register>[0]

const setUp = (supported = true, tried = 0) => {
  let tries = tried
  const told: Options[] = []
  const put = vi.fn<() => Promise<void>>(async () => undefined)
  const reload = vi.fn<() => void>()
  const hourly: (() => Promise<unknown>)[] = []
  const later: (() => void)[] = []
  const updates = updatesOf({
    register: (options) => {
      told.push(options)
      return put
    },
    supported,
    reload,
    every: (_milliseconds, run) => hourly.push(run),
    after: (_milliseconds, run) => later.push(run),
    tries: { read: () => tries, write: (now) => (tries = now) },
  })
  const [options] = told
  return { updates, options: options!, put, reload, hourly, later, tries: () => tries }
}

describe('the service worker', () => {
  test('keeps the app once it is installed, or was before', () => {
    const { updates, options } = setUp()
    expect(updates.state()).toEqual({ kept: 'working', waiting: false })
    options.offlineReady()
    expect(updates.state().kept).toBe('ready')
    const second = setUp()
    const update = vi.fn<() => Promise<ServiceWorkerRegistration>>(async () => ({}) as ServiceWorkerRegistration)
    second.options.registered({ active: {}, update } as unknown as ServiceWorkerRegistration)
    expect(second.updates.state().kept).toBe('ready')
    expect(second.hourly).toHaveLength(1)
  })

  test('begun by a page that was left meanwhile, it is seen when it is done', () => {
    const { updates, options } = setUp()
    const installing = new EventTarget()
    const registration = { installing, active: null as object | null, update: () => Promise.resolve() }
    options.registered(registration as unknown as ServiceWorkerRegistration)
    installing.dispatchEvent(new Event('statechange'))
    expect(updates.state().kept).toBe('working')
    registration.active = {}
    installing.dispatchEvent(new Event('statechange'))
    expect(updates.state().kept).toBe('ready')
  })

  test('is not possible in some windows, or when registering fails', () => {
    expect(setUp(false).updates.state().kept).toBe('impossible')
    const { updates, options } = setUp()
    options.registerError()
    expect(updates.state().kept).toBe('impossible')
  })

  test('a newer version waits to be asked for, and then loads the page anew', async () => {
    const { updates, options, put, reload } = setUp()
    const told = vi.fn<() => void>()
    updates.subscribe(told)
    options.needRefresh()
    expect(updates.state().waiting).toBe(true)
    expect(told).toHaveBeenCalledTimes(1)
    expect(put).not.toHaveBeenCalled()
    updates.apply()
    expect(put).toHaveBeenCalledTimes(1)
    options.needReload()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  test('a newer version that waits on, though it was asked for, has the page loaded anew all the same', () => {
    const { updates, options, reload, later, tries } = setUp()
    options.needRefresh()
    updates.apply()
    expect([later.length, reload.mock.calls.length]).toEqual([1, 0])
    later[0]!()
    expect([reload.mock.calls.length, tries()]).toEqual([1, 1])
  })

  test('loaded anew for it, the page asks again by itself, three times at most, and no more once it is in place', () => {
    const next = setUp(true, 1)
    next.options.needRefresh()
    expect([next.put.mock.calls.length, next.tries()]).toEqual([1, 1])
    next.later[0]!()
    expect([next.reload.mock.calls.length, next.tries()]).toEqual([1, 2])
    const inPlace = setUp(true, 2)
    inPlace.options.needRefresh()
    inPlace.options.needReload()
    expect([inPlace.reload.mock.calls.length, inPlace.tries()]).toEqual([1, 0])
    const done = setUp(true, 1)
    done.options.registered({ active: {}, waiting: null } as unknown as ServiceWorkerRegistration)
    expect(done.tries()).toBe(0)
    const last = setUp(true, 3)
    last.options.needRefresh()
    expect([last.put.mock.calls.length, last.tries(), last.updates.state().waiting]).toEqual([0, 0, true])
  })

  test('put in place by another tab, this one goes on until its person says so', () => {
    const { updates, options, reload } = setUp()
    options.needReload()
    expect(reload).not.toHaveBeenCalled()
    expect(updates.state().waiting).toBe(true)
  })
})

describe('the sync slot', () => {
  const sync: DeviceSync = { word: 'sent', connection: 'online', unsent: 0, oldestUnsent: null, lastVerified: '2026-06-10T13:32:00Z' as Instant, trouble: 'none' }
  test.each<[Partial<DeviceSync>, ReturnType<typeof slotState>]>([
    [{}, { kind: 'sent', time: '14:32' }],
    [{ word: 'on-device', unsent: 1 }, { kind: 'on-device' }],
    [{ word: 'sending', unsent: 1 }, { kind: 'sending' }],
    [{ connection: 'offline' }, { kind: 'offline' }],
    [{ connection: 'offline', trouble: 'server', unsent: 1 }, { kind: 'offline' }],
    [{ trouble: 'server', unsent: 1, word: 'on-device' }, { kind: 'failed' }],
    [{ trouble: 'sign-in-needed' }, { kind: 'sent', time: '14:32' }],
    [{ lastVerified: null }, { kind: 'on-device' }],
    [{ trouble: 'local-save-failed', connection: 'offline', unsent: 1 }, { kind: 'not-saved' }],
  ])('%o is shown as %o', (change, shown) => {
    expect(slotState({ ...sync, ...change }, words)).toEqual(shown)
  })
})

test('carried words are for their record alone, and go when dropped', () => {
  const carried = carriedText()
  carried.carry('a' as RecordId, 'Words')
  expect(carried.textFor('a' as RecordId)).toBe('Words')
  expect(carried.textFor('b' as RecordId)).toBeUndefined()
  carried.drop()
  expect(carried.textFor('a' as RecordId)).toBeUndefined()
})
