import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { errorInWords } from '../../src/words/error-in-words.ts'
import { createWords } from '../../src/words/words.ts'

const words = createWords('en')
const day = (text: string) => text as PlainDate
const at = (text: string) => text as Instant

describe('the three sync words', () => {
  test('are exactly On this device, Sending, Sent 14:32', () => {
    expect([
      words.say('app.sync.onDevice'),
      words.say('app.sync.sending'),
      words.say('app.sync.sent', { time: words.time(at('2026-06-15T13:32:00Z')) }),
    ]).toEqual(['On this device', 'Sending', 'Sent 14:32'])
  })

  test('being offline is told as a state, with what happens next', () => {
    expect(words.say('app.sync.offlineSentence')).toBe(
      'You’re offline. Your notes are saved on this device and will send when you’re back.',
    )
  })
})

describe('dates', () => {
  test('a day has its weekday', () => {
    expect(words.day(day('2026-06-15'))).toBe('Mon 15 June')
  })

  test('a day has its year only where it is another year than today’s', () => {
    expect(words.day(day('2026-06-15'), day('2026-01-01'))).toBe('Mon 15 June')
    expect(words.day(day('2027-01-04'), day('2026-12-30'))).toBe('Mon 4 January 2027')
  })

  test('September is not cut to four letters in one browser and three in another', () => {
    expect(words.day(day('2026-09-01'))).toBe('Tue 1 September')
  })

  test('a long day says everything', () => {
    expect(words.longDay(day('2026-06-15'))).toBe('Monday 15 June 2026')
  })

  test('a time is London time, in summer and in winter', () => {
    expect(words.time(at('2026-06-15T13:32:00Z'))).toBe('14:32')
    expect(words.time(at('2026-12-15T14:32:00Z'))).toBe('14:32')
  })

  test('just after midnight in London is the new day, though it is the old one in UTC', () => {
    expect(words.dayAndTime(at('2026-06-14T23:30:00Z'))).toBe('Mon 15 June, 00:30')
  })

  test('near days have names', () => {
    const today = day('2026-06-15')
    expect(
      ['2026-06-15', '2026-06-16', '2026-06-14', '2026-06-18', '2026-06-12'].map((near) =>
        words.relativeDay(day(near), today),
      ),
    ).toEqual(['today', 'tomorrow', 'yesterday', 'in 3 days', '3 days ago'])
  })

  test('how long ago, in the largest whole unit', () => {
    const now = at('2026-06-15T12:00:00Z')
    expect(
      ['2026-06-15T11:59:30Z', '2026-06-15T11:59:00Z', '2026-06-15T09:00:00Z', '2026-06-13T12:00:00Z'].map((then) =>
        words.ago(at(then), now),
      ),
    ).toEqual(['just now', '1 minute ago', '3 hours ago', '2 days ago'])
  })

  test('a clock that went back says “just now”, never a negative time', () => {
    expect(words.ago(at('2026-06-15T12:05:00Z'), at('2026-06-15T12:00:00Z'))).toBe('just now')
  })
})

describe('lengths of time', () => {
  test.each([
    ['P1D', 'every day'],
    ['P1W', 'every week'],
    ['P2W', 'every 2 weeks'],
    ['P1M', 'every month'],
    ['P12M', 'every 12 months'],
    ['P7Y', 'every 7 years'],
    [{ count: 16 }, 'after every 16 shifts'],
    [{ workingDays: 5 }, 'every 5 working days'],
  ] as const)('%o is said %s', (interval, said) => {
    expect(words.every(interval)).toBe(said)
  })

  test.each([
    ['P28D', '28 days'],
    ['P1M', '1 month'],
    [{ workingDays: 5 }, '5 working days'],
    [{ count: 1 }, '1 shift'],
  ] as const)('%o lasts %s', (interval, said) => {
    expect(words.span(interval)).toBe(said)
  })

  test.each(['2 weeks', 'P', 'P1H', 'PT1H', 'P1M2W', ''])('%o is refused, not guessed', (interval) => {
    expect(() => words.every(interval)).toThrow(RangeError)
  })

  test.each([
    [1, '1 minute'],
    [45, '45 minutes'],
    [60, '1 hour'],
    [61, '1 hour 1 minute'],
    [90, '1 hour 30 minutes'],
    [120, '2 hours'],
  ] as const)('%d minutes are %s', (minutes, said) => {
    expect(words.duration(minutes)).toBe(said)
  })
})

describe('lists and errors', () => {
  test('a list ends in “and”, or in “or”', () => {
    expect(words.list(['Dana', 'Sam', 'Ali'])).toBe('Dana, Sam and Ali')
    expect(words.list(['Dana', 'Sam'], 'or')).toBe('Dana or Sam')
    expect(words.list([])).toBe('')
  })

  test('a known error code has its own sentence, an unknown one a sentence all the same', () => {
    expect(errorInWords('storage-full', words)).toContain('This device is full')
    expect(errorInWords('no-such-code', words)).toBe(words.say('errors.unknown'))
  })

  test('a code cannot reach a message that is not an error', () => {
    expect(errorInWords('constructor', words)).toBe(words.say('errors.unknown'))
    expect(errorInWords('../app.name', words)).toBe(words.say('errors.unknown'))
  })
})

test('what is said does not depend on the zone of the machine', () => {
  const script = path.resolve(import.meta.dirname, 'say-in-zone.ts')
  const said = ['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Europe/London'].map((zone) =>
    execFileSync(process.execPath, [script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }),
  )
  expect(said[0]).toContain('Mon 15 June')
  expect(new Set(said).size).toBe(1)
})
