import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type ShiftLog } from '../../domain/records/deeds/home.ts'
import { type Words } from '../../words/words.ts'

type Span = Pick<ShiftLog, 'startedAt' | 'endedAt'>

/** "07:00 to 15:00", or "From 07:00" */
export const timesOf = ({ startedAt, endedAt }: Span, { say, time }: Words): string =>
  endedAt === null
    ? say('shifts.from', { start: time(startedAt) })
    : say('shifts.times', { start: time(startedAt), end: time(endedAt) })

/** "Tue 3 June, 07:00 to 15:00" */
export const whenOf = (span: Span, asOf: PlainDate, words: Words): string =>
  words.say('common.date.dayAndTime', { day: words.day(londonDay(span.startedAt), asOf), time: timesOf(span, words) })
