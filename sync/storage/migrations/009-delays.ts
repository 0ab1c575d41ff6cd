/** Telling somebody later that their records were read (W2): asked by one, agreed by another, with an end. */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const delays: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema
      .createTable('delays')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('setting', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('reader', 'text', (c) => c.notNull())
      .addColumn('why', 'text', (c) => c.notNull())
      .addColumn('until', 'text', (c) => c.notNull())
      .addColumn('asked_at', 'text', (c) => c.notNull())
      .addColumn('agreed_by', 'text')
      .addColumn('agreed_at', 'text')
      .addColumn('refused_by', 'text')
      .addPrimaryKeyConstraint('delays_pk', ['org', 'id'])
      .execute()
    await db.schema.createIndex('delays_of_subject').on('delays').columns(['org', 'subject']).execute()
  },
}
