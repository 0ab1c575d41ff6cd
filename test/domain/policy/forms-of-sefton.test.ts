/** Sefton's agreement (App 1), observation (App 2), front sheet (App 4) and file (SEF-9) as the pack has them. */
import { describe, expect, test } from 'vitest'
import { ClockTime, PlainDate } from '../../../src/domain/dates.ts'
import { Employment, type Facts, Group, NewlyQualified } from '../../../src/domain/policy/facts.ts'
import { AgreedDates, NamedManager } from '../../../src/domain/policy/answer.ts'
import { type Field, type Form } from '../../../src/domain/policy/form.ts'
import { holds } from '../../../src/domain/policy/predicate.ts'
import { formFor } from '../../../src/queries/planned-session.ts'
import { sefton } from './setup.ts'

const formOf = (id: string): Form => sefton.forms.find((form) => form.id === id)!
const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap(({ fields }) => fields)
const fieldOf = (form: Form, key: string): Field => fieldsOf(form).find((field) => field.key === key)!
const sectionOf = (form: Form, id: string): Form['sections'][number] => form.sections.find((section) => section.id === id)!
const titles = (form: Form): readonly string[] => form.sections.map(({ title }) => title.en)
const labels = (form: Form): readonly string[] => fieldsOf(form).map(({ label }) => label.en)
const keys = (fields: readonly Field[]): readonly string[] => fields.map(({ key }) => key)

const agreement = formOf('supervision-agreement')
const observation = formOf('direct-observation')
const frontSheet = formOf('front-sheet')

test('SEF-9.3: a welfare session is made on the standard form, whoever it is with, and a case stands in it by its LCS number', () => {
  expect(sefton.forms.filter(({ record }) => record === 'session').map(({ id, rule }) => [id, rule])).toEqual([['welfare-supervision', 'SEF-9.3']])
  const form = formFor(sefton, 'session')!
  expect(form.id).toBe('welfare-supervision')
  const work = fieldOf(form, 'managing-work')
  expect(work.type === 'text' && work.childReference?.en).toBe('LCS number')
})

/** Everybody there can be: every group, employment and way of being newly qualified, or not. */
const everybody: readonly Facts[] = Group.options.flatMap((group) =>
  Employment.options.flatMap((employment) =>
    [undefined, ...NewlyQualified.options].map((newlyQualified) => ({
      group,
      employment,
      employedOn: PlainDate.parse('2026-06-01'),
      ...(newlyQualified && { newlyQualified }),
    })),
  ),
)
const isFor = (when: Form['sections'][number]['when'], facts: Facts): boolean =>
  holds(when, { facts, agreed: false, residentialGroups: sefton.residentialGroups })
const offered = (field: Field, facts: Facts): string | undefined => field.prefill?.find(({ when }) => isFor(when, facts))?.text.en

