/** What Today shows: each current post with what its policy asks, the most pressing first (J1, HAV-4.2a). */
import { type PlainDate } from './dates.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from './facts.ts'
import { type PersonId, type PostId, type SettingId } from './ids.ts'
import { type Planned, plannedOf, toRebook } from './planned.ts'
import { type Asked, askedIn, obligationsIn } from './adopted.ts'
import { type Obligation, type TrackName } from './policy/obligation.ts'
import { type PolicyPack } from './policy/pack.ts'
import { isCurrent, NO_STANDING, policyInputOf, type PostFacts, type Standing } from './records/policy-input.ts'
import { type PostState, type SettingState, type ShiftState } from './records/record.ts'

/** What the answer is computed from: the facts of one or more settings, or of one's own file. */
export interface Known extends KnownFacts {
  readonly settings: ReadonlyMap<SettingId, SettingState>
  readonly packs: readonly PolicyPack[]
}

/** A list, or a map by id: what a device keeps. */
interface Several<T> {
  readonly values: () => Iterable<T>
}

/** The facts of many posts. */
export interface KnownFacts {
  readonly posts: ReadonlyMap<PostId, PostState>
  readonly sessionFacts: Several<SessionFacts>
  readonly agreementFacts: Several<AgreementFacts>
  readonly observationFacts: Several<ObservationFacts>
  readonly shifts: Several<ShiftState>
}

export interface TodayLine {
  readonly post: PostState
  /** When the next one-to-one is due, and why; null when the policy pack or the facts are not here. */
  readonly oneToOne: Obligation | null
  /** Everything else the policy asks and that is not done: agreement, review, observation, sharing, rebooking, … */
  readonly others: readonly Obligation[]
  /** Records of sessions held that are still to be shared with the supervisee (SEF-6.2). */
  readonly unshared: readonly Obligation[]
  /** The sessions that lie ahead, the soonest first. */
  readonly planned: readonly Planned[]
  /** Sessions called off or missed that have no new date yet (SEF-3.4). */
  readonly toRebook: readonly SessionFacts[]
  /** What all this was computed from. */
  readonly facts: PostFacts
}

const byPost = <T extends { readonly post: PostId }>(items: Several<T>): ReadonlyMap<PostId, T[]> => {
  const groups = new Map<PostId, T[]>()
  for (const item of items.values()) {
    const group = groups.get(item.post)
    if (group) group.push(item)
    else groups.set(item.post, [item])
  }
  return groups
}

/** How each person stands to the posts that run on a day. */
const standings = (posts: Iterable<PostState>, asOf: PlainDate): ((post: PostState | undefined) => Standing) => {
  const current = [...posts].filter((post) => isCurrent(post, asOf))
  const supervises = new Map<PersonId, { people: Set<PersonId>; since: PlainDate }>()
  const professional = new Set<string>()
  for (const { person, setting, line, supervisor, supervisedSince, from } of current) {
    if (line === 'professional') professional.add(`${person} ${setting}`)
    if (supervisor === null || line === 'professional') continue
    const since = supervisedSince ?? from
    const before = supervises.get(supervisor)
    if (before) {
      before.people.add(person)
      if (since < before.since) before.since = since
    } else supervises.set(supervisor, { people: new Set([person]), since })
  }
  return (post) => {
    if (!post) return NO_STANDING
    const own = supervises.get(post.person)
    return {
      supervisees: own?.people.size ?? 0,
      supervisesSince: own?.since ?? null,
      professionalLine: post.line === 'managerial' && professional.has(`${post.person} ${post.setting}`),
    }
  }
}

/** The facts of each post, from those of all, as of a day. */
export const factsByPost = (known: KnownFacts, asOf: PlainDate): ((post: PostId) => PostFacts) => {
  const standingOf = standings(known.posts.values(), asOf)
  const sessions = byPost(known.sessionFacts)
  const agreements = byPost(known.agreementFacts)
  const observations = byPost(known.observationFacts)
  const shifts = byPost(known.shifts)
  return (post) => ({
    standing: standingOf(known.posts.get(post)),
    sessions: sessions.get(post) ?? [],
    agreements: agreements.get(post) ?? [],
    observations: observations.get(post) ?? [],
    shifts: shifts.get(post) ?? [],
  })
}

