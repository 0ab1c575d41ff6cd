/** The demonstration's sessions: planned, written by both, held, shared, signed by both. */
import { createHash } from 'node:crypto'
import { addDays, type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { signedContentOf } from '../../../src/domain/records/signed.ts'
import { contentHash, saltContent, signatureHash } from '../../../src/protocol/signed-content.ts'
import { sessionDays } from './calendar.ts'
import { demonstrationId, HOME, personOf, postOf, type Staff } from './people.ts'
import { ACTIONS, SUPERVISEE_TEXTS, SUPERVISOR_TEXTS, topicAnswer, turnOf, UPDATE_NOTES } from './texts.ts'
import { type Writer } from './writer.ts'

/** Whose last session waits for the countersignature. */
export const WAITING_FOR = 'ellen'

const STATEMENT = 'Signing says that this is a fair record of the session. It can’t be changed afterwards, only added to.'

export const sessionIdOf = (key: string, number: number): RecordId =>
  RecordId.parse(demonstrationId(`session:${key}:${number}`))
const actionIdOf = (key: string, number: number, index: number): string =>
  demonstrationId(`action:${key}:${number}:${index}`)

const saltFor = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 22)

type Answers = Record<string, Json>

const answersOf = (texts: Readonly<Record<string, readonly string[]>>, turn: number): Answers =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([field, variants]) => {
      const text = turnOf(variants, turn)
      return text === undefined ? [] : [[field, text]]
    }),
  )

/** Of the two actions agreed each time the first is done by the next session, the second by the one after it. */
const updatesOf = (key: string, number: number): Answers => {
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

const patchOf = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([field, value]) => [field, { value, from: null }]))

const sign = (writer: Writer, id: RecordId, who: string, role: SignRole, when: { day: PlainDate; time: string }): void => {
  const state = writer.state(id) as SessionState
  const earlier = state.signatures.at(-1)?.sign ?? null
  const content = saltContent(signedContentOf(state), earlier?.content ?? null, () => '')
  // Salts of an invented record need not be secret; made from its id, they are the same at each load.
  const salted = Object.fromEntries(
    Object.entries(content).map(([name, { salt, value }]) => [name, { salt: salt || saltFor(`${id} ${name}`), value }]),
  )
  writer.add(who, when, {
    recordId: id,
    kind: 'session',
    type: 'record.sign',
    payload: {
      role,
      answer: 'agree',
      comment: null,
      content: salted,
      contentHash: contentHash(salted),
      previous: earlier ? signatureHash(earlier) : null,
      statement: STATEMENT,
      language: 'en',
      method: 'sign-in',
      formVersion: state.pins.formVersion,
      on: when.day,
    },
  })
}

/** Days to the next session, as the two agree it. */
const usualGap = ({ began, employment }: Staff): number =>
  began < 180 ? 14 : employment === 'agency' || employment === 'casual' ? 45 : 28

/** All sessions of one person in the last six months. */
export const writeSessions = (writer: Writer, person: Staff, pins: Pins, today: PlainDate): void => {
  const { key, supervisor } = person
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
      payload: { post: postOf(key), setting: HOME, supervisee: personOf(key), supervisor: personOf(supervisor), plannedFor: day, pins },
    })
    writer.add(key, { day: addDays(day, -1), time: '19:20' }, {
      ...about,
      type: 'fields.edit',
      patch: patchOf(answersOf(SUPERVISEE_TEXTS, turn)),
    })
    const next = days[index + 1] ?? addDays(day, usualGap(person))
    writer.add(supervisor, { day, time: '14:50' }, {
      ...about,
      type: 'fields.edit',
      patch: patchOf({
        ...answersOf(SUPERVISOR_TEXTS, turn),
        ...topicsOf(person, turn),
        ...updatesOf(key, number),
        ...actionsOf(key, number, day),
        'next.on': next,
        'next.at': '14:00',
      }),
    })
    const end = (person.group === 'residential' ? '15:00' : '15:30') as ClockTime
    writer.add(supervisor, { day, time: '15:35' }, {
      ...about,
      type: 'session.hold',
      payload: { on: day, start: '14:00' as ClockTime, end, place: 'Larkfield House, quiet room', mode: 'in-person' },
    })
    writer.add(supervisor, { day, time: '15:40' }, { ...about, type: 'record.share', payload: { on: day } })
    sign(writer, recordId, supervisor, 'supervisor', { day, time: '15:42' })
    if (key !== WAITING_FOR || index < days.length - 1) {
      sign(writer, recordId, key, 'supervisee', { day: addDays(day, 1), time: '09:10' })
    }
  })
}
