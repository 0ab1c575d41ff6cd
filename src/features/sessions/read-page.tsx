import { type RecordId } from '../../domain/ids.ts'
import { Loading } from '../../ui/loading.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { NoSession } from './no-session.tsx'
import { RecordReader } from './record-reader.tsx'
import { useSession } from './use-session.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessions })

export interface ReadPageProps {
  recordId: RecordId
  /** Text of an edit that came too late for a locked record, offered as an addendum (P7). */
  addendum?: string | undefined
}

/** The record as either of the pair reads it, in any state; a supervisee signs here (J4). */
export const ReadPage = ({ recordId, addendum }: ReadPageProps) => {
  const session = useSession(recordId)
  if (session === null) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  return <RecordReader key={recordId} view={session.view} shifts={session.shifts} addendum={addendum} />
}
