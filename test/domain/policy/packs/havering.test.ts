/** Havering's record (App 2), agreement (App 1) and proposed forms, and what its pack says beside dates. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { PlainDate } from '../../../../src/domain/dates.ts'
import { type Json } from '../../../../src/domain/json.ts'
import { Employment, type Facts, Group, NewlyQualified } from '../../../../src/domain/policy/facts.ts'
import { type Field, type Form } from '../../../../src/domain/policy/form.ts'
import { PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { holds } from '../../../../src/domain/policy/predicate.ts'
import { NOTHING_TO_RECORD, recordFormOf, sectionsFor } from '../../../../src/domain/records/forms.ts'

const havering = packOf('havering') as PolicyPack
const formOf = (id: string): Form => havering.forms.find((form) => form.id === id)!
const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap(({ fields }) => fields)
const fieldOf = (form: Form, key: string): Field => fieldsOf(form).find((field) => field.key === key)!
const sectionOf = (form: Form, id: string): Form['sections'][number] => form.sections.find((section) => section.id === id)!
const printed = (form: Form): Form['sections'] => form.sections.filter(({ proposed }) => !proposed)
const keys = (fields: readonly Field[]): readonly string[] => fields.map(({ key }) => key)
const required = (form: Form): readonly string[] => keys(fieldsOf(form).filter((field) => field.required))

const session = formOf('supervision-record')
const agreement = formOf('supervision-agreement')
const observation = formOf('direct-observation')
const audit = formOf('dip-sample-audit')

const worker: Facts = { group: 'social-worker', employment: 'permanent', employedOn: PlainDate.parse('2026-06-01') }
const everybody: readonly Facts[] = Group.options.flatMap((group) =>
  Employment.options.flatMap((employment) =>
    [undefined, ...NewlyQualified.options].map((newlyQualified) => ({ ...worker, group, employment, ...(newlyQualified && { newlyQualified }) })),
  ),
)
const shownTo = (form: Form, facts: Facts): readonly string[] => sectionsFor(form, havering, facts).map(({ id }) => id)

/** What is still missing in a form with these answers. */
const missing = (form: Form, answers: Readonly<Record<string, Json>>, pack = havering, facts = worker): readonly string[] => {
  const found = recordFormOf(pack, { form: form.id, formVersion: form.version }, facts)!
  return found.missing({ fields: Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value, by: [] }])) as never })
}

/** The pack with one field of a form no longer required: what a test of a requirement must notice. */
const withoutRequired = (form: Form, key: string): PolicyPack => {
  const sections = form.sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) => (field.key === key ? { ...field, required: false } : field)),
  }))
  return PolicyPack.parse({ ...havering, forms: havering.forms.map((each) => (each.id === form.id ? { ...each, sections } : each)) })
}

