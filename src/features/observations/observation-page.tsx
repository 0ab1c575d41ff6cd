import { type RecordId } from '../../domain/ids.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { observations } from '../../words/en/observations.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { type NoView } from '../shared/record-view.ts'
import { Abroad } from './abroad.tsx'
import { CHECK } from './addresses.ts'
import { Feedback } from './feedback.tsx'
import { ObservationReader } from './observation-reader.tsx'
import { type ObservationView } from './observation-view.ts'
import { Planned } from './planned.tsx'
import { SuperviseeCopy } from './supervisee-copy.tsx'
import { useObservation } from './use-observation.ts'
import { useSection } from './use-section.ts'
import { Visit } from './visit.tsx'
import { WriteUp } from './write-up.tsx'

addArea('observations', { en: observations })

const NoObservation = ({ why }: { why: NoView }) => {
  const { say } = useWords()
  return (
    <Page title={say('observations.none.title')}>
      <p className="govuk-body">{say(`observations.none.${why}`)}</p>
      <LinkButton kind="secondary" href={hrefOf('today')}>
        {say('common.goToToday')}
      </LinkButton>
    </Page>
  )
}

/** The page of an observation as far as it has come, for who reads it. */
const ByStatus = ({ view, section, addendum }: { view: ObservationView; section: string | undefined; addendum: string | undefined }) => {
  const { status, role } = view
  const observes = role === 'supervisor'
  switch (status) {
    case 'planned':
      return observes ? <Planned view={view} /> : <SuperviseeCopy view={view} />
    case 'begun':
      return observes ? <Visit view={view} /> : <SuperviseeCopy view={view} />
    case 'observed':
      return observes ? <WriteUp view={view} /> : <SuperviseeCopy view={view} />
    case 'revealed':
      return role === 'reader' || section === CHECK ? <ObservationReader view={view} /> : <Feedback view={view} section={section} />
    case 'part-signed':
      return role === 'reader' || section === undefined || section === CHECK ? (
        <ObservationReader view={view} />
      ) : (
        <Feedback view={view} section={section} />
      )
    case 'locked':
    case 'void':
      return <ObservationReader view={view} addendum={addendum} />
    default:
      return unreachable(status)
  }
}

export interface ObservationPageProps {
  recordId: RecordId
  /** Words that came too late for the record, to begin an addendum with. */
  addendum?: string | undefined
}

/** A direct observation, from its plan to both signatures (J8). */
export const ObservationPage = ({ recordId, addendum }: ObservationPageProps) => {
  const shown = useObservation(recordId)
  const section = useSection()
  if (shown === null) return <Loading />
  if (typeof shown === 'string') return <NoObservation why={shown} />
  if ('abroad' in shown) return <Abroad abroad={shown.abroad} />
  return <ByStatus key={recordId} view={shown.view} section={section} addendum={addendum} />
}
