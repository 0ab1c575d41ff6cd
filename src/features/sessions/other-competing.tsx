import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type PartId, partOf } from './agenda.ts'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { formField, nameOfField } from '../shared/fields-in-words.ts'
import { cellOf } from '../shared/form-fields.ts'
import { type SessionView } from './session-view.ts'

/** Choices to make about parts of rows and dates, which have no box of their own to stand in. */
export const OtherCompeting = ({ view, part }: { view: SessionView; part: PartId }) => {
  const words = useWords()
  return Object.keys(view.state.competing)
    .filter((field) => !formField(view, field) && !cellOf(view, field) && partOf(field, view) === part)
    .map((field) => (
      <div key={field} data-field={field}>
        <Card heading={nameOfField(view, field, words)} level={3}>
          <CompetingVersions view={view} field={field} />
        </Card>
      </div>
    ))
}
