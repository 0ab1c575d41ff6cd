/** A digest of each scope (L4), of what existing databases hold too. */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'
import { type Digest, NO_ROWS, plus } from '../../../src/protocol/digest.ts'
import { rowNumber } from '../../../src/protocol/row-number.ts'

/** The columns this step reads and writes, as they were then. */
interface Then {
  scope_rows: { org: string; scope: string; id: string; seq: number; revision: number; body: string | null }
  scope_digests: { org: string; scope: string; count: number; sum: number }
}

export const digests: Migration = {
  async up(db: Kysely<Then>): Promise<void> {
    await db.schema
      .createTable('scope_digests')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('sum', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('scope_digests_pk', ['org', 'scope'])
      .execute()
    const scopes = await db.selectFrom('scope_rows').select(['org', 'scope']).distinct().execute()
    for (const { org, scope } of scopes) {
      const rows = await db
        .selectFrom('scope_rows')
        .select(['id', 'seq', 'revision'])
        .where('org', '=', org)
        .where('scope', '=', scope)
        .where('body', 'is not', null)
        .execute()
      const digest = rows.reduce<Digest>((sum, row) => plus(sum, { count: 1, sum: rowNumber(row) }), NO_ROWS)
      await db.insertInto('scope_digests').values({ org, scope, ...digest }).execute()
    }
  },
}
