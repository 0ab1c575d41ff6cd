/** What Today shows: each current post with what its policy asks, the most pressing first (J1). */
import { type SessionFacts } from './access.ts'
import { type PlainDate } from './dates.ts'
import { type PostId, type SettingId } from './ids.ts'
import { type Obligation, obligations } from './policy/obligations.ts'
import { type PolicyPack } from './policy/pack.ts'
import { eventsOf, factsOf, isCurrent, settingsOf } from './records/policy-input.ts'
import { type PostState, type SettingState, type ShiftState } from './records/record.ts'

/** What the answer is computed from: the facts of one or more settings, or of one's own file. */
export interface Known {
  readonly settings: ReadonlyMap<SettingId, SettingState>
  readonly packs: readonly PolicyPack[]
  readonly posts: ReadonlyMap<PostId, PostState>
  readonly sessionFacts: Iterable<SessionFacts>
  readonly shifts: Iterable<ShiftState>
}

export interface TodayLine {
  readonly post: PostState
  /** When the next one-to-one is due, and why; null when the policy pack or the facts are not here. */
  readonly oneToOne: Obligation | null
  /** Records of sessions held that are still to be shared with the supervisee (SEF-6.2). */
  readonly unshared: readonly Obligation[]
  /** The date agreed for the next session, where it lies ahead. */
  readonly nextOn: string | null
}

const byPost = <T extends { readonly post: PostId }>(items: Iterable<T>): ReadonlyMap<PostId, T[]> => {
  const groups = new Map<PostId, T[]>()
  for (const item of items) {
    const group = groups.get(item.post)
    if (group) group.push(item)
    else groups.set(item.post, [item])
  }
  return groups
}

/** The very pack and version that a setting works under, or that a record is pinned to. */
export const packFor = (
  packs: readonly PolicyPack[],
  pins: { readonly pack: string; readonly packVersion: number },
): PolicyPack | undefined => packs.find((pack) => pack.id === pins.pack && pack.version === pins.packVersion)

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
  sessions: readonly SessionFacts[],
  shifts: readonly ShiftState[],
  asOf: PlainDate,
): readonly Obligation[] => {
  const pack = setting && packFor(packs, setting)
  if (!setting || !pack) return []
  return obligations(pack, {
    settings: settingsOf(setting),
    facts: factsOf(post, setting),
    agreement: {},
    events: eventsOf(sessions, shifts),
    asOf,
  })
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

/** The latest date agreed for a next session, if no session was held since it was agreed and it is not past. */
const nextOnOf = (sessions: readonly SessionFacts[], asOf: PlainDate): string | null => {
  const held = sessions.filter((session) => session.heldOn !== null && session.status !== 'void')
  const last = held.sort((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? 1 : -1))[0]
  return last?.nextOn && last.nextOn >= asOf ? last.nextOn : null
}

/** Today's list: every current post, the most pressing first. */
export const todayOf = (known: Known, asOf: PlainDate): readonly TodayLine[] => {
  const sessions = byPost(known.sessionFacts)
  const shifts = byPost(known.shifts)
  return [...known.posts.values()]
    .filter((post) => isCurrent(post, asOf))
    .map((post): TodayLine => {
      const own = sessions.get(post.id) ?? []
      const all = obligationsOfPost(
        post,
        known.settings.get(post.setting),
        known.packs,
        own,
        shifts.get(post.id) ?? [],
        asOf,
      )
      return {
        post,
        oneToOne: all.find(({ track }) => track === 'one-to-one') ?? null,
        unshared: all.filter(({ track, state }) => track === 'record' && state !== 'met' && state !== 'met-late'),
        nextOn: nextOnOf(own, asOf),
      }
    })
    .sort(pressing)
}
