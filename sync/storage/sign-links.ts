/** Links by which somebody signs one record: one a record, kept as hashes, until it is used, ended or too old. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface SignLink {
  readonly org: OrgId
  readonly record: RecordId
  /** Whom it is for: the record's supervisee. */
  readonly person: PersonId
  /** A keyed hash of the code; null where a passkey of theirs is asked for. */
  readonly codeHash: string | null
  /** Wrong codes so far. */
  readonly tries: number
  readonly madeBy: PersonId
  readonly madeAt: Instant
  readonly expiresAt: Instant
  /** Of what the browser that opened it last shows again; null while nobody has. */
  readonly openedHash: string | null
  readonly openedAt: Instant | null
  /** The hash of the act that signed, after which the link is dead. */
  readonly usedHash: string | null
}

type Row = {
  org: string
  record: string
  person: string
  code_hash: string | null
  tries: number
  made_by: string
  made_at: string
  expires_at: string
  opened_hash: string | null
  opened_at: string | null
  used_hash: string | null
}

const COLUMNS = ['org', 'record', 'person', 'code_hash', 'tries', 'made_by', 'made_at', 'expires_at', 'opened_hash', 'opened_at', 'used_hash'] as const

const read = (row: Row): SignLink => ({
  org: row.org as OrgId,
  record: row.record as RecordId,
  person: row.person as PersonId,
  codeHash: row.code_hash,
  tries: row.tries,
  madeBy: row.made_by as PersonId,
  madeAt: row.made_at as Instant,
  expiresAt: row.expires_at as Instant,
  openedHash: row.opened_hash,
  openedAt: row.opened_at as Instant | null,
  usedHash: row.used_hash,
})

/** A record has one: a new one takes the place of the one before, which is dead. Those of the organisation that are too old go. */
export const putSignLink = async (tx: Tx, link: Omit<SignLink, 'tries' | 'openedHash' | 'openedAt' | 'usedHash'> & { readonly tokenHash: string }): Promise<void> => {
  const { org, record, person, codeHash, madeBy, madeAt, expiresAt, tokenHash } = link
  await tx
    .deleteFrom('sign_links')
    .where('org', '=', org)
    .where((eb) => eb.or([eb('record', '=', record), eb('expires_at', '<=', madeAt)]))
    .execute()
  await tx
    .insertInto('sign_links')
    .values({
      org, record, person, token_hash: tokenHash, code_hash: codeHash, tries: 0, made_by: madeBy, made_at: madeAt, expires_at: expiresAt, opened_hash: null, opened_at: null, used_hash: null,
    })
    .execute()
}

/** The one with this token's hash, unless it is too old. */
export const signLinkWithToken = async (tx: Tx, tokenHash: string, at: Instant): Promise<SignLink | null> => {
  const row = await tx.selectFrom('sign_links').select(COLUMNS).where('token_hash', '=', tokenHash).where('expires_at', '>', at).executeTakeFirst()
  return row ? read(row) : null
}

/** The one a record has, unless it is too old. */
export const signLinkOf = async (tx: Tx, org: OrgId, record: RecordId, at: Instant): Promise<SignLink | null> => {
  const row = await tx
    .selectFrom('sign_links')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('record', '=', record)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row ? read(row) : null
}

export const countWrongCode = async (tx: Tx, { org, record }: Pick<SignLink, 'org' | 'record'>): Promise<void> => {
  await tx
    .updateTable('sign_links')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('org', '=', org)
    .where('record', '=', record)
    .execute()
}

/** Whoever opened it before can do nothing more with it. */
export const markOpened = async (tx: Tx, { org, record }: Pick<SignLink, 'org' | 'record'>, openedHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('sign_links').set({ opened_hash: openedHash, opened_at: at }).where('org', '=', org).where('record', '=', record).execute()
}

/** It signed: only who sent that very act is answered once more, should the answer have been lost. */
export const markUsed = async (tx: Tx, { org, record }: Pick<SignLink, 'org' | 'record'>, usedHash: string): Promise<void> => {
  await tx.updateTable('sign_links').set({ used_hash: usedHash }).where('org', '=', org).where('record', '=', record).execute()
}

/** @returns whether there was one */
export const dropSignLink = async (tx: Tx, org: OrgId, record: RecordId): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('sign_links').where('org', '=', org).where('record', '=', record).executeTakeFirst()
  return numDeletedRows > 0n
}
