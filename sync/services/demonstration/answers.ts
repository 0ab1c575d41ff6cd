/**
 * Answers to any policy's form, field by field, by the type of each: so a form that is changed, or comes to a policy that
 * had none, is filled in with no change here.
 */
import { addDays, addMonths, type PlainDate } from '../../../src/domain/dates.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Facts } from '../../../src/domain/policy/facts.ts'
import { type AgreedDate, type NamedManager } from '../../../src/domain/policy/answer.ts'
import { type Column, type Field, type Form } from '../../../src/domain/policy/form.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { holds } from '../../../src/domain/policy/predicate.ts'
import { sectionsFor } from '../../../src/domain/records/forms.ts'
import { unreachable } from '../../../src/domain/unreachable.ts'
import { ACTIONS, CELLS, otherwise, TOPICS, wantedBy, wordsFor } from './answer-texts.ts'
import { demonstrationId } from './people.ts'
import { type Member } from './service.ts'
import { type Answers } from './sign.ts'

/** The record that is filled in, and what is known of the two. */
export interface Scene {
  readonly form: Form
  readonly pack: PolicyPack
  readonly facts: Facts
  readonly member: Member
  readonly recordId: RecordId
  readonly day: PlainDate
  /** Which of the texts: the next one round at each record. */
  readonly turn: number
  readonly references: string
  /** Whom an agreement can name: for disagreements, and as deputy. */
  readonly named: NamedManager
  readonly deputy: NamedManager
  /** Who gives professional supervision, where anybody does. */
  readonly professional: string
  readonly dates: readonly AgreedDate[]
  /** The actions of the session before. */
  readonly updates: readonly string[]
}

type Party = 'supervisee' | 'supervisor'

export const actionIdOf = (recordId: RecordId, index: number): string => demonstrationId(`action:${recordId}:${index}`)

const turned = (texts: readonly string[], turn: number): string => texts[turn % texts.length] ?? ''

const referenceIn = ({ references, turn }: Scene, index = 0): string => `${references}${String(1003 + ((turn * 7 + index * 3) % 40)).slice(1)}`

const filled = (text: string, scene: Scene): string => text.replaceAll('{ref}', referenceIn(scene))

/** Who writes an answer: rows the supervisor, as scribe; a view of an observation only whose it is. */
const writerOf = (field: Field): Party => {
  if ('view' in field && field.view) return field.view === 'observer' ? 'supervisor' : 'supervisee'
  if (field.type === 'table' || field.type === 'actions') return 'supervisor'
  return field.voice === 'supervisee' ? 'supervisee' : 'supervisor'
}

/** The words offered when a record is drawn up, as whoever draws it up would leave them. */
const offeredFor = ({ prefill = [] }: Field, { facts, pack }: Scene): string | null =>
  prefill.find(({ when }) => holds(when, { facts, agreed: false, residentialGroups: pack.residentialGroups }))?.text.en ?? null

/** What nobody wrote words for is answered where it must be, or where one of the two speaks. */
const said = (field: Field, scene: Scene, index: number): string | null => {
  if (field.type === 'text' && field.onlyWhen) return null
  if (field.key === 'professional-supervisor') return scene.professional
  if (field.key === 'frequency-agreed') return scene.named.name
  const offered = offeredFor(field, scene)
  if (offered !== null) return offered
  // An agreement's own words are what the two want of each other, under whatever key.
  const wants = scene.form.record === 'agreement' && field.voice !== 'both' && field.class === 'B'
  const words = wordsFor(field.key) ?? (wants ? wantedBy(field.voice) : null)
  if (words) return filled(turned(words, scene.turn), scene)
  if (field.required !== true && (field.voice === 'both' || field.class === 'C')) return null
  return turned(otherwise(field.voice, field.class), scene.turn + index)
}

const cell = ({ key, type, options }: Column, scene: Scene, row: number): Json => {
  switch (type) {
    case 'line':
    case 'text':
      if (key === 'ref') return referenceIn(scene, row)
      if (key === 'by') return scene.member.name
      return turned(CELLS[key] ?? ['As agreed'], scene.turn + row)
    case 'date':
      return scene.day
    case 'number':
      return 1 + row
    case 'tick':
      return row === 0
    case 'choice':
      return options?.[row % options.length]?.key ?? ''
    default:
      return unreachable(type)
  }
}

