/**
 * The demonstration: an invented children's home under a real policy, loaded the first time the server starts on an
 * empty database. All of it goes through the acts service, as if devices had sent it.
 */
import { v7 } from 'uuid'
import { type ClockTime, type Instant, londonDay, londonInstant, addDays, type PlainDate } from '../../src/domain/dates.ts'
import { OrgId, RecordId } from '../../src/domain/ids.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { recordFormOf } from '../../src/domain/records/forms.ts'
import { addAccount } from '../storage/accounts.ts'
import { addOrg, hasAccounts, orgsOf, removeOrg } from '../storage/orgs.ts'
import { type Acts } from './acts.ts'
import { rosterOf } from './demonstration/calendar.ts'
import {
  ADMINISTRATOR,
  demonstrationId,
  demonstrationSignIns,
  HOME,
  HOME_NAME,
  personOf,
  postOf,
  RESPONSIBLE,
  SERVICE_NAME,
  STAFF,
  type Staff,
} from './demonstration/people.ts'
import { writeSessions } from './demonstration/sessions.ts'
import { type Writer, writerFor } from './demonstration/writer.ts'
import { type Ports } from './services.ts'

const POLICY = 'sefton'
const FORM = 'welfare-supervision'
/** Acts of one transaction. */
const CHUNK = 300

/** Early, late and night; a night ends on the next day, and lasts an hour more or less where the clocks change. */
const TIMES = { early: ['07:00', '15:00'], late: ['14:30', '22:30'], night: ['22:00', '07:30'] } as const

const writeShifts = (writer: Writer, person: Staff, today: PlainDate): void => {
  for (const { day, status } of rosterOf(person, today)) {
    const [start, end] = TIMES[person.usual] as readonly [ClockTime, ClockTime]
    const startedAt = londonInstant(day, start)
    const endedAt = londonInstant(end < start ? addDays(day, 1) : day, end)
    writer.add('dana', { day: status === 'planned' ? today : addDays(day, 1), time: '09:30' }, {
      recordId: RecordId.parse(demonstrationId(`shift:${person.key}:${HOME}:${startedAt}`)),
      kind: 'shift',
      type: 'shift.log',
      payload: {
        post: postOf(person.key),
        setting: HOME,
        person: personOf(person.key),
        startedAt,
        endedAt: status === 'worked' || status === 'planned' ? endedAt : null,
        status,
        units: null,
      },
    })
  }
}

const writePeople = (writer: Writer, packVersion: number, today: PlainDate): void => {
  const when = { day: addDays(today, -2400), time: '09:00' }
  writer.add(ADMINISTRATOR, when, {
    recordId: HOME,
    kind: 'setting',
    type: 'setting.open',
    payload: { name: HOME_NAME, residentialHome: true, pack: POLICY, packVersion, settings: {}, managers: [personOf('dana')] },
  })
  for (const { key, name, knownAs } of [RESPONSIBLE, ...STAFF]) {
    writer.add(ADMINISTRATOR, when, {
      recordId: personOf(key),
      kind: 'person',
      type: 'person.add',
      payload: { name, knownAs, staffNumber: null },
    })
  }
  for (const person of STAFF) {
    const began = addDays(today, -person.began)
    writer.add(ADMINISTRATOR, { day: began, time: '09:00' }, {
      recordId: postOf(person.key),
      kind: 'post',
      type: 'post.start',
      payload: {
        person: personOf(person.key),
        setting: HOME,
        title: person.title,
        group: person.group,
        employment: person.employment,
        hours: person.hours,
        line: 'managerial',
        supervisor: personOf(person.supervisor),
        employedOn: began,
        supervisedSince: began,
        from: began,
        until: null,
        facts: {},
      },
    })
  }
}

/** Everything that happened, as acts in order. */
const written = (org: OrgId, now: Instant): Writer => {
  const today = londonDay(now)
  const pack = packOf(POLICY)
  const form = pack?.forms.find(({ id }) => id === FORM)
  if (!pack || !form) throw new Error('the pack of the demonstration does not ship')
  const pins: Pins = { pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version }
  // The eleven topics are asked of residential staff; what is missing is judged by the server, with each post's facts.
  const anyForm = recordFormOf(pack, pins, { group: 'practitioner-manager', employment: 'permanent', employedOn: today })
  const writer = writerFor(org, ADMINISTRATOR, now, () => anyForm)
  writePeople(writer, pack.version, today)
  for (const person of STAFF) {
    writeShifts(writer, person, today)
    writeSessions(writer, person, pins, today)
  }
  return writer
}

/**
 * Loads the demonstration into an empty database; one that was cut short is begun again.
 *
 * @returns whether it was loaded; not when there is a service already
 */
export const loadDemonstration = async (ports: Ports, acts: Acts): Promise<boolean> => {
  const { storage, clock, passwords } = ports
  const org = OrgId.parse(v7())
  const now = clock()
  const begun = await storage.write(async (tx) => {
    for (const there of await orgsOf(tx)) {
      if (!there.demonstration || (await hasAccounts(tx, there.org))) return false
      await removeOrg(tx, there.org)
    }
    await addOrg(tx, { org, name: SERVICE_NAME, demonstration: true }, now)
    return true
  })
  if (!begun) return false

  const hashes = demonstrationSignIns.map(async ({ username, password }) => ({
    username,
    passwordHash: await passwords.hash(password),
  }))
  const sent = written(org, now).sent()
  for (let from = 0; from < sent.length; from += CHUNK) {
    const receipts = await acts.push(org, sent.slice(from, from + CHUNK))
    const wrong = receipts.find(({ outcome }) => outcome !== 'applied')
    if (wrong) throw new Error(`the demonstration has an act that is not applied: ${JSON.stringify(wrong)}`)
  }
  const accounts = await Promise.all(hashes)
  await storage.write(async (tx) => {
    for (const { username, passwordHash } of accounts) {
      const account = { org, person: personOf(username), passwordHash, administrator: username === ADMINISTRATOR }
      await addAccount(tx, { ...account, username, at: now })
    }
  })
  return true
}
