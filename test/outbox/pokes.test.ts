/** Being told that something changed (L6): the device half over a stream that a test has in its hands, in virtual time. */
import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenStream, type StreamReply } from '../../src/outbox/ports.ts'
import { PRINCIPAL_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { actOf, DANA, newRecord, newSim, planOf, SAM, type Sim, type Tab } from './sim.ts'

const MINUTE_MS = 60_000

interface Connection {
  readonly headers: Readonly<Record<string, string>>
  readonly at: number
  readonly say: (text: string) => void
  readonly cut: () => void
  readonly isOpen: () => boolean
}

type Way = 'open' | 'refused' | 'html' | 'held back' | { readonly cutAfter: number } | 401

const SAYS: Readonly<Record<'open' | 'html' | 'refused' | '401', Pick<StreamReply, 'status'> & { readonly type: string; readonly ours: boolean }>> = {
  open: { status: 200, type: 'text/event-stream; charset=utf-8', ours: true },
  html: { status: 200, type: 'text/html', ours: false },
  refused: { status: 429, type: 'application/json', ours: true },
  401: { status: 401, type: 'application/json', ours: true },
}

/** A service's streams under a test's hands, beating every 25 s. */
const streamsOf = (sim: Sim) => {
  const asked: Connection[] = []
  const all = { way: 'open' as Way, asked, beats: true, open: () => asked.filter(({ isOpen }) => isOpen()) }
  const stream: OpenStream = async (_path, { headers, signal }) => {
    const { way } = all
    let open = typeof way === 'object' || way === 'open'
    const said: (string | null)[] = open ? [':\n\n'] : []
    let wake = (): void => undefined
    const put = (text: string | null): void => {
      if (!open) return
      if (text === null) open = false
      said.push(text)
      wake()
    }
    asked.push({ headers, at: sim.time.now(), say: put, cut: () => put(null), isOpen: () => open })
    signal.addEventListener('abort', () => put(null))
    const beat = (): void => {
      if (!open) return
      if (all.beats) put(':\n\n')
      sim.time.timers.after(25_000, beat)
    }
    sim.time.timers.after(25_000, beat)
    if (typeof way === 'object') sim.time.timers.after(way.cutAfter, () => put(null))
    if (way === 'held back') await new Promise(() => undefined)
    const { status, type, ours } = SAYS[typeof way === 'object' ? 'open' : way === 401 ? '401' : way === 'held back' ? 'open' : way]
    const names: Record<string, string> = { 'content-type': type, ...(ours ? { [PROTOCOL_HEADER]: '6' } : {}), 'retry-after': '300' }
    return {
      status,
      header: (name) => (status !== 429 && name === 'retry-after' ? null : (names[name] ?? null)),
      read: async () => {
        while (said.length === 0) {
          if (!open) return null
          await new Promise<void>((resolve) => (wake = resolve))
        }
        return said.shift() ?? null
      },
    }
  }
  return { ...all, all, stream }
}

let sim: Sim
let tab: Tab
let streams: ReturnType<typeof streamsOf>

const pulls = (): number => sim.requests.filter(({ path }) => path === '/api/changes').length
/** Requests of every kind in each of the next minutes. */
const idle = async (minutes: number): Promise<readonly number[]> => {
  const counts: number[] = []
  for (let n = 0; n < minutes; n += 1) {
    const before = sim.requests.length + streams.asked.length
    await sim.pass(MINUTE_MS)
    counts.push(sim.requests.length + streams.asked.length - before)
  }
  return counts
}
/** Somebody else's act, and the service says that something changed. */
const changedElsewhere = async (say = 'data: changed\n\n'): Promise<string> => {
  const record = newRecord()
  sim.server.actAs(SAM, actOf(record, { type: 'session.plan', payload: { ...planOf() } }))
  for (const each of streams.open()) each.say(say)
  return record
}
const has = async (record: string): Promise<boolean> => (await tab.device.snapshot()).sessions.has(record as never)

beforeEach(async () => {
  sim = newSim()
  streams = streamsOf(sim)
  tab = await sim.openTab({ stream: streams.stream })
})

const start = async (): Promise<void> => {
  tab.device.start()
  await sim.pass(2000)
}

describe('L6: a device is told that something changed', () => {
  it('L6, A3: it opens one stream once a round has shown that the service is there, naming its person and the protocol', async () => {
    await start()
    expect(streams.open()).toHaveLength(1)
    expect(streams.asked[0]?.headers).toEqual({ accept: 'text/event-stream', [PRINCIPAL_HEADER]: DANA, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) })
  })

  it('L6: a poke leads to a pull at once, and what was changed elsewhere is here', async () => {
    await start()
    const before = pulls()
    const record = await changedElsewhere()
    await sim.pass(0)
    expect(pulls()).toBe(before + 1)
    expect(await has(record)).toBe(true)
  })

  it.each([['in pieces', ['da', 'ta: cha', 'nged\n', '\n']], ['with other line ends', ['data:x\r\n\r\n']], ['after a sign of life', [':\n\ndata: changed\n\n']]])('L6: a poke %s is one', async (_how, parts) => {
    await start()
    const before = pulls()
    for (const part of parts) {
      for (const each of streams.open()) each.say(part)
      await sim.pass(0)
    }
    expect(pulls()).toBe(before + 1)
  })

  it('L6: a sign of life is no poke', async () => {
    await start()
    const before = pulls()
    for (const each of streams.open()) each.say(':\n\n')
    await sim.pass(0)
    expect(pulls()).toBe(before)
  })

  it('L6: what changes between the first pull and the opening of the stream is asked for once it is open', async () => {
    const first = newRecord()
    streams.all.way = 'open'
    tab.device.start()
    const ask = sim.rewrite
    let changed = false
    sim.rewrite = (answer, path, body) => {
      if (path === '/api/changes' && !changed) {
        changed = true
        sim.server.actAs(SAM, actOf(first, { type: 'session.plan', payload: { ...planOf() } }))
      }
      return ask(answer, path, body)
    }
    await sim.pass(2000)
    expect(await has(first)).toBe(true)
  })

  it('L6: a poke while a round is running brings one more after it, and none where that round has yet to ask', async () => {
    await start()
    const before = pulls()
    // During the pull: the answer is of before the change.
    let during = 0
    sim.rewrite = (answer, path) => {
      if (path === '/api/changes' && during === 0) {
        during += 1
        for (const each of streams.open()) for (let n = 0; n < 3; n += 1) each.say('data: changed\n\n')
      }
      return answer
    }
    await changedElsewhere()
    await sim.pass(1000)
    expect(pulls()).toBe(before + 2)
    // During the push, before it asks what changed: its own pull answers it.
    sim.rewrite = (answer, path) => {
      if (path === '/api/acts') for (const each of streams.open()) each.say('data: changed\n\n')
      return answer
    }
    const own = pulls()
    await tab.device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() })
    await sim.pass(1000)
    expect(pulls()).toBe(own + 1)
  })
})

