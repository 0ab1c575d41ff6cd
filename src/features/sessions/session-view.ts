/** One session as one person sees it: the record with the form, the people and the policy it hangs on. */
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../../domain/facts.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { type SessionStatus, statusOf } from '../../domain/records/status.ts'
import { ofPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type NoView, type RecordView, recordViewOf } from '../shared/record-view.ts'

export interface SessionView extends RecordView<SessionState> {
  readonly status: SessionStatus
  /** The facts of the other sessions of this post. */
  readonly others: readonly SessionFacts[]
  readonly agreements: readonly AgreementFacts[]
  readonly observations: readonly ObservationFacts[]
}

export const viewOf = (snapshot: Snapshot, me: PersonId, recordId: RecordId): SessionView | NoView => {
  const state = snapshot.sessions.get(recordId)
  if (!state) return 'unknown'
  const view = recordViewOf(snapshot, me, state)
  if (typeof view === 'string') return view
  return {
    ...view,
    status: statusOf(state),
    others: ofPost(snapshot.sessionFacts, state.post).filter((each) => each.id !== recordId),
    agreements: ofPost(snapshot.agreementFacts, state.post),
    observations: ofPost(snapshot.observationFacts, state.post),
  }
}
