import { type FactAsked, type Trait, type TraitDay } from '../../domain/policy/facts-asked.ts'
import { Checkboxes } from '../../ui/checkboxes.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { NONE, type TraitsAsked, type TypedTraits } from './typed-traits.ts'

/** "Weekly in the first six weeks, then …(SEF-3.12)": what the policy asks of whoever it is said of. */
const changesInWords = ({ changes }: FactAsked, { say, lang }: Words): string =>
  changes
    .map(({ rule, says }) => {
      const all = says.map((text) => inLanguage(text, lang)).join(', ')
      return say('people.why.rule', { says: all, rule })
    })
    .join('; ')

const labelOf = (trait: Trait, home: boolean, { say }: Words): string => {
  if (trait === 'residential-home') return say(home ? 'posts.traits.notInTheHome' : 'posts.traits.inAHome')
  return say(`posts.traits.${trait}`)
}

const hintOf = (fact: FactAsked, home: boolean, words: Words): string => {
  const { say } = words
  const changes = changesInWords(fact, words)
  if (changes === '') return say('posts.traits.changesDates')
  return say(fact.trait === 'residential-home' && home ? 'posts.traits.doesNotApply' : 'posts.traits.applies', { changes })
}

interface DayOfProps {
  day: TraitDay
  value: TypedTraits
  onChange: (value: TypedTraits) => void
  error: string | undefined
}

const DayOf = ({ day, value, onChange, error }: DayOfProps) => {
  const { say } = useWords()
  return (
    <DateField
      id={day}
      label={say(`posts.traits.${day}`)}
      value={value[day]}
      onChange={(on) => onChange({ ...value, [day]: on })}
      error={error}
    />
  )
}

export interface TraitsFieldProps extends TraitsAsked {
  value: TypedTraits
  onChange: (value: TypedTraits) => void
  errors: readonly FieldError[]
  /** "None of these" is an answer of its own. */
  orNone?: boolean | undefined
}

/** What the home's policy goes by and nobody can work out: only what it asks, and what each changes. */
export const TraitsField = ({ asked, home, value, onChange, errors, orNone = false }: TraitsFieldProps) => {
  const words = useWords()
  const { say } = words
  if (asked.length === 0) return null
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  // A day that several go with is asked once, under the first that is ticked.
  const asksDay = (fact: FactAsked): boolean => asked.find(({ day, trait }) => day === fact.day && value.traits.includes(trait)) === fact
  return (
    <Checkboxes
      id="traits"
      label={say('posts.traits.label')}
      hint={say(orNone ? 'posts.traits.hint' : 'posts.traits.hintAmend')}
      error={errorOf('traits')}
      value={value.traits}
      onChange={(traits) => onChange({ ...value, traits })}
      options={[
        ...asked.map((fact) => ({
          value: fact.trait,
          label: labelOf(fact.trait, home, words),
          hint: hintOf(fact, home, words),
          conditional: fact.day !== null && asksDay(fact) && <DayOf day={fact.day} value={value} onChange={onChange} error={errorOf(fact.day)} />,
        })),
        ...(orNone ? [{ value: NONE, label: say('posts.traits.none'), exclusive: true } as const] : []),
      ]}
    />
  )
}
