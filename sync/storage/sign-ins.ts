/** Who is signed in, where and since when. */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type SeenOn, type SignInMethod } from '../../src/protocol/sign-ins.ts'
import { isOpen } from './accounts.ts'
import { type Tx } from './storage.ts'

export interface SignInRow {
  /** Random: by it its owner names it; it signs nobody in. */
  readonly id: string
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
}

/** The sign-in with this token's hash, of an account that is open at this moment. */
export const signInOf = async (tx: Tx, tokenHash: string, at: Instant): Promise<SignInRow | null> => {
  const row = await tx
    .selectFrom('sign_ins')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.org', '=', 'sign_ins.org').onRef('accounts.person', '=', 'sign_ins.person'),
    )
    .select(['sign_ins.id', 'sign_ins.org', 'sign_ins.person', 'administrator', 'disabled_at', 'open_until', 'last_seen_at', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (!row) return null
  const account = {
    org: row.org as OrgId,
    person: row.person as PersonId,
    administrator: row.administrator === 1,
    disabledAt: row.disabled_at as Instant | null,
    openUntil: row.open_until as PlainDate | null,
  }
  if (!(await isOpen(tx, account, at))) return null
  const { org, person, administrator } = account
  return { id: row.id, org, person, administrator, lastSeenAt: row.last_seen_at as Instant, expiresAt: row.expires_at as Instant }
}

export interface NewSignIn {
  readonly tokenHash: string
  readonly id: string
  readonly org: OrgId
  readonly person: PersonId
  readonly at: Instant
  readonly expiresAt: Instant
  readonly seenOn: SeenOn
  readonly method?: SignInMethod
}

export const addSignIn = async (tx: Tx, { tokenHash, id, org, person, at, expiresAt, seenOn, method = 'password' }: NewSignIn): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('expires_at', '<', at).execute()
  await tx
    .insertInto('sign_ins')
    .values({
      token_hash: tokenHash,
      id,
      org,
      person,
      method,
      browser: seenOn.browser,
      seen_on: seenOn.on,
      created_at: at,
      last_seen_at: at,
      expires_at: expiresAt,
    })
    .execute()
  await tx.updateTable('accounts').set({ last_sign_in_at: at }).where('org', '=', org).where('person', '=', person).execute()
}

export const touchSignIn = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('sign_ins').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropSignIn = async (tx: Tx, tokenHash: string): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('token_hash', '=', tokenHash).execute()
}

export interface OwnSignIn {
  readonly id: string
  readonly since: Instant
  readonly lastSeen: Instant
  readonly expires: Instant
  readonly seenOn: SeenOn
  readonly method: SignInMethod
}

/** A person's sign-ins, the last seen first: also those that have been idle too long, until somebody asks with them. */
export const signInsOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<readonly OwnSignIn[]> => {
  const rows = await tx
    .selectFrom('sign_ins')
    .select(['id', 'created_at', 'last_seen_at', 'expires_at', 'browser', 'seen_on', 'method'])
    .where('org', '=', org)
    .where('person', '=', person)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    since: row.created_at as Instant,
    lastSeen: row.last_seen_at as Instant,
    expires: row.expires_at as Instant,
    seenOn: { browser: row.browser as SeenOn['browser'], on: row.seen_on as SeenOn['on'] },
    method: row.method as SignInMethod,
  }))
}

/** @returns whether the person had it */
export const endSignIn = async (tx: Tx, org: OrgId, person: PersonId, id: string): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('sign_ins')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/**
 * Ends every sign-in of a person: the account is disabled, its password chosen anew, or they sign out everywhere else.
 * What else lets a device of theirs sign in by itself ends here too.
 *
 * @param but the id of one that stays
 */
export const endSignInsOf = async (tx: Tx, org: OrgId, person: PersonId, but: string | null = null): Promise<void> => {
  let ending = tx.deleteFrom('sign_ins').where('org', '=', org).where('person', '=', person)
  if (but !== null) ending = ending.where('id', '!=', but)
  await ending.execute()
}
