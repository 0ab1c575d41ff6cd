/** Records to be shared or written, and cancelled sessions to be rebooked (semantics §4). */
import { monthEnd, type PlainDate } from '../../dates.ts'
import { type CancelledEvent, type GroupEvent, type JointEvent, type OneToOneEvent, type PolicyEvent } from '../events.ts'
import { type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { minutesFor } from '../one-to-one.ts'
import { stateOnceDone } from '../state.ts'
import { type Tracks } from '../track-rules.ts'
import { allowed, type Allowed, settled, simple } from './simple.ts'

type Rearrange = NonNullable<Tracks['rearrange']>

interface Dated {
  readonly type: PolicyEvent['type']
  readonly id?: string | undefined
  readonly on: PlainDate
}

/** An event that arrived more than once is one: the latest day of it, and there the copy that was done first. */
const once = <E extends Dated>(events: readonly E[], doneOn: (event: E) => PlainDate | undefined): Map<string, E> => {
  const byId = new Map<string, E>()
  const wins = (event: E, other: E): boolean => {
    if (event.on !== other.on) return event.on > other.on
    const [done, otherDone] = [doneOn(event) ?? '~', doneOn(other) ?? '~']
    return done === otherDone ? settled(event, other) : done < otherDone
  }
  for (const event of events) {
    const key = event.id ?? (event.type === 'group' || event.type === 'joint' ? `${event.type} ${event.on}` : event.on)
    const other = byId.get(key)
    if (other === undefined || wins(event, other)) byId.set(key, event)
  }
  return byId
}

/** Each record's deadline; on a one-to-one's, whether the session was shorter than asked for (WOK-3.3, WOK-A20). */
export const recordTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks.record
  if (rule === undefined) return []
  const { oneToOnes, groups, joints } = matter
  const events = { 'one-to-one': oneToOnes, group: groups, joint: joints }
  const all = rule.events.flatMap((type): readonly (OneToOneEvent | GroupEvent | JointEvent)[] => events[type])
  return [...once(all, (event) => event[rule.metBy])].flatMap(([key, event]) => {
    const by = allowed(matter, event.on, rule.within)
    if (by === null) return []
    const state = stateOnceDone(event[rule.metBy], event.on, by.due, matter.asOf)
    const short = event.type === 'one-to-one' ? { short: isShort(matter, event) } : {}
    return [simple('record', rule, { key, anchor: event.on, anchorKind: 'event', kind: 'deadline', ...by, state, ...short })]
  })
}

const isShort = (matter: Matter, { on, minutes }: OneToOneEvent): boolean => {
  const least = minutes === undefined ? null : minutesFor(matter, on)
  return least !== null && minutes !== undefined && minutes < least
}

/** The supervisee's own version of each record that was shared: offered until a day, owed by nobody (SSWB-4.20). */
export const ownVersionTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks['own-version']
  if (rule === undefined) return []
  return [...once(matter.oneToOnes, ({ sharedOn }) => sharedOn)].flatMap(([key, { sharedOn }]) => {
    if (sharedOn === undefined || sharedOn > matter.asOf) return []
    const by = allowed(matter, sharedOn, rule.within)
    if (by === null) return []
    return [simple('own-version', rule, { key, anchor: sharedOn, anchorKind: 'event', kind: 'deadline', ...by, state: 'not-due' })]
  })
}

/** By when a session called off is to be made up for: wanted by, and allowed until. */
const rearrangeBy = (matter: Matter, event: CancelledEvent, rule: Rearrange): (Allowed & { target: PlainDate }) | null => {
  const by = allowed(matter, event.on, rule.within)
  if (by === null) return null
  const end = rule.untilMonthEnd && event.plannedOn !== undefined ? monthEnd(event.plannedOn) : null
  return { ...by, target: by.due, due: end !== null && end > by.due ? end : by.due }
}

/** When it was made up for, so far as is known on the day: a new date counts from the day it was made (SSWB-4.19). */
const madeUpOn = (event: CancelledEvent, { metBy }: Pick<Rearrange, 'metBy'>, asOf: PlainDate): PlainDate | undefined => {
  if (metBy !== 'rebookedFor') return event[metBy]
  return event.rebookedOn !== undefined && event.rebookedOn <= asOf ? event.rebookedFor : undefined
}

export const rearrangeTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks.rearrange
  const { asOf } = matter
  if (rule === undefined) return []
  return [...once(matter.cancelled, (event) => madeUpOn(event, rule, asOf))].flatMap(([key, event]) => {
    const by = rearrangeBy(matter, event, rule)
    if (by === null) return []
    const done = madeUpOn(event, rule, asOf)
    const state =
      rule.metBy === 'rebookedFor' && done !== undefined
        ? done <= by.due ? 'met' : 'met-late'
        : stateOnceDone(done, event.on, by.due, asOf, by.target)
    return [simple('rearrange', rule, { key, anchor: event.on, anchorKind: 'event', kind: 'deadline', ...by, state })]
  })
}
