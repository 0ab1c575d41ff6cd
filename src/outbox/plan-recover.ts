/**
 * What a device plans once it is told that the service was restored from a backup (T2): which acts go again and when, which
 * copies the service is given, and how all is pulled anew. Pure.
 */
import { RecordId } from '../domain/ids.ts'
import { partOf } from '../domain/json.ts'
import { type Commit } from '../protocol/commit.ts'
import { hashOf } from '../protocol/hash.ts'
import { type RecoveryAnswer, type RecoveryCopies, type RecoveryRequest } from '../protocol/recovery.ts'
import { type Entry } from '../store/entry.ts'
import { type HeldRow, type RowsPlan } from '../store/person-rows.ts'
import { isUnsent } from '../store/ports.ts'
import { type SyncState } from '../store/state.ts'
import { type Round } from './round.ts'

const DAY_MS = 86_400_000
/**
 * So long an act waits for others' acts that it rested on, and rows stay that the service does not know to be the person's: whose
 * device is to bring what is missing may be away for weeks. Then the act goes, and is judged as any; the rows are dropped.
 */
const WAIT_MS = 14 * DAY_MS

interface Here {
  readonly rows: ReadonlyMap<string, HeldRow>
  readonly entries: readonly Entry[]
  readonly state: SyncState
}

/** Withdrawn, or refused since its file was erased (W4), it is not asked for any more. */
const isKept = ({ receipt }: Entry): boolean => receipt !== null && !receipt.withdrawn && receipt.reason?.code !== 'erased'

/** The furthest commit this device has heard of: with a page of changes, or with a receipt, which comes before the next page. */
export const lastCommit = (entries: readonly Entry[], { last }: SyncState): Commit | null => {
  let furthest = last
  for (const { receipt } of entries.filter(isKept)) if (receipt?.commit && receipt.commit.seq > (furthest?.seq ?? 0)) furthest = receipt.commit
  return furthest
}

/**
 * The commit that is named with acts, so that a service that was restored judges none of them: while what it had lost goes again,
 * the one it has said since.
 */
export const namedCommit = ({ store, memory }: Pick<Round, 'store' | 'memory'>): Commit | null =>
  memory.restore === 'recovering' ? memory.recoversTo : lastCommit(store.entries(), store.state())

type Asked = RecoveryRequest['acts'][number]

/** What the service gave a receipt for. */
export const keptActs = (entries: readonly Entry[]): readonly Asked[] =>
  entries.filter(isKept).flatMap(({ act, receipt }): Asked[] => {
    if (!receipt) return []
    const { actId, hash, recordId } = act
    return [{ actId, hash, recordId, seq: receipt.seq, ...(receipt.commit ? { commit: receipt.commit } : {}) }]
  })

/** How far on each record is, as the rows here have it; those of parked scopes left out. */
const revisionsIn = ({ rows, state }: Here): ReadonlyMap<string, number> => {
  const revisions = new Map<string, number>()
  for (const { scope, row } of rows.values()) {
    if (!(scope in state.parked)) revisions.set(row.id, Math.max(revisions.get(row.id) ?? 0, row.revision))
  }
  return revisions
}

/**
 * Which entries are unsent again, and which of them wait. An act goes again once its record is as far on as it was when the act
 * was first applied: sent before what others did, it would be refused, or compete with what it had followed. What was in
 * quarantine waits for all that its record had, so as to be judged by no less than before, and holds nothing up.
 *
 * @param lacked by act
 * @param now    the service's time, in milliseconds since the epoch
 */
export const planRecall = (
  here: Here,
  lacked: ReadonlyMap<string, Pick<RecoveryAnswer['acts'][number], 'is' | 'revision'>>,
  now: number,
): { readonly recall: readonly Entry[]; readonly awaits: SyncState['awaits'] } => {
  const until = now + WAIT_MS
  const had = revisionsIn(here)
  const reached = new Map<string, number>()
  const awaits: SyncState['awaits'] = { ...here.state.awaits }
  const recall = here.entries.filter(({ act, receipt }) => receipt !== null && lacked.has(act.actId))
  for (const { act, receipt, state } of recall) {
    const { is, revision: there } = lacked.get(act.actId) ?? { is: 'moved', revision: 0 }
    if (is === 'moved') continue
    const at = reached.get(act.recordId) ?? there
    if (state === 'quarantined') {
      const all = had.get(act.recordId) ?? 0
      if (all > at) awaits[act.actId] = { revision: all, until, apart: true }
      continue
    }
    const made = receipt?.revision ?? at + 1
    if (made > at + 1) awaits[act.actId] = { revision: made - 1, until, apart: false }
    reached.set(act.recordId, Math.max(made, at + 1))
  }
  return { recall, awaits }
}

/** Records that are here in parked scopes alone: who may do what with them the service does not know now. */
const parkedRecords = ({ rows, state }: Here, now: number): ReadonlySet<string> => {
  const apart = new Set<string>()
  const known = new Set<string>()
  for (const { scope, row } of rows.values()) (now < (state.parked[scope] ?? 0) ? apart : known).add(row.id)
  return new Set([...apart].filter((id) => !known.has(id)))
}

