/** The organisations this server holds. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface Org {
  readonly org: OrgId
  readonly name: string
  readonly demonstration: boolean
}

/** Every organisation, the oldest first. */
export const orgsOf = async (tx: Tx): Promise<readonly Org[]> => {
  const rows = await tx.selectFrom('orgs').select(['org', 'name', 'demonstration']).orderBy('created_at').execute()
  return rows.map((row) => ({ org: row.org as OrgId, name: row.name, demonstration: row.demonstration === 1 }))
}

export const addOrg = async (tx: Tx, { org, name, demonstration }: Org, at: Instant): Promise<void> => {
  await tx
    .insertInto('orgs')
    .values({ org, name, seq: 0, demonstration: demonstration ? 1 : 0, created_at: at, audit_n: 0, audit_hash: '', erased_n: 0, erased_hash: '' })
    .execute()
}

/** Whether anybody can sign in. Accounts are added last: an organisation without one was cut short while it was made. */
export const hasAccounts = async (tx: Tx, org: OrgId): Promise<boolean> =>
  (await tx.selectFrom('accounts').select('person').where('org', '=', org).executeTakeFirst()) !== undefined

const TABLES = [
  'commits', 'accounts', 'invitations', 'sign_ins', 'calendar_feeds', 'duties', 'delays', 'inspections', 'audit', 'audit_contradicted', 'acts', 'records', 'record_people',
  'scope_rows', 'quarantine', 'devices', 'disposals', 'holds', 'copies', 'orgs',
] as const

/** Takes an organisation out whole: only a demonstration, or one that was cut short while it was made. */
export const removeOrg = async (tx: Tx, org: OrgId): Promise<void> => {
  for (const table of TABLES) await tx.deleteFrom(table).where('org', '=', org).execute()
}
