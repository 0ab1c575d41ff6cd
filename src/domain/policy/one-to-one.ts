/** The one-to-one clock (semantics §2): every matching rule judged, the earliest and the worst, one answer. */
import { type PlainDate } from '../dates.ts'
import { addDuration } from './durations.ts'
import { type Matter, signedAgreement } from './matter.ts'
import { type Obligation, type Reason, VARIATION } from './obligation.ts'
import { type CountRule, type OneToOneRule } from './pack.ts'
import { candidateOf, type Clock, matchingRules, minutesOf, type Stretch, stretchesOf, targetOf } from './phases.ts'
import { anchorOf, countFrom, reached } from './shifts.ts'
import { type RuleState, severity, stateByDate } from './state.ts'

/** One matching rule's own answer. */
interface Judged {
  readonly id: string
  readonly standing: boolean
  readonly due: PlainDate | null
  readonly state: RuleState | null
  /** No interval has been agreed or set for it (C12). */
  readonly lacking: boolean
  readonly counts: boolean
  readonly minutes: number | null
  readonly reason: Reason
}

const judgeStretches = (
  rule: { id: string; standing: boolean },
  stretches: readonly Stretch[],
  matter: Matter,
  clock: Clock,
): Judged => {
  const { anchor, asOf, agreed } = clock
  let due: PlainDate | null = null
  let winner: Stretch | undefined
  for (const stretch of stretches) {
    const candidate = candidateOf(stretch, anchor.on)
    if (candidate !== null && (due === null || candidate < due)) {
      due = candidate
      winner = stretch
    }
  }
  const shown = winner ?? stretches[0]
  const target = due === null || winner === undefined ? null : targetOf(winner, due, clock)
  const state = due === null || target === null ? null : dateRuleState(matter, anchor.on, target, due, asOf)
  const byAgreement = agreed !== null && due !== null && addDuration(anchor.on, agreed) <= due
  return {
    id: rule.id,
    standing: rule.standing,
    due,
    state,
    lacking: due === null && stretches.some(({ every }) => every === null),
    counts: false,
    minutes: shown?.minutes ?? null,
    reason: {
      rule: rule.id,
      says: shown?.says ?? matter.pack.oneToOne.variationSays,
      kind: shown?.kind ?? 'interval',
      ...(shown?.every ? { every: shown.every } : {}),
      anchor: anchor.on,
      anchorKind: anchor.kind,
      due,
      target,
      state,
      ...(byAgreement ? { agreed } : {}),
      ...(shown?.note === undefined ? {} : { note: shown.note }),
    },
  }
}

/** What stays overdue for longer than the policy lets it has to be taken further (WOK-A15). */
const dateRuleState = (
  { pack }: Matter,
  start: PlainDate,
  target: PlainDate,
  due: PlainDate,
  asOf: PlainDate,
): RuleState => {
  const { escalate } = pack.oneToOne
  if (escalate !== undefined && asOf > addDuration(due, escalate.after)) return 'escalate'
  return stateByDate(start, target, due, asOf)
}

const countState = ({ every, soonFrom }: CountRule['count'], count: number): RuleState => {
  if (count > every) return 'overdue'
  if (count === every) return 'due'
  return count >= soonFrom ? 'due-soon' : 'not-due'
}

const judgeCount = (rule: CountRule, { shifts }: Matter, clock: Clock): Judged => {
  const { anchor, asOf } = clock
  const { count, on } = reached(countFrom(shifts, anchor, asOf), rule.count.every)
  const state = countState(rule.count, count)
  return {
    id: rule.id,
    standing: rule.force !== 'extra',
    due: on,
    state,
    lacking: false,
    counts: true,
    minutes: minutesOf(rule.minutes, clock),
    reason: {
      rule: rule.id,
      says: rule.says,
      kind: 'count',
      anchor: anchor.on,
      anchorKind: anchor.kind,
      due: on,
      target: on,
      state,
      count,
      of: rule.count.every,
    },
  }
}

const END_OF_TIME = '~'

/** C5: the earlier due date; then the extra rule; then the id that sorts first. No due date comes last. */
const before = (a: Judged, b: Judged): boolean => {
  const [dueA, dueB] = [a.due ?? END_OF_TIME, b.due ?? END_OF_TIME]
  if (dueA !== dueB) return dueA < dueB
  if (a.standing !== b.standing) return b.standing
  return a.id < b.id
}

const firstBy = (rules: readonly Judged[]): Judged | undefined => {
  let first: Judged | undefined
  for (const rule of rules) if (first === undefined || before(rule, first)) first = rule
  return first
}

/**
 * C8: all variations together are one extra rule, with the minutes of the earliest standing rule. What makes supervision
 * more often for one person never makes it rarer (SEF-3.2b, WOK-A16d).
 */
