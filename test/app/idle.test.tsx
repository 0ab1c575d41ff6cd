import { describe, expect, test } from 'vitest'
import { type Sign, watchIdle } from '../../src/app/idle.ts'
import { type DeviceKind } from '../../src/protocol/vaults.ts'

const MINUTE = 60_000

/** A page whose clock is moved by hand; timers run when their time has come, unless it sleeps. */
const page = (kind: DeviceKind, session = false) => {
  let inSession = session
  let now = 1_000_000
  let timers: { readonly at: number; readonly run: () => void }[] = []
  let listener: (sign: Sign) => void = () => undefined
  const seen: string[] = []
  const idle = watchIdle(
    kind,
    {
      now: () => now,
      timers: {
        after: (ms, run) => {
          const timer = { at: now + ms, run }
          timers.push(timer)
          return () => {
            timers = timers.filter((each) => each !== timer)
          }
        },
      },
      listen: (on) => {
        listener = on
        return () => {
          listener = () => undefined
        }
      },
      inSession: () => inSession,
    },
    { screen: () => seen.push('screen'), full: () => seen.push('full') },
  )
  const passes = (ms: number, asleep = false): void => {
    const end = now + ms
    for (;;) {
      const next = asleep ? undefined : timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((each) => each !== next)
      now = next.at
      next.run()
    }
    now = end
  }
  return { seen, idle, passes, sign: (sign: Sign) => listener(sign), turnsBack: (ms: number) => (now -= ms), leavesSession: () => (inSession = false) }
}

describe('K5: a device that nobody touches locks by itself', () => {
  test('a shared one after two minutes, fifteen on a session’s page, and everything after thirty', () => {
    const shared = page('shared')
    shared.passes(2 * MINUTE - 1)
    expect(shared.seen).toEqual([])
    shared.passes(1)
    expect(shared.seen).toEqual(['screen'])
    shared.passes(28 * MINUTE - 1)
    expect(shared.seen).toEqual(['screen'])
    shared.passes(1)
    expect(shared.seen).toEqual(['screen', 'full'])
    const session = page('shared', true)
    session.passes(15 * MINUTE - 1)
    expect(session.seen).toEqual([])
    session.passes(1)
    expect(session.seen).toEqual(['screen'])
  })

  test('a shared one whose session’s page is left after two minutes from the touch that led elsewhere', () => {
    const shared = page('shared', true)
    shared.passes(10 * MINUTE)
    shared.sign('touched')
    shared.leavesSession()
    shared.passes(2 * MINUTE - 1)
    expect(shared.seen).toEqual([])
    shared.passes(1)
    expect(shared.seen).toEqual(['screen'])
  })

  test('somebody’s own after five, out of sight or not', () => {
    const personal = page('personal')
    personal.sign('hidden')
    personal.passes(5 * MINUTE - 1)
    expect(personal.seen).toEqual([])
    personal.passes(1)
    expect(personal.seen).toEqual(['screen'])
  })

  test('a touch begins the time anew', () => {
    const shared = page('shared')
    shared.passes(MINUTE)
    shared.sign('touched')
    shared.passes(2 * MINUTE - 1)
    expect(shared.seen).toEqual([])
    shared.passes(1)
    expect(shared.seen).toEqual(['screen'])
  })

  test('a shared one half a minute out of sight, and not if it comes back before', () => {
    const shared = page('shared')
    shared.sign('hidden')
    shared.passes(29_999)
    shared.sign('visible')
    shared.passes(MINUTE)
    expect(shared.seen).toEqual([])
    shared.sign('hidden')
    shared.passes(30_000)
    expect(shared.seen).toEqual(['screen'])
  })

  test('a tablet that slept past the time is locked before the touch that wakes it counts', () => {
    const shared = page('shared')
    shared.passes(10 * MINUTE, true)
    shared.sign('touched')
    expect(shared.seen).toEqual(['screen'])
    const long = page('shared')
    long.passes(60 * MINUTE, true)
    long.sign('visible')
    expect(long.seen).toEqual(['full'])
  })

  test('touching a locked screen does not put the full lock off', () => {
    const shared = page('shared')
    shared.passes(2 * MINUTE)
    shared.passes(27 * MINUTE)
    shared.sign('touched')
    shared.passes(MINUTE)
    expect(shared.seen).toEqual(['screen', 'full'])
  })

  test('a clock turned back does not put it off for hours', () => {
    const shared = page('shared')
    shared.turnsBack(60 * MINUTE)
    shared.sign('visible')
    shared.passes(2 * MINUTE)
    expect(shared.seen).toEqual(['screen'])
  })

  test('stopped, nothing comes of it', () => {
    const shared = page('shared')
    shared.idle.stop()
    shared.passes(60 * MINUTE)
    expect(shared.seen).toEqual([])
  })
})
