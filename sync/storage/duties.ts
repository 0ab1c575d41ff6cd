/** What people may look at beside their own records: given by who administers the service, for a place and a time. */
import { type Instant, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { type Duty, type DutyName } from '../../src/domain/duties.ts'
import { type OrgId, type PersonId, type SettingId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface GivenDuty extends Duty {
  readonly person: PersonId
  readonly givenBy: PersonId
  readonly givenAt: Instant
}

/** The whole service, in a column that is part of a key. */
const EVERYWHERE = ''

/** Every duty that holds at a moment: of everybody, or of one person. */
export const dutiesOf = async (tx: Tx, org: OrgId, at: Instant, person: PersonId | null = null): Promise<readonly GivenDuty[]> => {
  const today = londonDay(at)
  let query = tx.selectFrom('duties').selectAll().where('org', '=', org)
  if (person !== null) query = query.where('person', '=', person)
  const rows = await query.orderBy('given_at').execute()
  return rows
    .filter(({ until }) => until === null || until >= today)
    .map((row) => ({
      person: row.person as PersonId,
      duty: row.duty as DutyName,
      setting: row.setting === EVERYWHERE ? null : (row.setting as SettingId),
      until: row.until as PlainDate | null,
      givenBy: row.given_by as PersonId,
      givenAt: row.given_at as Instant,
    }))
}

/** Gives a duty; the same again changes until when. */
export const giveDuty = async (tx: Tx, org: OrgId, { person, duty, setting, until, givenBy, givenAt }: GivenDuty): Promise<void> => {
  await tx
    .insertInto('duties')
    .values({ org, person, duty, setting: setting ?? EVERYWHERE, until, given_by: givenBy, given_at: givenAt })
    .onConflict((conflict) =>
      conflict.columns(['org', 'person', 'duty', 'setting']).doUpdateSet((eb) => ({
        until: eb.ref('excluded.until'),
        given_by: eb.ref('excluded.given_by'),
        given_at: eb.ref('excluded.given_at'),
      })),
    )
    .execute()
}

/** @returns whether the person had it */
export const takeDuty = async (tx: Tx, org: OrgId, person: PersonId, duty: DutyName, setting: SettingId | null): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('duties')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('duty', '=', duty)
    .where('setting', '=', setting ?? EVERYWHERE)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
