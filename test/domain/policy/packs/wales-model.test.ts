/** The model policy for Wales: its rules, what a service must choose, its proposed forms, who may read, where to go. */
import { describe, expect, test } from 'vitest'
import { type Instant, PlainDate } from '../../../../src/domain/dates.ts'
import { type ActId, type PersonId } from '../../../../src/domain/ids.ts'
import { type Json } from '../../../../src/domain/json.ts'
import { Employment, type Facts, Group } from '../../../../src/domain/policy/facts.ts'
import { type Field, type Form } from '../../../../src/domain/policy/form.ts'
import { packOf } from '../../../../src/domain/policy/packs.ts'
import { holds } from '../../../../src/domain/policy/predicate.ts'
import { applyPatch } from '../../../../src/domain/records/fields.ts'
import { NOTHING_TO_RECORD, recordFormOf } from '../../../../src/domain/records/forms.ts'
import { answer, held, oneToOne } from '../setup.ts'

const wales = packOf('wales-model')!

const IDS = `WAL-1 WAL-2 WAL-3 WAL-4a WAL-4b WAL-4c WAL-5a WAL-5b WAL-5c WAL-6a WAL-6b WAL-7a WAL-7b WAL-8 WAL-9a WAL-9b WAL-10a
WAL-10b WAL-10c WAL-10d WAL-10e WAL-10f WAL-11 WAL-12a WAL-12b WAL-12c`.split(/\s+/)

const formOf = (record: Form['record']): Form => wales.forms.find((form) => form.record === record)!
const fieldsOf = (form: Form): readonly Field[] => form.sections.flatMap(({ fields }) => fields)
const fieldOf = (record: Form['record'], key: string): Field => fieldsOf(formOf(record)).find((field) => field.key === key)!
const requiredOf = (record: Form['record']): readonly (readonly [string, string | undefined])[] =>
  fieldsOf(formOf(record)).flatMap(({ key, rule, required }) => (required ? [[key, rule] as const] : []))

const someone: Facts = { group: 'residential', employment: 'agency', employedOn: PlainDate.parse('2026-06-01') }

const BY_DANA = { actId: 'act-1' as ActId, actor: 'dana' as PersonId, deviceTime: '2026-06-10T10:00:00Z' as Instant }

/** What a record with these answers still lacks before it can be shared. */
const missing = (record: Form['record'], answers: Readonly<Record<string, Json>>): readonly string[] => {
  const { id, version } = formOf(record)
  const form = recordFormOf(wales, { form: id, formVersion: version }, someone)!
  const patch = Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { value, from: null }]))
  return form.missing(applyPatch({ fields: {}, competing: {} }, patch, BY_DANA))
}

/** Every rule id that a part of the pack cites. */
const cited = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(cited)
  return Object.entries(value).flatMap(([key, part]) => (key === 'rule' && typeof part === 'string' ? [part] : cited(part)))
}

describe('the rules of the model policy', () => {
  test('every rule of the catalogue is there once, in its order, and none can be read in two ways', () => {
    expect(wales.rules.map(({ id }) => id)).toEqual(IDS)
    expect(wales.ambiguities).toEqual([])
  })

  test('whatever cites a rule cites one that is there', () => {
    const { rules: _, ...rest } = wales
    const all = [...cited(rest), ...wales.oneToOne.rules.map(({ id }) => id)]
    expect(all.length).toBeGreaterThan(50)
    expect(all.filter((id) => !IDS.includes(id))).toEqual([])
  })

  test('WAL-2, 3, 5b, 10b, 10e, 12a: guidance is shown where people work', () => {
    const places = new Map(wales.rules.map(({ id, guides }) => [id, guides]))
    expect(['WAL-2', 'WAL-3', 'WAL-5b', 'WAL-10b', 'WAL-10e', 'WAL-12a'].map((id) => places.get(id))).toEqual([
      ['session', 'prepare'],
      ['prepare'],
      ['prepare', 'agreement'],
      ['session'],
      ['session'],
      ['record', 'session'],
    ])
  })
})

