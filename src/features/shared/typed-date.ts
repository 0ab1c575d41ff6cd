/** A date typed into a form: the day, or what is wrong with it in words. */
import { type PlainDate } from '../../domain/dates.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type DateValue, problemOfDate } from '../../ui/date-value.ts'
import { forms } from '../../words/en/forms.ts'
import { addArea, type Words } from '../../words/words.ts'

addArea('forms', { en: forms })

export type TypedDate = { readonly on: PlainDate; readonly error: null } | { readonly on: null; readonly error: string }

/**
 * @param what the date's name inside a sentence: "the last day"
 */
export const typedDate = (value: DateValue, what: string, { say, lang }: Words): TypedDate => {
  const What = what.charAt(0).toLocaleUpperCase(lang) + what.slice(1)
  const problem = problemOfDate(value)
  if (problem === null) return { on: value as PlainDate, error: null }
  switch (problem.problem) {
    case 'missing':
      return { on: null, error: say('forms.date.missing', { what }) }
    case 'incomplete':
      return { on: null, error: say('forms.date.incomplete', { What, part: say(`forms.date.part.${problem.parts[0] ?? 'day'}`) }) }
    case 'unreal':
      return { on: null, error: say('forms.date.unreal', { What }) }
    default:
      return unreachable(problem)
  }
}
