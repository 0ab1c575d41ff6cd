/** Legal holds (W4): while one stands, nothing of a person's is erased. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface StandingHold {
  readonly id: string
  readonly person: PersonId
  readonly reason: string
  readonly reference: string
  readonly setBy: PersonId
  readonly setAt: Instant
}

export const addHold = async (tx: Tx, org: OrgId, hold: StandingHold): Promise<void> => {
  const { id, person, reason, reference, setBy, setAt } = hold
  await tx
    .insertInto('holds')
    .values({ org, id, person, reason, reference, set_by: setBy, set_at: setAt, lift_reason: null, lifted_by: null, lifted_at: null })
    .execute()
}

/** The holds that stand, the latest first. */
export const holdsOf = async (tx: Tx, org: OrgId): Promise<readonly StandingHold[]> => {
  const rows = await tx.selectFrom('holds').selectAll().where('org', '=', org).where('lifted_at', 'is', null).orderBy('set_at', 'desc').execute()
  return rows.map((row) => ({
    id: row.id,
    person: row.person as PersonId,
    reason: row.reason ?? '',
    reference: row.reference ?? '',
    setBy: row.set_by as PersonId,
    setAt: row.set_at as Instant,
  }))
}

/** Lifts a hold that stands. */
export const liftHold = async (tx: Tx, org: OrgId, id: string, { reason, by, at }: { readonly reason: string; readonly by: PersonId; readonly at: Instant }): Promise<void> => {
  await tx
    .updateTable('holds')
    .set({ lift_reason: reason, lifted_by: by, lifted_at: at })
    .where('org', '=', org)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .execute()
}

/** The person a hold is or was on; null where there is no such hold. */
export const personOfHold = async (tx: Tx, org: OrgId, id: string): Promise<PersonId | null> => {
  const row = await tx.selectFrom('holds').select('person').where('org', '=', org).where('id', '=', id).executeTakeFirst()
  return row ? (row.person as PersonId) : null
}
