/** Which entries a person's calendar has: what lies ahead for them as supervisee and as supervisor (SEF-8.2). */
import { addDays, type PlainDate } from '../domain/dates.ts'
import { type AgreementFacts, type SessionFacts } from '../domain/facts.ts'
import { type PersonId, RecordId } from '../domain/ids.ts'
import { inForce, type Planned, plannedOf } from '../domain/planned.ts'
import { isCurrent } from '../domain/records/policy-input.ts'
import { type PostState } from '../domain/records/record.ts'
import { type CalendarEvent } from './calendar.ts'
import { agreedSessionId, derivedId } from './derived-ids.ts'

/** What a calendar is told to take out again, it is told for this long. */
const CANCELLED_FOR_DAYS = 60

export interface CalendarKnown {
  readonly posts: Iterable<PostState>
  readonly sessions: readonly SessionFacts[]
  readonly agreements: readonly AgreementFacts[]
}

const lastHeld = (sessions: readonly SessionFacts[]): SessionFacts | undefined =>
  sessions.filter(({ heldOn, status }) => heldOn !== null && status !== 'void').sort((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? 1 : -1))[0]

/**
 * Id and sequence of a date that lies ahead. An agreed date has the id that its session will have, and comes before the
 * session's first revision; a date said at a session changes with that session.
 */
const entryOf = (post: PostState, { on, session, agreement }: Planned, sessions: readonly SessionFacts[]): Pick<CalendarEvent, 'id' | 'sequence'> => {
  const made = sessions.find(({ id }) => id === session)
  if (made) return { id: made.id, sequence: made.revision }
  if (agreement) return { id: agreedSessionId(agreement, on), sequence: 0 }
  return { id: RecordId.parse(derivedId(post.id, 'next', on)), sequence: lastHeld(sessions)?.revision ?? 0 }
}

/** Called off with no new date, or taken back before it was held. */
const isOff = ({ status, heldOn }: SessionFacts): boolean => heldOn === null && (status === 'cancelled' || status === 'void')

const eventsOfPost = (post: PostState, known: CalendarKnown, asOf: PlainDate): readonly CalendarEvent[] => {
  const sessions = known.sessions.filter((session) => session.post === post.id)
  const agreements = known.agreements.filter((agreement) => agreement.post === post.id)
  const minutes = inForce(agreements, asOf)?.minutes ?? null
  const ahead = plannedOf(post, sessions, agreements, asOf).map(
    (planned): CalendarEvent => ({ ...entryOf(post, planned, sessions), on: planned.on, at: planned.at, minutes, cancelled: false }),
  )
  const off = sessions
    .filter((session) => isOff(session) && session.supervisor === post.supervisor && session.plannedFor >= addDays(asOf, -CANCELLED_FOR_DAYS))
    .map(({ id, plannedFor, at, revision }): CalendarEvent => ({ id, on: plannedFor, at, minutes, sequence: revision, cancelled: true }))
  return [...ahead, ...off]
}

const byDay = (a: CalendarEvent, b: CalendarEvent): number => {
  const key = ({ on, at, id }: CalendarEvent): string => `${on}${at ?? ''}|${id}`
  return key(a) < key(b) ? -1 : 1
}

/**
 * @param known the posts, and the facts of their sessions and agreements; posts of others are passed over
 * @returns an entry for each session that lies ahead in a current post that is the person's or that they supervise, and
 *   one marked cancelled for each called off in the last two months; in order of their days
 */
export const calendarEventsOf = (person: PersonId, known: CalendarKnown, asOf: PlainDate): readonly CalendarEvent[] =>
  [...known.posts]
    .filter((post) => (post.person === person || post.supervisor === person) && isCurrent(post, asOf))
    .flatMap((post) => eventsOfPost(post, known, asOf))
    .sort(byDay)
