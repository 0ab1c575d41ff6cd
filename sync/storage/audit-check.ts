/** Whether a part of the audit chain is as it was written (A8). Pure: whoever asks reads the entries and goes on from there. */
import { type OrgId } from '../../src/domain/ids.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { auditDigest, type AuditEntry, auditHash } from './audit.ts'

/** What is wrong with an entry. */
export type AuditFault =
  /** It does not stand where it should: one was deleted, added or moved. */
  | 'place'
  /** What it says in detail is not what was written. */
  | 'details'
  /** It says otherwise who did what, when or to whom, or does not follow the one before. */
  | 'hash'

export type AuditVerdict =
  | { readonly ok: true; readonly head: AuditHead | null; readonly erased: number }
  | { readonly ok: false; readonly n: number; readonly fault: AuditFault }

const faultOf = (before: AuditHead | null, org: OrgId, entry: AuditEntry): AuditFault | null => {
  if (entry.n !== (before?.n ?? 0) + 1) return 'place'
  const isErased = entry.details === null && entry.salt === null
  // What was written with no details has a salt: `null` is then what it says.
  if (!isErased && (entry.salt === null || auditDigest(entry.salt, entry.details) !== entry.digest)) return 'details'
  return auditHash(before?.hash ?? '', org, entry) === entry.hash ? null : 'hash'
}

/**
 * Verifies entries that follow one another. Of an erased one (W4) the digest stands for what is gone.
 *
 * @param before where the chain stood before the first of them; null at its beginning
 * @returns where it stands after the last and how many of them are erased, or the first fault
 */
export const verifyEntries = (before: AuditHead | null, org: OrgId, entries: readonly AuditEntry[]): AuditVerdict => {
  let head = before
  let erased = 0
  for (const entry of entries) {
    const fault = faultOf(head, org, entry)
    if (fault) return { ok: false, n: entry.n, fault }
    if (entry.salt === null) erased += 1
    head = { n: entry.n, hash: entry.hash }
  }
  return { ok: true, head, erased }
}
