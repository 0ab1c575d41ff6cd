/** The groups of Today's list, in the order in which they are read, and the look of a due date. */
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type Obligation, type State } from '../../domain/policy/obligation.ts'
import { type Words } from '../../words/words.ts'
import { dueLabel } from '../due-label.ts'

export const GROUPS = ['overdue', 'due', 'due-soon', 'not-due', 'not-set-up', 'excused'] as const
export type Group = (typeof GROUPS)[number]

const GROUP_OF = {
  escalate: 'overdue',
  overdue: 'overdue',
  due: 'due',
  'due-soon': 'due-soon',
  'not-due': 'not-due',
  met: 'not-due',
  'met-late': 'not-due',
  'not-set-up': 'not-set-up',
  excused: 'excused',
} as const satisfies Record<State, Group>

/** The group of a one-to-one; one that can't be computed here is with those not set up. */
export const groupOf = (obligation: Obligation | null): Group => (obligation ? GROUP_OF[obligation.state] : 'not-set-up')

const TONE = {
  overdue: 'red',
  due: 'amber',
  'due-soon': 'plain',
  'not-due': 'plain',
  'not-set-up': 'plain',
  excused: 'plain',
} as const satisfies Record<Group, 'plain' | 'amber' | 'red'>

export interface DueDate {
  readonly day: PlainDate | undefined
  readonly text: string
  /** At most 20 characters; says what the colour does. */
  readonly label: string
  readonly tone: 'plain' | 'amber' | 'red'
}

/** From here on the count is said more strongly: the day to book is now, not at 16. */
const FEW_LEFT = 2

/** Whether there is no date yet for a session that presses, and whose it is to find one. */
export type NoDate = 'to-book' | 'to-wait' | null

/** What a count of shifts means, where it is what presses: "4 shifts left", "2 left: book it now", "Before next shift". */
const countLabel = (count: number, of: number, noDate: NoDate, { say }: Words): string => {
  const left = of - count
  if (left < 0) return say('policy.label.shiftsOver', { count: -left })
  if (left === 0) return say('policy.label.shiftsReached')
  return noDate === 'to-book' && left <= FEW_LEFT
    ? say('policy.label.shiftsBook', { count: left })
    : say('policy.label.shiftsLeft', { count: left })
}

/** A due date as a contextual date: the date in bold, and under it how far away it is. */
export const dueDate = (obligation: Obligation | null, asOf: PlainDate, words: Words, noDate: NoDate = null): DueDate => {
  const { say } = words
  const group = groupOf(obligation)
  const tone = TONE[group]
  if (obligation === null || group === 'not-set-up') {
    return { day: undefined, text: say('today.due.none'), label: say('today.due.notSetUp'), tone }
  }
  const { due, reasons } = obligation
  const counted = reasons.find(({ count }) => count !== undefined)
  const { count, of } = counted ?? {}
  const counts = count !== undefined && of !== undefined
  // The count leads where it is what makes the state; until it is soon, it is shown as it stands.
  const leads = counts && counted === reasons[0] && group !== 'not-due'
  const days = due === null ? 0 : daysBetween(asOf, due)
  const byDate = dueLabel(days, words)
  const bySoFar = counts ? say('policy.label.shifts', { count, of }) : say('policy.label.noDate')
  const label =
    group === 'excused' ? say('today.due.excused') : leads ? countLabel(count, of, noDate, words) : due === null ? bySoFar : byDate
  const few = leads && group === 'due-soon' && noDate !== null && of - count <= FEW_LEFT
  return {
    day: due ?? undefined,
    text: due === null ? say('today.due.none') : words.day(due, asOf),
    label,
    tone: few ? 'amber' : tone,
  }
}
