/** Delays of telling somebody that their records were read (W2). */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { type Delay } from '../../src/protocol/readings.ts'
import { type Tables } from './tables.ts'
import { type Tx } from './storage.ts'

const read = (row: Tables['delays']): Delay => ({
  id: row.id,
  setting: row.setting as SettingId,
  subject: row.subject as PersonId,
  reader: row.reader as PersonId,
  why: row.why,
  until: row.until as PlainDate,
  askedAt: row.asked_at as Instant,
  agreedBy: row.agreed_by as PersonId | null,
  agreedAt: row.agreed_at as Instant | null,
  refusedBy: row.refused_by as PersonId | null,
})

export const addDelay = async (tx: Tx, org: OrgId, delay: Pick<Delay, 'id' | 'setting' | 'subject' | 'reader' | 'why' | 'until' | 'askedAt'>): Promise<void> => {
  const { id, setting, subject, reader, why, until, askedAt } = delay
  await tx
    .insertInto('delays')
    .values({ org, id, setting, subject, reader, why, until, asked_at: askedAt, agreed_by: null, agreed_at: null, refused_by: null })
    .execute()
}

export const delayNamed = async (tx: Tx, org: OrgId, id: string): Promise<Delay | null> => {
  const row = await tx.selectFrom('delays').selectAll().where('org', '=', org).where('id', '=', id).executeTakeFirst()
  return row ? read(row) : null
}

/** The delays asked for in these settings, the newest first. */
export const delaysIn = async (tx: Tx, org: OrgId, settings: readonly SettingId[]): Promise<readonly Delay[]> => {
  if (settings.length === 0) return []
  const rows = await tx.selectFrom('delays').selectAll().where('org', '=', org).where('setting', 'in', settings).orderBy('asked_at', 'desc').execute()
  return rows.map(read)
}

/** The delays that were agreed about one person. */
export const agreedAbout = async (tx: Tx, org: OrgId, subject: PersonId): Promise<readonly Delay[]> => {
  const rows = await tx.selectFrom('delays').selectAll().where('org', '=', org).where('subject', '=', subject).where('agreed_by', 'is not', null).execute()
  return rows.map(read)
}

/** Agrees or refuses, once. @returns whether nobody had before */
export const decideDelay = async (tx: Tx, org: OrgId, id: string, by: PersonId, agree: boolean, at: Instant): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('delays')
    .set(agree ? { agreed_by: by, agreed_at: at } : { refused_by: by })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('agreed_by', 'is', null)
    .where('refused_by', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
