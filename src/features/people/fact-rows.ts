/** What is known of a person that dates go by, to read: what is true of them, more often for a while, gaps excused. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Excused, Facts, type Variation } from '../../domain/policy/facts.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type SummaryRow } from '../../ui/summary-list.tsx'
import { type Words } from '../../words/words.ts'
import { excusedIn, isOver, variationsIn } from './kept-facts.ts'
import { oneUnit } from './obligation-words.ts'

/** "Every 2 weeks, from Mon 1 June until further notice" */
export const variationInWords = ({ every, from, until }: Variation, asOf: PlainDate, words: Words): string => {
  const { say, day } = words
  const often = oneUnit(every) ? words.every(every) : every
  const Often = often.charAt(0).toLocaleUpperCase(words.lang) + often.slice(1)
  return until === undefined
    ? say('people.facts.varied', { often: Often, from: day(from, asOf) })
    : say('people.facts.variedUntil', { often: Often, from: day(from, asOf), until: day(until, asOf) })
}

export const excusedSpan = ({ from, until }: Excused, asOf: PlainDate, { say, day }: Words): string =>
  say('common.date.range', { from: day(from, asOf), until: day(until, asOf) })

/** Why, and for a gap who authorised it. */
export const reasonInWords = (one: Variation | Excused, { say }: Words): string =>
  'authorisedBy' in one
    ? say('people.facts.because', { reason: one.reason, who: one.authorisedBy })
    : say('people.why.note', { note: one.reason })

/**
 * @param facts of a post, as they are kept
 * @returns none of what does not hold of the person, and none of what is over
 */
export const factRows = (facts: PostState['facts'], asOf: PlainDate, words: Words): readonly SummaryRow[] => {
  const { say, day } = words
  const { shape } = Facts
  const newlyQualified = shape.newlyQualified.parse(facts['newlyQualified'])
  const qualifiedOn = shape.qualifiedOn.parse(facts['qualifiedOn'])
  const probationEndsOn = shape.probationEndsOn.parse(facts['probationEndsOn'])
  const fromOutsideUk = shape.fromOutsideUk.parse(facts['fromOutsideUk'])
  const residentialHome = shape.residentialHome.parse(facts['residentialHome'])
  return [
    ...(newlyQualified ? [{ key: say('people.facts.newlyQualified'), value: say(`people.facts.newlyQualified.${newlyQualified}`) }] : []),
    ...(qualifiedOn ? [{ key: say('people.facts.qualifiedOn'), value: day(qualifiedOn, asOf) }] : []),
    ...(probationEndsOn ? [{ key: say('people.facts.probationEndsOn'), value: day(probationEndsOn, asOf) }] : []),
    ...(fromOutsideUk ? [{ key: say('people.facts.fromOutsideUk'), value: say('common.yes') }] : []),
    ...(residentialHome === undefined
      ? []
      : [{ key: say('people.facts.residentialHome'), value: say(residentialHome ? 'common.yes' : 'common.no') }]),
    ...variationsIn(facts)
      .filter((each) => !isOver(each, asOf))
      .map((each, index) => ({
        id: `variation ${index}`,
        key: say('people.facts.variation'),
        value: `${variationInWords(each, asOf, words)}. ${reasonInWords(each, words)}`,
      })),
    ...excusedIn(facts)
      .filter((each) => !isOver(each, asOf))
      .map((each, index) => ({
        id: `excused ${index}`,
        key: say('people.facts.excused'),
        value: `${excusedSpan(each, asOf, words)}. ${reasonInWords(each, words)}`,
      })),
  ]
}
