import { describe, expect, it, vi } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { PACK_SHAPE } from '../../src/domain/policy/pack-shape.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { fold } from '../../src/domain/records/fold.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { projectionsOf } from '../../src/domain/projections.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { readAct } from '../../src/protocol/read-act.ts'
import { type FirstReceipt } from '../../src/protocol/push.ts'
import { type SnapshotSource } from '../../src/queries/fold-unsent.ts'
import { folding } from '../../src/queries/folding.ts'
import { createSnapshots } from '../../src/queries/snapshot.ts'
import { type Entry } from '../../src/store/entry.ts'
import { type HeldRow } from '../../src/store/person-rows.ts'
import { NO_STATE } from '../../src/store/state.ts'
import { actOf, DANA, newRecord, planOf } from '../outbox/sim.ts'

const stateAfter = (...acts: readonly WireAct[]): SessionState => {
  const state = acts.reduce<SessionState | null>((before, wire) => {
    const read = readAct(wire, DANA)
    const result = read.ok ? fold(before, read.act, () => undefined) : null
    return result?.ok ? (result.state as SessionState) : before
  }, null)
  if (!state) throw new Error('no state')
  return state
}
const rowsOf = (state: SessionState, seq: number): readonly HeldRow[] =>
  projectionsOf(state, null).map(({ scope, body }) => ({
    scope,
    row: { id: state.id, seq, revision: state.revision, body: body as unknown as Json },
  }))
const entryOf = (act: WireAct, seq: number, more: Partial<Entry> = {}): Entry => ({
  seq,
  entry: `e${seq}`,
  state: 'unsent',
  attempts: 0,
  act,
  receipt: null,
  confirmedSeq: null,
  sealed: false,
  after: null,
  ...more,
})
const confirmed = (seq: number): Partial<Entry> => ({
  state: 'confirmed',
  attempts: 1,
  confirmedSeq: seq,
  receipt: { outcome: 'applied', seq, at: '2026-06-10T10:00:00Z' as FirstReceipt['at'], reason: null, withdrawn: false },
})
const source = (rows: readonly HeldRow[], entries: readonly Entry[], more: Partial<SnapshotSource> = {}): SnapshotSource => ({
  person: DANA,
  rows: new Map(rows.map((row) => [`${row.scope}|${row.row.id}`, row])),
  rowsVersion: 1,
  entries,
  state: NO_STATE,
  inFlight: new Set(),
  skipped: new Map(),
  ...more,
})
const edit = (record: RecordId, value: string, from: string | null = null): WireAct =>
  actOf(record, { type: 'fields.edit', patch: { 'topic.1': { value, from } } })

