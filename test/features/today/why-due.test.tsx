import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { type Employment } from '../../../src/domain/policy/facts.ts'
import { type Obligation, obligations } from '../../../src/domain/policy/obligations.ts'
import { type PolicyEvent } from '../../../src/domain/policy/events.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { Agreement, excusedOn, Facts, Settings } from '../../../src/domain/policy/facts.ts'
import { dueDate, type NoDate } from '../../../src/features/today/group.ts'
import { whyDue } from '../../../src/features/today/why-due.ts'
import { words } from '../../render.tsx'

const day = (text: string): PlainDate => text as PlainDate
const sefton = packOf('sefton')!

interface Worker {
  employment?: Employment
  group?: string
  employedOn?: string
  shifts?: number
  heldOn?: string
  more?: object
  agreement?: object
}

/** Days from the 1st of the month, one shift a day, at 7 in the morning. */
const shiftsFrom = (heldOn: string, count: number): PolicyEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'shift' as const,
    id: `s${index}`,
    startedAt: `${heldOn.slice(0, 8)}${String(Number(heldOn.slice(8)) + 1 + index).padStart(2, '0')}T07:00:00Z` as never,
    home: 'h1',
    status: 'worked' as const,
  }))

const oneToOneOf = (asOf: string, worker: Worker): { obligation: Obligation; facts: Facts } => {
  const { employment = 'permanent', group = 'residential', employedOn = '2024-01-08', heldOn, shifts = 0 } = worker
  const facts = Facts.parse({ group, employment, employedOn, residentialHome: true, ...worker.more })
  const from = heldOn ?? employedOn
  const events: PolicyEvent[] = [
    ...(heldOn ? [{ type: 'one-to-one' as const, id: 'o1', on: day(heldOn) }] : []),
    ...shiftsFrom(from, shifts),
  ]
  const all = obligations(sefton, {
    settings: Settings.parse({}),
    facts,
    agreement: Agreement.parse(worker.agreement ?? {}),
    events,
    asOf: day(asOf),
  })
  return { obligation: all.find(({ track }) => track === 'one-to-one')!, facts }
}

const why = (asOf: string, worker: Worker): string => {
  const { obligation, facts } = oneToOneOf(asOf, worker)
  return whyDue(obligation, excusedOn(facts.excused, day(asOf)), day(asOf), words)
}

describe('why supervision is due', () => {
  test('a date rule and another rule beside it, each with its rule id', () => {
    expect(why('2026-06-10', { employment: 'casual', employedOn: '2026-05-25', heldOn: '2026-06-01', shifts: 9 })).toBe(
      'Due Mon 15 June: fortnightly in the first six months (SEF-3.17). Also 9 of 16 shifts worked (SEF-3.18); ' +
        'due Mon 27 July: at least every eight weeks (SEF-3.2)',
    )
  })

  test('a date rule alone', () => {
    expect(why('2026-06-10', { heldOn: '2026-06-01' })).toBe('Due Wed 1 July: monthly (SEF-AMB-1)')
  })

  test('below 16 shifts the count leads where it is the worse', () => {
    expect(why('2026-06-14', { employment: 'agency', heldOn: '2026-06-01', shifts: 12 })).toBe(
      '12 of 16 shifts worked (SEF-3.18). Also due Mon 27 July: at least every eight weeks (SEF-3.2)',
    )
  })

  test('at 16 shifts it is due before the next shift (C9)', () => {
    expect(why('2026-06-17', { employment: 'agency', heldOn: '2026-06-01', shifts: 16 })).toMatch(
      /^16 of 16 shifts worked: supervision is due before the next shift \(SEF-3\.18\)\. Also due Mon 27 July/,
    )
  })

  test('at 17 shifts it was due after 16', () => {
    expect(why('2026-06-18', { employment: 'agency', heldOn: '2026-06-01', shifts: 17 })).toMatch(
      /^17 shifts worked: supervision was due after 16 \(SEF-3\.18\)/,
    )
  })

  test('excused says until when and why, and still says what would be due (C10)', () => {
    const excused = [{ from: '2026-06-01', until: '2026-06-26', reason: 'parental leave', authorisedBy: 'J Hart' }]
    expect(why('2026-06-10', { heldOn: '2026-05-20', more: { excused } })).toBe(
      'Excused until Fri 26 June: parental leave. Due Sat 20 June: monthly (SEF-AMB-1)',
    )
  })

  test('of two absences the one that ends last is named', () => {
    const both = [
      { from: day('2026-06-01'), until: day('2026-06-12'), reason: 'leave', authorisedBy: 'J' },
      { from: day('2026-06-10'), until: day('2026-06-30'), reason: 'sick', authorisedBy: 'J' },
    ]
    expect(excusedOn(both, day('2026-06-11'))?.reason).toBe('sick')
    expect(excusedOn(both, day('2026-07-01'))).toBeNull()
    expect(excusedOn(undefined, day('2026-06-11'))).toBeNull()
  })

  test('not set up says what is to be agreed (C12)', () => {
    expect(why('2026-06-10', { group: 'student-social-worker', more: { residentialHome: false } })).toBe(
      'How often is not agreed yet: as agreed with the programme provider (SEF-3.16)',
    )
  })

  test('what the two agreed is said beside the policy’s date (C7)', () => {
    expect(
      why('2026-06-10', { heldOn: '2026-06-01', agreement: { every: 'P2W', signedOn: '2026-05-01' } }),
    ).toBe('Due Wed 1 July: monthly (SEF-AMB-1). You agreed to do it by Mon 15 June')
  })

  test('a variation is explained by its reason and cites no rule (C8)', () => {
    const variations = [{ every: 'P1W', from: '2026-06-01', reason: 'return from sick leave' }]
    expect(why('2026-06-10', { heldOn: '2026-06-05', more: { variations } })).toBe(
      'Due Fri 12 June: more often for a while, as agreed for this person: return from sick leave. ' +
        'Also due Sun 5 July: monthly (SEF-AMB-1)',
    )
  })
})

