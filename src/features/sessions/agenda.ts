/** The parts of a session in the order they are talked about, and how far each one has come. */
import { type Json } from '../../domain/json.ts'
import { type Field, type Section } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { actionIdsIn, actionListsOf, type ActionSource, actionsOf, type AgreedAction, isOpen } from '../../domain/records/actions.ts'
import { isAnswered } from '../../domain/records/forms.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { isBlank } from '../../domain/records/content.ts'
import { type ActionsField, type AskedField, askedIn, isAsked, mainListOf } from '../shared/form-fields.ts'
import { wantedIn } from './wanted.ts'

export type PartId = 'agenda' | 'last' | 'reflection' | 'topics' | 'actions' | 'when'

/** What a field shows now: what is being typed, else the record's value. */
export type ValueOf = (field: FieldName) => Json | undefined

export type TopicField = Extract<Field, { type: 'topic' }>

/** A field that stands in its own section: a question, a table, a list of actions beside the form's own. */
export type ReflectionField = AskedField | ActionsField

/** A section of the form that is answered in words, figures and rows, with the fields of it that are asked. */
export interface ReflectionSection {
  readonly section: Section
  readonly fields: readonly ReflectionField[]
}

/** A section of topics, each of which is dealt with. */
export interface TopicSection {
  readonly section: Section
  readonly fields: readonly TopicField[]
}

/** Whether a section asks for nothing but the reason for the gap. */
export const isGapOnly = ({ fields }: ReflectionSection): boolean =>
  fields.every((field) => field.type === 'text' && field.onlyWhen !== undefined)

export const reflectionOf = (sections: readonly Section[], gapExceeded: boolean): readonly ReflectionSection[] => {
  const main = mainListOf({ sections })
  return sections.flatMap((section) => {
    const fields = section.fields.filter((field): field is ReflectionField => {
      if (field.type === 'actions') return field.key !== main
      return isAsked(field) && (field.type !== 'text' || field.onlyWhen !== 'gap-exceeded' || gapExceeded)
    })
    return fields.length > 0 ? [{ section, fields }] : []
  })
}

/** The printed part of the form that a section is in: that of the last section that begins one. */
const printedPartOf = (section: Section, sections: readonly Section[]): Section['part'] =>
  sections.slice(0, sections.indexOf(section) + 1).findLast(({ part }) => part !== undefined)?.part

/**
 * The heading of a printed part that stands above a section: above the first of those shown that is in it.
 *
 * @param shown    the sections on show, in the form's order
 * @param sections all of the form that are for this person
 */
export const partAbove = (section: Section, shown: readonly Section[], sections: readonly Section[]): Section['part'] => {
  const part = printedPartOf(section, sections)
  const before = shown[shown.indexOf(section) - 1]
  return before && printedPartOf(before, sections) === part ? undefined : part
}

export const topicsOf = (sections: readonly Section[]): readonly TopicSection[] =>
  sections.flatMap((section) => {
    const fields = section.fields.filter((field) => field.type === 'topic')
    return fields.length > 0 ? [{ section, fields }] : []
  })

/** Actions of earlier sessions, and of observations, still open when this one began. */
export const openBefore = (sources: readonly ActionSource[], state: SessionState): readonly AgreedAction[] =>
  actionsOf(sources, state).filter(isOpen)

/** Which part of the agenda a field, or the address of one, is in. */
export const partOf = (key: string, { sections, state }: Pick<AgendaMatter, 'sections' | 'state'>): PartId => {
  const first = key.split('.', 1)[0]
  if (first === 'agenda') return 'agenda'
  if (first === 'updates' || key === 'last') return 'last'
  if (first === 'actions') {
    const asked = askedIn({ sections }, key, state)
    return asked && asked.key !== mainListOf({ sections }) ? 'reflection' : 'actions'
  }
  if (first === 'when' || first === 'next') return 'when'
  if (key === 'topics') return 'topics'
  return topicsOf(sections).some(({ fields }) => fields.some((field) => field.key === key)) ? 'topics' : 'reflection'
}

