/**
 * Every sentence a person reads, in their language: messages by id, and dates, times and lengths of time in words.
 * Days are London days (`PlainDate`), instants are shown in London time, whatever the zone of the machine.
 */
import { createIntl } from '@formatjs/intl'
import { type Instant, type PlainDate, daysBetween, epochOf, londonDay, londonTimeOf } from '../domain/dates.ts'
import { type PlacesOf, type Values } from './catalogue.ts'
import { type English, en } from './en.ts'

export type MessageId = keyof English

/** A whole translation: every id of the English one. */
export type Catalogue = Readonly<Record<MessageId, string>>

/**
 * The languages offered: `lang` for HTML, `locale` for names of days and numbers. Cymraeg joins by one line,
 * `cy: { lang: 'cy', locale: 'cy-GB', name: 'Cymraeg', messages: cy }`, the day its catalogue is complete: `Catalogue`
 * refuses a partial one, and the tests hold every language here to the same ids and places.
 */
export const languages = {
  en: { lang: 'en', locale: 'en-GB', name: 'English', messages: en },
} satisfies Record<string, { lang: string; locale: string; name: string; messages: Catalogue }>

export type Language = keyof typeof languages

/** How often, or how long: ISO 8601 (`P2W`), a count of shifts, or working days (semantics, D1). */
export type Interval = string | { readonly count: number } | { readonly workingDays: number }

type IsUnion<T, U = T> = T extends U ? ([U] extends [T] ? false : true) : never

/** Exactly the places of the message; for an id known only at run time, anything. */
type Arguments<Id extends MessageId> =
  true extends IsUnion<Id>
    ? [values?: Values]
    : [PlacesOf<English[Id]>] extends [never]
      ? []
      : [values: Readonly<Record<PlacesOf<English[Id]>, string | number>>]

export interface Words {
  /** For `lang`. */
  readonly lang: string
  /** The message with its places filled. The compiler asks for exactly the places the English message has. */
  say<const Id extends MessageId>(this: void, id: Id, ...values: Arguments<Id>): string
  /** The sentence for an error code: `errors.<code>`, or the one for an unknown error. */
  error(this: void, code: string, values?: Values): string
  /** "Mon 15 June"; with the year where it isn't the year of `today`. */
  day(this: void, day: PlainDate, today?: PlainDate): string
  /** "Monday 15 June 2026" */
  longDay(this: void, day: PlainDate): string
  /** "today", "tomorrow", "in 3 days", "2 days ago" */
  relativeDay(this: void, day: PlainDate, today: PlainDate): string
  /** "14:32", in London */
  time(this: void, instant: Instant): string
  /** "Mon 15 June, 14:32", in London; with the year where it isn't the year of `today`. */
  dayAndTime(this: void, instant: Instant, today?: PlainDate): string
  /** "just now", "5 minutes ago", "3 hours ago", "2 days ago" */
  ago(this: void, instant: Instant, now: Instant): string
  /** `P2W` → "every 2 weeks"; `{ count: 16 }` → "after every 16 shifts". Throws a RangeError for anything else. */
  every(this: void, interval: Interval): string
  /** `P28D` → "28 days"; `{ workingDays: 5 }` → "5 working days". Throws a RangeError for anything else. */
  span(this: void, interval: Interval): string
  /** 90 → "1 hour 30 minutes" */
  duration(this: void, minutes: number): string
  /** "Dana, Sam and Ali", or with `or` "Dana, Sam or Ali" */
  list(this: void, items: readonly string[], link?: 'and' | 'or'): string
  /** 1234.5 → "1,234.5" */
  number(this: void, value: number): string
}

const UNITS = { D: 'days', W: 'weeks', M: 'months', Y: 'years' } as const
type Unit = (typeof UNITS)[keyof typeof UNITS] | 'workingDays' | 'shifts'

