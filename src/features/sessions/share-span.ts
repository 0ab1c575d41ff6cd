import { type Obligation } from '../../domain/policy/obligation.ts'
import { type Words } from '../../words/words.ts'

/** How long the policy allows for sharing, in words: "5 working days"; '' where it says none. */
export const spanOf = ({ reasons }: Obligation, words: Words): string => {
  const every = reasons[0]?.every
  return every === undefined || every === 'next-calendar-month' ? '' : words.span(every)
}
