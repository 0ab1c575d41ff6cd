import { beforeEach, describe, expect, it } from 'vitest'
import { NO_STATE, SyncState } from '../../src/store/state.ts'
import { actOf, DANA, newRecord, newSim, planOf, SAM, type Sim, type Tab } from './sim.ts'

let sim: Sim
let tab: Tab
const send = () => sim.wait(tab.device.sendNow())

beforeEach(async () => {
  sim = newSim()
  tab = await sim.openTab()
})

describe('what a device remembers besides records', () => {
  it('I9: a state of the version before is read, with what is new in it not there yet', () => {
    const before = { rowsRev: 'a', cursors: { org: 3 }, pulledThrough: 3, backedUpThrough: 1, offsetMs: 2, lastVerified: null, sentAt: {}, texts: { c: 'begun' } }
    expect(SyncState.parse(before)).toEqual({ ...NO_STATE, ...before })
    // By which a device was trusted before its vault had a key: it is read past, and not written again.
    expect(SyncState.parse({ ...before, deviceToken: 'T'.repeat(43) })).toEqual({ ...NO_STATE, ...before })
  })

  it('K6: the lease comes with the changes, stays while an answer says nothing of it, and is there after opening again', async () => {
    await send()
    expect(tab.store.state().lease).toBeNull()
    sim.server.lease = 'e30.first.AA'
    await send()
    sim.server.lease = null
    await send()
    expect((await sim.openTab()).store.state().lease).toBe('e30.first.AA')
    sim.server.lease = 'e30.second.AA'
    await send()
    expect(tab.store.state().lease).toBe('e30.second.AA')
  })

  it('K6: the furthest the clock was seen is kept, with no connection too, and a clock turned back does not turn it back; contact says what time it is', async () => {
    await send()
    const seen = tab.store.state().lastClock
    expect(seen).toBe(sim.time.now())
    tab.device.start()
    for (let i = 0; i < 100; i += 1) sim.faults.push('drop-request')
    await sim.pass(600_000)
    const later = (await sim.openTab()).store.state().lastClock
    expect(later).toBeGreaterThanOrEqual(seen + 300_000)
    const past = await sim.openTab()
    const ahead = later + 86_400_000
    await past.store.applyRows(() => ({ put: [], remove: [], state: { ...past.store.state(), lastClock: ahead } }))
    await sim.wait(past.device.sendNow())
    expect(past.store.state().lastClock).toBe(ahead)
    sim.faults.length = 0
    await sim.wait(past.device.sendNow())
    expect(past.store.state().lastClock).toBe(sim.time.now())
  })

  it('G4: a record that was handed over is carried until the server’s row, whole, holds all of it', async () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const note = actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value: 'words', from: null } } })
    const carried = [{ row: null, acts: [plan, note].map((act) => ({ act, actor: DANA })), until: 2, over: false }]
    await tab.store.applyRows(() => ({ put: [], remove: [], state: { ...tab.store.state(), carried } }))
    sim.server.actAs(DANA, plan)
    await send()
    expect((await sim.openTab()).store.state().carried).toHaveLength(1)
    expect((await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value).toBe('words')
    sim.server.actAs(DANA, note)
    await send()
    expect([tab.store.state().carried, (await tab.device.snapshot()).sessions.get(record)?.fields['topic.1']?.value]).toEqual([[], 'words'])
  })

  it('G4: facts of it, which are not the record, do not end that (K8)', async () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const carried = [{ row: null, acts: [{ act: plan, actor: DANA }], until: 1, over: false }]
    await tab.store.applyRows(() => ({ put: [], remove: [], state: { ...tab.store.state(), carried } }))
    sim.server.actAs(SAM, plan)
    sim.rewrite = async (answer, path) => {
      const text = await answer.text()
      if (path !== '/api/changes') return { ...answer, text: async () => text }
      const body = JSON.parse(text) as { scopes: { scope: string }[] }
      return { ...answer, text: async () => JSON.stringify({ ...body, scopes: body.scopes.filter(({ scope }) => scope.startsWith('facts:')) }) }
    }
    await send()
    expect([tab.store.rows.size, tab.store.state().carried.length]).toEqual([1, 1])
  })
})
