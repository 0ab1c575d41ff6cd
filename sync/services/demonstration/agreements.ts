/** The demonstration's supervision agreements: signed, one to be signed, one amended, and one person without. */
import { addDays, addMonths, type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { datesAhead, everyOf, sessionDays } from './calendar.ts'
import { demonstrationId, personOf, postOf, SENIOR, type Staff } from './people.ts'
import { patchOf, sign } from './sign.ts'
import { AGREED_BY_SUPERVISEE, AGREED_BY_SUPERVISOR } from './agreement-texts.ts'
import { type Writer } from './writer.ts'

/** Who has no agreement, and whose yearly amendment waits for their own signature. */
export const WITHOUT_AGREEMENT = 'mina'
export const TO_SIGN_AGREEMENT = 'priya'

/** Days ago of the signatures: of some the yearly review is due, or was done since. */
const SIGNED: Readonly<Record<string, number>> = { priya: 372, bronwen: 400, tom: 350, leo: 58, ade: 180, grace: 170, pete: 175 }
const SIGNED_OTHERWISE = 120
const REVIEWED: Readonly<Record<string, number>> = { bronwen: 40 }

export const agreementIdOf = (key: string, number = 1): RecordId => RecordId.parse(demonstrationId(`agreement:${key}:${number}`))

const AT = '14:00' as ClockTime

/** The days they met since, and the year ahead. */
const datesOf = (person: Staff, from: PlainDate, today: PlainDate): { on: PlainDate; at: ClockTime }[] => {
  const met = sessionDays(person, today).filter((day) => day > from)
  return [...met, ...datesAhead(person, met.at(-1) ?? from)].map((on) => ({ on, at: AT }))
}

const drawnUp = (writer: Writer, person: Staff, pins: Pins, day: PlainDate, today: PlainDate, number: number): RecordId => {
  const { key, setting, supervisor, group, began } = person
  const recordId = agreementIdOf(key, number)
  const about = { recordId, kind: 'agreement' } as const
  writer.add(supervisor, { day, time: '10:05' }, {
    ...about,
    type: 'agreement.draw-up',
    payload: {
      post: postOf(key),
      setting,
      supervisee: personOf(person.person),
      supervisor: personOf(supervisor),
      follows: number === 1 ? null : agreementIdOf(key, number - 1),
      on: day,
      pins,
    },
  })
  writer.add(supervisor, { day, time: '10:20' }, {
    ...about,
    type: 'fields.edit',
    patch: patchOf({
      ...AGREED_BY_SUPERVISOR[group],
      every: everyOf(person),
      minutes: began < 180 ? 60 : 90,
      'named-manager': { person: personOf(SENIOR.key), name: SENIOR.name },
      dates: datesOf(person, day, today),
      'review-on': addMonths(day, 12),
    }),
  })
  writer.add(person.person, { day, time: '10:40' }, { ...about, type: 'fields.edit', patch: patchOf(AGREED_BY_SUPERVISEE) })
  return recordId
}

/** The agreements of one person. */
export const writeAgreements = (writer: Writer, person: Staff, pins: Pins, today: PlainDate): void => {
  const { key, supervisor } = person
  if (key === WITHOUT_AGREEMENT) return
  const day = addDays(today, -(SIGNED[key] ?? SIGNED_OTHERWISE))
  const recordId = drawnUp(writer, person, pins, day, today, 1)
  sign(writer, recordId, supervisor, 'supervisor', { day, time: '10:50' })
  sign(writer, recordId, person.person, 'supervisee', { day, time: '11:05' })
  const reviewed = REVIEWED[key]
  if (reviewed !== undefined) {
    const on = addDays(today, -reviewed)
    const payload = { on, note: 'Looked at together. It goes on as it is.' }
    writer.add(supervisor, { day: on, time: '15:50' }, { recordId, kind: 'agreement', type: 'agreement.review', payload })
  }
  if (key !== TO_SIGN_AGREEMENT) return
  const again = addDays(today, -3)
  sign(writer, drawnUp(writer, person, pins, again, today, 2), supervisor, 'supervisor', { day: again, time: '11:10' })
}
