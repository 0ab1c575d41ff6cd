/** What comes round: practice observed, training, appraisal, …; and the reviews of the assessed year (semantics §4). */
import { addMonths, type PlainDate } from '../../dates.ts'
import { addDuration } from '../durations.ts'
import { type DayEvent } from '../events.ts'
import { described, latest, type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { type Periodic, type Tracks } from '../track-rules.ts'
import { holds } from '../predicate.ts'
import { stateByDate, stateOnceDone } from '../state.ts'
import { simple } from './simple.ts'

const startOf = ({ facts, relationshipOn }: Matter, from: Exclude<Periodic['from'], 'never'>): PlainDate | undefined =>
  from === 'relationship' ? relationshipOn : facts[from]

const lastOf = ({ dayEvents, groups }: Matter, event: Periodic['event']): PlainDate | null => {
  const types = typeof event === 'string' ? [event] : event
  return latest(types.flatMap((type) => (type === 'group' ? groups : (dayEvents.get(type) ?? [])).map(({ on }) => on)))
}

type PeriodicTrack = { [Name in keyof Tracks]-?: NonNullable<Tracks[Name]> extends Periodic ? Name : never }[keyof Tracks]

const periodic =
  (track: PeriodicTrack) =>
  (matter: Matter): Obligation[] => {
    const rule = matter.pack.tracks[track]
    if (rule === undefined || !holds(rule.when, described(matter, matter.asOf))) return []
    const last = lastOf(matter, rule.event)
    if (last !== null && !holds(rule.thenWhen, described(matter, matter.asOf))) return []
    if (last === null && rule.from === 'never') {
      return [simple(track, rule, { anchor: null, anchorKind: 'start', kind: 'periodic', every: rule.every, due: null, state: 'due' })]
    }
    const anchor = last ?? (rule.from === 'never' ? undefined : startOf(matter, rule.from))
    if (anchor === undefined) return []
    const every = last === null ? (rule.first ?? rule.every) : rule.every
    const due = addDuration(anchor, every)
    const state = stateByDate(anchor, due, due, matter.asOf)
    const anchorKind = last === null ? 'start' : 'event'
    return [simple(track, rule, { anchor, anchorKind, kind: 'periodic', every, due, state })]
  }

export const groupTrack = periodic('group')
export const observationTrack = periodic('observation')
export const supervisionObservedTrack = periodic('supervision-observed')
export const recordAuditTrack = periodic('record-audit')
export const trainingTrack = periodic('training')
export const appraisalTrack = periodic('appraisal')
export const selfEvaluationTrack = periodic('self-evaluation')
export const threeWayTrack = periodic('three-way')

/** The days of some events in order, an event that arrived twice counted once. */
const daysInOrder = (events: readonly DayEvent[]): PlainDate[] => {
  const byId = new Map<string, PlainDate>()
  const days: PlainDate[] = []
  for (const { id, on } of events) {
    if (id === undefined) days.push(on)
    else byId.set(id, latest([on, byId.get(id) ?? on]) ?? on)
  }
  return [...days, ...byId.values()].sort()
}

/** The reviews of the assessed year: the first review held meets the first, and so on. */
export const asyeReviewTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks['asye-review']
  if (rule === undefined || !holds(rule.when, described(matter, matter.asOf))) return []
  const anchor = matter.facts.employedOn
  const held = daysInOrder(matter.dayEvents.get('asye-review') ?? [])
  return rule.afterMonths.map((months, index) => {
    const due = addMonths(anchor, months)
    const state = stateOnceDone(held[index], anchor, due, matter.asOf)
    const key = String(months)
    return simple('asye-review', rule, { key, anchor, anchorKind: 'start', kind: 'deadline', due, state })
  })
}
