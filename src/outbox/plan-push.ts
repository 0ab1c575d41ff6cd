/** Which acts go into the next request (P1), and which of them the receipts in its answer are for (V3). */
import { type FirstReceipt, type Receipt } from '../protocol/push.ts'
import { type WireAct } from '../protocol/act.ts'
import { type Commit } from '../protocol/commit.ts'
import { type Entry, type StoredReceipt } from '../store/entry.ts'
import { isUnsent } from '../store/ports.ts'

export interface PushLimits {
  readonly acts: number
  readonly bytes: number
}

export interface Aside {
  /** Records whose acts wait, this round: the order within a record is kept. */
  readonly records: ReadonlySet<string>
  /** Entries that are left out, as the server cannot parse them (P8). They hold up nothing, nor their own record. */
  readonly entries: ReadonlySet<string>
  /** Entries that wait for what others on this device have saved before. What comes after them on their record waits too. */
  readonly held: ReadonlySet<string>
}

const encoder = new TextEncoder()
/** `{"acts":[]}` */
const ENVELOPE_BYTES = 11

const bytesOf = (act: WireAct): number => encoder.encode(JSON.stringify(act)).length + 1

/**
 * The next batch: acts in the order they were saved, so that the acts of one record go in order.
 *
 * @returns the batch, empty when there is nothing to send, and the acts met that are too large to be sent at all
 */
export const planPush = (
  entries: readonly Entry[],
  limits: PushLimits,
  aside: Aside,
): { readonly batch: readonly Entry[]; readonly tooLarge: readonly Entry[] } => {
  const batch: Entry[] = []
  const tooLarge: Entry[] = []
  const waiting = new Set(aside.records)
  let bytes = ENVELOPE_BYTES
  for (const entry of entries) {
    if (batch.length >= limits.acts) break
    if (!isUnsent(entry) || aside.entries.has(entry.entry)) continue
    if (aside.held.has(entry.entry)) waiting.add(entry.act.recordId)
    if (waiting.has(entry.act.recordId)) continue
    const size = bytesOf(entry.act)
    if (ENVELOPE_BYTES + size > limits.bytes) {
      tooLarge.push(entry)
      continue
    }
    if (bytes + size > limits.bytes) break
    bytes += size
    batch.push(entry)
  }
  return { batch, tooLarge }
}

export interface ReadReceipts {
  readonly settled: readonly { readonly entry: Entry; readonly receipt: StoredReceipt }[]
  /** Still to be sent: the server said `retry`, or said nothing of them, or named another hash. */
  readonly left: readonly Entry[]
}

/** The commit an act came with (T2): the first that is not before it. */
const commitOf = (seq: number, commits: readonly Commit[]): Pick<StoredReceipt, 'commit'> => {
  const commit = commits.find((each) => each.seq >= seq)
  return commit ? { commit } : {}
}

const storedOf = (first: FirstReceipt, commits: readonly Commit[]): StoredReceipt => ({
  outcome: first.outcome,
  seq: first.seq,
  at: first.at,
  reason: first.outcome === 'quarantined' ? first.reason : null,
  ...(first.audit ? { audit: first.audit } : {}),
  ...(first.outcome === 'quarantined' ? {} : { revision: first.revision }),
  ...commitOf(first.seq, commits),
  withdrawn: false,
})

/** What a receipt says of this very act, or null: it has to name its id and its hash (V3, T5). */
const receiptFor = ({ act }: Entry, receipt: Receipt | undefined, commits: readonly Commit[]): StoredReceipt | null => {
  if (!receipt || receipt.outcome === 'retry') return null
  const names = ({ actId, hash }: { readonly actId: string; readonly hash: string }): boolean =>
    actId === act.actId && hash === act.hash
  if (receipt.outcome !== 'duplicate') return names(receipt) ? storedOf(receipt, commits) : null
  return names(receipt) && names(receipt.first) ? storedOf(receipt.first, commits) : null
}

/** @param commits that they came with, by seq */
export const readReceipts = (sent: readonly Entry[], receipts: readonly Receipt[], commits: readonly Commit[] = []): ReadReceipts => {
  const byAct = new Map<string, Receipt>(receipts.map((receipt) => [receipt.actId, receipt]))
  const settled: { entry: Entry; receipt: StoredReceipt }[] = []
  const left: Entry[] = []
  for (const entry of sent) {
    const receipt = receiptFor(entry, byAct.get(entry.act.actId), commits)
    if (receipt) settled.push({ entry, receipt })
    else left.push(entry)
  }
  return { settled, left }
}
