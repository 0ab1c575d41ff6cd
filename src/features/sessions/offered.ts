/** The days to offer for a session: working days on which neither is away and nothing else is planned (SEF-3.3, SEF-3.4). */
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { plannedOf } from '../../domain/planned.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type PostState, type SettingState } from '../../domain/records/record.ts'
import { datesToOffer, type OfferedDate } from '../../domain/schedule.ts'
import { factsByPost, factsOfPost, obligationsOfPost } from '../../domain/today.ts'
import { datesMatterOf } from '../../queries/agreement-dates.ts'
import { type Snapshot } from '../../queries/device.ts'

export interface Offer {
  readonly days: readonly OfferedDate[]
  /** By when the policy asks for the next one-to-one; null where it names no day. */
  readonly due: PlainDate | null
  /** The shifts worked, where their number is what asks for it: at `of` it is due before the next shift (SEF-3.18). */
  readonly reached: { readonly count: number; readonly of: number } | null
}

/** What asks for the next one-to-one, where it is a count of shifts that has come to its number. */
const reachedOf = (obligation: Obligation | undefined): Offer['reached'] => {
  const { count, of } = obligation?.reasons[0] ?? {}
  return count !== undefined && of !== undefined && count >= of ? { count, of } : null
}

/** A session is not booked further ahead of its due date than this, so that the clock is not wound back for nothing. */
const AHEAD = 7

/** Days on which the supervisor or the supervisee of a post has a session already. */
const takenDays = (snapshot: Snapshot, post: PostState, asOf: PlainDate): readonly PlainDate[] => {
  const pair = new Set([post.person, post.supervisor])
  const factsOf = factsByPost(snapshot, asOf)
  return [...snapshot.posts.values()]
    .filter(({ person, supervisor }) => pair.has(person) || (supervisor !== null && pair.has(supervisor)))
    .flatMap((each) => {
      const { sessions, agreements } = factsOf(each.id)
      return plannedOf(each, sessions, agreements, asOf).map(({ on }) => on)
    })
}

/** When the next one-to-one of a post is due, as of a day. */
const oneToOne = (snapshot: Snapshot, post: PostState, setting: SettingState, asOf: PlainDate): Obligation | undefined => {
  const facts = factsOfPost(snapshot, post.id, asOf)
  return obligationsOfPost(post, setting, snapshot.packs, facts, asOf).find(({ track }) => track === 'one-to-one')
}

/**
 * The days offered to one pair.
 *
 * @param inPlaceOf the day that is called off: the soonest others are offered; null for those in the week before it is due
 */
export const offerFor = (
  snapshot: Snapshot,
  post: PostState,
  setting: SettingState,
  asOf: PlainDate,
  inPlaceOf: PlainDate | null,
): Offer => {
  const soon = inPlaceOf !== null
  const asked = oneToOne(snapshot, post, setting, asOf)
  const due = asked?.due ?? null
  const tomorrow = addDays(asOf, 1)
  const week = due === null || soon ? tomorrow : addDays(due, -AHEAD)
  const from = due === asOf && !soon ? asOf : week > tomorrow ? week : tomorrow
  const { closureDays, away } = datesMatterOf(snapshot, post, setting, asOf, asOf)
  const days = { closureDays, away, taken: [...takenDays(snapshot, post, asOf), ...(soon ? [inPlaceOf] : [])], latest: due }
  const offered = datesToOffer({ ...days, from })
  // Where that week has no day in time, an earlier one may.
  const inTime = offered.some(({ late }) => !late) || from <= tomorrow
  return { due, reached: reachedOf(asked), days: inTime ? offered : datesToOffer({ ...days, from: tomorrow }) }
}
