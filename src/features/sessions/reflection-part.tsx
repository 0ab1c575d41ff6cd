import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type ReflectionSection } from './agenda.ts'
import { inLanguage } from '../shared/answers.ts'
import { labelIn } from '../shared/fields-in-words.ts'
import { type SessionView } from './session-view.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { WrittenField } from '../shared/written-field.tsx'

export interface ReflectionPartProps {
  view: SessionView
  sections: readonly ReflectionSection[]
  /** Said above the reason for a gap: how long it was. */
  gap: string | null
}

/** The council's own questions, word for word and in its order, each in the voice it is asked in. */
export const ReflectionPart = ({ view, sections, gap }: ReflectionPartProps) => {
  const words = useWords()
  return sections.map(({ section, fields }) => {
    const [first] = fields
    const onlyGap = fields.every((field) => field.type === 'text' && field.onlyWhen !== undefined)
    const heading = first && onlyGap ? labelIn(first, words) : inLanguage(section.title, words.lang)
    return (
      <Card key={section.id} heading={heading} level={3}>
        {onlyGap && gap && (
          <p>
            {gap} {!view.state.held && <WhyOfRecord view={view} one={{ track: 'one-to-one' }} />}
          </p>
        )}
        {section.hint && <p className="cs-quiet">{inLanguage(section.hint, words.lang)}</p>}
        {fields.map((field) => (
          <WrittenField
            key={field.key}
            view={view}
            field={field}
            labelHidden={labelIn(field, words) === heading}
          />
        ))}
      </Card>
    )
  })
}
