import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type PushRequest } from '../../src/protocol/push.ts'
import { type Fault, newRecord, newSim, planOf, settle, type Sim, type Tab } from './sim.ts'

let sim: Sim
let tab: Tab
let record: RecordId

const plan = (recordId: RecordId = newRecord()): Promise<unknown> =>
  tab.device.act({ recordId, kind: 'session', type: 'session.plan', payload: planOf() })
const edit = (field: string, value: string): Promise<void> =>
  tab.device.edit({ recordId: record, kind: 'session', values: { [field]: value } })
const unsent = async (): Promise<number> => (await sim.outbox()).filter(({ state }) => state === 'unsent').length
const pushes = (): readonly number[] =>
  sim.requests
    .filter(({ path }) => path === '/api/acts')
    .map(({ body }) => (JSON.parse(body ?? '') as PushRequest).acts.length)
const send = () => sim.wait(tab.device.sendNow())

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
  record = newRecord()
  await plan(record)
})

// Got when it is first wanted, which takes real time; here time is told.
beforeAll(() => import('../../src/app/device-again.ts'))

describe('sending', () => {
  it('T5: a receipt with the act’s id and hash makes it sent, with the time of the server', async () => {
    await edit('topic.1', 'Settling in')
    expect(await send()).toMatchObject({ kind: 'sent', count: 2 })
    expect(tab.device.sync()).toMatchObject({ word: 'sent', connection: 'online', unsent: 0, oldestUnsent: null, trouble: 'none' })
    expect(tab.device.sync().lastVerified).not.toBeNull()
    const sync = (await tab.device.snapshot()).syncOf.get(record)
    expect(sync?.word).toBe('sent')
    expect(sync?.sentAt).not.toBeNull()
    expect(await send()).toMatchObject({ kind: 'nothing-to-send' })
  })

  it('the word is “sending” while a request with the act is in flight, and the record’s too', async () => {
    const words: string[] = []
    tab.device.subscribe(() => words.push(tab.device.sync().word))
    await send()
    expect(words).toContain('sending')
    expect(words.at(-1)).toBe('sent')
  })

  it('I7: 250 acts go in three requests, and “Send now” says how many', async () => {
    for (let i = 0; i < 249; i += 1) await plan()
    expect(await send()).toMatchObject({ kind: 'sent', count: 250 })
    expect(pushes()).toEqual([100, 100, 50])
    expect(sim.server.log).toHaveLength(250)
  })

  it('P1: what exceeds 512 KB goes in more requests, in order', async () => {
    for (let i = 0; i < 3; i += 1) {
      await edit('topic.1', `${i}${'x'.repeat(200_000)}`)
      // What was sent once is not replaced, so each edit is an act of its own.
      sim.faults.push(503)
      await send()
    }
    sim.requests.length = 0
    await send()
    expect(pushes().length).toBeGreaterThan(1)
    for (const { body } of sim.requests) expect((body ?? '').length).toBeLessThanOrEqual(512 * 1024)
    expect(sim.server.session(record).fields['topic.1']?.value).toMatch(/^2x/)
    expect(sim.server.session(record).competing).toEqual({})
  })

  it('P1: acts of one record wait for one that is to be sent again, other records’ do not', async () => {
    await edit('topic.1', 'one')
    const [first] = await sim.outbox()
    sim.server.postponed.add(first?.act.actId ?? '')
    const other = newRecord()
    await plan(other)
    expect(await send()).toMatchObject({ kind: 'server-trouble' })
    expect(sim.server.record(other)).toBeDefined()
    expect(sim.server.record(record)).toBeUndefined()
    sim.server.postponed.clear()
    expect(await send()).toMatchObject({ kind: 'sent' })
    expect(sim.server.log.filter(({ recordId }) => recordId === record).map(({ type }) => type)).toEqual(['session.plan', 'fields.edit'])
  })

  it('P1: a 413 halves the batch until it fits, and drops nothing', async () => {
    for (let i = 0; i < 40; i += 1) await plan()
    sim.server.mostActs = 7
    expect(await send()).toMatchObject({ kind: 'sent', count: 41 })
    expect(sim.server.log).toHaveLength(41)
  })

  it('P1: an act that is too large alone is kept, told of and holds up nothing', async () => {
    await send()
    await edit('topic.1', 'x'.repeat(600_000))
    const other = newRecord()
    await plan(other)
    expect(await send()).toMatchObject({ kind: 'server-trouble', unsent: 1 })
    expect(sim.server.record(other)).toBeDefined()
    expect(await unsent()).toBe(1)
    expect((await tab.device.snapshot()).quarantined.map(({ code }) => code)).toEqual(['act-too-large'])
  })

  it('P8: an act that makes the whole request unreadable is found, kept and told of; all others go', async () => {
    const others = []
    for (let i = 0; i < 30; i += 1) {
      const id = newRecord()
      others.push(id)
      await plan(id)
    }
    await edit('topic.1', 'cannot be parsed')
    const poison = (await sim.outbox()).at(-1)?.act.actId ?? ''
    sim.server.poison.add(poison)
    expect(await send()).toMatchObject({ kind: 'server-trouble', unsent: 1 })
    for (const id of others) expect(sim.server.record(id)).toBeDefined()
    const { quarantined, sessions } = await tab.device.snapshot()
    expect(quarantined).toMatchObject([{ actId: poison, code: 'act-unreadable' }])
    expect(sessions.get(record)?.fields['topic.1']?.value).toBe('cannot be parsed')
    // The next edit of the same record is not held up by it.
    await edit('topic.2', 'goes on')
    await send()
    expect(sim.server.session(record).fields['topic.2']?.value).toBe('goes on')
    sim.server.poison.clear()
    expect(await send()).toMatchObject({ kind: 'sent', count: 1 })
  })

  it('I7: an act that makes the server fail delays nobody else for long, and goes when the server is mended', async () => {
    tab.device.start()
    await edit('topic.1', 'makes it fail')
    const [first] = await sim.outbox()
    sim.server.failing.add(first?.act.actId ?? '')
    const others = []
    for (let i = 0; i < 60; i += 1) {
      const id = newRecord()
      others.push(id)
      await plan(id)
    }
    await sim.pass(600_000)
    for (const id of others) expect(sim.server.record(id)).toBeDefined()
    const late = newRecord()
    await plan(late)
    await sim.pass(120_000)
    expect(sim.server.record(late)).toBeDefined()
    sim.server.failing.clear()
    await sim.pass(120_000)
    expect(sim.server.session(record).fields['topic.1']?.value).toBe('makes it fail')
    expect(await unsent()).toBe(0)
  })

  it('I7: once a service that failed is mended, “Send now” sends everything at once, not in ever larger pieces', async () => {
    for (let i = 0; i < 11; i += 1) await plan()
    for (let i = 0; i < 4; i += 1) {
      sim.faults.push(500)
      await send()
    }
    sim.requests.length = 0
    expect(await send()).toMatchObject({ kind: 'sent', count: 12 })
    expect(pushes()).toEqual([12])
  })

  it('P8: what the server puts in quarantine is kept whole, listed with its reason, and taken back on request', async () => {
    await send()
    await edit('topic.1', 'text')
    const id = (await sim.outbox()).at(-1)!.act.actId
    // Altered on the way: the server’s own check of the hash fails.
    const { handle } = sim.server
    Object.assign(sim.server, {
      handle: (path: string, headers: Record<string, string>, body: string | undefined) =>
        handle(path, headers, path === '/api/acts' ? body?.replace('"text"', '"TEXT"') : body),
    })
    await send()
    const { quarantined } = await tab.device.snapshot()
    expect(quarantined).toMatchObject([{ actId: id, recordId: record, type: 'fields.edit', code: 'hash-wrong' }])
    expect(quarantined[0]?.body).toEqual({ 'topic.1': { value: 'text', from: null } })
    expect(tab.device.sync().unsent).toBe(0)
    await sim.wait(tab.device.withdraw(id))
    expect((await tab.device.snapshot()).quarantined).toEqual([])
  })

  it.each<Fault>(['drop-request', 'drop-response', 'html', 'truncated', 401, 403, 404, 409, 429, 500, 503])(
    'V3: an act is still in the outbox after %s, and is on the server once after the next round',
    async (fault) => {
      sim.faults.push(fault)
      await send()
      const entries = await sim.outbox()
      expect(entries).toHaveLength(1)
      expect(entries[0]?.state).toBe('unsent')
      await sim.wait(tab.device.sendNow())
      expect(sim.server.log.filter(({ actId }) => actId === entries[0]?.act.actId)).toHaveLength(1)
      expect(tab.device.sync().unsent).toBe(0)
    },
  )

  it('P4: a request that arrives twice is applied once', async () => {
    sim.faults.push('duplicate')
    expect(await send()).toMatchObject({ kind: 'sent', count: 1 })
    expect(sim.server.log).toHaveLength(1)
  })

  it('V3: a receipt with another hash, or for another act, confirms nothing', async () => {
    sim.rewrite = async (reply, path) => {
      if (path !== '/api/acts') return reply
      const text = await reply.text()
      return { ...reply, text: async () => text.replaceAll(/"hash":"[0-9a-f]{64}"/g, `"hash":"${'0'.repeat(64)}"`) }
    }
    expect(await send()).toMatchObject({ kind: 'server-trouble', unsent: 1 })
    expect(await unsent()).toBe(1)
    sim.rewrite = (reply) => reply
    expect(await send()).toMatchObject({ kind: 'sent' })
  })

  it('P4: a duplicate is as good as its first receipt', async () => {
    sim.faults.push('drop-response')
    await send()
    expect(await unsent()).toBe(1)
    expect(await send()).toMatchObject({ kind: 'sent', count: 1 })
    expect(sim.server.log).toHaveLength(1)
  })

  it('A3: when someone else is signed in here, nothing of this person’s is taken, and it says to sign in', async () => {
    sim.faults.push(409)
    expect(await send()).toMatchObject({ kind: 'sign-in-needed', unsent: 1 })
    expect(tab.device.sync().trouble).toBe('sign-in-needed')
    expect(sim.requests).toHaveLength(1)
    expect(await sim.wait(tab.device.signInAgain({ by: 'password', password: 'wrong' }))).toBe('sign-in-wrong')
    expect(await sim.wait(tab.device.signInAgain({ by: 'password', password: 'correct horse' }))).toBeNull()
    await sim.pass(1000)
    expect(tab.device.sync()).toMatchObject({ trouble: 'none', unsent: 0 })
  })

  it('V9: a confirmed act is kept until the server says that it is backed up', async () => {
    await send()
    expect((await sim.outbox()).map(({ state }) => state)).toEqual(['confirmed'])
    sim.server.backedUpThrough = sim.server.seq()
    await send()
    expect(await sim.outbox()).toEqual([])
    const { syncOf, sessions } = await tab.device.snapshot()
    expect(syncOf.get(record)).toMatchObject({ word: 'sent', unsent: 0 })
    expect(syncOf.get(record)?.sentAt).not.toBeNull()
    expect(sessions.has(record)).toBe(true)
  })

  it('V2: a confirmed act is shown until the row that holds it has come, with no flicker', async () => {
    await send()
    await edit('topic.1', 'new')
    const seen: unknown[] = []
    const looks: Promise<void>[] = []
    const look = async (): Promise<void> => {
      seen.push((await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value)
    }
    tab.device.subscribe(() => looks.push(look()))
    sim.faults.push('none', 'drop-request')
    await send()
    await send()
    await Promise.all(looks)
    expect(seen.length).toBeGreaterThan(3)
    expect(new Set(seen)).toEqual(new Set(['new']))
  })
})

describe('when rounds are run', () => {
  it('T4: after a failure it is tried again between 1 s and 60 s, further apart each time, and at once when online', async () => {
    sim.faults.push(...Array.from({ length: 8 }, (): Fault => 'drop-request'))
    tab.device.start()
    await settle()
    const waits: number[] = []
    for (let i = 0; i < 7; i += 1) {
      const [from, asked] = [sim.time.now(), sim.requests.length]
      // Other timers than that of the next try run in between.
      while (sim.requests.length === asked) await sim.pass(sim.time.nextIn())
      waits.push(sim.time.now() - from)
    }
    expect(Math.min(...waits.slice(1))).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000)
    expect(waits.at(-1)).toBeGreaterThan(20_000)
    sim.faults.length = 0
    const before = sim.requests.length
    tab.occasion('online')
    await sim.pass(0)
    expect(sim.requests.length).toBeGreaterThan(before)
    expect(tab.device.sync().unsent).toBe(0)
  })

  it('T4: Retry-After is honoured', async () => {
    sim.faults.push(429, 'drop-request')
    tab.device.start()
    await sim.pass(0)
    const before = sim.requests.length
    await sim.pass(6999)
    expect(sim.requests.length).toBe(before)
    await sim.pass(1)
    expect(sim.requests.length).toBeGreaterThan(before)
  })

  it('T4: a request that never settles is given up, and the next round sends the act', async () => {
    sim.faults.push('never')
    tab.device.start()
    await sim.pass(40_000)
    expect(sim.server.log).toHaveLength(1)
    expect(tab.device.sync()).toMatchObject({ unsent: 0, connection: 'online' })
  })

  it('“Send now” always answers: offline, signed out, and while a request hangs', async () => {
    sim.faults.push('drop-request')
    expect(await sim.wait(tab.device.sendNow(), 10_000)).toEqual({ kind: 'offline', unsent: 1 })
    sim.faults.push(401)
    expect(await sim.wait(tab.device.sendNow(), 10_000)).toEqual({ kind: 'sign-in-needed', unsent: 1 })
    sim.faults.push('never')
    expect(await sim.wait(tab.device.sendNow(), 10_000)).toEqual({ kind: 'offline', unsent: 1 })
  })

  it('L7: a captive portal’s page is being offline, whatever its status', async () => {
    sim.faults.push('html')
    expect(await send()).toEqual({ kind: 'offline', unsent: 1 })
    expect(tab.device.sync().connection).toBe('offline')
  })

  it('L6, I10: idle and visible it asks once a minute; hidden it does not ask', async () => {
    tab.device.start()
    await sim.pass(0)
    sim.requests.length = 0
    await sim.pass(600_000)
    expect(sim.requests.length).toBeGreaterThanOrEqual(9)
    expect(sim.requests.length).toBeLessThanOrEqual(11)
    tab.setVisible(false)
    tab.occasion('hidden')
    await sim.pass(60_000)
    sim.requests.length = 0
    await sim.pass(600_000)
    expect(sim.requests).toEqual([])
    tab.setVisible(true)
    tab.occasion('visible')
    await sim.pass(0)
    expect(sim.requests.length).toBe(1)
  })

  it('V8: an edit is sent after 10 s of stillness, a deed and a field that was left at once', async () => {
    tab.device.start()
    await sim.pass(0)
    sim.requests.length = 0
    await edit('topic.1', 'typ')
    await sim.pass(6000)
    await edit('topic.1', 'typing')
    await sim.pass(9999)
    expect(pushes()).toEqual([])
    await sim.pass(1)
    expect(pushes()).toEqual([1])
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'typing' }, left: true })
    await sim.pass(0)
    await edit('topic.1', 'typing more')
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'typing more' }, left: true })
    await sim.pass(0)
    expect(pushes()).toEqual([1, 1])
  })

  it('V8: hiding sends what there is', async () => {
    tab.device.start()
    await sim.pass(0)
    await edit('topic.1', 'on the way out')
    tab.setVisible(false)
    tab.occasion('hidden')
    await sim.pass(0)
    expect(tab.device.sync().unsent).toBe(0)
  })

  it('V5: two tabs send what both saved, one at a time, and each act is there once', async () => {
    const other = await sim.openTab()
    await edit('topic.1', 'one')
    await other.device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() })
    await sim.wait(Promise.all([tab.device.sendNow(), other.device.sendNow()]))
    expect(sim.server.log).toHaveLength(3)
    expect(tab.device.sync().unsent + other.device.sync().unsent).toBe(0)
  })

  it('V5: when the other tab’s round hangs, this one syncs without the lock after 60 s', async () => {
    const never = new Promise<never>(() => undefined)
    const storage = { ...sim.storage, outbox: { ...sim.storage.outbox, begin: () => never } }
    const other = await sim.openTab({ storage })
    const hung = other.device.sendNow()
    hung.catch(() => undefined)
    await settle()
    tab.device.start()
    await sim.pass(59_000)
    expect(sim.server.log).toHaveLength(0)
    await sim.pass(3000)
    expect(sim.server.log).toHaveLength(1)
  })

  it('T1: the server’s clock corrects what “now” is, and an act keeps the device’s own time', async () => {
    const { handle } = sim.server
    Object.assign(sim.server, {
      handle: async (path: string, headers: Record<string, string>, body: string | undefined) => {
        const reply = await handle(path, headers, body)
        return {
          ...reply,
          text: async () => (await reply.text()).replaceAll('"serverTime":"2026-06-10T09', '"serverTime":"2026-06-11T09'),
        }
      },
    })
    await send()
    expect(tab.device.asOf()).toBe('2026-06-11')
    await edit('topic.1', 'x')
    expect((await sim.outbox()).at(-1)?.act.deviceTime.slice(0, 10)).toBe('2026-06-10')
  })
})
