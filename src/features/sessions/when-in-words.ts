import { type ClockTime, type PlainDate } from '../../domain/dates.ts'
import { type Words } from '../../words/words.ts'

/** "Wed 17 June at 14:30"; without a time the day alone. */
export const whenInWords = (on: PlainDate, at: ClockTime | null, words: Words): string =>
  at === null ? words.day(on) : words.say('planning.dayAt', { day: words.day(on), at })
