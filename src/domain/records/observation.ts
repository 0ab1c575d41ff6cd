/** A direct observation: planned → begun → observed → revealed → part-signed → locked; void (SEF-4.6, SEF-App2). */
import { type PersonId } from '../ids.ts'
import { type RecordAct } from './acts.ts'
import { type FieldName } from './deeds/common.ts'
import { doneBy, type FieldVersion, type Folded, type ObservationState, refused } from './record.ts'
import { type RecordForm } from './content.ts'
import { afterVoid, foldSigned, unsetAll, UNSIGNED } from './signed.ts'

/** What both see from the beginning: the plan, who consented. All else is its author's own until it is revealed. */
const COMMON: ReadonlySet<string> = new Set(['plan', 'consent'])
const isCommon = (name: FieldName): boolean => COMMON.has(name.split('.', 1)[0] ?? name)

/**
 * The observation as one of the two may have it: before the views are revealed, what is common and what they wrote
 * themselves, and nothing else (SEF-App2.3, W1).
 */
export const viewOf = (state: ObservationState, person: PersonId): ObservationState => {
  if (state.revealed) return state
  const fields: Record<FieldName, FieldVersion> = {}
  for (const [name, version] of Object.entries(state.fields)) {
    if (isCommon(name) || version.by === person) fields[name] = version
  }
  const competing: Record<FieldName, readonly FieldVersion[]> = {}
  for (const [name, versions] of Object.entries(state.competing)) {
    const seen = isCommon(name) ? versions : versions.filter(({ by }) => by === person)
    if (seen.length > 0) competing[name] = seen
  }
  const own = <T extends { readonly by: PersonId }>(all: readonly T[]): readonly T[] => all.filter(({ by }) => by === person)
  // A signature put on it too early names the words it was put on; what was said of it too early may repeat them.
  const { unsetSignatures, responses, referrals } = state
  return { ...state, fields, competing, unsetSignatures: own(unsetSignatures), responses: own(responses), referrals: own(referrals) }
}

/**
 * Folds one act into an observation.
 *
 * @returns as `foldSigned`; views are not revealed before the visit is over
 */
export const foldObservation = (
  state: ObservationState | null,
  act: RecordAct,
  form: RecordForm,
): Folded<ObservationState> => {
  if (!state) {
    if (act.type !== 'observation.plan') return refused({ code: 'record-unknown' })
    const { observer, ...rest } = act.payload
    const planned: ObservationState = {
      ...UNSIGNED,
      ...rest,
      kind: 'observation',
      id: act.recordId,
      revision: 1,
      supervisor: observer,
      observed: null,
      revealed: null,
    }
    return { ok: true, state: planned, competing: [] }
  }
  if (state.voided && !afterVoid(act)) return refused({ code: 'record-void' })
  const next = (change: Partial<ObservationState>): Folded<ObservationState> => ({
    ok: true,
    state: { ...state, ...change, revision: state.revision + 1 },
    competing: [],
  })
  if (act.type === 'observation.plan') {
    if (state.observed) return refused({ code: 'already-observed' })
    const { plannedFor, at, supervisee, observer } = act.payload
    const same = supervisee === state.supervisee && observer === state.supervisor
    return same ? next({ plannedFor, at }) : refused({ code: 'record-exists' })
  }
  if (act.type === 'observation.observe') {
    if (state.locked) return refused({ code: 'record-locked' })
    // A beginning that arrives after the end says nothing new.
    if (act.payload.end === null && state.observed?.end) return next({})
    return next({ observed: { ...act.payload, act: act.actId }, ...unsetAll(state, act) })
  }
  if (act.type === 'observation.reveal') {
    if (!state.observed?.end) return refused({ code: 'not-observed' })
    return state.revealed ? next({}) : next({ revealed: { ...act.payload, ...doneBy(act) } })
  }
  return foldSigned(state, act, form)
}
