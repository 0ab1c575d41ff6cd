/** Two who have left: the time of one’s file is over (SEF-10), that of the other’s will be in some weeks. */
import { addDays, addMonths, type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { ADMINISTRATOR, HOME, personOf, postOf, SENIOR } from './people.ts'
import { sessionIdOf } from './sessions.ts'
import { patchOf, sign } from './sign.ts'
import { topicAnswer } from './texts.ts'
import { type Writer } from './writer.ts'

const KEPT_MONTHS = 7 * 12

export const LEAVERS = [
  { key: 'marion', name: 'Marion Teague', knownAs: 'Marion', staffNumber: 'LK-0941', since: -38 },
  { key: 'gareth', name: 'Gareth Pooley', knownAs: 'Gareth', staffNumber: 'LK-0957', since: 52 },
] as const

/** Their people, posts, one session each that both signed, and the end of the post. */
export const writeLeavers = (writer: Writer, pins: Pins, today: PlainDate): void => {
  for (const { key, name, knownAs, staffNumber, since } of LEAVERS) {
    const left = addDays(addMonths(today, -KEPT_MONTHS), since)
    const began = addDays(left, -1200)
    const day = addDays(left, -20)
    const time = '09:00'
    const recordId = sessionIdOf(key, 1)
    writer.add(ADMINISTRATOR, { day: began, time }, { recordId: personOf(key), kind: 'person', type: 'person.add', payload: { name, knownAs, staffNumber } })
    writer.add(ADMINISTRATOR, { day: began, time }, {
      recordId: postOf(key),
      kind: 'post',
      type: 'post.start',
      payload: {
        person: personOf(key), setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent', hours: 'full-time',
        line: 'managerial', supervisor: personOf(SENIOR.key), employedOn: began, supervisedSince: began, from: began, until: null, facts: {}, staffNumber,
      },
    })
    writer.add(SENIOR.key, { day: addDays(day, -7), time }, {
      recordId,
      kind: 'session',
      type: 'session.plan',
      payload: { post: postOf(key), setting: HOME, supervisee: personOf(key), supervisor: personOf(SENIOR.key), plannedFor: day, pins },
    })
    writer.add(SENIOR.key, { day, time: '11:00' }, {
      recordId,
      kind: 'session',
      type: 'fields.edit',
      patch: patchOf(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, topicAnswer(n + 1, Math.abs(since))]))),
    })
    writer.add(SENIOR.key, { day, time: '11:10' }, {
      recordId,
      kind: 'session',
      type: 'session.hold',
      payload: { on: day, start: '10:00' as ClockTime, end: '11:00' as ClockTime, place: 'Office', mode: 'in-person' },
    })
    writer.add(SENIOR.key, { day, time: '11:15' }, { recordId, kind: 'session', type: 'record.share', payload: { on: day } })
    sign(writer, recordId, SENIOR.key, 'supervisor', { day, time: '11:20' })
    sign(writer, recordId, key, 'supervisee', { day: addDays(day, 1), time: '09:10' })
    writer.add(ADMINISTRATOR, { day: left, time: '17:00' }, { recordId: postOf(key), kind: 'post', type: 'post.end', payload: { until: left, reason: 'left', on: left } })
  }
}
