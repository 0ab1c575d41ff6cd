/** The shifts of one post as its page tells them: those that made the count, claims, and those that don't count and why. */
import { epochOf, type Instant, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type Reason } from '../../domain/policy/obligation.ts'
import { type CountedShift } from '../../domain/policy/shifts.ts'
import { type PostState, type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'

export type WhyNot = 'planned' | 'cancelled' | 'absent' | 'copy' | 'void' | 'later'

export interface ShiftsOf {
  /** Only the worker says so yet; the oldest first. */
  readonly claims: readonly ShiftState[]
  /** Since the clock began, the oldest first. */
  readonly others: readonly { readonly shift: ShiftState; readonly why: WhyNot }[]
  /** How far shifts of the post's home are known; null before its first roster. */
  readonly through: Instant | null
}

const whyNot = ({ voided, status, startedAt }: ShiftState, asOf: PlainDate): WhyNot => {
  if (voided) return 'void'
  if (status !== 'worked') return status
  return londonDay(startedAt) > asOf ? 'later' : 'copy'
}

export const shiftsOf = (post: PostState, { shifts, settings }: Pick<Snapshot, 'shifts' | 'settings'>, counted: readonly CountedShift[], reason: Reason, asOf: PlainDate): ShiftsOf => {
  const ids = new Set(counted.map(({ id }) => id))
  const { anchor, anchorKind } = reason
  const since = ({ startedAt }: ShiftState): boolean => {
    const on = londonDay(startedAt)
    return !anchor || on > anchor || (anchorKind === 'start' && on === anchor)
  }
  const here = shifts
    .filter((shift) => shift.post === post.id && since(shift))
    .sort((a, b) => epochOf(a.startedAt) - epochOf(b.startedAt) || (a.id < b.id ? -1 : 1))
  return {
    claims: here.filter(({ claimed, voided }) => claimed && !voided),
    others: here.flatMap((shift) => (ids.has(shift.id) || (shift.claimed && !shift.voided) ? [] : [{ shift, why: whyNot(shift, asOf) }])),
    through: settings.get(post.setting)?.roster?.through ?? null,
  }
}

/** From here the session is to be booked, not only thought of (J6: alerts at 12 and at 14 of 16). */
const BOOK_FROM_LEFT = 2

export type Alert = { readonly kind: 'none' | 'left' | 'book'; readonly left: number } | { readonly kind: 'due' } | { readonly kind: 'over'; readonly of: number }

/** What the count asks for: shifts left, book it now, due before the next shift, overdue (SEF-3.18). */
export const alertOf = ({ count = 0, of = 0, state }: Pick<Reason, 'count' | 'of' | 'state'>): Alert => {
  const left = of - count
  if (left < 0) return { kind: 'over', of }
  if (left === 0) return { kind: 'due' }
  if (state !== 'due-soon') return { kind: 'none', left }
  return { kind: left <= BOOK_FROM_LEFT ? 'book' : 'left', left }
}
