/** Second factors, passkeys, work accounts, trusted devices (A1). */
import { type Kysely, sql } from 'kysely'
import { type Migration } from 'kysely/migration'

export const waysToSignIn: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable('orgs').addColumn('second_factor', 'text', (c) => c.notNull().defaultTo('required')).execute()
    await sql`update orgs set second_factor = 'optional' where demonstration = 1`.execute(db)
    await db.schema.alterTable('sign_ins').addColumn('restricted', 'integer', (c) => c.notNull().defaultTo(0)).execute()
    await db.schema.alterTable('sign_ins').addColumn('proved_at', 'text').execute()
    await db.schema.alterTable('sign_ins').addColumn('device', 'text').execute()
    await db.schema
      .createTable('credentials')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('label', 'text', (c) => c.notNull())
      .addColumn('secret', 'text')
      .addColumn('counter', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('last_used_at', 'text')
      .addPrimaryKeyConstraint('credentials_pk', ['org', 'kind', 'id'])
      // A passkey or a work account names no organisation when it signs in: it is one person's in the whole service.
      .addUniqueConstraint('credentials_id', ['kind', 'id'])
      .execute()
    await db.schema.createIndex('credentials_of_person').on('credentials').columns(['org', 'person']).execute()
    await db.schema
      .createTable('recovery_codes')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('recovery_codes_pk', ['org', 'person', 'hash'])
      .execute()
    await db.schema
      .createTable('challenges')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('challenges_expire').on('challenges').column('expires_at').execute()
    await db.schema
      .createTable('device_tokens')
      .addColumn('token_hash', 'text', (c) => c.primaryKey())
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('created_at', 'text', (c) => c.notNull())
      .addColumn('last_used_at', 'text')
      .addColumn('expires_at', 'text', (c) => c.notNull())
      .addUniqueConstraint('device_tokens_one', ['org', 'person', 'device'])
      .execute()
  },
}