describe('Appendix 2, the supervision record', () => {
  test('has the council’s headings, word for word, in its order, in its two parts', () => {
    expect(session.title.en).toBe('Supervision Record')
    expect(printed(session).map(({ part, title }) => (part ? `${part.en}: ${title.en}` : title.en))).toEqual([
      'Supervision Record',
      'PART A: Supervisee’s Well Being',
      'Details of Holidays, sickness absence and HR issues since last supervision',
      'PART B: Agenda Items',
      'Review of agreed action points from last meeting/matters arising:',
      'Case management (dependent on role – only complete this section if appropriate)',
      'Case Load Details',
      'Cases Discussed – ID number and persons initials only – actions identified to be recorded on the person’s record as stated above.',
      'High risk/complex work (including safeguarding/welfare visits)',
      'Diversity and Equality',
      'Reflective Discussions on work, observations and audits',
      'Legal literacy and competency frameworks',
      'Learning and Professional Development',
      'Performance overview and feedback, including worker’s strengths and development needs. (Linking with appraisal/PDR objectives).',
      'Team/General issues',
      'Areas of Disagreement/mediation',
      'Any other business actions',
      'Signed',
      'Date/Time of Next Supervision:',
    ])
  })

  test('asks what the council’s form asks, in its order', () => {
    const action = 'Action required, including timescales and by whom:'
    const labels = printed(session).flatMap(({ title, fields }) =>
      fields.flatMap(({ label }) => (label.en === title.en ? [] : [label.en])),
    )
    expect(labels).toEqual([
      'Name of Supervisee:',
      'Name of Supervisor:',
      'Date:',
      'Specific issues that are prioritised for the supervision session by both parties:',
      'Areas of case discussion',
      'Current Caseload',
      'Current safeguarding Cases',
      'Assessments Since Last Supervision',
      'Reviews Since Last Supervision',
      'Cases Closed Since Last Supervision',
      'BIA Assessments Since Last Supervision',
      ...Array.from({ length: 6 }, () => action),
      'Venue or Virtual:',
      'Type of Supervision: e.g. group, individual',
    ])
    expect(fieldOf(session, 'wellbeing').prompts).toEqual([
      { en: 'Physical/emotional wellbeing, work life balance, health and safety concerns/issues' },
    ])
  })

  test('HAV-App2.3, HAV-App1.7: wellbeing, reflection and development are asked for in every session, and something is said', () => {
    for (const facts of everybody) {
      expect(missing(session, {}, havering, facts)).toEqual(['wellbeing', 'equality', 'reflecting', 'development'])
    }
    for (const key of ['wellbeing', 'reflecting', 'development']) {
      const field = fieldOf(session, key)
      expect([key, field.rule, 'nothingToRecord' in field]).toEqual([key, 'HAV-App2.3', false])
      expect(missing(session, {}, withoutRequired(session, key))).not.toContain(key)
    }
    const said = { wellbeing: 'Tired.', reflecting: 'The visit.', development: 'A webinar.', equality: NOTHING_TO_RECORD }
    expect(missing(session, said)).toEqual([])
    expect(missing(session, { ...said, wellbeing: ' ' })).toEqual(['wellbeing'])
  })

  test('HAV-6.1e: equality is there for everyone, answered if only by “nothing to record”', () => {
    for (const facts of everybody) expect(shownTo(session, facts)).toContain('equality')
    expect(fieldOf(session, 'equality')).toMatchObject({ rule: 'HAV-6.1e', required: true, nothingToRecord: true })
    expect(missing(session, {}, withoutRequired(session, 'equality'))).not.toContain('equality')
  })

  test('case management is for those who hold cases; administrative and group workers have their work plan (HAV-App3.h)', () => {
    const cases = ['case-management', 'caseload', 'cases', 'high-risk']
    for (const facts of everybody) {
      const ids = shownTo(session, facts)
      expect(cases.filter((id) => ids.includes(id))).toEqual(facts.group === 'admin' ? [] : cases)
      expect(ids.includes('work-plan')).toBe(facts.group === 'admin')
    }
  })

  test('HAV-App2.2, HAV-7.2e: a case is an ID number and initials, both of them child references, and a decision on LAS', () => {
    const cases = fieldOf(session, 'cases')
    if (cases.type !== 'table') throw new Error('no table')
    expect(cases.columns.map((column) => [column.key, column.type, column.class, column.required, column.rule])).toEqual([
      ['ref', 'line', 'D', true, 'HAV-7.2e'],
      ['initials', 'line', 'D', true, 'HAV-App2.2'],
      ['comments', 'text', undefined, undefined, undefined],
      ['las', 'tick', undefined, undefined, 'HAV-App2.4'],
    ])
    expect(cases.childReference?.en).toBe('LAS ID number and initials')
    const unguarded = fieldsOf(session).filter((field) => field.type === 'text' && !field.childReference && field.class === 'B')
    expect(keys(unguarded)).toEqual(['work-plan'])
  })

  test('the caseload is six numbers', () => {
    const { fields } = sectionOf(session, 'caseload')
    expect(fields.map(({ type, class: read }) => [type, read])).toEqual(Array.from({ length: 6 }, () => ['number', 'B']))
  })

  test('HAV-7.2a: every “action” of the form is a list of its own, read and written by the same people', () => {
    const lists = fieldsOf(session).filter(({ type }) => type === 'actions')
    expect(keys(lists)).toEqual([
      'actions',
      'actions-reflection',
      'actions-legal',
      'actions-development',
      'actions-performance',
      'actions-team',
      'actions-other',
    ])
    expect(lists.every(({ voice, class: read, rule }) => voice === 'both' && read === 'B' && rule === 'HAV-7.2a')).toBe(true)
  })

  test('HAV-7.2a: an action holds the record back until it says what, and by when', () => {
    const action = { 'actions.a.what': 'Book the training', 'actions.a.who': 'dana', 'actions.a.by': '2026-07-01' }
    const lacks = (more: Readonly<Record<string, Json>>) => [
      ...new Set(missing(session, { ...action, ...more }).filter((name) => name.startsWith('actions.'))),
    ]
    expect(lacks({})).toEqual([])
    expect(lacks({ 'actions.a.by': '' })).toEqual(['actions.a.by'])
    expect(lacks({ 'actions.a.what': '' })).toEqual(['actions.a.what'])
  })

  test('wellbeing, leave and sickness, equality and harassment are personal; wellbeing and development are the supervisee’s words', () => {
    const personal = fieldsOf(session).filter((field) => field.class === 'A')
    expect(keys(personal)).toEqual(['wellbeing', 'leave', 'equality', 'harassment-times', 'harassment-response'])
    const theirs = fieldsOf(session).filter(({ voice }) => voice === 'supervisee')
    expect(keys(theirs)).toEqual(['wellbeing', 'development'])
  })

  test('HAV-6.2b: harassment by people outside the council is counted and what is done is written down, for everyone', () => {
    expect(sectionOf(session, 'harassment')).toMatchObject({ rule: 'HAV-6.2b', proposed: true })
    for (const facts of everybody) expect(shownTo(session, facts)).toContain('harassment')
  })

  test('HAV-5.4b: professional supervision has its six points, for social workers and others who are registered', () => {
    expect(fieldOf(session, 'professional').prompts).toHaveLength(6)
    const admin: Facts = { ...worker, group: 'admin' }
    expect([worker, admin, { ...admin, professionalLine: true }].map((facts) => shownTo(session, facts).includes('professional'))).toEqual([
      true,
      false,
      true,
    ])
  })

  test('HAV-App2.1: what both accept by signing is part of the record', () => {
    const signed = sectionOf(session, 'signed')
    expect(signed.rule).toBe('HAV-App2.1')
    expect(signed.clauses?.[0]?.en).toMatch(/regulator/)
  })
})