/** Whether an act begins something in a parked scope: for a post, or in a setting, that the service does not know as the person's. */
const namesParked = ({ payload }: Entry['act'], { parked }: SyncState, now: number): boolean => {
  const named = [['post', 'file'], ['setting', 'facts']].map(([key, scope]) => [partOf(payload, key ?? ''), scope] as const)
  return named.some(([id, scope]) => typeof id === 'string' && now < (parked[`${scope}:${id}`] ?? 0))
}

/**
 * The entries that wait now. Until all is pulled anew the rows here are of what was, and tell nothing.
 *
 * @param now the service's time, in milliseconds since the epoch
 * @returns `held`: what comes after on their record waits too; `late`: nothing waits for them
 */
export const awaitingIn = (here: Here, now: number): { readonly held: ReadonlySet<string>; readonly late: ReadonlySet<string> } => {
  const held = new Set<string>()
  const late = new Set<string>()
  const { awaits, parked, pulledThrough } = here.state
  if (Object.keys(awaits).length === 0 && Object.keys(parked).length === 0) return { held, late }
  const revisions = revisionsIn(here)
  const apart = parkedRecords(here, now)
  for (const entry of here.entries) {
    if (!isUnsent(entry)) continue
    if (apart.has(entry.act.recordId) || namesParked(entry.act, here.state, now)) held.add(entry.entry)
    const wait = awaits[entry.act.actId]
    if (!wait || now >= wait.until) continue
    if (pulledThrough > 0 && (revisions.get(entry.act.recordId) ?? 0) >= wait.revision) continue
    ;(wait.apart ? late : held).add(entry.entry)
  }
  return { held, late }
}

/** What is still waited for: an act that has its receipt, or is gone, waits for nothing. */
export const stillAwaited = ({ awaits }: SyncState, entries: readonly Entry[]): SyncState['awaits'] => {
  const names = Object.keys(awaits)
  if (names.length === 0) return awaits
  const unsent = new Set<string>(entries.filter(isUnsent).map(({ act }) => act.actId))
  return Object.fromEntries(Object.entries(awaits).filter(([actId]) => unsent.has(actId)))
}

/** What is said of a row held. */
export const askedRow = ({ scope, row }: HeldRow): RecoveryRequest['rows'][number] => ({ scope, id: row.id, revision: row.revision, hash: hashOf(row.body) })

export type Copy = RecoveryCopies['copies'][number]

/** The copy that a row is, or holds; null of what is no record of anybody's. */
export const copyIn = ({ scope, row }: HeldRow): Copy | null => {
  const isCopy = partOf(row.body, 'kind') === 'recovered'
  const id = RecordId.safeParse(isCopy ? partOf(row.body, 'record') : row.id)
  const body = isCopy ? partOf(row.body, 'copy') : row.body
  return id.success && body !== undefined && body !== null ? { scope, id: id.data, revision: row.revision, body } : null
}

/** What the service said of rows, by place. */
export type Said = ReadonlyMap<string, RecoveryAnswer['rows'][number]>

const goes = (said: Said): RowsPlan['remove'] => [...said.values()].flatMap(({ scope, id, is }) => (is === 'absent' || is === 'erased' ? [{ scope, id }] : []))

const elsewhere = (said: Said): ReadonlySet<string> => new Set([...said.values()].flatMap(({ scope, is }) => (is === 'elsewhere' ? [scope] : [])))

/** Scopes that the service does not know to be the person's now, each with until when that is waited out. */
export const parkedBy = ({ parked }: SyncState, said: Said, now: number): SyncState['parked'] => {
  const by: Record<string, number> = {}
  // Names of children go as soon as the service does not give them (W6): they come again with it.
  for (const scope of elsewhere(said)) if (!scope.startsWith('cases:')) by[scope] = parked[scope] ?? now + WAIT_MS
  return by
}

/**
 * All is pulled anew. What the service has is written over; what it has not, and was given a copy of, goes, and the copy comes;
 * what it does not know to be the person's stays aside.
 */
export const planReset = ({ state }: Pick<Here, 'state'>, said: Said, now: number): RowsPlan => {
  const parked = parkedBy(state, said, now)
  // Named with each pull, so that the service says when they are the person's again.
  const cursors = Object.fromEntries([...elsewhere(said)].map((scope) => [scope, 0]))
  return {
    put: [],
    remove: goes(said),
    // What was backed up, and what the audit had come to, was so in a history that is no more.
    state: { ...state, cursors, parked, last: null, pulledThrough: 0, backedUpThrough: 0, audit: null, resets: state.resets + 1 },
  }
}

/** Scopes that are the person's again: what they held is put right as above, and they are pulled from their beginning. */
export const planRegained = ({ state }: Pick<Here, 'state'>, scopes: readonly string[], said: Said): RowsPlan => ({
  put: [],
  remove: goes(said),
  state: { ...state, parked: Object.fromEntries(Object.entries(state.parked).filter(([scope]) => !scopes.includes(scope))) },
})

/** Parked scopes that the service counts as the person's again. @param gone those that it does not */
export const regainedIn = ({ parked }: SyncState, gone: readonly string[]): readonly string[] => Object.keys(parked).filter((scope) => !gone.includes(scope))

