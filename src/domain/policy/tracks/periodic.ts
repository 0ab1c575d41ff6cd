/** What comes round: practice observed, appraisal; and the reviews of the assessed year (semantics §4). */
import { addMonths, type PlainDate } from '../../dates.ts'
import { addDuration } from '../durations.ts'
import { type DayEvent } from '../events.ts'
import { described, latest, type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { type Periodic } from '../pack.ts'
import { holds } from '../predicate.ts'
import { stateByDate, stateOnceDone } from '../state.ts'
import { simple } from './simple.ts'

const startOf = ({ facts, relationshipOn }: Matter, from: Periodic['from']): PlainDate | undefined =>
  from === 'relationship' ? relationshipOn : facts[from]

const periodic =
  (track: 'observation' | 'appraisal') =>
  (matter: Matter): Obligation[] => {
    const rule = matter.pack.tracks[track]
    if (rule === undefined || !holds(rule.when, described(matter, matter.asOf))) return []
    const last = latest((matter.dayEvents.get(rule.event) ?? []).map(({ on }) => on))
    const anchor = last ?? startOf(matter, rule.from)
    if (anchor === undefined) return []
    const every = last === null ? (rule.first ?? rule.every) : rule.every
    const due = addDuration(anchor, every)
    const state = stateByDate(anchor, due, due, matter.asOf)
    const anchorKind = last === null ? 'start' : 'event'
    return [simple(track, rule, { anchor, anchorKind, kind: 'periodic', every, due, state })]
  }

export const observationTrack = periodic('observation')
export const appraisalTrack = periodic('appraisal')

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
