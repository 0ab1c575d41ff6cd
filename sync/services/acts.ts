/**
 * Pushing acts (P1–P8). The acts of one request are judged one by one in one transaction: each is applied, kept as
 * competing or put into quarantine on its own, and none can undo another. Killed at any point, either the whole
 * request's outcome is there with its receipts, or nothing is.
 */
import { projectionsOf } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type RecordState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { type ReadAct, readAct } from '../../src/protocol/read-act.ts'
import { type FirstReceipt, type QuarantineReason, type Receipt } from '../../src/protocol/push.ts'
import { actHash } from '../../src/protocol/seal-act.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit, type AuditDoing } from '../storage/audit.ts'
import { type ErasureLedger } from '../storage/erasure-ledger.ts'
import { addActs, type AppliedAct, type Earlier, earlierOf, headOf, takeSeqs } from '../storage/ledger.ts'
import { keepActs, type KeptAct } from '../storage/quarantine.ts'
import { type ChangedRecord, putRecords, putScopeRows, type ScopeRow } from '../storage/records.ts'
import { endRecovered } from '../storage/recovered.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Board, readBoard } from './board.ts'
import { erasedAmong } from './erased-acts.ts'
import { judge, type Principal, settingIdFor } from './judge.ts'
import { commitToken, type Shipped } from './packs.ts'

/** One act with the person who did it. */
export interface Sent {
  readonly principal: Principal
  readonly wire: WireAct
  /** It was sealed, and brought by whoever synced the device (P9). */
  readonly deposited?: boolean
  /** Why it is kept whatever it says: what it was signed with is believed no longer, or its author had left by then (P9). */
  readonly withheld?: 'key-revoked' | 'author-closed'
}

export interface Acts {
  /** Applies or keeps each act. The receipts are in the order of the acts; they are durable when this resolves. */
  readonly push: (org: OrgId, sent: readonly Sent[]) => Promise<readonly Receipt[]>
  /** The same inside a transaction that does more: durable with it, and undone with it. */
  readonly pushIn: (tx: Tx, org: OrgId, sent: readonly Sent[]) => Promise<readonly Receipt[]>
}

export interface ActsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly shipped: Shipped
  readonly erasures: ErasureLedger
  /** Told of an act that made the code fail: a fault of ours. */
  readonly onFault: (error: unknown) => void
}

interface Arrived extends Sent {
  readonly at: Instant
  readonly bodyHash: string
  readonly read: ReadAct
}

/** What is decided of an act before the seqs are taken. */
type Decision =
  | { readonly outcome: 'applied'; readonly revision: number; readonly competing: readonly string[] }
  | { readonly outcome: 'quarantined'; readonly reason: QuarantineReason; readonly setting: string | null }
  | { readonly outcome: 'duplicate'; readonly first: FirstReceipt }
  /** The same act earlier in this request. */
  | { readonly outcome: 'again'; readonly index: number }
  | { readonly outcome: 'retry' }
  /** It is of a file that was erased: refused, and nothing of it is kept (T2, W4). */
  | { readonly outcome: 'erased' }

/** What became of acts with the same id, here and in this request. */
interface Known {
  readonly earlier: readonly Earlier[]
  readonly inRequest: readonly { readonly index: number; readonly hash: string; readonly bodyHash: string }[]
}

const reject = (code: string, where?: string): Decision => ({
  outcome: 'quarantined',
  reason: { code, ...(where ? { where } : {}) },
  setting: null,
})

/**
 * Replay (P4). The same act again is a duplicate; another act under a used id is refused and kept. An act that arrived
 * changed on its way does not use up its id: the right one still comes.
 */
const replayed = ({ wire, bodyHash }: Arrived, known: Known): Decision | null => {
  const same = (other: { hash: string; bodyHash: string }): boolean => other.hash === wire.hash && other.bodyHash === bodyHash
  const twin = known.earlier.find(same)
  if (twin) return { outcome: 'duplicate', first: twin.receipt }
  const twinHere = known.inRequest.find(same)
  if (twinHere) return { outcome: 'again', index: twinHere.index }
  if (bodyHash !== wire.hash) return reject('hash-mismatch', 'hash')
  const used = [...known.earlier, ...known.inRequest].some((other) => other.hash === other.bodyHash)
  return used ? reject('act-id-reused', 'actId') : null
}

