import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { backOf } from '../shared/back-of.ts'
import { FieldEditors } from '../shared/field-editor.tsx'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { useNow } from '../shared/use-now.ts'
import { ObservationBar } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { fieldsAt } from './places.ts'
import { PlanToRead } from './plan-part.tsx'
import { RowsCompeting } from './rows-competing.tsx'

const OwnView = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  return (
    <>
      <Inset>{say('observations.apart.supervisee', { name: view.supervisor.knownAs })}</Inset>
      <Card heading={say('observations.write.ownView')}>
        <FieldEditors view={view} fields={fieldsAt(view, 'own-view')} />
      </Card>
      <p className="govuk-body">{say('observations.reveal.wait', { name: view.supervisor.knownAs })}</p>
    </>
  )
}

/**
 * The supervisee's copy: before the visit the plan, from the visit on their own view as well. Nothing of what the
 * observer writes is on their device until both are shown (SEF-App2.3).
 */
export const SuperviseeCopy = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const now = useNow()
  const before = view.status === 'planned'
  const name = view.supervisor.knownAs
  return (
    <Page
      title={say('observations.title')}
      heading={say('observations.yours')}
      caption={say('observations.caption', { name: view.supervisor.name })}
      back={backOf(view, say('app.nav.today'))}
    >
      <div className="govuk-body cs-observation">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        {before && (
          <p className="govuk-body">
            {say('observations.supervisee.planned', { name })} {say('observations.supervisee.after')}
          </p>
        )}
        <RowsCompeting view={view} />
        {!before && <OwnView view={view} />}
        <Card heading={say('observations.write.planned')}>
          <PlanToRead view={view} />
        </Card>
        <Guidance pack={view.pack} place="observation" />
      </div>
    </Page>
  )
}
