/** What the service knows of the vaults on devices, the keys of people, and its own (K3, K6, K7, G2, A1). */
import { type Kysely } from 'kysely'
import { type Migration } from 'kysely/migration'

export const vaults: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    // A device that was trusted by a token signs in by its vault's key, once its person is enrolled there.
    await db.schema.dropTable('device_tokens').execute()
    await db.schema.alterTable('orgs').addColumn('read_days', 'integer', (c) => c.notNull().defaultTo(7)).execute()
    await db.schema.alterTable('sign_ins').addColumn('vault', 'text').execute()
    // Of the whole service: it is the service that certifies, and to which acts are sealed.
    await db.schema
      .createTable('service_keys')
      .addColumn('kid', 'text', (c) => c.primaryKey())
      .addColumn('use', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('made_at', 'text', (c) => c.notNull())
      .execute()
    await db.schema
      .createTable('vaults')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('vault', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('kid', 'text', (c) => c.notNull())
      .addColumn('pin_hash', 'text', (c) => c.notNull())
      .addColumn('pepper', 'text')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('trusted', 'integer', (c) => c.notNull())
      .addColumn('enrolled_at', 'text', (c) => c.notNull())
      .addColumn('last_seen_at', 'text', (c) => c.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('revoked_at', 'text')
      .addColumn('revoked_by', 'text')
      .addPrimaryKeyConstraint('vaults_pk', ['org', 'vault'])
      // A device that asks for its pepper names no organisation.
      .addUniqueConstraint('vaults_id', ['vault'])
      .execute()
    await db.schema.createIndex('vaults_of_person').on('vaults').columns(['org', 'person']).execute()
    await db.schema.createIndex('vaults_of_device').on('vaults').columns(['org', 'device']).execute()
    await db.schema
      .createTable('person_keys')
      .addColumn('org', 'text', (c) => c.notNull())
      .addColumn('kid', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('vault', 'text')
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('method', 'text', (c) => c.notNull())
      .addColumn('record', 'text')
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('certificate', 'text', (c) => c.notNull())
      .addColumn('certified_from', 'text', (c) => c.notNull())
      .addColumn('certified_until', 'text', (c) => c.notNull())
      .addColumn('revoked_at', 'text')
      .addPrimaryKeyConstraint('person_keys_pk', ['org', 'kid'])
      // Nobody has another's key certified as theirs, in whichever organisation.
      .addUniqueConstraint('person_keys_id', ['kid'])
      .execute()
    await db.schema.createIndex('keys_of_person').on('person_keys').columns(['org', 'person']).execute()
    await db.schema.createIndex('keys_of_vault').on('person_keys').columns(['org', 'vault']).execute()
  },
}
