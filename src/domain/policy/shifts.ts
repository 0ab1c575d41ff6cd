/** Shifts worked since the last one-to-one (semantics C9). */
import { dayFromNumber, dayNumber, epochOf, type Instant, londonDayNumber, type PlainDate } from '../dates.ts'
import { type PolicyEvent, type ShiftEvent } from './events.ts'
import { type Facts } from './facts.ts'

/** A shift that made the count. */
export interface CountedShift {
  readonly id?: string
  readonly startedAt: Instant
  readonly home: string
  readonly londonDay: PlainDate
  readonly units: number
}

/** Where the one-to-one clock starts (C1). */
export interface Anchor {
  readonly on: PlainDate
  readonly kind: 'one-to-one' | 'start'
}

/**
 * The clock's start given the days on which one-to-ones were held; days after `asOf` are plans (D6). Nothing else moves
 * it: no group, no team meeting, no talk in passing (SSWB-3.5, WOK-2.2.1, SEF-2.6).
 */
export const anchorOf = (facts: Facts, heldOn: readonly PlainDate[], asOf: PlainDate): Anchor => {
  let last: PlainDate | null = null
  for (const day of heldOn) if (day <= asOf && (last === null || day > last)) last = day
  if (last !== null) return { on: last, kind: 'one-to-one' }
  const { employedOn, supervisedSince } = facts
  return { on: supervisedSince && supervisedSince > employedOn ? supervisedSince : employedOn, kind: 'start' }
}

/** A shift with its start and London day computed once. */
export interface DatedShift {
  readonly shift: ShiftEvent
  readonly epoch: number
  readonly day: number
}

export const dated = (shift: ShiftEvent): DatedShift => {
  const epoch = epochOf(shift.startedAt)
  return { shift, epoch, day: londonDayNumber(epoch) }
}

const firstOf = (a: DatedShift, b: DatedShift): DatedShift => {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? a : b
  return `${a.shift.id ?? ''}\n${a.shift.home}` <= `${b.shift.id ?? ''}\n${b.shift.home}` ? a : b
}

/**
 * One shift for each set of copies with a worked one among them: the earliest worked copy, with the largest units. Two
 * shifts are copies when they have the same id, or the same instant and home; so are copies of copies, whatever their
 * status, wherever before `asOf` they are: a shift moved from before the session to after it is still one shift.
 */
const withoutCopies = (shifts: readonly DatedShift[]): { first: DatedShift; units: number }[] => {
  const parent = shifts.map((_, index) => index)
  const rootOf = (index: number): number => {
    let at = index
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up
      at = up
    }
    return at
  }
  const seen = new Map<string, number>()
  const link = (name: string, index: number): void => {
    const other = seen.get(name)
    if (other === undefined) seen.set(name, index)
    else parent[rootOf(index)] = rootOf(other)
  }
  shifts.forEach(({ shift, epoch }, index) => {
    if (shift.id !== undefined) link(`id ${shift.id}`, index)
    link(`at ${epoch} ${shift.home}`, index)
  })
  const sets = new Map<number, { first: DatedShift; units: number }>()
  shifts.forEach((each, index) => {
    if (each.shift.status !== 'worked') return
    const root = rootOf(index)
    const set = sets.get(root)
    const units = each.shift.units ?? 1
    if (set) sets.set(root, { first: firstOf(set.first, each), units: Math.max(set.units, units) })
    else sets.set(root, { first: each, units })
  })
  return [...sets.values()]
}

/** The shifts that count on `asOf` from an anchor, in the order in which they started. */
export const countFrom = (shifts: readonly DatedShift[], anchor: Anchor, asOf: PlainDate): CountedShift[] => {
  const last = dayNumber(asOf)
  const from = dayNumber(anchor.on) + (anchor.kind === 'start' ? 0 : 1)
  const there = shifts.filter(({ day }) => day <= last)
  return withoutCopies(there)
    .filter(({ first }) => first.day >= from)
    .sort((a, b) => (firstOf(a.first, b.first) === a.first ? -1 : 1))
    .map(({ first: { shift, day }, units }) => ({
      ...(shift.id === undefined ? {} : { id: shift.id }),
      startedAt: shift.startedAt,
      home: shift.home,
      londonDay: dayFromNumber(day),
      units,
    }))
}

/** The day on which the count reaches `every`, or null before that; and the count itself. */
export const reached = (counted: readonly CountedShift[], every: number): { count: number; on: PlainDate | null } => {
  let count = 0
  let on: PlainDate | null = null
  for (const { units, londonDay } of counted) {
    count += units
    if (on === null && count >= every) on = londonDay
  }
  return { count, on }
}

/**
 * The shifts worked since the last one-to-one, those that make "9 of 16": each once however often it was entered.
 *
 * @param input the person's facts, all their events in any order, and the London day
 */
export const countedShifts = (input: {
  readonly facts: Facts
  readonly events: readonly PolicyEvent[]
  readonly asOf: PlainDate
}): CountedShift[] => {
  const held: PlainDate[] = []
  const shifts: DatedShift[] = []
  for (const event of input.events) {
    if (event.type === 'one-to-one') held.push(event.on)
    else if (event.type === 'shift') shifts.push(dated(event))
  }
  return countFrom(shifts, anchorOf(input.facts, held, input.asOf), input.asOf)
}
