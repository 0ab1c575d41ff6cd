/** The private addresses of people's calendars, and the facts that a calendar is made of. */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type AgreementFacts, type SessionFacts } from '../../src/domain/facts.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { factsScope } from '../../src/domain/projections.ts'
import { withDefaults } from '../../src/domain/records/defaults.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import { isOpen } from './accounts.ts'
import { type Tx } from './storage.ts'

export interface FeedRow {
  readonly org: OrgId
  readonly person: PersonId
  readonly createdAt: Instant
  readonly lastReadAt: Instant | null
}

const COLUMNS = ['calendar_feeds.org', 'calendar_feeds.person', 'calendar_feeds.created_at', 'last_read_at'] as const

const feedIn = (row: { org: string; person: string; created_at: string; last_read_at: string | null }): FeedRow => ({
  org: row.org as OrgId,
  person: row.person as PersonId,
  createdAt: row.created_at as Instant,
  lastReadAt: row.last_read_at as Instant | null,
})

export const feedOf = async (tx: Tx, org: OrgId, person: PersonId): Promise<FeedRow | null> => {
  const row = await tx.selectFrom('calendar_feeds').select(COLUMNS).where('org', '=', org).where('person', '=', person).executeTakeFirst()
  return row ? feedIn(row) : null
}

/** The address with this token's hash, of an account that is open at this moment. */
export const feedWithToken = async (tx: Tx, tokenHash: string, at: Instant): Promise<FeedRow | null> => {
  const row = await tx
    .selectFrom('calendar_feeds')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.org', '=', 'calendar_feeds.org').onRef('accounts.person', '=', 'calendar_feeds.person'),
    )
    .select([...COLUMNS, 'administrator', 'disabled_at', 'open_until'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (!row) return null
  const feed = feedIn(row)
  const account = {
    ...feed,
    administrator: row.administrator === 1,
    disabledAt: row.disabled_at as Instant | null,
    openUntil: row.open_until as PlainDate | null,
  }
  return (await isOpen(tx, account, at)) ? feed : null
}

/** A person has one address: a new one takes the place of the one before. */
export const putFeed = async (
  tx: Tx,
  feed: { readonly org: OrgId; readonly person: PersonId; readonly tokenHash: string; readonly at: Instant },
): Promise<void> => {
  const row = { token_hash: feed.tokenHash, created_at: feed.at, last_read_at: null }
  await tx
    .insertInto('calendar_feeds')
    .values({ org: feed.org, person: feed.person, ...row })
    .onConflict((conflict) => conflict.columns(['org', 'person']).doUpdateSet(row))
    .execute()
}

export const touchFeed = async (tx: Tx, tokenHash: string, at: Instant): Promise<void> => {
  await tx.updateTable('calendar_feeds').set({ last_read_at: at }).where('token_hash', '=', tokenHash).execute()
}

export const dropFeed = async (tx: Tx, org: OrgId, person: PersonId): Promise<void> => {
  await tx.deleteFrom('calendar_feeds').where('org', '=', org).where('person', '=', person).execute()
}

/** The class C facts of the sessions and agreements of these posts: as the facts scopes carry them, not the records whole. */
export const calendarFactsOf = async (
  tx: Tx,
  org: OrgId,
  posts: readonly PostState[],
): Promise<{ readonly sessions: readonly SessionFacts[]; readonly agreements: readonly AgreementFacts[] }> => {
  if (posts.length === 0) return { sessions: [], agreements: [] }
  const scopes = [...new Set(posts.map(({ setting }) => factsScope(setting)))]
  const rows = await tx
    .selectFrom('records')
    .innerJoin('scope_rows', (join) =>
      join.onRef('scope_rows.org', '=', 'records.org').onRef('scope_rows.id', '=', 'records.id').on('scope_rows.scope', 'in', scopes),
    )
    .select('scope_rows.body')
    .where('records.org', '=', org)
    .where('records.post', 'in', posts.map(({ id }) => id))
    .where('records.kind', 'in', ['session', 'agreement'])
    .execute()
  const facts = rows.flatMap(({ body }) => (body === null ? [] : [withDefaults(JSON.parse(body) as SessionFacts | AgreementFacts)]))
  return {
    sessions: facts.filter((each) => each.kind === 'session-facts'),
    agreements: facts.filter((each) => each.kind === 'agreement-facts'),
  }
}
