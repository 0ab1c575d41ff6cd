/**
 * When the time is over for which a leaver's file is kept (W4; SEF-10, HAV-9.4, SSWB-AMB-7, WOK-7.4, WAL-11): the clock of
 * each post, as its setting's policy has it, and of a person the last of them.
 */
import { type PlainDate } from './dates.ts'
import { type SettingId } from './ids.ts'
import { type Obligation } from './policy/obligation.ts'
import { type PolicyPack } from './policy/pack.ts'
import { NO_STANDING, type PostFacts } from './records/policy-input.ts'
import { type PostState, type SettingState } from './records/record.ts'
import { obligationsOfPost } from './today.ts'

/** The clock runs from leaving and from nothing that happened before. */
const NOTHING: PostFacts = { standing: NO_STANDING, sessions: [], agreements: [], observations: [], shifts: [] }

export interface FileTime {
  /** The last day of the person's last post. */
  readonly leftOn: PlainDate
  /** From which day the file may be disposed of; null where the service has not said how long it keeps files. */
  readonly due: PlainDate | null
  /** The rule of the policy of this post. */
  readonly rule: string
  /** How long the policy keeps files, as a duration; null where it is not said. */
  readonly keep: string | null
}

const durationOf = ({ reasons }: Obligation): string | null => {
  const every = reasons[0]?.every
  return typeof every === 'string' ? every : null
}

/**
 * The time of one post's file.
 *
 * @param posts    every post of the same person that is kept, this one among them
 * @param settings by id, those of the posts
 * @param packs    every policy of the service
 * @returns null while the person has a post that runs or is to begin, or where the policy says nothing of keeping
 */
export const fileTimeOf = (
  post: PostState,
  posts: readonly PostState[],
  settings: ReadonlyMap<SettingId, SettingState>,
  packs: readonly PolicyPack[],
  asOf: PlainDate,
): FileTime | null => {
  const clocks = posts.map((each) => {
    const one = each.until === null || each.until >= asOf ? [] : obligationsOfPost(each, settings.get(each.setting), packs, NOTHING, asOf)
    return { id: each.id, until: each.until, one: one.find(({ track }) => track === 'retention') ?? null }
  })
  const own = clocks.find(({ id }) => id === post.id)?.one
  if (!own) return null
  let leftOn: PlainDate | null = null
  let due: PlainDate | null = own.due
  for (const { until, one } of clocks) {
    // A post that runs keeps the person's other files too: who moves within the service has not left it.
    if (until === null || until >= asOf) return null
    if (leftOn === null || until > leftOn) leftOn = until
    if (one && one.due === null) due = null
    if (due !== null && one?.due && one.due > due) due = one.due
  }
  return leftOn && { leftOn, due, rule: own.rule, keep: durationOf(own) }
}
