/** People's own copies of their records (W5). */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

/** Whether a person waits for a copy: it is being looked at, or ready and not yet taken. */
export const copiesWaiting = async (tx: Tx, org: OrgId, person: PersonId, now: Instant): Promise<boolean> =>
  (await tx
    .selectFrom('copies')
    .select('id')
    .where('org', '=', org)
    .where('person', '=', person)
    .where((eb) =>
      eb.or([eb('state', '=', 'asked'), eb.and([eb('state', '=', 'released'), eb('taken_at', 'is', null), eb('ready_until', '>=', now)])]),
    )
    .executeTakeFirst()) !== undefined
