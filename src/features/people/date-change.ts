/** The date of the next session before and after a change, in sentences, before the change is confirmed. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { dueInWords } from './obligation-words.ts'

/** The id that the engine gives to all variations of one person (C8): no rule of the policy, so not cited. */
const VARIATION = 'variation'

/** "Due Mon 15 June: monthly (SEF-AMB-1)"; of a variation, the words without an id. */
export const dateInWords = (obligation: Obligation, asOf: PlainDate, words: Words): string => {
  const [reason] = obligation.reasons
  if (obligation.rule !== VARIATION || !reason || obligation.due === null) return dueInWords(obligation, asOf, words)
  const because = inLanguage(reason.says, words.lang)
  return words.say('people.due', { day: words.day(obligation.due, asOf), because })
}

export interface DateChange {
  readonly before: Obligation | null
  readonly after: Obligation | null
}

/** From what to what, with the rule that each comes from; or that the date stays. */
export const dateChangeLines = ({ before, after }: DateChange, asOf: PlainDate, words: Words): readonly string[] => {
  const { say } = words
  const [was, is] = [before, after].map((one) => one && dateInWords(one, asOf, words))
  if (!is || was === is) return [say('posts.changes.datesStay')]
  return [say('posts.changes.dateWas', { was: was ?? '—' }), say('posts.changes.dateIs', { is })]
}