describe('Appendix 1, the supervision agreement', () => {
  test('has the council’s headings, word for word, in its order', () => {
    expect(agreement.title.en).toBe('Supervision Agreement')
    expect(printed(agreement).map(({ title }) => title.en)).toEqual([
      'Supervision Agreement',
      'Arrangements for supervision',
      'Agenda',
      'Recording',
      'Confidentiality',
      'Mediation of disagreements',
      'Equalities',
      'Review of supervision',
      'Professional or Clinical Supervision',
    ])
    expect(fieldsOf({ ...agreement, sections: printed(agreement) }).map(({ label }) => label.en)).toEqual([
      'This agreement is between (Supervisor)',
      'And (Supervisee)',
      'We will meet for supervision every … weeks',
      'for a minimum of 1 hour.',
      'Supervision dates will be booked as far in advance as possible.',
      'We will hold sessions in an agreed designated space (or virtual meeting) free from interruptions.',
      'If the supervisor is likely to be away for more than 1 month, supervision will be undertaken by',
      'We will agree who will take notes and how these notes will be shared and agreed.',
      'the supervisor’s supervisor',
      'Review of supervision',
    ])
  })

  test.each([
    ['HAV-App1.1', 'every'],
    ['HAV-App1.1', 'minutes'],
    ['HAV-App1.4', 'space'],
    ['HAV-App1.6', 'deputy'],
    ['HAV-App1.8', 'note-taking'],
    ['HAV-7.1', 'review-on'],
  ])('%s: an agreement says its %s', (rule, key) => {
    expect(fieldOf(agreement, key).rule).toBe(rule)
    expect(missing(agreement, {})).toContain(key)
    expect(missing(agreement, {}, withoutRequired(agreement, key))).not.toContain(key)
  })

  test('HAV-App1.6: a deputy with no name is nobody', () => {
    expect(missing(agreement, { deputy: { person: null, name: ' ' } })).toContain('deputy')
    expect(missing(agreement, { deputy: { person: null, name: 'Jo Bell' } })).not.toContain('deputy')
  })

  test('HAV-App1.1, HAV-6.1.10: no less than an hour can be agreed, and every interval that the policy fixes can', () => {
    const minutes = fieldOf(agreement, 'minutes')
    const every = fieldOf(agreement, 'every')
    if (minutes.type !== 'minutes' || every.type !== 'interval') throw new Error('other fields')
    expect(Math.min(...minutes.options)).toBe(60)
    const fixed = havering.oneToOne.rules.flatMap((rule) =>
      'phases' in rule ? rule.phases.flatMap((phase) => (typeof phase.every === 'string' ? [phase.every] : [])) : [],
    )
    expect(fixed.filter((interval) => !every.options.includes(interval))).toEqual([])
  })

  test('HAV-App1.2, App1.3, App1.5, App1.7, App1.8: the rest is what both sign', () => {
    const signed = ['parties', 'arrangements', 'agenda', 'recording', 'confidentiality', 'mediation', 'equalities', 'review', 'professional']
    expect(signed.filter((id) => (sectionOf(agreement, id).clauses ?? []).length === 0)).toEqual([])
    expect(sectionOf(agreement, 'arrangements').clauses?.map(({ en }) => en).join(' ')).toMatch(/major incident.*7 days.*dip-sample/)
  })

  test('HAV-4.2b: who gives professional supervision is asked where there is such a line', () => {
    expect(missing(agreement, {})).not.toContain('professional-supervisor')
    expect(missing(agreement, {}, havering, { ...worker, professionalLine: true })).toContain('professional-supervisor')
  })

  test('J7: at least 70 % of what must be answered is filled in, for everybody', () => {
    const computed = new Set(['every', 'minutes', 'deputy', 'review-on'])
    for (const facts of everybody) {
      const asked = sectionsFor(agreement, havering, facts).flatMap(({ fields }) => fields.filter((field) => field.required))
      const filled = asked.filter(({ key, prefill }) =>
        computed.has(key) || prefill?.some(({ when }) => holds(when, { facts, agreed: false, residentialGroups: havering.residentialGroups })))
      expect(filled.length / asked.length).toBeGreaterThanOrEqual(0.7)
    }
  })

  test('how often, how long, where and who stands in are compliance facts, so that others may check them', () => {
    expect(fieldsOf(agreement).filter((field) => field.class !== 'C')).toEqual([])
  })
})

