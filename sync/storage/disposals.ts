/** What two people decide of a file whose time is over (W4). */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type PostId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

/** `open` waits for the second person; `kept` and `erased` are what was agreed. */
export type DisposalOutcome = 'open' | 'kept' | 'erased' | 'refused'

export interface Disposal {
  readonly id: string
  readonly post: PostId
  readonly person: PersonId
  readonly what: 'erase' | 'keep'
  /** Until which day the file is kept all the same. */
  readonly keepUntil: PlainDate | null
  /** Gone with the file, once that is erased. */
  readonly reason: string | null
  readonly withPerson: boolean
  /** It was said that what is in quarantine, or competing, goes too. */
  readonly unresolvedToo: boolean
  readonly rule: string
  readonly due: PlainDate
  readonly proposedBy: PersonId
  readonly proposedAt: Instant
  readonly outcome: DisposalOutcome
  readonly decidedBy: PersonId | null
  readonly decidedAt: Instant | null
}

export const addDisposal = async (tx: Tx, org: OrgId, disposal: Disposal): Promise<void> => {
  await tx
    .insertInto('disposals')
    .values({
      org,
      id: disposal.id,
      post: disposal.post,
      person: disposal.person,
      what: disposal.what,
      keep_until: disposal.keepUntil,
      reason: disposal.reason,
      with_person: disposal.withPerson ? 1 : 0,
      unresolved_too: disposal.unresolvedToo ? 1 : 0,
      rule: disposal.rule,
      due: disposal.due,
      proposed_by: disposal.proposedBy,
      proposed_at: disposal.proposedAt,
      outcome: disposal.outcome,
      decided_by: null,
      decided_at: null,
      scrubbed: 1,
    })
    .execute()
}

/** Every disposal there was, the latest first. */
export const disposalsOf = async (tx: Tx, org: OrgId): Promise<readonly Disposal[]> => {
  const rows = await tx.selectFrom('disposals').selectAll().where('org', '=', org).orderBy('proposed_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    post: row.post as PostId,
    person: row.person as PersonId,
    what: row.what as Disposal['what'],
    keepUntil: row.keep_until as PlainDate | null,
    reason: row.reason,
    withPerson: row.with_person === 1,
    unresolvedToo: row.unresolved_too === 1,
    rule: row.rule,
    due: row.due as PlainDate,
    proposedBy: row.proposed_by as PersonId,
    proposedAt: row.proposed_at as Instant,
    outcome: row.outcome as DisposalOutcome,
    decidedBy: row.decided_by as PersonId | null,
    decidedAt: row.decided_at as Instant | null,
  }))
}

/**
 * What the second person decided. One that was decided already is left as it is.
 *
 * @returns whether it was this that decided it
 */
export const decideDisposal = async (
  tx: Tx,
  org: OrgId,
  id: string,
  { outcome, by, at }: { readonly outcome: DisposalOutcome; readonly by: PersonId; readonly at: Instant },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('disposals')
    .set({ outcome, decided_by: by, decided_at: at, scrubbed: outcome === 'erased' ? 0 : 1 })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('outcome', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Of a database that did not yet know, or no longer knows, that it was decided: the ledger does. */
export const finishDisposal = async (tx: Tx, org: OrgId, id: string, at: Instant): Promise<void> => {
  await tx
    .updateTable('disposals')
    .set({ outcome: 'erased', decided_at: at, reason: null, scrubbed: 0 })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('outcome', '<>', 'erased')
    .execute()
}

/** Whether something was erased whose bytes may still be in the files. */
export const unscrubbed = async (tx: Tx, org: OrgId): Promise<boolean> =>
  (await tx.selectFrom('disposals').select('id').where('org', '=', org).where('scrubbed', '=', 0).executeTakeFirst()) !== undefined

export const markScrubbed = async (tx: Tx, org: OrgId): Promise<void> => {
  await tx.updateTable('disposals').set({ scrubbed: 1 }).where('org', '=', org).where('scrubbed', '=', 0).execute()
}
