/** Run by words.test.ts with TZ set: prints what the words say of dates on both sides of midnight and of summer time. */
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { createWords } from '../../src/words/words.ts'

const words = createWords('en')
const days = ['2026-06-15', '2026-03-29', '2026-10-25', '2026-12-31'] as PlainDate[]
const instants = [
  '2026-06-14T23:30:00Z',
  '2026-03-29T00:59:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-25T01:30:00Z',
  '2026-12-31T23:59:00Z',
] as Instant[]

console.log(
  JSON.stringify([
    days.map((day) => [words.day(day), words.longDay(day), words.relativeDay(day, '2026-06-14' as PlainDate)]),
    instants.map((instant) => [words.time(instant), words.dayAndTime(instant)]),
  ]),
)
