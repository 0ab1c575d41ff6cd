/**
 * A policy of the tests' own, made from the Sefton pack that ships: its forms ask for figures, rows, actions in two places
 * and are printed in parts, where Sefton's ask for words.
 */
import { Interval } from '../src/domain/policy/durations.ts'
import { type Field, type Form, type Section } from '../src/domain/policy/form.ts'
import { PolicyPack } from '../src/domain/policy/pack.ts'
import { packOf } from '../src/domain/policy/packs.ts'

const sefton = packOf('sefton')
if (!sefton) throw new Error('the Sefton pack ships')

const en = (text: string) => ({ en: text })
const both = { voice: 'both', class: 'B' } as const

export const CASES = {
  ...both,
  key: 'cases',
  type: 'table',
  label: en('Cases discussed'),
  row: en('case'),
  required: true,
  nothingToRecord: true,
  childReference: en('the case number'),
  columns: [
    { key: 'ref', label: en('Case number'), type: 'line', class: 'D', required: true },
    { key: 'visited', label: en('Last visit'), type: 'date' },
    { key: 'visits', label: en('Visits'), type: 'number' },
    { key: 'seen', label: en('Seen alone'), type: 'tick' },
    { key: 'plan', label: en('The plan'), type: 'choice', options: [{ key: 'on-track', label: en('On track') }, { key: 'drifting', label: en('Drifting') }] },
    { key: 'agreed', label: en('What was agreed'), type: 'text' },
  ],
} as const satisfies Field

const computed = (key: string, from: 'supervisee' | 'supervisor' | 'session-date' | 'observer'): Field => ({ ...both, class: 'C', key, type: 'computed', from, label: en(key) })

const sessionSections: Section[] = [
  { id: 'session', title: en('Supervision'), fields: [computed('supervisee', 'supervisee'), computed('supervisor', 'supervisor')] },
  {
    id: 'wellbeing',
    title: en('Wellbeing'),
    part: en('Part one: you'),
    fields: [
      { key: 'wellbeing', type: 'text', label: en('How are you?'), voice: 'supervisee', class: 'A', required: true },
      { ...both, key: 'wellbeing-actions', type: 'actions', label: en('Action on wellbeing') },
    ],
  },
  {
    id: 'learning',
    title: en('Learning'),
    fields: [{ key: 'courses', type: 'table', label: en('Courses'), row: en('Course'), voice: 'supervisor', class: 'B', columns: [{ key: 'name', label: en('Course'), type: 'line' }] }],
  },
  {
    id: 'caseload',
    title: en('Caseload'),
    part: en('Part two: the work'),
    fields: [
      { key: 'load.children', type: 'number', label: en('Children in need'), voice: 'supervisor', class: 'C', required: true },
      { key: 'load.plans', type: 'number', label: en('Plans'), voice: 'supervisor', class: 'C' },
    ],
  },
  { id: 'cases', title: en('Cases'), fields: [CASES] },
  { id: 'extra', title: en('Anything else'), proposed: true, fields: [{ ...both, key: 'mood', type: 'choice', label: en('How did it go?'), options: [{ key: 'well', label: en('Well') }, { key: 'badly', label: en('Badly') }] }] },
  { id: 'actions', title: en('Actions'), fields: [{ ...both, key: 'actions', type: 'actions', label: en('What we agreed'), required: true }] },
]

const session: Form = { id: 'rich-session', version: 1, rule: 'RICH-1', title: en('Supervision record'), record: 'session', sections: sessionSections }

const agreement: Form = {
  id: 'rich-agreement',
  version: 1,
  rule: 'RICH-2',
  title: en('Agreement'),
  record: 'agreement',
  proposed: true,
  sections: [
    {
      id: 'how',
      title: en('How we meet'),
      fields: [
        { ...both, key: 'every', type: 'interval', label: en('How often'), options: [Interval.parse('P2W'), Interval.parse('P4W')], required: true },
        { ...both, key: 'place', type: 'choice', label: en('Where'), options: [{ key: 'office', label: en('At the office') }, { key: 'video', label: en('By video') }] },
        { ...both, key: 'started', type: 'date', label: en('When we began') },
      ],
    },
    { id: 'figures', title: en('Figures'), fields: [{ ...both, key: 'most', type: 'number', label: en('Most cases'), required: true }, { ...both, key: 'hours', type: 'number', label: en('Hours a week') }] },
    { id: 'cases', title: en('What we bring'), fields: [{ ...CASES, required: false, label: en('What we bring') }] },
  ],
}

/** Sefton's form of an observation with further questions in its sections. */
const observation = (): Form => {
  const form = sefton.forms.find(({ record }) => record === 'observation')
  if (!form) throw new Error('Sefton observes')
  const more: Record<string, Field[]> = {
    nature: [{ ...both, key: 'plan.mode', type: 'choice', label: en('How it is seen'), required: true, options: [{ key: 'present', label: en('In the room') }, { key: 'film', label: en('On film') }] }],
    record: [
      { key: 'standard', type: 'choice', label: en('Against the standard'), voice: 'supervisor', class: 'B', view: 'observer', options: [{ key: 'met', label: en('Met') }, { key: 'not-met', label: en('Not met yet') }] },
      { key: 'people', type: 'number', label: en('People in the room'), voice: 'supervisor', class: 'B', view: 'observer' },
    ],
    'own-view': [{ key: 'own-surprise', type: 'line', label: en('What surprised me'), voice: 'supervisee', class: 'B', view: 'supervisee' }],
    conclusions: [
      { ...both, key: 'theme', type: 'text', label: en('A theme for next time') },
      { ...both, key: 'needs', type: 'table', label: en('Learning needs'), row: en('need'), columns: [{ key: 'what', label: en('Need'), type: 'line', required: true }, { key: 'by', label: en('By'), type: 'date' }] },
    ],
  }
  return { ...form, sections: form.sections.map((section) => ({ ...section, fields: [...section.fields, ...(more[section.id] ?? [])] })) }
}

const rule = (id: string, says: string, guides?: ('session' | 'prepare' | 'agreement' | 'observation')[]) => ({ id, section: en(`Section ${id.slice(-1)}`), says: en(says), force: 'should' as const, ...(guides ? { guides } : {}) })

/** @param forms instead of its own, by the kind of record */
export const richPack = (forms: Partial<Record<'session', Form>> = {}): PolicyPack =>
  PolicyPack.parse({
    ...sefton,
    rules: [
      rule('RICH-1', 'Supervision looks at every case.', ['session', 'prepare']),
      rule('RICH-2', 'An agreement is made at the start.', ['agreement']),
      rule('RICH-3', 'Practice is seen once a year.', ['observation']),
      rule('RICH-4', 'Records are kept for years.'),
    ],
    forms: [forms.session ?? session, agreement, observation(), ...sefton.forms.filter(({ record }) => record === 'file')],
  })

export const RICH_SESSION = session