describe('Appendix 1, the supervision agreement', () => {
  test('has the council’s headings, word for word, in its order', () => {
    expect(agreement.record).toBe('agreement')
    expect(agreement.title.en).toBe('SEFTON COUNCIL CHILDREN’S SERVICES SUPERVISION AGREEMENT')
    expect(titles(agreement)).toEqual([
      'SEFTON COUNCIL CHILDREN’S SERVICES SUPERVISION AGREEMENT',
      'KEY TASKS OF SUPERVISEE:',
      'MANDATE FOR SUPERVISION:',
      'FORMAT OF SUPERVISION:',
      'The supervision meeting will consist of the following:',
      'For Registered Social Workers',
      'For NQSW’s in the Assessed and Supported Year of Employment',
      'Auditing of Practice (if applicable):',
      'Expectations of Supervision:',
      'ANY OTHER ISSUES',
      'Disagreements',
      'Dates of Supervision Meetings (next 12 months):',
      'Parties to the Contract:',
    ])
  })

  test('asks what the council’s form asks, in its order', () => {
    expect(labels(agreement)).toEqual([
      'Name Supervisee:',
      'Name Supervisor/Manager:',
      'Workload',
      'Professional Development',
      'The supervision meeting will take place in privacy and there will only be interruptions if',
      'The frequency of supervision will be',
      'The supervision meeting will last for a minimum of:',
      'Method of recording the session will be by',
      'Any particular focus for the next session will be noted',
      'Others who may see the record',
      'What I want from you as my supervisor',
      'What I will contribute as a supervisee',
      'What I want from you as the supervisee',
      'What I will contribute as the supervisor',
      'As the supervisor I am responsible for',
      'As the supervisee I am responsible for',
      'ANY OTHER ISSUES',
      'Manager to contact if supervision is not meeting the policy’s requirements',
      'Dates of Supervision Meetings (next 12 months):',
      'Date of Review:',
    ])
  })

  test('SEF-8.1: what an agreement must cover is a required answer or a clause', () => {
    const required = keys(fieldsOf(agreement).filter((field) => field.required))
    expect(required).toEqual([
      'tasks-workload',
      'tasks-development',
      'interruptions',
      'every',
      'minutes',
      'recording',
      'others',
      'expect-a',
      'expect-b',
      'expect-c',
      'expect-d',
      'expect-e',
      'expect-f',
      'named-manager',
      'dates',
      'review-on',
    ])
    for (const id of ['mandate', 'format', 'meeting', 'auditing', 'disagreements', 'contract']) {
      expect([id, sectionOf(agreement, id).clauses?.length ?? 0]).not.toEqual([id, 0])
    }
    const covered = agreement.sections.flatMap(({ rule, fields }) => [rule, ...fields.map((field) => field.rule)])
    for (const rule of ['SEF-8.1', 'SEF-8.2', 'SEF-8.4', 'SEF-2.5', 'SEF-App1.2', 'SEF-App1.4']) expect(covered).toContain(rule)
  })

  test('J7: at least 70 % of what must be answered is filled in when the agreement is drawn up', () => {
    const computed = new Set(['every', 'minutes', 'named-manager', 'dates', 'review-on'])
    const required = fieldsOf(agreement).filter((field) => field.required)
    const filled = required.filter(({ key, prefill }) => prefill !== undefined || computed.has(key))
    expect(keys(filled)).toEqual([
      'tasks-workload',
      'tasks-development',
      'interruptions',
      'every',
      'minutes',
      'recording',
      'others',
      'expect-e',
      'expect-f',
      'named-manager',
      'dates',
      'review-on',
    ])
    expect(filled.length / required.length).toBeGreaterThanOrEqual(0.7)
  })

  test('there is text to offer to everybody, whatever their group and employment', () => {
    for (const field of fieldsOf(agreement).filter(({ prefill }) => prefill !== undefined)) {
      for (const facts of everybody) expect([field.key, facts, offered(field, facts)]).not.toContain(undefined)
    }
  })

  test('tasks are offered by the kind of post: agency residential staff are not offered what permanent staff are', () => {
    const person = (group: Group, employment: Employment): Facts => ({ group, employment, employedOn: PlainDate.parse('2026-06-01') })
    const workload = fieldOf(agreement, 'tasks-workload')
    const offers = [
      offered(workload, person('residential', 'permanent')),
      offered(workload, person('residential', 'agency')),
      offered(workload, person('team-manager', 'permanent')),
      offered(workload, person('social-worker', 'permanent')),
      offered(workload, person('business-support', 'permanent')),
    ]
    expect(new Set(offers).size).toBe(offers.length)
    expect(offered(workload, person('residential', 'casual'))).toBe(offers[1])
    expect(offered(workload, person('service-manager', 'permanent'))).toBe(offers[2])
  })

  test('what each wants and brings is in their own words, and is theirs to write from nothing', () => {
    const voices = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => fieldOf(agreement, `expect-${letter}`))
    expect(voices.map(({ voice }) => voice)).toEqual(['supervisee', 'supervisee', 'supervisor', 'supervisor', 'supervisor', 'supervisee'])
    expect(voices.map(({ prefill }) => prefill === undefined)).toEqual([true, true, true, true, false, false])
    expect(voices.every((field) => field.class === 'B' && field.hint !== undefined)).toBe(true)
  })

  test('how often, how long, the dates and the review are compliance facts, so that others may check them', () => {
    for (const key of ['every', 'minutes', 'dates', 'review-on', 'named-manager']) expect([key, fieldOf(agreement, key).class]).toEqual([key, 'C'])
    expect(fieldOf(agreement, 'every')).toMatchObject({ type: 'interval', options: ['P1W', 'P2W', 'P3W', 'P4W', 'P1M', 'P6W', 'P8W', 'P2M'] })
    expect(fieldOf(agreement, 'minutes')).toMatchObject({ type: 'minutes', options: [30, 45, 60, 90, 120] })
  })

  test('every interval that a rule of the policy fixes can be agreed to', () => {
    const every = fieldOf(agreement, 'every')
    const options = every.type === 'interval' ? every.options : []
    const fixed = sefton.oneToOne.rules.flatMap((rule) =>
      'phases' in rule ? rule.phases.flatMap((phase) => (typeof phase.every === 'string' ? [phase.every] : [])) : [],
    )
    expect(fixed.length).toBeGreaterThan(0)
    expect(fixed.filter((interval) => !options.includes(interval))).toEqual([])
  })

  test('the points about the PCF are for social workers, and those of the assessed year for newly qualified ones', () => {
    const shownTo = (facts: Facts): readonly string[] =>
      agreement.sections.filter(({ id, when }) => id.startsWith('meeting-') && isFor(when, facts)).map(({ id }) => id)
    const employedOn = PlainDate.parse('2026-06-01')
    expect(shownTo({ group: 'residential', employment: 'agency', employedOn })).toEqual([])
    expect(shownTo({ group: 'social-worker', employment: 'permanent', employedOn })).toEqual(['meeting-social-worker'])
    expect(shownTo({ group: 'social-worker', employment: 'permanent', employedOn, newlyQualified: 'social-worker' })).toEqual([
      'meeting-social-worker',
      'meeting-newly-qualified',
    ])
  })
})

