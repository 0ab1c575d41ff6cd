/** Writes one of the demonstration's other services: the setting, its people and posts, and what was written down of them. */
import { addDays, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Form } from '../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { ADMINISTRATOR, demonstrationId, personOf, postOf } from './people.ts'
import { hasProfessionalLine, type Member, type Service } from './service.ts'
import { writeAgreement, writeSessionsOf, writeVisit } from './team-records.ts'
import { type Writer } from './writer.ts'

const OPENED = -2400

const writeSetting = (writer: Writer, service: Service, pack: PolicyPack, today: PlainDate): void => {
  const { setting, name, settings, manager, adopts } = service
  const about = { recordId: setting, kind: 'setting' } as const
  writer.add(ADMINISTRATOR, { day: addDays(today, OPENED), time: '09:00' }, {
    ...about,
    type: 'setting.open',
    payload: { name, residentialHome: false, pack: pack.id, packVersion: pack.version, settings, managers: [personOf(manager)] },
  })
  for (const adopted of adopts(today)) {
    writer.add(ADMINISTRATOR, { day: adopted.on, time: '11:00' }, {
      ...about,
      type: 'setting.adopt',
      payload: { ...adopted, pack: pack.id, packVersion: pack.version },
    })
  }
}

const writePeople = (writer: Writer, service: Service, today: PlainDate): void => {
  const { members, senior, professional, numbers } = service
  const outside = professional ? [senior, professional] : [senior]
  const people = [...outside, ...members.filter(({ key, person }) => key === person)]
  people.forEach(({ key, name }, index) => {
    const payload = { name, knownAs: name.split(' ', 1)[0] ?? name, staffNumber: `${numbers}-${1001 + index}` }
    const when = { day: addDays(today, OPENED), time: '09:00' }
    writer.add(ADMINISTRATOR, when, { recordId: personOf(key), kind: 'person', type: 'person.add', payload })
  })
}

const writePost = (writer: Writer, member: Member, { setting, numbers, members }: Service, today: PlainDate): void => {
  const { key, person, title, group, employment, hours, line, supervisor, facts } = member
  const began = addDays(today, -member.began)
  writer.add(ADMINISTRATOR, { day: began, time: '09:00' }, {
    recordId: postOf(key),
    kind: 'post',
    type: 'post.start',
    payload: {
      person: personOf(person),
      setting,
      title,
      group,
      employment,
      hours,
      line,
      supervisor: personOf(supervisor),
      employedOn: began,
      supervisedSince: began,
      from: began,
      until: null,
      facts: { ...facts(today), ...(line === 'managerial' && hasProfessionalLine(person, members) ? { professionalLine: true } : {}) },
      staffNumber: `${numbers}-${2001 + members.indexOf(member)}`,
    },
  })
}

const writeHappened = (writer: Writer, { key, supervisor, person, happened, leave }: Member, manager: string, today: PlainDate): void => {
  const about = { recordId: RecordId.parse(postOf(key)), kind: 'post' } as const
  for (const each of happened) {
    const on = addDays(today, -each.ago)
    const event =
      each.type === 'absence'
        ? { type: each.type, from: on, ...(each.cover === undefined ? {} : { cover: each.cover }) }
        : { type: each.type, on }
    // Of a supervisor who is away the manager writes it down.
    writer.add(each.type === 'absence' ? manager : supervisor, { day: on, time: '17:10' }, {
      ...about,
      type: 'post.happened',
      payload: { happened: demonstrationId(`happened:${key}:${each.type}:${each.ago}`), event, withdrawn: false, on },
    })
  }
  if (leave === null) return
  const from = addDays(today, leave.in)
  const payload = { leave: demonstrationId(`leave:${key}`), from, until: addDays(from, leave.days - 1), cancelled: false }
  writer.add(person, { day: addDays(today, -7), time: '17:20' }, { ...about, type: 'post.leave', payload })
}

/** All of one service. Of a kind of record for which its policy has no form there are none. */
export const writeService = (writer: Writer, service: Service, pack: PolicyPack, today: PlainDate): void => {
  const formFor = (record: Form['record']): Form | undefined => pack.forms.find((form) => form.record === record)
  const [agreement, session, observation] = [formFor('agreement'), formFor('session'), formFor('observation')]
  writeSetting(writer, service, pack, today)
  writePeople(writer, service, today)
  for (const member of service.members) writePost(writer, member, service, today)
  for (const member of service.members) {
    const about = { writer, service, pack, member, today }
    if (agreement) writeAgreement(about, agreement)
    if (session) writeSessionsOf(about, session)
    if (observation) writeVisit(about, observation)
    writeHappened(writer, member, service.manager, today)
  }
}
