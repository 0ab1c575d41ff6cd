import { beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type RowsPort } from '../../src/store/ports.ts'
import { actOf, newRecord, newSim, planOf, POST, SAM, settle, type Sim, type Tab } from './sim.ts'
import { reply } from './tiny-server.ts'

let sim: Sim
let tab: Tab

const fromSam = (recordId: RecordId): void => {
  sim.server.actAs(SAM, actOf(recordId, { type: 'session.plan', payload: planOf() }))
}
const send = () => sim.wait(tab.device.sendNow())
const sessions = async (on = tab): Promise<number> => (await on.device.snapshot()).sessions.size

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
})

describe('pulling', () => {
  it('L1: everything that changed comes, page by page, and is here after opening again', async () => {
    for (let i = 0; i < 120; i += 1) fromSam(newRecord())
    await send()
    expect(await sessions()).toBe(120)
    const again = await sim.openTab()
    expect(await sessions(again)).toBe(120)
    sim.requests.length = 0
    await sim.wait(again.device.sendNow())
    expect(sim.requests).toHaveLength(1)
  })

  it('L1: a tab killed at any moment of a pull has, opened again, every row its cursor stands for', async () => {
    for (let at = 1; at <= 8; at += 1) {
      for (const done of [true, false]) {
        sim = newSim()
        for (let i = 0; i < 120; i += 1) fromSam(newRecord())
        const mortal = await sim.openTab()
        mortal.killAt(at, done)
        mortal.device.sendNow().catch(() => undefined)
        await settle(40)
        tab = await sim.openTab()
        await send()
        expect(await sessions()).toBe(120)
      }
    }
  })

  it('L1: an answer that comes twice, or late, puts no older row over a newer', async () => {
    const record = newRecord()
    fromSam(record)
    let stale: { readonly path: string; readonly text: string } | null = null
    sim.rewrite = async (answer, path) => {
      const text = await answer.text()
      if (path === '/api/changes') stale ??= { path, text }
      return { ...answer, text: async () => text }
    }
    await send()
    sim.server.actAs(SAM, actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value: 'newer', from: null } } }))
    await send()
    sim.rewrite = (answer, path) => (path === '/api/changes' && stale ? reply(200, stale.text) : answer)
    await send()
    expect((await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('newer')
    sim.rewrite = (answer) => answer
    await send()
    expect((await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('newer')
  })

  it('L5: pages come while one is written, three at most ahead of it, and are written in their order with their cursors (L1)', async () => {
    for (let i = 0; i < 400; i += 1) fromSam(newRecord())
    const waiting: (() => void)[] = []
    const cursors: (number | undefined)[] = []
    const storage = {
      ...sim.storage,
      openRows: async (name: string): Promise<RowsPort> => {
        const rows = await sim.storage.openRows(name)
        return {
          ...rows,
          apply: async (change) => {
            if (change.put.length > 0) {
              cursors.push((JSON.parse(new TextDecoder().decode(change.state.body)) as { cursors: Record<string, number> }).cursors[`file:${POST}`])
              await new Promise<void>((resolve) => {
                waiting.push(resolve)
              })
            }
            return rows.apply(change)
          },
        }
      },
    }
    const slow = await sim.openTab({ storage })
    const asked = (): number => sim.requests.filter(({ path }) => path === '/api/changes').length
    const done = slow.device.sendNow()
    await settle(60)
    // The first, which is being written, and three more.
    expect([asked(), cursors.length]).toEqual([4, 1])
    while (cursors.length < 8) {
      waiting.shift()?.()
      await settle(30)
    }
    waiting.shift()?.()
    await sim.wait(done)
    expect(cursors).toEqual([50, 100, 150, 200, 250, 300, 350, 400])
    expect(await sessions(slow)).toBe(400)
  })

  it('L5, T4: with a page lost on its way, those before it are written, and the next round goes on from there', async () => {
    for (let i = 0; i < 200; i += 1) fromSam(newRecord())
    sim.faults.push('none', 'none', 'drop-response')
    expect(await send()).toMatchObject({ kind: 'offline' })
    expect(await sessions()).toBe(100)
    sim.requests.length = 0
    await send()
    expect(await sessions()).toBe(200)
    expect(sim.requests).toHaveLength(2)
  })

  describe('how much is asked for (L5, T4)', () => {
    const asked = (): readonly (number | undefined)[] =>
      sim.requests.filter(({ path }) => path === '/api/changes').map(({ body }) => (JSON.parse(body ?? '{}') as { most?: number }).most)

    it('L5, T4: once the service has named a commit, more while pages come quickly, less after one that did not come', async () => {
      sim.rewrite = async (answer, path) => {
        const text = await answer.text()
        return path === '/api/changes' ? { ...answer, text: async () => text.replace('{"head":', '{"commit":{"seq":1,"token":"aaaaaaaaaaaaaaaaaaaaaaaa"},"head":') } : answer
      }
      fromSam(newRecord())
      await send()
      expect(asked()).toEqual([undefined])
      for (let i = 0; i < 200; i += 1) fromSam(newRecord())
      sim.requests.length = 0
      sim.faults.push('drop-response')
      await send()
      // The round that follows remembers what came of the one before.
      await sim.pass(61_000)
      expect(asked()).toEqual([1_000_000, 500_000, 1_000_000, 2_000_000, 3_000_000])
      expect(await sessions()).toBe(201)
    })

    it('T3: a service of before, which takes no such wish, is never asked for it', async () => {
      for (let i = 0; i < 200; i += 1) fromSam(newRecord())
      await send()
      expect(asked()).toEqual([undefined, undefined, undefined, undefined])
    })
  })

  it('L5: the screens are told of the first page and when all is here, and not of every page between', async () => {
    for (let i = 0; i < 400; i += 1) fromSam(newRecord())
    const seen: number[] = []
    tab.device.subscribe((what) => {
      if (what === 'rows') seen.push(tab.device.sync().lastVerified === null ? 0 : 1)
    })
    await send()
    expect(sim.requests).toHaveLength(8)
    expect(seen.filter((whole) => whole === 0)).toHaveLength(1)
    expect(seen.at(-1)).toBe(1)
    expect(await sessions()).toBe(400)
  })

  it('L3: a scope that is lost leaves nothing of it on the device', async () => {
    fromSam(newRecord())
    await send()
    expect(await sessions()).toBe(1)
    sim.server.lost.add(`file:${POST}`)
    await send()
    expect(await sessions()).toBe(0)
    const { rows } = await (await sim.storage.openRows('rows')).load()
    expect(rows.map(({ body }) => new TextDecoder().decode(body)).join('')).not.toContain(`file:${POST}`)
  })

  it('L3: what is unsent of a lost scope is sent first, and stays in the outbox until it is', async () => {
    const record = newRecord()
    fromSam(record)
    await send()
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'unsent' } })
    sim.server.lost.add(`file:${POST}`)
    const act = (await sim.outbox())[0]?.act.actId ?? ''
    sim.server.postponed.add(act)
    await send()
    expect((await sim.outbox()).map(({ state }) => state)).toEqual(['unsent'])
    expect(await sessions()).toBe(1)
    sim.server.postponed.clear()
    await send()
    expect(sim.server.session(record).fields['topic.1']?.value).toBe('unsent')
    await send()
    expect(await sessions()).toBe(0)
  })

  it('I9: what this version does not know is kept, and not shown', async () => {
    const record = newRecord()
    fromSam(record)
    sim.rewrite = async (answer, path) => {
      if (path !== '/api/changes') return answer
      const text = (await answer.text())
        .replace('"kind":"session"', '"kind":"séance","later":{"deep":[1]}')
        .replace('"more":false', '"more":false,"newKey":1')
      return { ...answer, text: async () => text }
    }
    await send()
    expect(tab.device.sync().connection).toBe('online')
    expect(await sessions()).toBe(0)
    const { rows } = await (await sim.storage.openRows('rows')).load()
    expect(rows.map(({ body }) => new TextDecoder().decode(body)).join('')).toContain('"later":{"deep":[1]}')
  })

  it('L7: an answer of another shape changes nothing', async () => {
    fromSam(newRecord())
    sim.rewrite = (answer, path) => (path === '/api/changes' ? reply(200, { head: 5, scopes: 'none' }) : answer)
    expect(await send()).toMatchObject({ kind: 'offline' })
    expect(tab.device.sync().lastVerified).toBeNull()
    sim.rewrite = (answer) => answer
    await send()
    expect(await sessions()).toBe(1)
  })

  it('T3: a server that takes only newer versions says so; what is unsent goes all the same', async () => {
    await tab.device.act({ recordId: newRecord(), kind: 'session', type: 'session.plan', payload: planOf() })
    sim.rewrite = async (answer) => {
      const text = await answer.text()
      return { ...answer, text: async () => text.replace(/"protocol":\{[^}]*\}/, '"protocol":{"min":98,"max":99}') }
    }
    await send()
    expect(tab.device.sync()).toMatchObject({ trouble: 'update-needed', unsent: 0 })
  })

  it('V5: two tabs that pull at once write every row once, and both show it', async () => {
    const other = await sim.openTab()
    for (let i = 0; i < 60; i += 1) fromSam(newRecord())
    const one = tab.device.sendNow()
    const two = other.device.sendNow()
    await sim.wait(Promise.all([one, two]))
    await settle()
    expect([await sessions(), await sessions(other)]).toEqual([60, 60])
  })

  it('V1: a failing local write of a page is no loss: the next round writes it', async () => {
    fromSam(newRecord())
    let fail = true
    const storage = {
      ...sim.storage,
      openRows: async (name: string): Promise<RowsPort> => {
        const rows = await sim.storage.openRows(name)
        return { ...rows, apply: (change) => (fail ? Promise.reject(new Error('quota')) : rows.apply(change)) }
      },
    }
    const full = await sim.openTab({ storage })
    expect(await sim.wait(full.device.sendNow())).toMatchObject({ kind: 'server-trouble' })
    fail = false
    await sim.wait(full.device.sendNow())
    expect(await sessions(full)).toBe(1)
  })

  it('the session of a file and its facts are one session, and what is unsent shows in its facts at once', async () => {
    const record = newRecord()
    fromSam(record)
    await send()
    await tab.device.act({
      recordId: record,
      kind: 'session',
      type: 'session.hold',
      payload: { on: '2026-06-10', start: '09:00', end: '10:00', place: 'office', mode: 'in-person' } as never,
    })
    const { sessionFacts } = await tab.device.snapshot()
    expect(sessionFacts.size).toBe(1)
    expect(sessionFacts.get(record)).toMatchObject({ status: 'held', heldOn: '2026-06-10', minutes: 60 })
  })
})
