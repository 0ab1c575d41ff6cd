/** Case supervision (semantics §4): what is due on each open case of a worker. */
import { addMonths, monthEnd, type PlainDate } from '../../dates.ts'
import { addDuration } from '../durations.ts'
import { type CaseEvent } from '../events.ts'
import { latest, type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { type CaseInterval } from '../pack.ts'
import { stateByDate } from '../state.ts'
import { settled, simple } from './simple.ts'

const after = (last: PlainDate, every: CaseInterval): PlainDate => {
  if (every !== 'next-calendar-month') return addDuration(last, every)
  return monthEnd(addMonths(last, 1))
}

const wins = (event: CaseEvent, other: CaseEvent): boolean => {
  if (event.allocatedOn !== other.allocatedOn) return event.allocatedOn > other.allocatedOn
  const [closed, otherClosed] = [event.closedOn ?? '~', other.closedOn ?? '~']
  return closed === otherClosed ? settled(event, other) : closed < otherClosed
}

/** The allocation that counts: the latest; the same one reported twice is closed if either says so. */
const current = (cases: readonly CaseEvent[]): Map<string, CaseEvent> => {
  const byRef = new Map<string, CaseEvent>()
  for (const event of cases) {
    const other = byRef.get(event.ref)
    if (other === undefined || wins(event, other)) byRef.set(event.ref, event)
  }
  return byRef
}

export const caseTrack = ({ pack, asOf, cases, caseSupervisions }: Matter): Obligation[] => {
  const track = pack.tracks.case
  if (track === undefined || cases.length === 0) return []
  return [...current(cases)].flatMap(([ref, { kind, allocatedOn, closedOn, reduced }]) => {
    const rule = track.rules.find(({ kinds }) => kinds.includes(kind))
    if (rule === undefined || (closedOn !== undefined && closedOn <= asOf)) return []
    const since = caseSupervisions.filter((event) => event.ref === ref && event.on >= allocatedOn)
    const last = latest(since.map(({ on }) => on))
    const every = last === null ? track.first : reduced ? (rule.reducedEvery ?? rule.every) : rule.every
    const anchor = last ?? allocatedOn
    const due = after(anchor, every)
    const state = stateByDate(anchor, due, due, asOf)
    const anchorKind = last === null ? 'start' : 'event'
    return [simple('case', rule, { key: ref, anchor, anchorKind, kind: 'periodic', every, due, state })]
  })
}
