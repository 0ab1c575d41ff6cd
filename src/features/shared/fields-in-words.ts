/** The names and values of a session's fields in words, for summaries, choices and lists of what is missing. */
import { PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { type Field } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/acts.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage, topicNote, writtenAnswer } from './answers.ts'
import { type SessionView } from './session-view.ts'

type Named = Pick<Field, 'label' | 'short'>

export const labelIn = ({ label }: Named, words: Words): string => inLanguage(label, words.lang)
export const shortIn = ({ label, short }: Named, words: Words): string => inLanguage(short ?? label, words.lang)

export const formField = (view: SessionView, name: FieldName): Field | undefined =>
  view.form.sections.flatMap(({ fields }) => fields).find(({ key }) => key === name)

/** Whether a field holds words, so that two versions of it can be put together. */
export const isWords = (view: SessionView, name: FieldName): boolean => {
  const type = formField(view, name)?.type
  return type === 'text' || type === 'line' || type === 'topic' || /\.(?:what|note|place)$/.test(name)
}

const ROW = /^(?:actions|updates)\.([0-9a-f-]+)\.([a-z]+)$/

const actionText = (view: SessionView, id: string): string => {
  for (const session of view.file) {
    const what = session.fields[`actions.${id}.what`]?.value
    if (typeof what === 'string' && what.trim() !== '') return what
  }
  return ''
}

/** A short name for any field of a session. */
export const nameOfField = (view: SessionView, name: FieldName, words: Words): string => {
  const { say } = words
  const section = view.form.sections.find(({ fields }) => fields.some(({ key }) => key === name))
  const field = section?.fields.find(({ key }) => key === name)
  if (section && field) {
    const number = /^topic\.(\d+)$/.exec(name)?.[1]
    if (number) return say('sessions.topicNamed', { number, label: shortIn(field, words) })
    const part = inLanguage(section.short ?? section.title, words.lang)
    if (field.label.en === section.title.en) return part
    return field.short ? shortIn(field, words) : say('sessions.fieldOfSection', { section: part, label: labelIn(field, words) })
  }
  const row = ROW.exec(name)
  if (row) return say('sessions.actionNamed', { what: actionText(view, row[1] ?? '') })
  if (name.startsWith('next.')) return say('sessions.next')
  return say('sessions.when.title')
}

/** The name of one part of the signed content: `field.topic.4`, `held.end`. */
export const nameOfContent = (view: SessionView, name: string, words: Words): string =>
  name.startsWith('field.') ? nameOfField(view, name.slice('field.'.length), words) : words.say('sessions.when.title')

const ACTION_STATES = ['not-started', 'in-progress', 'done', 'dropped'] as const

const stateInWords = (value: string, words: Words): string | null => {
  const known = ACTION_STATES.find((state) => state === value)
  return known ? words.say(`sessions.actionState.${known}`) : null
}

/** What was answered, in words; '' where nothing was. */
export const valueInWords = (view: SessionView, name: FieldName, value: Json | undefined, words: Words): string => {
  const { say } = words
  if (value === true && name.endsWith('.removed')) return say('sessions.actions.removed')
  const written = writtenAnswer(value)
  if (written.nothing) return say('sessions.nothingToRecord')
  if (typeof value === 'string') {
    if (name.endsWith('.who')) return value === 'supervisor' ? view.supervisor.name : view.supervisee.name
    if (name.startsWith('updates.') && name.endsWith('.state')) return stateInWords(value, words) ?? value
    if (name === 'when.mode') return say(value === 'video' ? 'sessions.mode.video' : 'sessions.mode.in-person')
    const field = formField(view, name)
    if (field?.type === 'choice') {
      const option = field.options.find(({ key }) => key === value)
      return option ? inLanguage(option.label, words.lang) : value
    }
    const day = PlainDate.safeParse(value)
    return day.success && !field ? words.longDay(day.data) : value
  }
  const { quick, note } = topicNote(value)
  if (quick === null) return note
  const label = say(`sessions.quick.${quick}`)
  return note === '' ? label : `${label}\n${note}`
}
