/** What a device plans after a restore (T2): pure. */
import { expect, test } from 'vitest'
import { type ActId, DeviceId, type PersonId, RecordId } from '../../src/domain/ids.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { awaitingIn, copyIn, keptActs, lastCommit, planRecall, planRegained, planReset, regainedIn } from '../../src/outbox/plan-recover.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type Entry, placeOf, type StoredReceipt } from '../../src/store/entry.ts'
import { type HeldRow } from '../../src/store/person-rows.ts'
import { NO_STATE, type SyncState } from '../../src/store/state.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const R = RecordId.parse(uuid(1))
const DAY = 86_400_000
const NOW = Date.UTC(2026, 5, 10)
const AT = '2026-06-09T10:00:00Z' as Instant

const entry = (n: number, receipt: Partial<StoredReceipt> | null, record = R, payload: Json = {}): Entry => {
  const act = sealAct({ actId: uuid(100 + n) as ActId, recordId: record, kind: 'session', type: 'record.share', payload, deviceId: DeviceId.parse(uuid(9)), deviceTime: AT })
  const whole = receipt && { outcome: 'applied' as const, seq: n, at: AT, reason: null, withdrawn: false, ...receipt }
  const state = whole === null ? 'unsent' : whole.outcome === 'quarantined' ? 'quarantined' : 'confirmed'
  return { seq: n, entry: `e${n}`, state, attempts: 1, act, receipt: whole, confirmedSeq: whole?.seq ?? null, sealed: true, after: null }
}
const row = (revision: number, scope = 'file:a', id: string = R, body: Json = { kind: 'session', id, revision }): HeldRow => ({ scope, row: { id, seq: 1, revision, body } })
const rowsOf = (...rows: readonly HeldRow[]): ReadonlyMap<string, HeldRow> => new Map(rows.map((each) => [placeOf(each.scope, each.row.id), each]))
const here = (entries: readonly Entry[], rows = rowsOf(), state: Partial<SyncState> = {}) => ({ rows, entries, state: { ...NO_STATE, ...state } })
const absent = (entries: readonly Entry[], revision: number) => new Map(entries.map(({ act }) => [act.actId as string, { is: 'absent' as const, revision }]))

test('T2: acts go again at once as far as they follow one another; one that followed another’s waits for it', () => {
  const entries = [entry(1, { revision: 4 }), entry(2, { revision: 5 }), entry(3, { revision: 7 })]
  const { recall, awaits } = planRecall(here(entries, rowsOf(row(7))), absent(entries, 3), NOW)
  expect(recall).toEqual(entries)
  expect(awaits).toEqual({ [entries[2]!.act.actId]: { revision: 6, until: NOW + 14 * DAY, apart: false } })
})

test('T2: what the service has elsewhere goes at once, and a receipt of before that says no revision waits for nothing', () => {
  const [moved, old] = [entry(1, { revision: 9 }), entry(2, {})]
  const lacked = new Map([[moved.act.actId as string, { is: 'moved' as const, revision: 2 }], [old.act.actId as string, { is: 'absent' as const, revision: 2 }]])
  expect(planRecall(here([moved, old]), lacked, NOW)).toEqual({ recall: [moved, old], awaits: {} })
})

test('T2: an act waits until all is pulled anew and its record is there as far on, or its time is over; what comes after it on the record waits too', () => {
  const waits = { [uuid(101)]: { revision: 6, until: NOW + DAY, apart: false }, [uuid(102)]: { revision: 6, until: NOW + DAY, apart: true } }
  const entries = [entry(1, null), entry(2, null), entry(3, null)]
  const held = (rows: ReadonlyMap<string, HeldRow>, state: Partial<SyncState>, now = NOW) => {
    const waiting = awaitingIn(here(entries, rows, { awaits: waits, ...state }), now)
    return [[...waiting.held], [...waiting.late]]
  }
  expect(held(rowsOf(row(9)), { pulledThrough: 0 })).toEqual([['e1'], ['e2']])
  expect(held(rowsOf(row(5)), { pulledThrough: 3 })).toEqual([['e1'], ['e2']])
  expect(held(rowsOf(row(6)), { pulledThrough: 3 })).toEqual([[], []])
  // A row of a scope that is parked is of before the restore.
  expect(held(rowsOf(row(9, 'file:b')), { pulledThrough: 3, parked: { 'file:b': NOW - 1 } })).toEqual([['e1'], ['e2']])
  expect(held(rowsOf(), { pulledThrough: 0 }, NOW + DAY)).toEqual([[], []])
})

