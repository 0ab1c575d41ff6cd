/** Wokingham’s forms, all of them proposed since the document gives none, and its staff file index (WOK-6.3). */
import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../../../src/domain/dates.ts'
import { type Json } from '../../../../src/domain/json.ts'
import { type Facts } from '../../../../src/domain/policy/facts.ts'
import { type Field, type Form } from '../../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../../src/domain/policy/pack.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { NOTHING_TO_RECORD, recordFormOf } from '../../../../src/domain/records/forms.ts'
import { type Answers } from '../../../../src/domain/records/content.ts'

const wokingham = packOf('wokingham') as PolicyPack
const formOf = (id: string): Form => wokingham.forms.find((form) => form.id === id)!
const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap(({ fields }) => fields)
const fieldOf = (form: Form, key: string): Field => fieldsOf(form).find((field) => field.key === key)!
const keys = (fields: readonly Field[]): readonly string[] => fields.map(({ key }) => key)
const rulesOfRequired = (form: Form): readonly (readonly (string | undefined)[])[] =>
  fieldsOf(form).flatMap(({ key, rule, required }) => (required ? [[key, rule]] : []))

const facts: Facts = { group: 'social-worker', employment: 'permanent', employedOn: PlainDate.parse('2026-01-05') }
const missingFrom = (id: string, answers: Readonly<Record<string, Json>>): readonly string[] => {
  const fields = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value }])) as unknown as Answers['fields']
  return recordFormOf(wokingham, { form: id, formVersion: 1 }, facts)!.missing({ fields })
}

const session = formOf('individual-supervision')
const agreement = formOf('supervision-agreement')
const practice = formOf('practice-observation')
const supervisionObserved = formOf('supervision-observation')
const group = formOf('group-supervision')
const oneCase = formOf('case-supervision')
const audit = formOf('record-audit')
const index = formOf('staff-file-index')

test('every form is said to be proposed, and the first of each kind is the one the app draws up', () => {
  expect(wokingham.forms.every(({ proposed }) => proposed)).toBe(true)
  const first = (record: Form['record']) => wokingham.forms.find((form) => form.record === record)?.id
  expect([first('session'), first('agreement'), first('observation'), first('file')]).toEqual([
    'individual-supervision',
    'supervision-agreement',
    'practice-observation',
    'staff-file-index',
  ])
})

