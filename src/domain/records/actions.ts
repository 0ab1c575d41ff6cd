/** Actions agreed in sessions, and what became of them: a fold over one person's sessions (SEF-App3.6, App 2). */
import { PlainDate } from '../dates.ts'
import { type PersonId, type RecordId } from '../ids.ts'
import { type SessionState } from './record.ts'

export type ActionState = 'not-started' | 'in-progress' | 'done' | 'dropped'
const STATES: readonly string[] = ['not-started', 'in-progress', 'done', 'dropped'] satisfies ActionState[]

export interface AgreedAction {
  readonly id: string
  /** The session it was agreed in. */
  readonly from: RecordId
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

const text = (session: SessionState, name: string): string | null => {
  const value = session.fields[name]?.value
  return typeof value === 'string' && value !== '' ? value : null
}

/** The ids of the actions written in one session, in the order they were first written, less those taken out again. */
export const actionIdsIn = (session: SessionState): readonly string[] => {
  const ids = new Set(Object.keys(session.fields).flatMap((name) => FIELD.exec(name)?.[1] ?? []))
  return [...ids].filter((id) => session.fields[`actions.${id}.removed`]?.value !== true).sort()
}

/** One action as written in the session it was agreed in. */
export const actionIn = (session: SessionState, id: string): AgreedAction => {
  const whose = text(session, `actions.${id}.who`) === 'supervisor' ? 'supervisor' : 'supervisee'
  const by = PlainDate.safeParse(text(session, `actions.${id}.by`))
  return {
    id,
    from: session.id,
    agreedOn: session.held?.on ?? null,
    what: text(session, `actions.${id}.what`) ?? '',
    who: session[whose],
    whose,
    by: by.success ? by.data : null,
    state: 'not-started',
    note: null,
  }
}

/** What a session says of an earlier action; null where it says nothing. */
export const updateIn = (
  session: SessionState,
  id: string,
): { readonly state: ActionState | null; readonly note: string | null } | null => {
  const state = text(session, `updates.${id}.state`)
  const note = text(session, `updates.${id}.note`)
  return state === null && note === null
    ? null
    : { state: state !== null && STATES.includes(state) ? (state as ActionState) : null, note }
}

const order = (session: SessionState): string => `${session.held?.on ?? session.plannedFor}|${session.id}`

/**
 * Every action of one person's sessions with its latest state.
 *
 * @param sessions the sessions of one post, in any order; void ones count for nothing
 * @param before   leave out what this session and later ones say: the agenda of that session
 */
export const actionsOf = (sessions: Iterable<SessionState>, before?: SessionState): readonly AgreedAction[] => {
  const counted = [...sessions]
    .filter((session) => !session.voided && (!before || (session.id !== before.id && order(session) < order(before))))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const actions = new Map<string, AgreedAction>()
  for (const session of counted) {
    for (const [id, action] of actions) {
      const update = updateIn(session, id)
      if (update) actions.set(id, { ...action, state: update.state ?? action.state, note: update.note ?? action.note })
    }
    for (const id of actionIdsIn(session)) if (!actions.has(id)) actions.set(id, actionIn(session, id))
  }
  return [...actions.values()]
}

export const isOpen = (action: AgreedAction): boolean => action.state !== 'done' && action.state !== 'dropped'
