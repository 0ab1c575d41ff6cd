/** Something that waits for the reader: what, one line of why, and where it is done. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type SettingId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type WhyLinkProps } from '../why.tsx'
import { type Words } from '../../words/words.ts'

/** The most urgent first: what is stuck, what is today, what another person waits for, what is to be planned. */
const KINDS = [
  'problem',
  'competing',
  'unset',
  'observe',
  'today',
  'asked',
  'rebook',
  'called-off',
  'answer',
  'share',
  'answered',
  'sign',
  'own-view',
  'feedback',
  'referral',
  'finish',
  'continue',
  'confirm',
  'draw-up',
  'review',
  'plan-observation',
  'also',
  'disagreement',
] as const
export type TodoKind = (typeof KINDS)[number]

export interface Todo {
  readonly id: string
  readonly kind: TodoKind
  readonly title: string
  readonly meta: string
  readonly href: string
  /** What those of one kind are ordered by: the day it is due, or was held. */
  readonly on: PlainDate | null
  /** What its due date comes from, of whom; nothing where it has no due date. */
  readonly why?: WhyLinkProps
}

/** Who reads Today, of what, when and in which words. */
export interface Reader {
  readonly snapshot: Snapshot
  readonly me: PersonId
  readonly asOf: PlainDate
  readonly words: Words
  /** The settings the reader manages. */
  readonly manages: ReadonlySet<SettingId>
}

/** The most urgent first, of one kind the oldest. */
export const byUrgency = (a: Todo, b: Todo): number => {
  const when = ({ on, id }: Todo): string => `${on ?? '9999'}|${id}`
  return KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (when(a) < when(b) ? -1 : 1)
}

/** Kinds of which a supervisor may have one for everybody: from three on they are one line. */
const MANY = ['draw-up', 'review', 'plan-observation', 'also'] as const satisfies readonly TodoKind[]
type Many = (typeof MANY)[number]
const ENOUGH_FOR_ONE_LINE = 3

export interface TodoGroup {
  readonly kind: Many
  readonly todos: readonly Todo[]
}

/** The lines of the list: each on its own, those of which there are many together, where the first of them stands. */
export const linesOf = (todos: readonly Todo[]): readonly (Todo | TodoGroup)[] => {
  const groups = new Map<TodoKind, TodoGroup>()
  for (const kind of MANY) {
    const same = todos.filter((todo) => todo.kind === kind)
    if (same.length >= ENOUGH_FOR_ONE_LINE) groups.set(kind, { kind, todos: same })
  }
  return todos.flatMap((todo): (Todo | TodoGroup)[] => {
    const group = groups.get(todo.kind)
    return group === undefined ? [todo] : group.todos[0] === todo ? [group] : []
  })
}
