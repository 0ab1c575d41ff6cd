import { Redirect } from 'wouter'
import { type RecordId } from '../../domain/ids.ts'
import { Loading } from '../../ui/loading.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { readHref } from './addresses.ts'
import { NoSession } from './no-session.tsx'
import { SessionEditor } from './session-editor.tsx'
import { useSession } from './use-session.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessions })

export interface SessionPageProps {
  recordId: RecordId
}

/** A session while it is being recorded (J2). One that is locked or void can only be read. */
export const SessionPage = ({ recordId }: SessionPageProps) => {
  const session = useSession(recordId)
  if (session === null) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  const { view, shifts } = session
  if (view.status === 'locked' || view.status === 'void' || view.role === 'reader') return <Redirect to={readHref(recordId)} replace />
  return <SessionEditor key={recordId} view={view} shifts={shifts} />
}
