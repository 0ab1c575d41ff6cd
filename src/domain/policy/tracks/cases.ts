/** Case supervision (semantics §4): what is due on each open case of a worker. */
import { addMonths, monthEnd, type PlainDate } from '../../dates.ts'
import { addDuration } from '../durations.ts'
import { type CaseEvent } from '../events.ts'
import { latest, type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { type CaseInterval } from '../track-rules.ts'
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

/** The open cases, each with the supervisions since it was allocated. */
const openCases = ({ asOf, cases, caseSupervisions }: Matter): { event: CaseEvent; last: PlainDate | null }[] =>
  [...current(cases).values()]
    .filter(({ closedOn }) => closedOn === undefined || closedOn > asOf)
    .map((event) => {
      const since = caseSupervisions.filter(({ ref, on }) => ref === event.ref && on >= event.allocatedOn)
      return { event, last: latest(since.map(({ on }) => on)) }
    })

export const caseTrack = (matter: Matter): Obligation[] => {
  const track = matter.pack.tracks.case
  if (track === undefined || matter.cases.length === 0) return []
  const { first } = track
  return openCases(matter).flatMap(({ event: { ref, kind, allocatedOn, reduced }, last }) => {
    const ofKind = track.rules.find(({ kinds }) => kinds.includes(kind))
    const begins = first.rule !== undefined && first.says !== undefined ? { rule: first.rule, says: first.says } : ofKind
    const rule = last === null ? begins : ofKind
    if (rule === undefined) return []
    const again = ofKind && (reduced ? (ofKind.reducedEvery ?? ofKind.every) : ofKind.every)
    const every = last === null ? first.every : (again ?? first.every)
    const anchor = last ?? allocatedOn
    const due = after(anchor, every)
    const state = stateByDate(anchor, due, due, matter.asOf)
    const anchorKind = last === null ? 'start' : 'event'
    return [simple('case', rule, { key: ref, anchor, anchorKind, kind: 'periodic', every, due, state })]
  })
}

/** A manager looks at a case between supervisions, so that no gap is longer than the policy allows (WOK-AMB-6). */
export const oversightTrack = (matter: Matter): Obligation[] => {
  const track = matter.pack.tracks.case
  if (track === undefined || matter.cases.length === 0) return []
  return openCases(matter).flatMap(({ event: { ref, kind, allocatedOn }, last }) => {
    const found = track.rules.find(({ kinds, oversight }) => oversight && kinds.includes(kind))
    if (found?.oversight === undefined) return []
    const { every, says } = found.oversight
    const looked = matter.oversights.filter((event) => event.ref === ref && event.on >= allocatedOn).map(({ on }) => on)
    const anchor = latest([allocatedOn, ...looked, ...(last === null ? [] : [last])]) ?? allocatedOn
    const due = addDuration(anchor, every)
    const state = stateByDate(anchor, due, due, matter.asOf)
    const anchorKind = anchor === allocatedOn ? 'start' : 'event'
    return [simple('oversight', { rule: found.rule, says }, { key: ref, anchor, anchorKind, kind: 'periodic', every, due, state })]
  })
}