describe('the answers that are not text', () => {
  test('agreed dates are days, each with a time or none yet', () => {
    const dates = [{ on: '2026-07-01', at: '10:30' }, { on: '2026-08-01', at: null }]
    expect(AgreedDates.parse(dates)).toEqual([
      { on: PlainDate.parse('2026-07-01'), at: ClockTime.parse('10:30') },
      { on: PlainDate.parse('2026-08-01'), at: null },
    ])
    expect(AgreedDates.safeParse([{ on: '2026-07-32', at: null }]).success).toBe(false)
    expect(AgreedDates.safeParse([{ on: '2026-07-01', at: '25:00' }]).success).toBe(false)
    expect(AgreedDates.safeParse([{ on: '2026-07-01' }]).success).toBe(false)
  })

  test('a named manager is a person of the organisation, or a name alone', () => {
    const person = '01977a5e-7c00-7000-8000-000000000001'
    expect(NamedManager.safeParse({ person, name: 'Priya Nair' }).success).toBe(true)
    expect(NamedManager.safeParse({ person: null, name: 'Priya Nair' }).success).toBe(true)
    expect(NamedManager.safeParse({ person: 'Priya', name: 'Priya Nair' }).success).toBe(false)
    expect(NamedManager.safeParse({ name: 'Priya Nair' }).success).toBe(false)
  })
})

describe('Appendix 2, direct observation', () => {
  test('has the council’s headings, word for word, in its order, with a place for consent and for the worker’s own view', () => {
    expect(observation.record).toBe('observation')
    expect(titles(observation)).toEqual([
      'Direct Observation of Practice Record',
      'Date of Observation:',
      'Venue:',
      'Nature of Observation:',
      'Consent',
      'Record of Observation: - to be completed by supervisor',
      'The supervisee’s own view',
      'Conclusions / Recommendation: - Critical reflection of practice and professional development to be completed by Supervisor and Supervisee during feedback session',
      'Any Actions Required:',
    ])
    expect(fieldOf(observation, 'actions').prompts).toEqual([{ en: 'state who will do what and by when' }])
  })

  test('SEF-App2.3: what each saw is their own until both are revealed; the plan and the conclusions are of both', () => {
    const views = fieldsOf(observation).filter(({ view }) => view !== undefined)
    expect(views.map(({ key, view, voice }) => [key, view, voice])).toEqual([
      ['notes', 'observer', 'supervisor'],
      ['record', 'observer', 'supervisor'],
      ['own-view', 'supervisee', 'supervisee'],
    ])
    for (const key of ['plan.venue', 'plan.nature', 'plan.present', 'plan.looking-for', 'plan.linked', 'went-well', 'to-improve', 'actions']) {
      expect([key, fieldOf(observation, key).voice, fieldOf(observation, key).class]).toEqual([key, 'both', 'B'])
    }
  })

  test('SEF-App2.1, App2.2, App2.4: what must be there before it is shared', () => {
    expect(keys(fieldsOf(observation).filter((field) => field.required))).toEqual([
      'plan.venue',
      'plan.nature',
      'plan.looking-for',
      'record',
      'went-well',
      'to-improve',
    ])
    expect(fieldOf(observation, 'consent')).toMatchObject({ type: 'consents', class: 'D', voice: 'supervisor', rule: 'SEF-AMB-9' })
  })
})

