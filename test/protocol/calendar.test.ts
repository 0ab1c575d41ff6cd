import * as fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { addDays, ClockTime, dayFromNumber, dayNumber, Instant, instantOf, londonDay, londonTimeOf, PlainDate } from '../../src/domain/dates.ts'
import { RecordId } from '../../src/domain/ids.ts'
import { type CalendarEvent, calendarOf } from '../../src/protocol/calendar.ts'

const id = (n: number): RecordId => RecordId.parse(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
const day = (text: string): PlainDate => PlainDate.parse(text)
const time = (text: string): ClockTime => ClockTime.parse(text)
const stamp = Instant.parse('2026-06-01T09:30:15.500Z')
const event = (more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: id(1), on: day('2026-06-02'), at: time('14:00'), minutes: 90, sequence: 0, cancelled: false, ...more,
})
const textOf = (events: readonly CalendarEvent[], name = 'Supervision', title = 'Supervision'): string => calendarOf({ name, title, stamp, events })

/** What another program reads in the file. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, startDate, endDate, sequence } = new ICAL.Event(component)
    const propertyNames = component.getAllProperties().map(({ name }) => name)
    return { uid, summary, startDate, endDate, sequence, status: component.getFirstPropertyValue('status'), propertyNames, component }
  })
  return { calendar, events }
}
/** The reader knows no NAME (RFC 7986) and leaves its text as written. */
const unescaped = (text: string): string => text.replaceAll(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped))
const epochAt = (at: ICAL.Time): number => at.toJSDate().getTime()

describe('the calendar file of planned sessions', () => {
  test('a session at a time is an entry from one instant to another, in summer and in winter', () => {
    const { events } = read(textOf([event(), event({ id: id(2), on: day('2026-12-02') })]))
    expect(events.map(({ uid, summary, status, sequence }) => [uid, summary, status, sequence])).toEqual([
      [id(1), 'Supervision', 'CONFIRMED', 0],
      [id(2), 'Supervision', 'CONFIRMED', 0],
    ])
    expect(events.map(({ startDate, endDate }) => [startDate.toString(), endDate.toString()])).toEqual([
      ['2026-06-02T13:00:00Z', '2026-06-02T14:30:00Z'],
      ['2026-12-02T14:00:00Z', '2026-12-02T15:30:00Z'],
    ])
  })

  test('a session over the change of the clocks is as long as it was planned', () => {
    const { events } = read(textOf([event({ on: day('2026-10-25'), at: time('00:30'), minutes: 120 })]))
    expect(events[0]?.startDate.toString()).toBe('2026-10-24T23:30:00Z')
    expect(events[0]?.endDate.toString()).toBe('2026-10-25T01:30:00Z')
  })

  test('a session with no time is a whole day, that day, in any time zone', () => {
    const { events } = read(textOf([event({ at: null, minutes: null }), event({ id: id(2), on: day('2026-12-31'), at: null, minutes: 60 })]))
    expect(events.map(({ startDate, endDate }) => [startDate.isDate, startDate.toString(), endDate.isDate, endDate.toString()])).toEqual([
      [true, '2026-06-02', true, '2026-06-03'],
      [true, '2026-12-31', true, '2027-01-01'],
    ])
  })

  test('a length nobody agreed is not made up', () => {
    expect(read(textOf([event({ minutes: null })])).events[0]?.propertyNames).not.toContain('dtend')
  })

  test('a cancelled session says so, under the same id and with a higher number', () => {
    const [cancelled] = read(textOf([event({ cancelled: true, sequence: 3 })])).events
    expect([cancelled?.uid, cancelled?.status, cancelled?.sequence]).toEqual([id(1), 'CANCELLED', 3])
  })

  test('an entry is private and says nothing of who, where or what about', () => {
    const { calendar, events } = read(textOf([event(), event({ id: id(2), at: null })]))
    const said = new Set(events.flatMap(({ propertyNames }) => propertyNames))
    for (const name of ['description', 'location', 'organizer', 'attendee', 'url', 'contact', 'comment', 'attach', 'geo', 'valarm']) {
      expect(said).not.toContain(name)
    }
    expect(events.map(({ component }) => component.getFirstPropertyValue('class'))).toEqual(['PRIVATE', 'PRIVATE'])
    expect(calendar.getFirstPropertyValue('prodid')).toBe('-//Countersign//Sessions//EN')
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    expect(events[0]?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-06-01T09:30:15Z')
  })

  test('no sessions: a calendar with nothing in it', () => {
    expect(read(textOf([])).events).toEqual([])
  })

  test('any title and name come back as they were, in lines of at most 75 bytes that end in CRLF', () => {
    const titles = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('Goruchwyliaeth: mis, gan y tîm; Ysgol\\Tŷ', 'إشراف '.repeat(30), '🦊'.repeat(60), 'one\nBEGIN:VALARM\nEND:VALARM'),
    )
    fc.assert(
      fc.property(titles.map((text) => text.replaceAll(/\p{Cc}/gu, (found) => (found === '\n' ? found : ''))), (text) => {
        const file = textOf([event()], `n${text}`, text)
        const { calendar, events } = read(file)
        expect(events).toHaveLength(1)
        expect(events[0]?.summary).toBe(text)
        expect(calendar.getAllProperties().map(({ name }) => name)).toEqual(['version', 'prodid', 'method', 'name', 'x-wr-calname'])
        expect(unescaped(String(calendar.getFirstPropertyValue('name')))).toBe(`n${text}`)
        expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true)
        for (const line of file.split('\r\n')) {
          expect(line).not.toMatch(/[\r\n]/)
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('any day and time, clock changes included: London’s clock showed that day and time when it begins', () => {
    const days = fc.integer({ min: dayNumber(day('2020-01-01')), max: dayNumber(day('2050-12-31')) }).map(dayFromNumber)
    const near = fc.tuple(fc.constantFrom('2026-03-28', '2026-10-24', '2027-03-27', '2031-10-25').map(day), fc.nat({ max: 2 })).map(([on, more]) => addDays(on, more))
    fc.assert(
      fc.property(fc.oneof(days, near), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 1, max: 600 }), (on, hour, minute, minutes) => {
        const at = time(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
        const [planned] = read(textOf([event({ on, at, minutes })])).events
        const start = planned ? epochAt(planned.startDate) : Number.NaN
        // The hour that spring skips is shown an hour later.
        fc.pre(!(hour === 1 && londonTimeOf(start).startsWith('02')))
        expect([londonDay(instantOf(start)), londonTimeOf(start)]).toEqual([on, at])
        expect(planned ? epochAt(planned.endDate) - start : null).toBe(minutes * 60_000)
      }),
    )
  })
})