const ROWS = 2

const rowsOf = (field: Extract<Field, { type: 'table' }>, scene: Scene): Answers =>
  Object.fromEntries(
    Array.from({ length: ROWS }, (_, row) => {
      const name = `${field.key}.${demonstrationId(`row:${scene.recordId}:${field.key}:${row}`)}`
      return field.columns.map((column) => [`${name}.${column.key}`, cell(column, scene, row)] as const)
    }).flat(),
  )

/** The lists in which a form asks for actions, the first two of which get one each; one list gets both. */
const actionsOf = ({ form, recordId, day, turn }: Scene): Answers => {
  const lists = form.sections.flatMap(({ fields }) => fields.flatMap(({ type, key }) => (type === 'actions' ? [key] : [])))
  return Object.fromEntries(
    [0, 1].flatMap((index) => {
      const action = ACTIONS[(turn * 2 + index) % ACTIONS.length]
      const name = `actions.${actionIdOf(recordId, index)}`
      const list = index === 0 ? undefined : lists[1]
      return action
        ? [
            [`${name}.what`, action.what],
            [`${name}.who`, action.who],
            [`${name}.by`, addDays(day, 14 + 7 * index)],
            ...(list ? [[`${name}.about`, list] as const] : []),
          ]
        : []
    }),
  )
}

const updatesOf = ({ updates }: Scene): Answers =>
  Object.fromEntries(
    updates.flatMap((id, index) => [
      [`updates.${id}.state`, index === 0 ? 'done' : 'in-progress'],
      [`updates.${id}.note`, index === 0 ? 'Done.' : 'Begun; needs a little longer.'],
    ]),
  )

const figure = (key: string, turn: number): number => (key === 'harassment-times' ? 0 : key === 'caseload-current' ? 12 + (turn % 3) : turn % 4)

const answer = (field: Field, scene: Scene, index: number): Answers => {
  const { member, day, turn } = scene
  const { key } = field
  switch (field.type) {
    case 'computed':
    case 'consents':
    case 'notes':
    case 'references':
      return {}
    case 'line':
    case 'text': {
      const text = said(field, scene, index)
      return text === null ? {} : { [key]: text }
    }
    case 'date':
      return { [key]: key === 'review-on' ? addMonths(day, 12) : day }
    case 'number':
      return { [key]: figure(key, turn) }
    case 'choice': {
      const option = field.options.find((each) => each.key === member.line) ?? field.options[0]
      return option ? { [key]: option.key } : {}
    }
    case 'topic':
      return { [key]: (turn + index) % 2 === 0 ? { state: 'note', note: turned(TOPICS, turn + index) } : { state: field.quickStates[0] ?? 'discussed' } }
    case 'actions':
      // The first list writes for all of them.
      return scene.form.sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'actions') === field ? actionsOf(scene) : {}
    case 'table':
      return rowsOf(field, scene)
    case 'action-updates':
      return updatesOf(scene)
    case 'interval':
      if (!field.options.includes(member.every)) throw new Error(`the form of ${scene.pack.id} does not offer ${member.every} (${member.key})`)
      return { [key]: member.every }
    case 'minutes': {
      const minutes = field.options.find((each) => each >= member.minutes)
      return minutes === undefined ? {} : { [key]: minutes }
    }
    case 'dates':
      return { [key]: scene.dates.map(({ on, at }) => ({ on, at })) }
    case 'manager':
      return { [key]: { ...(key === 'deputy' ? scene.deputy : scene.named) } }
    default:
      return unreachable(field)
  }
}

/** Which of a form's fields: those that `when` holds for, in the parts of the record that are written at one time. */
type Which = (field: Field) => boolean

/** What one of the two writes into a record. */
export const answersBy = (party: Party, scene: Scene, which: Which = () => true): Answers => {
  const fields = sectionsFor(scene.form, scene.pack, scene.facts).flatMap((section) => section.fields)
  return Object.assign(
    {},
    ...fields.map((field, index) => (writerOf(field) === party && which(field) ? answer(field, scene, index) : {})),
  ) as Answers
}
