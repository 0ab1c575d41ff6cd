import { Redirect } from 'wouter'
import { type RecordId } from '../../domain/ids.ts'
import { Loading } from '../../ui/loading.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { readHref } from './addresses.ts'
import { CheckAndSign } from './check-and-sign.tsx'
import { NoSession } from './no-session.tsx'
import { useSession } from './use-session.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessions })

export interface CheckPageProps {
  recordId: RecordId
}

/** Check answers, then sign: the supervisor's page. Anyone else, and a record that is done, is led to reading it. */
export const CheckPage = ({ recordId }: CheckPageProps) => {
  const session = useSession(recordId)
  if (session === null) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  const { view, shifts } = session
  if (view.role !== 'supervisor' || view.status === 'locked' || view.status === 'void') {
    return <Redirect to={readHref(recordId)} replace />
  }
  return <CheckAndSign key={recordId} view={view} shifts={shifts} />
}
