import { beforeEach, describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type DepositRequest } from '../../src/protocol/deposits.ts'
import { PUSH_MAX_BYTES } from '../../src/protocol/version.ts'
import { wipeVault } from '../../src/store/wipe.ts'
import { actOf, DANA, type Fault, newRecord, newSim, planOf, SAM, settle, type Sim, type Tab } from './sim.ts'
import { reply } from './tiny-server.ts'

let sim: Sim
let record: RecordId

const dana = (seal: 'works' | 'none' = 'works'): Promise<Tab> => sim.openTab(seal === 'works' ? { seal } : {})
/** Sam unlocks the same tablet: whatever is sent from now on goes with Sam's sign-in. */
const sam = (): Promise<Tab> => {
  sim.server.signedIn = SAM
  return sim.openTab({ person: SAM, seal: 'works' })
}
const plan = (tab: Tab, recordId: RecordId = newRecord()): Promise<unknown> =>
  tab.device.act({ recordId, kind: 'session', type: 'session.plan', payload: planOf() })
const edit = (tab: Tab, value: string, field = 'topic.1'): Promise<void> =>
  tab.device.edit({ recordId: record, kind: 'session', values: { [field]: value }, left: true })
/** An act of Sam's on Dana's record, given on the tablet that was handed over. */
const behind = (tab: Tab, value: string, recordId: RecordId = record): Promise<unknown> =>
  tab.store.save(() => ({
    replace: null,
    acts: [actOf(recordId, { type: 'fields.edit', patch: { 'topic.9': { value, from: null } } })],
    behind: true,
  }))
const send = (tab: Tab) => sim.wait(tab.device.sendNow())
const deposits = (): readonly (readonly string[])[] =>
  sim.requests.filter(({ path }) => path === '/api/deposits').map(({ body }) => (JSON.parse(body ?? '') as DepositRequest).sealed)
const waiting = async (vault = 'v') => (await sim.storage.outbox.waiting()).get(vault)?.items ?? 0
const arrived = (): readonly string[] => sim.server.log.map(({ type, patch }) => `${type} ${JSON.stringify(patch ?? '')}`)

beforeEach(() => {
  sim = newSim()
  record = newRecord()
})

describe('what a colleague left unsent', () => {
  it('P9, K7: arrives by whoever unlocks the tablet next, sealed, and no request says what is in it', async () => {
    const tab = await dana()
    await plan(tab, record)
    await edit(tab, 'CANARY I was not tired')
    await tab.device.lock()
    sim.requests.length = 0
    expect(await send(await sam())).toMatchObject({ kind: 'nothing-to-send' })
    expect(sim.server.session(record).fields['topic.1']).toMatchObject({ value: 'CANARY I was not tired', by: DANA })
    expect(await waiting()).toBe(0)
    const sent = sim.requests.map(({ body }) => body ?? '').join('\n')
    expect(['CANARY', 'session.plan', record].filter((word) => sent.includes(word))).toEqual([])
    // The control: sent by Dana herself it would have been found.
    expect(JSON.stringify(sim.server.log)).toContain('CANARY')
  })

  it('P9: nothing of what could not be sealed leaves but by its author', async () => {
    const tab = await dana('none')
    await plan(tab, record)
    await tab.device.lock()
    await send(await sam())
    expect([deposits(), sim.server.log, await waiting()]).toEqual([[], [], 1])
  })

  it('P9, P4: its author opens the tablet afterwards: their own push is a duplicate, and it is there once', async () => {
    let tab = await dana()
    await plan(tab, record)
    await tab.device.lock()
    await send(await sam())
    sim.server.signedIn = DANA
    tab = await dana()
    expect(tab.device.sync().unsent).toBe(1)
    expect(await send(tab)).toMatchObject({ kind: 'sent', count: 1 })
    expect([sim.server.log.length, (await sim.outbox()).map(({ state }) => state)]).toEqual([1, ['confirmed']])
  })

  it('V8: an edit that was in a deposit is not replaced by its author’s next: nothing competes with itself', async () => {
    let tab = await dana()
    await plan(tab, record)
    await edit(tab, 'before')
    await tab.device.lock()
    await send(await sam())
    sim.server.signedIn = DANA
    tab = await dana()
    await edit(tab, 'after')
    expect((await sim.outbox()).map(({ act }) => act.type)).toEqual(['session.plan', 'fields.edit', 'fields.edit'])
    await send(tab)
    expect([sim.server.session(record).fields['topic.1']?.value, sim.server.session(record).competing]).toEqual(['after', {}])
  })

  it('V8: nor where the answer to the deposit was lost', async () => {
    let tab = await dana()
    await plan(tab, record)
    await edit(tab, 'before')
    await tab.device.lock()
    const other = await sam()
    sim.faults.push('drop-response')
    await send(other)
    expect(await waiting()).toBe(2)
    sim.server.signedIn = DANA
    tab = await dana()
    await edit(tab, 'after')
    await send(tab)
    expect([sim.server.session(record).fields['topic.1']?.value, sim.server.session(record).competing]).toEqual(['after', {}])
  })

  it('K7: what a wiped vault had not sent arrives, and the vault goes with the last of it', async () => {
    const tab = await dana()
    await plan(tab, record)
    await edit(tab, 'the last words')
    await wipeVault(sim.storage, 'v')
    expect((await sim.storage.vaults.all()).map(({ id, state, envelope }) => [id, state, envelope])).toEqual([['v', 'wiped', null]])
    expect((await (await sim.storage.openRows('rows')).load()).rows).toEqual([])
    await send(await sam())
    expect(sim.server.session(record).fields['topic.1']?.value).toBe('the last words')
    expect((await sim.storage.vaults.all()).map(({ id }) => id)).toEqual(['w'])
    expect(await sim.outbox()).toEqual([])
  })

  it('K7: what a wiped vault had saved unsealed is kept, is told of, and keeps nobody waiting', async () => {
    const tab = await dana('none')
    await plan(tab, record)
    await wipeVault(sim.storage, 'v')
    const other = await sam()
    await plan(other)
    await behind(other, 'mine', (await sim.outbox('w'))[0]?.act.recordId)
    expect(await send(other)).toMatchObject({ kind: 'sent', count: 2 })
    expect((await sim.storage.outbox.waiting()).get('v')).toEqual({ items: 1, unsealed: 1 })
  })
})

