/**
 * Planned sessions as an iCalendar file (RFC 5545) for a person's own calendar (SEF-8.2). A calendar may be shared or on
 * show, so an entry says that something is on and nothing of whom, where or what about: the caller's title, and CLASS
 * PRIVATE. Times are instants in UTC, so a calendar shows them right whatever time zones it knows.
 */
import ical, { escape, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator'
import { addDays, type ClockTime, epochOf, type Instant, londonInstant, type PlainDate, wholeSeconds } from '../domain/dates.ts'
import { type RecordId } from '../domain/ids.ts'

export interface CalendarEvent {
  /** The session's id: importing again changes the entry and adds none. */
  readonly id: RecordId
  readonly on: PlainDate
  /** The London time it begins; null for an entry of the whole day. */
  readonly at: ClockTime | null
  /** How long it is; null where that isn't agreed, and for whole days nothing. */
  readonly minutes: number | null
  /** Higher each time the entry changed: a calendar keeps the highest. */
  readonly sequence: number
  readonly cancelled: boolean
}

const timesOf = ({ on, at, minutes }: CalendarEvent): { start: string; end: string | null; allDay: boolean } => {
  if (at === null) return { start: on, end: addDays(on, 1), allDay: true }
  const start = londonInstant(on, at)
  return { start, end: minutes === null ? null : wholeSeconds(epochOf(start) + minutes * 60_000), allDay: false }
}

/**
 * @param name  what the calendar is called where it is imported
 * @param title what every entry is called; without content, such as "Supervision"
 * @param stamp now
 * @returns the file's text: lines end in CRLF and none is longer than 75 bytes
 */
export const calendarOf = ({
  name,
  title,
  stamp,
  events,
}: {
  readonly name: string
  readonly title: string
  readonly stamp: Instant
  readonly events: readonly CalendarEvent[]
}): string => {
  const calendar = ical({
    // The one text that the library writes as it comes: a line break in it would begin a property.
    name: escape(name, false),
    prodId: { company: 'Countersign', product: 'Sessions' },
    method: ICalCalendarMethod.PUBLISH,
  })
  for (const event of events) {
    calendar.createEvent({
      ...timesOf(event),
      id: event.id,
      sequence: event.sequence,
      stamp,
      summary: title,
      class: ICalEventClass.PRIVATE,
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  // The library leaves out the last line's end, which the format asks for.
  return `${calendar.toString()}\r\n`
}
