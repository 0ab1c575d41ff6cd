/** What is here is compared with what the server says should be, and mended where it isn't (L4). */
import { beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type ChangesAnswer, type ChangesRequest, type ScopePage } from '../../src/protocol/changes.ts'
import { placeOf } from '../../src/store/entry.ts'
import { actOf, newRecord, newSim, planOf, POST, SAM, type Sim, type Tab } from './sim.ts'
import { reply } from './tiny-server.ts'

const FILE = `file:${POST}`

let sim: Sim
let tab: Tab

const fromSam = (): RecordId => {
  const record = newRecord()
  sim.server.actAs(SAM, actOf(record, { type: 'session.plan', payload: planOf() }))
  return record
}
const send = () => sim.wait(tab.device.sendNow())
/** What was asked of the changes since it was last looked. */
const asked = (): readonly ChangesRequest[] =>
  sim.requests.splice(0).filter(({ path }) => path === '/api/changes').map(({ body }) => JSON.parse(body ?? '') as ChangesRequest)
/** A row's id and seq, of one scope, as they are on the device and as they are on the server. */
const here = (scope = FILE): readonly string[] =>
  [...tab.store.rows.values()].filter((held) => held.scope === scope).map(({ row }) => `${row.id} ${row.seq}`).sort()
const there = async (scope = FILE): Promise<readonly string[]> => {
  const rows: string[] = []
  for (let cursor = 0, more = true; more;) {
    const body = JSON.stringify({ cursors: { [scope]: cursor }, unsent: { count: 0, oldest: null } })
    const answer = JSON.parse(await (await sim.server.handle('/api/changes', { 'x-principal': sim.server.signedIn ?? '' }, body)).text()) as ChangesAnswer
    const page = answer.scopes.find((each) => each.scope === scope)
    rows.push(...(page?.rows.map(({ id, seq }) => `${id} ${seq}`) ?? []))
    cursor = page?.cursor ?? cursor
    more = page?.more ?? false
  }
  return rows.sort()
}
/** Damages the next page of a scope on its way, once. */
const damage = (how: (page: ScopePage) => ScopePage, scope = FILE): void => {
  let done = false
  sim.rewrite = async (answer, path) => {
    if (path !== '/api/changes' || done) return answer
    const value = JSON.parse(await answer.text()) as ChangesAnswer
    done = value.scopes.some((page) => page.scope === scope && page.rows.length > 0)
    return reply(200, { ...value, scopes: value.scopes.map((page) => (page.scope === scope ? how(page) : page)) })
  }
}

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
})

