/** When somebody's account ends because they have left (J14): judged from their posts each time, so that nothing has to run. */
import { addDays, type PlainDate } from './dates.ts'
import { type PersonId } from './ids.ts'
import { type PostState, type SettingState } from './records/record.ts'
import { unreachable } from './unreachable.ts'

/** Whether the way a post ended says that another one follows. One whose end was known from the start says nothing. */
const goesOn = ({ endReason }: PostState): boolean => {
  switch (endReason) {
    case 'moved':
    case 'other-employment':
      return true
    case 'left':
    case null:
      return false
    default:
      return unreachable(endReason)
  }
}

/**
 * The last day somebody works for the service, once every post of theirs has an end and the last to end is left for none.
 * Who has no post of their own never leaves by this, nor who manages a setting: somebody has to say that they are gone.
 *
 * @param posts    theirs, beside any others
 * @param settings those they manage, beside any others
 * @returns null while they stay
 */
export const lastDayOf = (person: PersonId, posts: readonly PostState[], settings: readonly SettingState[]): PlainDate | null => {
  if (settings.some(({ managers }) => managers.includes(person))) return null
  const own = posts.filter((post) => post.person === person)
  let last: PlainDate | null = null
  for (const { until } of own) {
    if (until === null) return null
    if (last === null || until > last) last = until
  }
  return own.some((post) => post.until === last && goesOn(post)) ? null : last
}

export interface Leaving {
  readonly lastDay: PlainDate
  /** The last day on which the account is open: theirs, or a later one until which an administrator keeps it open. */
  readonly openUntil: PlainDate
}

/** @param keptOpen until when an administrator keeps the account open, whatever becomes of the posts */
export const leavingOf = (lastDay: PlainDate | null, keptOpen: PlainDate | null): Leaving | null =>
  lastDay && { lastDay, openUntil: keptOpen !== null && keptOpen > lastDay ? keptOpen : lastDay }

/** From which day on nobody signs in to the account: the day after the last one (0 days later). */
export const closedFrom = ({ openUntil }: Leaving): PlainDate => addDays(openUntil, 1)
