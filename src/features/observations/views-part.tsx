import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { TwoPane } from '../../ui/tabs-or-panes.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { mayWrite } from '../shared/record-view.ts'
import { FieldEditor } from '../shared/field-editor.tsx'
import { type AskedField } from '../shared/form-fields.ts'
import { notesIn } from './notes.ts'
import { NotesToRead } from './notes-list.tsx'
import { type ObservationView, writtenLate } from './observation-view.ts'
import { fieldsAt } from './places.ts'
import { textOf } from './rows.ts'

/** Says that a view was written, or changed, after both were shown; nothing of one that was there before. */
export const LateMark = ({ view, field }: { view: ObservationView; field: string }) => {
  const words = useWords()
  const late = writtenLate(view.state, field)
  if (!late) return null
  return <p className="cs-late">{words.say('observations.views.late', { when: words.dayAndTime(late.at) })}</p>
}

interface ViewFieldProps {
  view: ObservationView
  field: AskedField
}

/** One view to read; one's own to change, which is then marked with its time. */
const OneView = ({ view, field }: ViewFieldProps) => {
  const { say } = useWords()
  const { state, supervisee } = view
  const text = textOf(state.fields[field.key]?.value)
  const mine = mayWrite(view, field.key)
  const [writing, setWriting] = useState(mine && text.trim() === '')
  if (state.competing[field.key]) return <CompetingVersions view={view} field={field.key} />
  if (writing) {
    return (
      <>
        <LateMark view={view} field={field.key} />
        <FieldEditor view={view} field={field} />
      </>
    )
  }
  const nothing =
    field.key === 'own-view' && !mine
      ? say(view.awaits ? 'observations.views.awaits' : 'observations.views.notYet', { name: supervisee.knownAs })
      : say('observations.views.none')
  return (
    <>
      <LateMark view={view} field={field.key} />
      {text.trim() === '' ? <p className="govuk-body cs-quiet">{nothing}</p> : <p className="cs-as-written cs-view" dir="auto">{text}</p>}
      {mine && (
        <Button kind="secondary" onClick={() => setWriting(true)}>
          {say('observations.views.change')}
        </Button>
      )}
    </>
  )
}

/** A further question beside a view: shown with its label, and written in by whom it is for. */
const BesideView = ({ view, field }: ViewFieldProps) => (
  <>
    {field.view && <LateMark view={view} field={field.key} />}
    <FieldEditor view={view} field={field} />
  </>
)

/** What is written in one place: the view itself, and what else the form asks beside it. */
const ViewFields = ({ view, place, own }: { view: ObservationView; place: 'record' | 'own-view'; own: string }) =>
  fieldsAt(view, place).map((field) =>
    field.key === own ? (
      <OneView key={field.key} view={view} field={field} />
    ) : (
      <BesideView key={field.key} view={view} field={field} />
    ),
  )

/** Both views beside one another (SEF-App2.3). */
export const ViewsPart = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const notes = notesIn(view.state)
  return (
    <TwoPane
      split="even"
      first={
        <Card heading={say('observations.views.record', { name: view.supervisor.knownAs })}>
          <ViewFields view={view} place="record" own="record" />
          {notes.length > 0 && (
            <Details summary={say('observations.views.notes')}>
              <NotesToRead notes={notes} />
            </Details>
          )}
        </Card>
      }
      second={
        <Card heading={say('observations.views.own', { name: view.supervisee.knownAs })}>
          <ViewFields view={view} place="own-view" own="own-view" />
        </Card>
      }
    />
  )
}
