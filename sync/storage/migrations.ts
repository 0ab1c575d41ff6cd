/** The schema, as steps in code: they run when the server starts, each once, in the order of their names. */
import { type Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import { auditAndDuties } from './migrations/003-audit-and-duties.ts'
import { waysToSignIn } from './migrations/004-ways-to-sign-in.ts'
import { invitations } from './migrations/005-invitations.ts'
import { inspections } from './migrations/007-inspections.ts'
import { keeping } from './migrations/008-keeping.ts'
import { delays } from './migrations/009-delays.ts'
import { vaults } from './migrations/010-vaults.ts'
import { signLinks } from './migrations/011-sign-links.ts'
import { restore } from './migrations/012-restore.ts'
import { digests } from './migrations/013-digests.ts'
import { peopleOfRecord } from './migrations/014-people-of-record.ts'

/** Each step by its name; those from the third on have a file each. */
export const MIGRATIONS: Record<string, Migration> = {
  '001-first': {
    // The migrator gives every step a Kysely of no table in particular: a step must not change with `tables.ts`.
    async up(db: Kysely<never>): Promise<void> {
      const text = 'text' as const
      await db.schema
        .createTable('orgs')
        .addColumn('org', text, (c) => c.primaryKey())
        .addColumn('name', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('demonstration', 'integer', (c) => c.notNull())
        .addColumn('created_at', text, (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('commits')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('token', text, (c) => c.notNull())
        .addColumn('at', text, (c) => c.notNull())
        .addPrimaryKeyConstraint('commits_pk', ['org', 'seq'])
        .execute()
      await db.schema
        .createTable('accounts')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('person', text, (c) => c.notNull())
        .addColumn('username', text, (c) => c.notNull().unique())
        .addColumn('password_hash', text, (c) => c.notNull())
        .addColumn('administrator', 'integer', (c) => c.notNull())
        .addColumn('created_at', text, (c) => c.notNull())
        .addColumn('disabled_at', text)
        .addPrimaryKeyConstraint('accounts_pk', ['org', 'person'])
        .execute()
      await db.schema
        .createTable('sign_ins')
        .addColumn('token_hash', text, (c) => c.primaryKey())
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('person', text, (c) => c.notNull())
        .addColumn('created_at', text, (c) => c.notNull())
        .addColumn('last_seen_at', text, (c) => c.notNull())
        .addColumn('expires_at', text, (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('acts')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('act_id', text, (c) => c.notNull())
        .addColumn('record_id', text, (c) => c.notNull())
        .addColumn('hash', text, (c) => c.notNull())
        .addColumn('actor', text, (c) => c.notNull())
        .addColumn('device', text, (c) => c.notNull())
        .addColumn('device_time', text, (c) => c.notNull())
        .addColumn('received_at', text, (c) => c.notNull())
        .addColumn('body', text, (c) => c.notNull())
        .addColumn('receipt', text, (c) => c.notNull())
        .addPrimaryKeyConstraint('acts_pk', ['org', 'seq'])
        .addUniqueConstraint('acts_id', ['org', 'act_id'])
        .execute()
      await db.schema.createIndex('acts_of_record').on('acts').columns(['org', 'record_id', 'seq']).execute()
      await db.schema
        .createTable('records')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('id', text, (c) => c.notNull())
        .addColumn('kind', text, (c) => c.notNull())
        .addColumn('post', text)
        .addColumn('setting', text)
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('state', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('records_pk', ['org', 'id'])
        .execute()
      await db.schema.createIndex('records_of_setting').on('records').columns(['org', 'setting', 'kind']).execute()
      await db.schema
        .createTable('record_people')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('person', text, (c) => c.notNull())
        .addColumn('record', text, (c) => c.notNull())
        .addColumn('kind', text, (c) => c.notNull())
        .addPrimaryKeyConstraint('record_people_pk', ['org', 'person', 'record'])
        .execute()
      await db.schema.createIndex('people_of_record').on('record_people').columns(['org', 'record']).execute()
      await db.schema
        .createTable('scope_rows')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('scope', text, (c) => c.notNull())
        .addColumn('id', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('revision', 'integer', (c) => c.notNull())
        .addColumn('body', text)
        .addPrimaryKeyConstraint('scope_rows_pk', ['org', 'scope', 'id'])
        .execute()
      await db.schema.createIndex('scope_rows_seq').on('scope_rows').columns(['org', 'scope', 'seq']).execute()
      await db.schema
        .createTable('quarantine')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('act_id', text, (c) => c.notNull())
        .addColumn('hash', text, (c) => c.notNull())
        .addColumn('body_hash', text, (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('author', text, (c) => c.notNull())
        .addColumn('record_id', text, (c) => c.notNull())
        .addColumn('kind', text, (c) => c.notNull())
        .addColumn('type', text, (c) => c.notNull())
        .addColumn('setting', text)
        .addColumn('body', text, (c) => c.notNull())
        .addColumn('reason', text, (c) => c.notNull())
        .addColumn('receipt', text, (c) => c.notNull())
        .addColumn('at', text, (c) => c.notNull())
        .addColumn('withdrawn_at', text)
        .addPrimaryKeyConstraint('quarantine_pk', ['org', 'act_id', 'hash', 'body_hash'])
        .execute()
      await db.schema.createIndex('quarantine_of_author').on('quarantine').columns(['org', 'author', 'seq']).execute()
      await db.schema.createIndex('quarantine_of_setting').on('quarantine').columns(['org', 'setting', 'seq']).execute()
      await db.schema
        .createTable('devices')
        .addColumn('org', text, (c) => c.notNull())
        .addColumn('device', text, (c) => c.notNull())
        .addColumn('person', text, (c) => c.notNull())
        .addColumn('last_seen_at', text, (c) => c.notNull())
        .addColumn('unsent', 'integer', (c) => c.notNull())
        .addColumn('oldest', text)
        .addPrimaryKeyConstraint('devices_pk', ['org', 'device', 'person'])
        .execute()
    },
  },
  '002-calendar-feeds': {
    async up(db: Kysely<never>): Promise<void> {
      await db.schema
        .createTable('calendar_feeds')
        .addColumn('org', 'text', (c) => c.notNull())
        .addColumn('person', 'text', (c) => c.notNull())
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('created_at', 'text', (c) => c.notNull())
        .addColumn('last_read_at', 'text')
        .addPrimaryKeyConstraint('calendar_feeds_pk', ['org', 'person'])
        .execute()
      await db.schema.createIndex('records_of_post').on('records').columns(['org', 'post', 'kind']).execute()
    },
  },
  '003-audit-and-duties': auditAndDuties,
  '004-ways-to-sign-in': waysToSignIn,
  '005-invitations': invitations,
  '007-inspections': inspections,
  '008-keeping': keeping,
  '009-delays': delays,
  '010-vaults': vaults,
  '011-sign-links': signLinks,
  '012-restore': restore,
  '013-digests': digests,
  '014-people-of-record': peopleOfRecord,
}

/** Whether any of these steps, by their names, is one this code does not know: a newer Countersign took it. */
export const migrationsUnknown = (names: readonly string[]): boolean => names.some((name) => !(name in MIGRATIONS))

/**
 * Brings a database to the schema of this code.
 *
 * @throws when a step fails, or the database was made by a newer Countersign
 */
export const migrate = async <T>(db: Kysely<T>): Promise<void> => {
  const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } }).migrateToLatest()
  if (error) {
    throw new Error('The database could not be brought up to date. Nothing was changed by the step that failed.', { cause: error })
  }
}
