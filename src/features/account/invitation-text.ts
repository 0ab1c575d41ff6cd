import { unreachable } from '../../domain/unreachable.ts'
import { type Words } from '../../words/words.ts'
import { type LinkProblem } from './invitation.ts'

/** Why a link does nothing now, though it may later. */
export const problemText = (problem: Exclude<LinkProblem, { kind: 'unknown' }>, { say }: Words): string => {
  switch (problem.kind) {
    case 'offline':
      return say('accounts.link.offline')
    case 'server-trouble':
      return say('accounts.link.trouble')
    case 'throttled':
      return say('accounts.link.throttled', { seconds: problem.seconds })
    default:
      return unreachable(problem)
  }
}