describe('the date shown in bold', () => {
  const shown = (asOf: string, worker: Worker) => dueDate(oneToOneOf(asOf, worker).obligation, day(asOf), words)

  test('says how late it is, in red', () => {
    expect(shown('2026-07-04', { heldOn: '2026-06-01' })).toEqual({
      day: '2026-07-01', text: 'Wed 1 July', label: '3 days late', tone: 'red',
    })
  })

  test('says when it is due, in amber on the day', () => {
    expect(shown('2026-07-01', { heldOn: '2026-06-01' })).toMatchObject({ label: 'Due today', tone: 'amber' })
    expect(shown('2026-06-10', { heldOn: '2026-06-01' })).toMatchObject({ label: 'Due in 21 days', tone: 'plain' })
  })

  test('says the shifts where the count is what presses', () => {
    expect(shown('2026-06-17', { employment: 'agency', heldOn: '2026-06-01', shifts: 16 })).toMatchObject({
      text: 'Wed 17 June', label: 'Before next shift', tone: 'amber',
    })
  })

  test('of shifts: how many are left from 12 on, to book from 14 on, at 16 before the next one, from 17 on how many late', () => {
    const counted = (shifts: number, noDate: NoDate = 'to-book') => {
      const { obligation } = oneToOneOf('2026-06-30', { employment: 'agency', heldOn: '2026-06-01', shifts })
      const { label, tone } = dueDate(obligation, day('2026-06-30'), words, noDate)
      expect(label.length).toBeLessThanOrEqual(20)
      return [label, tone]
    }
    expect(counted(11)).toEqual(['Due in 27 days', 'plain'])
    expect(counted(12)).toEqual(['4 shifts left', 'plain'])
    expect(counted(13)).toEqual(['3 shifts left', 'plain'])
    expect(counted(14)).toEqual(['2 left: book it now', 'amber'])
    expect(counted(15)).toEqual(['1 left: book it now', 'amber'])
    expect(counted(15, 'to-wait')).toEqual(['1 shift left', 'amber'])
    expect(counted(15, null)).toEqual(['1 shift left', 'plain'])
    expect(counted(16)).toEqual(['Before next shift', 'amber'])
    expect(counted(17)).toEqual(['1 shift late', 'red'])
    expect(counted(28)).toEqual(['12 shifts late', 'red'])
  })

  test('says that there is no date where nothing is set up', () => {
    expect(shown('2026-06-10', { group: 'student-social-worker', more: { residentialHome: false } })).toMatchObject({
      text: 'No date yet', label: 'Not set up',
    })
    expect(dueDate(null, day('2026-06-10'), words)).toMatchObject({ text: 'No date yet', tone: 'plain' })
  })

  test('has a label of at most 20 characters', () => {
    for (const asOf of ['2025-01-01', '2026-06-10', '2026-07-01', '2027-12-31']) {
      expect(shown(asOf, { heldOn: '2024-06-01' }).label.length).toBeLessThanOrEqual(20)
    }
  })
})
