import { type ReactNode } from 'react'
import { type Field } from '../../domain/policy/form.ts'
import { actionIn, actionListsOf, writtenActionIds } from '../../domain/records/actions.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { PlainDate } from '../../domain/dates.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type SummaryRow } from '../../ui/summary-list.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { type Words } from '../../words/words.ts'
import { sessionHref } from './addresses.ts'
import { openBefore, partAbove, reflectionOf, topicsOf } from './agenda.ts'
import { answerChanged, answerCompetes, answerRead, scribeOfAnswer } from '../shared/answer-read.tsx'
import { AsShared } from '../shared/as-shared.tsx'
import { inLanguage } from '../../words/answers.ts'
import { labelIn, valueInWords } from '../shared/fields-in-words.ts'
import { areFigures, mainListOf } from '../shared/form-fields.ts'
import { heldRows } from './held-rows.ts'
import { personIn } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'
import { wantedIn } from './wanted.ts'

/** One section of the record as it is read: its heading and its questions with their answers. */
export interface RecordSection {
  readonly id: string
  readonly title: string
  readonly rows: readonly SummaryRow[]
  /** The printed part of the form that begins with this section. */
  readonly part?: string
  /** Its answers are numbers, and stand beside their questions. */
  readonly figures?: boolean
}

export interface RecordSectionsOptions {
  /** Each line leads back to where it is written. */
  change: boolean
  /** Whether the reason for the gap was asked. */
  gapExceeded: boolean
}

/** An answer with whose words they are, where somebody wrote them for another. */
const answerOf = (view: SessionView, field: Field, words: Words): ReactNode => {
  const said = answerRead(view, field, words)
  const writer = scribeOfAnswer(view, field)
  const competing = answerCompetes(view, field)
  if (said === null && !competing && !answerChanged(view, field)) return null
  return (
    <>
      {said}
      <AsShared view={view} field={field.key} />
      {competing && <span className="cs-answer__mark">{words.say('records.competing.title')}</span>}
      {writer && (
        <span className="cs-answer__mark">
          <VoiceLabel voice="supervisee" name={view.supervisee.knownAs} writtenBy={writer} />
        </span>
      )}
    </>
  )
}

const updateRows = (view: SessionView, words: Words): readonly SummaryRow[] =>
  openBefore(view.agreedIn, view.state).map(({ id, what }) => {
    const parts = (['state', 'note'] as const).map((part) => {
      const name = `updates.${id}.${part}`
      return valueInWords(view, name, view.state.fields[name]?.value, words)
    })
    return { id: `updates.${id}`, key: what, value: parts.filter((part) => part !== '').join('\n') }
  })

/** What each wanted to talk about, under their name. */
const wantedRows = (view: SessionView): readonly SummaryRow[] =>
  wantedIn(view.state).map(({ id, text, by }) => ({ id: `agenda.${id}.text`, key: personIn(view, by).knownAs, value: text, changeOf: text }))

/** The actions of one list of the form, or of all, with who and by when; the list's name and that there are none where it is empty. */
const actionRows = (view: SessionView, list: FieldName | undefined, name: string, words: Words): readonly SummaryRow[] => {
  const { state, sections } = view
  const ids = writtenActionIds(state, list === undefined ? undefined : { list, lists: actionListsOf(sections) })
  if (ids.length === 0) {
    const nothing = list !== undefined && valueInWords(view, list, state.fields[list]?.value, words)
    return [{ id: list ?? 'actions', key: name, value: nothing ? nothing : words.say('records.actions.none') }]
  }
  return ids.map((id) => {
    const { what, who, by } = actionIn(state, id)
    const whose = personIn(view, who).knownAs
    return {
      id: `actions.${id}`,
      key: what === '' ? words.say('records.actions.unnamed') : what,
      value: (
        <>
          {by
            ? words.say('records.actions.whoBy', { who: whose, by: words.day(by) })
            : words.say('records.actions.whoNoDay', { who: whose })}
          <AsShared view={view} field={`actions.${id}.what`} />
          <AsShared view={view} field={`actions.${id}.by`} />
        </>
      ),
    }
  })
}

