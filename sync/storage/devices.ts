/** What each device last said it has not sent yet (T5). */
import { type Instant } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type DeviceReport } from '../../src/protocol/devices.ts'
import { type Tx } from './storage.ts'

export const putDevice = async (tx: Tx, org: OrgId, report: DeviceReport): Promise<void> => {
  await tx
    .insertInto('devices')
    .values({
      org,
      device: report.deviceId,
      person: report.person,
      last_seen_at: report.lastSeen,
      unsent: report.unsent,
      oldest: report.oldest,
    })
    .onConflict((conflict) =>
      conflict.columns(['org', 'device', 'person']).doUpdateSet((eb) => ({
        last_seen_at: eb.ref('excluded.last_seen_at'),
        unsent: eb.ref('excluded.unsent'),
        oldest: eb.ref('excluded.oldest'),
      })),
    )
    .execute()
}

/** Whether a device has said the same since then. */
export const hasSaid = async (tx: Tx, org: OrgId, { deviceId, person, unsent, oldest }: DeviceReport, since: Instant): Promise<boolean> => {
  const row = await tx
    .selectFrom('devices')
    .select(['unsent', 'oldest', 'last_seen_at'])
    .where('org', '=', org)
    .where('device', '=', deviceId)
    .where('person', '=', person)
    .executeTakeFirst()
  return row !== undefined && row.unsent === unsent && row.oldest === oldest && row.last_seen_at >= since
}

/** The devices of these people, the latest seen first. */
export const devicesOf = async (tx: Tx, org: OrgId, people: readonly PersonId[]): Promise<readonly DeviceReport[]> => {
  const rows = await tx
    .selectFrom('devices')
    .selectAll()
    .where('org', '=', org)
    .where('person', 'in', people)
    .orderBy('last_seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    deviceId: row.device as DeviceId,
    person: row.person as PersonId,
    unsent: row.unsent,
    oldest: row.oldest as Instant | null,
    lastSeen: row.last_seen_at as Instant,
  }))
}
