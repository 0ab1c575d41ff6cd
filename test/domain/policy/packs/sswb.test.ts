/** The policy of the Welsh directorate beside its dates: its rules, its open questions, and the forms it names. */
import { describe, expect, test } from 'vitest'
import catalogue from '../../../../src/domain/policy/catalogue.json' with { type: 'json' }
import { PlainDate } from '../../../../src/domain/dates.ts'
import { type Facts } from '../../../../src/domain/policy/facts.ts'
import { type Column, type Field, type Form } from '../../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { underReadings } from '../../../../src/domain/policy/readings.ts'
import { NOTHING_TO_RECORD, recordFormOf } from '../../../../src/domain/records/forms.ts'
import { answer, held, oneToOne, worked } from '../setup.ts'

const sswb = packOf('sswb')!
const formOf = (id: string): Form => sswb.forms.find((form) => form.id === id)!
const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap(({ fields }) => fields)
const fieldOf = (form: Form, key: string): Field => fieldsOf(form).find((field) => field.key === key)!
const sectionOf = (form: Form, id: string): Form['sections'][number] => form.sections.find((section) => section.id === id)!
const titles = (form: Form): readonly string[] => form.sections.map(({ title }) => title.en)
const keysOf = (fields: readonly Field[]): readonly string[] => fields.map(({ key }) => key)
const required = (form: Form): readonly Field[] => fieldsOf(form).filter((field) => field.required)
const columnsOf = (form: Form, key: string): readonly Column[] => {
  const field = fieldOf(form, key)
  return field.type === 'table' ? field.columns : []
}

const record = formOf('supervision-record')
const agreement = formOf('supervision-agreement')
const observation = formOf('observation-of-practice')
const sheet = formOf('front-sheet')
const group = formOf('group-supervision-record')
const log = formOf('reflective-log')
const caseRecord = formOf('case-supervision')
const evaluations = [formOf('supervisee-evaluation'), formOf('supervisor-evaluation')]

const person: Facts = { group: 'social-worker', employment: 'permanent', employedOn: PlainDate.parse('2026-01-05') }
/** What a form still misses with these answers. */
const missing = (form: Form, answers: Readonly<Record<string, unknown>> = {}, pack: PolicyPack = sswb): readonly string[] => {
  const fields = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value }])) as Parameters<
    NonNullable<ReturnType<typeof recordFormOf>>['missing']
  >[0]['fields']
  return recordFormOf(pack, { form: form.id, formVersion: form.version }, person)!.missing({ fields })
}

describe('the rules', () => {
  const inCatalogue = catalogue.filter(({ pack }) => pack === 'sswb')

  test('every rule of the catalogue is there, once, in its order', () => {
    expect(inCatalogue.length).toBeGreaterThan(50)
    expect(sswb.rules.map(({ id }) => id)).toEqual(inCatalogue.map(({ id }) => id))
  })

  test('each binds as much as the catalogue says, the stronger word where there are two', () => {
    const forces = { M: 'must', S: 'should', R: 'may', '–': 'states', 'S/R': 'should', 'S+M': 'must' } as const
    const wanted = inCatalogue.map(({ id, force }) => [id, forces[force as keyof typeof forces]])
    expect(sswb.rules.map(({ id, force }) => [id, force])).toEqual(wanted)
  })

  test('SSWB-4.13, SSWB-5.1, SSWB-5.2: what can only be said is said where people work', () => {
    const said = inCatalogue.filter(({ check }) => check === 'T').map(({ id }) => id)
    expect(said).toEqual(['SSWB-4.13', 'SSWB-5.1', 'SSWB-5.2'])
    const guides = new Map(sswb.rules.map((rule) => [rule.id, rule.guides]))
    expect(said.map((id) => guides.get(id))).toEqual([['session', 'agreement'], ['session'], ['prepare']])
  })

  test('whatever is cited is a rule or an open question of the policy', () => {
    const known = new Set([...sswb.rules, ...sswb.ambiguities].map(({ id }) => id))
    const cited = [...JSON.stringify(sswb).matchAll(/"(SSWB-[A-Za-z0-9.-]+)"/g)].map(([, id]) => id ?? '')
    expect([...new Set(cited)].filter((id) => !known.has(id))).toEqual([])
  })
})

