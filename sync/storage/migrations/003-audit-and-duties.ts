/** The audit chain (A8), and what people may look at beside their own (W2). */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const auditAndDuties: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable('orgs').addColumn('audit_n', 'bigint', (c) => c.notNull().defaultTo(0)).execute()
    await db.schema.alterTable('orgs').addColumn('audit_hash', 'text', (c) => c.notNull().defaultTo('')).execute()
    await db.schema
      .createTable('audit')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('n', 'bigint', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('what', 'text', (c) => c.notNull())
      .addColumn('subject', 'text')
      .addColumn('record', 'text')
      .addColumn('salt', 'text')
      .addColumn('details', 'text')
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_pk', ['org', 'n'])
      .execute()
    await db.schema.createIndex('audit_of_subject').on('audit').columns(['org', 'subject', 'n']).execute()
    await db.schema.createIndex('audit_of_record').on('audit').columns(['org', 'record', 'n']).execute()
    await db.schema
      .createTable('audit_contradicted')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('n', 'bigint', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('audit_contradicted_pk', ['org', 'n', 'hash'])
      .execute()
    await db.schema
      .createTable('duties')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('duty', 'text', (c) => c.notNull())
      // '' is the whole service.
      .addColumn('setting', 'text', (c) => c.notNull())
      .addColumn('until', 'text')
      .addColumn('given_by', 'text', (c) => c.notNull())
      .addColumn('given_at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('duties_pk', ['org', 'person', 'duty', 'setting'])
      .execute()
  },
}
