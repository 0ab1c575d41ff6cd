import { Navigate } from '@tanstack/react-router'
import { type RecordId } from '../../domain/ids.ts'
import { Loading } from '../../ui/loading.tsx'
import { CheckAndSign } from './check-and-sign.tsx'
import { NoSession } from './no-session.tsx'
import { useSession } from './use-session.ts'

export interface CheckPageProps {
  recordId: RecordId
}

/** Check answers, then sign: the supervisor's page. Anyone else, and a record that is done, is led to reading it. */
export const CheckPage = ({ recordId }: CheckPageProps) => {
  const session = useSession(recordId)
  if (session === null) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  const { view, shifts } = session
  if (view.role === 'supervisee' || view.status === 'locked' || view.status === 'void') {
    return <Navigate to="/sessions/$recordId/read" params={{ recordId }} replace />
  }
  return <CheckAndSign key={recordId} view={view} shifts={shifts} />
}
