/** How far the newest backup goes (V9), and copies that devices had from before a restore (T2). */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const restore: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable('orgs').addColumn('backed_up_through', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
    await db.schema
      .createTable('recovered')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('scope', 'text', (c) => c.notNull())
      .addColumn('record', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('by', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('shown', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovered_pk', ['org', 'record', 'scope', 'hash'])
      .execute()
  },
}