describe('what is shown (V2)', () => {
  it('V2: where everything is in the rows, nothing that folds is asked for; where something is not, it is', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const asked = vi.fn<() => typeof folding>(() => folding)
    const snapshot = createSnapshots(asked)
    expect(snapshot(source(rowsOf(stateAfter(plan), 1), [])).sessions.has(record)).toBe(true)
    expect(asked).not.toHaveBeenCalled()
    snapshot(source(rowsOf(stateAfter(plan), 1), [entryOf(edit(record, 'one'), 2)]))
    expect(asked).toHaveBeenCalled()
  })

  it('V2: unsent acts are folded over the server’s copy, in the order they were saved', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const [one, two] = [edit(record, 'one'), edit(record, 'two')]
    const chained = edit(record, 'two', one.actId)
    const { sessions, sessionFacts, syncOf } = createSnapshots(() => folding)(source(rowsOf(stateAfter(plan), 1), [entryOf(one, 1), entryOf(chained, 2)]))
    expect(sessions.get(record)?.fields['topic.1']?.value).toBe('two')
    expect(sessionFacts.size).toBe(1)
    expect(syncOf.get(record)).toEqual({ word: 'on-device', sentAt: null, unsent: 2 })
    expect(two.actId).not.toBe(chained.actId)
  })

  it('V2: a confirmed act is folded until the row that has it is here, and no longer', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const mine = edit(record, 'mine')
    const theirs = edit(record, 'theirs', mine.actId)
    const snapshot = createSnapshots(() => folding)
    const entries = [entryOf(mine, 1, confirmed(2))]
    expect(snapshot(source(rowsOf(stateAfter(plan), 1), entries)).sessions.get(record)?.fields['topic.1']?.value).toBe('mine')
    const later = snapshot(source(rowsOf(stateAfter(plan, mine, theirs), 3), entries, { rowsVersion: 2 }))
    expect(later.sessions.get(record)?.fields['topic.1']?.value).toBe('theirs')
    expect(later.sessions.get(record)?.competing).toEqual({})
    expect(later.syncOf.get(record)).toEqual({ word: 'sent', sentAt: '2026-06-10T10:00:00Z', unsent: 0 })
  })

  it('V2: an act whose answer was lost, and which the row has already, is not shown twice', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const addendum = edit(record, 'mine')
    const after = edit(record, 'theirs', addendum.actId)
    const rows = rowsOf(stateAfter(plan, addendum, after), 5)
    const { sessions } = createSnapshots(() => folding)(source(rows, [entryOf(edit(record, 'x', after.actId), 1), entryOf(plan, 2, { attempts: 1 })]))
    expect(sessions.get(record)?.competing).toEqual({})
    expect(sessions.get(record)?.fields['topic.1']?.value).toBe('x')
  })

  it('V2: nor are those before it: acts of one record go in order, so what the row has last it has all of', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const one = edit(record, 'one')
    const two = edit(record, 'two', one.actId)
    const lost = [entryOf(plan, 1, { attempts: 1 }), entryOf(one, 2, { attempts: 1 }), entryOf(two, 3, { attempts: 1 })]
    const next = entryOf(edit(record, 'three', two.actId), 4)
    const { sessions } = createSnapshots(() => folding)(source(rowsOf(stateAfter(plan, one, two), 3), [...lost, next]))
    expect(sessions.get(record)?.competing).toEqual({})
    expect(sessions.get(record)?.fields['topic.1']?.value).toBe('three')
  })

  it('an act in a request makes its record “sending”', () => {
    const record = newRecord()
    const plan = actOf(record, { type: 'session.plan', payload: planOf() })
    const { syncOf, sessions } = createSnapshots(() => folding)(source([], [entryOf(plan, 1, { state: 'sending' })], { inFlight: new Set(['e1']) }))
    expect(syncOf.get(record)?.word).toBe('sending')
    expect(sessions.has(record)).toBe(true)
  })

  it('what has not changed is the very same object, so that the screens that show it need not be drawn again', () => {
    const [one, two] = [newRecord(), newRecord()]
    const plan = (id: RecordId) => actOf(id, { type: 'session.plan', payload: planOf() })
    const rows = [...rowsOf(stateAfter(plan(one)), 1), ...rowsOf(stateAfter(plan(two)), 2)]
    const snapshot = createSnapshots(() => folding)
    const first = entryOf(edit(one, 'a'), 1)
    const before = snapshot(source(rows, [first]))
    const after = snapshot(source(rows, [first, entryOf(edit(two, 'b'), 2)]))
    expect(after.sessions.get(one)).toBe(before.sessions.get(one))
    expect(after.sessionFacts.get(one)).toBe(before.sessionFacts.get(one))
    expect(after.sessions.get(two)).not.toBe(before.sessions.get(two))
  })

  it('SEF-App2.3: an observation revealed with no connection awaits the other’s view, which only the server’s copy has', () => {
    const record = newRecord()
    const observation = { kind: 'observation' }
    const of = (type: string, payload: Json) => actOf(record, { ...observation, type, payload })
    const { supervisor: observer, ...pair } = planOf()
    const plan = of('observation.plan', { ...pair, observer, at: null })
    const seen = of('observation.observe', { on: '2026-06-10', start: '14:00', end: '15:00' })
    const reveal = of('observation.reveal', { on: '2026-06-10' })
    const copy = (...acts: readonly WireAct[]) => rowsOf(stateAfter(...acts), acts.length).filter(({ scope }) => scope === `mine:${DANA}`)
    const snapshot = createSnapshots(() => folding)
    const before = snapshot(source(copy(plan, seen), [entryOf(reveal, 1)]))
    expect([before.observations.get(record)?.revealed?.on, [...before.awaited]]).toEqual(['2026-06-10', [record]])
    const sent = snapshot(source(copy(plan, seen), [entryOf(reveal, 1, confirmed(3))]))
    expect([...sent.awaited]).toEqual([record])
    const after = snapshot(source(copy(plan, seen, reveal), [entryOf(reveal, 1, confirmed(3)), entryOf(of('record.addendum', { text: 'x', on: '2026-06-11' }), 2)], { rowsVersion: 2 }))
    expect([...after.awaited]).toEqual([])
  })

  it('I9: a row of a kind this version does not know is passed over', () => {
    const rows: readonly HeldRow[] = [
      { scope: 'org', row: { id: 'x', seq: 1, revision: 1, body: { kind: 'later', id: 'x' } } },
      { scope: 'org', row: { id: 'y', seq: 1, revision: 1, body: 'text' } },
      { scope: 'org', row: { id: 'z', seq: 1, revision: 1, body: { kind: 'pack', id: 'z', revision: 1, shape: PACK_SHAPE, pack: { not: 'a pack' } } } },
    ]
    expect(createSnapshots(() => folding)(source(rows, []))).toMatchObject({ packs: [], shifts: [], quarantined: [] })
  })
})

