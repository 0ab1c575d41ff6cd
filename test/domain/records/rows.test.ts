import { describe, expect, test } from 'vitest'
import { type ActId, type PersonId } from '../../../src/domain/ids.ts'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Field, type Form } from '../../../src/domain/policy/form.ts'
import { actionIdsIn, actionsOf } from '../../../src/domain/records/actions.ts'
import { isAnswered, recordFormOf } from '../../../src/domain/records/forms.ts'
import { type FieldVersion, type SessionState } from '../../../src/domain/records/record.ts'
import { type RecordForm, signedContentOf } from '../../../src/domain/records/content.ts'
import { rowIdsIn, writtenRowIds } from '../../../src/domain/records/tables.ts'
import { CASES, RICH_SESSION, richPack } from '../../rich-pack.ts'
import { session } from './session-acts.ts'

const facts = { group: 'residential', employment: 'permanent', employedOn: '2024-01-08' as PlainDate } as const

const made = (form: Form = RICH_SESSION): RecordForm => {
  const pack = richPack({ session: form })
  const found = recordFormOf(pack, { form: form.id, formVersion: form.version }, facts)
  if (!found) throw new Error('the pack has this form')
  return found
}
const rules = made()

const A = '01900000-0000-7000-8000-00000000000a'
const B = '01900000-0000-7000-8000-00000000000b'

const answers = (values: Readonly<Record<string, Json>>) => ({
  fields: Object.fromEntries(
    Object.entries(values).map(([name, value]): [string, FieldVersion] => [
      name,
      { value, act: `act-${name}` as ActId, by: 'dana' as PersonId, at: '2026-06-01T10:00:00Z' as Instant },
    ]),
  ),
})

const WHOLE: Readonly<Record<string, Json>> = {
  wellbeing: 'Well.',
  'load.children': 12,
  [`cases.${A}.ref`]: '4471',
  [`actions.${A}.about`]: 'actions',
  [`actions.${A}.what`]: 'Visit 4471',
  [`actions.${A}.by`]: '2026-06-24',
}
const missing = (change: Readonly<Record<string, Json>> = {}): readonly string[] => rules.missing(answers({ ...WHOLE, ...change }))

describe('the fields of a table', () => {
  test('a cell has the voice of its table and the class of its column, where that has its own', () => {
    expect(rules.fieldOf('cases')).toEqual({ voice: 'both', class: 'B' })
    expect(rules.fieldOf(`cases.${A}.agreed`)).toEqual({ voice: 'both', class: 'B' })
    expect(rules.fieldOf(`cases.${A}.ref`)).toEqual({ voice: 'both', class: 'D' })
    expect(rules.fieldOf(`cases.${A}.removed`)).toEqual({ voice: 'both', class: 'B' })
    expect(rules.fieldOf(`courses.${A}.name`)).toEqual({ voice: 'supervisor', class: 'B' })
  })

  test('a cell that no column asks for, and one of no table, is not a field of the form', () => {
    for (const name of [`cases.${A}.secret`, `cases.${A}`, `cases.${A}.ref.more`, 'cases.row.ref', `people.${A}.ref`]) {
      expect({ [name]: rules.fieldOf(name) }).toEqual({ [name]: undefined })
    }
  })

  test('every list of actions of a form is written under one name', () => {
    expect(rules.fieldOf(`actions.${A}.about`)).toEqual({ voice: 'both', class: 'B' })
    expect(rules.fieldOf('wellbeing-actions')).toEqual({ voice: 'both', class: 'B' })
  })
})

