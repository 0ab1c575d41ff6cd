/** Acts the server may not apply, kept whole (P8). */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type FirstReceipt, type QuarantineReason } from '../../src/protocol/push.ts'
import { AWAITS_UPGRADE } from '../../src/protocol/version.ts'
import { type Tx } from './storage.ts'

export interface KeptAct {
  readonly seq: number
  readonly wire: WireAct
  readonly bodyHash: string
  readonly author: string
  readonly setting: string | null
  readonly reason: QuarantineReason
  readonly receipt: FirstReceipt
}

export interface QuarantineRow extends Omit<KeptAct, 'bodyHash' | 'receipt'> {
  readonly at: Instant
  readonly withdrawnAt: Instant | null
}

/** At most this many are listed at once; the newest first. */
const LISTED = 500

export const keepActs = async (tx: Tx, org: OrgId, acts: readonly KeptAct[], at: Instant): Promise<void> => {
  if (acts.length === 0) return
  await tx
    .insertInto('quarantine')
    .values(
      acts.map((act) => ({
        org,
        act_id: act.wire.actId,
        hash: act.wire.hash,
        body_hash: act.bodyHash,
        seq: act.seq,
        author: act.author,
        record_id: act.wire.recordId,
        kind: act.wire.kind,
        type: act.wire.type,
        setting: act.setting,
        body: JSON.stringify(act.wire),
        reason: JSON.stringify(act.reason),
        receipt: JSON.stringify(act.receipt),
        at,
        withdrawn_at: null,
      })),
    )
    .execute()
}

const COLUMNS = ['seq', 'author', 'setting', 'body', 'reason', 'at', 'withdrawn_at'] as const
type Kept = { seq: number; author: string; setting: string | null; body: string; reason: string; at: string; withdrawn_at: string | null }

const read = (row: Kept): QuarantineRow => ({
  seq: row.seq,
  author: row.author,
  setting: row.setting,
  wire: JSON.parse(row.body) as WireAct,
  reason: JSON.parse(row.reason) as QuarantineReason,
  at: row.at as Instant,
  withdrawnAt: row.withdrawn_at as Instant | null,
})

/** A person's own acts in quarantine, the newest first. */
export const quarantineBy = async (tx: Tx, org: OrgId, author: PersonId): Promise<readonly QuarantineRow[]> => {
  const rows = await tx
    .selectFrom('quarantine')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('author', '=', author)
    .orderBy('seq', 'desc')
    .limit(LISTED)
    .execute()
  return rows.map(read)
}

/** The acts in quarantine that belong to these settings, of other authors, not withdrawn; the newest first. */
export const quarantineIn = async (
  tx: Tx,
  org: OrgId,
  settings: readonly string[],
  notBy: PersonId,
): Promise<readonly QuarantineRow[]> => {
  if (settings.length === 0) return []
  const rows = await tx
    .selectFrom('quarantine')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('setting', 'in', settings)
    .where('author', '<>', notBy)
    .where('withdrawn_at', 'is', null)
    .orderBy('seq', 'desc')
    .limit(LISTED)
    .execute()
  return rows.map(read)
}

/**
 * Marks an author's act as withdrawn; it stays where it is.
 *
 * @returns whether the author has such an act in quarantine
 */
export const withdraw = async (tx: Tx, org: OrgId, author: PersonId, actId: string, at: Instant): Promise<boolean> => {
  const mine = tx.selectFrom('quarantine').select('act_id').where('org', '=', org).where('author', '=', author).where('act_id', '=', actId)
  if (!(await mine.executeTakeFirst())) return false
  await tx
    .updateTable('quarantine')
    .set({ withdrawn_at: at })
    .where('org', '=', org)
    .where('author', '=', author)
    .where('act_id', '=', actId)
    .where('withdrawn_at', 'is', null)
    .execute()
  return true
}

export type AwaitingAct = Pick<QuarantineRow, 'seq' | 'author' | 'wire'>

/** What waits for an upgrade and was not taken back by its author, in the order in which it came. */
export const awaitingUpgrade = async (tx: Tx, org: OrgId): Promise<readonly AwaitingAct[]> => {
  const rows = await tx
    .selectFrom('quarantine')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('withdrawn_at', 'is', null)
    .where((eb) => eb.or(AWAITS_UPGRADE.map((code) => eb('reason', 'like', `%"${code}"%`))))
    .orderBy('seq')
    .execute()
  return rows.map(read).filter(({ reason }) => AWAITS_UPGRADE.some((code) => code === reason.code))
}

/** Takes acts out of quarantine that are judged anew in the same transaction. */
export const letGo = async (tx: Tx, org: OrgId, seqs: readonly number[]): Promise<void> => {
  await tx.deleteFrom('quarantine').where('org', '=', org).where('seq', 'in', seqs).execute()
}
