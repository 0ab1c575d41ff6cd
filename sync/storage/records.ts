/**
 * The current state of each record, whom it concerns, and what each audience has of it. The service keeps every record,
 * in the file of the person it is about (SEF-3.19b, SEF-6.3, WOK-7.2).
 */
import { type ScopeBody } from '../../src/domain/projections.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { withDefaults } from '../../src/domain/records/defaults.ts'
import { type RecordKind } from '../../src/domain/records/deeds/common.ts'
import { type PersonState, type PolicyState, type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { changeDigests } from './digests.ts'
import { tell } from './news.ts'
import { type Tx } from './storage.ts'

/** A state as this code knows it, whichever version wrote it. */
const stateIn = (row: { readonly state: string }): RecordState => withDefaults(JSON.parse(row.state) as RecordState)

/** The records with these ids, as far as there are any. */
export const recordsOf = async (tx: Tx, org: OrgId, ids: readonly string[]): Promise<readonly RecordState[]> => {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('records').select('state').where('org', '=', org).where('id', 'in', ids).execute()
  return rows.map(stateIn)
}

/** How many acts each of these records has had; a record that is not there is left out. */
export const revisionsOf = async (tx: Tx, org: OrgId, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('records').select(['id', 'revision']).where('org', '=', org).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}

/** The posts and settings a person is part of: posts of theirs or that they supervise, settings they manage. */
export const concerning = async (
  tx: Tx,
  org: OrgId,
  person: PersonId,
): Promise<{ readonly posts: readonly PostState[]; readonly settings: readonly SettingState[] }> => {
  const rows = await tx
    .selectFrom('record_people')
    .innerJoin('records', (join) =>
      join.onRef('records.org', '=', 'record_people.org').onRef('records.id', '=', 'record_people.record'),
    )
    .select('records.state')
    .where('record_people.org', '=', org)
    .where('record_people.person', '=', person)
    // By the person's own rows: ordered by the records' own id, every record of the organisation would be looked at.
    .orderBy('record_people.record')
    .execute()
  const states = rows.map(stateIn)
  return {
    posts: states.filter((state) => state.kind === 'post'),
    settings: states.filter((state) => state.kind === 'setting'),
  }
}

/** Whom these posts and settings concern. */
export const peopleOfRecords = async (tx: Tx, org: OrgId, ids: readonly string[]): Promise<readonly string[]> => {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('record_people').select('person').where('org', '=', org).where('record', 'in', ids).execute()
  return [...new Set(rows.map(({ person }) => person))]
}

/** Whether a person manages any setting, without reading one. */
export const managesAny = async (tx: Tx, org: OrgId, person: PersonId): Promise<boolean> => {
  const row = await tx
    .selectFrom('record_people')
    .select('record')
    .where('org', '=', org)
    .where('person', '=', person)
    .where('kind', '=', 'setting')
    .executeTakeFirst()
  return row !== undefined
}

/** Everybody the service knows. */
export const peopleIn = async (tx: Tx, org: OrgId): Promise<readonly PersonState[]> => {
  const rows = await tx.selectFrom('records').select('state').where('org', '=', org).where('kind', '=', 'person').execute()
  return rows.map((row) => stateIn(row) as PersonState)
}

/** Parsed once for each row: every push looks among them, and a policy never changes. */
const parsed = new Map<string, PolicyState>()

/** The service's own policies. */
export const policiesOf = async (tx: Tx, org: OrgId): Promise<readonly PolicyState[]> => {
  const rows = await tx.selectFrom('records').select('id').where('org', '=', org).where('kind', '=', 'policy').where('setting', 'is', null).execute()
  const unknown = rows.filter(({ id }) => !parsed.has(`${org} ${id}`)).map(({ id }) => id)
  for (const state of await recordsOf(tx, org, unknown)) {
    if (state.kind === 'policy') parsed.set(`${org} ${state.id}`, state)
  }
  return rows.flatMap(({ id }) => parsed.get(`${org} ${id}`) ?? [])
}

/** Every record of these kinds: for pages that few people open. */
export const ofKinds = async (tx: Tx, org: OrgId, kinds: readonly RecordKind[]): Promise<readonly RecordState[]> => {
  const rows = await tx.selectFrom('records').select('state').where('org', '=', org).where('kind', 'in', kinds).orderBy('id').execute()
  return rows.map(stateIn)
}

/** Every setting of the service. */
export const settingsOf = async (tx: Tx, org: OrgId): Promise<readonly SettingState[]> =>
  (await ofKinds(tx, org, ['setting'])).filter((state) => state.kind === 'setting')

/** The posts of these settings. */
export const postsIn = async (tx: Tx, org: OrgId, settings: readonly string[]): Promise<readonly PostState[]> => {
  if (settings.length === 0) return []
  const rows = await tx
    .selectFrom('records')
    .select('state')
    .where('org', '=', org)
    .where('setting', 'in', settings)
    .where('kind', '=', 'post')
    .execute()
  return rows.map((row) => stateIn(row) as PostState)
}

/** The posts of one person, those that have ended among them. */
export const postsOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<readonly PostState[]> => {
  const { posts } = await concerning(tx, org, person)
  return posts.filter((post) => post.person === person)
}

/** Whom a post or a setting concerns: its row of `record_people`. */
const peopleOf = (state: RecordState): readonly PersonId[] => {
  if (state.kind === 'setting') return [...new Set(state.managers)]
  if (state.kind !== 'post') return []
  return [...new Set([state.person, ...(state.supervisor ? [state.supervisor] : [])])]
}

const belongsTo = (state: RecordState): { post: string | null; setting: string | null } => ({
  post: 'post' in state ? state.post : null,
  setting: 'setting' in state ? state.setting : null,
})

export interface ChangedRecord {
  readonly state: RecordState
  /** The seq of the last act on it. */
  readonly seq: number
}

/** Stores the new states and whom they concern. */
export const putRecords = async (tx: Tx, org: OrgId, changed: readonly ChangedRecord[]): Promise<void> => {
  if (changed.length === 0) return
  await tx
    .insertInto('records')
    .values(
      changed.map(({ state, seq }) => ({
        org,
        id: state.id,
        kind: state.kind satisfies RecordKind,
        ...belongsTo(state),
        revision: state.revision,
        state: JSON.stringify(state),
        seq,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['org', 'id']).doUpdateSet((eb) => ({
        post: eb.ref('excluded.post'),
        setting: eb.ref('excluded.setting'),
        revision: eb.ref('excluded.revision'),
        state: eb.ref('excluded.state'),
        seq: eb.ref('excluded.seq'),
      })),
    )
    .execute()
  const concerned = changed.filter(({ state }) => state.kind === 'post' || state.kind === 'setting')
  if (concerned.length === 0) return
  const ids = concerned.map(({ state }) => state.id)
  const before = await tx.deleteFrom('record_people').where('org', '=', org).where('record', 'in', ids).returning('person').execute()
  const rows = concerned.flatMap(({ state }) =>
    peopleOf(state).map((person) => ({ org, person, record: state.id as string, kind: state.kind as string })),
  )
  tell(tx, org, { moved: [...before, ...rows].map(({ person }) => person) })
  if (rows.length > 0) await tx.insertInto('record_people').values(rows).execute()
}

export interface ScopeRow {
  readonly scope: string
  readonly id: string
  readonly seq: number
  readonly revision: number
  /** Null is a tombstone: the record has left the scope (L3). */
  readonly body: ScopeBody | null
}

/** Writes rows, and with them the digests of their scopes (L4): apart, a device would fetch again what it has. */
export const putScopeRows = async (tx: Tx, org: OrgId, rows: readonly ScopeRow[]): Promise<void> => {
  if (rows.length === 0) return
  await changeDigests(tx, org, rows.map((row) => ({ ...row, live: row.body !== null })))
  tell(tx, org, { scopes: rows.map(({ scope }) => scope) })
  await tx
    .insertInto('scope_rows')
    .values(rows.map((row) => ({ ...row, org, body: row.body === null ? null : JSON.stringify(row.body) })))
    .onConflict((conflict) =>
      conflict.columns(['org', 'scope', 'id']).doUpdateSet((eb) => ({
        seq: eb.ref('excluded.seq'),
        revision: eb.ref('excluded.revision'),
        body: eb.ref('excluded.body'),
      })),
    )
    .execute()
}

/** A scope's rows after a seq, through the head, in seq order; `body` is JSON text. */
export const scopeRowsAfter = (
  tx: Tx,
  org: OrgId,
  scope: string,
  after: number,
  head: number,
  limit: number,
): Promise<readonly { readonly id: string; readonly seq: number; readonly revision: number; readonly body: string | null }[]> =>
  tx
    .selectFrom('scope_rows')
    .select(['id', 'seq', 'revision', 'body'])
    .where('org', '=', org)
    .where('scope', '=', scope)
    .where('seq', '>', after)
    .where('seq', '<=', head)
    .orderBy('seq')
    .limit(limit)
    .execute()

/** The rows of a scope with these ids, as far as there are any; `body` is JSON text. */
export const scopeRowsNamed = async (
  tx: Tx,
  org: OrgId,
  scope: string,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly revision: number; readonly body: string | null }[]> =>
  ids.length === 0
    ? []
    : tx
        .selectFrom('scope_rows')
        .select(['id', 'revision', 'body'])
        .where('org', '=', org)
        .where('scope', '=', scope)
        .where('id', 'in', ids)
        .execute()
