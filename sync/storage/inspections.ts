/** Packs for inspections, until their time is over (W3). */
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type InspectionId, type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { type InspectionPack } from '../../src/domain/inspection/pack.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { type InspectionItem } from '../../src/protocol/inspections.ts'
import { type Tx } from './storage.ts'

/** Who was read of, and under which titles of sections. */
export type Subjects = readonly (readonly [PersonId, readonly string[]])[]

/** What never changes of a pack, as the list of packs says it. */
type Fixed = Pick<InspectionItem, 'from' | 'until' | 'for' | 'concerns' | 'hash'>

export interface KeptInspection extends Fixed {
  readonly org: OrgId
  readonly id: InspectionId
  readonly setting: SettingId
  readonly madeBy: PersonId
  readonly madeAt: Instant
  readonly opensUntil: Instant
  readonly subjects: Subjects
  readonly written: AuditHead
  readonly opened: number
  readonly lastOpened: Instant | null
  readonly link: boolean
}

const COLUMNS = [
  'inspections.org', 'id', 'setting', 'made_by', 'made_at', 'opens_until', 'item', 'subjects', 'written_n', 'written_hash', 'opened', 'last_opened_at', 'token_hash',
] as const

interface Row {
  org: string
  id: string
  setting: string
  made_by: string
  made_at: string
  opens_until: string
  item: string
  subjects: string
  written_n: number
  written_hash: string
  opened: number
  last_opened_at: string | null
  token_hash: string | null
}

const keptIn = (row: Row): KeptInspection => ({
  ...(JSON.parse(row.item) as Fixed),
  org: row.org as OrgId,
  id: row.id as InspectionId,
  setting: row.setting as SettingId,
  madeBy: row.made_by as PersonId,
  madeAt: row.made_at as Instant,
  opensUntil: row.opens_until as Instant,
  subjects: JSON.parse(row.subjects) as Subjects,
  written: { n: row.written_n, hash: row.written_hash },
  opened: row.opened,
  lastOpened: row.last_opened_at as Instant | null,
  link: row.token_hash !== null,
})

export const addInspection = async (tx: Tx, kept: Omit<KeptInspection, 'opened' | 'lastOpened' | 'link'>, pack: InspectionPack): Promise<void> => {
  const { org, id, setting, madeBy, madeAt, opensUntil, subjects, written, from, until, concerns, hash } = kept
  const item: Fixed = { from, until, for: kept.for, concerns, hash }
  await tx
    .insertInto('inspections')
    .values({
      org, id, setting, made_by: madeBy, made_at: madeAt, opens_until: opensUntil, item: JSON.stringify(item), pack: JSON.stringify(pack),
      subjects: JSON.stringify(subjects), written_n: written.n, written_hash: written.hash, opened: 0, last_opened_at: null, token_hash: null,
    })
    .execute()
}

/** The packs that can still be opened at a moment, the newest first. @param settings null for those of every setting */
export const inspectionsIn = async (tx: Tx, org: OrgId, settings: readonly SettingId[] | null, now: Instant): Promise<readonly KeptInspection[]> => {
  if (settings?.length === 0) return []
  let query = tx.selectFrom('inspections').select(COLUMNS).where('org', '=', org)
  if (settings) query = query.where('setting', 'in', settings)
  const rows = await query.orderBy('made_at', 'desc').execute()
  return rows.map(keptIn).filter(({ opensUntil }) => epochOf(opensUntil) > epochOf(now))
}

/** A pack that can still be opened; null where there is none. */
export const inspectionOf = async (tx: Tx, org: OrgId, id: InspectionId, now: Instant): Promise<KeptInspection | null> => {
  const row = await tx.selectFrom('inspections').select(COLUMNS).where('org', '=', org).where('id', '=', id).executeTakeFirst()
  const kept = row ? keptIn(row) : null
  return kept && epochOf(kept.opensUntil) > epochOf(now) ? kept : null
}

/** The same by its link, while the account of who made it is in use. */
export const inspectionWithToken = async (tx: Tx, tokenHash: string, now: Instant): Promise<KeptInspection | null> => {
  const row = await tx
    .selectFrom('inspections')
    .innerJoin('accounts', (join) => join.onRef('accounts.org', '=', 'inspections.org').onRef('accounts.person', '=', 'inspections.made_by'))
    .select(COLUMNS)
    .where('token_hash', '=', tokenHash)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  const kept = row ? keptIn(row) : null
  return kept && epochOf(kept.opensUntil) > epochOf(now) ? kept : null
}

export const packOfInspection = async (tx: Tx, { org, id }: Pick<KeptInspection, 'org' | 'id'>): Promise<InspectionPack> => {
  const { pack } = await tx.selectFrom('inspections').select('pack').where('org', '=', org).where('id', '=', id).executeTakeFirstOrThrow()
  return JSON.parse(pack) as InspectionPack
}

/** @returns whether it was still there */
export const touchInspection = async (tx: Tx, { org, id }: Pick<KeptInspection, 'org' | 'id'>, at: Instant): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('inspections')
    .set((eb) => ({ opened: eb('opened', '+', 1), last_opened_at: at }))
    .where('org', '=', org)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a pack a link; the one before it, if any, is dead. */
export const putInspectionLink = async (tx: Tx, { org, id }: Pick<KeptInspection, 'org' | 'id'>, tokenHash: string): Promise<void> => {
  await tx.updateTable('inspections').set({ token_hash: tokenHash }).where('org', '=', org).where('id', '=', id).execute()
}

/** @returns whether it was still there */
export const dropInspection = async (tx: Tx, { org, id }: Pick<KeptInspection, 'org' | 'id'>): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('inspections').where('org', '=', org).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** The packs of every organisation whose time is over. */
export const inspectionsOver = async (tx: Tx, now: Instant): Promise<readonly KeptInspection[]> => {
  const rows = await tx.selectFrom('inspections').select(COLUMNS).where('opens_until', '<=', now).execute()
  return rows.map(keptIn)
}
