/** Records to be shared or written, and cancelled sessions to be rebooked (semantics §4). */
import { type PlainDate } from '../../dates.ts'
import { type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { minutesFor } from '../one-to-one.ts'
import { stateOnceDone } from '../state.ts'
import { allowed, settled, simple } from './simple.ts'

interface Dated {
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
    const key = event.id ?? event.on
    const other = byId.get(key)
    if (other === undefined || wins(event, other)) byId.set(key, event)
  }
  return byId
}

/** Each record's deadline; on a one-to-one's, whether the session was shorter than the minutes that applied to it. */
export const recordTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks.record
  if (rule === undefined) return []
  const events = rule.events.includes('one-to-one') ? matter.oneToOnes : []
  return [...once(events, (event) => event[rule.metBy])].flatMap(([key, event]) => {
    const by = allowed(matter, event.on, rule.within)
    if (by === null) return []
    const least = event.minutes === undefined ? null : minutesFor(matter, event.on)
    const short = least !== null && event.minutes !== undefined && event.minutes < least
    const state = stateOnceDone(event[rule.metBy], event.on, by.due, matter.asOf)
    return [simple('record', rule, { key, anchor: event.on, anchorKind: 'event', kind: 'deadline', ...by, state, short })]
  })
}

export const rearrangeTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks.rearrange
  if (rule === undefined) return []
  return [...once(matter.cancelled, (event) => event[rule.metBy])].flatMap(([key, event]) => {
    const by = allowed(matter, event.on, rule.within)
    if (by === null) return []
    const state = stateOnceDone(event[rule.metBy], event.on, by.due, matter.asOf)
    return [simple('rearrange', rule, { key, anchor: event.on, anchorKind: 'event', kind: 'deadline', ...by, state })]
  })
}
