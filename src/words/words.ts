/**
 * Every sentence a person reads, in their language: messages by id, and dates, times and lengths of time in words.
 * Days are London days (`PlainDate`), instants are shown in London time, whatever the zone of the machine.
 */
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { type Formats, type Formatters, formatToParts } from 'intl-messageformat'
import { type Instant, type PlainDate, daysBetween, epochOf, londonDay, londonTimeOf } from '../domain/dates.ts'
import { type PlacesOf, type Values } from './catalogue.ts'
import { account } from './en/account.ts'
import { app } from './en/app.ts'
import { common } from './en/common.ts'
import { policy } from './en/policy.ts'
import { today } from './en/today.ts'
import { parse } from './parse.ts'
import type { areas, English } from './en.ts'

export type MessageId = keyof English

/** A whole translation: every id of the English one. */
export type Catalogue = Readonly<Record<MessageId, string>>

/**
 * The languages offered: `lang` for HTML, `locale` for names of days and numbers. Cymraeg joins by one line,
 * `cy: { lang: 'cy', locale: 'cy-GB', name: 'Cymraeg' }`, the day its catalogue is complete: the compiler then asks for
 * its areas wherever English ones are given, and for the whole in en.ts, which the tests hold to the same ids and places.
 */
export const languages = {
  en: { lang: 'en', locale: 'en-GB', name: 'English' },
} satisfies Record<string, { lang: string; locale: string; name: string }>

export type Language = keyof typeof languages

type AreaName = keyof typeof areas
type AreaOf<Name extends AreaName> = Readonly<Record<keyof (typeof areas)[Name], string>>

/** The messages at hand. At the start: what the door, the frame and Today say. */
const atHand: Record<Language, Partial<Record<MessageId, string>>> = {
  en: { ...account, ...app, ...common, ...policy, ...today },
}

/**
 * Adds an area that is not there from the start. A page that says any of it calls this as its file loads, so that the
 * words come in the page's own chunk; test/words/at-hand.test.ts finds a page that forgot.
 */
export const addArea = <const Name extends AreaName>(_name: Name, texts: Readonly<Record<Language, AreaOf<Name>>>): void => {
  for (const language of Object.keys(languages) as Language[]) Object.assign(atHand[language], texts[language])
}

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
  /** "Mon 15 June"; with the year where it isn't the year of `today`. */
  day(this: void, day: PlainDate, today?: PlainDate): string
  /** "Monday 15 June 2026" */
  longDay(this: void, day: PlainDate): string
  /** "June 2026" */
  month(this: void, day: PlainDate): string
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

/** Named styles of numbers and dates: messages use none, their places get words. */
const NO_FORMATS: Formats = { number: {}, date: {}, time: {} }

/** Keeps what `make` gave for an argument: the platform's formatters are slow to build. */
const kept = <Key, Made>(make: (key: Key) => Made): ((key: Key) => Made) => {
  const all = new Map<Key, Made>()
  return (key) => {
    const known = all.get(key)
    if (known !== undefined) return known
    const made = make(key)
    all.set(key, made)
    return made
  }
}

/** The words of one language. Keep one and hand it down (`WordsProvider`); it caches its formatters. */
export const createWords = (language: Language): Words => {
  const { lang, locale } = languages[language]
  const messages = atHand[language]
  const elementsOf = kept((message: string): MessageFormatElement[] => parse(message))
  const numbers = new Intl.NumberFormat(locale)
  const pluralRules = kept((type: Intl.PluralRuleType | undefined) => new Intl.PluralRules(locale, { type }))
  const formatters: Formatters = {
    getNumberFormat: () => numbers,
    getPluralRules: (_locale, options) => pluralRules(options?.type),
    getDateTimeFormat: (...options) => new Intl.DateTimeFormat(...options),
  }
  const say = (id: MessageId, values?: Values): string =>
    formatToParts<never>(elementsOf(messages[id] ?? id), locale, formatters, NO_FORMATS, values, undefined, id)
      .map(({ value }) => value)
      .join('')

  const dayFormat = kept(
    (weekday: 'short' | 'long') =>
      new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday, day: 'numeric', month: 'long', year: 'numeric' }),
  )
  const dayParts = (day: PlainDate, weekday: 'short' | 'long') => {
    const parts = new Map<string, string>()
    for (const part of dayFormat(weekday).formatToParts(noonOf(day))) parts.set(part.type, part.value)
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
    day,
    longDay: (date) => say('common.date.dayWithYear', dayParts(date, 'long')),
    month: (date) => say('common.date.month', dayParts(date, 'long')),
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
      new Intl.ListFormat(locale, { type: link === 'and' ? 'conjunction' : 'disjunction' }).format(items),
    number: (value) => numbers.format(value),
  }
}