describe('L6: a stream that dies', () => {
  it('L6, T4: without a byte for 45 s it is dead, and another is opened with jitter', async () => {
    await start()
    await sim.pass(MINUTE_MS)
    expect(streams.asked).toHaveLength(1)
    streams.all.beats = false
    streams.open()[0]?.say(':\n\n')
    await sim.pass(44_900)
    expect(streams.asked).toHaveLength(1)
    await sim.pass(5000)
    expect(streams.asked).toHaveLength(2)
    expect(streams.open()).toHaveLength(1)
  })

  it('T4: ended by the service, another is opened after a second or more, and what changed meanwhile is asked for', async () => {
    await start()
    await sim.pass(MINUTE_MS)
    const at = sim.time.now()
    streams.open()[0]?.cut()
    const record = await changedElsewhere()
    await sim.pass(5000)
    expect(streams.asked).toHaveLength(2)
    expect(streams.asked[1]!.at - at).toBeGreaterThanOrEqual(1000)
    expect(await has(record)).toBe(true)
  })

  it.each<[string, Way]>([
    ['cut every 5 s', { cutAfter: 5000 }],
    ['held back, so that nothing ever comes', 'held back'],
    ['answered with a page of somebody’s (L7)', 'html'],
    ['refused, as there are too many', 'refused'],
  ])('L6: where streams are %s, it falls back to asking every minute, and tries again after a quarter of an hour', async (_how, way) => {
    streams.all.way = way
    await start()
    await sim.pass(12 * MINUTE_MS)
    const tried = streams.asked.length
    expect(tried).toBeGreaterThanOrEqual(2)
    expect(tried).toBeLessThanOrEqual(4)
    const record = await changedElsewhere()
    await sim.pass(61_000)
    expect(await has(record)).toBe(true)
    streams.all.way = 'open'
    await sim.pass(20 * MINUTE_MS)
    expect(streams.open()).toHaveLength(1)
    expect(Math.max(...(await idle(10)))).toBeLessThanOrEqual(2)
  })

  it('L6, T4: coming back online, or to the foreground, it is tried at once', async () => {
    streams.all.way = { cutAfter: 1000 }
    await start()
    await sim.pass(5 * MINUTE_MS)
    const tried = streams.asked.length
    streams.all.way = 'open'
    tab.occasion('online')
    await sim.pass(1000)
    expect([streams.asked.length, streams.open().length]).toEqual([tried + 1, 1])
  })
})

describe('I10: idle', () => {
  it('I10: with a stream it asks less often, every minute at most twice', async () => {
    await start()
    const counts = await idle(30)
    expect(Math.max(...counts)).toBeLessThanOrEqual(2)
    expect(counts.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(8)
    expect(streams.asked).toHaveLength(1)
  })

  it('I10: fallen back, every minute at most twice', async () => {
    streams.all.way = { cutAfter: 1000 }
    await start()
    await sim.pass(3 * MINUTE_MS)
    expect(Math.max(...(await idle(11)))).toBeLessThanOrEqual(2)
  })
})

describe('L6: when it is not told', () => {
  it('a hidden tab has no stream; shown again it has one', async () => {
    await start()
    tab.setVisible(false)
    tab.occasion('hidden')
    await sim.pass(MINUTE_MS)
    expect(streams.open()).toEqual([])
    expect(streams.asked).toHaveLength(1)
    tab.setVisible(true)
    tab.occasion('visible')
    await sim.pass(1000)
    expect(streams.open()).toHaveLength(1)
  })

  it.each<[string, () => Promise<void>]>([
    ['locking', () => tab.device.lock()],
    ['locking the screen', () => tab.device.lockScreen()],
    ['signing out', () => tab.device.signOut()],
  ])('%s ends it, and no other is opened', async (_how, work) => {
    await start()
    expect(streams.open()).toHaveLength(1)
    await sim.wait(work())
    await sim.pass(10 * MINUTE_MS)
    expect([streams.open(), streams.asked.length]).toEqual([[], 1])
  })

  it('T4: a sign-in that has ended is found out by a round, and no stream is asked for until there is another', async () => {
    await start()
    await sim.pass(MINUTE_MS)
    streams.all.way = 401
    sim.faults.push(401)
    streams.open()[0]?.cut()
    await sim.pass(10_000)
    expect(tab.device.sync().trouble).toBe('sign-in-needed')
    const tried = streams.asked.length
    await sim.pass(10 * MINUTE_MS)
    expect(streams.asked).toHaveLength(tried)
  })
})
