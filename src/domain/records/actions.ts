/**
 * Actions agreed in sessions and observations, and what became of them: a fold over one person's records. They stay on
 * the agenda until they are done (SEF-App2.5, SEF-App3.6).
 */
import { PlainDate } from '../dates.ts'
import { type PersonId, type RecordId } from '../ids.ts'
import { type Section } from '../policy/form.ts'
import { type FieldName } from './deeds/common.ts'
import { type FormState, type ObservationState, type SessionState } from './record.ts'

/** A record in which actions are agreed. */
export type ActionSource = SessionState | ObservationState

export type ActionState = 'not-started' | 'in-progress' | 'done' | 'dropped'
const STATES: readonly string[] = ['not-started', 'in-progress', 'done', 'dropped'] satisfies ActionState[]

export interface AgreedAction {
  readonly id: string
  /** The record it was agreed in. */
  readonly from: RecordId
  readonly fromKind: ActionSource['kind']
  readonly agreedOn: PlainDate | null
  readonly what: string
  readonly who: PersonId
  readonly whose: 'supervisee' | 'supervisor'
  readonly by: PlainDate | null
  readonly state: ActionState
  /** The latest note on how it is going, from the latest session that said anything. */
  readonly note: string | null
}

const FIELD = /^actions\.([0-9a-f-]+)\.(what|who|by|removed)$/

const text = (source: Pick<FormState, 'fields'>, name: string): string | null => {
  const value = source.fields[name]?.value
  return typeof value === 'string' && value !== '' ? value : null
}

/** One of the lists of actions of a form, and all of them in the form's order: a form may ask for actions in several places. */
export interface ActionList {
  readonly list: FieldName
  readonly lists: readonly FieldName[]
}

/** The fields of a form under which actions are written, in its order. */
export const actionListsOf = (sections: readonly Section[]): readonly FieldName[] =>
  sections.flatMap(({ fields }) => fields.flatMap(({ type, key }) => (type === 'actions' ? [key] : [])))

/** The list an action was written under: its part `about` names it; none, and one that the form has not, is the first. */
export const listOfAction = (
  source: Pick<FormState, 'fields'>,
  id: string,
  lists: readonly FieldName[],
): FieldName | undefined => {
  const about = source.fields[`actions.${id}.about`]?.value
  return lists.find((list) => list === about) ?? lists[0]
}

/**
 * The ids of the actions written in one record, in the order they were first written, less those taken out again.
 *
 * @param under only those of one list; without it those of all
 */
export const actionIdsIn = (source: Pick<FormState, 'fields'>, under?: ActionList): readonly string[] => {
  const ids = new Set(Object.keys(source.fields).flatMap((name) => FIELD.exec(name)?.[1] ?? []))
  return [...ids]
    .filter((id) => source.fields[`actions.${id}.removed`]?.value !== true)
    .filter((id) => !under || listOfAction(source, id, under.lists) === under.list)
    .sort()
}

const byOf = (source: Pick<FormState, 'fields'>, id: string): PlainDate | null => {
  const by = PlainDate.safeParse(text(source, `actions.${id}.by`))
  return by.success ? by.data : null
}

const agreedOnOf = (source: ActionSource): PlainDate | null =>
  source.kind === 'session' ? (source.held?.on ?? null) : (source.revealed?.on ?? source.observed?.on ?? null)

/** One action as written in the record it was agreed in. */
export const actionIn = (source: ActionSource, id: string): AgreedAction => {
  const whose = text(source, `actions.${id}.who`) === 'supervisor' ? 'supervisor' : 'supervisee'
  return {
    id,
    from: source.id,
    fromKind: source.kind,
    agreedOn: agreedOnOf(source),
    what: text(source, `actions.${id}.what`) ?? '',
    who: source[whose],
    whose,
    by: byOf(source, id),
    state: 'not-started',
    note: null,
  }
}

/** The actions that say something: a row in which nothing was ever written is not one. */
export const writtenActionIds = (source: Pick<FormState, 'fields'>, under?: ActionList): readonly string[] =>
  actionIdsIn(source, under).filter((id) => (text(source, `actions.${id}.what`) ?? '').trim() !== '' || byOf(source, id) !== null)

/** What half-written actions lack: every action says what, and by when (SEF-App3.6). */
export const actionsLacking = (source: Pick<FormState, 'fields'>, under?: ActionList): readonly FieldName[] =>
  writtenActionIds(source, under).flatMap((id) => {
    if ((text(source, `actions.${id}.what`) ?? '').trim() === '') return [`actions.${id}.what`]
    return byOf(source, id) === null ? [`actions.${id}.by`] : []
  })

/** What a session says of an earlier action; null where it says nothing. */
export const updateIn = (
  source: Pick<FormState, 'fields'>,
  id: string,
): { readonly state: ActionState | null; readonly note: string | null } | null => {
  const state = text(source, `updates.${id}.state`)
  const note = text(source, `updates.${id}.note`)
  return state === null && note === null
    ? null
    : { state: state !== null && STATES.includes(state) ? (state as ActionState) : null, note }
}

const order = (source: ActionSource): string => `${agreedOnOf(source) ?? source.plannedFor}|${source.id}`

/** An observation's actions are agreed at the feedback session: before it there are none. */
const counts = (source: ActionSource): boolean => !source.voided && (source.kind === 'session' || source.revealed !== null)

/**
 * Every action of one person's records with its latest state.
 *
 * @param sources the sessions and observations of one post, in any order; void ones count for nothing
 * @param before  leave out what this record and later ones say: the agenda of that session
 */
export const actionsOf = (sources: Iterable<ActionSource>, before?: ActionSource): readonly AgreedAction[] => {
  const counted = [...sources]
    .filter((source) => counts(source) && (!before || (source.id !== before.id && order(source) < order(before))))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const actions = new Map<string, AgreedAction>()
  for (const source of counted) {
    for (const [id, action] of actions) {
      const update = updateIn(source, id)
      if (update) actions.set(id, { ...action, state: update.state ?? action.state, note: update.note ?? action.note })
    }
    for (const id of actionIdsIn(source)) if (!actions.has(id)) actions.set(id, actionIn(source, id))
  }
  return [...actions.values()]
}

export const isOpen = (action: AgreedAction): boolean => action.state !== 'done' && action.state !== 'dropped'