describe('what the document leaves open', () => {
  const readingsOf = (id: string): readonly string[] => sswb.ambiguities.find((each) => each.id === id)!.readings.map(({ key }) => key)

  test('SSWB-AMB-1 to 7: each has the reading the policy is written by first, and every other can be chosen', () => {
    expect(sswb.ambiguities.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `SSWB-AMB-${n}`))
    for (const { id, reading, readings } of sswb.ambiguities) {
      expect([id, readings[0]?.key]).toEqual([id, reading])
      for (const { key, changes } of readings) expect([id, key, underReadings(sswb, { [id]: key }) !== sswb]).toEqual([id, key, changes !== undefined])
    }
  })

  test('SSWB-AMB-2: the four questions on the workload are asked for in a session, and that is not read otherwise', () => {
    expect(readingsOf('SSWB-AMB-2')).toEqual(['workload-only'])
    expect(missing(record)).toHaveLength(4)
  })

  test('SSWB-AMB-3: casual staff are due after six weeks, or by their hours, or after 16 shifts where that is sooner', () => {
    expect(readingsOf('SSWB-AMB-3')).toEqual(['as-part-time', 'by-hours', 'shift-count'])
    const facts = { group: 'residential', employment: 'casual', hours: 'full-time' }
    const casual = { asOf: '2026-06-25', facts, events: [...held('2026-06-01'), ...worked(16, '2026-06-02')] }
    const dueUnder = (reading: string): string | null => oneToOne(casual, underReadings(sswb, { 'SSWB-AMB-3': reading })).due
    expect(['as-part-time', 'by-hours', 'shift-count'].map(dueUnder)).toEqual(['2026-07-13', '2026-06-29', '2026-06-17'])
  })

  test('SSWB-AMB-3: whatever the reading, everybody else is due as before', () => {
    const people = [{ employment: 'permanent' }, { employment: 'agency', hours: 'part-time' }, { employment: 'temporary', hours: 'full-time' }]
    const dues = readingsOf('SSWB-AMB-3').map((reading) =>
      people.map(
        (facts) => oneToOne({ asOf: '2026-06-25', facts, events: held('2026-06-01') }, underReadings(sswb, { 'SSWB-AMB-3': reading })).due,
      ),
    )
    expect(dues).toEqual(dues.map(() => ['2026-06-29', '2026-07-13', '2026-06-29']))
  })

  test('SSWB-AMB-4: a session called off has to the end of its month, or five working days and no more', () => {
    const events = [{ type: 'cancelled', id: 'c1', plannedOn: '2026-06-08', on: '2026-06-08' }]
    const dueUnder = (reading: string): string | null | undefined =>
      answer({ asOf: '2026-06-10', events }, 'rearrange:c1', underReadings(sswb, { 'SSWB-AMB-4': reading }))?.due
    expect(readingsOf('SSWB-AMB-4').map(dueUnder)).toEqual(['2026-06-30', '2026-06-15'])
  })
})

