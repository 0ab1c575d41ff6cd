/**
 * Takes the values and salts of records out of every table (W4). What stays: ids, kinds, when and by whom something was
 * done, and in the audit the digests, so that its chain still holds. Hashes of acts go too: they are over no salt, so that
 * a short answer could be found from one by trying.
 */
import { type ErasedBody, fileScope } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type PostId } from '../../src/domain/ids.ts'
import { type RecordKind } from '../../src/domain/records/deeds/common.ts'
import { type Audited } from './audit.ts'
import { takeSeqs } from './ledger.ts'
import { tell } from './news.ts'
import { putScopeRows, type ScopeRow } from './records.ts'
import { recoveredIn, recoveredRowIds } from './recovered.ts'
import { type Tx } from './storage.ts'

/** One query names at most this many ids. */
const AT_ONCE = 500

const inParts = async (ids: readonly string[], work: (some: readonly string[]) => Promise<void>): Promise<void> => {
  for (let from = 0; from < ids.length; from += AT_ONCE) await work(ids.slice(from, from + AT_ONCE))
}

export interface KnownId {
  readonly id: string
  /** Null of what never became a record. */
  readonly kind: RecordKind | null
}

/** The post a kept act says it is about; null where it says none. */
const postNamed = (body: string): string | null => {
  const { payload } = JSON.parse(body) as { payload?: unknown }
  const post = typeof payload === 'object' && payload !== null && 'post' in payload ? payload.post : null
  return typeof post === 'string' ? post : null
}

/** Everything there is of a post: itself, its records, and what is only in quarantine about it. */
export const idsOfFile = async (tx: Tx, org: OrgId, post: PostId): Promise<readonly KnownId[]> => {
  const rows = await tx
    .selectFrom('records')
    .select(['id', 'kind'])
    .where('org', '=', org)
    .where((eb) => eb.or([eb('id', '=', post), eb('post', '=', post)]))
    .orderBy('id')
    .execute()
  const kept = await tx.selectFrom('quarantine').select(['record_id', 'body']).where('org', '=', org).execute()
  const known = new Set(rows.map(({ id }) => id))
  const named = new Set(kept.filter(({ body }) => postNamed(body) === post).map(({ record_id }) => record_id))
  // A copy that a device had from before a restore may be all there is of a record (T2).
  for (const id of await recoveredIn(tx, org, fileScope(post))) named.add(id)
  const others: string[] = []
  for (const id of named) {
    if (known.has(id)) continue
    // An act about this post may name the record of another file: that one stays.
    const record = await tx.selectFrom('records').select('id').where('org', '=', org).where('id', '=', id).executeTakeFirst()
    if (!record) others.push(id)
  }
  return [
    ...rows.map(({ id, kind }) => ({ id, kind: kind as RecordKind })),
    ...others.sort().map((id) => ({ id, kind: null })),
  ]
}

/** What the audit says of the erasing itself stays: which file, by whom, under which rule, and no word of what it held. */
const OF_ERASING: readonly Audited[] = ['disposal-proposed', 'disposal-agreed', 'disposal-refused', 'erased', 'erased-refused']

export interface Erased {
  readonly ids: readonly string[]
  /** The post whose file it is: acts in quarantine that name it go. */
  readonly posts: readonly PostId[]
  /** Of whom nothing else is kept: what was done and read of them goes too, whatever record it was of. */
  readonly people: readonly PersonId[]
  readonly disposal: string
  readonly at: Instant
  /** The token of the commit (T2). */
  readonly token: string
}

/** A tombstone for each audience, so that devices drop what they have (L3), and one row that says which ids are gone for good. */
const eraseScopes = async (tx: Tx, org: OrgId, { ids, disposal, at, token }: Erased): Promise<void> => {
  const live: { scope: string; id: string; revision: number }[] = []
  await inParts([...ids, ...recoveredRowIds(ids)], async (some) => {
    const rows = await tx
      .selectFrom('scope_rows')
      .select(['scope', 'id', 'revision'])
      .where('org', '=', org)
      .where('id', 'in', some)
      .where('body', 'is not', null)
      .execute()
    live.push(...rows)
  })
  const seqOf = new Map([...new Set(live.map(({ id }) => id))].map((id, index) => [id, index + 1]))
  const count = seqOf.size + 1
  const first = (await takeSeqs(tx, org, count, at, token)) - count
  const rows = live.map((row): ScopeRow => ({ ...row, seq: first + (seqOf.get(row.id) ?? 0), body: null }))
  const body: ErasedBody = { kind: 'erased', id: `erased:${disposal}`, revision: 1, records: [...ids] }
  rows.push({ scope: 'org', id: body.id, seq: first + count, revision: body.revision, body })
  for (let from = 0; from < rows.length; from += AT_ONCE) await putScopeRows(tx, org, rows.slice(from, from + AT_ONCE))
}

const eraseActs = (tx: Tx, org: OrgId, ids: readonly string[]): Promise<void> =>
  inParts(ids, async (some) => {
    const rows = await tx.selectFrom('acts').select(['seq', 'act_id', 'record_id', 'body']).where('org', '=', org).where('record_id', 'in', some).execute()
    for (const { seq, act_id: actId, record_id: recordId, body } of rows) {
      const { kind } = JSON.parse(body) as { kind?: string }
      const stub = JSON.stringify({ actId, recordId, kind: kind ?? null })
      await tx.updateTable('acts').set({ body: stub, hash: '', receipt: '{}' }).where('org', '=', org).where('seq', '=', seq).execute()
    }
  })

