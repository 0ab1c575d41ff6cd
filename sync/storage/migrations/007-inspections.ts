/** Packs for inspections (W3): what is in one is already without what an inspector may not read, and goes when its time is over. */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const inspections: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('inspections')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('setting', 'text', (c) => c.notNull())
      .addColumn('made_by', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .addColumn('opens_until', 'text', (c) => c.notNull())
      .addColumn('item', 'text', (c) => c.notNull())
      .addColumn('pack', 'text', (c) => c.notNull())
      .addColumn('subjects', 'text', (c) => c.notNull())
      .addColumn('written_n', 'bigint', (c) => c.notNull())
      .addColumn('written_hash', 'text', (c) => c.notNull())
      .addColumn('opened', 'integer', (c) => c.notNull())
      .addColumn('last_opened_at', 'text')
      .addColumn('token_hash', 'text', (c) => c.unique())
      .addPrimaryKeyConstraint('inspections_pk', ['org', 'id'])
      .execute()
    await db.schema.createIndex('inspections_of_setting').on('inspections').columns(['org', 'setting']).execute()
    await db.schema.createIndex('inspections_by_end').on('inspections').columns(['opens_until']).execute()
  },
}
