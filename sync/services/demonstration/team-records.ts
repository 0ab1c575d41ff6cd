/** The agreements, sessions and observations of the demonstration's other services, each on its own policy's form. */
import { addDays, type ClockTime, daysBetween, type PlainDate, weekday } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { addDuration } from '../../../src/domain/policy/durations.ts'
import { Facts } from '../../../src/domain/policy/facts.ts'
import { type NamedManager } from '../../../src/domain/policy/answer.ts'
import { type Field, type Form } from '../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type Pins } from '../../../src/domain/records/deeds/common.ts'
import { proposeDates } from '../../../src/domain/schedule.ts'
import { actionIdOf, answersBy, type Scene } from './answers.ts'
import { demonstrationId, personOf, postOf } from './people.ts'
import { hasProfessionalLine, type Member, type Service } from './service.ts'
import { type Answers, patchOf, sign } from './sign.ts'
import { type Writer } from './writer.ts'

/** Whose records are written, where and by which policy. */
export interface About {
  readonly writer: Writer
  readonly service: Service
  readonly pack: PolicyPack
  readonly member: Member
  readonly today: PlainDate
}

const AT = '10:00' as ClockTime

/** On or before a day, not at a weekend. */
const weekdayTo = (day: PlainDate): PlainDate => addDays(day, -Math.max(0, weekday(day) - 5))

/** The days on which the two met, the first first. */
const metOn = ({ last, sessions, every, began }: Member, today: PlainDate): readonly PlainDate[] => {
  if (last === null) return []
  const between = daysBetween(today, addDuration(today, every))
  const ago = Array.from({ length: sessions }, (_, n) => last + n * between).filter((days) => days < began - 2)
  return ago.toReversed().map((days) => weekdayTo(addDays(today, -days)))
}

/** An agreement is made at the start, or has been made anew since. */
const agreedOn = ({ agreement, agreed, began }: Member, today: PlainDate): PlainDate =>
  weekdayTo(addDays(today, -(agreement === 'to-sign' ? 4 : (agreed ?? Math.min(began - 3, 200)))))

const datesOf = (member: Member, from: PlainDate, today: PlainDate): Scene['dates'] => {
  const met = metOn(member, today).filter((day) => day > from)
  const ahead = proposeDates({ from: met.at(-1) ?? from, every: member.every, away: [], closureDays: [] })
  return [...met, ...ahead.map(({ on }) => on)].map((on) => ({ on, at: AT }))
}

/** What the server knows of a post. */
const factsOf = ({ group, employment, hours, began, facts, person, line }: Member, { members }: Service, today: PlainDate): Facts =>
  Facts.parse({
    ...facts(today),
    group,
    employment,
    hours,
    employedOn: addDays(today, -began),
    residentialHome: false,
    professionalLine: line === 'professional' || hasProfessionalLine(person, members),
  })

/** Whom the two can name who is neither of them: the senior, and a colleague who supervises as deputy. */
const namesFor = ({ supervisor, person }: Member, { senior, above, members }: Service): { named: NamedManager; deputy: NamedManager } => {
  const nobody: NamedManager = { person: null, name: above }
  const managers = [senior, ...members.filter(({ key }) => members.some((other) => other.supervisor === key))]
  const others = managers.filter(({ key }) => key !== supervisor && key !== person).map(({ key, name }) => ({ person: personOf(key), name }))
  return { named: supervisor === senior.key ? nobody : (others[0] ?? nobody), deputy: others[1] ?? nobody }
}

const pinsTo = ({ id, version }: PolicyPack, form: Form): Pins => ({ pack: id, packVersion: version, form: form.id, formVersion: form.version })

interface Written {
  readonly recordId: RecordId
  readonly day: PlainDate
  readonly turn: number
  readonly updates?: readonly string[]
}

const sceneOf = ({ service, pack, member, today }: About, form: Form, { recordId, day, turn, updates = [] }: Written): Scene => ({
  form,
  pack,
  member,
  recordId,
  day,
  turn,
  updates,
  facts: factsOf(member, service, today),
  references: service.references,
  ...namesFor(member, service),
  professional: service.professional?.name ?? '',
  dates: form.record === 'agreement' ? datesOf(member, day, today) : [],
})

/** Edits a record, where there is anything to say. */
const writes = ({ writer }: About, who: string, day: PlainDate, time: string, recordId: RecordId, kind: 'agreement' | 'session' | 'observation', answers: Answers): void => {
  if (Object.keys(answers).length === 0) return
  writer.add(who, { day, time }, { recordId, kind, type: 'fields.edit', patch: patchOf(answers) })
}

const teamAgreementIdOf = (key: string): RecordId => RecordId.parse(demonstrationId(`agreement:${key}:1`))
const teamSessionIdOf = (key: string, number: number): RecordId => RecordId.parse(demonstrationId(`session:${key}:${number}`))

