/** Scenario files (semantics §5): facts, events and what must come out. */
import * as z from 'zod/mini'
import { PlainDate } from '../dates.ts'
import { PolicyEvent } from './events.ts'
import { Agreement, Facts, Settings } from './facts.ts'
import { isTrackLabel, type Obligation, State, trackLabel } from './obligation.ts'

const count = z.optional(z.nullable(z.int().check(z.minimum(0))))

/** What one obligation must answer; only the keys named are compared. */
export const Expected = z.strictObject({
  rule: z.optional(z.string().check(z.minLength(1))),
  also: z.optional(z.array(z.string())),
  target: z.optional(z.nullable(PlainDate)),
  due: z.optional(z.nullable(PlainDate)),
  state: z.optional(State),
  count,
  minutes: count,
  done: count,
  warnings: z.optional(z.array(z.string())),
  short: z.optional(z.nullable(z.boolean())),
})
export type Expected = z.infer<typeof Expected>

export const Scenario = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1)),
  policy: z.string().check(z.minLength(1)),
  asOf: PlainDate,
  settings: z._default(Settings, {}),
  facts: Facts,
  agreement: z._default(Agreement, {}),
  events: z._default(z.array(PolicyEvent), []),
  expect: z.record(z.string().check(z.refine(isTrackLabel, 'a track of semantics §4')), z.nullable(Expected)),
})
export type Scenario = z.infer<typeof Scenario>

/** One thing that came out otherwise than expected. `key` is missing where it is the obligation itself. */
export interface Difference {
  readonly track: string
  readonly key?: keyof Expected
  readonly expected: unknown
  readonly got: unknown
}

const valueOf = (obligation: Obligation, key: keyof Expected): unknown =>
  obligation[key] ?? (key === 'warnings' ? [] : null)

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Where the obligations differ from what a scenario expects, in the order of its `expect`. */
export const differences = (expect: Scenario['expect'], answers: readonly Obligation[]): Difference[] => {
  const byLabel = new Map(answers.map((answer) => [trackLabel(answer), answer]))
  return Object.entries(expect).flatMap(([track, expected]): Difference[] => {
    const answer = byLabel.get(track)
    if (expected === null) return answer === undefined ? [] : [{ track, expected: null, got: answer }]
    if (answer === undefined) return [{ track, expected, got: null }]
    const keys = Object.keys(expected) as (keyof Expected)[]
    return keys
      .filter((key) => !same(expected[key], valueOf(answer, key)))
      .map((key) => ({ track, key, expected: expected[key], got: valueOf(answer, key) }))
  })
}
