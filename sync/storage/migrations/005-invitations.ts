/** Links with which people choose a password, sign-ins that their owner can tell apart, accounts that end (A1). */
import { type Kysely, sql } from 'kysely'
import { type Migration } from 'kysely/migration'

export const invitations: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('invitations')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('username', 'text')
      .addColumn('made_by', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('invitations_pk', ['org', 'person'])
      .execute()
    for (const column of ['disabled_by', 'last_sign_in_at', 'open_until', 'password_set_at', 'password_link_by'] as const) {
      await db.schema.alterTable('accounts').addColumn(column, 'text').execute()
    }
    // Sign-ins last 12 hours at most: those there are can't be told apart, and end here.
    await sql`delete from sign_ins`.execute(db)
    for (const column of ['id', 'method', 'browser', 'seen_on'] as const) {
      await db.schema.alterTable('sign_ins').addColumn(column, 'text', (c) => c.notNull().defaultTo('')).execute()
    }
    await db.schema.createIndex('sign_ins_of_person').on('sign_ins').columns(['org', 'person', 'id']).unique().execute()
  },
}
