/** Who may sign in: accounts, and whether they are open. */
import { type Instant, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { closedFrom, lastDayOf, type Leaving, leavingOf } from '../../src/domain/leaving.ts'
import { normalUsername } from '../../src/domain/password.ts'
import { concerning, managesAny } from './records.ts'
import { tell } from './news.ts'
import { type Tx } from './storage.ts'

export interface Account {
  readonly org: OrgId
  readonly person: PersonId
  readonly username: string
  /** '' where there is no password: the person signs in with a passkey or a work account. */
  readonly passwordHash: string
  readonly administrator: boolean
  readonly createdAt: Instant
  readonly disabledAt: Instant | null
  readonly disabledBy: PersonId | null
  readonly lastSignInAt: Instant | null
  /** The day until which an administrator keeps it open, whatever becomes of the posts (J14). */
  readonly openUntil: PlainDate | null
  readonly passwordSetAt: Instant
  /** Who made the link with which the password was chosen; null where it was none. */
  readonly passwordLinkBy: PersonId | 'service' | null
}

interface Row {
  org: string
  person: string
  username: string
  password_hash: string
  administrator: number
  created_at: string
  disabled_at: string | null
  disabled_by: string | null
  last_sign_in_at: string | null
  open_until: string | null
  password_set_at: string | null
  password_link_by: string | null
}

const read = (row: Row): Account => ({
  org: row.org as OrgId,
  person: row.person as PersonId,
  username: row.username,
  passwordHash: row.password_hash,
  administrator: row.administrator === 1,
  createdAt: row.created_at as Instant,
  disabledAt: row.disabled_at as Instant | null,
  disabledBy: row.disabled_by as PersonId | null,
  lastSignInAt: row.last_sign_in_at as Instant | null,
  openUntil: row.open_until as PlainDate | null,
  passwordSetAt: (row.password_set_at ?? row.created_at) as Instant,
  passwordLinkBy: row.password_link_by as PersonId | 'service' | null,
})

/** The account with this user name, open or not: whoever signs somebody in asks `isOpen` too. */
export const accountNamed = async (tx: Tx, username: string): Promise<Account | null> => {
  const row = await tx.selectFrom('accounts').selectAll().where('username', '=', normalUsername(username)).executeTakeFirst()
  return row ? read(row) : null
}

export const accountOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<Account | null> => {
  const row = await tx.selectFrom('accounts').selectAll().where('org', '=', org).where('person', '=', person).executeTakeFirst()
  return row ? read(row) : null
}

/** Everybody who administers the service and is not disabled. */
export const administratorsIn = async (tx: Tx, org: OrgId): Promise<readonly PersonId[]> => {
  const rows = await tx
    .selectFrom('accounts')
    .select('person')
    .where('org', '=', org)
    .where('administrator', '=', 1)
    .where('disabled_at', 'is', null)
    .execute()
  return rows.map(({ person }) => person as PersonId)
}

/** Whether somebody leaves, and until when their account is open. An administrator's ends only when somebody ends it. */
export const leavingIn = async (tx: Tx, account: Pick<Account, 'org' | 'person' | 'administrator' | 'openUntil'>): Promise<Leaving | null> => {
  // It is asked at every request: who manages a setting is no leaver, and has most to read.
  if (account.administrator || (await managesAny(tx, account.org, account.person))) return null
  const { posts, settings } = await concerning(tx, account.org, account.person)
  return leavingOf(lastDayOf(account.person, posts, settings), account.openUntil)
}

/**
 * Whether an account signs anybody in at a moment: it is not disabled, and its person has not left (J14). Every way to
 * sign in asks this, and every request.
 */
export const isOpen = async (
  tx: Tx,
  account: Pick<Account, 'org' | 'person' | 'administrator' | 'openUntil' | 'disabledAt'>,
  at: Instant,
): Promise<boolean> => {
  if (account.disabledAt !== null) return false
  const leaving = await leavingIn(tx, account)
  return leaving === null || londonDay(at) < closedFrom(leaving)
}

export const addAccount = async (
  tx: Tx,
  account: Pick<Account, 'org' | 'person' | 'username' | 'passwordHash' | 'administrator'> & {
    readonly at: Instant
    readonly passwordLinkBy?: PersonId | 'service' | null
  },
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
      disabled_by: null,
      last_sign_in_at: null,
      open_until: null,
      password_set_at: null,
      password_link_by: account.passwordLinkBy ?? null,
    })
    .execute()
}

/** What may change of an account beside its password. */
export interface AccountPatch {
  /** Null: it is not disabled any more. */
  readonly disabled?: { readonly at: Instant; readonly by: PersonId } | null
  readonly administrator?: boolean
  readonly openUntil?: PlainDate | null
}

export const changeAccount = async (tx: Tx, org: OrgId, person: PersonId, patch: AccountPatch): Promise<void> => {
  tell(tx, org, { standing: [person] })
  await tx
    .updateTable('accounts')
    .set({
      ...(patch.disabled === undefined ? {} : { disabled_at: patch.disabled?.at ?? null, disabled_by: patch.disabled?.by ?? null }),
      ...(patch.administrator === undefined ? {} : { administrator: patch.administrator ? 1 : 0 }),
      ...(patch.openUntil === undefined ? {} : { open_until: patch.openUntil }),
    })
    .where('org', '=', org)
    .where('person', '=', person)
    .execute()
}

export const setPassword = async (
  tx: Tx,
  account: Pick<Account, 'org' | 'person' | 'passwordHash'> & { readonly at: Instant; readonly linkBy: PersonId | 'service' | null },
): Promise<void> => {
  await tx
    .updateTable('accounts')
    .set({ password_hash: account.passwordHash, password_set_at: account.at, password_link_by: account.linkBy })
    .where('org', '=', account.org)
    .where('person', '=', account.person)
    .execute()
}