const nextRow = (view: SessionView, words: Words): SummaryRow => {
  const { fields } = view.state
  const on = PlainDate.safeParse(fields['next.on']?.value)
  const at = fields['next.at']?.value
  const day = on.success ? words.longDay(on.data) : ''
  const value = on.success && typeof at === 'string' && at !== '' ? words.say('records.dayAt', { day, at }) : day
  return { id: 'next.on', key: words.say('sessions.next'), value }
}

const withChange = (view: SessionView, rows: readonly SummaryRow[], section?: string): readonly SummaryRow[] =>
  rows.map((row) => ({ ...row, changeHref: sessionHref(view.state.id, section ?? row.id ?? row.key) }))

/** In place of a label that the section's title says already: whose words they are. */
const nameOfVoice = (view: SessionView, { voice }: Field, label: string): string => {
  switch (voice) {
    case 'supervisee':
      return view.supervisee.knownAs
    case 'supervisor':
      return view.supervisor.knownAs
    case 'both':
      return label
    default:
      return unreachable(voice)
  }
}

/** A section of the form with everything that was asked in it: questions, figures, rows, topics, actions beside the form's own. */
const formSections = (view: SessionView, words: Words, gapExceeded: boolean): readonly RecordSection[] => {
  const asked = new Map(reflectionOf(view.sections, gapExceeded).map(({ section, fields }) => [section, fields] as const))
  const topics = new Map(topicsOf(view.sections).map(({ section, fields }) => [section, fields] as const))
  const shown = view.sections.filter((section) => asked.has(section) || topics.has(section))
  return shown.map((section) => {
    const title = inLanguage(section.title, words.lang)
    const part = partAbove(section, shown, view.sections)
    const fields = asked.get(section) ?? []
    const answers = fields.flatMap((field): readonly SummaryRow[] => {
      const label = labelIn(field, words)
      if (field.type === 'actions') return actionRows(view, field.key, label, words)
      const key = label === title ? nameOfVoice(view, field, label) : label
      return [{ id: field.key, key, value: answerOf(view, field, words), changeOf: label }]
    })
    const addressed = (topics.get(section) ?? []).map((field, index) => ({
      id: field.key,
      key: words.say('sessions.topicHeading', { number: index + 1, label: labelIn(field, words) }),
      value: answerOf(view, field, words),
      changeOf: labelIn(field, words),
    }))
    return {
      id: section.id,
      title,
      rows: [...answers, ...addressed],
      ...(part ? { part: inLanguage(part, words.lang) } : {}),
      ...(areFigures(section.fields) ? { figures: true } : {}),
    }
  })
}

/** The whole record, section by section, in the order of the council's form. */
export const recordSections = (view: SessionView, words: Words, options: RecordSectionsOptions): readonly RecordSection[] => {
  const { say } = words
  const updates = updateRows(view, words)
  const wanted = wantedRows(view)
  const list = mainListOf(view)
  const asksActions = list !== undefined || writtenActionIds(view.state).length > 0
  const actions = asksActions ? actionRows(view, list, say('sessions.part.actions'), words) : []
  const all: readonly RecordSection[] = [
    { id: 'when', title: say('sessions.when.title'), rows: heldRows(view, words) },
    ...(wanted.length > 0 ? [{ id: 'agenda', title: say('sessions.part.agenda'), rows: wanted }] : []),
    ...(updates.length > 0 ? [{ id: 'last', title: say('sessions.part.last'), rows: updates }] : []),
    ...formSections(view, words, options.gapExceeded),
    ...(asksActions ? [{ id: 'actions', title: say('sessions.part.actions'), rows: actions }] : []),
    { id: 'next', title: say('sessions.next'), rows: [nextRow(view, words)] },
  ]
  if (!options.change) return all
  return all.map((section) => ({
    ...section,
    rows: withChange(view, section.rows, section.id === 'when' ? 'when.on' : undefined),
  }))
}
