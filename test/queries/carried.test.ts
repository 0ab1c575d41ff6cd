import { describe, expect, it } from 'vitest'
import { type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { projectionsOf } from '../../src/domain/projections.ts'
import { fold } from '../../src/domain/records/fold.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { readAct } from '../../src/protocol/read-act.ts'
import { folding } from '../../src/queries/folding.ts'
import { type SnapshotSource } from '../../src/queries/fold-unsent.ts'
import { createSnapshots } from '../../src/queries/snapshot.ts'
import { type Entry } from '../../src/store/entry.ts'
import { type HeldRow } from '../../src/store/person-rows.ts'
import { type Carried, NO_STATE } from '../../src/store/state.ts'
import { actOf, DANA, newRecord, planOf, SAM } from '../outbox/sim.ts'

const stateAfter = (...acts: readonly WireAct[]): SessionState => {
  const state = acts.reduce<SessionState | null>((before, wire) => {
    const read = readAct(wire, DANA)
    const result = read.ok ? fold(before, read.act, () => undefined) : null
    return result?.ok ? (result.state as SessionState) : before
  }, null)
  if (!state) throw new Error('no state')
  return state
}
const fileRow = (state: SessionState, seq: number): HeldRow => {
  const file = projectionsOf(state, null).find(({ scope }) => scope.startsWith('file:'))
  if (!file) throw new Error('no file')
  return { scope: file.scope, row: { id: state.id, seq, revision: state.revision, body: file.body as unknown as Json } }
}
const edit = (record: RecordId, field: string, value: string, from: string | null = null): WireAct =>
  actOf(record, { type: 'fields.edit', patch: { [field]: { value, from } } })
const own = (act: WireAct): Entry => ({ seq: 1, entry: 'e', state: 'unsent', attempts: 0, act, receipt: null, confirmedSeq: null, sealed: true, after: null })

/** What Sam sees. */
const shown = (snapshot: ReturnType<typeof createSnapshots>, carried: readonly Carried[], rows: readonly HeldRow[] = [], entries: readonly Entry[] = [], rowsVersion = 1) => {
  const source: SnapshotSource = {
    person: SAM,
    rows: new Map(rows.map((row) => [`${row.scope}|${row.row.id}`, row])),
    rowsVersion,
    entries,
    state: { ...NO_STATE, carried: [...carried] },
    inFlight: new Set(),
    skipped: new Map(),
  }
  return snapshot(source).sessions
}

describe('a record handed over on this device', () => {
  const record = newRecord()
  const plan = actOf(record, { type: 'session.plan', payload: planOf() })
  const note = edit(record, 'topic.1', 'what Dana wrote')
  const more = edit(record, 'topic.2', 'and this')
  const carried = (row: HeldRow | null, acts: readonly WireAct[], until: number): Carried => ({ row, acts: acts.map((act) => ({ act, actor: DANA })), until, over: false })
  const topics = (session: SessionState | undefined) => [session?.fields['topic.1']?.value, session?.fields['topic.2']?.value, session?.fields['topic.9']?.value]

  it('G4: one that the server has never seen is shown whole, with what its reader adds over it', () => {
    const session = shown(createSnapshots(() => folding), [carried(null, [plan, note], 2)], [], [own(edit(record, 'topic.9', 'Sam’s words'))]).get(record)
    expect(topics(session)).toEqual(['what Dana wrote', undefined, 'Sam’s words'])
    expect([session?.fields['topic.1']?.by, session?.fields['topic.9']?.by]).toEqual([DANA, SAM])
  })

  it('G4: what was not sent is laid over the newer of the two copies, and never twice', () => {
    const older = fileRow(stateAfter(plan), 1)
    const newer = fileRow(stateAfter(plan, note), 2)
    const sent = carried(older, [note, more], 3)
    for (const rows of [[], [older], [newer]]) {
      expect(topics(shown(createSnapshots(() => folding), [sent], rows).get(record))).toEqual(['what Dana wrote', 'and this', undefined])
    }
    expect(shown(createSnapshots(() => folding), [sent], [newer]).get(record)?.competing).toEqual({})
  })

  it('G4: once the server’s own row holds all of it that row alone is shown', () => {
    const theirs = edit(record, 'topic.2', 'changed since', more.actId)
    const row = fileRow(stateAfter(plan, note, more, theirs), 4)
    expect(topics(shown(createSnapshots(() => folding), [carried(null, [plan, note, more], 3)], [row]).get(record))).toEqual(['what Dana wrote', 'changed since', undefined])
  })

  it('is the very same object while nothing of it has changed', () => {
    const snapshot = createSnapshots(() => folding)
    const each = [carried(null, [plan, note], 2)]
    expect(shown(snapshot, each).get(record)).toBe(shown(snapshot, each, [], [], 2).get(record))
  })

  it('one that nothing can be made of is not shown, and disturbs nothing', () => {
    expect([...shown(createSnapshots(() => folding), [carried(null, [note], 2), carried(null, [], 1)]).keys()]).toEqual([])
  })
})