const eraseQuarantine = async (tx: Tx, org: OrgId, { ids, posts }: Erased): Promise<void> => {
  await inParts(ids, async (some) => {
    await tx.deleteFrom('quarantine').where('org', '=', org).where('record_id', 'in', some).execute()
  })
  const named = new Set<string>(posts)
  const rest = await tx.selectFrom('quarantine').select(['seq', 'body']).where('org', '=', org).execute()
  for (const { seq, body } of rest) {
    if (named.has(postNamed(body) ?? '')) await tx.deleteFrom('quarantine').where('org', '=', org).where('seq', '=', seq).execute()
  }
}

const eraseAudit = async (tx: Tx, org: OrgId, { ids, people }: Erased): Promise<void> => {
  const gone = { details: null, salt: null }
  await inParts(ids, async (some) => {
    await tx.updateTable('audit').set(gone).where('org', '=', org).where('record', 'in', some).where('what', 'not in', OF_ERASING).execute()
  })
  // Of an act that stays, on another record, the entry stays whole: it says no more than the act, and bears witness to it (A8).
  await inParts(people, async (some) => {
    await tx.updateTable('audit').set(gone).where('org', '=', org).where('subject', 'in', some).where('what', 'not in', [...OF_ERASING, 'act']).execute()
  })
}

/** What is kept of somebody beside their records: why holds stood, copies made for them. */
const erasePeople = async (tx: Tx, org: OrgId, { people, ids }: Erased): Promise<void> => {
  for (const person of people) {
    await tx.updateTable('holds').set({ reason: null, reference: null, lift_reason: null }).where('org', '=', org).where('person', '=', person).execute()
    await tx.deleteFrom('copies').where('org', '=', org).where('person', '=', person).execute()
    await tx.updateTable('delays').set({ why: '' }).where('org', '=', org).where('subject', '=', person).execute()
    // Their own record is among what is erased: nobody of this name is left to sign in, to have a calendar or a device.
    if (!ids.includes(person)) continue
    tell(tx, org, { standing: [person] })
    for (const table of ['sign_ins', 'vaults', 'credentials', 'recovery_codes', 'challenges', 'invitations', 'accounts', 'calendar_feeds', 'devices', 'duties'] as const) {
      await tx.deleteFrom(table).where('org', '=', org).where('person', '=', person).execute()
    }
  }
}

/** Erases these records, all or nothing in the transaction it is given. The same again changes nothing more. */
export const eraseRecords = async (tx: Tx, org: OrgId, erased: Erased): Promise<void> => {
  const { ids, posts } = erased
  await eraseScopes(tx, org, erased)
  await eraseActs(tx, org, ids)
  await inParts(ids, async (some) => {
    await tx.deleteFrom('records').where('org', '=', org).where('id', 'in', some).execute()
    const concerned = await tx.deleteFrom('record_people').where('org', '=', org).where('record', 'in', some).returning('person').execute()
    tell(tx, org, { moved: concerned.map(({ person }) => person) })
    await tx.deleteFrom('sign_links').where('org', '=', org).where('record', 'in', some).execute()
    await tx.deleteFrom('recovered').where('org', '=', org).where('record', 'in', some).execute()
  })
  await eraseQuarantine(tx, org, erased)
  await eraseAudit(tx, org, erased)
  await inParts(posts, async (some) => {
    await tx.updateTable('disposals').set({ reason: null }).where('org', '=', org).where('post', 'in', some).execute()
  })
  await erasePeople(tx, org, erased)
}

/** Whether anything of these ids is here that erasing would take out. */
export const holdsAny = async (tx: Tx, org: OrgId, ids: readonly string[]): Promise<boolean> => {
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const record = await tx.selectFrom('records').select('id').where('org', '=', org).where('id', 'in', some).executeTakeFirst()
    const act = await tx.selectFrom('acts').select('seq').where('org', '=', org).where('record_id', 'in', some).where('hash', '<>', '').executeTakeFirst()
    const kept = await tx.selectFrom('quarantine').select('seq').where('org', '=', org).where('record_id', 'in', some).executeTakeFirst()
    const copy = await tx.selectFrom('recovered').select('record').where('org', '=', org).where('record', 'in', some).executeTakeFirst()
    if (record ?? act ?? kept ?? copy) return true
  }
  return false
}

/** The posts somebody has, by their records here. */
export const postsOfPerson = async (tx: Tx, org: OrgId, person: PersonId): Promise<readonly PostId[]> => {
  const rows = await tx.selectFrom('record_people').select('record').where('org', '=', org).where('person', '=', person).where('kind', '=', 'post').execute()
  const posts: PostId[] = []
  for (const { record } of rows) {
    const row = await tx.selectFrom('records').select('state').where('org', '=', org).where('id', '=', record).executeTakeFirst()
    if (row && (JSON.parse(row.state) as { person: string }).person === person) posts.push(record as PostId)
  }
  return posts
}

/** How far this database has followed the ledger. */
export const followedOf = async (tx: Tx, org: OrgId): Promise<{ readonly n: number; readonly hash: string }> => {
  const row = await tx.selectFrom('orgs').select(['erased_n', 'erased_hash']).where('org', '=', org).executeTakeFirstOrThrow()
  return { n: row.erased_n, hash: row.erased_hash }
}

export const putFollowed = async (tx: Tx, org: OrgId, { n, hash }: { readonly n: number; readonly hash: string }): Promise<void> => {
  await tx.updateTable('orgs').set({ erased_n: n, erased_hash: hash }).where('org', '=', org).execute()
}