describe('Appendix 4, the front sheet, and the file of SEF-9', () => {
  test('has the council’s labels, word for word, in its order', () => {
    expect(frontSheet.record).toBe('file')
    expect(labels(frontSheet).slice(0, 23)).toEqual([
      'Surname',
      'Previous Surnames/Known by:',
      'Forename (s)',
      'Title (Mr/Ms/Miss/Ms/Other)',
      'Employee Number',
      'Job title',
      'Part time/Full time',
      '(If part time, state hours per week)',
      'Date employment started with Sefton:',
      'Date employment started in current post:',
      'Service & Team',
      'Workplace Address',
      'Date of Birth',
      'Home Address',
      'Home Tel Number',
      'Mobile Tel Number',
      'Work Mobile Number',
      'Name',
      'Relationship',
      'Daytime Telephone No',
      'Evening Telephone No',
      'Mobile Telephone No',
      'Address',
    ])
    expect(sectionOf(frontSheet, 'emergency-contact').title.en).toBe('EMERGENCY CONTACT INFORMATION')
  })

  test('is all personal, and nothing on it must be answered', () => {
    expect(fieldsOf(frontSheet).filter((field) => field.class !== 'A' || field.required)).toEqual([])
  })

  test('does not ask for what the record already knows', () => {
    const computed = fieldsOf(frontSheet).flatMap((field) => (field.type === 'computed' ? [[field.key, field.from]] : []))
    expect(computed).toEqual([
      ['employee-number', 'staff-number'],
      ['job-title', 'post-title'],
      ['hours', 'hours'],
      ['employed-on', 'employed-on'],
      ['post-since', 'post-since'],
      ['team', 'setting'],
    ])
  })

  test('SEF-9.0, SEF-9.1: eight sections in the policy’s order, and one more in the assessed year', () => {
    const file = sefton.file ?? []
    expect(file.map(({ title, holds: held }) => [title.en, held])).toEqual([
      ['Personal Details – Front Sheet (Appendix 4)', 'front-sheet'],
      ['The current job description and person specification', 'references'],
      ['Supervision Agreement (Appendix 1)', 'agreements'],
      ['Supervision Records', 'sessions'],
      ['Personal Development Plan – MySeftonMySpace', 'references'],
      ['Any Direct Observations of Practice', 'observations'],
      ['Any progression documents e.g., Relevant to progression to Senior Social Worker I grade', 'references'],
      ['Any Risk Assessments relating to employee’s welfare at work', 'references'],
      ['Newly Qualified Social Workers in their Assessed and Supported Year in Employment', 'references'],
    ])
    expect(file.filter(({ when }) => when !== undefined).map(({ id, when }) => [id, when])).toEqual([
      ['asye', { newlyQualified: ['social-worker'] }],
    ])
  })

  test('every section that holds references has its list on the front sheet, for the same people', () => {
    const lists = frontSheet.sections.flatMap(({ when, fields }) =>
      fields.flatMap((field) => (field.type === 'references' ? [[field.section, field.key, when]] : [])),
    )
    const wanted = (sefton.file ?? []).flatMap(({ id, holds: held, when }) => (held === 'references' ? [[id, `refs-${id}`, when]] : []))
    expect(lists).toEqual(wanted)
  })
})

test('children are named by their LCS number only where an observation or the workload is written about', () => {
  const guarded = (form: Form): readonly string[] =>
    keys(fieldsOf(form).filter((field) => field.type === 'text' && field.childReference?.en === 'LCS number'))
  expect(guarded(agreement)).toEqual(['tasks-workload', 'focus'])
  expect(guarded(observation)).toEqual([
    'plan.nature',
    'plan.present',
    'plan.looking-for',
    'plan.linked',
    'record',
    'own-view',
    'went-well',
    'to-improve',
  ])
})