const partsOf = (interval: Interval): { unit: Unit; count: number } => {
  if (typeof interval !== 'string') {
    return 'count' in interval
      ? { unit: 'shifts', count: interval.count }
      : { unit: 'workingDays', count: interval.workingDays }
  }
  const match = /^P(\d+)([DWMY])$/.exec(interval)
  if (!match) throw new RangeError(`not a duration of days, weeks, months or years: ${interval}`)
  return { unit: UNITS[match[2] as keyof typeof UNITS], count: Number(match[1]) }
}

const noonOf = (day: PlainDate): number => epochOf(`${day}T12:00:00Z` as Instant)
const yearOf = (day: PlainDate): string => day.slice(0, 4)

const MINUTES_IN_HOUR = 60
const MINUTES_IN_DAY = 1440

/** The words of one language. Keep one and hand it down (`WordsProvider`); it caches its formatters. */
export const createWords = (language: Language): Words => {
  const { lang, locale, messages } = languages[language]
  const intl = createIntl({ locale, defaultLocale: locale, messages, timeZone: 'Europe/London' })
  const say = (id: MessageId, values?: Values): string => intl.formatMessage({ id }, values)

  const dayParts = (day: PlainDate, weekday: 'short' | 'long') => {
    const parts = new Map<string, string>()
    const options = { timeZone: 'UTC', weekday, day: 'numeric', month: 'long', year: 'numeric' } as const
    for (const part of intl.formatDateToParts(noonOf(day), options)) parts.set(part.type, part.value)
    const get = (name: string): string => parts.get(name) ?? ''
    return { weekday: get('weekday'), day: get('day'), month: get('month'), year: get('year') }
  }

  const day = (date: PlainDate, today?: PlainDate): string =>
    say(
      today && yearOf(today) !== yearOf(date) ? 'common.date.dayWithYear' : 'common.date.day',
      dayParts(date, 'short'),
    )

  const time = (instant: Instant): string => londonTimeOf(epochOf(instant))

  return {
    lang,
    say,
    error: (code, values) => {
      const id = `errors.${code}`
      return say(Object.hasOwn(messages, id) ? (id as MessageId) : 'errors.unknown', values)
    },
    day,
    longDay: (date) => say('common.date.dayWithYear', dayParts(date, 'long')),
    relativeDay: (date, today) => {
      const days = daysBetween(today, date)
      if (days === 0) return say('common.date.today')
      if (days === 1) return say('common.date.tomorrow')
      if (days === -1) return say('common.date.yesterday')
      return days > 0 ? say('common.date.inDays', { days }) : say('common.date.daysAgo', { days: -days })
    },
    time,
    dayAndTime: (instant, today) =>
      say('common.date.dayAndTime', { day: day(londonDay(instant), today), time: time(instant) }),
    ago: (instant, now) => {
      const minutes = Math.floor((epochOf(now) - epochOf(instant)) / 60_000)
      if (minutes < 1) return say('common.ago.now')
      if (minutes < MINUTES_IN_HOUR) return say('common.ago.minutes', { count: minutes })
      if (minutes < MINUTES_IN_DAY) return say('common.ago.hours', { count: Math.floor(minutes / MINUTES_IN_HOUR) })
      return say('common.ago.days', { count: Math.floor(minutes / MINUTES_IN_DAY) })
    },
    every: (interval) => {
      const { unit, count } = partsOf(interval)
      return say(`common.every.${unit}`, { count })
    },
    span: (interval) => {
      const { unit, count } = partsOf(interval)
      return say(`common.span.${unit}`, { count })
    },
    duration: (total) => {
      const hours = Math.floor(total / MINUTES_IN_HOUR)
      const minutes = say('common.span.minutes', { count: total % MINUTES_IN_HOUR })
      if (hours === 0) return minutes
      const inHours = say('common.span.hours', { count: hours })
      return total % MINUTES_IN_HOUR === 0
        ? inHours
        : say('common.span.hoursAndMinutes', { hours: inHours, minutes })
    },
    list: (items, link = 'and') =>
      intl.formatList([...items], { type: link === 'and' ? 'conjunction' : 'disjunction' }),
    number: (value) => intl.formatNumber(value),
  }
}