/** One line of the agenda. */
export interface AgendaItem {
  /** The field it leads to. */
  readonly key: string
  readonly label: string
  readonly done: boolean
  /** Two versions of it wait for a choice (P6). */
  readonly competing: boolean
}

export interface AgendaPart {
  readonly id: PartId
  readonly items: readonly AgendaItem[]
  readonly done: number
}

export interface AgendaMatter {
  readonly sections: readonly Section[]
  readonly state: SessionState
  readonly open: readonly AgreedAction[]
  readonly gapExceeded: boolean
  readonly actionIds: readonly string[]
  readonly valueOf: ValueOf
  /** A label of the policy in the reader's language. */
  readonly labelOf: (named: Pick<Field, 'label' | 'short'>) => string
  readonly whenLabel: string
  readonly nextLabel: string
}

const ACTION_PARTS = ['what', 'who', 'by'] as const

export const agendaOf = (matter: AgendaMatter): readonly AgendaPart[] => {
  const { sections, state, valueOf, labelOf } = matter
  const isCompeting = (names: readonly string[]): boolean =>
    Object.keys(state.competing).some((field) => names.some((name) => field === name || field.startsWith(`${name}.`)))
  const item = (key: string, label: string, done: boolean, names: readonly string[] = [key]): AgendaItem => ({
    key,
    label,
    done,
    competing: isCompeting(names),
  })
  const part = (id: PartId, items: readonly AgendaItem[]): AgendaPart => ({
    id,
    items,
    done: items.filter(({ done }) => done).length,
  })
  const wanted = wantedIn(state).map(({ id, text, done }) => item(`agenda.${id}.text`, text, done, [`agenda.${id}`]))
  const last = matter.open.map(({ id, what }) =>
    item(`updates.${id}`, what, !isBlank(valueOf(`updates.${id}.state`)), [`updates.${id}`]),
  )
  const namesOf = ({ type, key }: ReflectionField): readonly string[] => {
    if (type !== 'actions') return [key]
    const ids = actionIdsIn(state, { list: key, lists: actionListsOf(sections) })
    return [key, ...ids.map((id) => `actions.${id}`)]
  }
  const reflection = reflectionOf(sections, matter.gapExceeded).map((shown) => {
    const { section, fields } = shown
    const [first] = fields
    return item(
      first?.key ?? section.id,
      first && isGapOnly(shown) ? labelOf(first) : labelOf({ label: section.title, short: section.short }),
      fields.some((field) => isAnswered(field, state, sections)),
      fields.flatMap(namesOf),
    )
  })
  const topics = topicsOf(sections).flatMap(({ fields }) =>
    fields.map((field) => item(field.key, labelOf(field), isAnswered(field, state, sections))),
  )
  const actions = matter.actionIds.map((id) => {
    const what = valueOf(`actions.${id}.what`)
    const names = ACTION_PARTS.map((name) => `actions.${id}.${name}`)
    return item(`actions.${id}`, typeof what === 'string' ? what : '', !isBlank(what), names)
  })
  const when = [
    item('when.on', matter.whenLabel, !isBlank(valueOf('when.end')) || state.held !== null, ['when']),
    item('next.on', matter.nextLabel, !isBlank(valueOf('next.on')), ['next']),
  ]
  return [
    ...(wanted.length > 0 ? [part('agenda', wanted)] : []),
    ...(last.length > 0 ? [part('last', last)] : []),
    ...(reflection.length > 0 ? [part('reflection', reflection)] : []),
    ...(topics.length > 0 ? [part('topics', topics)] : []),
    ...(mainListOf(matter) !== undefined || actions.length > 0 ? [part('actions', actions)] : []),
    part('when', when),
  ]
}

/** The first part with something left to do, in which a session is opened. */
export const firstUndone = (parts: readonly AgendaPart[]): PartId =>
  parts.find(({ items, done }) => items.length === 0 || done < items.length)?.id ?? 'when'