const decide = (arrived: Arrived, known: Known, board: Board, shipped: Shipped): Decision => {
  const replay = replayed(arrived, known)
  if (replay) return replay
  const { read, withheld } = arrived
  if (withheld) return { outcome: 'quarantined', reason: { code: withheld }, setting: read.ok ? settingIdFor(read.act, board) : null }
  if (!read.ok) return reject(read.code, read.where)
  const judged = judge(read.act, arrived, board, shipped)
  if (!judged.ok) {
    return { outcome: 'quarantined', reason: judged.reason, setting: settingIdFor(read.act, board) }
  }
  board.put(judged.state)
  return { outcome: 'applied', revision: judged.state.revision, competing: judged.competing }
}

/** Decides each act in order. An act that makes the code fail is to be retried, and so are its record's later acts. */
const decideAll = (
  arrived: readonly Arrived[],
  earlier: readonly Earlier[],
  board: Board,
  erased: ReadonlySet<number>,
  { shipped, onFault }: ActsPorts,
): readonly Decision[] => {
  const decisions: Decision[] = []
  const stuck = new Set<string>()
  arrived.forEach((each, index) => {
    const { actId, recordId } = each.wire
    const known: Known = {
      earlier: earlier.filter((other) => other.actId === actId),
      inRequest: arrived
        .slice(0, index)
        .flatMap(({ wire, bodyHash }, at) => (wire.actId === actId && decisions[at]?.outcome !== 'retry' ? [{ index: at, hash: wire.hash, bodyHash }] : [])),
    }
    if (erased.has(index)) {
      decisions.push({ outcome: 'erased' })
      return
    }
    try {
      decisions.push(stuck.has(recordId) ? { outcome: 'retry' } : decide(each, known, board, shipped))
    } catch (error) {
      onFault(error)
      stuck.add(recordId)
      decisions.push({ outcome: 'retry' })
    }
  })
  return decisions
}

/** The rows of every audience of the changed records, with a tombstone in each scope a record has left (L3). */
const scopeRowsOf = (changed: readonly ChangedRecord[], board: Board): readonly ScopeRow[] => {
  const postOf = (state: RecordState) => ('post' in state ? board.post(state.post) : null)
  return changed.flatMap(({ state, seq }) => {
    const now = projectionsOf(state, postOf(state))
    const before = board.before(state.id)
    const scopes = new Set<string>(now.map(({ scope }) => scope))
    const left = before ? projectionsOf(before, postOf(before)).filter(({ scope }) => !scopes.has(scope)) : []
    const row = { id: state.id, seq, revision: state.revision }
    return [
      ...now.map(({ scope, body }): ScopeRow => ({ ...row, scope, body })),
      ...left.map(({ scope }): ScopeRow => ({ ...row, scope, body: null })),
    ]
  })
}

type Fresh = Decision & { outcome: 'applied' | 'quarantined' }

const isFresh = (decision: Decision | undefined): decision is Fresh => decision?.outcome === 'applied' || decision?.outcome === 'quarantined'

/** Whom a record is about. */
const subjectOf = (state: RecordState | null): PersonId | null => {
  if (state?.kind === 'person') return state.id
  if (!state) return null
  return 'supervisee' in state ? state.supervisee : 'person' in state ? state.person : null
}

/** What the audit says of an act that arrived: which, of what kind, and what became of it (A8). The hash binds what it said. */
const auditOf = (decision: Fresh, { wire, principal, at, deposited = false }: Arrived, board: Board): AuditDoing => ({
  at,
  actor: principal.person,
  what: 'act',
  subject: subjectOf(board.record(wire.recordId)),
  record: wire.recordId,
  details: { act: wire.actId, hash: wire.hash, kind: wire.kind, type: wire.type, outcome: decision.outcome, ...(deposited ? { deposited } : {}) },
})

const receiptOf = (decision: Fresh, wire: WireAct, seq: number, at: Instant, audit: AuditHead): FirstReceipt => {
  const about = { actId: wire.actId, hash: wire.hash, at, seq, audit }
  if (decision.outcome === 'quarantined') return { ...about, outcome: 'quarantined', reason: decision.reason }
  const { revision, competing } = decision
  return competing.length > 0
    ? { ...about, outcome: 'competing', revision, fields: [...competing] }
    : { ...about, outcome: 'applied', revision }
}

