import { type Kysely } from 'kysely'

/** Whom a record concerns, from the index alone: with the person left out of it, all of an organisation's people were looked through. */
export const peopleOfRecord = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.dropIndex('people_of_record').execute()
    await db.schema.createIndex('people_of_record').on('record_people').columns(['org', 'record', 'person']).execute()
  },
}
