/** Who may sign in, and who is signed in. */
import { type Instant } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface Account {
  readonly org: OrgId
  readonly person: PersonId
  /** '' where there is no password: the person signs in with a passkey or a work account. */
  readonly passwordHash: string
  readonly administrator: boolean
}

/** User names are compared without case or surrounding space. */
export const normalUsername = (username: string): string => username.normalize('NFKC').trim().toLowerCase()

const accounts = (tx: Tx) =>
  tx.selectFrom('accounts').select(['org', 'person', 'username', 'password_hash', 'administrator']).where('disabled_at', 'is', null)

type Row = { org: string; person: string; username: string; password_hash: string; administrator: number }

const read = (row: Row | undefined): (Account & { readonly username: string }) | null =>
  row
    ? {
        org: row.org as OrgId,
        person: row.person as PersonId,
        username: row.username,
        passwordHash: row.password_hash,
        administrator: row.administrator === 1,
      }
    : null

export const accountNamed = async (tx: Tx, username: string): Promise<Account | null> =>
  read(await accounts(tx).where('username', '=', normalUsername(username)).executeTakeFirst())

/** The account of a person, unless it is disabled. */
export const accountOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<(Account & { readonly username: string }) | null> =>
  read(await accounts(tx).where('org', '=', org).where('person', '=', person).executeTakeFirst())

export const setPassword = async (tx: Tx, org: OrgId, person: PersonId, passwordHash: string): Promise<void> => {
  await tx.updateTable('accounts').set({ password_hash: passwordHash }).where('org', '=', org).where('person', '=', person).execute()
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
  /** It may only set a second factor. */
  readonly restricted: boolean
  /** When it was proved by more than a trusted device. */
  readonly provedAt: Instant | null
  readonly device: DeviceId | null
}

/** The sign-in with this token's hash, of an account that is not disabled. */
export const signInOf = async (tx: Tx, tokenHash: string): Promise<SignInRow | null> => {
  const row = await tx
    .selectFrom('sign_ins')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.org', '=', 'sign_ins.org').onRef('accounts.person', '=', 'sign_ins.person'),
    )
    .select(['sign_ins.org', 'sign_ins.person', 'accounts.administrator', 'last_seen_at', 'expires_at', 'restricted', 'proved_at', 'device'])
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
        restricted: row.restricted === 1,
        provedAt: row.proved_at as Instant | null,
        device: row.device as DeviceId | null,
      }
    : null
}

export interface NewSignIn extends Pick<SignInRow, 'org' | 'person' | 'expiresAt' | 'restricted' | 'provedAt' | 'device'> {
  readonly tokenHash: string
  readonly at: Instant
}

export const addSignIn = async (tx: Tx, signIn: NewSignIn): Promise<void> => {
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
      restricted: signIn.restricted ? 1 : 0,
      proved_at: signIn.provedAt,
      device: signIn.device,
    })
    .execute()
}

export const touchSignIn = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('sign_ins').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropSignIn = async (tx: Tx, tokenHash: string): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('token_hash', '=', tokenHash).execute()
}

/** Says which device a sign-in is of, once. @returns false when that is known already */
export const nameDevice = async (tx: Tx, tokenHash: string, device: DeviceId): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('sign_ins')
    .set({ device })
    .where('token_hash', '=', tokenHash)
    .where('device', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends every sign-in of a person. */
export const dropSignInsOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('org', '=', org).where('person', '=', person).execute()
}
