/** What a page of changes does to the rows here (L1, L3), and which confirmed acts may go (V9). */
import * as z from 'zod/mini'
import { type Json } from '../domain/json.ts'
import { type AuditHead } from '../protocol/audit.ts'
import { ChangeRow, ChangesAnswer, type ChangesRequest, ScopePage } from '../protocol/changes.ts'
import { type Entry, placeOf } from '../store/entry.ts'
import { type HeldRow, type RowsPlan } from '../store/person-rows.ts'
import { isUnsent } from '../store/ports.ts'
import { stillAwaited } from './plan-recover.ts'
import { type SyncState } from '../store/state.ts'

/**
 * The answer as the device reads it: the protocol's, but what a row holds is not walked through again. It came out of
 * `JSON.parse`, so it is JSON; of 10,000 records that walk was most of the time.
 */
export const PulledAnswer = z.strictObject({
  ...ChangesAnswer.def.shape,
  scopes: z.array(
    z.strictObject({
      ...ScopePage.def.shape,
      rows: z.array(z.strictObject({ ...ChangeRow.def.shape, body: z.custom<Json>() })),
    }),
  ),
})

interface Here {
  readonly rows: ReadonlyMap<string, HeldRow>
  readonly entries: readonly Entry[]
  readonly state: SyncState
}

const ERASED_ROWS = placeOf('org', 'erased:')
const ErasedRow = z.object({ records: z.array(z.string()) })
/** A projection of a record that is not the record (K8). */
const FactsRow = z.object({ kind: z.string().check(z.endsWith('-facts')) })

/** The ids of what the service has erased for good (W4), as the rows here say. */
export const erasedIn = (rows: ReadonlyMap<string, HeldRow>): ReadonlySet<string> => {
  const erased = new Set<string>()
  for (const [place, { row }] of rows) {
    if (!place.startsWith(ERASED_ROWS)) continue
    const { data } = ErasedRow.safeParse(row.body)
    for (const id of data?.records ?? []) erased.add(id)
  }
  return erased
}

/**
 * Confirmed, backed up and in the rows: the act is kept no longer (V9). A quarantined one is, until it is withdrawn. Of what
 * was erased nothing is kept that the service has had (W4); what it refused for that reason is the author's until they let go.
 */
export const mayBeForgotten = (entry: Entry, state: SyncState, erased: ReadonlySet<string>): boolean => {
  const { receipt } = entry
  if (receipt === null) return false
  const refusedAsErased = receipt.reason?.code === 'erased'
  if (refusedAsErased) return receipt.withdrawn
  const had = entry.state === 'confirmed' || entry.state === 'quarantined'
  if (had && erased.has(entry.act.recordId)) return true
  return (
    (entry.state === 'confirmed' || (entry.state === 'quarantined' && receipt.withdrawn)) &&
    receipt.seq <= Math.min(state.backedUpThrough, state.pulledThrough)
  )
}

/** A scope that is the person's no more goes once nothing of it is unsent: what is unsent is sent first (L3). */
const scopesToDrop = (gone: readonly string[], here: Here, skipped: ReadonlySet<string>): readonly string[] => {
  const unsent = new Set<string>(
    here.entries.filter((entry) => isUnsent(entry) && !skipped.has(entry.entry)).map(({ act }) => act.recordId),
  )
  const held = [...here.rows.values()]
  return gone.filter((scope) => !held.some((each) => each.scope === scope && unsent.has(each.row.id)))
}

const NONE: ReadonlySet<string> = new Set()

/** Of two heads the further one. */
const furthest = (a: AuditHead | null, b: AuditHead | null): AuditHead | null => (a && b && a.n >= b.n ? a : (b ?? a))

/**
 * A record that was handed over is carried until the server's own row, whole, holds all of it; one of a scope that is lost
 * goes with it, since no such row will come.
 */
const stillCarried = (here: Here, put: readonly HeldRow[], dropped: ReadonlySet<string>): SyncState['carried'] => {
  if (here.state.carried.length === 0) return here.state.carried
  const rows = [...here.rows.values(), ...put].filter(({ row }) => !FactsRow.safeParse(row.body).success)
  return here.state.carried.filter(({ row, acts, until }) => {
    if (row && dropped.has(row.scope)) return false
    const id = acts[0]?.act.recordId ?? row?.row.id
    return !rows.some((held) => held.row.id === id && held.row.revision >= until)
  })
}

