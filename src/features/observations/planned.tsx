import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { TwoPane } from '../../ui/tabs-or-panes.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { backOf } from '../shared/back-of.ts'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useNow } from '../shared/use-now.ts'
import { useSave } from '../shared/use-save.ts'
import { VoidForm } from '../shared/void-form.tsx'
import { consentsIn, consentWarning } from './consents.ts'
import { ConsentsPart } from './consents-part.tsx'
import { ObservationBar } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { PlanPart } from './plan-part.tsx'
import { RowsCompeting } from './rows-competing.tsx'
import { beginning } from './times.ts'
import { TimesForm } from './times-form.tsx'
import { WhenCard } from './when-card.tsx'

/** Begins the visit: at once, whatever is not written down yet; what is missing is said beside it. */
const StartButton = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const press = () =>
    save(async () => {
      const payload = beginning(device.now())
      await device.act({ recordId: view.state.id, kind: 'observation', type: 'observation.observe', payload })
    })
  return (
    <>
      <SaveFailed failed={failed} />
      <Button className="cs-start" busy={busy} onClick={press}>
        {say('observations.start')}
      </Button>
    </>
  )
}

/** Before the visit, for the observer: the plan, who has said yes, the start. */
export const Planned = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const now = useNow()
  const [already, setAlready] = useState(false)
  const warning = consentWarning(consentsIn(view.state), words)
  return (
    <Page
      wide
      title={say('observations.title')}
      heading={say('observations.of', { name: view.supervisee.name })}
      caption={say('observations.caption', { name: view.supervisor.name })}
      back={backOf(view, say('app.nav.today'))}
      actions={<StartButton view={view} />}
    >
      <div className="govuk-body cs-observation">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        {warning !== null && <Inset tone="amber">{warning}</Inset>}
        <RowsCompeting view={view} />
        <TwoPane
          split="even"
          first={
            <Card heading={say('observations.what.title')}>
              <PlanPart view={view} />
            </Card>
          }
          second={
            <>
              <Card heading={say('observations.consent.title')}>
                <ConsentsPart view={view} />
              </Card>
              <WhenCard view={view} />
              {already ? (
                <Card heading={say('observations.times.title')}>
                  <TimesForm view={view} onClose={() => setAlready(false)} />
                </Card>
              ) : (
                <p>
                  <button type="button" className="cs-link-button" onClick={() => setAlready(true)}>
                    {say('observations.start.already')}
                  </button>
                </p>
              )}
            </>
          }
        />
        <Guidance pack={view.pack} place="observation" />
        <VoidForm view={view} explain={say('observations.void.explain')} onVoided={() => undefined} />
      </div>
    </Page>
  )
}
