import { useState } from 'react'
import { Instant } from '../../domain/dates.ts'
import { isAnswered } from '../../domain/records/forms.ts'
import { type ObservationState } from '../../domain/records/record.ts'
import { type Device } from '../../queries/device.ts'
import { useDevice, useDrafts } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useNow } from '../shared/use-now.ts'
import { useSave } from '../shared/use-save.ts'
import { consentsIn, consentWarning, lacksConsent } from './consents.ts'
import { ConsentsPart } from './consents-part.tsx'
import { NoteComposer } from './note-composer.tsx'
import { WRITING } from './notes.ts'
import { NotesList } from './notes-list.tsx'
import { ObservationBar } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { PlanToRead, planFields } from './plan-part.tsx'
import { textOf } from './rows.ts'
import { RowsCompeting } from './rows-competing.tsx'
import { ending } from './times.ts'
import { TimesForm } from './times-form.tsx'

/** A note that was written and not yet added is one when the visit is over. */
const addWhatIsTyped = async (device: Device, { id, fields }: ObservationState): Promise<void> => {
  const text = textOf(fields[WRITING.text]?.value).trim()
  if (text === '') return
  const at = Instant.safeParse(fields[WRITING.at]?.value).data ?? device.now()
  const note = device.newId()
  const values = { [`notes.${note}.text`]: text, [`notes.${note}.at`]: at, [WRITING.text]: '', [WRITING.at]: null }
  await device.edit({ recordId: id, kind: 'observation', values, left: true })
}

const FinishButton = ({ view, onAsk }: { view: ObservationView; onAsk: () => void }) => {
  const { say } = useWords()
  const device = useDevice()
  const drafts = useDrafts()
  const { save, busy, failed } = useSave()
  const { id, observed } = view.state
  const press = () =>
    save(async () => {
      await drafts.saveAll()
      const state = (await device.snapshot()).observations.get(id)
      if (state) await addWhatIsTyped(device, state)
      const payload = observed && ending(observed, device.now())
      if (payload) await device.act({ recordId: id, kind: 'observation', type: 'observation.observe', payload })
      else onAsk()
    })
  return (
    <>
      <SaveFailed failed={failed} />
      <Button kind="secondary" busy={busy} onClick={press}>
        {say('observations.visit.finish')}
      </Button>
    </>
  )
}

const ConsentOnVisit = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const consents = consentsIn(view.state)
  const lacking = consents.filter(lacksConsent).length
  const summary =
    lacking > 0
      ? say('observations.consent.summaryLacking', { lacking, count: consents.length })
      : say('observations.consent.summary', { count: consents.length })
  return (
    <Details summary={summary}>
      <ConsentsPart view={view} />
    </Details>
  )
}

/** On the visit, for one thumb: the notes so far, the newest above the box, one tap a note (J8). */
export const Visit = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const now = useNow()
  const [ask, setAsk] = useState(false)
  const { observed } = view.state
  const warning = consentWarning(consentsIn(view.state), words)
  const planned = planFields(view).some((field) => isAnswered(field, view.state, view.sections))
  return (
    <Page
      title={say('observations.title')}
      heading={say('observations.of', { name: view.supervisee.name })}
      focus="leave"
      actions={<FinishButton view={view} onAsk={() => setAsk(true)} />}
    >
      <div className="govuk-body cs-observation cs-visit">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        {ask && observed && (
          <Card heading={say('observations.times.title')}>
            <p className="govuk-body">{say('observations.times.long', { when: words.day(observed.on) })}</p>
            <TimesForm view={view} onClose={() => setAsk(false)} />
          </Card>
        )}
        {warning !== null && <Inset tone="amber">{warning}</Inset>}
        <div className="cs-visit__folded">
          <ConsentOnVisit view={view} />
          <Details summary={say('observations.visit.plan')}>
            {planned ? <PlanToRead view={view} /> : <p className="govuk-body">{say('observations.visit.noPlan')}</p>}
          </Details>
        </div>
        <RowsCompeting view={view} />
        <h2 className="cs-part__heading">{say('observations.visit.notes')}</h2>
        <NotesList view={view} follow />
        <NoteComposer view={view} />
        <Guidance pack={view.pack} place="observation" />
      </div>
    </Page>
  )
}