describe('digests', () => {
  it('L4: what is here as it should be is asked about no further', async () => {
    fromSam()
    await send()
    expect(asked().some(({ digests }) => digests)).toBe(false)
    await send()
    expect(asked()).toHaveLength(1)
  })

  it.each([
    ['a row that was lost on its way', (page: ScopePage) => ({ ...page, rows: page.rows.slice(1) })],
    ['a row that is not the server’s', (page: ScopePage) => ({ ...page, rows: [{ ...page.rows[0]!, id: newRecord() }, ...page.rows] })],
    ['an old writing of a row', (page: ScopePage) => ({ ...page, rows: page.rows.map((row, i) => (i === 0 ? { ...row, revision: row.revision + 7 } : row)) })],
    ['rows all lost', (page: ScopePage) => ({ ...page, rows: [] })],
  ])('L4: %s is noticed at once, and its scope fetched again, alone', async (_what, how) => {
    for (let i = 0; i < 5; i += 1) fromSam()
    damage(how)
    await send()
    expect(here()).toEqual(await there())
    const again = asked().filter(({ digests }) => digests)
    const [first, ...rest] = again
    expect(Object.values(first!.cursors)).not.toContain(0)
    for (const { cursors } of rest) {
      expect(Object.entries(cursors).filter(([, cursor]) => cursor === 0).map(([scope]) => scope)).toEqual([FILE])
    }
    await send()
    expect(asked()).toHaveLength(1)
    tab = await sim.openTab()
    expect(here()).toEqual(await there())
  })

  it('L4: rows stay readable while their scope is fetched again, page by page, and what is unsent is untouched', async () => {
    for (let i = 0; i < 120; i += 1) fromSam()
    damage((page) => ({ ...page, rows: page.rows.slice(3) }))
    const record = newRecord()
    await tab.device.act({ recordId: record, kind: 'session', type: 'session.plan', payload: planOf() })
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'mine' } })
    const act = (await sim.outbox())[0]!.act.actId
    sim.server.postponed.add(act)
    const sizes: number[] = []
    const mend = sim.rewrite
    sim.rewrite = (answer, path, body) => {
      if (body?.includes('"digests":true')) sizes.push(here().length)
      return mend(answer, path, body)
    }
    await send()
    expect(sizes.length).toBeGreaterThan(2)
    expect([...new Set(sizes)]).toEqual([117])
    expect(here()).toHaveLength(120)
    expect((await sim.outbox()).map(({ state }) => state)).toEqual(['unsent', 'unsent'])
    expect((await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('mine')
  })

  it('L4: killed while a scope is fetched again, the device keeps what it had, and mends it the next time', async () => {
    for (let i = 0; i < 120; i += 1) fromSam()
    damage((page) => ({ ...page, rows: page.rows.slice(3) }))
    const mend = sim.rewrite
    let times = 0
    sim.rewrite = (answer, path, body) => {
      times += body?.includes('"digests":true') ? 1 : 0
      return times === 3 ? new Promise(() => undefined) : mend(answer, path, body)
    }
    tab.device.sendNow().catch(() => undefined)
    await sim.pass(1000)
    expect(times).toBe(3)
    tab.killAt(0, false)
    sim.rewrite = (answer) => answer
    tab = await sim.openTab()
    expect(here()).toHaveLength(117)
    await send()
    expect(here()).toEqual(await there())
  })

  it('L4: what changes while a scope is fetched again is as it is then', async () => {
    const records = Array.from({ length: 120 }, fromSam)
    damage((page) => ({ ...page, rows: page.rows.slice(3) }))
    const mend = sim.rewrite
    let times = 0
    sim.rewrite = (answer, path, body) => {
      times += body?.includes('"digests":true') ? 1 : 0
      if (times === 3) {
        times += 1
        sim.server.actAs(SAM, actOf(records[0]!, { type: 'fields.edit', patch: { 'topic.1': { value: 'newer', from: null } } }))
      }
      return mend(answer, path, body)
    }
    await send()
    await send()
    expect(here()).toEqual(await there())
    expect((await tab.device.snapshot()).sessions.get(records[0]!)?.fields['topic.1']?.value).toBe('newer')
  })

  it('L4: rows of a scope that no cursor names any more are asked about, and go', async () => {
    fromSam()
    await send()
    const stray = { id: newRecord(), seq: 1, revision: 1, body: { kind: 'session' } as Json }
    await tab.store.applyRows(() => ({ put: [{ scope: `file:${newRecord()}`, row: stray }], remove: [], state: tab.store.state() }))
    sim.server.lost.add([...tab.store.rows.values()].find(({ row }) => row.id === stray.id)!.scope)
    await send()
    expect([...tab.store.rows.values()].some(({ row }) => row.id === stray.id)).toBe(false)
  })

  it('L4, I10: a digest that is wrong on the server makes the device fetch a scope once, and not again until it says another', async () => {
    fromSam()
    await send()
    asked()
    sim.server.miscounted = 1
    await send()
    expect(asked().filter(({ digests }) => digests).length).toBeGreaterThan(1)
    // "Send now" begins anew; what happens by itself does not.
    for (let i = 0; i < 5; i += 1) {
      fromSam()
      await sim.pass(61_000)
    }
    expect(asked().filter(({ digests }) => digests)).toEqual([])
    expect(here()).toEqual(await there())
    sim.server.miscounted = 2
    await sim.pass(61_000)
    expect(asked().filter(({ digests }) => digests).length).toBeGreaterThan(1)
    await sim.pass(200_000)
    expect(asked().filter(({ digests }) => digests)).toEqual([])
  })

  it('L4, T3: a server that says no digests is taken at its word', async () => {
    sim.server.hasDigests = false
    for (let i = 0; i < 3; i += 1) fromSam()
    damage((page) => ({ ...page, rows: page.rows.slice(1) }))
    await send()
    expect(asked().some(({ digests }) => digests)).toBe(false)
    expect(here()).toHaveLength(2)
  })

  it('L3, L4: what is kept of a lost scope for what is unsent is no difference', async () => {
    const record = fromSam()
    await send()
    await tab.device.edit({ recordId: record, kind: 'session', values: { 'topic.1': 'unsent' } })
    sim.server.lost.add(FILE)
    sim.server.postponed.add((await sim.outbox())[0]!.act.actId)
    asked()
    await send()
    expect(asked().some(({ digests }) => digests)).toBe(false)
    expect(tab.store.rows.has(placeOf(FILE, record))).toBe(true)
  })
})
