/** Links with which people choose a password: one each, kept as a hash. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface Invitation {
  readonly org: OrgId
  readonly person: PersonId
  /** Offered to the person. */
  readonly username: string | null
  /** `service`: by a command, on the machine itself. */
  readonly madeBy: PersonId | 'service'
  readonly madeAt: Instant
  readonly expiresAt: Instant
}

const COLUMNS = ['org', 'person', 'username', 'made_by', 'made_at', 'expires_at'] as const

const read = (row: { org: string; person: string; username: string | null; made_by: string; made_at: string; expires_at: string }): Invitation => ({
  org: row.org as OrgId,
  person: row.person as PersonId,
  username: row.username,
  madeBy: row.made_by as PersonId | 'service',
  madeAt: row.made_at as Instant,
  expiresAt: row.expires_at as Instant,
})

/** A person has one: a new one takes the place of the one before, which is dead. */
export const putInvitation = async (tx: Tx, invitation: Invitation & { readonly tokenHash: string }): Promise<void> => {
  const row = {
    token_hash: invitation.tokenHash,
    username: invitation.username,
    made_by: invitation.madeBy,
    made_at: invitation.madeAt,
    expires_at: invitation.expiresAt,
  }
  await tx
    .insertInto('invitations')
    .values({ org: invitation.org, person: invitation.person, ...row })
    .onConflict((conflict) => conflict.columns(['org', 'person']).doUpdateSet(row))
    .execute()
}

/** The one with this token's hash, unless it is too old. */
export const invitationWithToken = async (tx: Tx, tokenHash: string, at: Instant): Promise<Invitation | null> => {
  const row = await tx
    .selectFrom('invitations')
    .select(COLUMNS)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row ? read(row) : null
}

/** The one a person has, too old or not. */
export const invitationOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<Invitation | null> => {
  const row = await tx.selectFrom('invitations').select(COLUMNS).where('org', '=', org).where('person', '=', person).executeTakeFirst()
  return row ? read(row) : null
}

/** Every one that an organisation has, those too old among them. */
export const invitationsIn = async (tx: Tx, org: OrgId): Promise<readonly Invitation[]> =>
  (await tx.selectFrom('invitations').select(COLUMNS).where('org', '=', org).execute()).map(read)

/** @returns whether there was one */
export const dropInvitation = async (tx: Tx, org: OrgId, person: PersonId): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('invitations').where('org', '=', org).where('person', '=', person).executeTakeFirst()
  return numDeletedRows > 0n
}
