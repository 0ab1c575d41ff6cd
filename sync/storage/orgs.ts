/** The organisations this server holds. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface Org {
  readonly org: OrgId
  readonly name: string
  readonly demonstration: boolean
  /** Whether a password alone signs in (A1). */
  readonly secondFactor: SecondFactor
}

/** What an organisation has that sets none itself (K6). */
const READ_DAYS = 7

export type SecondFactor = 'required' | 'optional'

/** Every organisation, the oldest first. */
export const orgsOf = async (tx: Tx): Promise<readonly Org[]> => {
  const rows = await tx.selectFrom('orgs').select(['org', 'name', 'demonstration', 'second_factor']).orderBy('created_at').orderBy('org').execute()
  return rows.map((row) => ({
    org: row.org as OrgId,
    name: row.name,
    demonstration: row.demonstration === 1,
    secondFactor: row.second_factor as SecondFactor,
  }))
}

export const secondFactorOf = async (tx: Tx, org: OrgId): Promise<SecondFactor> => {
  const row = await tx.selectFrom('orgs').select('second_factor').where('org', '=', org).executeTakeFirstOrThrow()
  return row.second_factor as SecondFactor
}

/** Days without contact after which a device shows no records (K6): 1 to 30. */
export const readDaysOf = async (tx: Tx, org: OrgId): Promise<number> => {
  const row = await tx.selectFrom('orgs').select('read_days').where('org', '=', org).executeTakeFirstOrThrow()
  return row.read_days
}

export const setReadDays = async (tx: Tx, org: OrgId, days: number): Promise<void> => {
  await tx.updateTable('orgs').set({ read_days: days }).where('org', '=', org).execute()
}

/** The seq through which the newest completed backup of an organisation goes (V9). */
export const backedUpThroughOf = async (tx: Tx, org: OrgId): Promise<number> =>
  (await tx.selectFrom('orgs').select('backed_up_through').where('org', '=', org).executeTakeFirstOrThrow()).backed_up_through

/** Writes down that a backup is complete and goes through this seq; an earlier one takes nothing back. */
export const setBackedUpThrough = async (tx: Tx, org: OrgId, seq: number): Promise<void> => {
  await tx.updateTable('orgs').set({ backed_up_through: seq }).where('org', '=', org).where('backed_up_through', '<', seq).execute()
}

export const addOrg = async (tx: Tx, { org, name, demonstration, secondFactor }: Org, at: Instant): Promise<void> => {
  await tx
    .insertInto('orgs')
    .values({
      org, name, seq: 0, demonstration: demonstration ? 1 : 0, created_at: at, audit_n: 0, audit_hash: '', erased_n: 0, erased_hash: '',
      second_factor: secondFactor, read_days: READ_DAYS, backed_up_through: 0,
    })
    .execute()
}

/** Whether anybody can sign in. Accounts are added last: an organisation without one was cut short while it was made. */
export const hasAccounts = async (tx: Tx, org: OrgId): Promise<boolean> =>
  (await tx.selectFrom('accounts').select('person').where('org', '=', org).executeTakeFirst()) !== undefined

const TABLES = [
  'commits', 'accounts', 'invitations', 'sign_links', 'sign_ins', 'vaults', 'person_keys', 'credentials', 'recovery_codes', 'challenges', 'calendar_feeds', 'duties', 'delays',
  'inspections', 'audit', 'audit_contradicted', 'acts', 'records', 'record_people', 'scope_rows', 'scope_digests', 'quarantine', 'recovered', 'devices', 'disposals', 'holds', 'copies', 'orgs',
] as const

/** Takes an organisation out whole: only a demonstration, or one that was cut short while it was made. */
export const removeOrg = async (tx: Tx, org: OrgId): Promise<void> => {
  for (const table of TABLES) await tx.deleteFrom(table).where('org', '=', org).execute()
}