describe('what the policy names and does not give is proposed', () => {
  test('every form but the record and the agreement', () => {
    expect(havering.forms.map(({ id, record, proposed }) => [id, record, proposed ?? false])).toEqual([
      ['supervision-record', 'session', false],
      ['supervision-agreement', 'agreement', false],
      ['direct-observation', 'observation', true],
      ['front-sheet', 'file', true],
      ['group-supervision', 'group-session', true],
      ['reflective-log', 'reflective-log', true],
      ['dip-sample-audit', 'audit', true],
    ])
  })

  test('HAV-10.1a: an observation has its plan, what each saw and what both take from it', () => {
    expect(required(observation)).toEqual(['plan.venue', 'plan.nature', 'plan.looking-for', 'record', 'went-well', 'to-improve'])
    const views = fieldsOf(observation).flatMap(({ key, view }) => (view ? [[key, view]] : []))
    expect(views).toEqual([['notes', 'observer'], ['record', 'observer'], ['standards', 'observer'], ['own-view', 'supervisee']])
    expect(fieldOf(observation, 'consent')).toMatchObject({ type: 'consents', class: 'D', voice: 'supervisor' })
  })

  test('HAV-10.1b, HAV-6.5: an audit names the case by its number, says how it was picked, and judges the recording', () => {
    expect(required(audit)).toEqual([
      'case-ref',
      'picked',
      'up-to-date',
      'own-words',
      'reasons',
      'evidence',
      'equality',
      'grade',
      'strengths',
      'to-improve',
    ])
    expect([fieldOf(audit, 'case-ref').class, fieldOf(audit, 'case-initials').class]).toEqual(['D', 'D'])
  })

  test('HAV-App2.3, HAV-6.1e: group supervision too talks about wellbeing, reflection, development and equality', () => {
    expect(required(formOf('group-supervision'))).toEqual(['kind', 'who-came', 'wellbeing', 'reflecting', 'development', 'equality'])
  })

  test('the front sheet is all personal, nothing on it must be answered, and it lists what the file holds elsewhere', () => {
    const front = formOf('front-sheet')
    expect(fieldsOf(front).filter((field) => field.class !== 'A' || field.required)).toEqual([])
    const lists = front.sections.flatMap(({ when, fields }) => fields.flatMap((field) => (field.type === 'references' ? [[field.section, when]] : [])))
    expect(lists).toEqual((havering.file ?? []).flatMap(({ id, holds: held, when }) => (held === 'references' ? [[id, when]] : [])))
  })
})

