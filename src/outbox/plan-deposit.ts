/** Which acts of others on this device are delivered next (P9), and what waits until they have left. */
import { type DepositReceipt } from '../protocol/deposits.ts'
import { sha256Hex } from '../protocol/hash.ts'
import { type OthersRow } from '../store/ports.ts'
import { textOf } from '../vault/bytes.ts'
import { type PushLimits } from './plan-push.ts'

/** What rounds remember of delivering, while unlocked. */
export interface DepositMemory {
  /** By seq: the service cannot read them, or they are too large. They stay, and nothing waits for them. */
  readonly skipped: Set<number>
  /** Vaults of which an act, sent alone, made the service fail: theirs go last and one by one. */
  readonly troubled: Set<string>
  /** How many go at once; halved by 413, 400 and 5xx, doubled by success. */
  batch: number
  /** The service is of an earlier version and takes none. */
  off: boolean
}

type Place = Pick<OthersRow, 'seq' | 'vault'>

/**
 * What something saved behind it waits for: all that may still go, delivered by anyone or sent by its author. What never
 * can is waited for by nobody.
 */
export const waitedFor = (others: readonly OthersRow[], { skipped, off }: DepositMemory): readonly Place[] =>
  others.filter((row) => !skipped.has(row.seq) && (row.openable || (row.sealed !== null && !off)))

export const isHeldBack = ({ vault, after }: Pick<OthersRow, 'vault' | 'after'>, before: readonly Place[]): boolean =>
  after !== null && before.some((row) => row.vault !== vault && row.seq <= after)

/** One act as it is delivered, and what its receipt has to name. */
export interface Deposit {
  readonly row: OthersRow
  readonly text: string
}

/** `{"sealed":[],"by":null}` */
const ENVELOPE_BYTES = 23
/** Quotes and comma; a compact JWE is ASCII. */
const AROUND_BYTES = 3

/**
 * The next batch, in the order the acts were saved. Which records they are on nobody here can tell, so those of one vault
 * keep their order.
 *
 * @param before what rows saved behind it wait for, the acts of whoever is unlocked too
 * @param aside  vaults of which nothing goes now
 * @returns the batch, and the seqs met that can never be delivered
 */
export const planDeposit = (
  others: readonly OthersRow[],
  before: readonly Place[],
  limits: PushLimits,
  aside: { readonly vaults: ReadonlySet<string>; readonly skipped: ReadonlySet<number> },
): { readonly batch: readonly Deposit[]; readonly never: readonly number[] } => {
  const batch: Deposit[] = []
  const never: number[] = []
  const waiting = new Set(aside.vaults)
  let bytes = ENVELOPE_BYTES
  for (const row of others) {
    if (batch.length >= limits.acts) break
    if (waiting.has(row.vault) || aside.skipped.has(row.seq)) continue
    if (isHeldBack(row, before) || (row.sealed === null && row.openable)) {
      waiting.add(row.vault)
      continue
    }
    // Of a vault that is gone, and never sealed: nobody can send it, and what comes after it goes all the same.
    if (row.sealed === null) continue
    const size = row.sealed.length + AROUND_BYTES
    const text = ENVELOPE_BYTES + size > limits.bytes ? null : textIn(row.sealed)
    if (text === null) {
      never.push(row.seq)
      continue
    }
    if (bytes + size > limits.bytes) break
    bytes += size
    batch.push({ row, text })
  }
  return { batch, never }
}

const textIn = (sealed: Uint8Array): string | null => {
  try {
    return textOf(sealed)
  } catch {
    return null
  }
}

export interface ReadDeposits {
  readonly taken: readonly OthersRow[]
  readonly unreadable: readonly OthersRow[]
  /** Still to be delivered: the service said `retry`, or said nothing of them, or named what was not sent. */
  readonly left: readonly OthersRow[]
}

/** A receipt counts only for the very text that was sent: it names its digest (T5). */
export const readDeposits = (sent: readonly Deposit[], receipts: readonly DepositReceipt[]): ReadDeposits => {
  const outcomes = new Map<string, DepositReceipt['outcome']>(receipts.map(({ digest, outcome }) => [digest, outcome]))
  const read = { taken: [] as OthersRow[], unreadable: [] as OthersRow[], left: [] as OthersRow[] }
  for (const { row, text } of sent) {
    const outcome = outcomes.get(sha256Hex(text)) ?? 'retry'
    read[outcome === 'retry' ? 'left' : outcome].push(row)
  }
  return read
}
