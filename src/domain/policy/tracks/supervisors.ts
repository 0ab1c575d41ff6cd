/** What is asked of supervisors: quality checks in a year, how many they supervise, cover while they are away (semantics §4). */
import { addDays, type PlainDate } from '../../dates.ts'
import { addDuration } from '../durations.ts'
import { type AbsenceEvent, type DayEvent } from '../events.ts'
import { latest, type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { stateByDate } from '../state.ts'
import { simple } from './simple.ts'

/** A quota is soon due in the last seven days of its year. */
const QUOTA_SOON_DAYS = 28

/** How many different events: one that arrived twice is one. */
const different = (events: readonly DayEvent[]): number => {
  const named = new Set(events.flatMap(({ id }) => id ?? []))
  return named.size + events.filter(({ id }) => id === undefined).length
}

/** So many observations and audits by the end of the year, of everybody who supervises (HAV-6.5, HAV-10.1b). */
export const quotaTrack = ({ pack, facts, asOf, dayEvents }: Matter): Obligation[] => {
  const track = pack.tracks.quota
  if (track === undefined || facts.supervisesSince === undefined) return []
  const year = asOf.slice(0, 4)
  const due = `${year}-12-31` as PlainDate
  return (['observation', 'audit'] as const).flatMap((key) => {
    const quota = track[key]
    if (quota === undefined) return []
    const done = different((dayEvents.get(quota.event) ?? []).filter(({ on }) => on.startsWith(year)))
    const state = done >= quota.count ? 'met' : stateByDate(addDays(due, -QUOTA_SOON_DAYS), due, due, asOf)
    const rule = { rule: track.rule, says: quota.says }
    return [simple('quota', rule, { key, anchor: null, anchorKind: 'start', kind: 'deadline', due, state, done })]
  })
}

/** How many people somebody supervises, against how many they may (WOK-A2, WOK-4.3). */
export const capacityTrack = ({ pack, facts }: Matter): Obligation[] => {
  const rule = pack.tracks.capacity
  const done = facts.supervisees
  if (rule === undefined || done === undefined) return []
  const state = done >= rule.overdueFrom ? 'overdue' : done >= rule.soonFrom ? 'due-soon' : 'not-due'
  return [simple('capacity', rule, { anchor: null, anchorKind: 'start', kind: 'deadline', due: null, state, done })]
}

/** An absence that was reported more than once is one: covered if any report names cover, as long as the longest says. */
const absencesOf = (events: readonly AbsenceEvent[]): AbsenceEvent[] => {
  const byId = new Map<string, AbsenceEvent>()
  for (const event of events) {
    const key = event.id ?? event.from
    const other = byId.get(key)
    if (other === undefined) {
      byId.set(key, event)
      continue
    }
    const open = event.until === undefined || other.until === undefined
    const until = open ? null : latest([event.until, other.until].flatMap((day) => day ?? []))
    const cover = event.cover ?? other.cover
    const from = event.from < other.from ? event.from : other.from
    byId.set(key, { type: 'absence', from, ...(until === null ? {} : { until }), ...(cover === undefined ? {} : { cover }) })
  }
  return [...byId.values()]
}

/** A long absence for which nobody has been named: overdue from its first day (WOK-A13, WOK-4.6, HAV-App1.6). */
export const coverTrack = ({ pack, absences, asOf }: Matter): Obligation[] => {
  const rule = pack.tracks.cover
  if (rule === undefined) return []
  const uncovered = absencesOf(absences)
    .filter(({ until, cover }) => cover === undefined && (until === undefined || until >= asOf))
    .filter(({ from, until }) => until === undefined || until > addDuration(from, rule.after))
    .map(({ from }) => from)
    .sort()
  const [due] = uncovered
  if (due === undefined) return []
  return [simple('cover', rule, { anchor: due, anchorKind: 'event', kind: 'deadline', every: rule.after, due, state: 'overdue' })]
}
