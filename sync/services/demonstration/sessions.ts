/** The demonstration's sessions: planned, written by both, held, shared, signed by both. */
import { addDays, type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { datesAhead, sessionDays } from './calendar.ts'
import { actionToUpdate } from './observations.ts'
import { demonstrationId, personOf, postOf, type Staff } from './people.ts'
import { type Answers, patchOf, sign } from './sign.ts'
import { ACTIONS, DISAGREEMENT, PLACES, SUPERVISEE_TEXTS, SUPERVISOR_TEXTS, topicAnswer, turnOf, UPDATE_NOTES } from './texts.ts'
import { type Writer } from './writer.ts'

/** Whose last session waits for the countersignature, and who has asked for a change to theirs before signing. */
export const WAITING_FOR = 'ellen'
export const ASKS_FOR_CHANGE = 'carl'
/** Who did not agree with their last session but one, nor with their last: the first is resolved, the other is not. */
export const DISAGREED = 'nadia'
export const DISAGREES = 'josh'

export const sessionIdOf = (key: string, number: number): RecordId =>
  RecordId.parse(demonstrationId(`session:${key}:${number}`))
const actionIdOf = (key: string, number: number, index: number): string =>
  demonstrationId(`action:${key}:${number}:${index}`)

const answersOf = (texts: Readonly<Record<string, readonly string[]>>, turn: number): Answers =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([field, variants]) => {
      const text = turnOf(variants, turn)
      return text === undefined ? [] : [[field, text]]
    }),
  )

/** Of the two actions agreed each time the first is done by the next session, the second by the one after it. */
const updatesOf = (key: string, number: number, observed: string | null): Answers => {
  const updates: Answers = {}
  const says = (from: number, index: number, state: 'done' | 'in-progress'): void => {
    if (from < 1) return
    const name = `updates.${actionIdOf(key, from, index)}`
    updates[`${name}.state`] = state
    updates[`${name}.note`] = UPDATE_NOTES[state]
  }
  says(number - 2, 1, 'done')
  says(number - 1, 0, 'done')
  says(number - 1, 1, 'in-progress')
  if (observed !== null) updates[`updates.${observed}.state`] = 'done'
  return updates
}

const actionsOf = (key: string, number: number, day: PlainDate): Answers =>
  Object.fromEntries(
    [0, 1].flatMap((index) => {
      const action = turnOf(ACTIONS, number * 2 + index + key.length)
      const name = `actions.${actionIdOf(key, number, index)}`
      return action === undefined
        ? []
        : [
            [`${name}.what`, action.what],
            [`${name}.who`, action.who],
            [`${name}.by`, addDays(day, 14 + 7 * index)],
          ]
    }),
  )

const topicsOf = ({ group }: Staff, turn: number): Answers =>
  group === 'residential'
    ? Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, topicAnswer(n + 1, turn)]))
    : {}

/** All sessions of one person in the last six months. */
export const writeSessions = (writer: Writer, person: Staff, pins: Pins, today: PlainDate): void => {
  const { key, setting, supervisor } = person
  const worker = person.person
  const days = sessionDays(person, today)
  days.forEach((day, index) => {
    const number = index + 1
    const turn = index + person.name.length
    const recordId = sessionIdOf(key, number)
    const about = { recordId, kind: 'session' } as const
    const before = days[index - 1] ?? addDays(day, -7)
    writer.add(supervisor, { day: before, time: '16:05' }, {
      ...about,
      type: 'session.plan',
      payload: { post: postOf(key), setting, supervisee: personOf(worker), supervisor: personOf(supervisor), plannedFor: day, pins },
    })
    writer.add(worker, { day: addDays(day, -1), time: '19:20' }, {
      ...about,
      type: 'fields.edit',
      patch: patchOf(answersOf(SUPERVISEE_TEXTS, turn)),
    })
    const next = days[index + 1] ?? datesAhead(person, day)[0] ?? addDays(day, 28)
    writer.add(supervisor, { day, time: '14:50' }, {
      ...about,
      type: 'fields.edit',
      patch: patchOf({
        ...answersOf(SUPERVISOR_TEXTS, turn),
        ...topicsOf(person, turn),
        ...updatesOf(key, number, actionToUpdate(person, day, days[index - 1], today)),
        ...actionsOf(key, number, day),
        'next.on': next,
        'next.at': '14:00',
      }),
    })
    const end = (person.group === 'residential' ? '15:00' : '15:30') as ClockTime
    writer.add(supervisor, { day, time: '15:35' }, {
      ...about,
      type: 'session.hold',
      payload: { on: day, start: '14:00' as ClockTime, end, place: PLACES[setting] ?? '', mode: 'in-person' },
    })
    writer.add(supervisor, { day, time: '15:40' }, { ...about, type: 'record.share', payload: { on: day } })
    sign(writer, recordId, supervisor, 'supervisor', { day, time: '15:42' })
    const fromLast = days.length - 1 - index
    if (fromLast === 0 && (key === WAITING_FOR || key === ASKS_FOR_CHANGE)) return
    const disagrees = (key === DISAGREED && fromLast === 1) || (key === DISAGREES && fromLast === 0)
    sign(writer, recordId, worker, 'supervisee', { day: addDays(day, 1), time: '09:10' }, disagrees ? DISAGREEMENT : null)
  })
}
