/**
 * The loop against a tiny faithful server, with faults (sync-protocol.md §6): every save that resolved is exactly once on
 * the server or in a live outbox, or was replaced by a later edit of the same field (I1); without faults the outbox
 * empties (I7); one person's edits never compete with each other.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type PushRequest } from '../../src/protocol/push.ts'
import { actOf, type Fault, newRecord, newSim, planOf, SAM, settle, type Sim, type Tab } from './sim.ts'

const FAULTS = [
  'drop-request',
  'drop-response',
  'duplicate',
  'never',
  'html',
  'truncated',
  401,
  403,
  404,
  409,
  429,
  500,
  503,
  'none',
  'none',
  'none',
] as const satisfies readonly Fault[]

type Step =
  | { readonly do: 'edit'; readonly tab: number; readonly record: number; readonly field: number }
  | { readonly do: 'hold'; readonly tab: number; readonly record: number }
  | { readonly do: 'send'; readonly tab: number; readonly faults: readonly Fault[] }
  | { readonly do: 'send-and-edit'; readonly tab: number; readonly record: number; readonly field: number }
  | { readonly do: 'kill'; readonly tab: number; readonly calls: number; readonly done: boolean; readonly during: 'edit' | 'send' }
  | { readonly do: 'pass'; readonly seconds: number; readonly faults: readonly Fault[] }
  | { readonly do: 'foreign'; readonly record: number; readonly field: number }
  | { readonly do: 'backup' }

const small = (max: number) => fc.integer({ min: 0, max })
const faults = fc.array(fc.constantFrom<Fault>(...FAULTS), { maxLength: 4 })
const at = { tab: small(1), record: small(1), field: small(1) }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('edit' as const), ...at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), tab: at.tab, record: at.record }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send' as const), tab: at.tab, faults }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send-and-edit' as const), ...at }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('kill' as const),
      tab: at.tab,
      calls: fc.integer({ min: 1, max: 12 }),
      done: fc.boolean(),
      during: fc.constantFrom('edit' as const, 'send' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: small(90), faults }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'backup' }) },
)
const stepWithForeign = fc.oneof(
  { weight: 6, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('foreign' as const), record: at.record, field: at.field }) },
)

const FIELDS = ['topic.1', 'topic.2']

class Run {
  readonly sim: Sim = newSim()
  readonly records: readonly RecordId[] = [newRecord(), newRecord()]
  tabs: Tab[] = []
  private value = 0
  /**
   * For each field the last value whose save resolved, and those typed since whose save did not: a save that died with
   * its tab may have gone through, and then it replaced the one before (V8).
   */
  readonly typed = new Map<string, string[]>()
  /** The fields of which a save has resolved. */
  private readonly saved = new Set<string>()
  readonly faults: string[] = []

  private must(holds: boolean, what: string): void {
    if (!holds) this.faults.push(what)
  }

  async open(): Promise<void> {
    this.tabs = [await this.sim.openTab(), await this.sim.openTab()]
    for (const recordId of this.records) {
      await this.tabs[0]!.device.act({ recordId, kind: 'session', type: 'session.plan', payload: planOf() })
    }
    for (const tab of this.tabs) tab.device.start()
    await settle()
  }

  private async edit(tab: Tab, record: number, field: number): Promise<void> {
    const recordId = this.records[record]!
    const name = FIELDS[field]!
    this.value += 1
    const value = `v${this.value}`
    const place = `${recordId}|${name}`
    this.typed.set(place, [...(this.typed.get(place) ?? []), value])
    await tab.device.edit({ recordId, kind: 'session', values: { [name]: value } })
    this.typed.set(place, [value])
    this.saved.add(place)
  }

  async take(step: Step): Promise<void> {
    const { sim, tabs } = this
    switch (step.do) {
      case 'edit':
        return this.edit(tabs[step.tab]!, step.record, step.field)
      case 'hold': {
        const payload = { on: '2026-06-10', start: '09:00', end: '10:00', place: 'office', mode: 'in-person' } as never
        await tabs[step.tab]!.device.act({ recordId: this.records[step.record]!, kind: 'session', type: 'session.hold', payload })
        return undefined
      }
      case 'send':
        sim.faults.push(...step.faults)
        await sim.wait(tabs[step.tab]!.device.sendNow(), 60_000)
        return undefined
      case 'send-and-edit': {
        const sending = tabs[step.tab]!.device.sendNow()
        await this.edit(tabs[step.tab]!, step.record, step.field)
        await sim.wait(sending, 60_000)
        return undefined
      }
      case 'kill': {
        const tab = tabs[step.tab]!
        tab.killAt(step.calls, step.done)
        const doing = step.during === 'edit' ? this.edit(tab, 0, 0) : tab.device.sendNow()
        doing.catch(() => undefined)
        await sim.pass(1000)
        // Whatever it was doing, the tab is closed now; another is opened on what it left.
        tab.killAt(0, false)
        const fresh = await sim.openTab()
        fresh.device.start()
        tabs[step.tab] = fresh
        await settle()
        return undefined
      }
      case 'pass':
        sim.faults.push(...step.faults)
        await sim.pass(step.seconds * 1000)
        return undefined
      case 'foreign': {
        const recordId = this.records[step.record]!
        const state = sim.server.record(recordId)
        if (state?.kind !== 'session') return undefined
        const name = FIELDS[step.field]!
        this.value += 1
        const patch = { [name]: { value: `theirs ${this.value}`, from: state.fields[name]?.act ?? null } }
        sim.server.actAs(SAM, actOf(recordId, { type: 'fields.edit', patch }))
        return undefined
      }
      case 'backup':
        sim.server.backedUpThrough = sim.server.seq()
        return undefined
    }
  }

  /** I1, now. */
  async check(): Promise<void> {
    const outbox = await this.sim.outbox()
    const live = outbox.filter(({ state }) => state === 'unsent' || state === 'sending').map(({ act }) => act)
    const there = [...this.sim.server.log, ...this.sim.server.quarantine]
    const times = (acts: readonly WireAct[], place: string, value: string): number =>
      acts.filter(
        ({ recordId, patch }) =>
          place.startsWith(recordId) &&
          (patch as Record<string, { value?: unknown }> | undefined)?.[place.slice(recordId.length + 1)]?.value === value,
      ).length
    for (const [place, values] of this.typed) {
      for (const value of values) this.must(times(there, place, value) <= 1, `${place} ${value} is on the server twice`)
      const somewhere = values.some((value) => times(there, place, value) + times(live, place, value) > 0)
      this.must(somewhere || !this.saved.has(place), `${place} ${values.join(' ')} is nowhere`)
    }
    const ids = there.map(({ actId }) => actId)
    this.must(new Set(ids).size === ids.length, 'an act is on the server twice')
    for (const { act, state } of outbox) {
      this.must(state !== 'confirmed' || ids.includes(act.actId), `${act.actId} is confirmed and not on the server`)
    }
  }

  /** Without faults from now on: everything goes, and soon (I7). */
  async rest(): Promise<void> {
    const { sim } = this
    sim.faults.length = 0
    sim.server.password.value = 'correct horse'
    // A last edit may be dying with its tab; a round that hangs is given up.
    await sim.pass(120_000)
    const unsent = (await sim.outbox()).filter(({ state }) => state === 'unsent' || state === 'sending').length
    sim.requests.length = 0
    await sim.wait(this.tabs[0]!.device.sendNow(), 60_000)
    const rounds = sim.requests.filter(({ path }) => path === '/api/acts')
    this.must(rounds.length <= Math.ceil(unsent / 100) + 2, `${rounds.length} rounds for ${unsent} acts`)
    const sizes = rounds.map(({ body }) => (JSON.parse(body ?? '') as PushRequest).acts.length)
    this.must(sizes.every((size) => size <= 100), 'more than 100 acts at once')
    const left = (await sim.outbox()).filter(({ state }) => state === 'unsent' || state === 'sending')
    this.must(left.length === 0, `${left.length} acts left`)
    await this.check()
    await sim.wait(this.tabs[1]!.device.sendNow(), 60_000)
    for (const recordId of this.records) {
      const server = JSON.stringify(sim.server.record(recordId))
      for (const tab of this.tabs) {
        const here = JSON.stringify((await tab.device.snapshot()).sessions.get(recordId))
        this.must(here === server, `at rest the device shows ${here}, the server ${server}`)
      }
    }
  }

  /** Where only one person wrote, nothing competes and the last they wrote is what is current. */
  alone(): void {
    for (const recordId of this.records) {
      const { competing, fields } = this.sim.server.session(recordId)
      this.must(Object.keys(competing).length === 0, `${recordId} competes with itself`)
      for (const name of FIELDS) {
        const values = this.typed.get(`${recordId}|${name}`)
        const current = fields[name]?.value
        this.must(!values || current === undefined || values.includes(current as string), `${recordId} ${name} is ${JSON.stringify(current)}`)
      }
    }
  }
}

const RUNS = Number(process.env['COUNTERSIGN_MODEL'] ?? 150)

const perform = async (steps: readonly Step[]): Promise<Run> => {
  const run = new Run()
  await run.open()
  for (const step of steps) {
    await run.take(step)
    await run.check()
  }
  await run.rest()
  return run
}

describe('the outbox under faults', () => {
  it('I1, I7: every resolved save is once on the server or live in the outbox; one person never competes with themselves', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const run = await perform(steps)
        run.alone()
        expect(run.faults).toEqual([])
      }),
      { numRuns: RUNS },
    )
    expect.hasAssertions()
  }, 600_000)

  it('I1, P6: with another person writing too, nothing is overwritten and nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepWithForeign, { minLength: 1, maxLength: 30 }), async (steps) => {
        const { faults } = await perform(steps)
        expect(faults).toEqual([])
      }),
      { numRuns: Math.ceil(RUNS / 2) },
    )
    expect.hasAssertions()
  }, 600_000)
})
