import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { TwoPane } from '../../ui/tabs-or-panes.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { backOf } from '../shared/back-of.ts'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { useField } from '../shared/use-field.ts'
import { useNow } from '../shared/use-now.ts'
import { VoidForm } from '../shared/void-form.tsx'
import { FieldEditors } from '../shared/field-editor.tsx'
import { ConsentsPart } from './consents-part.tsx'
import { consentsIn, consentWarning } from './consents.ts'
import { notesAsText, notesIn, withLines } from './notes.ts'
import { NotesList } from './notes-list.tsx'
import { ObservationBar, visitInWords } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { fieldsAt, placeOf } from './places.ts'
import { PlanPart } from './plan-part.tsx'
import { RevealCard } from './reveal.tsx'
import { textOf } from './rows.ts'
import { RowsCompeting } from './rows-competing.tsx'
import { TimesForm } from './times-form.tsx'

const CopyNotes = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const own = useField(view, 'record')
  const [copied, setCopied] = useState(false)
  const notes = notesIn(view.state)
  if (notes.length === 0 || view.state.competing['record']) return null
  const press = () => {
    own.choose(withLines(textOf(own.value), notesAsText(notes, words)))
    setCopied(true)
  }
  return (
    <>
      <Button kind="secondary" onClick={press}>
        {say('observations.write.copy')}
      </Button>
      <output className="cs-undo">{copied && say('observations.write.copied')}</output>
    </>
  )
}

/** The observer's own view: the notes, and the record written from them. */
export const RecordPart = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  return (
    <TwoPane
      split="even"
      first={
        <Card heading={say('observations.visit.notes')}>
          <NotesList view={view} />
          <CopyNotes view={view} />
        </Card>
      }
      second={
        <Card heading={say('observations.write.record')}>
          <FieldEditors view={view} fields={fieldsAt(view, 'record')} />
        </Card>
      }
    />
  )
}

/** When the visit was, with the way to correct it. */
export const TimesCard = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const [open, setOpen] = useState(false)
  const { observed } = view.state
  return (
    <Card heading={say('observations.times.title')}>
      {open || !observed ? (
        <TimesForm view={view} onClose={() => setOpen(false)} />
      ) : (
        <SummaryList
          rows={[
            {
              key: words.longDay(observed.on),
              value: visitInWords(observed, words),
              onChange: () => setOpen(true),
              changeOf: say('observations.times.change'),
            },
          ]}
        />
      )}
    </Card>
  )
}

/** Plan and consent, to complete after the visit: an unplanned one begins without them. */
export const PlanAfter = ({ view, opened = false }: { view: ObservationView; opened?: boolean }) => {
  const words = useWords()
  const { say } = words
  // As it was on arrival: what is being filled in does not fold itself away.
  const [planLacks] = useState(() => view.rules.missing(view.state).some((field) => placeOf(view, field) === 'plan'))
  const [consentLacks] = useState(() => consentWarning(consentsIn(view.state), words) !== null)
  return (
    <>
      <Details summary={say('observations.what.titleAfter')} open={planLacks || opened}>
        <PlanPart view={view} />
      </Details>
      <Details summary={say('observations.consent.title')} open={consentLacks}>
        <ConsentsPart view={view} />
      </Details>
    </>
  )
}

/** After the visit, for the observer, until both views are shown. */
export const WriteUp = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const now = useNow()
  return (
    <Page
      wide
      title={say('observations.title')}
      heading={say('observations.of', { name: view.supervisee.name })}
      caption={say('observations.caption', { name: view.supervisor.name })}
      back={backOf(view, say('app.nav.today'))}
    >
      <div className="govuk-body cs-observation">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        <Inset>{say('observations.apart.observer', { name: view.supervisee.knownAs })}</Inset>
        <RowsCompeting view={view} />
        <RecordPart view={view} />
        <PlanAfter view={view} />
        <TimesCard view={view} />
        <RevealCard view={view} />
        <Guidance pack={view.pack} place="observation" />
        <VoidForm view={view} explain={say('observations.void.explain')} onVoided={() => undefined} />
      </div>
    </Page>
  )
}
