/**
 * The demonstration: two invented children's homes and five other invented services, each under a real policy, loaded the
 * first time the server starts on an empty database. All of it goes through the acts service, as if devices had sent it.
 */
import { v7 } from 'uuid'
import { type ClockTime, type Instant, londonDay, londonInstant, addDays, type PlainDate } from '../../src/domain/dates.ts'
import { OrgId } from '../../src/domain/ids.ts'
import { type Form } from '../../src/domain/policy/form.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { shiftId } from '../../src/protocol/derived-ids.ts'
import { addAccount } from '../storage/accounts.ts'
import { appendAudit, type AuditDoing } from '../storage/audit.ts'
import { giveDuty } from '../storage/duties.ts'
import { addOrg, hasAccounts, orgsOf, removeOrg } from '../storage/orgs.ts'
import { type Acts } from './acts.ts'
import { writeAgreements } from './demonstration/agreements.ts'
import { rosterOf } from './demonstration/calendar.ts'
import { writeCases } from './demonstration/cases.ts'
import { writeHappened } from './demonstration/happened.ts'
import { writeLeavers } from './demonstration/leavers.ts'
import { writeMatters } from './demonstration/matters.ts'
import { writeObservations } from './demonstration/observations.ts'
import {
  ADMINISTRATOR,
  BROOK,
  BROOK_NAME,
  demonstrationSignIns,
  DUTIES,
  HOME,
  HOME_NAME,
  HUMAN_RESOURCES,
  personOf,
  postOf,
  QUALITY,
  RESPONSIBLE,
  SENIOR,
  SERVICE_NAME,
  STAFF,
  type Staff,
} from './demonstration/people.ts'
import { OTHER_SERVICES } from './demonstration/other-services.ts'
import { writeSessions } from './demonstration/sessions.ts'
import { writeService } from './demonstration/team.ts'
import { type Writer, writerFor } from './demonstration/writer.ts'
import { type Ports } from './services.ts'

const POLICY = 'sefton'
/** Acts of one transaction. */
const CHUNK = 300

/** Early, late and night; a night ends on the next day, and lasts an hour more or less where the clocks change. */
const TIMES = { early: ['07:00', '15:00'], late: ['14:30', '22:30'], night: ['22:00', '07:30'] } as const

const writeShifts = (writer: Writer, org: OrgId, person: Staff, today: PlainDate): void => {
  const { setting } = person
  const manager = setting === HOME ? 'dana' : SENIOR.key
  for (const { day, status } of rosterOf(person, today)) {
    const [start, end] = TIMES[person.usual] as readonly [ClockTime, ClockTime]
    const startedAt = londonInstant(day, start)
    const endedAt = londonInstant(end < start ? addDays(day, 1) : day, end)
    writer.add(manager, { day: status === 'planned' ? today : addDays(day, 1), time: '09:30' }, {
      recordId: shiftId(org, personOf(person.person), setting, startedAt),
      kind: 'shift',
      type: 'shift.log',
      payload: {
        post: postOf(person.key),
        setting,
        person: personOf(person.person),
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
  const homes = [
    { recordId: HOME, name: HOME_NAME, managers: [personOf('dana'), personOf(SENIOR.key)] },
    { recordId: BROOK, name: BROOK_NAME, managers: [personOf(SENIOR.key)] },
  ]
  for (const { recordId, name, managers } of homes) {
    writer.add(ADMINISTRATOR, when, {
      recordId,
      kind: 'setting',
      type: 'setting.open',
      payload: { name, residentialHome: true, pack: POLICY, packVersion, settings: {}, managers },
    })
  }
  const people = STAFF.filter(({ key, person }) => key === person)
  for (const { key, name, knownAs, staffNumber } of [RESPONSIBLE, SENIOR, QUALITY, HUMAN_RESOURCES, ...people]) {
    writer.add(ADMINISTRATOR, when, {
      recordId: personOf(key),
      kind: 'person',
      type: 'person.add',
      payload: { name, knownAs, staffNumber },
    })
  }
  for (const person of STAFF) {
    const began = addDays(today, -person.began)
    writer.add(ADMINISTRATOR, { day: began, time: '09:00' }, {
      recordId: postOf(person.key),
      kind: 'post',
      type: 'post.start',
      payload: {
        person: personOf(person.person),
        setting: person.setting,
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
        staffNumber: person.staffNumber,
      },
    })
  }
}

/** How far shifts are known: the roster was last brought in this morning. */
const writeRosters = (writer: Writer, today: PlainDate): void => {
  const through = londonInstant(today, '00:00' as ClockTime)
  const rowsOf = (setting: typeof HOME): number =>
    STAFF.filter((person) => person.setting === setting).reduce((sum, person) => sum + rosterOf(person, today).length, 0)
  for (const [manager, setting] of [['dana', HOME], [SENIOR.key, BROOK]] as const) {
    const payload = { through, rows: rowsOf(setting), on: today }
    writer.add(manager, { day: today, time: '09:30' }, { recordId: setting, kind: 'setting', type: 'setting.roster', payload })
  }
}

/** Everything that happened, as acts in order. */
const written = (org: OrgId, now: Instant): Writer => {
  const today = londonDay(now)
  const pack = packOf(POLICY)
  if (!pack) throw new Error('the pack of the demonstration does not ship')
  const pinsFor = (record: Form['record']): Pins => {
    const form = pack.forms.find((each) => each.record === record)
    if (!form) throw new Error(`the pack of the demonstration has no form for ${record}`)
    return { pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version }
  }
  const pins = pinsFor('session')
  const writer = writerFor(org, ADMINISTRATOR, now, packOf)
  writePeople(writer, pack.version, today)
  for (const person of STAFF) {
    writeShifts(writer, org, person, today)
    writeAgreements(writer, person, pinsFor('agreement'), today)
    writeSessions(writer, person, pins, today)
    writeObservations(writer, person, pinsFor('observation'), today)
    writeHappened(writer, person, today)
  }
  writeRosters(writer, today)
  writeMatters(writer, org, pins, today)
  writeLeavers(writer, pins, today)
  writeCases(writer, today)
  for (const service of OTHER_SERVICES) {
    const itsPack = packOf(service.pack)
    if (!itsPack) throw new Error(`the pack ${service.pack} of the demonstration does not ship`)
    writeService(writer, service, itsPack, today)
  }
  return writer
}

/**
 * Loads the demonstration into an empty database; one that was cut short is begun again.
 *
 * @returns whether it was loaded; not when there is a service already
 */
export const loadDemonstration = async (ports: Ports, acts: Acts): Promise<boolean> => {
  const { storage, clock, passwords, random } = ports
  const org = OrgId.parse(v7())
  const now = clock()
  const begun = await storage.write(async (tx) => {
    for (const there of await orgsOf(tx)) {
      if (!there.demonstration || (await hasAccounts(tx, there.org))) return false
      await removeOrg(tx, there.org)
    }
    await addOrg(tx, { org, name: SERVICE_NAME, demonstration: true, secondFactor: 'optional' }, now)
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
    const administrator = personOf(ADMINISTRATOR)
    const doings = DUTIES.map(({ key, ...details }): AuditDoing => ({
      at: now, actor: administrator, what: 'duty-given', subject: personOf(key), record: null, details,
    }))
    for (const { key, ...duty } of DUTIES) await giveDuty(tx, org, { ...duty, person: personOf(key), givenBy: administrator, givenAt: now })
    await appendAudit(tx, org, doings, random)
  })
  return true
}
