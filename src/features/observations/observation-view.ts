/** One observation as one person may see it: whole, or only that it is, for those who are neither of the two. */
import { type ObservationFacts } from '../../domain/facts.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { observationStatusOf, type ObservationStatus } from '../../domain/records/status.ts'
import { type FieldVersion, type ObservationState } from '../../domain/records/record.ts'
import { type PersonName } from '../../domain/projections.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { plannedOf } from '../../domain/planned.ts'
import { ofPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type NoView, personNamed, type RecordView, recordViewOf } from '../shared/record-view.ts'

export interface ObservationView extends RecordView<ObservationState> {
  readonly status: ObservationStatus
  /** The day of the next session of the two, for actions. */
  readonly nextSession: PlainDate | null
  /** Both views are to be shown, and the other's is not on this device yet. */
  readonly awaits: boolean
}

/** What a manager, or a supervisor who is not the observer, has of an observation before both views are shown. */
export interface ObservationAbroad {
  readonly facts: Pick<ObservationFacts, 'status' | 'plannedFor' | 'at' | 'observedOn' | 'post'>
  readonly supervisee: PersonName
  readonly observer: PersonName
}

export type Shown = { readonly view: ObservationView } | { readonly abroad: ObservationAbroad } | NoView

const nextSessionOf = (snapshot: Snapshot, state: ObservationState, asOf: PlainDate): PlainDate | null => {
  const post = snapshot.posts.get(state.post)
  if (!post) return null
  const sessions = ofPost(snapshot.sessionFacts, state.post)
  const agreements = ofPost(snapshot.agreementFacts, state.post)
  return plannedOf(post, sessions, agreements, asOf).find(({ on }) => on > asOf)?.on ?? null
}

/**
 * @param me   who reads
 * @param asOf the device's day
 */
export const shownOf = (snapshot: Snapshot, me: PersonId, recordId: RecordId, asOf: PlainDate): Shown => {
  const facts = snapshot.observationFacts.get(recordId)
  if (!facts) return 'unknown'
  const state = snapshot.observations.get(recordId)
  const abroad = (): Shown => ({
    abroad: { facts, supervisee: personNamed(snapshot, facts.supervisee), observer: personNamed(snapshot, facts.supervisor) },
  })
  if (!state) return abroad()
  const view = recordViewOf(snapshot, me, state)
  if (typeof view === 'string') return view
  // Who planned it for another has the plan's act on this device until the server has it, and no more of the record.
  if (view.role === 'reader' && !state.revealed && !state.voided) return abroad()
  const awaits = snapshot.awaited.has(recordId)
  return { view: { ...view, status: observationStatusOf(state), nextSession: nextSessionOf(snapshot, state, asOf), awaits } }
}

/** A view that was written, or changed, after both views were shown; null for one that was there before. */
export const writtenLate = ({ revealed, fields }: ObservationState, field: FieldName): FieldVersion | null => {
  const version = fields[field]
  return revealed && version && version.at > revealed.at ? version : null
}
