import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf, shippedPacks } from '../../../src/domain/policy/packs.ts'
import { answersTo, held, oneToOne, sefton } from './setup.ts'

const raw = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('../../../src/domain/policy/packs/sefton.json', import.meta.url), 'utf8')) as Record<string, unknown>

/** A little policy of a service's own: whoever matches nothing else gets this. */
const ownPack = (rule: Record<string, unknown>, more: Record<string, unknown> = {}): PolicyPack => {
  const rules = [{ id: 'OWN-1', says: { en: 'often' }, force: 'standing', ...rule }]
  const variationSays = { en: 'more often' }
  return PolicyPack.parse({ ...raw(), id: 'own', tracks: {}, oneToOne: { rules, variationSays, ...more } })
}

describe('a pack is data', () => {
  test('a policy is found by its id', () => {
    expect(packOf('sefton')).toBe(sefton)
    expect(packOf('elsewhere')).toBeUndefined()
    expect(new Set(shippedPacks.map(({ id }) => id)).size).toBe(shippedPacks.length)
  })

  test('unknown keys are refused, at the top and inside a rule', () => {
    expect(PolicyPack.safeParse({ ...raw(), colour: 'red' }).success).toBe(false)
    expect(() => ownPack({ phases: [{ every: 'P1M', colour: 'red' }] })).toThrow(/colour/)
    expect(() => ownPack({ phases: [{ every: 'P1M' }] })).not.toThrow()
  })

  test('an interval of nothing is refused', () => {
    expect(() => ownPack({ phases: [{ every: 'P0D' }] })).toThrow(/longer than nothing/)
  })

  test('every rule that a rule replaces is in the pack', () => {
    for (const { oneToOne: clock } of shippedPacks) {
      const ids = new Set(clock.rules.map(({ id }) => id))
      expect(clock.rules.flatMap((rule) => rule.replaces ?? []).filter((id) => !ids.has(id))).toEqual([])
    }
  })

  test('C6, C7: a window has its lower end as target and its upper end as due date, unless an agreement says', () => {
    const pack = ownPack({ phases: [{ every: 'P6W', atLeast: 'P4W' }] })
    const person = { asOf: '2026-06-25', events: held('2026-06-01') }
    expect(oneToOne(person, pack)).toMatchObject({ target: '2026-06-29', due: '2026-07-13', state: 'due-soon' })
    const agreement = { every: 'P5W', signedOn: '2026-01-01' }
    expect(oneToOne({ ...person, agreement }, pack)).toMatchObject({ target: '2026-07-06', due: '2026-07-13' })
    expect(oneToOne({ ...person, agreement: { ...agreement, every: 'P7W' } }, pack).target).toBe('2026-06-29')
  })

  test('C12: an interval from the settings is not set up until the settings have it', () => {
    const pack = ownPack({ phases: [{ every: { setting: 'oneToOne' } }] })
    const person = { asOf: '2026-06-25', events: held('2026-06-01') }
    expect(oneToOne(person, pack)).toMatchObject({ state: 'not-set-up', rule: 'OWN-1', due: null })
    expect(oneToOne({ ...person, settings: { oneToOne: 'P6W' } }, pack).due).toBe('2026-07-13')
    const cited = { oneToOne: { every: 'P3M', citation: 'RISCA 2017' } }
    expect(oneToOne({ ...person, settings: cited }, pack).due).toBe('2026-09-01')
  })

  test('an agreed interval may have a fallback, and minutes may be the agreement’s', () => {
    const pack = ownPack({ phases: [{ every: { agreed: true, otherwise: 'P2W' }, minutes: 'agreed' }] })
    const person = { asOf: '2026-06-02', events: held('2026-06-01') }
    expect(oneToOne(person, pack)).toMatchObject({ due: '2026-06-15', minutes: null })
    const agreement = { every: 'P1M', minutes: 75, signedOn: '2026-01-01' }
    expect(oneToOne({ ...person, agreement }, pack)).toMatchObject({ due: '2026-07-01', minutes: 75 })
  })

  test('C3: a rule whose start is missing from the facts does not match', () => {
    const until = { fact: 'probationEndsOn' }
    const pack = ownPack({ force: 'extra', start: 'employedOn', phases: [{ every: 'P2W', until }] })
    expect(answersTo({ asOf: '2026-06-02' }, pack).has('one-to-one')).toBe(false)
    const facts = { employedOn: '2026-06-01', probationEndsOn: '2026-12-01' }
    expect(oneToOne({ asOf: '2026-06-02', facts }, pack).due).toBe('2026-06-15')
  })

  test('a policy may escalate what has been overdue for longer than it says', () => {
    const escalate = { rule: 'OWN-2', says: { en: 'escalated' }, after: 'P21D' }
    const pack = ownPack({ phases: [{ every: 'P1M' }] }, { escalate })
    const on = (asOf: string): string => oneToOne({ asOf, events: held('2026-06-01') }, pack).state
    expect([on('2026-07-22'), on('2026-07-23')]).toEqual(['overdue', 'escalate'])
  })
})

