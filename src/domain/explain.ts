/**
 * Why something is due when it is, as data: the rule with its words and its place in the document, the others that have a
 * say, what is counted from where, what the two agreed, what the service chose, how the policy is read. No text of our own:
 * `words` makes the sentences.
 */
import { type Adopted, type Asked } from './adopted.ts'
import { type PlainDate } from './dates.ts'
import { addDuration, type Duration } from './policy/durations.ts'
import { type Excused, excusedOn, type Facts, type Variation } from './policy/facts.ts'
import { type Ambiguity, type Rule } from './policy/governance.ts'
import { type Obligation, type Reason, VARIATION } from './policy/obligation.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type RuleId, type Text } from './policy/text.ts'
import { type ChosenReading } from './records/deeds/policy.ts'
import { type SettingUsed, settingsUsed } from './explain-settings.ts'

/** One rule's own answer, and the rule as the policy has it; null for a variation, or where the policy lists no rules. */
export interface Explained {
  readonly reason: Reason
  readonly rule: Rule | null
}

/** Why the day it is wanted by is before the day it is due. */
export interface Earlier {
  readonly on: PlainDate
  /** The two agreed it; the policy gives a window (C6); the policy would rather, and allows until the due date (SSWB-4.19). */
  readonly because: 'agreed' | 'window' | 'preferred'
  readonly every: Reason['every'] | null
}

/** What the two agreed and signed, and what it does (C7). */
export interface AgreedInterval {
  readonly every: Duration
  /**
   * `gives` where the policy leaves it to them, `earlier` where it asks sooner than the policy, `same` where it gives the
   * very same day, `longer` where it moves nothing, `counted` where only shifts say when.
   */
  readonly effect: 'gives' | 'earlier' | 'same' | 'longer' | 'counted'
  /** The day it gives. */
  readonly on: PlainDate | null
}

/** Where the document can be read in more than one way: how it is read here. */
export interface ReadingUsed {
  readonly id: RuleId
  readonly says: Text
  readonly reading: Text
  /** Null where it is read as the pack is written, without anybody having chosen so. */
  readonly chosen: ChosenReading | null
  /** Whether it could be read in another way. */
  readonly open: boolean
}

/** Which policy asks. */
export interface PolicyUsed {
  readonly id: string
  readonly version: number
  readonly name: Text
  readonly organisation: Text
  readonly source: Text
  /** Since when this version is in force here; null where it was from the start. */
  readonly since: PlainDate | null
  /** The day on which other rules came into force, where this is kept from before. */
  readonly keptSince: PlainDate | null
}

/** So many of so many: observations in a year (HAV-6.5), people for one supervisor (WOK-A2). */
export interface Tally {
  readonly done: number
  readonly of: number
}

export interface Explanation {
  readonly obligation: Obligation
  readonly rule: Explained
  readonly others: readonly Explained[]
  readonly earlier: Earlier | null
  readonly agreed: AgreedInterval | null
  /** How long the next session is at least, and whether the two agreed that. */
  readonly minutes: { readonly least: number; readonly agreed: boolean } | null
  readonly tally: Tally | null
  readonly settings: readonly SettingUsed[]
  readonly readings: readonly ReadingUsed[]
  /** The absence that excuses it today; of several, the one that ends last (C10). */
  readonly excused: Excused | null
  /** What was agreed for this person for a while, where it has a say (C8). */
  readonly variations: readonly Variation[]
  /** From when it goes to somebody above, and under which rule (WOK-A14). */
  readonly escalates: { readonly rule: Rule | null; readonly id: RuleId; readonly says: Text; readonly after: Duration } | null
  readonly policy: PolicyUsed
  /** Codes of what could not be known (D4). */
  readonly warnings: readonly string[]
}

/** The rule with this id as the policy lists it. */
export const ruleOf = ({ rules }: PolicyPack, id: RuleId): Rule | null => rules.find((rule) => rule.id === id) ?? null

const explained = (pack: PolicyPack, reason: Reason): Explained => ({
  reason,
  rule: reason.rule === VARIATION ? null : ruleOf(pack, reason.rule),
})

const earlierOf = ({ track, target, due, reasons, agreedEvery }: Obligation): Earlier | null => {
  if (target === null || target === due) return null
  const by = reasons.find((reason) => reason.target === target)
  if (by?.agreed !== undefined) return { on: target, because: 'agreed', every: agreedEvery ?? by.agreed }
  return { on: target, because: track === 'one-to-one' ? 'window' : 'preferred', every: by?.every ?? null }
}

