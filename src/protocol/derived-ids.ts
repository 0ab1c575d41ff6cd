/**
 * Ids made from what a record is about (RFC 9562, version 5), so that two devices with no connection, or one file brought
 * twice, make one record. They say nothing to who doesn't know the names already.
 */
import { v5 } from 'uuid'
import { epochOf, type Instant, type PlainDate, wholeSeconds } from '../domain/dates.ts'
import { type OrgId, type PersonId, type PostId, RecordId, type SettingId } from '../domain/ids.ts'

/**
 * The UUIDv5 of the names, each in the namespace of the one before: with one name what RFC 9562 says, with more never the
 * same for `a`, `bc` as for `ab`, `c`.
 *
 * @param namespace a UUID, in any case
 * @throws TypeError when it isn't one
 */
export const derivedId = (namespace: string, ...names: readonly string[]): string => {
  let id = namespace.toLowerCase()
  for (const name of names) id = v5(name, id)
  return id
}

const recordId = (namespace: string, ...names: readonly string[]): RecordId => RecordId.parse(derivedId(namespace, ...names))

/**
 * The entry of a roster: importing twice is importing once (SEF-3.18).
 *
 * @param startedAt the same instant gives the same id whatever its offset; parts of a second don't count
 */
export const shiftId = (org: OrgId, person: PersonId, setting: SettingId, startedAt: Instant): RecordId =>
  recordId(org, 'shift', person.toLowerCase(), setting.toLowerCase(), wholeSeconds(epochOf(startedAt)))

/** The session that an agreement names for a day (SEF-8.2), whoever's device plans it. */
export const agreedSessionId = (agreement: RecordId, on: PlainDate): RecordId => recordId(agreement, 'session', on)

/** The case list of a setting: there is one (W6). */
export const caseListId = (setting: SettingId): RecordId => recordId(setting, 'case-list')

/** The supervision file of a post: there is one (SEF-9.0). */
export const fileId = (post: PostId): RecordId => recordId(post, 'file')