describe('what the adopting service must choose', () => {
  test('WAL-6a, WAL-11: how often, with where it stands, and how long records are kept; the rest may be left', () => {
    expect(wales.settings.map(({ key, rule, required, cited: withSource }) => [key, rule, required, withSource])).toEqual([
      ['oneToOne', 'WAL-6a', true, true],
      ['retention', 'WAL-11', true, undefined],
      ['recordWithin', 'WAL-4b', undefined, undefined],
      ['closureDays', 'WAL-4b', undefined, undefined],
    ])
    expect(wales.settings.map(({ suggested }) => suggested)).toEqual([undefined, 'P7Y', { workingDays: 5 }, undefined])
  })

  test('WAL-6a, WAL-11: without them nothing is computed; with them it is', () => {
    const person = { asOf: '2026-06-02', events: held('2026-06-01') }
    expect(oneToOne(person, wales)).toMatchObject({ state: 'not-set-up', rule: 'WAL-6a' })
    const settings = { oneToOne: { every: 'P3M', citation: 'the standards for care homes' }, retention: 'P7Y' }
    expect(oneToOne({ ...person, settings }, wales).due).toBe('2026-09-01')
    const leaver = { asOf: '2026-06-02', facts: { leftOn: '2026-05-31' } }
    expect(answer(leaver, 'retention', wales)?.state).toBe('not-set-up')
    expect(answer({ ...leaver, settings }, 'retention', wales)?.due).toBe('2033-05-31')
  })
})

describe('the record of supervision', () => {
  test('WAL-10b: outlines what was talked about, decisions with reasons, actions, and sums up', () => {
    const form = formOf('session')
    expect([form.rule, form.proposed]).toEqual(['WAL-4b', true])
    expect(form.sections.map(({ id, rule }) => [id, rule])).toEqual([
      ['session', 'WAL-5a'],
      ['own-words', 'WAL-8'],
      ['aims', 'WAL-2'],
      ['objectives', 'WAL-3'],
      ['previous-actions', 'WAL-8'],
      ['outline', 'WAL-10b'],
      ['actions', 'WAL-10b'],
      ['summary', 'WAL-10b'],
      ['about', 'WAL-10f'],
    ])
    expect(fieldsOf(form).flatMap((field) => (field.type === 'computed' ? [field.from] : []))).toEqual([
      'supervisee',
      'supervisor',
      'session-date',
      'last-session-date',
    ])
    expect(fieldOf('session', 'actions').type).toBe('actions')
    expect(fieldOf('session', 'previous-actions').type).toBe('action-updates')
  })

  test('WAL-4b, WAL-10b, WAL-10f: what must be there before the record is shared', () => {
    expect(requiredOf('session')).toEqual([
      ['outline', 'WAL-4b'],
      ['decisions', 'WAL-10b'],
      ['summary', 'WAL-10b'],
      ['typed-by', 'WAL-10f'],
    ])
    const all = { outline: 'The rota', decisions: NOTHING_TO_RECORD, summary: 'A short month', 'typed-by': 'supervisor' }
    expect(missing('session', all)).toEqual([])
    expect(missing('session', {})).toEqual(['outline', 'decisions', 'summary', 'typed-by'])
  })

  test('WAL-4b: a planned session without an outline is not recorded', () => {
    expect(missing('session', { decisions: 'None', summary: 'Short', 'typed-by': 'both', outline: ' ' })).toEqual(['outline'])
  })

  test('WAL-10f: a record that somebody else typed has the supervisee’s agreement, or can’t be shared', () => {
    const field = fieldOf('session', 'typed-by')
    expect(field.type === 'choice' && field.options.map(({ key }) => key)).toEqual(['supervisor', 'both', 'other-agreed'])
    expect(missing('session', { outline: 'The rota', decisions: 'None', summary: 'Short' })).toEqual(['typed-by'])
  })

  test('WAL-2: six aims, each a topic that is not asked for every time; health and fairness are personal', () => {
    const aims = formOf('session').sections.find(({ id }) => id === 'aims')!
    expect(aims.fields.map(({ key }) => key)).toEqual(Array.from({ length: 6 }, (_, index) => `topic.${index + 1}`))
    expect(aims.fields.every(({ type, rule, required }) => type === 'topic' && rule === 'WAL-2' && !required)).toBe(true)
    expect(aims.fields.map((field) => field.class)).toEqual(['B', 'B', 'B', 'A', 'B', 'A'])
  })

  test('WAL-5a, WAL-5c, WAL-10d: privacy, decisions made elsewhere and disagreement have their place', () => {
    expect(fieldOf('session', 'privacy')).toMatchObject({ type: 'choice', rule: 'WAL-5a', class: 'C' })
    expect(fieldOf('session', 'decided-elsewhere')).toMatchObject({ type: 'choice', rule: 'WAL-5c', voice: 'supervisee' })
    expect(fieldOf('session', 'disagreement')).toMatchObject({ type: 'text', rule: 'WAL-10d', voice: 'both', class: 'B' })
  })

  test('WAL-8: the supervisee writes in their own words, and only the two read it', () => {
    expect(fieldOf('session', 'own-words')).toMatchObject({ voice: 'supervisee', class: 'A', rule: 'WAL-8' })
    const personal = fieldsOf(formOf('session')).filter((field) => field.class === 'A')
    expect(personal.map(({ key }) => key)).toEqual(['own-words', 'own-words-comments', 'topic.4', 'topic.6'])
  })
})