describe('the session record', () => {
  const answered = { wellbeing: NOTHING_TO_RECORD, role: 'Busy', development: NOTHING_TO_RECORD, casework: 'Steady', feedback: 'Good' }

  test('WOK-2.1.1b: has a personal and a case part, in the order in which they are talked about', () => {
    expect(session.sections.flatMap(({ id, part }) => (part ? [[id, part.en]] : []))).toEqual([
      ['support', 'Personal supervision'],
      ['casework', 'Case supervision'],
      ['feedback', 'Before we finish'],
    ])
    expect(session.sections.map(({ id }) => id)).toEqual([
      'session',
      'previous-actions',
      'priorities',
      'support',
      'management',
      'development',
      'mediation',
      'casework',
      'cases',
      'feedback',
      'actions',
    ])
  })

  test('WOK-2.1.1b: neither part can be left empty without a reason', () => {
    expect(missingFrom(session.id, {})).toEqual(['wellbeing', 'role', 'development', 'casework', 'feedback'])
    expect(missingFrom(session.id, answered)).toEqual([])
    expect(missingFrom(session.id, { ...answered, role: '' })).toEqual(['role'])
    expect(missingFrom(session.id, { ...answered, casework: ' ' })).toEqual(['casework'])
    for (const key of ['role', 'casework']) {
      expect(fieldOf(session, key)).toMatchObject({ rule: 'WOK-2.1.1b', required: true })
      expect(fieldOf(session, key)).not.toHaveProperty('nothingToRecord')
      expect(fieldOf(session, key).label.en).toMatch(/\(if .*, the reason\)$/)
    }
  })

  test('WOK-10.1: feedback is asked of the supervisee every time', () => {
    expect(missingFrom(session.id, { ...answered, feedback: '' })).toEqual(['feedback'])
    expect(fieldOf(session, 'feedback')).toMatchObject({ rule: 'WOK-10.1', voice: 'supervisee' })
  })

  test('WOK-2.1.1d: the four functions each have their section', () => {
    const functions = session.sections.filter(({ rule }) => rule === 'WOK-2.1.1d').map(({ title }) => title.en)
    expect(functions).toEqual(['Support', 'Management', 'Development', 'Mediation'])
  })

  test('WOK-A9: wherever words are written, children are named by their MOSAIC ID only', () => {
    const written = fieldsOf(session).filter(({ type }) => type === 'text' || type === 'table')
    expect(written.length).toBe(17)
    const guarded = written.filter((field) => (field.type === 'text' || field.type === 'table') && field.childReference?.en === 'MOSAIC ID')
    expect(keys(guarded)).toEqual(keys(written))
  })

  test('WOK-A9, WOK-2.2.2, WOK-A11: each case is a line with its MOSAIC ID, the decision with reasons, and whether it was entered', () => {
    const cases = fieldOf(session, 'cases')
    const columns = cases.type === 'table' ? cases.columns : []
    expect(columns.map((column) => [column.key, column.type, column.rule, column.class, column.required])).toEqual([
      ['ref', 'line', 'WOK-A9', 'D', true],
      ['discussed', 'text', 'WOK-3.5', undefined, true],
      ['decision', 'text', 'WOK-2.2.2', undefined, undefined],
      ['entered', 'tick', 'WOK-A11', undefined, undefined],
    ])
    expect(cases).toMatchObject({ class: 'B', rule: 'WOK-A11' })
  })

  test('WOK-A6, WOK-A10: earlier actions come first; actions about conduct or practice stand apart, with what will help', () => {
    const lists = fieldsOf(session).flatMap(({ key, type, rule }) => (type === 'actions' || type === 'action-updates' ? [[key, type, rule]] : []))
    expect(lists).toEqual([
      ['previous-actions', 'action-updates', 'WOK-A6'],
      ['actions', 'actions', 'WOK-A6'],
      ['development-actions', 'actions', 'WOK-A10'],
    ])
    expect(fieldOf(session, 'development-activities')).toMatchObject({ type: 'text', rule: 'WOK-A10' })
  })

  test('WOK-9.3: wellbeing is personal, and nothing else is', () => {
    expect(keys(fieldsOf(session).filter((field) => field.class === 'A'))).toEqual(['wellbeing', 'wellbeing-comments'])
  })

  test('WOK-2.1.1a, WOK-2.1.2d, WOK-4.4, WOK-8.2: priorities, what the group thought, aims and observations have their place', () => {
    const places = ['priorities', 'from-group', 'aims', 'observed'].map((key) => fieldOf(session, key).rule)
    expect(places).toEqual(['WOK-2.1.1a', 'WOK-2.1.2d', 'WOK-4.4', 'WOK-8.2'])
  })
})

describe('the agreement', () => {
  test('asks for what an agreement must say, each answer under its rule', () => {
    expect(rulesOfRequired(agreement)).toEqual([
      ['every', 'WOK-3.2'],
      ['minutes', 'WOK-3.3'],
      ['venue', 'WOK-4.1'],
      ['interruptions', 'WOK-4.1'],
      ['preparation', 'WOK-A6'],
      ['expect-supervisor', 'WOK-5.1'],
      ['expect-supervisee', 'WOK-5.1'],
      ['supervisee-does', 'WOK-5.1'],
      ['supervisor-does', 'WOK-5.1'],
      ['recording', 'WOK-6.1'],
      ['others', 'WOK-9.2'],
      ['named-manager', 'WOK-10.3'],
      ['review-on', 'WOK-5.2'],
    ])
  })

  test('WOK-10.3, WOK-3.2, WOK-5.2: cannot be shared without the manager, how often, and the review', () => {
    expect(missingFrom(agreement.id, {})).toEqual(expect.arrayContaining(['every', 'named-manager', 'review-on']))
    const nobody = missingFrom(agreement.id, { 'named-manager': { person: null, name: ' ' } })
    expect(nobody).toContain('named-manager')
    expect(missingFrom(agreement.id, { 'named-manager': { person: null, name: 'Priya Nair' } })).not.toContain('named-manager')
  })

  test('the screens find how often, how long, the dates, the manager and the review by their keys', () => {
    const found = (['every', 'minutes', 'dates', 'named-manager', 'review-on'] as const).map((key) => {
      const { type, class: read } = fieldOf(agreement, key)
      return [key, type, read]
    })
    expect(found).toEqual([
      ['every', 'interval', 'C'],
      ['minutes', 'minutes', 'C'],
      ['dates', 'dates', 'C'],
      ['named-manager', 'manager', 'C'],
      ['review-on', 'date', 'C'],
    ])
  })

  test('WOK-A16 to WOK-A18: the intervals of the policy can be agreed to, and none is longer than a month', () => {
    const every = fieldOf(agreement, 'every')
    const fixed = wokingham.oneToOne.rules.flatMap((rule) => ('phases' in rule ? rule.phases.map((phase) => phase.every) : []))
    expect(every.type === 'interval' && every.options).toEqual(['P1W', 'P2W', 'P3W', 'P1M'])
    expect(fixed.length).toBeGreaterThan(0)
    expect(fixed.filter((interval) => every.type !== 'interval' || !every.options.some((option) => option === interval))).toEqual([])
  })

  test('WOK-A19: a variation has what, why and when it is looked at again, and may be left out', () => {
    const variation = agreement.sections.find(({ id }) => id === 'variation')!
    expect(variation.fields.map(({ key, rule, required }) => [key, rule, required])).toEqual([
      ['variation', 'WOK-A19', undefined],
      ['variation-reason', 'WOK-A19', undefined],
      ['variation-review', 'WOK-A19', undefined],
    ])
    expect(variation.clauses?.length).toBe(1)
  })

  test('WOK-9.1, WOK-A12, WOK-10.2, WOK-5.2: clauses say who may know, what happens in absence, where to go, and that it changes', () => {
    const claused = agreement.sections.flatMap(({ rule, clauses }) => (clauses ? [rule] : []))
    expect(claused).toEqual(['WOK-3.2', 'WOK-A19', 'WOK-2.1.1b', 'WOK-6.1', 'WOK-9.1', 'WOK-A12', 'WOK-10.2', 'WOK-5.2'])
  })

  test('J7: at least 70 % of what must be answered is filled in when the agreement is drawn up', () => {
    const computed = new Set(['every', 'minutes', 'named-manager', 'review-on'])
    const required = fieldsOf(agreement).filter((field) => field.required)
    const filled = required.filter(({ key, prefill }) => computed.has(key) || prefill?.some(({ when }) => when === undefined))
    expect(keys(required.filter((field) => !filled.includes(field)))).toEqual(['expect-supervisor', 'expect-supervisee'])
    expect(filled.length / required.length).toBeGreaterThanOrEqual(0.7)
  })
})

