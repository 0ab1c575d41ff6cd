/** How long a leaver's file is kept, and when the policy itself is due for review (semantics §4). */
import { addDuration } from '../durations.ts'
import { type Matter } from '../matter.ts'
import { type Obligation } from '../obligation.ts'
import { stateByDate } from '../state.ts'
import { simple } from './simple.ts'

/** For everyone with a leaving date, planned ones too (D6: facts are known). */
export const retentionTrack = ({ pack, facts, settings, asOf }: Matter): Obligation[] => {
  const rule = pack.tracks.retention
  const anchor = facts.leftOn
  if (rule === undefined || anchor === undefined) return []
  const keep = typeof rule.keep === 'string' ? rule.keep : settings.retention
  const from = { anchor, anchorKind: 'event', kind: 'deadline' } as const
  if (keep === undefined) return [simple('retention', rule, { ...from, due: null, state: 'not-set-up' })]
  const due = addDuration(anchor, keep)
  return [simple('retention', rule, { ...from, every: keep, due, state: stateByDate(anchor, due, due, asOf) })]
}

/** Due, with no date, where the policy names none: a lasting notice to whoever owns it (SEF-11). */
export const policyReviewTrack = ({ pack, asOf }: Matter): Obligation[] => {
  const rule = pack.tracks['policy-review']
  if (rule === undefined) return []
  const due = rule.on
  const state = due === null ? 'due' : stateByDate(due, due, due, asOf)
  return [simple('policy-review', rule, { anchor: null, anchorKind: 'event', kind: 'review', due, state })]
}
