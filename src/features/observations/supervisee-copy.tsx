import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { backOf } from '../shared/back-of.ts'
import { useNow } from '../shared/use-now.ts'
import { WrittenField } from '../shared/written-field.tsx'
import { ObservationBar } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { PlanToRead } from './plan-part.tsx'
import { RowsCompeting } from './rows-competing.tsx'
import { wordsField } from './write-up.tsx'

const OwnView = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const field = wordsField(view, 'own-view')
  return (
    <>
      <Inset>{say('observations.apart.supervisee', { name: view.supervisor.knownAs })}</Inset>
      <Card heading={say('observations.write.ownView')}>{field && <WrittenField view={view} field={field} />}</Card>
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
      </div>
    </Page>
  )
}