test('T2: what is about something in a scope the service does not know to be the person’s waits, new or not, until it does or its time is over', () => {
  const post = uuid(70)
  const scope = `file:${post}`
  const entries = [entry(1, null), entry(2, null, RecordId.parse(uuid(2)), { post }), entry(3, null, RecordId.parse(uuid(3)))]
  const parked = { [scope]: NOW + DAY }
  const rows = rowsOf(row(1, scope))
  expect([...awaitingIn(here(entries, rows, { parked, pulledThrough: 1 }), NOW).held]).toEqual(['e1', 'e2'])
  expect([...awaitingIn(here(entries, rows, { parked, pulledThrough: 1 }), NOW + DAY).held]).toEqual([])
  expect(regainedIn({ ...NO_STATE, parked }, [scope])).toEqual([])
  expect(regainedIn({ ...NO_STATE, parked }, [])).toEqual([scope])
})

test('T2: the last commit is the furthest of pages and receipts; what was withdrawn or erased is neither asked about nor a witness', () => {
  const commit = (seq: number) => ({ seq, token: `t${seq}` })
  const kept = entry(1, { commit: commit(7) })
  const gone = [entry(2, { commit: commit(8), outcome: 'quarantined', withdrawn: true }), entry(3, { commit: commit(9), outcome: 'quarantined', reason: { code: 'erased' } }), entry(4, null)]
  expect(keptActs([kept, ...gone])).toEqual([{ actId: kept.act.actId, hash: kept.act.hash, recordId: R, seq: 1, commit: commit(7) }])
  expect(lastCommit([kept, ...gone], { ...NO_STATE, last: commit(5) })).toEqual(commit(7))
  expect(lastCommit([kept, ...gone], { ...NO_STATE, last: commit(10) })).toEqual(commit(10))
  expect(lastCommit(gone, NO_STATE)).toBeNull()
})

test('T2, V9: pulled anew, what was given as a copy goes; what is elsewhere stays and is asked after; nothing of the old history counts', () => {
  const said = new Map(
    ([['file:a', 'absent'], ['file:b', 'elsewhere'], ['file:c', 'other'], ['file:d', 'erased'], ['cases:e', 'elsewhere']] as const).map(([scope, is]) => [placeOf(scope, R), { scope, id: R, is }]),
  )
  const state: SyncState = { ...NO_STATE, cursors: { org: 9, 'file:b': 9 }, last: { seq: 9, token: 'x' }, backedUpThrough: 9, pulledThrough: 9, resets: 2 }
  const { put, remove, state: next } = planReset({ state }, said, NOW)
  expect(put).toEqual([])
  expect(remove.map(({ scope }) => scope)).toEqual(['file:a', 'file:d'])
  // W6: case lists are not kept aside.
  expect(next).toMatchObject({ cursors: { 'file:b': 0, 'cases:e': 0 }, parked: { 'file:b': NOW + 14 * DAY }, last: null, backedUpThrough: 0, pulledThrough: 0, resets: 3 })
  expect(Object.keys(next.parked)).toEqual(['file:b'])
  expect(planRegained({ state: next }, ['file:b'], said).state.parked).toEqual({})
})

test('T2: a copy of a copy is of the record; what is no record is none', () => {
  const copy = { kind: 'session', id: R, revision: 4 }
  const by = uuid(5) as PersonId
  expect(copyIn(row(4, 'file:a', `recovered:${R}`, { kind: 'recovered', id: `recovered:${R}`, revision: 4, record: R, by, at: AT, copy }))).toEqual({ scope: 'file:a', id: R, revision: 4, body: copy })
  expect(copyIn(row(4))).toEqual({ scope: 'file:a', id: R, revision: 4, body: copy })
  expect(copyIn(row(1, 'org', 'pack:sefton@1', { kind: 'pack' }))).toBeNull()
})
