/** From records to what the obligations engine is told (semantics §5), the same from whole records and from facts. */
import { type PlainDate } from '../dates.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../facts.ts'
import { inForce } from '../planned.ts'
import { type PolicyEvent } from '../policy/events.ts'
import { type Agreement, Facts } from '../policy/facts.ts'
import { type PolicyInput } from '../policy/matter.ts'
import { type PostState, type SettingState, type ShiftState } from './record.ts'

/**
 * The facts about one post. A post that has ended, or ends, gives `leftOn`.
 *
 * @throws ZodError when a fact is not one the engine knows: facts are checked when a post is started
 */
export const factsOf = (post: PostState, setting: SettingState | undefined): Facts =>
  Facts.parse({
    ...(setting ? { residentialHome: setting.residentialHome } : {}),
    ...post.facts,
    group: post.group,
    employment: post.employment,
    employedOn: post.employedOn,
    ...(post.hours ? { hours: post.hours } : {}),
    ...(post.supervisedSince ? { supervisedSince: post.supervisedSince } : {}),
    ...(post.line === 'professional' ? { professionalLine: true } : {}),
    ...(post.until ? { leftOn: post.until } : {}),
  })

/** How a person stands to the posts of others, and to a second post of their own. */
export interface Standing {
  /** How many people they supervise, so far as it is known here (WOK-A2). */
  readonly supervisees: number
  /** Since when they supervise anybody (HAV-6.5, WOK-8.1). */
  readonly supervisesSince: PlainDate | null
  /** Whether they have a professional line beside a managerial one (SSWB-1.2, HAV-4.2b). */
  readonly professionalLine: boolean
}

/** Of somebody who supervises nobody and has one line. */
export const NO_STANDING: Standing = { supervisees: 0, supervisesSince: null, professionalLine: false }

/** What is known of one post beside the post itself. */
export interface PostFacts {
  readonly standing: Standing
  readonly sessions: readonly SessionFacts[]
  readonly agreements: readonly AgreementFacts[]
  readonly observations: readonly ObservationFacts[]
  readonly shifts: readonly ShiftState[]
}

/** What the two agreed: the agreement in force, and since when the supervisor is another (C7, semantics §4). */
export const agreementOf = (
  post: Pick<PostState, 'supervisorSince'>,
  agreements: readonly AgreementFacts[],
  asOf: PlainDate,
): Agreement => {
  const agreement = inForce(agreements, asOf)
  return {
    ...(agreement?.every ? { every: agreement.every } : {}),
    ...(agreement?.minutes ? { minutes: agreement.minutes } : {}),
    ...(agreement?.signedOn ? { signedOn: agreement.signedOn } : {}),
    ...(agreement?.reviewedOn ? { reviewedOn: agreement.reviewedOn } : {}),
    ...(post.supervisorSince ? { supervisorSince: post.supervisorSince } : {}),
  }
}

/** A session as the engine knows it, once it was held. Shared with the supervisee, its record is written (WOK-A8, WAL-4b). */
const oneToOne = ({ id, heldOn, minutes, sharedOn }: SessionFacts): PolicyEvent[] =>
  heldOn === null
    ? []
    : [{ type: 'one-to-one', id, on: heldOn, ...(minutes === null ? {} : { minutes }), ...(sharedOn ? { sharedOn, recordedOn: sharedOn } : {}) }]

/**
 * The dates of a session that did not come about. The first has the session's id, the later ones that and a number. One
 * that was held all the same, with no new date said before, was rearranged on the day and for the day it was held.
 */
const offEvents = ({ id, off, heldOn }: SessionFacts): PolicyEvent[] =>
  off.map(({ kind, plannedFor, on, rebookedOn, rebookedFor }, index): PolicyEvent => {
    const eventId = index === 0 ? id : `${id}.${index + 1}`
    if (kind === 'missed') return { type: 'missed', id: eventId, on }
    return {
      type: 'cancelled',
      id: eventId,
      on,
      plannedOn: plannedFor,
      ...(heldOn ? { rebookedOn: heldOn, rebookedFor: heldOn, heldOn } : {}),
      ...(rebookedOn && rebookedFor ? { rebookedOn, rebookedFor } : {}),
    }
  })

/** What was written down as having happened, beside sessions. Of a group or a joint session that is its record (WOK-A8, HAV-7.2c). */
const happenedEvent = ({ happened, event, on }: PostState['happened'][number]): PolicyEvent =>
  event.type === 'group' || event.type === 'joint'
    ? { type: event.type, on: event.on, id: happened, recordedOn: on }
    : { ...event, id: happened }

/**
 * What happened in a post: sessions held, called off and missed, practice observed, the roster. Void records count for
 * nothing, nor does a shift that the home has not confirmed.
 */
export const eventsOf = (
  post: Pick<PostState, 'happened'>,
  { sessions, observations, shifts }: Pick<PostFacts, 'sessions' | 'observations' | 'shifts'>,
): readonly PolicyEvent[] => [
  ...post.happened.map(happenedEvent),
  ...sessions
    .filter(({ status }) => status !== 'void')
    .flatMap((session) => [...oneToOne(session), ...offEvents(session)]),
  ...observations.flatMap(({ id, status, observedOn }): PolicyEvent[] =>
    observedOn && status !== 'void' ? [{ type: 'observation', id, on: observedOn }] : [],
  ),
  ...shifts.flatMap((shift): PolicyEvent[] =>
    shift.voided || shift.claimed
      ? []
      : [
          {
            type: 'shift',
            id: shift.id,
            startedAt: shift.startedAt,
            home: shift.setting,
            status: shift.status,
            ...(shift.units === null ? {} : { units: shift.units }),
          },
        ],
  ),
]

/** What is known from the posts of others; what was written down of the post itself goes before it. */
const standingFacts = ({ supervisees, supervisesSince, professionalLine }: Standing): Partial<Facts> => ({
  ...(supervisees > 0 ? { supervisees } : {}),
  ...(supervisesSince ? { supervisesSince } : {}),
  ...(professionalLine ? { professionalLine } : {}),
})

/**
 * What the engine is told of one post beside the settings, which are those of each policy.
 *
 * @param asOf the London day
 */
export const policyInputOf = (
  post: PostState,
  setting: SettingState,
  known: PostFacts,
  asOf: PlainDate,
): Omit<PolicyInput, 'settings'> => ({
  facts: { ...standingFacts(known.standing), ...factsOf(post, setting) },
  agreement: agreementOf(post, known.agreements, asOf),
  events: eventsOf(post, known),
  asOf,
})

/** Whether a post is running on a day. */
export const isCurrent = (post: PostState, asOf: PlainDate): boolean =>
  post.from <= asOf && (post.until === null || post.until >= asOf)
