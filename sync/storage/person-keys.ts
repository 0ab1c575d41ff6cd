/** The public keys of people and what certifies them (G2): for ever, with the date from which one is believed no longer. */
import { type Instant } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type Certificate, type CompactJws, type KeyId, type PublicKey } from '../../src/protocol/keys.ts'
import { type Tx } from './storage.ts'

export interface PersonKey {
  readonly org: OrgId
  readonly kid: KeyId
  readonly key: PublicKey
  readonly person: PersonId
  readonly method: Certificate['method']
  /** The one record that a link's key signs. */
  readonly record: RecordId | null
  readonly vault: string | null
  readonly device: DeviceId
  /** The service's word for it, a JWS (`Certificate`). */
  readonly certificate: CompactJws
  readonly from: Instant
  readonly until: Instant
  readonly revokedAt: Instant | null
}

type Row = {
  org: string
  kid: string
  person: string
  vault: string | null
  device: string
  method: string
  record: string | null
  key: string
  certificate: string
  certified_from: string
  certified_until: string
  revoked_at: string | null
}

const read = (row: Row): PersonKey => ({
  org: row.org as OrgId,
  kid: row.kid,
  key: JSON.parse(row.key) as PublicKey,
  person: row.person as PersonId,
  method: row.method as PersonKey['method'],
  record: row.record as RecordId | null,
  vault: row.vault,
  device: row.device as DeviceId,
  certificate: row.certificate,
  from: row.certified_from as Instant,
  until: row.certified_until as Instant,
  revokedAt: row.revoked_at as Instant | null,
})

/** @returns false where somebody has this key already, whoever it is */
export const addPersonKey = async (tx: Tx, { org, kid, person, vault, device, method, record, key, certificate, from, until }: Omit<PersonKey, 'revokedAt'>): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('person_keys')
    .values({
      org, kid, person, vault, device, method, record, key: JSON.stringify(key), certificate, certified_from: from, certified_until: until, revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('kid').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Those of an organisation with these names, as far as there are any. */
export const personKeysOf = async (tx: Tx, org: OrgId, kids: readonly KeyId[]): Promise<readonly PersonKey[]> =>
  kids.length === 0 ? [] : (await tx.selectFrom('person_keys').selectAll().where('org', '=', org).where('kid', 'in', kids).execute()).map(read)

/** The same of the whole service: who delivers an act need not be of its author's organisation (P9). */
export const personKeysNamed = async (tx: Tx, kids: readonly KeyId[]): Promise<readonly PersonKey[]> =>
  kids.length === 0 ? [] : (await tx.selectFrom('person_keys').selectAll().where('kid', 'in', kids).execute()).map(read)

/** Everyone of a person's, the oldest first. */
export const keysOfPerson = async (tx: Tx, org: OrgId, person: PersonId): Promise<readonly PersonKey[]> => {
  const rows = await tx.selectFrom('person_keys').selectAll().where('org', '=', org).where('person', '=', person).orderBy('certified_from').orderBy('kid').execute()
  return rows.map(read)
}

/** What a vault's keys are believed for ends here: those that are revoked already keep their date. */
export const revokeKeysOfVault = async (tx: Tx, org: OrgId, vault: string, at: Instant): Promise<void> => {
  await tx.updateTable('person_keys').set({ revoked_at: at }).where('org', '=', org).where('vault', '=', vault).where('revoked_at', 'is', null).execute()
}

/** The same key under another certificate. */
export const setCertificate = async (tx: Tx, org: OrgId, kid: KeyId, certificate: CompactJws): Promise<void> => {
  await tx.updateTable('person_keys').set({ certificate }).where('org', '=', org).where('kid', '=', kid).execute()
}
