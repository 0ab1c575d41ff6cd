/**
 * Which facts about a person a policy goes by, of those that nobody can work out and somebody has to say (semantics §5):
 * a form asks these and no others. Found in the pack itself, so it holds for a policy that a service brings in.
 */
import { type NewlyQualified } from './facts.ts'
import { type OneToOneRule, type PolicyPack } from './pack.ts'
import { type Predicate } from './predicate.ts'
import { type Text } from './text.ts'

/** What may be true of a person. `qualified` stands for a policy that goes by the day of qualifying, whoever it is. */
export const TRAITS = [
  'newly-qualified-social-worker',
  'newly-qualified-other',
  'qualified',
  'on-probation',
  'from-outside-uk',
  'residential-home',
] as const
export type Trait = (typeof TRAITS)[number]

/** A day that goes with a trait. */
export type TraitDay = 'qualifiedOn' | 'probationEndsOn'

/** A rule that asks something else of whoever has a trait, in its own words. */
export interface ChangedRule {
  readonly rule: string
  readonly says: readonly Text[]
}

export interface FactAsked {
  readonly trait: Trait
  /** The day that the policy needs with it: without it the rule does not hold (C2). */
  readonly day: TraitDay | null
  /** Rules for those who have the trait, each once. */
  readonly changes: readonly ChangedRule[]
}

const NEWLY_QUALIFIED = {
  'social-worker': 'newly-qualified-social-worker',
  other: 'newly-qualified-other',
} as const satisfies Record<NewlyQualified, Trait>

/** A trait that something looks at; `for` those who have it, or those who do not. */
interface Look {
  readonly trait: Trait
  readonly for: boolean
}

const looksOf = (predicate: Predicate | undefined, wanted = true): readonly Look[] => {
  if (!predicate) return []
  const { newlyQualified = [], fromOutsideUk, residentialHome, any = [], not } = predicate
  return [
    ...newlyQualified.map((kind): Look => ({ trait: NEWLY_QUALIFIED[kind], for: wanted })),
    ...(fromOutsideUk === undefined ? [] : [{ trait: 'from-outside-uk', for: fromOutsideUk === wanted } as const]),
    ...(residentialHome === undefined ? [] : [{ trait: 'residential-home', for: residentialHome === wanted } as const]),
    ...any.flatMap((each) => looksOf(each, wanted)),
    ...looksOf(not, !wanted),
  ]
}

const daysOf = (rule: OneToOneRule): ReadonlySet<string> =>
  'count' in rule ? new Set() : new Set([rule.start, ...rule.phases.map(({ until }) => until?.fact)].flatMap((fact) => fact ?? []))

/** What one rule or track looks at, and what it asks of those it is for. */
interface Source extends ChangedRule {
  readonly looks: readonly Look[]
  /** Traits whose day it counts from. */
  readonly days: readonly { readonly trait: Trait; readonly day: TraitDay }[]
}

const isNewlyQualified = ({ trait }: Look): boolean => Object.values<Trait>(NEWLY_QUALIFIED).includes(trait)

const ofRule = (rule: OneToOneRule): Source => {
  const looks = [...looksOf(rule.when)]
  const days: { trait: Trait; day: TraitDay }[] = []
  const facts = daysOf(rule)
  if (facts.has('probationEndsOn')) {
    looks.push({ trait: 'on-probation', for: true })
    days.push({ trait: 'on-probation', day: 'probationEndsOn' })
  }
  if (facts.has('qualifiedOn')) {
    const kinds = looks.filter((look) => look.for && isNewlyQualified(look)).map(({ trait }) => trait)
    if (kinds.length === 0) looks.push({ trait: 'qualified', for: true })
    days.push(...(kinds.length === 0 ? (['qualified'] as const) : kinds).map((trait) => ({ trait, day: 'qualifiedOn' as const })))
  }
  const says = 'count' in rule ? [rule.says] : rule.phases.map((phase) => phase.says ?? rule.says)
  return { rule: rule.id, says, looks, days }
}

const ofTracks = ({ tracks }: PolicyPack): readonly Source[] =>
  Object.values(tracks).flatMap((track): Source[] => {
    if (track === undefined || !('says' in track)) return []
    const looks = [
      ...('when' in track ? looksOf(track.when) : []),
      ...('thenWhen' in track ? looksOf(track.thenWhen) : []),
    ]
    return looks.length === 0 ? [] : [{ rule: track.rule, says: [track.says], looks, days: [] }]
  })

/** Each rule once: one that is written twice, for full-time and for part-time staff, says the same. */
const changesOf = (trait: Trait, sources: readonly Source[]): readonly ChangedRule[] => {
  const changes = new Map<string, ChangedRule>()
  for (const { rule, says, looks } of sources) {
    if (looks.some((look) => look.trait === trait && look.for) && !changes.has(rule)) changes.set(rule, { rule, says })
  }
  return [...changes.values()]
}

/**
 * What a policy has to be told of a person beside group, employment, hours and dates of employment: what its one-to-one
 * rules and its other tracks look at, by their predicates (C2) and by the days that their phases run from and to (C3).
 *
 * @returns in the order of `TRAITS`; none where the policy looks at nothing of the kind
 */
export const factsAsked = (pack: PolicyPack): readonly FactAsked[] => {
  const sources = [...pack.oneToOne.rules.map(ofRule), ...ofTracks(pack)]
  return TRAITS.filter((trait) => sources.some(({ looks }) => looks.some((look) => look.trait === trait))).map((trait) => {
    const day = sources.flatMap(({ days }) => days).find((each) => each.trait === trait)?.day ?? null
    return { trait, day, changes: changesOf(trait, sources) }
  })
}
