/** What else is open in the demonstration: a session to rebook, a change asked for, disagreements, leave, a claimed shift. */
import { addDays, type ClockTime, londonInstant, type PlainDate } from '../../../src/domain/dates.ts'
import { type OrgId, RecordId } from '../../../src/domain/ids.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { shiftId } from '../../../src/protocol/derived-ids.ts'
import { sessionDays } from './calendar.ts'
import { demonstrationId, HOME, personOf, postOf, SENIOR, type Staff, STAFF } from './people.ts'
import { ASKS_FOR_CHANGE, DISAGREED, DISAGREES, sessionIdOf } from './sessions.ts'
import { type Writer } from './writer.ts'

/** Whose session was called off and has no new date yet. */
export const TO_REBOOK = 'kofi'
/** Who says that they worked a shift that the home has not confirmed. */
export const CLAIMS_SHIFT = 'ade'

const staffNamed = (key: string): Staff => {
  const found = STAFF.find((each) => each.key === key)
  if (!found) throw new Error(`nobody in the demonstration is called ${key}`)
  return found
}

const writeCalledOff = (writer: Writer, pins: Pins, today: PlainDate): void => {
  const { key, setting, supervisor } = staffNamed(TO_REBOOK)
  const recordId = RecordId.parse(demonstrationId(`session:${key}:called-off`))
  const about = { recordId, kind: 'session' } as const
  const plannedFor = addDays(today, -2)
  writer.add(supervisor, { day: addDays(today, -20), time: '12:00' }, {
    ...about,
    type: 'session.plan',
    payload: { post: postOf(key), setting, supervisee: personOf(key), supervisor: personOf(supervisor), plannedFor, at: '14:00' as ClockTime, pins },
  })
  writer.add(key, { day: addDays(today, -4), time: '20:00' }, {
    ...about,
    type: 'fields.edit',
    patch: { feeling: { value: 'Ready for a talk about nights when we do meet.', from: null } },
  })
  writer.add(supervisor, { day: plannedFor, time: '13:20' }, {
    ...about,
    type: 'session.cancel',
    payload: { plannedFor, reason: 'cover', note: 'Two people off sick, nobody to cover the floor.', on: plannedFor },
  })
}

const writeAskedChange = (writer: Writer, today: PlainDate): void => {
  const person = staffNamed(ASKS_FOR_CHANGE)
  const days = sessionDays(person, today)
  const last = days.at(-1) ?? today
  writer.add(person.key, { day: addDays(last, 1), time: '18:40' }, {
    recordId: sessionIdOf(person.key, days.length),
    kind: 'session',
    type: 'record.respond',
    payload: {
      ask: 'change',
      field: 'managing-work-comments',
      text: 'The log you mean was on the Wednesday, not the Tuesday. Please put that right before I sign.',
      on: addDays(last, 1),
    },
  })
}

const writeDisagreement = (writer: Writer, key: string, fromLast: number, resolved: boolean, today: PlainDate): void => {
  const days = sessionDays(staffNamed(key), today)
  const number = days.length - fromLast
  const on = addDays(days[number - 1] ?? today, 2)
  const about = { recordId: sessionIdOf(key, number), kind: 'session' } as const
  const referral = writer.add(key, { day: on, time: '08:50' }, {
    ...about,
    type: 'record.refer',
    payload: {
      about: 'Whether the late handover was mine to report. I told the shift leader in time.',
      to: personOf(SENIOR.key),
      name: SENIOR.name,
      on,
    },
  })
  if (!resolved) return
  const day = addDays(on, 6)
  writer.add(SENIOR.key, { day, time: '16:00' }, {
    ...about,
    type: 'record.resolve',
    payload: {
      referral,
      text: 'Met both. The handover sheet shows that it was reported in time; the record stays and this is added to it.',
      on: day,
    },
  })
}

const writeLeave = (writer: Writer, today: PlainDate): void => {
  for (const [key, from, days] of [['ellen', 24, 6], ['tom', 40, 11]] as const) {
    const payload = { leave: demonstrationId(`leave:${key}`), from: addDays(today, from), until: addDays(today, from + days), cancelled: false }
    writer.add(key, { day: addDays(today, -9), time: '17:00' }, { recordId: RecordId.parse(postOf(key)), kind: 'post', type: 'post.leave', payload })
  }
}

const writeClaim = (writer: Writer, org: OrgId, today: PlainDate): void => {
  const day = addDays(today, -1)
  const startedAt = londonInstant(day, '14:30' as ClockTime)
  writer.add(CLAIMS_SHIFT, { day: today, time: '00:20' }, {
    recordId: shiftId(org, personOf(CLAIMS_SHIFT), HOME, startedAt),
    kind: 'shift',
    type: 'shift.log',
    payload: {
      post: postOf(CLAIMS_SHIFT),
      setting: HOME,
      person: personOf(CLAIMS_SHIFT),
      startedAt,
      endedAt: londonInstant(day, '22:30' as ClockTime),
      status: 'worked',
      units: null,
      claimed: true,
    },
  })
}

/** All of it, once people, sessions and agreements are there. */
export const writeMatters = (writer: Writer, org: OrgId, pins: Pins, today: PlainDate): void => {
  writeCalledOff(writer, pins, today)
  writeAskedChange(writer, today)
  writeDisagreement(writer, DISAGREED, 1, true, today)
  writeDisagreement(writer, DISAGREES, 0, false, today)
  writeLeave(writer, today)
  writeClaim(writer, org, today)
}