/** Hashing and reading need no database: done before the write lock is taken. */
const arrivedFrom = (sent: readonly Sent[], at: Instant): readonly Arrived[] =>
  sent.map((each): Arrived => ({ ...each, at, bodyHash: actHash(each.wire), read: readAct(each.wire, each.principal.person, at) }))

/** In one transaction: a record, its act, its audiences' rows, the receipt and the seq are all there, or none is (P4, L2). */
const pushed = async (tx: Tx, org: OrgId, arrived: readonly Arrived[], at: Instant, ports: ActsPorts): Promise<readonly Receipt[]> => {
  const readable: readonly RecordAct[] = arrived.flatMap(({ read }) => (read.ok ? [read.act] : []))
  const earlier = await earlierOf(tx, org, arrived.map(({ wire }) => wire.actId))
  const board = await readBoard(tx, org, readable)
  const erased = await erasedAmong(tx, org, arrived, board, ports.erasures)
  const decisions = decideAll(arrived, earlier, board, erased.indexes, ports)

  const doings = decisions.flatMap((decision, index) => {
    const each = arrived[index]
    return each && isFresh(decision) ? [auditOf(decision, each, board)] : []
  })
  const heads = (await appendAudit(tx, org, [...doings, ...erased.doings(at)], ports.random)).values()
  const fresh = doings.length
  let seq = fresh === 0 ? 0 : (await takeSeqs(tx, org, fresh, at, commitToken(ports.random))) - fresh
  const firsts = new Map<number, FirstReceipt>()
  const applied: AppliedAct[] = []
  const kept: KeptAct[] = []
  const lastSeq = new Map<string, number>()
  decisions.forEach((decision, index) => {
    const each = arrived[index]
    if (!each || !isFresh(decision)) return
    const audit = heads.next().value
    if (!audit) throw new Error('each act that is kept has its entry in the audit')
    seq += 1
    const { wire, principal, bodyHash } = each
    const receipt = receiptOf(decision, wire, seq, at, audit)
    firsts.set(index, receipt)
    if (decision.outcome === 'applied') {
      applied.push({ seq, wire, actor: principal.person, receipt })
      lastSeq.set(wire.recordId, seq)
    } else {
      const { reason, setting } = decision
      kept.push({ seq, wire, bodyHash, author: principal.person, setting, reason, receipt })
    }
  })

  const changed = board.changed().map((state): ChangedRecord => ({ state, seq: lastSeq.get(state.id) ?? seq }))
  await addActs(tx, org, applied, at)
  await keepActs(tx, org, kept, at)
  await putRecords(tx, org, changed)
  await putScopeRows(tx, org, scopeRowsOf(changed, board))
  // What a device had brought a copy of is back (T2).
  await endRecovered(tx, org, board.changed(), at, () => commitToken(ports.random))

  // Nothing is stored of what is erased, so its receipt stands at what there is; the same act again gets the same one.
  const head = erased.indexes.size === 0 ? 0 : Math.max(1, await headOf(tx, org))
  return arrived.map(({ wire }, index): Receipt => {
    const decision = decisions[index] ?? { outcome: 'retry' }
    const about = { actId: wire.actId, hash: wire.hash, at }
    if (decision.outcome === 'erased') return { ...about, outcome: 'quarantined', seq: head, reason: { code: 'erased' } }
    const first = decision.outcome === 'duplicate' ? decision.first : firsts.get(decision.outcome === 'again' ? decision.index : -1)
    const own = firsts.get(index)
    if (own) return own
    return first ? { ...about, outcome: 'duplicate', first } : { ...about, outcome: 'retry' }
  })
}

export const actsService = (ports: ActsPorts): Acts => ({
  push: (org, sent) => {
    const at = ports.clock()
    const arrived = arrivedFrom(sent, at)
    return ports.storage.write((tx) => pushed(tx, org, arrived, at, ports), org)
  },
  pushIn: (tx, org, sent) => {
    const at = ports.clock()
    return pushed(tx, org, arrivedFrom(sent, at), at, ports)
  },
})