describe('the observations', () => {
  test.each([
    ['WOK-8.2', practice],
    ['WOK-8.1', supervisionObserved],
  ])('%s: asks for the plan, what was seen and what is learnt from it', (rule, form) => {
    expect(form).toMatchObject({ record: 'observation', rule })
    expect(keys(fieldsOf(form).filter((field) => field.required))).toEqual([
      'plan.venue',
      'plan.nature',
      'plan.looking-for',
      'record',
      'went-well',
      'to-improve',
    ])
    expect(missingFrom(form.id, { 'plan.venue': 'the office' })).toEqual(['plan.nature', 'plan.looking-for', 'record', 'went-well', 'to-improve'])
    const screens = ['plan.venue', 'plan.nature', 'plan.present', 'plan.looking-for', 'consent', 'notes', 'record', 'own-view', 'went-well', 'to-improve', 'actions']
    expect(screens.filter((key) => !keys(fieldsOf(form)).includes(key))).toEqual([])
  })

  test.each([practice, supervisionObserved])('what each saw is their own until both are shown, and consent names children ($id)', (form) => {
    expect(fieldsOf(form).flatMap(({ key, view, voice }) => (view ? [[key, view, voice]] : []))).toEqual([
      ['notes', 'observer', 'supervisor'],
      ['record', 'observer', 'supervisor'],
      ['own-view', 'supervisee', 'supervisee'],
    ])
    expect(fieldOf(form, 'consent')).toMatchObject({ type: 'consents', class: 'D', voice: 'supervisor' })
  })

  test('WOK-8.3: one in a Practice Week is said to be one, and what others may learn from it is written', () => {
    const occasion = fieldOf(practice, 'plan.occasion')
    expect(occasion.type === 'choice' && occasion.options.map(({ key }) => key)).toContain('practice-week')
    expect([occasion.rule, fieldOf(practice, 'to-share').rule]).toEqual(['WOK-8.3', 'WOK-8.3'])
  })
})

describe('the group’s record', () => {
  test('WOK-6.2, WOK-9.6: says who records, and whether partners take part', () => {
    expect(rulesOfRequired(group)).toEqual([
      ['ref', 'WOK-A9'],
      ['recorder', 'WOK-6.2'],
      ['partners', 'WOK-9.6'],
      ['question', 'WOK-2.1.2b'],
      ['ideas', 'WOK-2.1.2a'],
    ])
    expect(missingFrom(group.id, { ref: '123456', partners: 'no', question: 'What next?', ideas: 'A family meeting' })).toEqual(['recorder'])
  })

  test('WOK-2.1.2c: nothing on it asks for a decision', () => {
    const asked = fieldsOf(group).flatMap(({ key, label, hint }) => [key, label.en, hint?.en ?? ''])
    expect(asked.filter((words) => /deci/i.test(words))).toEqual([])
    expect(group.sections.find(({ rule }) => rule === 'WOK-2.1.2c')?.id).toBe('thinking')
  })

  test('WOK-2.1.2d, WOK-7.1: what is taken to one-to-one supervision are actions, and the child’s file gets its copy', () => {
    expect(fieldOf(group, 'actions')).toMatchObject({ type: 'actions', rule: 'WOK-2.1.2d' })
    expect(fieldOf(group, 'entered-on')).toMatchObject({ type: 'date', rule: 'WOK-7.1' })
  })
})

