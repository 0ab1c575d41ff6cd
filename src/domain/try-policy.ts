/**
 * A policy tried over the people of a setting before it is taken up: what would be asked of each of them on a day, beside
 * what is asked now. It is computed as it would be computed then, from the setting with the policy added to it.
 */
import { type Instant, type PlainDate } from './dates.ts'
import { type ActId, type PersonId } from './ids.ts'
import { type Obligation, type TrackName, TRACKS, trackLabel } from './policy/obligation.ts'
import { type SettingAdopt } from './records/deeds/policy.ts'
import { withAdopted } from './records/home.ts'
import { isCurrent } from './records/policy-input.ts'
import { type PostState, type SettingState } from './records/record.ts'
import { factsByPost, type Known, obligationsOfPost } from './today.ts'

/** A policy that may be taken up: everything an adoption says but why and when it was said. */
export type Candidate = Omit<SettingAdopt, 'reason' | 'on'>

/**
 * What becomes of the date of the next one-to-one. `appears` and `goes` are about a date where there was none, and none
 * where there was one; `state` and `rule` leave the date as it is.
 */
export const CHANGES = ['sooner', 'appears', 'later', 'goes', 'state', 'rule', 'same'] as const
export type TrialChange = (typeof CHANGES)[number]

export interface TrialLine {
  readonly post: PostState
  /** The next one-to-one as it is asked for now, and as it would be; null where the policy asks for none. */
  readonly before: Obligation | null
  readonly after: Obligation | null
  readonly change: TrialChange
  /** The other tracks in which something differs, in the order of the tracks. */
  readonly others: readonly TrackName[]
}

export interface Trial {
  /** Whether the setting would work by the candidate on that day: not before it begins, nor once another has taken its place. */
  readonly inForce: boolean
  /** Every current post of the setting that is known, those with a difference first. */
  readonly lines: readonly TrialLine[]
  /** How many one-to-ones would be late, and are. */
  readonly late: { readonly before: number; readonly after: number }
  /** In how many posts each other track differs. */
  readonly others: ReadonlyMap<TrackName, number>
}

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** The setting as it would be with a policy taken up. */
export const settingWith = (setting: SettingState, candidate: Candidate): SettingState => {
  const done = { act: NOBODY as ActId, by: NOBODY as PersonId, at: '1970-01-01T00:00:00Z' as Instant }
  return { ...setting, policies: withAdopted(setting.policies, { ...candidate, reason: '', on: candidate.from, ...done }) }
}

const changeOf = (before: Obligation | null, after: Obligation | null): TrialChange => {
  const [was, is] = [before?.due ?? null, after?.due ?? null]
  if (was !== is) {
    if (was === null) return 'appears'
    if (is === null) return 'goes'
    return is < was ? 'sooner' : 'later'
  }
  if (before?.state !== after?.state) return 'state'
  return before?.rule === after?.rule ? 'same' : 'rule'
}

/** About the policy, not about a person. */
const APART: ReadonlySet<TrackName> = new Set<TrackName>(['one-to-one', 'policy-review'])

/** The same day in the same state is no difference to anybody, whichever rule asks for it. */
const asText = ({ due, state }: Obligation): string => `${due} ${state}`

const otherTracks = (before: readonly Obligation[], after: readonly Obligation[]): readonly TrackName[] => {
  const was = new Map(before.map((one) => [trackLabel(one), asText(one)]))
  const is = new Map(after.map((one) => [trackLabel(one), asText(one)]))
  const differs = new Set([...before, ...after].filter((one) => was.get(trackLabel(one)) !== is.get(trackLabel(one))).map(({ track }) => track))
  return (Object.keys(TRACKS) as TrackName[]).filter((track) => differs.has(track) && !APART.has(track))
}

const oneToOneOf = (all: readonly Obligation[]): Obligation | null => all.find(({ track }) => track === 'one-to-one') ?? null

const isLate = (one: Obligation | null): boolean => one?.state === 'overdue' || one?.state === 'escalate'

const rankOf = ({ change, others }: TrialLine): number =>
  change === 'same' && others.length === 0 ? CHANGES.length : CHANGES.indexOf(change)

const byDifference = (a: TrialLine, b: TrialLine): number => {
  const [due, other] = [a.after?.due ?? '9999', b.after?.due ?? '9999']
  return rankOf(a) - rankOf(b) || (due < other ? -1 : due > other ? 1 : a.post.id < b.post.id ? -1 : 1)
}

/**
 * Tries a policy over the current posts of a setting.
 *
 * @param known what is known of them, with the candidate's pack among the packs
 * @param asOf  the London day for which both are worked out
 */
export const tryPolicy = (known: Known, setting: SettingState, candidate: Candidate, asOf: PlainDate): Trial => {
  const would = settingWith(setting, candidate)
  const factsOf = factsByPost(known, asOf)
  const posts = [...known.posts.values()].filter((post) => post.setting === setting.id && isCurrent(post, asOf))
  const others = new Map<TrackName, number>()
  const lines = posts.map((post): TrialLine => {
    const facts = factsOf(post.id)
    const now = obligationsOfPost(post, setting, known.packs, facts, asOf)
    const then = obligationsOfPost(post, would, known.packs, facts, asOf)
    const [before, after] = [oneToOneOf(now), oneToOneOf(then)]
    const differ = otherTracks(now, then)
    for (const track of differ) others.set(track, (others.get(track) ?? 0) + 1)
    return { post, before, after, change: changeOf(before, after), others: differ }
  })
  const late = (of: 'before' | 'after'): number => lines.filter((line) => isLate(line[of])).length
  return {
    inForce: would.policies.findLast(({ from }) => from <= asOf)?.from === candidate.from,
    lines: lines.sort(byDifference),
    late: { before: late('before'), after: late('after') },
    others,
  }
}
