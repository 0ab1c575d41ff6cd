/** Who is signed in, where and since when. */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type SeenOn, type SignInMethod } from '../../src/protocol/sign-ins.ts'
import { isOpen } from './accounts.ts'
import { tell } from './news.ts'
import { type Tx } from './storage.ts'
import { trustVaults } from './vaults.ts'

export interface SignInRow {
  /** Random: by it its owner names it; it signs nobody in. */
  readonly id: string
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
  readonly lastSeenAt: Instant
  readonly expiresAt: Instant
  readonly seenOn: SeenOn
  readonly method: SignInMethod
  /** It may only set a second factor. */
  readonly restricted: boolean
  /** When it was proved by more than a vault's key. */
  readonly provedAt: Instant | null
  readonly device: DeviceId | null
  /** The person's vault on that device, where they have one there. */
  readonly vault: string | null
}

const seenOnIn = (row: { readonly browser: string; readonly seen_on: string }): SeenOn => ({
  browser: row.browser as SeenOn['browser'],
  on: row.seen_on as SeenOn['on'],
})

/** The sign-in with this token's hash, of an account that is open at this moment. */
export const signInOf = async (tx: Tx, tokenHash: string, at: Instant): Promise<SignInRow | null> => {
  const row = await tx
    .selectFrom('sign_ins')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.org', '=', 'sign_ins.org').onRef('accounts.person', '=', 'sign_ins.person'),
    )
    .select([
      'sign_ins.id', 'sign_ins.org', 'sign_ins.person', 'administrator', 'disabled_at', 'open_until', 'last_seen_at', 'expires_at',
      'browser', 'seen_on', 'method', 'restricted', 'proved_at', 'device', 'vault',
    ])
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
  return {
    id: row.id,
    org,
    person,
    administrator,
    lastSeenAt: row.last_seen_at as Instant,
    expiresAt: row.expires_at as Instant,
    seenOn: seenOnIn(row),
    method: row.method as SignInMethod,
    restricted: row.restricted === 1,
    provedAt: row.proved_at as Instant | null,
    device: row.device as DeviceId | null,
    vault: row.vault,
  }
}

export interface NewSignIn extends Omit<SignInRow, 'administrator' | 'lastSeenAt'> {
  readonly tokenHash: string
  readonly at: Instant
}

export const addSignIn = async (tx: Tx, { tokenHash, org, person, at, seenOn, ...signIn }: NewSignIn): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('expires_at', '<', at).execute()
  await tx
    .insertInto('sign_ins')
    .values({
      token_hash: tokenHash,
      id: signIn.id,
      org,
      person,
      method: signIn.method,
      browser: seenOn.browser,
      seen_on: seenOn.on,
      created_at: at,
      last_seen_at: at,
      expires_at: signIn.expiresAt,
      restricted: signIn.restricted ? 1 : 0,
      proved_at: signIn.provedAt,
      device: signIn.device,
      vault: signIn.vault,
    })
    .execute()
  await tx.updateTable('accounts').set({ last_sign_in_at: at }).where('org', '=', org).where('person', '=', person).execute()
}

export const touchSignIn = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('sign_ins').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropSignIn = async (tx: Tx, tokenHash: string): Promise<void> => {
  const ended = await tx.deleteFrom('sign_ins').where('token_hash', '=', tokenHash).returning(['org', 'person']).execute()
  for (const { org, person } of ended) tell(tx, org as OrgId, { standing: [person] })
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
    seenOn: seenOnIn(row),
    method: row.method as SignInMethod,
  }))
}

/** The device of one of a person's sign-ins; null where it named none, undefined where there is no such sign-in. */
const deviceOf = async (tx: Tx, org: OrgId, person: PersonId, id: string): Promise<DeviceId | null | undefined> => {
  const row = await tx
    .selectFrom('sign_ins')
    .select('device')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && (row.device as DeviceId | null)
}

/** Ends one; the vaults on its device sign in no longer, or it would be back by itself. @returns whether the person had it */
export const endSignIn = async (tx: Tx, org: OrgId, person: PersonId, id: string): Promise<boolean> => {
  const device = await deviceOf(tx, org, person, id)
  if (device === undefined) return false
  await tx.deleteFrom('sign_ins').where('org', '=', org).where('person', '=', person).where('id', '=', id).execute()
  tell(tx, org, { standing: [person] })
  if (device !== null) await trustVaults(tx, { org, person }, false, { device })
  return true
}

/** Says which vault a sign-in is used with, and so which device. */
export const tieSignIn = async (tx: Tx, { org, person }: Pick<SignInRow, 'org' | 'person'>, id: string, { vault, device }: { readonly vault: string; readonly device: DeviceId }): Promise<void> => {
  await tx.updateTable('sign_ins').set({ vault, device }).where('org', '=', org).where('person', '=', person).where('id', '=', id).execute()
}

/** Ends all that a person has on a device: it was lost. */
export const endSignInsOn = async (tx: Tx, org: OrgId, person: PersonId, device: DeviceId): Promise<void> => {
  await tx.deleteFrom('sign_ins').where('org', '=', org).where('person', '=', person).where('device', '=', device).execute()
  tell(tx, org, { standing: [person] })
}

/**
 * Ends every sign-in of a person, and no vault of theirs begins another by its key: the account is disabled, its password
 * chosen anew, what they sign in with changed, or they sign out everywhere else.
 *
 * @param but the id of one that stays, and the vaults on its device with it
 */
export const endSignInsOf = async (tx: Tx, org: OrgId, person: PersonId, but: string | null = null): Promise<void> => {
  let ending = tx.deleteFrom('sign_ins').where('org', '=', org).where('person', '=', person)
  if (but !== null) {
    const device = (await deviceOf(tx, org, person, but)) ?? null
    ending = ending.where('id', '!=', but)
    await trustVaults(tx, { org, person }, false, { but: device })
  } else await trustVaults(tx, { org, person }, false)
  await ending.execute()
  tell(tx, org, { standing: [person] })
}
