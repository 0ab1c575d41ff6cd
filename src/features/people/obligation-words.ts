/** What the policy asks for, in the words of the page. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'

/** An interval that has words of its own: `P2W`, not `P1M2W`. */
export const oneUnit = (interval: string): boolean => /^P\d+[DWMY]$/.test(interval)

export const isDone = ({ state }: Obligation): boolean => state === 'met' || state === 'met-late'

/** "Practice observed at least once a year (SEF-4.6)": the rule in the policy's words. */
export const ruleInWords = (obligation: Obligation, { say, lang }: Words): string => {
  const [reason] = obligation.reasons
  if (!reason) return say('policy.rule', { rule: obligation.rule })
  const text = inLanguage(reason.says, lang)
  return say('people.why.rule', { says: text.charAt(0).toLocaleUpperCase(lang) + text.slice(1), rule: obligation.rule })
}

/** The date an obligation is wanted by, and how it came about: "Due Mon 15 June: monthly (SEF-AMB-1)". */
export const dueInWords = (obligation: Obligation, asOf: PlainDate, words: Words): string => {
  const { say, day } = words
  const because = ruleInWords(obligation, words)
  return obligation.due === null ? because : say('people.due', { day: day(obligation.due, asOf), because })
}