describe('what is missing of a form with rows and figures', () => {
  test('nothing, once everything is answered', () => {
    expect(missing()).toEqual([])
  })

  test('a required table needs a row that says something, or an explicit nothing to record', () => {
    const without = { [`cases.${A}.ref`]: '' }
    expect(missing(without)).toEqual(['cases'])
    expect(missing({ ...without, [`cases.${A}.seen`]: false })).toEqual(['cases'])
    expect(missing({ ...without, cases: { state: 'nothing-to-record' } })).toEqual([])
  })

  test('nothing to record is no answer where the form does not allow it', () => {
    const sections = RICH_SESSION.sections.map((section) =>
      section.id === 'cases' ? { ...section, fields: [{ ...CASES, nothingToRecord: false, columns: [...CASES.columns] }] } : section,
    )
    const strict = made({ ...RICH_SESSION, sections })
    expect(strict.missing(answers({ ...WHOLE, [`cases.${A}.ref`]: '', cases: { state: 'nothing-to-record' } }))).toEqual(['cases'])
  })

  test('a written row says what every row says; an empty one is not a row', () => {
    expect(missing({ [`cases.${B}.visits`]: 2 })).toEqual([`cases.${B}.ref`])
    expect(missing({ [`cases.${B}.seen`]: true })).toEqual([`cases.${B}.ref`])
    expect(missing({ [`cases.${B}.visits`]: '', [`cases.${B}.seen`]: false })).toEqual([])
  })

  test('a row taken out is not one, and asks for nothing', () => {
    const taken = { [`cases.${B}.visits`]: 2, [`cases.${B}.removed`]: true }
    expect(missing(taken)).toEqual([])
    expect(rowIdsIn(answers({ ...WHOLE, ...taken }), { ...CASES, columns: [...CASES.columns] })).toEqual([A])
    expect(missing({ [`cases.${A}.removed`]: true })).toEqual(['cases'])
  })

  test('what can’t be read as its type is kept as typed and named: a number, a day, a choice, a tick', () => {
    for (const [name, value] of [
      [`cases.${A}.visits`, 'two'], [`cases.${A}.visits`, -1], [`cases.${A}.visits`, 1.5],
      [`cases.${A}.visited`, { day: '31', month: '2', year: '2026' }],
      [`cases.${A}.plan`, 'lost'], [`cases.${A}.seen`, 'yes'],
      ['load.plans', '1o'], ['load.plans', -3], ['mood', 'odd'],
    ] as const) {
      expect({ value, missing: missing({ [name]: value }) }).toEqual({ value, missing: [name] })
    }
    expect(missing({ 'load.children': 'a dozen' })).toEqual(['load.children'])
    expect(missing({ 'load.children': 0, 'load.plans': 0, [`cases.${A}.visited`]: '2026-06-01', [`cases.${A}.plan`]: 'drifting' })).toEqual([])
  })

  test('a required list of actions counts the rows written under it; a row that names none is under the first', () => {
    expect(missing({ [`actions.${A}.about`]: 'wellbeing-actions' })).toEqual(['actions'])
    expect(missing({ [`actions.${A}.about`]: null })).toEqual(['actions'])
    expect(missing({ [`actions.${A}.about`]: 'no-such-list' })).toEqual(['actions'])
  })

  test('SEF-App3.6: a half-written action is named in whichever list it stands', () => {
    expect(missing({ [`actions.${B}.what`]: 'Rest' })).toEqual([`actions.${B}.by`])
    expect(missing({ [`actions.${B}.about`]: 'actions', [`actions.${B}.by`]: '2026-06-24' })).toEqual([`actions.${B}.what`])
  })

  test('a list of consents or notes is answered by a row that stays; earlier actions and what is computed are never missing', () => {
    const asked = (type: 'consents' | 'notes' | 'action-updates', key: string): Field => ({ key, type, label: { en: key }, voice: 'both', class: 'B', required: true })
    const computed: Field = { key: 'who', type: 'computed', from: 'supervisee', label: { en: 'who' }, voice: 'both', class: 'C', required: true }
    const fields = [asked('consents', 'consent'), asked('notes', 'notes'), asked('action-updates', 'previous'), computed]
    const listed = made({ ...RICH_SESSION, sections: [{ id: 'lists', title: { en: 'Lists' }, fields }] })
    const rows = { [`consent.${A}.who`]: '4471', [`notes.${A}.text`]: 'Knelt and waited' }
    expect(listed.missing(answers({}))).toEqual(['consent', 'notes'])
    expect(listed.missing(answers(rows))).toEqual([])
    expect(listed.missing(answers({ ...rows, [`notes.${A}.removed`]: true }))).toEqual(['notes'])
  })

  test('the order is the form’s', () => {
    expect(rules.missing(answers({}))).toEqual(['wellbeing', 'load.children', 'cases', 'actions'])
  })
})

describe('rows in the record', () => {
  const sections = RICH_SESSION.sections
  const table = { ...CASES, columns: [...CASES.columns] }

  test('the rows of a table are in the order in which they were made', () => {
    const source = answers({ [`cases.${B}.ref`]: '2', [`cases.${A}.ref`]: '1', [`cases.${A}.nonsense`]: 'x' })
    expect(rowIdsIn(source, table)).toEqual([A, B])
    expect(writtenRowIds(answers({ [`cases.${A}.ref`]: ' ' }), table)).toEqual([])
  })

  test('an answered number is one that can be read', () => {
    const load = sections.flatMap(({ fields }) => fields).find(({ key }) => key === 'load.children')
    if (!load) throw new Error('the form asks for it')
    expect([12, 0, '12', '', null].map((value) => isAnswered(load, answers({ 'load.children': value }), sections))).toEqual([true, true, false, false, false])
  })

  test('each action is in one list', () => {
    const source = answers({
      [`actions.${A}.what`]: 'Rest', [`actions.${B}.what`]: 'Visit', [`actions.${B}.about`]: 'actions',
    })
    const lists = ['wellbeing-actions', 'actions']
    expect(lists.map((list) => actionIdsIn(source, { list, lists }))).toEqual([[A], [B]])
    expect(actionIdsIn(source)).toEqual([A, B])
  })

  test('SEF-App3.6: actions of all lists go on to the next session', () => {
    const before: SessionState = {
      ...session(),
      fields: answers({ [`actions.${A}.what`]: 'Rest', [`actions.${B}.what`]: 'Visit', [`actions.${B}.about`]: 'actions' }).fields,
    }
    expect(actionsOf([before]).map(({ what }) => what)).toEqual(['Rest', 'Visit'])
  })

  test('G1: cells, numbers and ticks are content that is signed, each under its own name', () => {
    const state: SessionState = {
      ...session(),
      fields: answers({ 'load.children': 0, [`cases.${A}.ref`]: '4471', [`cases.${A}.seen`]: false, [`cases.${A}.visits`]: '' }).fields,
    }
    expect(signedContentOf(state)).toMatchObject({ 'field.load.children': 0, [`field.cases.${A}.ref`]: '4471', [`field.cases.${A}.seen`]: false })
    expect(Object.keys(signedContentOf(state))).not.toContain(`field.cases.${A}.visits`)
  })
})
