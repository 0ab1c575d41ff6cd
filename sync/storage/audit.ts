/**
 * The audit chain (A8): who did and read what, append-only. Each entry's hash is over the one before and over the entry;
 * what it says in detail is in it as a salted digest, so that erasing the detail (W4) leaves the chain whole.
 */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { canonicalJson, hashOf, sha256Hex } from '../../src/protocol/hash.ts'
import { type RandomToken } from '../clock.ts'
import { type Tx } from './storage.ts'

/** What can be done that is written down. */
export type Audited =
  /** An act arrived: applied or in quarantine. */
  | 'act'
  /** The history of a record of one's own was read. */
  | 'history'
  /** A record of one's own was saved as a file that can be checked (G6). */
  | 'record-exported'
  /** A file was received whole on a device that did not have it. */
  | 'file-received'
  /** A record was read by somebody beside the pair, for a purpose and with a reason (W2). */
  | 'read'
  /** The dates of a setting were read by somebody who does not manage it. */
  | 'facts-read'
  /** Somebody else's access log was read. */
  | 'log-read'
  /** Telling somebody later was asked for, agreed to, refused. */
  | 'delay-asked'
  | 'delay-agreed'
  | 'delay-refused'
  /** A link was made with which the person chooses a user name and a password, the first time or again. */
  | 'account-invited'
  /** A link that was not taken was made void. */
  | 'invitation-withdrawn'
  /** The person chose a password with a link. */
  | 'invitation-taken'
  /** A link was made by which somebody signs one record (G4). */
  | 'sign-link-made'
  /** It was ended before it was used. */
  | 'sign-link-withdrawn'
  /** Whoever has it showed who they are, and read the record. */
  | 'sign-link-opened'
  /** The code was wrong. */
  | 'sign-link-refused'
  /** They signed; the link is dead. */
  | 'sign-link-used'
  | 'account-disabled'
  | 'account-enabled'
  /** An account was kept open past the last day worked, or no longer. */
  | 'account-kept-open'
  | 'administrator-made'
  | 'administrator-taken'
  /** Somebody ended a sign-in of their own, or all but the one they used. */
  | 'sign-in-ended'
  /** Somebody may look at more than their own records, or no longer (W2). */
  | 'duty-given'
  | 'duty-taken'
  /** One of the two proposed what becomes of a file whose time is over (W4). */
  | 'disposal-proposed'
  /** The other one agreed, and what was proposed was done. */
  | 'disposal-agreed'
  | 'disposal-refused'
  /** The values and salts of a file are gone (W4). */
  | 'erased'
  /** Something arrived for a file that is erased, and was not kept (T2). */
  | 'erased-refused'
  /** The database was put back from a backup: what came after that backup comes back from devices (T2). */
  | 'restored'
  /** A device brought a copy of a record from before the service was restored (T2). */
  | 'copy-recovered'
  /** Nothing of a person's is to be erased, until it is lifted. */
  | 'hold-set'
  | 'hold-lifted'
  /** Somebody asked for their own copy (W5). */
  | 'copy-asked'
  /** Their records were opened to look for other people in them. */
  | 'copy-opened'
  | 'copy-reviewed'
  | 'copy-taken'
  /** A case list, with its names, was received on a device that did not have it (W6). */
  | 'case-list-received'
  /** A pack for an inspection was made, of this person's supervision among others (W3). */
  | 'inspection-made'
  /** It was looked at before it was handed over, shown on a screen, made a file of, or opened by its link. */
  | 'inspection-opened'
  /** Its time was over, or somebody ended it: it can't be opened any more. */
  | 'inspection-ended'
  /** Somebody signed in; the details say by what. */
  | 'sign-in'
  /** The password was right and the code was not. */
  | 'code-refused'
  /** A second factor, a passkey or a work account was set. */
  | 'credential-added'
  | 'credential-removed'
  /** New recovery codes were made; those before are dead. */
  | 'recovery-codes-made'
  | 'password-changed'
  /** A device was set up for somebody: a vault of theirs, with a key that is certified as theirs (G2). */
  | 'vault-enrolled'
  | 'pin-changed'
  /** The yearly rotation (G2). */
  | 'key-rotated'
  /** Five wrong PINs: no PIN opens that vault any more (K3). */
  | 'pepper-gone'
  /** It was lost, stolen or is not used any more: it opens no vault of theirs, and what its keys sign is believed no longer. */
  | 'device-revoked'
  /** How long devices show records without contact (K6). */
  | 'read-days-set'

export interface AuditDoing {
  readonly at: Instant
  /**
   * A person, `service` for what it does by itself, `inspector` for who opens a pack by its link, or `link` for who opens a record
   * by one: `details` has the name.
   */
  readonly actor: string
  readonly what: Audited
  /** Whom it concerns: it is theirs to see who looked (W2). */
  readonly subject: PersonId | null
  readonly record: string | null
  readonly details: Json
}

export interface AuditEntry extends Omit<AuditDoing, 'details'>, AuditHead {
  /** Null once erased. */
  readonly details: Json | null
  readonly salt: string | null
  readonly digest: string
}

const SALT_BYTES = 16