const agreedOf = ({ agreedEvery: every, target, due, reasons }: Obligation): AgreedInterval | null => {
  if (every === undefined) return null
  const anchor = reasons[0]?.anchor ?? null
  const on = anchor === null ? null : addDuration(anchor, every)
  if (reasons.some(({ kind, every: used }) => kind === 'agreed' && used === every)) return { every, effect: 'gives', on }
  if (reasons.every(({ count }) => count !== undefined)) return { every, effect: 'counted', on }
  // Of several rules the earliest counts: that it is sooner than a later one asks changes nothing.
  if (target !== due && reasons.some((reason) => reason.agreed !== undefined && reason.target === target)) return { every, effect: 'earlier', on }
  return { every, effect: on === due ? 'same' : 'longer', on }
}

const minutesOf = (pack: PolicyPack, { minutes, rule }: Obligation): Explanation['minutes'] => {
  if (typeof minutes !== 'number') return null
  const rules = pack.oneToOne.rules.filter(({ id }) => id === rule)
  const agreed = rules.some((each) => ('count' in each ? [each] : each.phases).some((part) => part.minutes === 'agreed'))
  return { least: minutes, agreed }
}

/** How many are done of how many, where the policy gives a number; else null. */
export const tallyOf = ({ tracks }: PolicyPack, { track, key, done }: Obligation): Tally | null => {
  if (done === undefined) return null
  if (track === 'capacity') return tracks.capacity ? { done, of: tracks.capacity.overdueFrom - 1 } : null
  const quota = key === 'observation' || key === 'audit' ? tracks.quota?.[key] : undefined
  return quota ? { done, of: quota.count } : null
}

const readingOf = ({ id, says, reading: own, readings }: Ambiguity, adopted: Adopted): ReadingUsed | null => {
  const chosen = adopted.chosen[id] ?? null
  const used = readings.find(({ key }) => key === chosen?.reading) ?? readings.find(({ key }) => key === own)
  return used ? { id, says, reading: used.says, chosen: chosen?.reading === used.key ? chosen : null, open: readings.length > 1 } : null
}

/** The questions that bear on the rules at hand: first those whose id is a rule's own, or that the service answered. */
const readingsUsed = (pack: PolicyPack, adopted: Adopted, rules: ReadonlySet<RuleId>): readonly ReadingUsed[] => {
  const rank = ({ id, chosen, open }: ReadingUsed): number => (rules.has(id) ? 0 : chosen ? 1 : open ? 2 : 3)
  return pack.ambiguities
    .filter(({ id, rules: questioned }) => rules.has(id) || questioned.some((rule) => rules.has(rule)))
    .flatMap((ambiguity) => readingOf(ambiguity, adopted) ?? [])
    .sort((a, b) => rank(a) - rank(b))
}

const escalatesOf = (pack: PolicyPack, { track }: Obligation): Explanation['escalates'] => {
  const { escalate } = pack.oneToOne
  if (track !== 'one-to-one' || escalate === undefined) return null
  return { rule: ruleOf(pack, escalate.rule), id: escalate.rule, says: escalate.says, after: escalate.after }
}

/** Since when the version of a policy has been in force without a break; null where from the start. */
const sinceOf = (adopted: Adopted, policies: readonly Adopted[]): PlainDate | null => {
  const before = policies.slice(0, policies.indexOf(adopted) + 1)
  const other = before.findLastIndex(({ pack, packVersion }) => pack !== adopted.pack || packVersion !== adopted.packVersion)
  return before[other + 1]?.from ?? null
}

/** What is known beside the obligation and its policy. */
export interface ExplainedAbout {
  /** Every policy of the setting, in order (`policiesOf`). */
  readonly policies: readonly Adopted[]
  readonly facts: Facts
  readonly asOf: PlainDate
}

/**
 * Explains one obligation.
 *
 * @param asked the obligation with the policy that asks it (`askedOfPost`)
 * @returns null for one without reasons, which the engine does not make
 */
export const explanationOf = (
  { one, pack, adopted, keptSince }: Asked,
  { policies, facts, asOf }: ExplainedAbout,
): Explanation | null => {
  const [first, ...more] = one.reasons
  if (first === undefined) return null
  const rules = new Set(one.reasons.map(({ rule }) => rule))
  const { id, version, name, organisation, source } = pack
  return {
    obligation: one,
    rule: explained(pack, first),
    others: more.map((reason) => explained(pack, reason)),
    earlier: earlierOf(one),
    agreed: agreedOf(one),
    minutes: minutesOf(pack, one),
    tally: tallyOf(pack, one),
    settings: settingsUsed(one, pack, adopted.settings),
    readings: readingsUsed(pack, adopted, rules),
    excused: one.state === 'excused' ? excusedOn(facts.excused, asOf) : null,
    variations: rules.has(VARIATION) ? (facts.variations ?? []) : [],
    escalates: escalatesOf(pack, one),
    policy: { id, version, name, organisation, source, since: sinceOf(adopted, policies), keptSince },
    warnings: one.warnings ?? [],
  }
}
