/** Why somebody's supervision is due, as one line made from an obligation's reasons (J1). */
import { type PlainDate } from '../../domain/dates.ts'
import { type Excused } from '../../domain/policy/facts.ts'
import { type Obligation, type Reason, VARIATION } from '../../domain/policy/obligation.ts'
import { type Text } from '../../domain/policy/text.ts'
import { type Words } from '../../words/words.ts'

export const policyText = (text: Text, { lang }: Words): string => (lang === 'cy' && text.cy ? text.cy : text.en)

const cited = ({ rule, note }: Reason, because: string, { say }: Words): string => {
  const noted = note === undefined ? because : say('today.why.noted', { because, note })
  return rule === VARIATION ? noted : say('today.why.cited', { because: noted, rule })
}

/** "9 of 16 shifts worked", and at 16 and beyond what that means (C9). */
const countText = (count: number, of: number, { say }: Words): string => {
  if (count < of) return say('today.why.count', { count, of })
  return count === of ? say('today.why.countReached', { count, of }) : say('today.why.countOver', { count, of })
}

const reasonText = (reason: Reason, place: 'first' | 'also', asOf: PlainDate, words: Words): string => {
  const { count, of, due, says } = reason
  if (count !== undefined && of !== undefined) return cited(reason, countText(count, of, words), words)
  const because = cited(reason, policyText(says, words), words)
  if (due === null) return because
  const values = { day: words.day(due, asOf), because }
  return place === 'first' ? words.say('today.why.due', values) : words.say('today.why.dueLower', values)
}

/**
 * "Due Mon 15 June: fortnightly in the first six months (SEF-3.17). Also 9 of 16 shifts worked (SEF-3.18)"
 *
 * @param obligation a one-to-one obligation, its own rule's reason first
 * @param excused    the absence that excuses it, where its state is `excused`
 */
export const whyDue = (obligation: Obligation, excused: Excused | null, asOf: PlainDate, words: Words): string => {
  const { say } = words
  const [first, ...others] = obligation.reasons
  if (first === undefined) return say('today.why.noPolicy')
  if (obligation.state === 'not-set-up') {
    return say('today.why.notSetUp', { because: cited(first, policyText(first.says, words), words) })
  }
  let why = reasonText(first, 'first', asOf, words)
  if (first.agreed !== undefined && first.target !== null && first.target !== first.due) {
    why = say('today.why.agreed', { why, day: words.day(first.target, asOf) })
  }
  if (others.length > 0) {
    why = say('today.why.also', { why, others: others.map((other) => reasonText(other, 'also', asOf, words)).join('; ') })
  }
  if (obligation.state !== 'excused' || excused === null) return why
  return say('today.why.excused', { day: words.day(excused.until, asOf), reason: excused.reason, why })
}
