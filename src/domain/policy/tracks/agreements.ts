/** The supervision agreement: signed by both, reviewed (semantics §4). */
import { addDuration } from '../durations.ts'
import { latest, type Matter, signedAgreement } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { stateByDate, stateOnceDone } from '../state.ts'
import { allowed, simple } from './simple.ts'

/** Asked for until both have signed one, from the start of the relationship (WOK-5.1, WOK-5.3, SSWB-4.1). */
export const agreementTrack = (matter: Matter): Obligation[] => {
  const rule = matter.pack.tracks.agreement
  if (rule === undefined) return []
  const { agreement, asOf, relationshipOn: anchor } = matter
  const by = allowed(matter, anchor, rule.within)
  const signed = signedAgreement(agreement, asOf) !== null
  const from = { anchor, anchorKind: 'start', kind: 'deadline' } as const
  if (by === null) return [simple('agreement', rule, { ...from, due: null, state: signed ? 'met' : 'due' })]
  const state = stateOnceDone(agreement.signedOn, anchor, by.due, asOf)
  return [simple('agreement', rule, { ...from, ...by, state })]
}

/**
 * A year after the last review; at once when the supervisor, or the policy, has changed since (SEF-App1.1, HAV-4.3b,
 * HAV-6.1b).
 */
export const agreementReview = ({ pack, agreement, settings, asOf }: Matter): Obligation[] => {
  const rule = pack.tracks['agreement-review']
  const { signedOn, reviewedOn } = agreement
  if (rule === undefined || signedOn === undefined || signedOn > asOf) return []
  const last = reviewedOn !== undefined && reviewedOn <= asOf && reviewedOn > signedOn ? reviewedOn : signedOn
  const changes = (rule.atOnceOn ?? [])
    .map((name) => (name === 'supervisorSince' ? agreement.supervisorSince : settings.policyVersionOn))
    .filter((day) => day !== undefined)
    .filter((day) => day <= asOf && day > last)
  const changed = latest(changes)
  const anchor = changed ?? last
  const due = changed ?? addDuration(last, rule.every)
  const state = stateByDate(anchor, due, due, asOf)
  const every = changed === null ? { every: rule.every } : {}
  return [simple('agreement-review', rule, { anchor, anchorKind: 'event', kind: 'review', ...every, due, state })]
}
