/** The people of the policy bench: a year each, one in five agency with 150 shifts; the same in Node and in a browser. */
import { addDays, PlainDate } from '../../src/domain/dates.ts'
import { obligations, type PolicyInput } from '../../src/domain/policy/obligations.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { Scenario } from '../../src/domain/policy/scenario.ts'

const pack = packOf('sefton') as PolicyPack
const from = PlainDate.parse('2025-06-20')
const person = (index: number): PolicyInput => {
  const agency = index % 5 === 0
  const step = agency ? 40 : index % 5 === 1 ? 14 : 30
  const days = Array.from({ length: Math.floor(365 / step) }, (_, n) => addDays(from, 1 + (index % 7) + n * step))
  const sessions = days.map((on, n) => ({ type: 'one-to-one', id: `s${n}`, on, minutes: 75, sharedOn: addDays(on, 4) }))
  const shifts = agency
    ? Array.from({ length: 150 }, (_, n) => ({
        type: 'shift',
        id: `r${n}`,
        startedAt: `${addDays(from, Math.floor(n * 2.4))}T${n % 2 === 0 ? '07:00' : '21:30'}:00Z`,
        home: `h${n % 3}`,
        status: n % 9 === 0 ? 'absent' : 'worked',
      }))
    : []
  const cases = index % 5 === 2 ? [{ type: 'case', ref: 'L1', kind: 'child', allocatedOn: from }] : []
  return Scenario.parse({
    name: String(index),
    policy: 'sefton',
    asOf: '2026-06-20',
    facts: {
      group: agency ? 'residential' : index % 5 === 1 ? 'residential' : 'social-worker',
      employment: agency ? 'agency' : 'permanent',
      employedOn: '2024-01-08',
      supervisedSince: '2024-01-08',
    },
    agreement: { every: 'P4W', signedOn: '2025-06-20' },
    events: [...sessions, ...shifts, ...cases],
    expect: {},
  })
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** Milliseconds for everyone's obligations; the first run of all is the one with cold code, as on a device just opened. */
const run = (people: readonly PolicyInput[]): number => {
  const started = performance.now()
  let found = 0
  for (const each of people) found += obligations(pack, each).length
  if (found < people.length) throw new Error('too few obligations')
  return performance.now() - started
}

/** Milliseconds of the first run, with cold code, and the median of the next. */
export interface PolicyTimes {
  readonly first: number
  readonly median: number
}

export const ROUNDS = 7

export const measurePolicy = (count: number): PolicyTimes => {
  const people = Array.from({ length: count }, (_, index) => person(index))
  const first = run(people)
  return { first, median: median(Array.from({ length: ROUNDS }, () => run(people))) }
}
