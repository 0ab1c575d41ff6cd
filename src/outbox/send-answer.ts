/** What "Send now" answers: always something, offline too. */
import { type Instant } from '../domain/dates.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type Ending } from './round.ts'

export type SendAnswer =
  | { readonly kind: 'sent'; readonly count: number; readonly at: Instant }
  | { readonly kind: 'nothing-to-send'; readonly at: Instant }
  | { readonly kind: 'offline'; readonly unsent: number }
  | { readonly kind: 'sign-in-needed'; readonly unsent: number }
  | { readonly kind: 'server-trouble'; readonly unsent: number }
  /** What is unsent goes once what others have saved on this device before has gone. */
  | { readonly kind: 'waits-for-others'; readonly unsent: number }

/**
 * @param ending of the round; null where it has not ended in time
 * @param now    what is unsent after it, how much of that waits for others', how much there was before it, and the service's time
 */
export const answerOf = (
  ending: Ending | null,
  { unsent, held, count, at }: { readonly unsent: number; readonly held: number; readonly count: number; readonly at: Instant },
): SendAnswer => {
  if (!ending) return { kind: 'offline', unsent }
  switch (ending.kind) {
    case 'done':
    case 'again-later':
    case 'wait':
    case 'no-room':
    case 'update-needed':
      if (unsent > 0) return { kind: unsent === held ? 'waits-for-others' : 'server-trouble', unsent }
      // What was unsent has gone, or was replaced by a later edit that has.
      return count > 0 ? { kind: 'sent', count, at } : { kind: 'nothing-to-send', at }
    case 'sign-in-needed':
    case 'offline':
      return { kind: ending.kind, unsent }
    case 'local-trouble':
      return { kind: 'server-trouble', unsent }
    default:
      return unreachable(ending)
  }
}