describe('the supervision agreement', () => {
  test('WAL-4a, WAL-4c, WAL-5a, WAL-6b, WAL-10a, WAL-12a: the arrangements that it must set out', () => {
    expect([formOf('agreement').rule, formOf('agreement').proposed]).toEqual(['WAL-4a', true])
    expect(requiredOf('agreement')).toEqual([
      ['every', 'WAL-6b'],
      ['place', 'WAL-5a'],
      ['recording', 'WAL-10a'],
      ['others', 'WAL-12a'],
      ['review-on', 'WAL-4c'],
    ])
  })

  const arrangements = { every: 'P1M', place: 'the office', recording: 'the supervisor', others: 'inspectors', 'review-on': '2027-06-01' }

  test.each([
    ['WAL-6b', 'every'],
    ['WAL-5a', 'place'],
    ['WAL-10a', 'recording'],
    ['WAL-12a', 'others'],
    ['WAL-4c', 'review-on'],
  ])('%s: an agreement without “%s” can’t be shared', (_, key) => {
    expect(missing('agreement', arrangements)).toEqual([])
    expect(missing('agreement', { ...arrangements, [key]: '' })).toEqual([key])
  })

  test('how long, dates and the line manager may be agreed; the policy gives no length', () => {
    expect(fieldOf('agreement', 'minutes')).toMatchObject({ type: 'minutes' })
    expect(fieldOf('agreement', 'dates')).toMatchObject({ type: 'dates' })
    expect(fieldOf('agreement', 'named-manager')).toMatchObject({ type: 'manager', rule: 'WAL-9a' })
    for (const key of ['every', 'minutes', 'dates', 'named-manager', 'review-on']) expect([key, fieldOf('agreement', key).class]).toEqual([key, 'C'])
  })

  test('J7: words are offered to everybody for every required answer that is written', () => {
    const written = fieldsOf(formOf('agreement')).filter(({ type, required }) => required && (type === 'line' || type === 'text'))
    expect(written.map(({ key }) => key)).toEqual(['place', 'recording', 'others'])
    for (const field of [...written, fieldOf('agreement', 'expected')]) {
      for (const group of Group.options) {
        for (const employment of Employment.options) {
          const person = { facts: { ...someone, group, employment }, agreed: false, residentialGroups: wales.residentialGroups }
          expect([field.key, group, field.prefill?.some(({ when }) => holds(when, person))]).toEqual([field.key, group, true])
        }
      }
    }
  })

  test('WAL-9a, WAL-11, WAL-12b: what both sign is written out under the rule it comes from', () => {
    const clauses = formOf('agreement').sections.flatMap(({ rule, clauses: each }) => (each ? [[rule, each.length]] : []))
    expect(clauses).toEqual([
      ['WAL-6b', 2],
      ['WAL-2', 4],
      ['WAL-10a', 3],
      ['WAL-12a', 3],
      ['WAL-9a', 2],
      ['WAL-4c', 1],
    ])
  })
})

