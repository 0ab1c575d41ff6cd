/** People's own copies of their records (W5). */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type Tx } from './storage.ts'

/** Whether a person waits for a copy: it is being looked at, or ready and not yet taken. */
export const copiesWaiting = async (tx: Tx, org: OrgId, person: PersonId, now: Instant): Promise<boolean> =>
  (await tx
    .selectFrom('copies')
    .select('id')
    .where('org', '=', org)
    .where('person', '=', person)
    .where((eb) =>
      eb.or([eb('state', '=', 'asked'), eb.and([eb('state', '=', 'released'), eb('taken_at', 'is', null), eb('ready_until', '>=', now)])]),
    )
    .executeTakeFirst()) !== undefined

/** `asked` waits to be looked through; `released` can be had until its time is over; `over` is kept no longer. */
type CopyState = 'asked' | 'released' | 'over'

export interface CopyRow {
  readonly id: string
  readonly person: PersonId
  readonly askedAt: Instant
  readonly due: PlainDate
  readonly state: CopyState
  readonly reviewedBy: PersonId | null
  readonly reviewedAt: Instant | null
  readonly readyUntil: Instant | null
}

const COLUMNS = ['id', 'person', 'asked_at', 'due', 'state', 'reviewed_by', 'reviewed_at', 'ready_until'] as const

/** The copies there are or were: of one person, or all. The latest first. */
export const copiesOf = async (tx: Tx, org: OrgId, person: PersonId | null): Promise<readonly CopyRow[]> => {
  let query = tx.selectFrom('copies').select(COLUMNS).where('org', '=', org)
  if (person !== null) query = query.where('person', '=', person)
  const rows = await query.orderBy('asked_at', 'desc').orderBy('id', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    person: row.person as PersonId,
    askedAt: row.asked_at as Instant,
    due: row.due as PlainDate,
    state: row.state as CopyState,
    reviewedBy: row.reviewed_by as PersonId | null,
    reviewedAt: row.reviewed_at as Instant | null,
    readyUntil: row.ready_until as Instant | null,
  }))
}

export const addCopy = async (
  tx: Tx,
  org: OrgId,
  copy: { readonly id: string; readonly person: PersonId; readonly at: Instant; readonly due: PlainDate; readonly bundle: Json },
): Promise<void> => {
  await tx
    .insertInto('copies')
    .values({
      org, id: copy.id, person: copy.person, asked_at: copy.at, due: copy.due, state: 'asked', bundle: JSON.stringify(copy.bundle),
      file: null, reviewed_by: null, reviewed_at: null, ready_until: null, taken_at: null,
    })
    .execute()
}

/** What a copy is made of, while it waits to be looked through; null afterwards. */
export const bundleOf = async (tx: Tx, org: OrgId, id: string): Promise<Json | null> => {
  const row = await tx.selectFrom('copies').select('bundle').where('org', '=', org).where('id', '=', id).executeTakeFirst()
  return row?.bundle ? (JSON.parse(row.bundle) as Json) : null
}

/** Puts the file in the place of what it was made of: that held what is covered. */
export const releaseCopy = async (
  tx: Tx,
  org: OrgId,
  id: string,
  { by, at, until, file }: { readonly by: PersonId; readonly at: Instant; readonly until: Instant; readonly file: string },
): Promise<void> => {
  await tx
    .updateTable('copies')
    .set({ state: 'released', bundle: null, file, reviewed_by: by, reviewed_at: at, ready_until: until })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .execute()
}

/** A person's own copy; null where it is not theirs, not ready or over. */
export const takeCopy = async (tx: Tx, org: OrgId, id: string, person: PersonId, at: Instant): Promise<string | null> => {
  const row = await tx
    .selectFrom('copies')
    .select('file')
    .where('org', '=', org)
    .where('id', '=', id)
    .where('person', '=', person)
    .where('state', '=', 'released')
    .where('ready_until', '>=', at)
    .executeTakeFirst()
  if (!row?.file) return null
  await tx.updateTable('copies').set({ taken_at: at }).where('org', '=', org).where('id', '=', id).execute()
  return row.file
}

/** Lets go of the files whose time is over. */
export const dropOldCopies = async (tx: Tx, org: OrgId, now: Instant): Promise<void> => {
  await tx.updateTable('copies').set({ state: 'over', file: null }).where('org', '=', org).where('state', '=', 'released').where('ready_until', '<', now).execute()
}
