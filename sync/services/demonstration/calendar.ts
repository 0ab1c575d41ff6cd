/** When things happened in the demonstration, counted back from the day it is loaded, so that Today tells something. */
import { addDays, addMonths, daysBetween, type PlainDate } from '../../../src/domain/dates.ts'
import { type Duration, Interval } from '../../../src/domain/policy/durations.ts'
import { proposeDates } from '../../../src/domain/schedule.ts'
import { type Staff } from './people.ts'

/** Six months of history. */
const HISTORY_DAYS = 183

/** Days ago of the last session, or the day on which the next falls due a month after it. */
const LAST: Readonly<Record<string, { readonly ago: number } | { readonly dueIn: number }>> = {
  dana: { ago: 20 },
  priya: { ago: 12 },
  tom: { ago: 35 },
  sam: { dueIn: 3 },
  kofi: { ago: 39 },
  ellen: { ago: 6 },
  josh: { dueIn: 5 },
  bronwen: { dueIn: 0 },
  leo: { ago: 14 },
  nadia: { ago: 10 },
  ade: { ago: 37 },
  grace: { ago: 30 },
  pete: { ago: 46 },
  mina: { ago: 12 },
  carl: { ago: 25 },
  'priya-brook': { ago: 20 },
}

/** Shifts worked since the last session, where they count (SEF-3.18). */
const SHIFTS_SINCE: Readonly<Record<string, number>> = { ade: 11, grace: 13, pete: 18, mina: 9, carl: 6, 'priya-brook': 5 }

const lastOf = ({ key }: Staff, today: PlainDate): PlainDate => {
  const last = LAST[key] ?? { ago: 15 }
  return 'ago' in last ? addDays(today, -last.ago) : addMonths(addDays(today, last.dueIn), -1)
}

/** The days of a person's sessions in the last six months, the first first. */
export const sessionDays = (person: Staff, today: PlainDate): readonly PlainDate[] => {
  const last = lastOf(person, today)
  const earliest = addDays(today, -Math.min(person.began - 1, HISTORY_DAYS))
  const starter = person.began < 180
  const before = (n: number): PlainDate => {
    if (starter) return addDays(last, -14 * n)
    return person.employment === 'agency' || person.employment === 'casual' ? addDays(last, -47 * n) : addMonths(last, -n)
  }
  const days: PlainDate[] = []
  for (let n = 0; before(n) >= earliest; n += 1) days.unshift(before(n))
  return days
}

/** How often the two agreed to meet: never less often than the policy asks. */
export const everyOf = ({ began, employment }: Staff): Duration =>
  Interval.parse(began < 180 ? 'P2W' : employment === 'agency' || employment === 'casual' ? 'P8W' : 'P1M')

/** The year of dates that follows from a session. */
export const datesAhead = (person: Staff, from: PlainDate): readonly PlainDate[] =>
  proposeDates({ from, every: everyOf(person), away: [], closureDays: [] }).map(({ on }) => on)

export interface RosteredShift {
  readonly day: PlainDate
  readonly status: 'worked' | 'planned' | 'cancelled' | 'absent'
}

/** `count` days spread evenly from the day after `from` to the day before `until`, no two on one day. */
const spread = (from: PlainDate, until: PlainDate, count: number): readonly PlainDate[] => {
  const room = daysBetween(from, until) - 1
  const wanted = Math.min(count, room)
  return Array.from({ length: wanted }, (_, n) => addDays(from, 1 + Math.floor((n * room) / wanted)))
}

const SHIFTS_BETWEEN_SESSIONS = 15
const ROSTER_DAYS = 42

/** A person's roster: of those paid by the shift, six months that count up to each session; of the others, six weeks. */
export const rosterOf = (person: Staff, today: PlainDate): readonly RosteredShift[] => {
  const worked = (day: PlainDate): RosteredShift => ({ day, status: 'worked' })
  const since = SHIFTS_SINCE[person.key]
  if (since === undefined) {
    const days = Array.from({ length: ROSTER_DAYS }, (_, n) => addDays(today, n - ROSTER_DAYS))
    const begun = days.filter((day) => daysBetween(day, today) < person.began)
    const perWeek = person.hours === 'part-time' ? [1, 4] : [0, 1, 3, 5]
    return begun.filter((_, n) => perWeek.includes(n % 7)).map(worked)
  }
  const sessions = sessionDays(person, today)
  const between = sessions.flatMap((day, n) => {
    const next = sessions[n + 1]
    return spread(day, next ?? today, next ? SHIFTS_BETWEEN_SESSIONS : since).map(worked)
  })
  const taken = new Set(between.map(({ day }) => day))
  const last = sessions.at(-1) ?? today
  const free = Array.from({ length: 30 }, (_, n) => addDays(last, -n)).filter((day) => !taken.has(day))
  const notWorked = (['cancelled', 'absent'] as const).flatMap((status, n): RosteredShift[] => {
    const day = free[n]
    return day === undefined ? [] : [{ day, status }]
  })
  return [
    ...between,
    ...notWorked,
    { day: addDays(today, 1), status: 'planned' },
    { day: addDays(today, 3), status: 'planned' },
  ]
}
