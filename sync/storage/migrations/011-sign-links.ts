/** Links by which somebody without an account signs one record, once (G4). */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const signLinks: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('sign_links')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('record', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('code_hash', 'text')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('made_by', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addColumn('opened_hash', 'text')
      .addColumn('opened_at', 'text')
      .addColumn('used_hash', 'text')
      .addPrimaryKeyConstraint('sign_links_pk', ['org', 'record'])
      .execute()
  },
}
