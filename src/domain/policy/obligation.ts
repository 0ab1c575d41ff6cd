/** What the engine answers: obligations and their reasons. All of it is data; `words` turns it into sentences. */
import * as z from 'zod/mini'
import { type PlainDate } from '../dates.ts'
import { type Allowance, type Duration } from './durations.ts'
import { type RuleId, type Text } from './text.ts'

export const State = z.enum([
  'not-set-up',
  'excused',
  'not-due',
  'due-soon',
  'due',
  'overdue',
  'escalate',
  'met',
  'met-late',
])
export type State = z.infer<typeof State>

/** The tracks of semantics §4, and what follows the colon in each one's name: nothing, one of a few, or any id. */
export const TRACKS = {
  'one-to-one': null,
  agreement: null,
  'agreement-review': null,
  record: 'id',
  rearrange: 'id',
  'own-version': 'id',
  group: null,
  observation: null,
  quota: ['observation', 'audit'],
  'supervision-observed': null,
  'record-audit': null,
  case: 'id',
  oversight: 'id',
  training: null,
  appraisal: null,
  'self-evaluation': null,
  'asye-review': ['3', '6', '12'],
  'three-way': null,
  capacity: null,
  cover: null,
  retention: null,
  'policy-review': null,
} as const satisfies Record<string, null | 'id' | readonly string[]>
export type TrackName = keyof typeof TRACKS

/** Whether a name such as `record:s1` is one that an obligation can have. */
export const isTrackLabel = (label: string): boolean => {
  const colon = label.indexOf(':')
  const name = colon < 0 ? label : label.slice(0, colon)
  if (!Object.hasOwn(TRACKS, name)) return false
  const key = colon < 0 ? null : label.slice(colon + 1)
  const allowed = TRACKS[name as TrackName] as null | 'id' | readonly string[]
  if (allowed === null || key === null) return allowed === null && key === null
  return allowed === 'id' ? key !== '' : allowed.includes(key)
}

/** The id that stands for what was agreed for one person (C8): no rule of the policy, so it is not cited. */
export const VARIATION = 'variation'

/** Why an obligation is due when it is: one rule's own answer. */
export interface Reason {
  readonly rule: RuleId
  readonly says: Text
  readonly kind: 'interval' | 'count' | 'agreed' | 'setting' | 'variation' | 'deadline' | 'periodic' | 'review'
  /** The interval or allowance that gave the date. */
  readonly every?: Allowance | 'next-calendar-month'
  /** The day it is counted from; null where nothing is counted. */
  readonly anchor: PlainDate | null
  readonly anchorKind: 'one-to-one' | 'start' | 'event'
  readonly due: PlainDate | null
  readonly target: PlainDate | null
  readonly state: State | null
  /** Where the two agreed an interval that moved this rule's target. */
  readonly agreed?: Duration
  /** The reason given for a variation. */
  readonly note?: string
  /** Of a count rule: how many were counted, of how many. */
  readonly count?: number
  readonly of?: number
}

/** Something a policy asks for by a date, for one person, as of one day. */
export interface Obligation {
  readonly track: TrackName
  readonly key?: string
  readonly rule: RuleId
  readonly also: readonly RuleId[]
  readonly target: PlainDate | null
  readonly due: PlainDate | null
  /** An own version is offered until its due date and owed by nobody, so never more than `not-due` (SSWB-4.20). */
  readonly state: State
  readonly count?: number
  /** Minimum minutes of the next session; null is no minimum. */
  readonly minutes?: number | null
  readonly done?: number
  /** Codes, e.g. `no-bank-holidays-after:2028-12-31` (D4). */
  readonly warnings?: readonly string[]
  readonly short?: boolean
  /** The interval the two agreed and signed; one longer than the policy's is shown and moves nothing (C7). */
  readonly agreedEvery?: Duration
  /** The rule's own reason first, then the others sorted by rule id. */
  readonly reasons: readonly Reason[]
}

/** The name by which scenarios know an obligation: `one-to-one`, `record:s1`. */
export const trackLabel = ({ track, key }: Pick<Obligation, 'track' | 'key'>): string =>
  key === undefined ? track : `${track}:${key}`
