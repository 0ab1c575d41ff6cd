/**
 * The people of the policy bench: a year each, one in five agency with 150 shifts, under all five policies in turn; the
 * same in Node and in a browser.
 */
import { addDays, PlainDate } from '../../src/domain/dates.ts'
import { obligations, type PolicyInput } from '../../src/domain/policy/obligations.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { Scenario } from '../../src/domain/policy/scenario.ts'
import { median } from './figures.ts'

interface Person {
  readonly pack: PolicyPack
  readonly input: PolicyInput
}

const from = PlainDate.parse('2025-06-20')
const CASE_KINDS = ['child', 'child-protection', 'in-need', 'care-leaver'] as const

const factsOf = (index: number, agency: boolean): object => ({
  group: agency || index % 5 === 1 ? 'residential' : index % 5 === 3 ? 'day-opportunities' : 'social-worker',
  employment: agency ? 'agency' : 'permanent',
  hours: index % 3 === 0 ? 'part-time' : 'full-time',
  employedOn: '2024-01-08',
  supervisedSince: '2024-01-08',
  ...(index % 10 === 4 ? { supervisesSince: '2024-02-05', supervisees: 5 } : {}),
  ...(index % 10 === 7 ? { newlyQualified: 'social-worker' } : {}),
})

const eventsOf = (index: number, agency: boolean): object[] => {
  const step = agency ? 40 : index % 5 === 1 ? 14 : 30
  const days = Array.from({ length: Math.floor(365 / step) }, (_, n) => addDays(from, 1 + (index % 7) + n * step))
  const sessions = days.map((on, n) => ({ type: 'one-to-one', id: `s${n}`, on, minutes: 75, sharedOn: addDays(on, 4), recordedOn: addDays(on, 3) }))
  const shifts = agency
    ? Array.from({ length: 150 }, (_, n) => ({
        type: 'shift',
        id: `r${n}`,
        startedAt: `${addDays(from, Math.floor(n * 2.4))}T${n % 2 === 0 ? '07:00' : '21:30'}:00Z`,
        home: `h${n % 3}`,
        status: n % 9 === 0 ? 'absent' : 'worked',
      }))
    : []
  const cases = index % 5 === 2 ? CASE_KINDS.map((kind, n) => ({ type: 'case', ref: `L${n}`, kind, allocatedOn: from })) : []
  const others = [
    { type: 'training', on: from },
    { type: 'appraisal', on: from },
    { type: 'observation', on: addDays(from, 40) },
    { type: 'cancelled', id: 'c1', on: addDays(from, 50), plannedOn: addDays(from, 52), rebookedOn: addDays(from, 51), rebookedFor: addDays(from, 55), heldOn: addDays(from, 55) },
  ]
  return [...sessions, ...shifts, ...cases, ...others]
}

const person = (index: number): Person => {
  // One policy after the other for each kind of person, so that every policy has its agency workers.
  const pack = shippedPacks[Math.floor(index / 5) % shippedPacks.length] as PolicyPack
  const agency = index % 5 === 0
  const input = Scenario.parse({
    name: String(index),
    policy: pack.id,
    asOf: '2026-06-20',
    settings: { oneToOne: 'P3M', recordWithin: { workingDays: 5 }, retention: 'P7Y' },
    facts: factsOf(index, agency),
    agreement: { every: 'P4W', signedOn: '2025-06-20' },
    events: eventsOf(index, agency),
    expect: {},
  })
  return { pack, input }
}


/** Milliseconds for everyone's obligations; the first run of all is the one with cold code, as on a device just opened. */
const run = (people: readonly Person[]): number => {
  const started = performance.now()
  let found = 0
  for (const { pack, input } of people) found += obligations(pack, input).length
  if (found < people.length) throw new Error('too few obligations')
  return performance.now() - started
}

/** Milliseconds of the first run, with cold code, and the median of the next. */
export interface PolicyTimes {
  readonly first: number
  readonly median: number
}

export const ROUNDS = 7

/**
 * Median microseconds for one person, of each number of people. The numbers take turns, so that a busy moment of the machine
 * falls on all of them alike.
 */
export const measureEach = (counts: readonly number[]): readonly { readonly count: number; readonly micros: number }[] => {
  const people = Array.from({ length: Math.max(...counts) }, (_, index) => person(index))
  const sets = counts.map((count) => people.slice(0, count))
  sets.forEach(run)
  const times = sets.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) sets.forEach((set, index) => times[index]?.push(run(set)))
  return counts.map((count, index) => ({ count, micros: (median(times[index] ?? []) / count) * 1000 }))
}

export const measurePolicy = (count: number): PolicyTimes => {
  const people = Array.from({ length: count }, (_, index) => person(index))
  const first = run(people)
  return { first, median: median(Array.from({ length: ROUNDS }, () => run(people))) }
}
