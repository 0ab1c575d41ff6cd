/** The calendar of the person whose device this is, made here: with no connection, and of what is on the device. */
import { type PlainDate } from '../domain/dates.ts'
import { type PersonId } from '../domain/ids.ts'
import { type CalendarEvent } from '../protocol/calendar.ts'
import { calendarEventsOf } from '../protocol/calendar-events.ts'
import { type Device, type Snapshot } from './device.ts'

/** The entries of a person's calendar, those called off among them, in order of their days. */
export const calendarEvents = (snapshot: Snapshot, person: PersonId, asOf: PlainDate): readonly CalendarEvent[] =>
  calendarEventsOf(
    person,
    {
      posts: snapshot.posts.values(),
      sessions: [...snapshot.sessionFacts.values()],
      agreements: [...snapshot.agreementFacts.values()],
    },
    asOf,
  )

/**
 * The calendar as a file to keep (RFC 5545). What writes it comes when it is wanted.
 *
 * @param said what the calendar and each entry are called; without content
 */
export const calendarFile = async (
  snapshot: Snapshot,
  { me, now, asOf }: Pick<Device, 'me' | 'now' | 'asOf'>,
  said: { readonly name: string; readonly title: string },
): Promise<string> => {
  const { calendarOf } = await import('../protocol/calendar.ts')
  return calendarOf({ ...said, stamp: now(), events: calendarEvents(snapshot, me.person, asOf()) })
}