/** Those that belong to one post. */
export const ofPost = <T extends { readonly post: PostId }>(items: Several<T>, post: PostId): readonly T[] =>
  [...items.values()].filter((item) => item.post === post)

/** The facts of one post; of many posts together `factsByPost` looks at each fact once. */
export const factsOfPost = (known: KnownFacts, post: PostId, asOf: PlainDate): PostFacts => ({
  standing: standings(known.posts.values(), asOf)(known.posts.get(post)),
  sessions: ofPost(known.sessionFacts, post),
  agreements: ofPost(known.agreementFacts, post),
  observations: ofPost(known.observationFacts, post),
  shifts: ofPost(known.shifts, post),
})

/** A line beside the managerial one is about professional practice: what belongs to the employment is not asked twice. */
const OF_A_LINE: ReadonlySet<TrackName> = new Set<TrackName>([
  'one-to-one',
  'agreement',
  'agreement-review',
  'record',
  'rearrange',
  'own-version',
  'self-evaluation',
  'retention',
])

/**
 * The obligations of one post.
 *
 * @param asOf the London day
 * @returns none when the setting or its pack is not here
 */
export const obligationsOfPost = (
  post: PostState,
  setting: SettingState | undefined,
  packs: readonly PolicyPack[],
  facts: PostFacts,
  asOf: PlainDate,
): readonly Obligation[] => {
  if (!setting) return []
  const all = obligationsIn(setting, packs, policyInputOf(post, setting, facts, asOf))
  return post.line === 'professional' ? all.filter(({ track }) => OF_A_LINE.has(track)) : all
}

/** The same, each with the policy that asks it. */
export const askedOfPost = (
  post: PostState,
  setting: SettingState,
  packs: readonly PolicyPack[],
  facts: PostFacts,
  asOf: PlainDate,
): readonly Asked[] => {
  const all = askedIn(setting, packs, policyInputOf(post, setting, facts, asOf))
  return post.line === 'professional' ? all.filter(({ one }) => OF_A_LINE.has(one.track)) : all
}

const PRESSING: Record<Obligation['state'], number> = {
  escalate: 0,
  overdue: 1,
  due: 2,
  'not-set-up': 3,
  'due-soon': 4,
  excused: 5,
  'not-due': 6,
  'met-late': 7,
  met: 8,
}

const pressing = (a: TodayLine, b: TodayLine): number => {
  const rank = (line: TodayLine): number => (line.oneToOne ? PRESSING[line.oneToOne.state] : 9)
  const due = (line: TodayLine): string => line.oneToOne?.due ?? '9999'
  return rank(a) - rank(b) || (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : a.post.id < b.post.id ? -1 : 1)
}

/** The day on which the last session of a post was held; null where none was. */
export const lastHeldOn = ({ sessions }: Pick<PostFacts, 'sessions'>): PlainDate | null =>
  sessions.reduce<PlainDate | null>(
    (last, { status, heldOn }) => (status !== 'void' && heldOn !== null && heldOn > (last ?? '') ? heldOn : last),
    null,
  )

/** An own version of a record is the supervisee's to write or not: it is never asked for (SSWB-4.20). */
const isDone = ({ track, state }: Obligation): boolean => track === 'own-version' || state === 'met' || state === 'met-late'

/** Today's list: every current post, the most pressing first. */
export const todayOf = (known: Known, asOf: PlainDate): readonly TodayLine[] => {
  const factsOf = factsByPost(known, asOf)
  return [...known.posts.values()]
    .filter((post) => isCurrent(post, asOf))
    .map((post): TodayLine => {
      const facts = factsOf(post.id)
      const all = obligationsOfPost(post, known.settings.get(post.setting), known.packs, facts, asOf)
      const open = all.filter((one) => one.track !== 'one-to-one' && !isDone(one))
      return {
        post,
        oneToOne: all.find(({ track }) => track === 'one-to-one') ?? null,
        others: open,
        unshared: open.filter(({ track }) => track === 'record'),
        planned: plannedOf(post, facts.sessions, facts.agreements, asOf),
        toRebook: toRebook(post, facts.sessions),
        facts,
      }
    })
    .sort(pressing)
}
