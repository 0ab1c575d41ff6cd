/** Copies that devices had from before a restore (T2): kept for ever, and shown until the record itself is back. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { type RecoveredBody } from '../../src/domain/projections.ts'
import { type RecordState } from '../../src/domain/records/record.ts'
import { type Json } from '../../src/domain/json.ts'
import { takeSeqs } from './ledger.ts'
import { putScopeRows, type ScopeRow } from './records.ts'
import { type Tx } from './storage.ts'

export interface Recovered {
  readonly scope: string
  readonly record: RecordId
  readonly hash: string
  readonly revision: number
  readonly body: Json
  readonly by: PersonId
  readonly device: string
  readonly at: Instant
}

const rowId = (record: string): string => `recovered:${record}`

/** The ids of the acts that a state says it is made of; a projection that leaves them out has none. */
export const actsIn = (body: unknown, found = new Set<string>()): ReadonlySet<string> => {
  if (typeof body !== 'object' || body === null) return found
  for (const [key, value] of Object.entries(body)) {
    if (key === 'act' && typeof value === 'string') found.add(value)
    else actsIn(value, found)
  }
  return found
}

const AT_ONCE = 500

/** Whether a record is back with all that is in a copy of it: as far on, and with each act that the copy names. */
export const isBack = async (tx: Tx, org: OrgId, state: Pick<RecordState, 'revision'> | null, copy: { readonly revision: number; readonly body: unknown }): Promise<boolean> => {
  if (!state || state.revision < copy.revision) return false
  const acts = [...actsIn(copy.body)]
  for (let from = 0; from < acts.length; from += AT_ONCE) {
    const some = acts.slice(from, from + AT_ONCE)
    const there = await tx.selectFrom('acts').select('act_id').where('org', '=', org).where('act_id', 'in', some).execute()
    if (there.length < some.length) return false
  }
  return true
}

/**
 * Keeps copies, and shows of each record in each scope the one that is furthest on.
 *
 * @param token of the commit
 * @returns those that were not kept already
 */
export const keepRecovered = async (tx: Tx, org: OrgId, copies: readonly Recovered[], token: string): Promise<readonly Recovered[]> => {
  const fresh: Recovered[] = []
  for (const copy of copies) {
    const { body, ...rest } = copy
    const added = await tx
      .insertInto('recovered')
      .values({ ...rest, org, body: JSON.stringify(body), shown: 0 })
      .onConflict((conflict) => conflict.columns(['org', 'record', 'scope', 'hash']).doNothing())
      .returning('hash')
      .executeTakeFirst()
    if (added) fresh.push(copy)
  }
  const furthest = new Map<string, Recovered>()
  for (const copy of fresh) {
    const shown = await tx
      .selectFrom('recovered').select('revision')
      .where('org', '=', org).where('record', '=', copy.record).where('scope', '=', copy.scope).where('shown', '=', 1)
      .executeTakeFirst()
    if (shown && shown.revision >= copy.revision) continue
    await tx.updateTable('recovered').set({ shown: 0 }).where('org', '=', org).where('record', '=', copy.record).where('scope', '=', copy.scope).execute()
    await tx.updateTable('recovered').set({ shown: 1 }).where('org', '=', org).where('record', '=', copy.record).where('scope', '=', copy.scope).where('hash', '=', copy.hash).execute()
    furthest.set(`${copy.scope} ${copy.record}`, copy)
  }
  const further = [...furthest.values()]
  const [one] = further
  if (!one) return fresh
  const first = (await takeSeqs(tx, org, further.length, one.at, token)) - further.length + 1
  await putScopeRows(tx, org, further.map(({ scope, record, revision, by, at, body: copy }, index): ScopeRow => {
    const body: RecoveredBody = { kind: 'recovered', id: rowId(record), revision, record, by, at, copy }
    return { scope, id: body.id, seq: first + index, revision, body }
  }))
  return fresh
}

/** Takes away what is shown of records that are back with all of it. What was kept stays kept. */
export const endRecovered = async (tx: Tx, org: OrgId, changed: readonly RecordState[], at: Instant, newToken: () => string): Promise<void> => {
  if (changed.length === 0) return
  const shown = await tx
    .selectFrom('recovered').select(['record', 'scope', 'revision', 'body'])
    .where('org', '=', org).where('record', 'in', changed.map(({ id }) => id)).where('shown', '=', 1)
    .execute()
  const back: typeof shown = []
  for (const row of shown) {
    const state = changed.find(({ id }) => id === row.record) ?? null
    if (await isBack(tx, org, state, { revision: row.revision, body: JSON.parse(row.body) as unknown })) back.push(row)
  }
  if (back.length === 0) return
  const first = (await takeSeqs(tx, org, back.length, at, newToken())) - back.length + 1
  await putScopeRows(tx, org, back.map(({ scope, record, revision }, index): ScopeRow => ({ scope, id: rowId(record), seq: first + index, revision, body: null })))
  for (const { record, scope } of back) {
    await tx.updateTable('recovered').set({ shown: 0 }).where('org', '=', org).where('record', '=', record).where('scope', '=', scope).execute()
  }
}

/** The records of which a copy is kept in one scope. */
export const recoveredIn = async (tx: Tx, org: OrgId, scope: string): Promise<readonly string[]> =>
  (await tx.selectFrom('recovered').select('record').distinct().where('org', '=', org).where('scope', '=', scope).execute()).map(({ record }) => record)

/** The rows that show copies of these records. */
export const recoveredRowIds = (records: readonly string[]): readonly string[] => records.map(rowId)
