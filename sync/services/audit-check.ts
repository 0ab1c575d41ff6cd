/** Whether the audit chain is whole (A8): each entry over the one before, none missing, none changed, the end where it should be. */
import { z } from 'zod'
import { type OrgId } from '../../src/domain/ids.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { type FirstReceipt } from '../../src/protocol/push.ts'
import { auditAfter, auditDigest, type AuditEntry, auditHash, auditHeadOf, contradictionsOf } from '../storage/audit.ts'
import { type Tx } from '../storage/storage.ts'

export type AuditFault =
  /** An entry is not what its hash was made of. */
  | { readonly kind: 'entry-changed'; readonly n: number }
  /** The details of an entry are not what its digest was made of. */
  | { readonly kind: 'details-changed'; readonly n: number }
  /** Entries are missing, or stand in another order, from here. */
  | { readonly kind: 'out-of-order'; readonly n: number; readonly found: number }
  /** The chain ends earlier, or otherwise, than the organisation's own head says. */
  | { readonly kind: 'cut-short'; readonly n: number; readonly head: number }
  /** A receipt names a place in the chain that is not there, or is another. */
  | { readonly kind: 'receipt-contradicts'; readonly n: number }
  /** A device has seen a head that the chain does not have. */
  | { readonly kind: 'device-contradicts'; readonly n: number }
  /** An act that was applied has no entry, or another act's. */
  | { readonly kind: 'act-unaudited'; readonly seq: number }

/** Where a walk along the chain stands. */
export interface Walked {
  readonly n: number
  readonly hash: string
}

/** The faults of a run of entries that follow a place in the chain, and the place after them. */
export const verifyEntries = (org: string, before: Walked, entries: readonly AuditEntry[]): { readonly faults: readonly AuditFault[]; readonly end: Walked } => {
  const faults: AuditFault[] = []
  let at = before
  for (const entry of entries) {
    if (entry.n !== at.n + 1) faults.push({ kind: 'out-of-order', n: at.n + 1, found: entry.n })
    if (auditHash(at.hash, org, entry) !== entry.hash) faults.push({ kind: 'entry-changed', n: entry.n })
    // What was erased leaves its digest and nothing to compare it with (W4).
    else if (entry.salt !== null && auditDigest(entry.salt, entry.details ?? null) !== entry.digest) faults.push({ kind: 'details-changed', n: entry.n })
    at = { n: entry.n, hash: entry.hash }
  }
  return { faults, end: at }
}

/** What an entry says of an act that arrived. */
const ActSaid = z.object({ act: z.string(), hash: z.string() })

const PAGE = 2000
/** Where every chain starts. */
export const START: Walked = { n: 0, hash: '' }

/** The heads that receipts of acts and heads named from outside say the chain has. */
const witnessed = (hashes: ReadonlyMap<number, string>, { n, hash }: AuditHead): boolean => hashes.get(n) === hash

/**
 * Verifies one organisation's chain, and what bears witness to it: its own head, the receipts of acts, what devices have
 * seen, and heads kept elsewhere.
 *
 * @param heads kept elsewhere, such as on a device or on paper
 */
export const verifyAudit = async (
  tx: Tx,
  org: OrgId,
  heads: readonly AuditHead[] = [],
): Promise<{ readonly entries: number; readonly head: Walked; readonly faults: readonly AuditFault[] }> => {
  const faults: AuditFault[] = []
  const hashes = new Map<number, string>()
  const acts = new Map<string, string>()
  let at = START
  for (;;) {
    const entries = await auditAfter(tx, org, at.n, PAGE)
    if (entries.length === 0) break
    const page = verifyEntries(org, at, entries)
    faults.push(...page.faults)
    at = page.end
    for (const { n, hash, what, details } of entries) {
      hashes.set(n, hash)
      const said = what === 'act' ? ActSaid.safeParse(details) : null
      if (said?.success) acts.set(`${said.data.act} ${said.data.hash}`, hash)
    }
  }
  const head = await auditHeadOf(tx, org)
  if ((head?.n ?? 0) !== at.n || (head?.hash ?? '') !== at.hash) faults.push({ kind: 'cut-short', n: at.n, head: head?.n ?? 0 })
  const kept = await tx.selectFrom('acts').select(['seq', 'act_id', 'hash', 'receipt']).where('org', '=', org).orderBy('seq').execute()
  for (const { seq, act_id: act, hash, receipt } of kept) {
    const { audit } = JSON.parse(receipt) as FirstReceipt
    // Acts from before there was an audit have no entry.
    if (!audit) continue
    if (!witnessed(hashes, audit)) faults.push({ kind: 'receipt-contradicts', n: audit.n })
    else if (acts.get(`${act} ${hash}`) !== audit.hash) faults.push({ kind: 'act-unaudited', seq })
  }
  for (const { n } of await contradictionsOf(tx, org)) faults.push({ kind: 'device-contradicts', n })
  for (const each of heads) if (!witnessed(hashes, each)) faults.push({ kind: 'device-contradicts', n: each.n })
  return { entries: hashes.size, head: at, faults }
}
