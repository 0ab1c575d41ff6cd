/** Who may sign in, and who is signed in. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface Account {
  readonly org: OrgId
  readonly person: PersonId
  readonly passwordHash: string
  readonly administrator: boolean
}

/** User names are compared without case or surrounding space. */
export const normalUsername = (username: string): string => username.normalize('NFKC').trim().toLowerCase()

export const accountNamed = async (tx: Tx, username: string): Promise<Account | null> => {
  const row = await tx
    .selectFrom('accounts')
    .select(['org', 'person', 'password_hash', 'administrator'])
    .where('username', '=', normalUsername(username))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row
    ? {
        org: row.org as OrgId,
        person: row.person as PersonId,
        passwordHash: row.password_hash,
        administrator: row.administrator === 1,
      }
    : null
}

export const addAccount = async (
  tx: Tx,
  account: Account & { readonly username: string; readonly at: Instant },
): Promise<void> => {
  await tx
    .insertInto('accounts')
    .values({
      org: account.org,
      person: account.person,
      username: normalUsername(account.username),
      password_hash: account.passwordHash,
      administrator: account.administrator ? 1 : 0,
      created_at: account.at,
      disabled_at: null,
    })
    .execute()
}

export interface SignInRow {
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
}

/** The sign-in with this token's hash, of an account that is not disabled. */
export const signInOf = async (tx: Tx, tokenHash: string): Promise<SignInRow | null> => {
  const row = await tx
    .selectFrom('sign_ins')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.org', '=', 'sign_ins.org').onRef('accounts.person', '=', 'sign_ins.person'),
    )
    .select(['sign_ins.org', 'sign_ins.person', 'accounts.administrator', 'last_seen_at', 'expires_at'])
    .where('token_hash', '=', tokenHash)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row
    ? {
        org: row.org as OrgId,
        person: row.person as PersonId,
        administrator: row.administrator === 1,
        lastSeenAt: row.last_seen_at as Instant,
        expiresAt: row.expires_at as Instant,
      }
    : null
}

export const addSignIn = async (
  tx: Tx,
  signIn: { readonly tokenHash: string; readonly org: OrgId; readonly person: PersonId; readonly at: Instant; readonly expiresAt: Instant },
): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('expires_at', '<', signIn.at).execute()
  await tx
    .insertInto('sign_ins')
    .values({
      token_hash: signIn.tokenHash,
      org: signIn.org,
      person: signIn.person,
      created_at: signIn.at,
      last_seen_at: signIn.at,
      expires_at: signIn.expiresAt,
    })
    .execute()
}

export const touchSignIn = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('sign_ins').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropSignIn = async (tx: Tx, tokenHash: string): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('token_hash', '=', tokenHash).execute()
}
