/** The obligations engine (semantics): policy + facts + events + `asOf` in, obligations out. */
import { matterOf, type Matter, type PolicyInput } from './matter.ts'
import { type Obligation, TRACKS } from './obligation.ts'
import { oneToOne } from './one-to-one.ts'
import { type PolicyPack } from './pack.ts'
import { agreementReview, agreementTrack } from './tracks/agreements.ts'
import { caseTrack, oversightTrack } from './tracks/cases.ts'
import { policyReviewTrack, retentionTrack } from './tracks/keeping.ts'
import {
  appraisalTrack,
  asyeReviewTrack,
  groupTrack,
  observationTrack,
  recordAuditTrack,
  selfEvaluationTrack,
  supervisionObservedTrack,
  threeWayTrack,
  trainingTrack,
} from './tracks/periodic.ts'
import { ownVersionTrack, rearrangeTrack, recordTrack } from './tracks/records.ts'
import { capacityTrack, coverTrack, quotaTrack } from './tracks/supervisors.ts'

export { type PolicyInput } from './matter.ts'
export { type Obligation, type Reason, trackLabel } from './obligation.ts'

/** Every track, in the order in which it is answered. One that a policy doesn't have answers nothing. */
const tracks: readonly ((matter: Matter) => Obligation[])[] = [
  oneToOne,
  agreementTrack,
  agreementReview,
  recordTrack,
  rearrangeTrack,
  ownVersionTrack,
  groupTrack,
  observationTrack,
  quotaTrack,
  supervisionObservedTrack,
  recordAuditTrack,
  caseTrack,
  oversightTrack,
  trainingTrack,
  appraisalTrack,
  selfEvaluationTrack,
  asyeReviewTrack,
  threeWayTrack,
  capacityTrack,
  coverTrack,
  retentionTrack,
  policyReviewTrack,
]

/** Tracks keyed by an id are answered in the order of their keys, whatever the order of the events. */
const inKeyOrder = (answers: Obligation[]): Obligation[] => {
  const [first] = answers
  if (first === undefined || TRACKS[first.track] !== 'id') return answers
  return answers.sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
}

/**
 * Everything a policy asks of one person, as of one London day. Pure: the order of events, and events that arrive twice
 * or late, change nothing.
 *
 * @param pack the policy
 * @param input settings, facts, agreement and events, already checked against their schemas, and the day
 * @returns obligations in the order of the tracks, then of their keys
 */
export const obligations = (pack: PolicyPack, input: PolicyInput): Obligation[] => {
  const matter = matterOf(pack, input)
  const { leftOn } = input.facts
  if (leftOn !== undefined && leftOn <= input.asOf) return retentionTrack(matter)
  return tracks.flatMap((track) => inKeyOrder(track(matter)))
}