describe('the supervision record (Appendix 1, not supplied)', () => {
  test('SSWB-3.4: begins with the update form, which the supervisee fills in: every case or task, how urgent, and what to talk about', () => {
    expect(record).toMatchObject({ record: 'session', proposed: true, rule: 'SSWB-4.9' })
    expect(record.sections[0]).toMatchObject({ id: 'update', title: { en: 'Supervision One-to-One Update Form' }, part: { en: 'Section A' } })
    expect(fieldOf(record, 'tasks')).toMatchObject({ type: 'table', voice: 'supervisee', class: 'B', rule: 'SSWB-3.4' })
    expect(columnsOf(record, 'tasks').map(({ key, type }) => [key, type])).toEqual([
      ['ref', 'line'],
      ['update', 'text'],
      ['priority', 'choice'],
      ['bring', 'tick'],
    ])
    expect(columnsOf(record, 'tasks')[0]?.class).toBe('D')
    expect(columnsOf(record, 'tasks')[1]?.hint?.en).toMatch(/One or two sentences/)
  })

  test('has the sections of the catalogue, in this order', () => {
    expect(record.sections.map(({ id }) => id)).toEqual([
      'update',
      'session',
      'previous-actions',
      'wellbeing',
      'workload',
      'cases',
      'practice',
      'understanding',
      'fairness',
      'safety',
      'learning',
      'objectives',
      'feedback',
      'actions',
      'quality-assurance',
      'disagreement',
      'review',
    ])
  })

  test('SSWB-3.3, SSWB-AMB-2: progress, risks, barriers and manageability are asked for in every session, and nothing else is', () => {
    const asked = ['progress', 'risk', 'barriers', 'manageability']
    expect(missing(record)).toEqual(asked)
    expect(required(record).map(({ key, rule }) => [key, rule])).toEqual(asked.map((key) => [key, 'SSWB-3.3']))
    const nothing = { state: NOTHING_TO_RECORD }
    expect(missing(record, { progress: 'Two plans agreed', risk: nothing, barriers: nothing, manageability: ' ' })).toEqual(['manageability'])
    expect(missing(record, { progress: 'Two plans agreed', risk: nothing, barriers: nothing, manageability: 'Just' })).toEqual([])
  })

  test('SSWB-3.3: there may be no risk and nothing in the way, but never nothing to say of progress and of the load', () => {
    const mayBeNothing = required(record).filter((field) => field.type === 'text' && field.nothingToRecord)
    expect(keysOf(mayBeNothing)).toEqual(['risk', 'barriers'])
  })

  test('SSWB-4.14: wellbeing is personal, in a section of its own, and nothing else in the record is', () => {
    const personal = fieldsOf(record).filter((field) => field.class === 'A')
    expect(personal.map(({ key, voice, rule }) => [key, voice, rule])).toEqual([
      ['wellbeing', 'supervisee', 'SSWB-4.14'],
      ['wellbeing-comments', 'supervisor', 'SSWB-4.14'],
    ])
    expect(keysOf(sectionOf(record, 'wellbeing').fields)).toEqual(keysOf(personal))
  })

  test('SSWB-4.12: for each child or adult talked about: on the council’s system, by whom, when, and the social worker told', () => {
    expect(columnsOf(record, 'cases').map(({ key, type, required: must = false }) => [key, type, must])).toEqual([
      ['ref', 'line', true],
      ['recorded', 'tick', false],
      ['by', 'line', true],
      ['on', 'date', false],
      ['informed', 'tick', false],
    ])
    expect(columnsOf(record, 'cases').every(({ rule }) => rule === 'SSWB-4.12')).toBe(true)
    expect(columnsOf(group, 'cases').map(({ key }) => key)).toEqual(columnsOf(record, 'cases').map(({ key }) => key))
  })

  test('each of what supervision must cover has its place', () => {
    const places = ['understanding', 'learning', 'objectives', 'quality-actions', 'recorder', 'review', 'private-place', 'good-practice']
    expect(places.map((key) => [key, fieldOf(record, key).rule])).toEqual([
      ['understanding', 'SSWB-2.3'],
      ['learning', 'SSWB-7.2'],
      ['objectives', 'SSWB-1.3'],
      ['quality-actions', 'SSWB-6.1'],
      ['recorder', 'SSWB-5.3'],
      ['review', 'SSWB-5.3'],
      ['private-place', 'SSWB-5.1'],
      ['good-practice', 'SSWB-5.1'],
    ])
  })

  test('SSWB-6.1: actions of quality assurance are actions, beside the others, and stay open until they are closed', () => {
    expect(fieldsOf(record).filter(({ type }) => type === 'actions').map(({ key }) => key)).toEqual(['actions', 'quality-actions'])
    expect(fieldOf(record, 'previous-actions').type).toBe('action-updates')
  })

  test('reflection goes through the four steps of the 4x4x4 model', () => {
    expect(keysOf(sectionOf(record, 'practice').fields)).toEqual(['experience', 'reflecting', 'analysis', 'plan'])
  })

  test('who, when and how long since are filled in', () => {
    const computed = fieldsOf(record).flatMap((field) => (field.type === 'computed' ? [field.from] : []))
    expect(computed).toEqual(['supervisee', 'post-title', 'setting', 'supervisor', 'session-date', 'last-session-date'])
  })
})