/** The agreement of one person, signed by both or by the supervisor so far; some have none yet. */
export const writeAgreement = (about: About, form: Form): void => {
  const { writer, service, pack, member, today } = about
  const { key, person, supervisor, agreement, name } = member
  if (agreement === 'none') return
  const recordId = teamAgreementIdOf(key)
  const day = agreedOn(member, today)
  const pair = { post: postOf(key), setting: service.setting, supervisee: personOf(person), supervisor: personOf(supervisor) }
  writer.add(supervisor, { day, time: '11:05' }, {
    recordId,
    kind: 'agreement',
    type: 'agreement.draw-up',
    payload: { ...pair, follows: null, on: day, pins: pinsTo(pack, form) },
  })
  const scene = sceneOf(about, form, { recordId, day, turn: name.length })
  writes(about, supervisor, day, '11:20', recordId, 'agreement', answersBy('supervisor', scene))
  writes(about, person, day, '11:40', recordId, 'agreement', answersBy('supervisee', scene))
  sign(writer, recordId, supervisor, 'supervisor', { day, time: '11:50' })
  if (agreement === 'signed') sign(writer, recordId, person, 'supervisee', { day, time: '11:55' })
}

const clock = (minutes: number): ClockTime => `${String(10 + Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}` as ClockTime

/** The sessions of one person, planned, written by both, held, shared and signed. */
export const writeSessionsOf = (about: About, form: Form): void => {
  const { writer, service, pack, member, today } = about
  const { key, person, supervisor, name, minutes, every, waits } = member
  const days = metOn(member, today)
  days.forEach((day, index) => {
    const number = index + 1
    const recordId = teamSessionIdOf(key, number)
    const named = { recordId, kind: 'session' } as const
    const pair = { post: postOf(key), setting: service.setting, supervisee: personOf(person), supervisor: personOf(supervisor) }
    const before = addDays(day, -7)
    const began = addDays(today, -member.began)
    writer.add(supervisor, { day: before > began ? before : began, time: '16:05' }, {
      ...named,
      type: 'session.plan',
      payload: { ...pair, plannedFor: day, at: AT, pins: pinsTo(pack, form) },
    })
    const updates = index === 0 ? [] : [0, 1].map((action) => actionIdOf(teamSessionIdOf(key, index), action))
    const scene = sceneOf(about, form, { recordId, day, turn: index + name.length, updates })
    writes(about, person, addDays(day, -1), '16:20', recordId, 'session', answersBy('supervisee', scene))
    const next = { 'next.on': days[number] ?? weekdayTo(addDuration(day, every)), 'next.at': AT }
    writes(about, supervisor, day, '12:10', recordId, 'session', { ...answersBy('supervisor', scene), ...next })
    writer.add(supervisor, { day, time: '12:20' }, {
      ...named,
      type: 'session.hold',
      payload: { on: day, start: AT, end: clock(minutes + 5), place: service.place, mode: (index + name.length) % 3 === 0 ? 'video' : 'in-person' },
    })
    writer.add(supervisor, { day, time: '12:30' }, { ...named, type: 'record.share', payload: { on: day } })
    sign(writer, recordId, supervisor, 'supervisor', { day, time: '12:32' })
    if (waits && number === days.length) return
    sign(writer, recordId, person, 'supervisee', { day, time: '16:40' })
  })
}

const isPlan = ({ key, type }: Field): boolean => key.startsWith('plan.') || type === 'choice'
const isView = (field: Field): boolean => 'view' in field && field.view !== undefined

/** The observation of one person's practice: planned, seen, talked about, signed by both. */
export const writeVisit = (about: About, form: Form): void => {
  const { writer, service, pack, member, today } = about
  const { key, person, supervisor, visited, name } = member
  if (visited === null) return
  const day = weekdayTo(addDays(today, -visited))
  const recordId = RecordId.parse(demonstrationId(`observation:${key}:1`))
  const named = { recordId, kind: 'observation' } as const
  const pair = { post: postOf(key), setting: service.setting, supervisee: personOf(person), observer: personOf(supervisor) }
  const planned = addDays(day, -6)
  writer.add(supervisor, { day: planned, time: '11:30' }, { ...named, type: 'observation.plan', payload: { ...pair, plannedFor: day, at: AT, pins: pinsTo(pack, form) } })
  const scene = sceneOf(about, form, { recordId, day, turn: name.length })
  const consent = `consent.${demonstrationId(`consent:${recordId}`)}`
  const asked = { who: scene.references, role: 'family', how: 'in-person', on: planned }
  const consents = Object.fromEntries(Object.entries(asked).map(([part, value]) => [`${consent}.${part}`, value]))
  writes(about, supervisor, planned, '11:40', recordId, 'observation', { ...answersBy('supervisor', scene, isPlan), ...consents })
  writer.add(supervisor, { day, time: '11:00' }, { ...named, type: 'observation.observe', payload: { on: day, start: AT, end: '10:50' as ClockTime } })
  writes(about, supervisor, day, '14:10', recordId, 'observation', answersBy('supervisor', scene, isView))
  writes(about, person, day, '15:30', recordId, 'observation', answersBy('supervisee', scene))
  const after = weekdayTo(addDays(day, 3))
  writer.add(supervisor, { day: after, time: '10:00' }, { ...named, type: 'observation.reveal', payload: { on: after } })
  const rest = (field: Field): boolean => !isPlan(field) && !isView(field)
  writes(about, supervisor, after, '10:30', recordId, 'observation', answersBy('supervisor', scene, rest))
  sign(writer, recordId, supervisor, 'supervisor', { day: after, time: '10:50' })
  sign(writer, recordId, person, 'supervisee', { day: after, time: '11:00' })
}