/** @param salt null, with `details` null, of what was erased: nothing is known of it then but the digest */
export const auditDigest = (salt: string, details: Json): string => sha256Hex(salt + canonicalJson(details))

/** The hash of an entry: over the one before it, where it stands, who did what when to whom, and the digest of the rest. */
export const auditHash = (before: string, org: string, entry: Omit<AuditEntry, 'hash' | 'details' | 'salt'>): string => {
  const { n, at, actor, what, subject, record, digest } = entry
  return hashOf([before, org, n, at, actor, what, subject, record, digest])
}

/**
 * Appends to the chain, inside the transaction that does what is written down: neither happens without the other.
 *
 * @returns where the chain ended after each
 */
export const appendAudit = async (tx: Tx, org: OrgId, doings: readonly AuditDoing[], random: RandomToken): Promise<readonly AuditHead[]> => {
  if (doings.length === 0) return []
  // The organisation's row is the lock: no two writers take the same place.
  const { audit_n: end, audit_hash: last } = await tx
    .updateTable('orgs')
    .set((eb) => ({ audit_n: eb('audit_n', '+', doings.length) }))
    .where('org', '=', org)
    .returning(['audit_n', 'audit_hash'])
    .executeTakeFirstOrThrow()
  let hash = last
  const rows = doings.map(({ details, ...doing }, index) => {
    const salt = random(SALT_BYTES)
    const entry = { ...doing, n: end - doings.length + 1 + index, digest: auditDigest(salt, details) }
    hash = auditHash(hash, org, entry)
    return { ...entry, org, salt, details: JSON.stringify(details), hash }
  })
  await tx.insertInto('audit').values(rows).execute()
  await tx.updateTable('orgs').set({ audit_hash: hash }).where('org', '=', org).execute()
  return rows.map(({ n, hash: its }) => ({ n, hash: its }))
}

/** Where the chain ends; null while it is empty. */
export const auditHeadOf = async (tx: Tx, org: OrgId): Promise<AuditHead | null> => {
  const row = await tx.selectFrom('orgs').select(['audit_n', 'audit_hash']).where('org', '=', org).executeTakeFirstOrThrow()
  return row.audit_n === 0 ? null : { n: row.audit_n, hash: row.audit_hash }
}

type Row = { n: number; at: string; actor: string; what: string; subject: string | null; record: string | null; salt: string | null; details: string | null; digest: string; hash: string }

const COLUMNS = ['n', 'at', 'actor', 'what', 'subject', 'record', 'salt', 'details', 'digest', 'hash'] as const

const read = (row: Row): AuditEntry => ({
  ...row,
  at: row.at as Instant,
  what: row.what as Audited,
  subject: row.subject as PersonId | null,
  details: row.details === null ? null : (JSON.parse(row.details) as Json),
})

/** Entries in their order, from after `n`: at most `limit`. */
export const auditAfter = async (tx: Tx, org: OrgId, n: number, limit: number): Promise<readonly AuditEntry[]> => {
  const rows = await tx.selectFrom('audit').select(COLUMNS).where('org', '=', org).where('n', '>', n).orderBy('n').limit(limit).execute()
  return rows.map(read)
}

/** What was done and read of one person, the newest first. */
export const auditAbout = async (
  tx: Tx,
  org: OrgId,
  subject: PersonId,
  what: readonly Audited[],
  limit: number,
): Promise<readonly AuditEntry[]> => {
  const rows = await tx
    .selectFrom('audit')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('subject', '=', subject)
    .where('what', 'in', what)
    .orderBy('n', 'desc')
    .limit(limit)
    .execute()
  return rows.map(read)
}

/** Everything that was done and read of one person but the acts themselves, in order: what they may know of it (W2, W5). */
export const auditOfPerson = async (tx: Tx, org: OrgId, subject: PersonId): Promise<readonly AuditEntry[]> => {
  const rows = await tx
    .selectFrom('audit')
    .select(COLUMNS)
    .where('org', '=', org)
    .where('subject', '=', subject)
    .where('what', '<>', 'act' satisfies Audited)
    .orderBy('n')
    .execute()
  return rows.map(read)
}

/** The hash the chain has at a place; null where it has none. */
export const auditHashAt = async (tx: Tx, org: OrgId, n: number): Promise<string | null> => {
  const row = await tx.selectFrom('audit').select('hash').where('org', '=', org).where('n', '=', n).executeTakeFirst()
  return row?.hash ?? null
}

/** A head a device has seen and the chain does not have (A8). */
export interface Contradiction extends AuditHead {
  readonly person: string
  readonly at: Instant
}

/** @returns whether it was not known yet */
export const putContradiction = async (tx: Tx, org: OrgId, { n, hash, person, at }: Contradiction): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('audit_contradicted')
    .values({ org, n, hash, person, at })
    .onConflict((conflict) => conflict.columns(['org', 'n', 'hash']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const contradictionsOf = async (tx: Tx, org: OrgId): Promise<readonly Contradiction[]> => {
  const rows = await tx.selectFrom('audit_contradicted').select(['n', 'hash', 'person', 'at']).where('org', '=', org).orderBy('n').execute()
  return rows.map((row) => ({ ...row, at: row.at as Instant }))
}
