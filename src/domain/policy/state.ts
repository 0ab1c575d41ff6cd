/** States by date (semantics §2). */
import { addDays, daysBetween, type PlainDate } from '../dates.ts'

/** The states a rule can be in, from the best to the worst. */
export const BY_SEVERITY = ['not-due', 'due-soon', 'due', 'overdue', 'escalate'] as const
export type RuleState = (typeof BY_SEVERITY)[number]

export const severity = (state: RuleState): number => BY_SEVERITY.indexOf(state)

/** The soon window in days: a quarter of the way from the start of the clock to the target, at most 7. */
const soonWindow = (start: PlainDate, target: PlainDate): number =>
  Math.max(0, Math.min(7, Math.floor(daysBetween(start, target) / 4)))

/** The state on `asOf` of something counted from `start`, wanted by `target`, allowed until `due`. */
export const stateByDate = (start: PlainDate, target: PlainDate, due: PlainDate, asOf: PlainDate): RuleState => {
  if (asOf > due) return 'overdue'
  if (asOf >= target) return 'due'
  return asOf >= addDays(target, -soonWindow(start, target)) ? 'due-soon' : 'not-due'
}

/** The state of something done on `doneOn`, or not yet done: `met` by its due date, `met-late` after. */
export const stateOnceDone = (
  doneOn: PlainDate | undefined,
  start: PlainDate,
  due: PlainDate,
  asOf: PlainDate,
  target: PlainDate = due,
): RuleState | 'met' | 'met-late' => {
  if (doneOn === undefined || doneOn > asOf) return stateByDate(start, target, due, asOf)
  return doneOn <= due ? 'met' : 'met-late'
}