describe('beside dates and forms', () => {
  test('every rule of the catalogue is there, in its order, and whatever is cited is one of them', () => {
    const Listed = z.array(z.object({ id: z.string(), pack: z.string(), check: z.string() }))
    const file = new URL('../../../../src/domain/policy/catalogue.json', import.meta.url)
    const listed = Listed.parse(JSON.parse(readFileSync(file, 'utf8'))).filter(({ pack }) => pack === 'havering')
    const ids = havering.rules.map(({ id }) => id)
    expect(ids).toEqual(listed.map(({ id }) => id))
    const cited = [...JSON.stringify(havering).matchAll(/"rule":"(HAV-[^"]+)"/g)].map(([, id]) => id)
    expect(cited.filter((id) => id === undefined || !ids.includes(id))).toEqual([])
    const shown = new Set(havering.rules.filter(({ guides }) => guides).map(({ id }) => id))
    expect(listed.filter(({ id, check }) => check === 'T' && !shown.has(id))).toEqual([])
  })

  test('HAV-App1.2: sessions are put off for the policy’s reasons; any other says that it is none of them', () => {
    expect(havering.cancelReasons.map(({ key }) => key)).toEqual(['supervisee-absent', 'supervisor-absent', 'major-incident', 'other'])
    expect(havering.cancelReasons.at(-1)?.label.en).toMatch(/doesn’t allow/)
  })

  test('HAV-6.1.12, 7.2d, 8.3, 3.1: where a disagreement and a concern go, step by step', () => {
    expect(havering.routes.map(({ rule, steps }) => [rule, steps.map(({ to }) => to)])).toEqual([
      ['HAV-6.1.12', ['supervisor', 'manager-above', 'senior-manager']],
      ['HAV-7.2d', ['supervisor', 'manager-above']],
      ['HAV-8.3', ['supervisee', 'manager-above']],
      ['HAV-3.1', ['supervisor', 'human-resources']],
      ['HAV-4.2a', ['supervisor', 'line-manager']],
    ])
  })

  test('HAV-8.2: nobody beside the pair reads what is personal, save a court', () => {
    const personal = havering.access.filter(({ classes, key }) => classes.includes('A') && key !== 'handover')
    expect(personal.map(({ key, readers }) => [key, readers])).toEqual([['legal', ['court']]])
  })

  test('HAV-8.7: who an adult is stays out of what a regulator is shown', () => {
    expect(havering.redactions).toMatchObject([{ rule: 'HAV-8.7', readers: ['regulator'], classes: ['D'] }])
    expect(havering.access.find(({ key }) => key === 'regulator')?.classes).not.toContain('D')
  })

  test('HAV-7.2c, HAV-7.1: what the service chooses, none of it required', () => {
    expect(havering.settings.map(({ key, rule, required: asked }) => [key, rule, asked])).toEqual([
      ['recordWithin', 'HAV-7.2c', undefined],
      ['policyVersionOn', 'HAV-7.1', undefined],
      ['closureDays', 'HAV-7.2c', undefined],
    ])
  })
})
