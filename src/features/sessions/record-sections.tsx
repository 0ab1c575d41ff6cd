import { type ReactNode } from 'react'
import { type Field } from '../../domain/policy/form.ts'
import { actionIn, writtenActionIds } from '../../domain/records/actions.ts'
import { PlainDate } from '../../domain/dates.ts'
import { type SummaryRow } from '../../ui/summary-list.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { type Words } from '../../words/words.ts'
import { sessionHref } from './addresses.ts'
import { openBefore, reflectionOf, topicsOf } from './agenda.ts'
import { AsShared, changedSinceShared } from '../shared/as-shared.tsx'
import { inLanguage } from '../shared/answers.ts'
import { labelIn, valueInWords } from '../shared/fields-in-words.ts'
import { heldRows } from './held-rows.ts'
import { personIn, scribeOf } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'
import { wantedIn } from './wanted.ts'

/** One section of the record as it is read: its heading and its questions with their answers. */
export interface RecordSection {
  readonly id: string
  readonly title: string
  readonly rows: readonly SummaryRow[]
}

export interface RecordSectionsOptions {
  /** Each line leads back to where it is written. */
  change: boolean
  /** Whether the reason for the gap was asked. */
  gapExceeded: boolean
}

/** An answer with whose words they are, where somebody wrote them for another. */
const answerOf = (view: SessionView, field: Pick<Field, 'key'>, words: Words): ReactNode => {
  const text = valueInWords(view, field.key, view.state.fields[field.key]?.value, words)
  const writer = scribeOf(view, field.key)
  const competing = view.state.competing[field.key] !== undefined
  if (text === '' && !competing && !changedSinceShared(view, field.key)) return null
  return (
    <>
      {text}
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

/** The actions agreed in this session, with who and by when. */
const actionRows = (view: SessionView, words: Words): readonly SummaryRow[] =>
  writtenActionIds(view.state).map((id) => {
    const { what, who, by } = actionIn(view.state, id)
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

/** The whole record, section by section, in the order of the council's form. */
export const recordSections = (view: SessionView, words: Words, options: RecordSectionsOptions): readonly RecordSection[] => {
  const { say } = words
  const reflection = reflectionOf(view.sections, options.gapExceeded).map(({ section, fields }): RecordSection => {
    const title = inLanguage(section.title, words.lang)
    const rows = fields.map((field) => {
      const label = labelIn(field, words)
      const key = label === title ? view.supervisee.knownAs : label
      return { id: field.key, key, value: answerOf(view, field, words), changeOf: label }
    })
    return { id: section.id, title, rows }
  })
  const topics = topicsOf(view.sections).map(({ section, fields }): RecordSection => ({
    id: section.id,
    title: inLanguage(section.title, words.lang),
    rows: fields.map((field, index) => ({
      id: field.key,
      key: say('sessions.topicHeading', { number: index + 1, label: labelIn(field, words) }),
      value: answerOf(view, field, words),
      changeOf: labelIn(field, words),
    })),
  }))
  const updates = updateRows(view, words)
  const wanted = wantedRows(view)
  const actions = actionRows(view, words)
  const nothing: SummaryRow = { id: 'actions', key: say('sessions.part.actions'), value: say('records.actions.none') }
  const all: readonly RecordSection[] = [
    { id: 'when', title: say('sessions.when.title'), rows: heldRows(view, words) },
    ...(wanted.length > 0 ? [{ id: 'agenda', title: say('sessions.part.agenda'), rows: wanted }] : []),
    ...(updates.length > 0 ? [{ id: 'last', title: say('sessions.part.last'), rows: updates }] : []),
    ...reflection,
    ...topics,
    { id: 'actions', title: say('sessions.part.actions'), rows: actions.length > 0 ? actions : [nothing] },
    { id: 'next', title: say('sessions.next'), rows: [nextRow(view, words)] },
  ]
  if (!options.change) return all
  return all.map((section) => ({
    ...section,
    rows: withChange(view, section.rows, section.id === 'when' ? 'when.on' : undefined),
  }))
}