describe('the form of Sefton’s appendix 3', () => {
  const form = sefton.forms[0]!
  const fields = form.sections.flatMap((section) => section.fields)

  test('has the council’s headings and questions, word for word, in its order', () => {
    const printed = form.sections.filter(({ id }) => id !== 'topics').flatMap((section) => section.fields.map(({ label }) => label.en))
    expect(form.title.en).toBe('Personal Reflective/Welfare Supervision')
    expect(printed).toEqual([
      'Name of Supervisee',
      'Name of Supervisor',
      'Date of this PR/W Supervision',
      'Date of Last PR/W Supervision',
      'Does the date between this Supervision and the last Supervision exceed the frequency which was agreed in your Supervision Contract? Is so, why?',
      'How am I feeling?',
      'Supervisors Comments',
      'How am I managing my work? (Include case discussions where applicable – use only LCS number; no personal details)',
      'Supervisors Comments',
      'How am I managing my work/life balance? (Reference flexible working arrangements if relevant)',
      'Supervisors Comments',
      'What support do I think would benefit me?',
      'Supervisors Comments',
      'Am I accessing opportunities to professionally develop? Any feedback from training completed or research?',
      'Supervisors Comments',
      'Do I need any time out? (Annual leave/Toil/Sickness management)',
      'Supervisors Comments',
      'Supervisor: Update on any actions from previous PR/W Supervision Session',
      'Supervisor: Any actions for practitioner to take away from today’s Welfare Supervision Session: Please ensure action plans are SMART with clear timescales.',
    ])
  })

  test('SEF-4.17: eleven topics for residential staff, each required; 5 and 9 personal; “nothing since last time” on 10 and 11', () => {
    const topics = form.sections.find(({ id }) => id === 'topics')!
    expect(topics.when).toEqual({ group: ['residential'] })
    expect(topics.fields.map(({ key }) => key)).toEqual(Array.from({ length: 11 }, (_, index) => `topic.${index + 1}`))
    expect(topics.fields.every(({ type, required }) => type === 'topic' && required)).toBe(true)
    expect(topics.fields.filter((field) => field.class === 'A').map(({ key }) => key)).toEqual(['topic.5', 'topic.9'])
    const sinceLast = topics.fields.filter((field) => field.type === 'topic' && field.quickStates.includes('none-since-last'))
    expect(sinceLast.map(({ key }) => key)).toEqual(['topic.10', 'topic.11'])
    expect(topics.fields.every((field) => field.type === 'topic' && field.quickStates.includes('discussed'))).toBe(true)
  })

  test('what the supervisee says is in the supervisee’s voice, and feelings, balance, support and time out are personal', () => {
    const byKey = new Map(fields.map((field) => [field.key, field]))
    for (const key of ['feeling', 'work-life-balance', 'support', 'time-out']) {
      expect([key, byKey.get(key)?.voice, byKey.get(key)?.class]).toEqual([key, 'supervisee', 'A'])
      expect([key, byKey.get(`${key}-comments`)?.voice, byKey.get(`${key}-comments`)?.class]).toEqual([key, 'supervisor', 'A'])
    }
    for (const key of ['managing-work', 'development', 'previous-actions', 'actions']) expect(byKey.get(key)?.class).toBe('B')
    expect(byKey.get('gap-reason')?.class).toBe('C')
  })

  test('a field name used twice in a form is refused', () => {
    const sections = [...form.sections, { ...form.sections[1]!, id: 'again' }]
    expect(PolicyPack.safeParse({ ...raw(), forms: [{ ...form, sections }] }).success).toBe(false)
  })
})