describe('observations and the file', () => {
  test('an observation can be made though the policy asks for none; what was seen must be written', () => {
    const form = formOf('observation')
    expect([form.proposed, wales.tracks.observation]).toEqual([true, undefined])
    expect(missing('observation', {})).toEqual(['record'])
    expect(missing('observation', { record: 'A calm handover' })).toEqual([])
    const views = fieldsOf(form).flatMap(({ key, view }) => (view ? [[key, view]] : []))
    expect(views).toEqual([
      ['notes', 'observer'],
      ['record', 'observer'],
      ['own-view', 'supervisee'],
    ])
    for (const key of ['plan.venue', 'plan.nature', 'plan.present', 'plan.looking-for', 'went-well', 'to-improve', 'actions']) {
      expect([key, fieldOf('observation', key).voice, fieldOf('observation', key).class]).toEqual([key, 'both', 'B'])
    }
    expect(fieldOf('observation', 'consent')).toMatchObject({ type: 'consents', class: 'D' })
  })

  test('WAL-11: the file holds the front sheet, agreements, records, observations, induction and appraisals', () => {
    expect(wales.file?.map(({ id, holds: what, rule }) => [id, what, rule])).toEqual([
      ['front-sheet', 'front-sheet', 'WAL-11'],
      ['agreement', 'agreements', 'WAL-11'],
      ['supervision-records', 'sessions', 'WAL-11'],
      ['observations', 'observations', 'WAL-11'],
      ['induction', 'references', 'WAL-11'],
      ['appraisal', 'references', 'WAL-11'],
    ])
    expect(fieldsOf(formOf('file')).every((field) => field.class === 'A' && !field.required)).toBe(true)
  })
})

describe('people around the two', () => {
  test('WAL-1, WAL-5a: everybody has a supervisor, and it stays the same one', () => {
    expect(wales.supervisors.map(({ rule, needs, when }) => [rule, needs, when])).toEqual([
      ['WAL-1', 'named', undefined],
      ['WAL-5a', 'same-supervisor', undefined],
    ])
  })

  test('WAL-9a, WAL-9b: a disagreement is talked about, then goes to the supervisor’s line manager, then is formal', () => {
    expect(wales.routes.map(({ kind, rule }) => [kind, rule])).toEqual([['disagreement', 'WAL-9a']])
    expect(wales.routes[0]?.steps.map(({ to, rule }) => [to, rule])).toEqual([
      ['supervisor', 'WAL-9a'],
      ['manager-above', 'WAL-9a'],
      ['human-resources', 'WAL-9b'],
    ])
  })

  test('WAL-12c: five kinds of reader, none of whom reads what is personal', () => {
    const readers = wales.access.filter(({ rule }) => rule === 'WAL-12c').flatMap((purpose) => purpose.readers)
    expect(readers).toEqual(['line-manager', 'senior-manager', 'investigating-officer', 'inspector', 'performance-staff'])
    expect(wales.access.flatMap(({ classes }) => classes)).not.toContain('A')
    expect(wales.access.find(({ key }) => key === 'inspection')?.classes).toEqual(['B', 'C'])
  })

  test('WAL-12b: a session is talked about with others only with the worker’s knowledge', () => {
    expect(wales.access.flatMap(({ rule, key, told }) => (told === 'always' ? [[rule, key]] : []))).toEqual([['WAL-12b', 'discussion']])
  })

  test('the policy asks for no training and leaves out nothing for anybody: nothing is made up for it', () => {
    expect([wales.learning, wales.redactions, wales.groups]).toEqual([[], [], undefined])
  })
})
