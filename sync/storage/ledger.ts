/** What was done, and in which order: the organisation's counter, the acts applied, the acts in quarantine. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Commit } from '../../src/protocol/commit.ts'
import { type FirstReceipt } from '../../src/protocol/push.ts'
import { type Tx } from './storage.ts'

/** What became of an act that arrived before. `bodyHash` differs from `hash` where it was changed on its way. */
export interface Earlier {
  readonly actId: string
  readonly hash: string
  readonly bodyHash: string
  readonly receipt: FirstReceipt
}

/** What is known of these act ids: applied, in quarantine, or both where an id was used again. */
export const earlierOf = async (tx: Tx, org: OrgId, actIds: readonly string[]): Promise<readonly Earlier[]> => {
  const applied = await tx
    .selectFrom('acts')
    .select(['act_id', 'hash', 'receipt'])
    .where('org', '=', org)
    .where('act_id', 'in', actIds)
    .execute()
  const kept = await tx
    .selectFrom('quarantine')
    .select(['act_id', 'hash', 'body_hash', 'receipt'])
    .where('org', '=', org)
    .where('act_id', 'in', actIds)
    .execute()
  return [
    ...applied.map((row) => ({ ...row, body_hash: row.hash })),
    ...kept,
  ].map((row) => ({
    actId: row.act_id,
    hash: row.hash,
    bodyHash: row.body_hash,
    receipt: JSON.parse(row.receipt) as FirstReceipt,
  }))
}

/**
 * Takes the next seqs of the organisation inside the transaction that writes (L2), after everything is validated: the
 * counter's row is the lock that makes a lower seq visible no later than a higher one.
 *
 * @returns the last of the `count` seqs taken
 */
export const takeSeqs = async (tx: Tx, org: OrgId, count: number, at: Instant, token: string): Promise<number> => {
  const { seq } = await tx
    .updateTable('orgs')
    .set((eb) => ({ seq: eb('seq', '+', count) }))
    .where('org', '=', org)
    .returning('seq')
    .executeTakeFirstOrThrow()
  await tx.insertInto('commits').values({ org, seq, token, at }).execute()
  return seq
}

/** The organisation's last seq. */
export const headOf = async (tx: Tx, org: OrgId): Promise<number> => {
  const row = await tx.selectFrom('orgs').select('seq').where('org', '=', org).executeTakeFirstOrThrow()
  return row.seq
}

/** The commit with this very seq; null where there is none, be it that a restore undid it (T2). */
export const commitAt = async (tx: Tx, org: OrgId, seq: number): Promise<Commit | null> =>
  (await tx.selectFrom('commits').select(['seq', 'token']).where('org', '=', org).where('seq', '=', seq).executeTakeFirst()) ?? null

/** Whether a commit is of this database's history (T2): after a restore others take the same seqs, so the token tells. */
export const hasCommit = async (tx: Tx, org: OrgId, { seq, token }: Commit): Promise<boolean> => (await commitAt(tx, org, seq))?.token === token

/** Of each seq the commit it came with: the first that is not before it; each once, in order. */
export const commitsWith = async (tx: Tx, org: OrgId, seqs: readonly number[]): Promise<readonly Commit[]> => {
  const commits: Commit[] = []
  for (const seq of [...new Set(seqs)].sort((a, b) => a - b)) {
    if (seq <= (commits.at(-1)?.seq ?? 0)) continue
    const next = await tx.selectFrom('commits').select(['seq', 'token']).where('org', '=', org).where('seq', '>=', seq).orderBy('seq').limit(1).executeTakeFirst()
    if (next) commits.push(next)
  }
  return commits
}

export interface AppliedAct {
  readonly seq: number
  readonly wire: WireAct
  readonly actor: string
  readonly receipt: FirstReceipt
}

export const addActs = async (tx: Tx, org: OrgId, acts: readonly AppliedAct[], at: Instant): Promise<void> => {
  if (acts.length === 0) return
  await tx
    .insertInto('acts')
    .values(
      acts.map(({ seq, wire, actor, receipt }) => ({
        org,
        seq,
        act_id: wire.actId,
        record_id: wire.recordId,
        hash: wire.hash,
        actor,
        device: wire.deviceId,
        device_time: wire.deviceTime,
        received_at: at,
        body: JSON.stringify(wire),
        receipt: JSON.stringify(receipt),
      })),
    )
    .execute()
}

/** The acts of one record in the order in which they were applied. */
export const actsOf = async (
  tx: Tx,
  org: OrgId,
  recordId: string,
): Promise<readonly (AppliedAct & { readonly receivedAt: Instant })[]> => {
  const rows = await tx
    .selectFrom('acts')
    .select(['seq', 'actor', 'received_at', 'body', 'receipt'])
    .where('org', '=', org)
    .where('record_id', '=', recordId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    actor: row.actor,
    receivedAt: row.received_at as Instant,
    wire: JSON.parse(row.body) as WireAct,
    receipt: JSON.parse(row.receipt) as FirstReceipt,
  }))
}
