/**
 * The class C facts of each kind of record: what Today, the calendar and the policy engine need, and nothing that was
 * said (W1, the `facts` scope). Fields are kept as typed, so only what reads as a date, an interval or a number leaves
 * the pair's file, never whatever was written in its place.
 */
import { ClockTime, PlainDate } from './dates.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from './ids.ts'
import { type Duration, Interval } from './policy/durations.ts'
import { type AgreedDate, AgreedDates } from './policy/answer.ts'
import { Key } from './policy/text.ts'
import { agreementStatusOf, type AgreementStatus, signedOnOf, observationStatusOf, type ObservationStatus, type SessionStatus, statusOf } from './records/status.ts'
import { type AgreementState, type ObservationState, type Off, type SessionState, type SignedState } from './records/record.ts'

interface Facts {
  readonly id: RecordId
  readonly revision: number
  readonly post: PostId
  readonly setting: SettingId
  readonly supervisee: PersonId
  /** Of an observation: who observes. */
  readonly supervisor: PersonId
}

/** A date that did not come about, without what was said of it: of the reason the pack's key, or nothing. */
export type OffFacts = Pick<Off, 'kind' | 'plannedFor' | 'on' | 'reason'> & {
  readonly rebookedOn: PlainDate | null
  readonly rebookedFor: PlainDate | null
}

export interface SessionFacts extends Facts {
  readonly kind: 'session-facts'
  readonly status: SessionStatus
  readonly plannedFor: PlainDate
  readonly at: ClockTime | null
  readonly agreed: SessionState['agreed']
  readonly off: readonly OffFacts[]
  readonly heldOn: PlainDate | null
  readonly minutes: number | null
  readonly sharedOn: PlainDate | null
  /** The date agreed for the next session, where one was given. */
  readonly nextOn: PlainDate | null
  readonly nextAt: ClockTime | null
}

export interface AgreementFacts extends Facts {
  readonly kind: 'agreement-facts'
  readonly status: AgreementStatus
  readonly follows: RecordId | null
  readonly drawnUpOn: PlainDate
  readonly every: Duration | null
  readonly minutes: number | null
  readonly dates: readonly AgreedDate[]
  readonly reviewOn: PlainDate | null
  readonly signedOn: PlainDate | null
  readonly reviewedOn: PlainDate | null
}

export interface ObservationFacts extends Facts {
  readonly kind: 'observation-facts'
  readonly status: ObservationStatus
  readonly plannedFor: PlainDate
  readonly at: ClockTime | null
  /** The day of the visit, once it is over. */
  readonly observedOn: PlainDate | null
  readonly revealedOn: PlainDate | null
}

/** The field that holds the date agreed for the next session, and the one with its time. */
export const NEXT_ON = 'next.on'
const NEXT_AT = 'next.at'

const common = ({ id, revision, post, setting, supervisee, supervisor }: SignedState): Facts => ({
  id,
  revision,
  post,
  setting,
  supervisee,
  supervisor,
})

export const sessionFactsOf = (state: SessionState): SessionFacts => ({
  ...common(state),
  kind: 'session-facts',
  status: statusOf(state),
  plannedFor: state.plannedFor,
  at: state.at,
  agreed: state.agreed,
  off: state.off.map(({ kind, plannedFor, on, reason, rebooked }) => ({
    kind,
    plannedFor,
    on,
    reason: Key.safeParse(reason).data ?? '',
    rebookedOn: rebooked?.on ?? null,
    rebookedFor: rebooked?.for ?? null,
  })),
  heldOn: state.held?.on ?? null,
  minutes: state.held?.minutes ?? null,
  sharedOn: state.shared?.on ?? null,
  nextOn: PlainDate.safeParse(state.fields[NEXT_ON]?.value).data ?? null,
  nextAt: ClockTime.safeParse(state.fields[NEXT_AT]?.value).data ?? null,
})

export const agreementFactsOf = (state: AgreementState): AgreementFacts => {
  const minutes = state.fields.minutes?.value
  return {
    ...common(state),
    kind: 'agreement-facts',
    status: agreementStatusOf(state),
    follows: state.follows,
    drawnUpOn: state.drawnUpOn,
    every: Interval.safeParse(state.fields.every?.value).data ?? null,
    minutes: typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    dates: AgreedDates.safeParse(state.fields.dates?.value).data ?? [],
    reviewOn: PlainDate.safeParse(state.fields['review-on']?.value).data ?? null,
    signedOn: signedOnOf(state),
    reviewedOn: state.reviews.map(({ on }) => on).sort().at(-1) ?? null,
  }
}

export const observationFactsOf = (state: ObservationState): ObservationFacts => ({
  ...common(state),
  kind: 'observation-facts',
  status: observationStatusOf(state),
  plannedFor: state.plannedFor,
  at: state.at,
  observedOn: state.observed?.end ? state.observed.on : null,
  revealedOn: state.revealed?.on ?? null,
})