describe('a signature given on a tablet that was handed over', () => {
  it('P9: arrives after the record it is on, though its author syncs first', async () => {
    const tab = await dana()
    await plan(tab, record)
    await edit(tab, 'what is signed')
    await tab.device.lock()
    const other = await sam()
    await behind(other, 'I agree')
    expect(await send(other)).toMatchObject({ kind: 'sent', count: 1 })
    expect(arrived().map((each) => each.split(' ')[0])).toEqual(['session.plan', 'fields.edit', 'fields.edit'])
    expect(sim.server.quarantine).toEqual([])
  })

  it('P9: would be set aside by the service without that (the control)', async () => {
    const tab = await dana()
    await plan(tab, record)
    await tab.device.lock()
    const other = await sam()
    await other.store.save(() => ({ replace: null, acts: [actOf(record, { type: 'fields.edit', patch: { 'topic.9': { value: 'x', from: null } } })] }))
    await send(other)
    expect(sim.server.quarantine).toHaveLength(1)
  })

  it('P9: waits with what comes after it on its record, while its author’s other acts go', async () => {
    const tab = await dana('none')
    await plan(tab, record)
    await tab.device.lock()
    const other = await sam()
    await behind(other, 'I agree')
    await other.store.save(() => ({ replace: null, acts: [actOf(record, { type: 'fields.edit', patch: { 'topic.8': { value: 'later', from: null } } })] }))
    const own = newRecord()
    await plan(other, own)
    expect(await send(other)).toMatchObject({ kind: 'server-trouble', unsent: 2 })
    expect([sim.server.record(own) !== undefined, sim.server.record(record)]).toEqual([true, undefined])
    // Dana’s could not be sealed: only she can send it, and then the other’s goes too.
    sim.server.signedIn = DANA
    await send(await dana('none'))
    expect(sim.server.session(record).fields['topic.9']?.value).toBe('I agree')
    sim.server.signedIn = SAM
    await send(other)
    expect([sim.server.session(record).fields['topic.8']?.value, sim.server.quarantine]).toEqual(['later', []])
  })

  it('P9: “Send now” says that it waits for a colleague’s, not that the service has a problem', async () => {
    const tab = await dana('none')
    await plan(tab, record)
    await tab.device.lock()
    const other = await sam()
    await behind(other, 'I agree')
    expect(await send(other)).toEqual({ kind: 'waits-for-others', unsent: 1 })
    expect(other.device.sync().trouble).toBe('none')
  })

  it('P9: goes in order by a third person’s sign-in too', async () => {
    const tab = await dana()
    await plan(tab, record)
    await tab.device.lock()
    const other = await sam()
    await behind(other, 'I agree')
    await other.device.lock()
    // A third vault, of nobody the tests know: what is delivered is both others’.
    sim.server.signedIn = DANA
    const { outbox, vaults } = sim.storage
    await vaults.put((await vaults.all()).map((vault) => ({ ...vault, state: 'superseded' as const })))
    const rows = await sim.storage.openRows('rows-third')
    const third = await sim.openTab({ storage: { ...sim.storage, openRows: async () => rows, outbox: { ...outbox, of: async () => [], others: () => outbox.others('third') } } })
    sim.requests.length = 0
    await send(third)
    expect(deposits().map((sealed) => sealed.length)).toEqual([1, 1])
    expect([sim.server.quarantine, sim.server.session(record).fields['topic.9']?.value]).toEqual([[], 'I agree'])
  })
})