describe('policies on the device', () => {
  const row = (id: string, pack: Json, seq = 1, shape = PACK_SHAPE): HeldRow => ({ scope: 'org', row: { id, seq, revision: 1, body: { kind: 'pack', id, revision: 1, shape, pack } } })
  const whole = (id: string, version = 1): Json => ({ ...(JSON.parse(JSON.stringify(shippedPacks[0])) as Record<string, Json>), id, version })
  const shipped = (id: string, version = 1): HeldRow => row(`pack:${id}@${version}`, whole(id, version))
  const setting = (change: object = {}): HeldRow => {
    const body = { kind: 'setting', id: 'home', revision: 1, name: 'Home', residentialHome: true, pack: 'one', packVersion: 1, settings: {}, managers: [], roster: null, policies: [], ...change }
    return { scope: 'org', row: { id: 'home', seq: 1, revision: 1, body } }
  }
  const ids = (packs: readonly PolicyPack[]) => packs.map(({ id, version }) => `${id}@${version}`)

  it('those that a setting works by, or will, are in use; the rest are there when all are asked for, as one list', () => {
    const planned = [{ pack: 'two', packVersion: 1, settings: {}, readings: {}, from: '2027-01-01', reason: '', on: '2026-06-10', act: 'a', by: DANA, at: '2026-06-10T10:00:00Z' }]
    const snapshot = createSnapshots(() => folding)
    const from = source([shipped('one'), shipped('two'), shipped('three'), setting({ policies: planned })], [])
    const shown = snapshot(from)
    expect(ids(shown.packs)).toEqual(['one@1', 'two@1'])
    expect(ids(shown.allPacks().map(({ pack }) => pack))).toEqual(['one@1', 'two@1', 'three@1'])
    expect(snapshot(from).allPacks()).toBe(shown.allPacks())
  })

  it('one of a shape to come, or of a time when shapes were not said, is left alone: nothing is computed by half a rule', () => {
    const shown = (...shapes: (number | undefined)[]) =>
      shapes.map((shape) => {
        const held = row('pack:one@1', whole('one'), 1, shape)
        if (shape === undefined) delete (held.row.body as { shape?: number }).shape
        return ids(createSnapshots(() => folding)(source([held, setting()], [])).packs)
      })
    expect(shown(PACK_SHAPE, PACK_SHAPE + 1, undefined)).toEqual([['one@1'], [], []])
  })

  it('those that a record is pinned to are in use too, each version of them', () => {
    const record = newRecord()
    const pins = { ...planOf().pins, pack: 'one', packVersion: 2 }
    const plan = actOf(record, { type: 'session.plan', payload: { ...planOf(), pins } })
    const shown = createSnapshots(() => folding)(source([shipped('one'), shipped('one', 2), shipped('one', 3), setting()], [entryOf(plan, 1)]))
    expect(ids(shown.packs)).toEqual(['one@1', 'one@2'])
  })

  it('the list is the very same while the policies in it are, whatever else changed', () => {
    const rows = [shipped('one'), setting()]
    const snapshot = createSnapshots(() => folding)
    const before = snapshot(source(rows, []))
    const record = newRecord()
    const after = snapshot(source(rows, [entryOf(actOf(record, { type: 'session.plan', payload: planOf() }), 1)]))
    expect(after.sessions.size).toBe(1)
    expect(after.packs).toBe(before.packs)
    const later = snapshot(source([shipped('two'), ...rows], [], { rowsVersion: 2 }))
    expect(later.packs).toBe(before.packs)
    expect(later.allPacks()).not.toBe(before.allPacks())
  })

  it('a service’s own is there as soon as it is brought in here, once, and knows its record', () => {
    const record = newRecord()
    const own = { ...JSON.parse(JSON.stringify(shippedPacks[0])), id: 'our-own' } as Json
    const deed = { kind: 'policy', type: 'policy.publish', payload: { pack: own, on: '2026-06-10' } }
    const publish = actOf(record, deed)
    const snapshot = createSnapshots(() => folding)
    const unsent = snapshot(source([setting({ pack: 'our-own' })], [entryOf(publish, 1)]))
    expect([ids(unsent.packs), unsent.allPacks().map((known) => known.record)]).toEqual([['our-own@1'], [record]])
    const both = snapshot(source([setting({ pack: 'our-own' }), row(record, own, 2)], [entryOf(publish, 1, confirmed(2))], { rowsVersion: 2 }))
    expect([ids(both.packs), both.allPacks().map((known) => known.record)]).toEqual([['our-own@1'], [record]])
  })
})
