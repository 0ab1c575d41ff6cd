import { useDevice } from '../../queries/use-device.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { backOf } from '../shared/back-of.ts'
import { ActionsPart } from '../shared/actions-part.tsx'
import { inLanguage } from '../../words/answers.ts'
import { FieldEditors } from '../shared/field-editor.tsx'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { SignedGate } from '../shared/signed-gate.tsx'
import { useNow } from '../shared/use-now.ts'
import { CHECK, observationHref } from './addresses.ts'
import { ObservationBar } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { fieldsAt, otherActionLists, placeOf, sectionOf } from './places.ts'
import { RowsCompeting } from './rows-competing.tsx'
import { useFieldInSight } from './use-section.ts'
import { ViewsPart } from './views-part.tsx'
import { PlanAfter, TimesCard } from './write-up.tsx'

/** What the two conclude, in the form's own section; either may write it down (SEF-App2.4). */
const Conclusions = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const device = useDevice()
  const fields = fieldsAt(view, 'conclusions')
  const section = fields[0] && sectionOf(view, fields[0].key)
  return (
    <Card heading={words.say('observations.conclusions')}>
      {section && <p className="cs-quiet">{inLanguage(section.title, words.lang)}</p>}
      <FieldEditors view={view} fields={fields} />
      {otherActionLists(view).map(({ key }) => (
        <ActionsPart key={key} inSection view={view} list={key} today={device.asOf()} next={view.nextSession} />
      ))}
    </Card>
  )
}

/** The feedback session: both views, what is concluded from them, who does what by when. */
export const Feedback = ({ view, section }: { view: ObservationView; section: string | undefined }) => {
  const { say } = useWords()
  const device = useDevice()
  const now = useNow()
  useFieldInSight(section)
  const observer = view.role === 'supervisor'
  return (
    <Page
      wide
      title={say('observations.title')}
      heading={observer ? say('observations.of', { name: view.supervisee.name }) : say('observations.yours')}
      caption={say('observations.caption', { name: view.supervisor.name })}
      back={backOf(view, say('app.nav.today'))}
      focus={section === undefined ? 'heading' : 'leave'}
    >
      <div className="govuk-body cs-observation">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        <SignedGate view={view}>
          <RowsCompeting view={view} />
          <ViewsPart view={view} />
          <Conclusions view={view} />
          <Card heading={say('observations.actions')}>
            <ActionsPart view={view} today={device.asOf()} next={view.nextSession} />
          </Card>
          {observer && (
            <>
              <PlanAfter view={view} opened={section !== undefined && placeOf(view, section) === 'plan'} />
              <TimesCard view={view} />
            </>
          )}
        </SignedGate>
        <LinkButton href={observationHref(view.state.id, CHECK)}>{say('observations.check')}</LinkButton>
        <Guidance pack={view.pack} place="observation" />
      </div>
    </Page>
  )
}
