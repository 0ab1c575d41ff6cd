/** Devices that are trusted: once unlocked, they sign in again without a code (A1). */
import { type Instant } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface DeviceTrust {
  readonly org: OrgId
  readonly person: PersonId
  readonly device: DeviceId
  readonly expiresAt: Instant
}

/** Trusts a device anew; its token before is dead. */
export const putDeviceToken = async (tx: Tx, tokenHash: string, { org, person, device, expiresAt }: DeviceTrust, at: Instant): Promise<void> => {
  await tx
    .deleteFrom('device_tokens')
    .where((eb) => eb.or([eb('expires_at', '<', at), eb.and([eb('org', '=', org), eb('person', '=', person), eb('device', '=', device)])]))
    .execute()
  await tx
    .insertInto('device_tokens')
    .values({ token_hash: tokenHash, org, person, device, created_at: at, last_used_at: null, expires_at: expiresAt })
    .execute()
}

export const deviceTrustOf = async (tx: Tx, tokenHash: string): Promise<DeviceTrust | null> => {
  const row = await tx.selectFrom('device_tokens').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  return row
    ? { org: row.org as OrgId, person: row.person as PersonId, device: row.device as DeviceId, expiresAt: row.expires_at as Instant }
    : null
}

export const touchDeviceToken = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('device_tokens').set({ last_used_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropDeviceToken = async (tx: Tx, tokenHash: string): Promise<void> => {
  await tx.deleteFrom('device_tokens').where('token_hash', '=', tokenHash).execute()
}
