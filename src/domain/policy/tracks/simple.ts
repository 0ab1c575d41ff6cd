/** What the tracks with one rule and one date share. */
import { type PlainDate } from '../../dates.ts'
import { addDuration, type Allowance } from '../durations.ts'
import { addWorkingDays, HOLIDAYS_VALID_TO } from '../holidays.ts'
import { type Matter } from '../matter.ts'
import { type Obligation, type Reason, type TrackName } from '../obligation.ts'
import { type Within } from '../track-rules.ts'
import { type Text } from '../text.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

interface Answer {
  readonly key?: string
  readonly due: PlainDate | null
  /** Where it is not the due date. */
  readonly target?: PlainDate
  readonly state: Obligation['state']
  readonly anchor: PlainDate | null
  readonly anchorKind: Reason['anchorKind']
  readonly kind: Reason['kind']
  readonly every?: NonNullable<Reason['every']>
  readonly warnings?: readonly string[]
  readonly short?: boolean
  readonly done?: number
}

/**
 * An obligation of one rule whose target is its due date. Built field by field: a year of records makes thousands of
 * these, and spreading optional parts was a third of the engine's time.
 */
export const simple = (track: TrackName, rule: { rule: string; says: Text }, answer: Answer): Obligation => {
  const { due, state, anchor, anchorKind, kind, target = due } = answer
  const reason: Writable<Reason> = { rule: rule.rule, says: rule.says, kind, anchor, anchorKind, due, target, state }
  if (answer.every !== undefined) reason.every = answer.every
  const obligation: Writable<Obligation> = {
    track,
    rule: rule.rule,
    also: [],
    target,
    due,
    state,
    reasons: [reason],
  }
  if (answer.key !== undefined) obligation.key = answer.key
  if (answer.warnings !== undefined && answer.warnings.length > 0) obligation.warnings = answer.warnings
  if (answer.done !== undefined) obligation.done = answer.done
  if (answer.short !== undefined) obligation.short = answer.short
  return obligation
}

/** The last day of a deadline, and what gave it. */
export interface Allowed {
  readonly due: PlainDate
  readonly every: Allowance
  readonly warnings: readonly string[]
}

/** The last day a deadline allows, with the warning of D4; null where the policy sets none. */
export const allowed = (
  { settings }: Matter,
  from: PlainDate,
  within: Within,
): Allowed | null => {
  const allowance =
    within !== null && typeof within === 'object' && 'setting' in within
      ? (settings[within.setting] ?? within.otherwise ?? null)
      : within
  if (allowance === null) return null
  if (typeof allowance === 'string') return { due: addDuration(from, allowance), every: allowance, warnings: [] }
  const { day, beyondTable } = addWorkingDays(from, allowance.workingDays, settings.closureDays ?? [])
  const warnings = beyondTable ? [`no-bank-holidays-after:${HOLIDAYS_VALID_TO}`] : []
  return { due: day, every: allowance, warnings }
}

/** Of two copies of an event that differ in nothing a track looks at, always the same one, whichever came first. */
export const settled = <E>(a: E, b: E): boolean => JSON.stringify(a) < JSON.stringify(b)