describe('the supervision agreement (Appendix 5, not supplied)', () => {
  test('SSWB-4.2: its six parts each hold something that must be answered', () => {
    expect(agreement).toMatchObject({ record: 'agreement', proposed: true, rule: 'SSWB-4.1', title: { en: 'Supervision Agreement' } })
    const six = agreement.sections.filter(({ rule }) => rule === 'SSWB-4.2')
    expect(six.map(({ title }) => title.en)).toEqual([
      'Record keeping',
      'Confidentiality',
      'Expectations and responsibilities',
      'How often and how long',
      'When a session may be cancelled',
      'How soon a cancelled session is held',
    ])
    const open = new Set(missing(agreement))
    for (const { id, fields } of six) expect([id, fields.some(({ key }) => open.has(key))]).toEqual([id, true])
  })

  test('what must be answered, and the rule it is asked under', () => {
    expect(missing(agreement)).toEqual(keysOf(required(agreement)))
    expect(required(agreement).map(({ key, rule }) => [key, rule])).toEqual([
      ['line', 'SSWB-1.2'],
      ['recording', 'SSWB-4.2'],
      ['others', 'SSWB-4.2'],
      ['expect-supervisee', 'SSWB-4.2'],
      ['expect-supervisor', 'SSWB-4.2'],
      ['duties-supervisor', 'SSWB-5.1'],
      ['duties-supervisee', 'SSWB-5.2'],
      ['every', 'SSWB-4.5'],
      ['minutes', 'SSWB-4.2'],
      ['frequency-agreed', 'SSWB-4.5'],
      ['place', 'SSWB-5.1'],
      ['cancelling', 'SSWB-4.18'],
      ['rearranging', 'SSWB-4.19'],
      ['review-on', 'SSWB-4.4'],
    ])
  })

  test('J7: at least 70 % of what must be answered is filled in when the agreement is drawn up', () => {
    const computed = new Set(['every', 'minutes', 'review-on'])
    const filled = required(agreement).filter(({ key, prefill }) => prefill !== undefined || computed.has(key))
    expect(filled.length / required(agreement).length).toBeGreaterThanOrEqual(0.7)
    expect(fieldsOf(agreement).filter(({ type }) => type === 'date').map(({ key }) => key)).toEqual(['review-on'])
  })

  test('SSWB-1.2, SSWB-4.7, SSWB-4.8: says which line it is for, why the supervisor is not the line manager, and how they are registered', () => {
    const line = fieldOf(agreement, 'line')
    expect(line.type === 'choice' && line.options.map(({ key }) => key)).toEqual(['managerial', 'professional'])
    expect([fieldOf(agreement, 'not-line-manager').rule, fieldOf(agreement, 'registration').rule]).toEqual(['SSWB-4.7', 'SSWB-4.8'])
  })

  test('SSWB-4.20, SSWB-4.23: says where a disagreement goes, and to which manager', () => {
    expect(sectionOf(agreement, 'disagreements').clauses).toHaveLength(3)
    expect(fieldOf(agreement, 'named-manager')).toMatchObject({ type: 'manager', rule: 'SSWB-4.23' })
  })

  test('SSWB-4.6: every interval that the policy fixes can be agreed to, and those between', () => {
    const every = fieldOf(agreement, 'every')
    const options: readonly string[] = every.type === 'interval' ? every.options : []
    const fixed = sswb.oneToOne.rules.flatMap((rule) =>
      'phases' in rule ? rule.phases.flatMap(({ every: most, atLeast }) => [most, atLeast].filter((each) => typeof each === 'string')) : [],
    )
    expect([...new Set(fixed)].sort()).toEqual(['P4W', 'P6W'])
    expect(options).toEqual(expect.arrayContaining(['P4W', 'P5W', 'P6W']))
  })

  test('how often, how long, the manager and the review are compliance facts, so that others may check them', () => {
    for (const key of ['every', 'minutes', 'frequency-agreed', 'dates', 'review-on', 'named-manager', 'line']) {
      expect([key, fieldOf(agreement, key).class]).toEqual([key, 'C'])
    }
  })
})

