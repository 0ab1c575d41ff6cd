/**
 * Two people on one tablet, with faults: every save that resolved is exactly once on the server, whoever carried it (I1, P9),
 * and nothing that rests on a colleague's work comes before it: the service sets nothing aside.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { planDeposit, readDeposits, waitedFor } from '../../src/outbox/plan-deposit.ts'
import { type DepositReceipt } from '../../src/protocol/deposits.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { isUnsent, type OthersRow } from '../../src/store/ports.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { actOf, DANA, type Fault, newRecord, newSim, planOf, SAM, type Sim, type Tab } from './sim.ts'

const FAULTS = ['drop-request', 'drop-response', 'duplicate', 'never', 'html', 'truncated', 401, 403, 409, 429, 500, 503, 'none', 'none', 'none', 'none'] as const

type Who = 'dana' | 'sam'
type Step =
  | { readonly do: 'save'; readonly who: Who; readonly record: number }
  | { readonly do: 'answer'; readonly who: Who; readonly record: number }
  | { readonly do: 'sync'; readonly who: Who; readonly faults: readonly Fault[] }
  | { readonly do: 'kill'; readonly who: Who; readonly calls: number; readonly done: boolean }
  | { readonly do: 'lock'; readonly who: Who }
  | { readonly do: 'seals'; readonly works: boolean }

const who = fc.constantFrom<Who>('dana', 'sam')
const record = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('save' as const), who, record }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), who, record }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const), who, faults: fc.array(fc.constantFrom<Fault>(...FAULTS), { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const), who, calls: fc.integer({ min: 1, max: 14 }), done: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lock' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('seals' as const), works: fc.boolean() }) },
)

class Tablet {
  readonly sim: Sim = newSim()
  private readonly tabs = new Map<Who, Tab>()
  private readonly records: RecordId[] = []
  private works = true
  private count = 0
  /** The ids of the acts whose save resolved. */
  readonly saved = new Set<string>()

  private async tab(person: Who): Promise<Tab> {
    const open = this.tabs.get(person)
    if (open) return open
    // Sealing that fails now and then: what it leaves unsealed only its author can send.
    const fresh = await this.sim.openTab({ person: person === 'dana' ? DANA : SAM, seal: (act) => this.seal(person, act) })
    this.tabs.set(person, fresh)
    return fresh
  }

  private async seal(person: Who, act: Parameters<Sim['sealFor']>[1]): Promise<ReturnType<typeof utf8>> {
    if (!this.works) throw new Error('no keys now')
    return this.sim.sealFor(person === 'dana' ? DANA : SAM, act)
  }

  /** A record of the one, and afterwards acts of either on it, each saved behind the other's. */
  private async act(person: Who, index: number, behind: boolean): Promise<void> {
    const { store } = await this.tab(person)
    const known = this.records[index % Math.max(1, this.records.length)]
    this.count += 1
    const acts =
      behind && known !== undefined
        ? [actOf(known, { type: 'fields.edit', patch: { [`topic.${this.count}`]: { value: 'words', from: null } } })]
        : [actOf(newRecord(), { type: 'session.plan', payload: planOf() })]
    const [act] = acts
    if (!act) return
    await store.save(() => ({ replace: null, acts, behind: true }))
    if (act.type === 'session.plan') this.records.push(act.recordId)
    this.saved.add(act.actId)
  }

  async take(each: Step): Promise<void> {
    const { sim } = this
    switch (each.do) {
      case 'save':
      case 'answer':
        return this.act(each.who, each.record, each.do === 'answer')
      case 'sync':
        sim.server.signedIn = each.who === 'dana' ? DANA : SAM
        sim.faults.push(...each.faults)
        await sim.wait((await this.tab(each.who)).device.sendNow(), 60_000)
        return undefined
      case 'kill': {
        const tab = await this.tab(each.who)
        sim.server.signedIn = each.who === 'dana' ? DANA : SAM
        tab.killAt(each.calls, each.done)
        tab.device.sendNow().catch(() => undefined)
        await sim.pass(1000)
        tab.killAt(0, false)
        this.tabs.delete(each.who)
        return undefined
      }
      case 'lock':
        await this.tabs.get(each.who)?.device.lock()
        this.tabs.delete(each.who)
        return undefined
      case 'seals':
        this.works = each.works
        return undefined
      default:
        return each satisfies never
    }
  }

  /** Without faults from now on. @returns what is unsent of the two after the other has synced, and after they have */
  async rest(): Promise<readonly number[]> {
    const { sim } = this
    sim.faults.length = 0
    this.works = true
    await sim.pass(120_000)
    const left: number[] = []
    for (const person of ['sam', 'dana', 'sam'] as const) {
      await this.take({ do: 'sync', who: person, faults: [] })
      left.push([...(await sim.storage.outbox.of('v')), ...(await sim.storage.outbox.of('w'))].filter((row) => isUnsent(row) && !row.deposited).length)
    }
    return left
  }
}