/** What was begun for a record that these rows say is erased, and when it was last sent, go with it (W4). */
export const withoutErased = (state: SyncState, put: readonly HeldRow[]): SyncState => {
  const erased = [...erasedIn(new Map(put.map((each) => [placeOf(each.scope, each.row.id), each])))]
  if (erased.length === 0) return state
  const sentAt = { ...state.sentAt }
  for (const id of erased) delete sentAt[id]
  const texts = Object.fromEntries(Object.entries(state.texts).filter(([name]) => !erased.some((id) => name.includes(id))))
  return { ...state, sentAt, texts }
}

/**
 * Plans one answer.
 *
 * @param asked    the cursors of the request it answers
 * @param clock    this device's, in milliseconds since the epoch
 * @param offsetMs server time minus this device's, estimated from this answer
 * @param skipped  entries that cannot be sent, which hold up nothing
 */
export const planPull = (
  here: Here,
  answer: ChangesAnswer,
  asked: ChangesRequest['cursors'],
  { clock, offsetMs }: { readonly clock: number; readonly offsetMs: number },
  skipped: ReadonlySet<string>,
): RowsPlan => {
  const put: HeldRow[] = []
  const remove: { scope: string; id: string }[] = []
  const cursors: Record<string, number> = { ...here.state.cursors }
  for (const page of answer.scopes) {
    const cursor = cursors[page.scope] ?? 0
    // The page goes on from where the request was; if what is here has since been dropped, it would leave a hole.
    if ((asked[page.scope] ?? 0) > cursor) continue
    for (const row of page.rows) {
      // Seen already: an answer that came late, or twice, never puts an older row over a newer.
      if (row.seq <= cursor) continue
      if (row.body === null) remove.push({ scope: page.scope, id: row.id })
      else put.push({ scope: page.scope, row })
    }
    cursors[page.scope] = Math.max(cursor, page.cursor)
  }
  const now = clock + offsetMs
  // Since it was restored the service may not know yet that they are the person's (T2).
  const parked = Object.fromEntries(Object.entries(here.state.parked).filter(([, until]) => now < until))
  const dropped = new Set(scopesToDrop(answer.gone.filter((scope) => !(scope in parked)), here, skipped))
  for (const { scope, row } of here.rows.values()) if (dropped.has(scope)) remove.push({ scope, id: row.id })
  for (const scope of dropped) delete cursors[scope]

  const complete = !answer.scopes.some(({ more }) => more)
  const state: SyncState = {
    ...here.state,
    cursors,
    pulledThrough: complete ? Math.max(here.state.pulledThrough, answer.head) : here.state.pulledThrough,
    backedUpThrough: Math.max(here.state.backedUpThrough, answer.backedUpThrough),
    audit: furthest(here.state.audit, answer.audit ?? null),
    lastVerified: complete ? answer.serverTime : here.state.lastVerified,
    offsetMs,
    lease: answer.lease ?? here.state.lease,
    // Contact says what time it is: a clock that was ahead before does not count any more.
    lastClock: clock + offsetMs,
    carried: stillCarried(here, put, dropped),
    last: answer.commit && answer.commit.seq >= (here.state.last?.seq ?? 0) ? answer.commit : here.state.last,
    parked,
    awaits: stillAwaited(here.state, here.entries),
  }
  const sentAt: Record<string, (typeof state.sentAt)[string]> = { ...state.sentAt }
  for (const { act, receipt, ...entry } of here.entries) {
    if (receipt && mayBeForgotten({ act, receipt, ...entry }, state, NONE)) sentAt[act.recordId] = receipt.at
  }
  const putHere = put.filter(({ scope }) => !dropped.has(scope))
  const twice = new Set(putHere.map(({ scope, row }) => placeOf(scope, row.id)))
  return {
    put: putHere,
    remove: remove.filter(({ scope, id }) => !twice.has(placeOf(scope, id))),
    state: withoutErased({ ...state, sentAt }, put),
  }
}