describe('the other forms', () => {
  test('the policy’s own titles, word for word, and all their fields proposed', () => {
    expect(sswb.forms.every(({ proposed }) => proposed)).toBe(true)
    expect([group, log, caseRecord, ...evaluations].map(({ record: kind, title }) => [kind, title.en])).toEqual([
      ['group-session', 'Record of Group Supervision'],
      ['reflective-log', 'Group Supervision Reflective Log'],
      ['case-supervision', 'Record of Case Supervision'],
      ['evaluation', 'Supervisee Self Annual Evaluation'],
      ['evaluation', 'Supervisor Self Annual Evaluation'],
    ])
    expect(new Set(sswb.forms.map(({ record: kind }) => kind)).size).toBe(9)
  })

  test('SSWB-3.6: the facilitator keeps one record, and everyone writes a log of their own', () => {
    expect(fieldsOf(group).filter(({ type, voice }) => type !== 'computed' && voice !== 'supervisor')).toEqual([])
    expect(fieldsOf(log).filter(({ type, voice }) => type !== 'computed' && voice !== 'supervisee')).toEqual([])
    expect(missing(log)).toEqual(['what', 'so-what', 'now-what'])
    expect(missing(group)).toEqual(['theme', 'discussion'])
    expect(columnsOf(group, 'present').map(({ key }) => key)).toEqual(['name', 'role', 'apologies'])
  })

  test('SSWB-4.12: case supervision says whether it is on the council’s system, who sees to it, and whether the social worker knows', () => {
    expect(missing(caseRecord)).toEqual(['case-ref', 'decisions', 'recorded', 'recorded-by', 'informed'])
    expect(fieldOf(caseRecord, 'case-ref').class).toBe('D')
  })

  test('SSWB-A8: each evaluates on a form of their own: six statements, the same five of them', () => {
    const statements = evaluations.map((form) => fieldsOf(form).filter(({ type }) => type === 'choice').map(({ key }) => key))
    expect(statements.map(({ length }) => length)).toEqual([6, 6])
    expect(statements[0]?.filter((key) => statements[1]?.includes(key))).toEqual(['agreement-kept', 'frequency', 'quality', 'environment', 'impact'])
    expect(evaluations.map((form) => missing(form))).toEqual(statements.map((keys) => ['year', ...keys]))
    const voices = evaluations.map((form) => [...new Set(fieldsOf(form).filter(({ type }) => type !== 'computed').map(({ voice }) => voice))])
    expect(voices).toEqual([['supervisee'], ['supervisor']])
  })

  test('SSWB-2.2: records can be checked, and what comes of it is an action', () => {
    const audit = formOf('supervision-audit')
    expect(missing(audit)).toEqual(['records', 'agreement', 'frequency', 'signed', 'case-system', 'workload', 'reflective', 'followed-up'])
    expect(fieldOf(audit, 'actions')).toMatchObject({ type: 'actions', rule: 'SSWB-6.1' })
    expect(fieldsOf(audit).filter((field) => field.class === 'A')).toEqual([])
  })

  test('the observation has what every observation has; each view is its own until both are shown', () => {
    expect(keysOf(fieldsOf(observation).filter(({ type }) => type !== 'computed'))).toEqual([
      'plan.venue',
      'plan.nature',
      'plan.present',
      'plan.looking-for',
      'plan.linked',
      'consent',
      'notes',
      'record',
      'own-view',
      'went-well',
      'to-improve',
      'actions',
    ])
    expect(missing(observation)).toEqual(['plan.venue', 'plan.nature', 'plan.looking-for', 'record', 'went-well', 'to-improve'])
    expect(fieldsOf(observation).flatMap(({ key, view }) => (view ? [[key, view]] : []))).toEqual([
      ['notes', 'observer'],
      ['record', 'observer'],
      ['own-view', 'supervisee'],
    ])
    expect(fieldOf(observation, 'consent').class).toBe('D')
  })

  test('the front sheet is all personal, nothing on it must be answered, and it lists what the file holds elsewhere', () => {
    expect(fieldsOf(sheet).filter((field) => field.class !== 'A' || field.required)).toEqual([])
    const lists = fieldsOf(sheet).flatMap((field) => (field.type === 'references' ? [field.section] : []))
    expect(lists).toEqual(sswb.file?.flatMap(({ id, holds }) => (holds === 'references' ? [id] : [])))
    expect(titles(sheet).slice(0, 2)).toEqual(['Personal details', 'Emergency contact'])
  })

  test('SSWB-4.25: the file has its sections in order', () => {
    expect(sswb.file?.map(({ id, holds, rule }) => [id, holds, rule])).toEqual([
      ['front-sheet', 'front-sheet', 'SSWB-4.25'],
      ['agreements', 'agreements', 'SSWB-4.25'],
      ['supervision-records', 'sessions', 'SSWB-4.25'],
      ['observations', 'observations', 'SSWB-4.25'],
      ['training', 'references', 'SSWB-4.25'],
      ['appraisals', 'references', 'SSWB-4.25'],
      ['evaluations', 'references', 'SSWB-4.25'],
    ])
  })

  test('where practice is written about freely, a case reference is asked for and no name', () => {
    const open = [record, agreement, observation, group, log, caseRecord].flatMap((form) =>
      fieldsOf(form).flatMap((field) =>
        field.class === 'B' && (field.type === 'text' || field.type === 'table') && !field.childReference ? [`${form.id} ${field.key}`] : [],
      ),
    )
    expect(open).toEqual([
      'supervision-record understanding',
      'supervision-record learning',
      'supervision-record learning-comments',
      'supervision-record objectives',
      'supervision-record review',
      'supervision-record review-comments',
      'supervision-agreement expect-supervisee',
      'supervision-agreement expect-supervisor',
      'supervision-agreement duties-supervisor',
      'supervision-agreement duties-supervisee',
      'reflective-log learning-needs',
    ])
  })
})

