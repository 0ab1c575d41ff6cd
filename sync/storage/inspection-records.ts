/** The records that a pack for an inspection is made from (W3). */
import { type Instant } from '../../src/domain/dates.ts'
import { type ActId, type OrgId, type PostId, type SettingId } from '../../src/domain/ids.ts'
import { withDefaults } from '../../src/domain/records/defaults.ts'
import { type FormState, type PersonState, type RecordState, type ShiftState, type SignableState } from '../../src/domain/records/record.ts'
import { type Tx } from './storage.ts'

const stateIn = (row: { readonly state: string }): RecordState => withDefaults(JSON.parse(row.state) as RecordState)

/** Everything two people sign in a setting. */
export const signableIn = async (tx: Tx, org: OrgId, setting: SettingId): Promise<readonly SignableState[]> => {
  const rows = await tx
    .selectFrom('records')
    .select('state')
    .where('org', '=', org)
    .where('setting', '=', setting)
    .where('kind', 'in', ['session', 'agreement', 'observation'])
    .execute()
  return rows.map((row) => stateIn(row) as SignableState)
}

/** The shifts that count for these posts, wherever they were worked (C9). */
export const shiftsOf = async (tx: Tx, org: OrgId, posts: readonly PostId[]): Promise<readonly ShiftState[]> => {
  if (posts.length === 0) return []
  const rows = await tx.selectFrom('records').select('state').where('org', '=', org).where('post', 'in', posts).where('kind', '=', 'shift').execute()
  return rows.map((row) => stateIn(row) as ShiftState)
}

/** Everybody in the service. */
export const peopleOf = async (tx: Tx, org: OrgId): Promise<readonly PersonState[]> => {
  const rows = await tx.selectFrom('records').select('state').where('org', '=', org).where('kind', '=', 'person').execute()
  return rows.map((row) => stateIn(row) as PersonState)
}

/**
 * Records with the answers to a form that may hold a reference of a child, a page at a time in the order of their ids.
 *
 * @param names beginnings of the names of fields that hold references
 * @param after the id the page before ended with; '' for the first
 */
export const withReferences = async (
  tx: Tx,
  org: OrgId,
  names: readonly string[],
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly (FormState & RecordState)[]> => {
  if (names.length === 0) return []
  const rows = await tx
    .selectFrom('records')
    .select('state')
    .where('org', '=', org)
    .where('kind', 'in', ['session', 'agreement', 'observation', 'file'])
    .where('id', '>', after)
    .where((eb) => eb.or(names.map((name) => eb('state', 'like', `%"${name}%`))))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => stateIn(row) as FormState & RecordState)
}

const ACTS_AT_ONCE = 500

/** When acts arrived. */
export const receivedAtOf = async (tx: Tx, org: OrgId, acts: readonly ActId[]): Promise<ReadonlyMap<ActId, Instant>> => {
  const received = new Map<ActId, Instant>()
  for (let at = 0; at < acts.length; at += ACTS_AT_ONCE) {
    const rows = await tx
      .selectFrom('acts')
      .select(['act_id', 'received_at'])
      .where('org', '=', org)
      .where('act_id', 'in', acts.slice(at, at + ACTS_AT_ONCE))
      .execute()
    for (const row of rows) received.set(row.act_id as ActId, row.received_at as Instant)
  }
  return received
}