describe('two people on one tablet', () => {
  it('I1, P9: every save is on the server once, whoever carried it, and the service sets nothing aside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const tablet = new Tablet()
        for (const each of steps) await tablet.take(each)
        const left = await tablet.rest()
        const there = tablet.sim.server.log.map(({ actId }) => actId)
        expect([new Set(there).size, tablet.sim.server.quarantine, left.at(-1)]).toEqual([there.length, [], 0])
        expect([...tablet.saved].filter((id) => !there.includes(id as never))).toEqual([])
      }),
      { numRuns: Number(process.env['COUNTERSIGN_MODEL'] ?? 150) },
    )
    expect.hasAssertions()
  }, 600_000)
})

describe('the planner of deliveries', () => {
  const rows = fc.array(
    fc.record({
      vault: fc.constantFrom('a', 'b', 'c'),
      size: fc.integer({ min: 1, max: 60 }),
      sealed: fc.boolean(),
      behind: fc.boolean(),
      openable: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  const limits = { acts: 5, bytes: 140 }

  it('P1, P9: a batch is in order and within its limits, and nothing in it rests on what has not left', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(20)), (drawn, skips) => {
        const others = drawn.map((row, i): OthersRow => ({
          seq: i + 1,
          vault: row.vault,
          sealed: row.sealed ? utf8('x'.repeat(row.size)) : null,
          after: row.behind && i > 0 ? i : null,
          openable: row.openable,
        }))
        const memory = { skipped: new Set(skips), troubled: new Set<string>(), batch: 5, off: false }
        const before = waitedFor(others, memory)
        const { batch, never } = planDeposit(others, before, limits, { vaults: new Set(), skipped: memory.skipped })
        const seqs = batch.map(({ row }) => row.seq)
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
        expect(seqs.some((seq) => memory.skipped.has(seq) || never.includes(seq))).toBe(false)
        expect(batch.length).toBeLessThanOrEqual(limits.acts)
        expect(JSON.stringify({ sealed: batch.map(({ text }) => text), by: null }).length).toBeLessThanOrEqual(limits.bytes + 1)
        for (const { row } of batch) {
          expect(before.filter(({ seq, vault }) => vault !== row.vault && seq <= (row.after ?? 0))).toEqual([])
          const earlier = others.filter(({ seq, vault }) => vault === row.vault && seq < row.seq && !memory.skipped.has(seq) && !never.includes(seq))
          // Those of one vault keep their order: what is left out before it can never go.
          expect(earlier.filter(({ seq, sealed, openable }) => !seqs.includes(seq) && (sealed !== null || openable))).toEqual([])
        }
      }),
    )
    expect.hasAssertions()
  })

  it('T5: only the digest of what was sent counts, once for each', () => {
    const row = (seq: number): OthersRow => ({ seq, vault: 'a', sealed: null, after: null, openable: true })
    const sent = ['one', 'two', 'three', 'four'].map((text, i) => ({ row: row(i + 1), text }))
    const receipt = (text: string, outcome: DepositReceipt['outcome']): DepositReceipt => ({ digest: sha256Hex(text), outcome })
    const { taken, unreadable, left } = readDeposits(sent, [receipt('one', 'taken'), receipt('two', 'unreadable'), receipt('three', 'retry'), receipt('five', 'taken')])
    expect([taken, unreadable, left].map((each) => each.map(({ seq }) => seq))).toEqual([[1], [2], [3, 4]])
  })
})
