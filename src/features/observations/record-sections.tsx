/** The whole record as it is read: every section and question of the form, in its order, in its words. */
import { type ReactNode } from 'react'
import { unreachable } from '../../domain/unreachable.ts'
import { type Field, type Section } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { actionIn, actionListsOf, writtenActionIds } from '../../domain/records/actions.ts'
import { type SummaryRow } from '../../ui/summary-list.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { answerCompetes, answerRead } from '../shared/answer-read.tsx'
import { labelIn } from '../shared/fields-in-words.ts'
import { areFigures } from '../shared/form-fields.ts'
import { personIn } from '../shared/record-view.ts'
import { consentInWords, consentsIn, nameInWords, roleInWords } from './consents.ts'
import { notesAsText, notesIn } from './notes.ts'
import { visitInWords } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { LateMark } from './views-part.tsx'

export interface RecordSection {
  readonly id: string
  readonly title: string
  readonly rows: readonly SummaryRow[]
  /** Its answers are short, and stand beside their questions. */
  readonly short: boolean
}

const computed = (view: ObservationView, field: Field & { readonly type: 'computed' }, words: Words): string => {
  const { state, supervisee, supervisor } = view
  switch (field.from) {
    case 'supervisee':
    case 'name':
      return supervisee.name
    case 'observer':
    case 'supervisor':
      return supervisor.name
    case 'session-date': {
      const visit = visitInWords(state.observed, words)
      const day = words.longDay(state.observed?.on ?? state.plannedFor)
      return visit === null ? day : `${day}\n${visit}`
    }
    case 'setting':
      return view.setting?.name ?? ''
    case 'post-title':
      return view.post.title
    case 'known-as':
    case 'last-session-date':
    case 'staff-number':
    case 'post-since':
    case 'employed-on':
    case 'hours':
      return ''
    default:
      return unreachable(field.from)
  }
}

const answerOf = (view: ObservationView, field: Field, words: Words): ReactNode => {
  const said = answerRead(view, field, words)
  const competing = answerCompetes(view, field)
  if (said === null && !competing) return null
  return (
    <>
      {said}
      {field.view && <LateMark view={view} field={field.key} />}
      {competing && <span className="cs-answer__mark">{words.say('records.competing.title')}</span>}
    </>
  )
}

const actionRows = (view: ObservationView, list: FieldName, words: Words): readonly SummaryRow[] =>
  writtenActionIds(view.state, { list, lists: actionListsOf(view.sections) }).map((id) => {
    const { what, who, by } = actionIn(view.state, id)
    const whose = personIn(view, who).knownAs
    return {
      id: `actions.${id}`,
      key: what === '' ? words.say('records.actions.unnamed') : what,
      value: by
        ? words.say('records.actions.whoBy', { who: whose, by: words.day(by) })
        : words.say('records.actions.whoNoDay', { who: whose }),
    }
  })

const consentRows = (view: ObservationView, words: Words): readonly SummaryRow[] =>
  consentsIn(view.state).map((consent) => ({
    id: `consent.${consent.id}`,
    key: nameInWords(consent, words),
    value: [roleInWords(consent, words), consentInWords(consent, words)].filter((part) => part !== '').join('\n'),
  }))

const noteRows = (view: ObservationView, key: string, words: Words): readonly SummaryRow[] => {
  const notes = notesAsText(notesIn(view.state), words)
  return notes.length === 0 ? [] : [{ id: 'notes', key, value: notes.join('\n') }]
}

/** The rows of one field: one for an answer, one a row for a list; the list's own name where it is empty. */
const rowsOf = (view: ObservationView, section: Section, field: Field, words: Words): readonly SummaryRow[] => {
  const label = labelIn(field, words)
  const named = label === inLanguage(section.title, words.lang) ? inLanguage(field.short ?? section.short ?? field.label, words.lang) : label
  const list = (rows: readonly SummaryRow[], none: string): readonly SummaryRow[] =>
    rows.length > 0 ? rows : [{ id: field.key, key: named, value: none }]
  switch (field.type) {
    case 'actions':
      return list(actionRows(view, field.key, words), words.say('records.actions.none'))
    case 'consents':
      return list(consentRows(view, words), words.say('observations.consent.none'))
    case 'notes':
      return noteRows(view, named, words)
    case 'computed':
      return [{ id: field.key, key: named, value: computed(view, field, words) }]
    case 'text':
    case 'line':
    case 'date':
    case 'choice':
    case 'topic':
    case 'action-updates':
    case 'number':
    case 'table':
    case 'interval':
    case 'minutes':
    case 'dates':
    case 'manager':
    case 'references':
      return [{ id: field.key, key: named, value: answerOf(view, field, words) }]
    default:
      return unreachable(field)
  }
}

export const recordSections = (view: ObservationView, words: Words): readonly RecordSection[] =>
  view.sections.map((section) => ({
    id: section.id,
    title: inLanguage(section.title, words.lang),
    rows: section.fields.flatMap((field) => rowsOf(view, section, field, words)),
    short: section.fields.every(({ type }) => type === 'computed') || areFigures(section.fields),
  }))