describe('who reads, who supervises, where things go', () => {
  test('SSWB-4.15: personal matters are taken out for quality assurance and inspectors, and no purpose of theirs brings them back', () => {
    expect(sswb.redactions.map(({ rule, readers, classes }) => [rule, readers, classes])).toEqual([
      ['SSWB-4.15', ['quality-assurance', 'inspector'], ['A']],
    ])
    const readers = new Set(sswb.redactions.flatMap((each) => each.readers))
    expect(sswb.access.filter((purpose) => purpose.readers.some((reader) => readers.has(reader)) && purpose.classes.includes('A'))).toEqual([])
  })

  test('SSWB-4.14: personal matters are for the line of management only', () => {
    const purposes = sswb.access.filter(({ classes }) => classes.includes('A'))
    expect(purposes.map(({ key, rule, readers }) => [key, rule, readers])).toEqual([
      ['personal-matter', 'SSWB-4.14', ['line-manager', 'manager-above']],
    ])
  })

  test('SSWB-4.16: every reader that the policy names has a purpose', () => {
    expect(sswb.access.filter(({ rule }) => rule === 'SSWB-4.16').map(({ key }) => key)).toEqual([
      'line-manager',
      'change-of-manager',
      'quality',
      'inspection',
      'coroner',
      'serious-case-review',
      'social-care-wales',
      'disclosure-and-barring',
      'appraisal',
      'capability',
      'grievance',
      'disciplinary',
    ])
    expect(new Set(sswb.access.map(({ key }) => key)).size).toBe(sswb.access.length)
  })

  test('SSWB-4.23, SSWB-5.4: a concern about the supervisor goes past the supervisor, and further up', () => {
    const steps = new Map(sswb.routes.map(({ id, steps: all }) => [id, all.map(({ to }) => to)]))
    expect(steps.get('concern')).toEqual(['line-manager', 'manager-above', 'senior-manager'])
    expect(steps.get('breakdown')).toEqual(['line-manager', 'manager-above'])
    expect(steps.get('record')).toEqual(['supervisor', 'line-manager', 'manager-above'])
    expect(new Set(sswb.routes.map(({ kind }) => kind))).toEqual(new Set(['disagreement', 'overdue', 'concern', 'breakdown', 'disclosure']))
  })

  test('SSWB-3.2, SSWB-4.7, SSWB-4.8, SSWB-7.1: what a supervisor needs', () => {
    expect(sswb.supervisors.map(({ rule, needs, when }) => [rule, needs, when?.professionalLine ?? when?.group ?? null])).toEqual([
      ['SSWB-4.7', 'named', null],
      ['SSWB-4.7', 'line-manager-or-reason', null],
      ['SSWB-3.2', 'qualified', ['practitioner', 'personal-advisor', 'support-worker']],
      ['SSWB-1.2', 'second-line', true],
      ['SSWB-4.8', 'registered', true],
      ['SSWB-4.8', 'same-profession', true],
      ['SSWB-7.1', 'trained', null],
    ])
  })

  test('SSWB-7.1: training every three years, for those who give supervision and those who have it', () => {
    expect(sswb.learning.map(({ who, every }) => [who, every])).toEqual([
      ['supervisors', 'P36M'],
      ['supervisees', 'P36M'],
    ])
  })

  test('SSWB-AMB-7, SSWB-4.10, SSWB-4.3: what the service chooses, and that how long records are kept must be chosen', () => {
    expect(sswb.settings.map(({ key, required: must = false, suggested }) => [key, must, suggested])).toEqual([
      ['retention', true, 'P7Y'],
      ['recordWithin', false, { workingDays: 5 }],
      ['agreementWithin', false, 'P28D'],
      ['closureDays', false, undefined],
    ])
  })

  test('SSWB-4.18: a reason to cancel is an exceptional one', () => {
    expect(sswb.cancelReasons.map(({ key, rule }) => [key, rule])).toEqual(
      ['supervisee-absent', 'supervisor-absent', 'emergency', 'other'].map((key) => [key, 'SSWB-4.18']),
    )
  })
})