describe('the record of one case', () => {
  test('WOK-2.2.2, WOK-6.6: the decision and the reasons are asked for, in a session or between sessions', () => {
    expect(rulesOfRequired(oneCase)).toEqual([
      ['ref', 'WOK-A9'],
      ['case-kind', 'WOK-3.5'],
      ['occasion', 'WOK-6.6'],
      ['since', 'WOK-3.5'],
      ['plan-progress', 'WOK-A7'],
      ['decision', 'WOK-2.2.2'],
      ['reasons', 'WOK-2.2.2'],
    ])
    const all = {
      ref: '1',
      'case-kind': 'in-need',
      occasion: 'oversight',
      since: 'Two visits',
      'plan-progress': NOTHING_TO_RECORD,
      decision: 'Go on',
      reasons: 'It works',
    }
    expect(missingFrom(oneCase.id, all)).toEqual([])
    expect(missingFrom(oneCase.id, { ...all, reasons: '' })).toEqual(['reasons'])
  })

  test('WOK-A22 to WOK-A27: a case is of one of the kinds the policy has an interval for', () => {
    const kind = fieldOf(oneCase, 'case-kind')
    const counted = wokingham.tracks.case?.rules.flatMap(({ kinds }) => kinds)
    expect(kind.type === 'choice' && kind.options.map(({ key }) => key)).toEqual(counted)
  })

  test('WOK-A9: the MOSAIC ID is a child’s reference, here and in the group', () => {
    expect([fieldOf(oneCase, 'ref').class, fieldOf(group, 'ref').class]).toEqual(['D', 'D'])
  })

  test('WOK-2.1.1c, WOK-A22+, WOK-A11: co-workers, supervision more often, and the child’s file have their place', () => {
    const places = ['co-workers', 'more-often', 'entered-on'].map((key) => fieldOf(oneCase, key).rule)
    expect(places).toEqual(['WOK-2.1.1c', 'WOK-A22+', 'WOK-A11'])
  })
})

test('WOK-8.4: an audit says what was read and found, and when the supervisor was talked to', () => {
  expect(audit.record).toBe('audit')
  expect(rulesOfRequired(audit)).toEqual([
    ['audited-on', 'WOK-8.4'],
    ['records-read', 'WOK-8.4'],
    ['as-agreed', 'WOK-3.2'],
    ['recorded', 'WOK-A8'],
    ['both-parts', 'WOK-2.1.1b'],
    ['no-names', 'WOK-A9'],
    ['quality', 'WOK-A5'],
    ['discussed-on', 'WOK-8.4'],
  ])
})

describe('the staff file index', () => {
  test('WOK-6.3: ten sections, word for word, in the policy’s order', () => {
    expect(wokingham.file?.map(({ title, holds }) => [title.en, holds])).toEqual([
      ['Emergency contact details', 'front-sheet'],
      ['Supervision Agreement', 'agreements'],
      ['Supervision records', 'sessions'],
      ['Performance appraisals and personal development plan', 'references'],
      ['Learning and development and performance-related records', 'references'],
      ['Records of reflective practice/observations/feedback', 'observations'],
      ['Complaints', 'references'],
      ['Absence/sickness management', 'references'],
      ['Health and safety assessment', 'references'],
      ['Relevant correspondence', 'references'],
    ])
  })

  test('every section that holds references has its list on the front sheet', () => {
    const lists = fieldsOf(index).flatMap((field) => (field.type === 'references' ? [[field.section, field.key]] : []))
    const wanted = wokingham.file?.flatMap(({ id, holds }) => (holds === 'references' ? [[id, `refs-${id}`]] : []))
    expect(lists).toEqual(wanted)
    expect(lists.length).toBe(6)
  })

  test('the front sheet is personal throughout, and asks only for the emergency contact', () => {
    expect(fieldsOf(index).every((field) => field.class === 'A')).toBe(true)
    const typed = fieldsOf(index).filter(({ type }) => type !== 'computed' && type !== 'references')
    expect(keys(typed)).toEqual(['emergency-name', 'emergency-relationship', 'emergency-daytime', 'emergency-evening'])
  })
})
