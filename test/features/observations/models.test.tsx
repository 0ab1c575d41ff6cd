import { describe, expect, test } from 'vitest'
import { type ClockTime, type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { ObservationObserve } from '../../../src/domain/records/deeds/observation.ts'
import { consentInWords, consentsIn, consentWarning, lacksConsent } from '../../../src/features/observations/consents.ts'
import { notesIn, withLines } from '../../../src/features/observations/notes.ts'
import { ending, lengthOf, minutesSince, timesOf } from '../../../src/features/observations/times.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type FieldVersion } from '../../../src/domain/records/record.ts'
import { words } from '../../render.tsx'
import { CHILD_ROW, CONSENT, NOTE } from './seed.ts'

const TENTH = '2026-06-10' as PlainDate
const begun = (start: string, on: string = TENTH) => ({ on: on as PlainDate, start: start as ClockTime, end: null })
const at = (text: string): Instant => text as Instant
const fields = (values: Readonly<Record<string, Json>>) => ({
  fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, at: at('2026-06-10T13:00:00Z') } as FieldVersion])),
})

describe('when a visit ends', () => {
  test('now, on the same day', () => {
    expect(ending(begun('14:00'), at('2026-06-10T13:45:00Z'))).toEqual({ on: TENTH, start: '14:00', end: '14:45' })
  })

  test('past midnight it ends on the next day', () => {
    const visit = ending(begun('22:30'), at('2026-06-10T23:20:00Z'))
    expect(visit).toEqual({ on: TENTH, start: '22:30', end: '00:20', endOn: '2026-06-11' })
    expect(visit && lengthOf(visit)).toBe(110)
  })

  test('the night the clocks go back is an hour longer', () => {
    const visit = ending(begun('23:30', '2026-10-24'), at('2026-10-25T02:30:00Z'))
    expect(visit && lengthOf(visit)).toBe(240)
  })

  test('one left open for more than twelve hours has to be told', () => {
    expect(ending(begun('14:00'), at('2026-06-11T01:00:00Z'))).not.toBeNull()
    expect(ending(begun('14:00'), at('2026-06-11T01:01:00Z'))).toBeNull()
  })

  test('a device whose clock was put back ends it where it began, which the deed takes', () => {
    for (const now of ['2026-06-10T12:00:00Z', '2026-06-09T12:00:00Z']) {
      expect(ObservationObserve.safeParse(ending(begun('14:00'), at(now))).success).toBe(true)
    }
    expect(minutesSince(begun('14:00'), at('2026-06-10T12:00:00Z'))).toBe(0)
  })
})

describe('the times as typed', () => {
  const now = at('2026-06-10T15:00:00Z')
  test.each([
    [{ on: '', start: '14:00', end: '15:00' }, 'date-missing'],
    [{ on: { day: '31', month: '2', year: '2026' }, start: '14:00', end: '15:00' }, 'date-unreal'],
    [{ on: TENTH, start: 'two', end: '15:00' }, 'start'],
    [{ on: TENTH, start: '14:00', end: '' }, 'end'],
    [{ on: TENTH, start: '14:00', end: '16:01' }, 'in-future'],
    [{ on: TENTH, start: '14:00', end: '13:00' }, 'in-future'],
  ] as const)('%o: %s', (draft, problem) => {
    expect(timesOf(draft, now)).toEqual({ problem })
  })

  test('an end before the beginning is on the next day, and the deed takes it', () => {
    const outcome = timesOf({ on: '2026-06-08', start: '22:30', end: '00:20' }, now)
    expect(outcome).toEqual({ visit: { on: '2026-06-08', start: '22:30', end: '00:20', endOn: '2026-06-09' } })
    expect('visit' in outcome && ObservationObserve.safeParse(outcome.visit).success).toBe(true)
  })
})

describe('notes', () => {
  test('are in the order of their times; one without words, or taken out, is none', () => {
    const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`
    const source = fields({
      [`notes.${id(1)}.text`]: 'second', [`notes.${id(1)}.at`]: '2026-06-10T13:10:00Z',
      [`notes.${id(2)}.text`]: 'first', [`notes.${id(2)}.at`]: '2026-06-10T13:05:00Z',
      [`notes.${id(3)}.text`]: ' ', [`notes.${id(4)}.text`]: 'gone', [`notes.${id(4)}.removed`]: true,
      'notes.next.text': 'being written',
    })
    expect(notesIn(source).map(({ text }) => text)).toEqual(['first', 'second'])
  })

  test('one whose time was lost has the time it was saved', () => {
    expect(notesIn(fields({ [`notes.${NOTE}.text`]: 'Here' }))).toEqual([{ id: NOTE, text: 'Here', at: '2026-06-10T13:00:00Z' }])
  })

  test('are put under what is written, once', () => {
    expect(withLines('', ['14:05 a', '14:06 b'])).toBe('14:05 a\n14:06 b')
    expect(withLines('Before\n', ['14:05 a'])).toBe('Before\n\n14:05 a')
    expect(withLines('14:05 a', ['14:05 a', '14:06 b'])).toBe('14:05 a\n\n14:06 b')
    expect(withLines('14:05 a', ['14:05 a'])).toBe('14:05 a')
  })
})

describe('consent (SEF-App2.1, SEF-AMB-9)', () => {
  const of = (change: Readonly<Record<string, Json>> = {}) =>
    consentsIn(fields({ ...CONSENT, ...Object.fromEntries(Object.entries(change).map(([part, value]) => [`consent.${CHILD_ROW}.${part}`, value])) }))

  test('of a child says how, who asked and when', () => {
    expect(of().map((consent) => consentInWords(consent, words))).toEqual(['With signs or a communication aid, asked by Dana Whitlock, Wed 10 June'])
    expect(consentWarning(of(), words)).toBeNull()
  })

  test.each([{ how: '' }, { by: ' ' }, { on: '' }, { on: { day: '1', month: '', year: '' } }])('of a child with %o is not one', (change) => {
    expect(of(change).map(lacksConsent)).toEqual([true])
    expect(consentWarning(of(change), words)).toContain('4471')
  })

  test('of somebody who is not a child asks for nobody who asked', () => {
    expect(of({ child: false, by: '' }).map(lacksConsent)).toEqual([false])
  })

  test('a row with nothing in it, or taken out, is nobody; with nobody at all one is warned', () => {
    expect(of({ removed: true })).toEqual([])
    expect(consentsIn(fields({ [`consent.${CHILD_ROW}.on`]: '2026-06-10' }))).toEqual([])
    expect(consentWarning([], words)).toContain('No consent is written down.')
  })
})
