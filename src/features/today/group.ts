/** The groups of Today's list, in the order in which they are read, and the look of a due date. */
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type Obligation, type State } from '../../domain/policy/obligation.ts'
import { type Words } from '../../words/words.ts'

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

/** A due date as a contextual date: the date in bold, and under it how far away it is. */
export const dueDate = (obligation: Obligation | null, asOf: PlainDate, words: Words): DueDate => {
  const { say } = words
  const group = groupOf(obligation)
  const tone = TONE[group]
  if (obligation === null || group === 'not-set-up') {
    return { day: undefined, text: say('today.due.none'), label: say('today.due.notSetUp'), tone }
  }
  const { due, reasons } = obligation
  const counted = reasons.find(({ count }) => count !== undefined)
  const shifts =
    counted?.count === undefined || counted.of === undefined
      ? null
      : { text: say('policy.label.shifts', { count: counted.count, of: counted.of }), leads: counted === reasons[0] }
  if (due === null) return { day: undefined, text: say('today.due.none'), label: shifts?.text ?? say('policy.label.noDate'), tone }
  const days = daysBetween(asOf, due)
  const byDate = days < 0 ? say('policy.label.late', { days: -days }) : say('policy.label.inDays', { days })
  const label = group === 'excused' ? say('today.due.excused') : shifts?.leads ? shifts.text : byDate
  return { day: due, text: words.day(due, asOf), label, tone }
}