const judgeVariations = (judged: readonly Judged[], matter: Matter, clock: Clock): Judged | null => {
  const { variations } = matter.facts
  if (!variations || variations.length === 0) return null
  const minutes = firstBy(judged.filter(({ standing }) => standing))?.minutes ?? null
  const stretches = variations.map(
    ({ every, from, until, reason }): Stretch => ({
      from,
      until: until ?? null,
      every,
      atLeast: null,
      minutes,
      says: matter.pack.oneToOne.variationSays,
      kind: 'variation',
      note: reason,
    }),
  )
  return judgeStretches({ id: VARIATION, standing: false }, stretches, matter, clock)
}

const clockOf = (matter: Matter, heldOn: readonly PlainDate[], asOf: PlainDate): Clock => {
  const signed = signedAgreement(matter.agreement, asOf)
  return {
    anchor: anchorOf(matter.facts, heldOn, asOf),
    asOf,
    agreed: signed?.every ?? null,
    agreedMinutes: signed?.minutes ?? null,
  }
}

const judgeAll = (matter: Matter, rules: readonly OneToOneRule[], clock: Clock): Judged[] => {
  const judged = rules.map((rule) =>
    'count' in rule
      ? judgeCount(rule, matter, clock)
      : judgeStretches({ id: rule.id, standing: rule.force !== 'extra' }, stretchesOf(rule, matter, clock), matter, clock),
  )
  const variation = judgeVariations(judged, matter, clock)
  return variation === null ? judged : [...judged, variation]
}

/** The rule an obligation is named for: C12, else C5's, else the one in the worst state. Undefined if none matches. */
const named = (judged: readonly Judged[]): { rule: Judged; earliest: Judged; notSetUp: boolean } | undefined => {
  const earliest = firstBy(judged)
  if (earliest === undefined) return undefined
  if (!judged.some(({ due, counts }) => due !== null || counts)) {
    const lacking = firstBy(judged.filter((rule) => rule.lacking && rule.standing))
    return { rule: lacking ?? earliest, earliest, notSetUp: true }
  }
  const worst = Math.max(...judged.map(({ state }) => (state === null ? -1 : severity(state))))
  const isWorst = ({ state }: Judged): boolean => state !== null && severity(state) === worst
  const rule = earliest.state !== null && isWorst(earliest) ? earliest : (firstBy(judged.filter(isWorst)) ?? earliest)
  return { rule, earliest, notSetUp: false }
}

const earliestTarget = (judged: readonly Judged[]): PlainDate | null => {
  let target: PlainDate | null = null
  for (const { reason } of judged) {
    if (reason.target !== null && (target === null || reason.target < target)) target = reason.target
  }
  return target
}

const sortedIds = (rules: readonly Judged[]): string[] => [...new Set(rules.map(({ id }) => id))].sort()

/** The one-to-one obligation, or none where no rule of the policy matches the person. */
export const oneToOne = (matter: Matter): Obligation[] => {
  const { facts, asOf } = matter
  const clock = clockOf(matter, matter.oneToOnes.map(({ on }) => on), asOf)
  const judged = judgeAll(matter, matchingRules(matter, asOf), clock)
  const answer = named(judged)
  if (answer === undefined) return []
  const { rule, earliest, notSetUp } = answer
  const excused = (facts.excused ?? []).some(({ from, until }) => from <= asOf && asOf <= until)
  const others = judged.filter((other) => other !== rule && (other.due !== null || other.counts))
  const count = judged.find(({ counts }) => counts)?.reason.count
  const state = notSetUp ? 'not-set-up' : excused ? 'excused' : (rule.state ?? 'not-due')
  return [
    {
      track: 'one-to-one',
      rule: rule.id,
      also: sortedIds(others.filter(({ id, due }) => id !== rule.id && due !== null)),
      target: earliestTarget(judged),
      due: earliest.due,
      state,
      ...(count === undefined ? {} : { count }),
      minutes: rule.minutes,
      ...(clock.agreed === null ? {} : { agreedEvery: clock.agreed }),
      reasons: [rule, ...others.sort((a, b) => (a.id < b.id ? -1 : 1))].map(({ reason }) => reason),
    },
  ]
}

/**
 * The minimum minutes that applied to a session held on `heldOn`: those of the rule that the clock was running by on
 * that day, before this session.
 */
export const minutesFor = (matter: Matter, heldOn: PlainDate): number | null => {
  const rules = matchingRules(matter, heldOn)
  const known = rules.flatMap((rule) => ('count' in rule ? [rule.minutes] : rule.phases.map(({ minutes }) => minutes)))
  const first = known[0]
  if (typeof first !== 'string' && known.every((minutes) => minutes === first)) return first ?? null
  const earlier = matter.oneToOnes.map(({ on }) => on).filter((on) => on < heldOn)
  return named(judgeAll(matter, rules, clockOf(matter, earlier, heldOn)))?.rule.minutes ?? null
}