describe('the shape of a form', () => {
  test('a field may not have the name of a part of every session: it could not be found by it', () => {
    const pack = raw() as { forms: { sections: { fields: { key: string }[] }[] }[] }
    pack.forms[0]!.sections[1]!.fields[0]!.key = 'reflection'
    expect(() => PolicyPack.parse(pack)).toThrow(/reflection is the name of a part/)
  })

  const label = { en: 'Label' }
  const field = (key: string, type: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    key,
    type,
    label,
    voice: 'both',
    class: 'B',
    ...more,
  })
  const section = (id: string, fields: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) => ({
    id,
    title: label,
    fields,
    ...more,
  })
  const packWith = (...sections: readonly Record<string, unknown>[]) =>
    PolicyPack.safeParse({
      ...raw(),
      forms: [{ id: 'own', version: 1, rule: 'OWN-1', title: label, record: 'file', sections }],
    })
  const accepts = (...fields: readonly Record<string, unknown>[]): boolean => packWith(section('one', fields)).success

  test('a section has fields, or clauses that both sign, or both', () => {
    expect(packWith(section('one', [field('note', 'text')])).success).toBe(true)
    expect(packWith(section('one', [], { clauses: [{ en: 'We both prepare.' }] })).success).toBe(true)
    expect(packWith(section('one', [])).error?.message).toMatch(/fields or clauses/)
    expect(packWith(section('one', [], { clauses: [] })).success).toBe(false)
  })

  test('an interval and a length offer something longer than nothing', () => {
    expect(accepts(field('every', 'interval', { options: ['P1M'] }), field('minutes', 'minutes', { options: [60] }))).toBe(true)
    expect(accepts(field('every', 'interval', { options: [] }))).toBe(false)
    expect(accepts(field('every', 'interval', { options: ['P0D'] }))).toBe(false)
    expect(accepts(field('minutes', 'minutes', { options: [0] }))).toBe(false)
  })

  test('words are offered as the answer to a line or a text only', () => {
    const prefill = [{ when: { group: ['residential'] }, text: { en: 'Caring for the children on shift' } }, { text: { en: 'The work' } }]
    expect(accepts(field('line', 'line', { prefill }), field('text', 'text', { prefill }))).toBe(true)
    expect(accepts(field('on', 'date', { prefill }))).toBe(false)
    expect(accepts(field('line', 'line', { prefill: [] }))).toBe(false)
  })

  test('rows have their names to themselves', () => {
    expect(accepts(field('consent', 'consents'), field('notes', 'notes'), field('actions', 'actions'), field('dates', 'dates'))).toBe(true)
    expect(accepts(field('consent', 'text'))).toBe(false)
    expect(accepts(field('refs', 'notes'))).toBe(false)
    expect(accepts(field('notes.after', 'text'))).toBe(false)
    expect(accepts(field('updates.last', 'action-updates'))).toBe(false)
  })

  test('a form has one field of a type that is rows, since a row does not say which', () => {
    expect(accepts(field('notes', 'notes'), field('more-notes', 'notes'))).toBe(false)
    expect(accepts(field('consent', 'consents'), field('more-consent', 'consents'))).toBe(false)
  })

  test('lists of references are told apart by their section, are read by the same people, and are in the file', () => {
    const list = (key: string, of: string, more: Record<string, unknown> = {}) => field(key, 'references', { section: of, ...more })
    expect(accepts(list('refs-a', 'job-description'), list('refs-b', 'progression'))).toBe(true)
    expect(accepts(list('refs-a', 'progression'), list('refs-b', 'progression'))).toBe(false)
    expect(accepts(list('refs-a', 'job-description'), list('refs-b', 'progression', { class: 'A' }))).toBe(false)
    expect(packWith(section('one', [list('refs-a', 'elsewhere')])).error?.message).toMatch(/no section of the file/)
  })

  test('a section of the file is there once', () => {
    const file = sefton.file!
    expect(PolicyPack.safeParse({ ...raw(), file: [...file, file[0]] }).success).toBe(false)
    expect(PolicyPack.safeParse({ ...raw(), file: [] }).success).toBe(false)
  })
})

test('SEF-3.3: a reason to cancel is chosen from a short list, each under the rule it serves, the last being any other', () => {
  expect(sefton.cancelReasons.map(({ key }) => key)).toEqual([
    'supervisee-absent',
    'supervisor-absent',
    'planned-leave',
    'training',
    'incident',
    'cover',
    'other',
  ])
  expect(sefton.cancelReasons.every(({ rule }) => rule === 'SEF-3.3')).toBe(true)
})
