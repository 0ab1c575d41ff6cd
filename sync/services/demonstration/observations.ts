/** The demonstration's direct observations: most done and signed within the year, one to sign, one planned, one overdue. */
import { addDays, type ClockTime, londonInstant, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { demonstrationId, personOf, postOf, type Staff, STAFF } from './people.ts'
import { OBSERVED_BY_BOTH, OBSERVED_BY_OBSERVER, OBSERVED_BY_SUPERVISEE, PLANNED_TO_OBSERVE } from './observation-texts.ts'
import { patchOf, sign } from './sign.ts'
import { turnOf } from './texts.ts'
import { type Writer } from './writer.ts'

/** Whose visit is planned, whose feedback has been given and is to be signed, and whose year is over. */
export const OBSERVED_SOON = 'sam'
export const TO_SIGN_OBSERVATION = 'ellen'
const OVERDUE = 'tom'
/** Days ago of the last visit. */
const LAST: Readonly<Record<string, number>> = { sam: 356, ellen: 5, kofi: 62, dana: 200, 'priya-brook': 90 }
const SETTLED_IN_DAYS = 290
/** From the visit to the feedback session. */
const FEEDBACK_DAYS = 2

export const observationIdOf = (key: string, number = 1): RecordId =>
  RecordId.parse(demonstrationId(`observation:${key}:${number}`))

/** What was agreed at the feedback of an observation. */
const actionOf = (recordId: RecordId): string => demonstrationId(`action:${recordId}`)

/** The day of a person's last visit; null where there was none. */
const visitedOn = ({ key, began }: Staff, today: PlainDate): PlainDate | null => {
  if (key === OVERDUE || (began <= SETTLED_IN_DAYS && LAST[key] === undefined)) return null
  return addDays(today, -(LAST[key] ?? 60 + STAFF.findIndex((each) => each.key === key) * 17))
}

/** The action that came of an observation, if the session on `day` is the first after it; `before` is the session before. */
export const actionToUpdate = (person: Staff, day: PlainDate, before: PlainDate | undefined, today: PlainDate): string | null => {
  const visit = visitedOn(person, today)
  if (visit === null) return null
  const agreed = addDays(visit, FEEDBACK_DAYS)
  return agreed < day && (before === undefined || before <= agreed) ? actionOf(observationIdOf(person.key)) : null
}

const START = '16:00' as ClockTime

const planned = (writer: Writer, person: Staff, pins: Pins, plannedFor: PlainDate, when: PlainDate, number: number): RecordId => {
  const { key, setting, supervisor } = person
  const recordId = observationIdOf(key, number)
  const about = { recordId, kind: 'observation' } as const
  const payload = { post: postOf(key), setting, supervisee: personOf(person.person), observer: personOf(supervisor), plannedFor, at: START, pins }
  writer.add(supervisor, { day: when, time: '11:30' }, { ...about, type: 'observation.plan', payload })
  writer.add(supervisor, { day: when, time: '11:40' }, {
    ...about,
    type: 'fields.edit',
    patch: patchOf(turnOf(PLANNED_TO_OBSERVE, person.name.length) ?? {}),
  })
  const consent = `consent.${demonstrationId(`consent:${recordId}`)}`
  writer.add(supervisor, { day: when, time: '11:50' }, {
    ...about,
    type: 'fields.edit',
    patch: patchOf({
      [`${consent}.who`]: 'LCS 70002',
      [`${consent}.role`]: 'child',
      [`${consent}.child`]: true,
      [`${consent}.how`]: 'in-person',
      [`${consent}.by`]: person.knownAs,
      [`${consent}.on`]: when,
    }),
  })
  return recordId
}

/** The visit, both views, the feedback and what came of it. */
const visited = (writer: Writer, person: Staff, recordId: RecordId, day: PlainDate): void => {
  const { supervisor } = person
  const worker = person.person
  const about = { recordId, kind: 'observation' } as const
  const note = `notes.${demonstrationId(`note:${recordId}`)}`
  const turn = person.name.length
  writer.add(supervisor, { day, time: '16:01' }, { ...about, type: 'observation.observe', payload: { on: day, start: START, end: null } })
  writer.add(supervisor, { day, time: '16:20' }, {
    ...about,
    type: 'fields.edit',
    patch: patchOf({ [`${note}.at`]: londonInstant(day, '16:18' as ClockTime), [`${note}.text`]: 'Gets down to eye level, waits for an answer.' }),
  })
  writer.add(supervisor, { day, time: '16:56' }, {
    ...about,
    type: 'observation.observe',
    payload: { on: day, start: START, end: '16:55' as ClockTime },
  })
  writer.add(supervisor, { day, time: '18:10' }, { ...about, type: 'fields.edit', patch: patchOf({ record: turnOf(OBSERVED_BY_OBSERVER, turn) ?? '' }) })
  writer.add(worker, { day, time: '19:30' }, { ...about, type: 'fields.edit', patch: patchOf({ 'own-view': turnOf(OBSERVED_BY_SUPERVISEE, turn) ?? '' }) })
  const after = addDays(day, FEEDBACK_DAYS)
  writer.add(supervisor, { day: after, time: '10:00' }, { ...about, type: 'observation.reveal', payload: { on: after } })
  const action = `actions.${actionOf(recordId)}`
  writer.add(supervisor, { day: after, time: '10:30' }, {
    ...about,
    type: 'fields.edit',
    patch: patchOf({
      ...OBSERVED_BY_BOTH,
      [`${action}.what`]: 'Try the two-choices approach at bedtime and say at the next session how it went',
      [`${action}.who`]: 'supervisee',
      [`${action}.by`]: addDays(after, 28),
    }),
  })
}

/** The observations of one person. */
export const writeObservations = (writer: Writer, person: Staff, pins: Pins, today: PlainDate): void => {
  const { key, supervisor } = person
  const day = visitedOn(person, today)
  if (day !== null) {
    const recordId = planned(writer, person, pins, day, addDays(day, -6), 1)
    visited(writer, person, recordId, day)
    if (key !== TO_SIGN_OBSERVATION) {
      const after = addDays(day, FEEDBACK_DAYS)
      sign(writer, recordId, supervisor, 'supervisor', { day: after, time: '10:50' })
      sign(writer, recordId, person.person, 'supervisee', { day: after, time: '11:00' })
    }
  }
  if (key === OBSERVED_SOON) planned(writer, person, pins, addDays(today, 2), addDays(today, -4), 2)
}
