/** What the policy asked of each post and what came of it: dates and states, and nothing that was said (class C). */
import { type PlainDate } from '../dates.ts'
import { packOn } from '../adopted.ts'
import { type PersonId } from '../ids.ts'
import { type Obligation, VARIATION } from '../policy/obligation.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { factsOf, type PostFacts } from '../records/policy-input.ts'
import { type PostState, type SettingState } from '../records/record.ts'
import { obligationsOfPost } from '../today.ts'
import { type PersonNumber } from './masked.ts'
import { type PackLine } from './pack.ts'

export interface LinesInput {
  readonly setting: SettingState
  readonly packs: readonly PolicyPack[]
  readonly factsOf: (post: PostState) => PostFacts
  readonly from: PlainDate
  readonly until: PlainDate
  /** The day the pack is made. */
  readonly asOf: PlainDate
  readonly numberOf: (person: PersonId) => PersonNumber | null
  /** The day of the first session of the setting that is recorded at all; null where none is. */
  readonly began: PlainDate | null
}

const within = (on: PlainDate, { from, until }: Pick<LinesInput, 'from' | 'until'>): boolean => from <= on && on <= until

/** Whether a post ran on any day of those that are looked at. */
export const ranWithin = (post: PostState, { from, until }: Pick<LinesInput, 'from' | 'until'>): boolean =>
  post.from <= until && (post.until === null || post.until >= from)

const oneToOneOn = (post: PostState, facts: PostFacts, { setting, packs }: LinesInput, on: PlainDate): Obligation | null =>
  obligationsOfPost(post, setting, packs, facts, on).find(({ track }) => track === 'one-to-one') ?? null

/** What was known on a day before that day's session: what the policy then asked is judged by it. */
const before = (facts: PostFacts, on: PlainDate): PostFacts => ({
  ...facts,
  sessions: facts.sessions.filter(({ heldOn }) => heldOn === null || heldOn < on),
})

const keptOf = (asked: Obligation | null): PackLine['held'][number]['kept'] => {
  if (asked === null || asked.due === null) return asked?.state === 'excused' ? 'excused' : 'not-asked'
  if (asked.state === 'excused') return 'excused'
  return asked.state === 'overdue' || asked.state === 'escalate' ? 'late' : 'in-time'
}

/** Whether a session is the first known of somebody who was supervised before the setting's records begin. */
const isFirstKnown = (post: PostState, earlier: PostFacts, { began }: LinesInput): boolean =>
  began !== null &&
  (post.supervisedSince ?? post.from) < began &&
  !earlier.sessions.some(({ heldOn, status }) => heldOn !== null && status !== 'void')

const asksOf = (asked: Obligation | null): PackLine['asks'] => {
  const [reason] = asked?.reasons ?? []
  if (!asked || !reason) return null
  const { every, of, rule, says } = reason
  return {
    rule: rule === VARIATION ? null : rule,
    says,
    every: of !== undefined ? { count: of } : every === undefined || every === 'next-calendar-month' ? null : every,
    agreedEvery: asked.agreedEvery ?? null,
  }
}

export const lineOf = (post: PostState, input: LinesInput): PackLine => {
  const { setting, packs, asOf, numberOf } = input
  const facts = input.factsOf(post)
  const now = oneToOneOn(post, facts, input, asOf)
  const reasons = packOn(packs, setting, asOf)?.cancelReasons ?? []
  const sessions = facts.sessions.filter(({ status }) => status !== 'void')
  const numbered = (person: PersonId | null, until: PlainDate | null): PackLine['supervisors'] => {
    const number = person === null ? null : numberOf(person)
    return number === null ? [] : [{ person: number, until }]
  }
  const ended = post.until !== null && post.until < asOf
  return {
    person: numberOf(post.person) ?? 1,
    professional: post.line === 'professional',
    employment: post.employment,
    hours: post.hours,
    from: post.from,
    until: post.until,
    supervisors: [
      ...post.earlierSupervisors.filter(({ until }) => until >= input.from).flatMap(({ supervisor, until }) => numbered(supervisor, until)),
      ...numbered(post.supervisor, null),
    ],
    asks: asksOf(now),
    now: now === null || ended ? null : { state: now.state, due: now.due },
    held: sessions
      .flatMap(({ heldOn, minutes, sharedOn }) => (heldOn !== null && within(heldOn, input) ? [{ heldOn, minutes, sharedOn }] : []))
      .sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1))
      .map(({ heldOn, minutes, sharedOn }) => {
        const earlier = before(facts, heldOn)
        const asked = oneToOneOn(post, earlier, input, heldOn)
        const kept = keptOf(asked)
        return { on: heldOn, minutes, sharedOn, due: asked?.due ?? null, kept: kept === 'late' && isFirstKnown(post, earlier, input) ? 'first' : kept }
      }),
    calledOff: sessions
      .flatMap(({ off }) => off)
      .filter(({ plannedFor }) => within(plannedFor, input))
      .sort((a, b) => (a.plannedFor < b.plannedFor ? -1 : 1))
      .map(({ kind, plannedFor, on, reason, rebookedFor }) => ({
        kind, plannedFor, on, newDate: rebookedFor, reason: reasons.find(({ key }) => kind === 'cancelled' && key === reason)?.label ?? null,
      })),
    excused: (factsOf(post, setting).excused ?? [])
      .filter((each) => each.from <= input.until && each.until >= input.from)
      .map((each) => ({ from: each.from, until: each.until })),
    agreements: facts.agreements.flatMap(({ status, signedOn }) => (status !== 'void' && signedOn ? [signedOn] : [])).sort(),
    observations: facts.observations
      .flatMap(({ status, observedOn }) => (status !== 'void' && observedOn && within(observedOn, input) ? [observedOn] : []))
      .sort(),
    happened: post.happened.flatMap(({ event }) => (event.type !== 'absence' && within(event.on, input) ? [{ what: event.type, on: event.on }] : [])),
  }
}
