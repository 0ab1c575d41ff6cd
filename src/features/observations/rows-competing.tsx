import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { formField } from '../shared/fields-in-words.ts'
import { cellOf } from '../shared/form-fields.ts'
import { consentPart } from './consents.ts'
import { type ObservationView } from './observation-view.ts'

/** Choices to make about parts of rows, which have no box of their own to stand in (P6). */
export const RowsCompeting = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const fields = Object.keys(view.state.competing).filter((field) => !formField(view, field) && !cellOf(view, field))
  if (fields.length === 0) return null
  return (
    <Card heading={words.say('observations.rechoose')}>
      {fields.map((field) => {
        const consent = consentPart(view.state, field, words)
        return (
          <div key={field} className="cs-block" data-field={field}>
            {consent && <h3 className="govuk-heading-s">{consent.name}</h3>}
            <CompetingVersions view={view} field={field} {...consent} />
          </div>
        )
      })}
    </Card>
  )
}
