/** Which rules match a person, and what their phases ask (semantics C2 to C4, C6, C7). */
import { type PlainDate } from '../dates.ts'
import { addAll, addDuration, type Duration } from './durations.ts'
import { type Settings } from './facts.ts'
import { described, type Matter } from './matter.ts'
import { type Reason } from './obligation.ts'
import { type DateRule, type IntervalSource, type Minutes, type OneToOneRule } from './pack.ts'
import { type Described, holds } from './predicate.ts'
import { type Anchor } from './shifts.ts'
import { type Text } from './text.ts'

/** The clock of one day: an anchor, and what had been agreed by then. */
export interface Clock {
  readonly anchor: Anchor
  readonly asOf: PlainDate
  readonly agreed: Duration | null
  readonly agreedMinutes: number | null
}

/** A phase with its days worked out; null is without end, or an interval that nobody has set. */
export interface Stretch {
  readonly from: PlainDate | null
  readonly until: PlainDate | null
  readonly every: Duration | null
  readonly atLeast: Duration | null
  readonly minutes: number | null
  readonly says: Text
  readonly kind: Reason['kind']
  readonly note?: string
}

const settingOf = (settings: Settings, name: 'oneToOne' | 'backstop'): Duration | false | null => {
  const value = settings[name]
  if (value === undefined) return null
  return typeof value === 'object' ? value.every : value
}

/** C3: a rule whose start date is missing, or that the settings turn off, does not match. */
const inForce = (rule: OneToOneRule, { facts, settings }: Matter): boolean => {
  if ('count' in rule) return true
  if (rule.start !== undefined && facts[rule.start] === undefined) return false
  return rule.phases.every(
    ({ every, until }) =>
      (until === undefined || facts[until.fact] !== undefined) &&
      !(typeof every === 'object' && 'setting' in every && settingOf(settings, every.setting) === false),
  )
}

/** The rules that match the person on a day. Of all that a rule looks at, only the signature of the agreement has a day. */
export const matchingRules = (matter: Matter, asOf: PlainDate): readonly OneToOneRule[] => {
  const person = described(matter, asOf)
  const known = matter.rulesWhenAgreed.get(person.agreed)
  if (known) return known
  const rules = rulesFor(matter, person)
  matter.rulesWhenAgreed.set(person.agreed, rules)
  return rules
}

/** C2, and what `replaces` puts out of force: a default is for whoever has no row of their own (HAV-6.1.10). */
const rulesFor = (matter: Matter, person: Described): OneToOneRule[] => {
  const all = matter.pack.oneToOne.rules.filter((rule) => holds(rule.when, person) && inForce(rule, matter))
  const replaced = new Set(all.flatMap((rule) => rule.replaces ?? []))
  const kept = all.filter((rule) => !replaced.has(rule.id))
  const standing = kept.some((rule) => rule.force === 'standing')
  return standing ? kept.filter((rule) => rule.force !== 'default') : kept
}

const intervalOf = (source: IntervalSource, clock: Clock, settings: Settings): Duration | null => {
  if (typeof source === 'string') return source
  if ('setting' in source) return settingOf(settings, source.setting) || (source.otherwise ?? null)
  if (clock.agreed === null) return source.otherwise ?? null
  const { on } = clock.anchor
  const tooLong = source.atMost !== undefined && addDuration(on, clock.agreed) > addDuration(on, source.atMost)
  return tooLong ? (source.atMost ?? clock.agreed) : clock.agreed
}

const kindOf = (source: IntervalSource): Reason['kind'] => {
  if (typeof source === 'string') return 'interval'
  return 'setting' in source ? 'setting' : 'agreed'
}

export const minutesOf = (minutes: Minutes | undefined, clock: Clock): number | null =>
  minutes === 'agreed' ? clock.agreedMinutes : (minutes ?? null)

/**
 * A rule's phases with their days (C3): each begins on the day after the one before ends. After the last nothing of the
 * rule is left, as with the first months from an agency (WOK-A18).
 */
export const stretchesOf = (rule: DateRule, matter: Matter, clock: Clock): Stretch[] => {
  const { facts, settings } = matter
  let from = rule.start === undefined ? null : (facts[rule.start] ?? null)
  return rule.phases.map((phase) => {
    const end = phase.until === undefined ? null : (facts[phase.until.fact] ?? null)
    const until = end === null ? null : addAll(end, phase.until?.plus ?? [])
    const stretch: Stretch = {
      from,
      until,
      every: intervalOf(phase.every, clock, settings),
      atLeast: phase.atLeast ?? null,
      minutes: minutesOf(phase.minutes, clock),
      says: phase.says ?? rule.says,
      kind: kindOf(phase.every),
    }
    from = until === null ? null : addDuration(until, 'P1D' as Duration)
    return stretch
  })
}

/** C4: when a stretch asks for the next session, or null. */
export const candidateOf = ({ from, until, every }: Stretch, anchor: PlainDate): PlainDate | null => {
  if (every === null || (until !== null && until < anchor)) return null
  if (from !== null && until !== null && until < from) return null
  const next = addDuration(anchor, every)
  return from !== null && from > anchor && from > next ? from : next
}

/** C7: the agreed interval where it is no longer than the rule's; else a window's lower end; else the due date. */
export const targetOf = (stretch: Stretch, due: PlainDate, { anchor, agreed }: Clock): PlainDate => {
  const byAgreement = agreed === null ? null : addDuration(anchor.on, agreed)
  if (byAgreement !== null && byAgreement <= due) return byAgreement
  if (stretch.atLeast === null || (stretch.from !== null && stretch.from > anchor.on)) return due
  const lower = addDuration(anchor.on, stretch.atLeast)
  return lower < due ? lower : due
}