describe('delivering', () => {
  /** Dana’s acts, one a record, and Sam’s tablet. */
  const left = async (count: number, words = ''): Promise<{ readonly tab: Tab; readonly acts: readonly string[] }> => {
    const tab = await dana()
    for (let i = 0; i < count; i += 1) {
      const id = newRecord()
      await plan(tab, id)
      if (words !== '') await tab.device.edit({ recordId: id, kind: 'session', values: { 'topic.1': words }, left: true })
    }
    await tab.device.lock()
    const acts = (await sim.outbox()).map(({ act }) => act.actId)
    return { tab: await sam(), acts }
  }

  it('P1: 250 acts go in three requests of at most 100', async () => {
    const { tab } = await left(250)
    await send(tab)
    expect([deposits().map((each) => each.length), sim.server.log.length, await waiting()]).toEqual([[100, 100, 50], 250, 0])
  })

  it('P1: no request is larger than 512 KB', async () => {
    const { tab } = await left(4, 'x'.repeat(150_000))
    await send(tab)
    const sizes = sim.requests.filter(({ path }) => path === '/api/deposits').map(({ body }) => (body ?? '').length)
    expect(sizes.length).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(PUSH_MAX_BYTES)
    expect(sim.server.log).toHaveLength(8)
  })

  it('P1: a 413 halves until it fits, and drops nothing', async () => {
    const { tab } = await left(40)
    sim.server.mostActs = 7
    await send(tab)
    expect([sim.server.log.length, await waiting()]).toEqual([40, 0])
  })

  it('P9: one that is too large stays, and delays nobody', async () => {
    const { tab, acts } = await left(1, 'x'.repeat(500_000))
    await sim.storage.outbox.append('v', { era: 0, seen: 9, replace: null, behind: false, rows: [] })
    await plan(tab)
    expect(await send(tab)).toMatchObject({ kind: 'sent', count: 1 })
    expect([acts.length, sim.server.log.length, await waiting()]).toEqual([2, 2, 1])
  })

  it('P9: one that the service cannot open stays, is tried again at the next unlocking, and nothing waits for it', async () => {
    const { tab } = await left(3)
    await sim.storage.outbox.append('v', { era: 0, seen: 9, replace: null, behind: false, rows: [{ entry: 'odd', body: new Uint8Array(), sealed: new TextEncoder().encode('a.b.c.d.e') }] })
    await behind(tab, 'not on a record of theirs', newRecord())
    await send(tab)
    expect([sim.server.log.length, sim.server.quarantine.length, await waiting()]).toEqual([3, 1, 1])
    const times = (): number => deposits().flat().filter((text) => text === 'a.b.c.d.e').length
    tab.device.start()
    await sim.pass(300_000)
    expect(times()).toBe(1)
    await tab.device.lock()
    await send(await sam())
    expect(times()).toBe(2)
  })

  it('P8: an act that makes the whole request unreadable is found and left; all others go', async () => {
    const { tab, acts } = await left(30)
    sim.server.poison.add(acts[11] ?? '')
    await send(tab)
    expect([sim.server.log.length, await waiting()]).toEqual([29, 1])
    sim.server.poison.clear()
    await send(tab)
    expect(await waiting()).toBe(0)
  })

  it('I7: an act that makes the service fail holds up its author’s later ones alone, and goes when the service is mended', async () => {
    const { tab, acts } = await left(3)
    sim.server.failing.add(acts[1] ?? '')
    tab.device.start()
    const own = newRecord()
    await plan(tab, own)
    sim.server.actAs(DANA, actOf(newRecord(), { type: 'session.plan', payload: planOf() }))
    await sim.pass(600_000)
    expect([sim.server.record(own) !== undefined, await waiting(), (await tab.device.snapshot()).sessions.size]).toEqual([true, 2, 3])
    sim.server.failing.clear()
    await sim.pass(120_000)
    expect(await waiting()).toBe(0)
  })

  it('P1: acts of one vault wait for one that is to be sent again, in this round', async () => {
    const { tab, acts } = await left(3)
    sim.server.mostActs = 1
    sim.server.postponed.add(acts[0] ?? '')
    await send(tab)
    expect([sim.server.log.length, await waiting()]).toEqual([0, 3])
    sim.server.postponed.clear()
    await send(tab)
    expect([sim.server.log.map(({ actId }) => actId), await waiting()]).toEqual([acts, 0])
  })

  it('T5: a receipt for what was not sent marks nothing as delivered', async () => {
    const { tab } = await left(2)
    sim.rewrite = async (answer, path) => {
      const text = await answer.text()
      return path === '/api/deposits' ? { ...answer, text: async () => text.replaceAll(/"digest":"[0-9a-f]{64}"/g, `"digest":"${'0'.repeat(64)}"`) } : { ...answer, text: async () => text }
    }
    await send(tab)
    expect(await waiting()).toBe(2)
    sim.rewrite = (answer) => answer
    await send(tab)
    expect([await waiting(), sim.server.log.length]).toEqual([0, 2])
  })

  it.each<Fault>(['drop-request', 'drop-response', 'duplicate', 'html', 'truncated', 'never', 401, 403, 409, 429, 500, 503])(
    'V3: after %s nothing is lost, and all of it is there once after the next round',
    async (fault) => {
      const { tab } = await left(3)
      sim.faults.push(fault)
      await send(tab)
      // One that never settles is given up.
      await sim.pass(40_000)
      await send(tab)
      expect([sim.server.log.length, await waiting()]).toEqual([3, 0])
    },
  )

  it.each<Fault>([403, 429, 500, 503])('P9: a service that answers %s to deposits still says what changed', async (fault) => {
    const { tab } = await left(1)
    sim.server.actAs(DANA, actOf(record, { type: 'session.plan', payload: planOf() }))
    sim.faults.push(fault)
    await send(tab)
    expect((await tab.device.snapshot()).sessions.has(record)).toBe(true)
  })

  it('I9: a service of before, which knows no deposits, is asked once, and all else goes on', async () => {
    sim.server.takesDeposits = false
    const { tab } = await left(2)
    await plan(tab)
    tab.device.start()
    await sim.pass(600_000)
    expect([deposits().length, sim.server.log.length, tab.device.sync().trouble, await waiting()]).toEqual([1, 1, 'none', 2])
    sim.server.signedIn = DANA
    await send(await dana())
    expect([sim.server.log.length, await waiting()]).toEqual([3, 0])
  })

  it('I10: nothing to deliver is no request', async () => {
    const { tab } = await left(1)
    await send(tab)
    sim.requests.length = 0
    await send(tab)
    expect(sim.requests.map(({ path }) => path)).toEqual(['/api/changes'])
  })

  it('V5: two tabs deliver the same at once, while its author sends it from a third: it is there once', async () => {
    const tab = await dana()
    for (let i = 0; i < 20; i += 1) await plan(tab)
    const [one, two] = [await sam(), await sim.openTab({ person: SAM, seal: 'works' })]
    // One browser, one sign-in: the author’s tab is refused until it is theirs.
    await sim.wait(Promise.all([one.device.sendNow(), two.device.sendNow(), tab.device.sendNow()]))
    sim.server.signedIn = DANA
    await send(tab)
    expect([sim.server.log.length, await waiting(), tab.device.sync().unsent]).toEqual([20, 0, 0])
  })

  it('V1, I1: a tab killed at any moment of delivering loses nothing, and nothing is there twice', async () => {
    for (let at = 1; at <= 12; at += 1) {
      for (const done of [true, false]) {
        sim = newSim()
        const { tab, acts } = await left(3)
        tab.killAt(at, done)
        tab.device.sendNow().catch(() => undefined)
        await settle(40)
        await send(await sim.openTab({ person: SAM, seal: 'works' }))
        expect([sim.server.log.map(({ actId }) => actId), await waiting()]).toEqual([acts, 0])
      }
    }
  })

  it('K7: a seal that fails costs no save, and is made good in the author’s next round', async () => {
    let works = false
    const { storage } = sim
    const seal = async () => {
      if (!works) throw new Error('its file could not be had')
      return new TextEncoder().encode('a.b.c.d.e')
    }
    const tab = await sim.openTab({ seal })
    await plan(tab, record)
    expect((await storage.outbox.of('v')).map(({ sealed, state }) => [sealed, state])).toEqual([[null, 'unsent']])
    works = true
    sim.faults.push('drop-request')
    await send(tab)
    expect((await storage.outbox.of('v')).map(({ sealed }) => sealed && new TextDecoder().decode(sealed))).toEqual(['a.b.c.d.e'])
  })

  it('L7: an answer that is not the service’s marks nothing', async () => {
    const { tab } = await left(1)
    sim.rewrite = (answer, path) => (path === '/api/deposits' ? reply(200, '<h1>Welcome</h1>', { 'content-type': 'text/html' }) : answer)
    await send(tab)
    expect([await waiting(), tab.device.sync().connection]).toEqual([1, 'offline'])
  })
})
