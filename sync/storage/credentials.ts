/** What a person signs in with beside the password: an authenticator app's key, passkeys, work accounts, recovery codes. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export type CredentialKind = 'totp' | 'passkey' | 'work'

export interface Credential {
  readonly org: OrgId
  readonly person: PersonId
  readonly kind: CredentialKind
  readonly id: string
  readonly label: string
  /** A sealed key (`totp`), a public one (`passkey`), none (`work`). */
  readonly secret: string | null
  /** The last time step that was used (`totp`); the authenticator's own count (`passkey`). */
  readonly counter: number
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
}

type Row = {
  org: string
  person: string
  kind: string
  id: string
  label: string
  secret: string | null
  counter: number
  created_at: string
  last_used_at: string | null
}

const read = (row: Row): Credential => ({
  org: row.org as OrgId,
  person: row.person as PersonId,
  kind: row.kind as CredentialKind,
  id: row.id,
  label: row.label,
  secret: row.secret,
  counter: row.counter,
  createdAt: row.created_at as Instant,
  lastUsedAt: row.last_used_at as Instant | null,
})

/** All of a person's, the oldest first. */
export const credentialsOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<readonly Credential[]> => {
  const rows = await tx
    .selectFrom('credentials')
    .selectAll()
    .where('org', '=', org)
    .where('person', '=', person)
    .orderBy('created_at')
    .execute()
  return rows.map(read)
}

/** Whosever it is, in the whole service. */
export const credentialOf = async (tx: Tx, kind: CredentialKind, id: string): Promise<Credential | null> => {
  const row = await tx.selectFrom('credentials').selectAll().where('kind', '=', kind).where('id', '=', id).executeTakeFirst()
  return row ? read(row) : null
}

/** Some authenticator app's key, whosever it is. */
export const anyTotp = async (tx: Tx): Promise<Credential | null> => {
  const row = await tx.selectFrom('credentials').selectAll().where('kind', '=', 'totp').limit(1).executeTakeFirst()
  return row ? read(row) : null
}

/** @returns false when it is somebody's already */
export const addCredential = async (tx: Tx, credential: Omit<Credential, 'lastUsedAt'>): Promise<boolean> => {
  const { org, person, kind, id, label, secret, counter, createdAt } = credential
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('credentials')
    .values({ org, person, kind, id, label, secret, counter, created_at: createdAt, last_used_at: null })
    .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Notes that a credential was used.
 *
 * @param moved whether `counter` must be beyond what was there: of two requests with one code, one is let in
 * @returns false when it was not moved, or is gone
 */
export const markUsed = async (
  tx: Tx,
  { kind, id }: Pick<Credential, 'kind' | 'id'>,
  { counter, at, moved }: { readonly counter: number; readonly at: Instant; readonly moved: boolean },
): Promise<boolean> => {
  let update = tx.updateTable('credentials').set({ counter, last_used_at: at }).where('kind', '=', kind).where('id', '=', id)
  if (moved) update = update.where('counter', '<', counter)
  return (await update.executeTakeFirst()).numUpdatedRows === 1n
}

type Own = Pick<Credential, 'org' | 'person' | 'kind' | 'id'>

/** @returns false when the person has none such */
export const renameCredential = async (tx: Tx, { org, person, kind, id }: Own, label: string): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('credentials')
    .set({ label })
    .where('org', '=', org)
    .where('person', '=', person)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** @returns false when the person has none such */
export const removeCredential = async (tx: Tx, { org, person, kind, id }: Own): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('credentials')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Makes these a person's recovery codes, and no others. @param hashes keyed hashes (`Seal`) */
export const setRecoveryCodes = async (tx: Tx, org: OrgId, person: PersonId, hashes: readonly string[]): Promise<void> => {
  await tx.deleteFrom('recovery_codes').where('org', '=', org).where('person', '=', person).execute()
  if (hashes.length > 0) await tx.insertInto('recovery_codes').values(hashes.map((hash) => ({ org, person, hash }))).execute()
}

export const recoveryCodesLeft = async (tx: Tx, org: OrgId, person: PersonId): Promise<number> =>
  (await tx.selectFrom('recovery_codes').select('hash').where('org', '=', org).where('person', '=', person).execute()).length

/** Uses a recovery code up. @returns false when there is none such any more */
export const takeRecoveryCode = async (tx: Tx, org: OrgId, person: PersonId, hash: string): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('recovery_codes')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
