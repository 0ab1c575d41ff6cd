import { type PlainDate } from '../../domain/dates.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Unfinished } from '../../queries/home.ts'
import { type Words } from '../../words/words.ts'

/** What is left to finish, one sentence each. */
export const unfinishedLines = (unfinished: readonly Unfinished[], asOf: PlainDate, { say, day }: Words): readonly string[] =>
  unfinished.map((one) => {
    switch (one.kind) {
      case 'action':
        return say('posts.finish.action', { what: one.what })
      case 'agreement':
        return say('posts.finish.agreement', { day: day(one.on, asOf) })
      case 'planned':
        return say('posts.finish.planned', { day: day(one.on, asOf) })
      case 'unsigned':
        return say('posts.finish.unsigned', { day: day(one.on, asOf) })
      case 'observation':
        return say('posts.finish.observation', { day: day(one.on, asOf) })
      default:
        return unreachable(one)
    }
  })
