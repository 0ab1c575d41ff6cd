/** The fold: the one place where an act meets a record, on the device and on the server alike. */
import { type PostId } from '../ids.ts'
import { unreachable } from '../unreachable.ts'
import { type RecordAct } from './acts.ts'
import { foldAgreement } from './agreement.ts'
import { foldCaseList } from './case-list.ts'
import { type Pins, type RecordKind } from './deeds/common.ts'
import { foldFile, foldPerson, foldPolicy, foldPost, foldSetting, foldShift } from './home.ts'
import { foldObservation } from './observation.ts'
import { type Folded, type RecordState, refused } from './record.ts'
import { foldSession } from './session.ts'
import { type RecordForm } from './content.ts'

/** Finds the form a record is pinned to; undefined when this device or server does not have that pack. */
export type FormLookup = (pins: Pins) => RecordForm | undefined

/** A form nobody has here: nothing is known to be missing. The server quarantines instead of using it. */
const UNKNOWN_FORM: RecordForm = { fieldOf: () => undefined, missing: () => [] }

/** The pins of a record: of its state, or of the act that makes it. */
export const pinsOf = (state: RecordState | null, act: RecordAct): Pins | null => {
  if (state) return 'pins' in state ? state.pins : null
  return 'payload' in act && 'pins' in act.payload ? act.payload.pins : null
}

/** The post a record belongs to: from its state, or from the act that makes it; null for people and settings. */
export const postIdOf = (state: RecordState | null, act: RecordAct): PostId | null => {
  if (state?.kind === 'post') return state.id
  if (state) return 'post' in state ? state.post : null
  return 'payload' in act && 'post' in act.payload ? act.payload.post : null
}

/**
 * Folds one act into a record.
 *
 * @param state the record so far, null before its first act
 * @returns the new state with the fields that now compete, or why the act cannot be applied
 */
export const fold = (state: RecordState | null, act: RecordAct, formOf: FormLookup): Folded => {
  if (state && state.kind !== act.kind) return refused({ code: 'act-not-for-kind' })
  const form = (): RecordForm => {
    const pins = pinsOf(state, act)
    return (pins && formOf(pins)) ?? UNKNOWN_FORM
  }
  const as = <K extends RecordKind>(kind: K) =>
    state?.kind === kind ? (state as Extract<RecordState, { kind: K }>) : null
  switch (act.kind) {
    case 'session':
      return foldSession(as('session'), act, form())
    case 'agreement':
      return foldAgreement(as('agreement'), act, form())
    case 'observation':
      return foldObservation(as('observation'), act, form())
    case 'setting':
      return foldSetting(as('setting'), act)
    case 'policy':
      return foldPolicy(as('policy'), act)
    case 'person':
      return foldPerson(as('person'), act)
    case 'post':
      return foldPost(as('post'), act)
    case 'file':
      return foldFile(as('file'), act)
    case 'shift':
      return foldShift(as('shift'), act)
    case 'case-list':
      return foldCaseList(as('case-list'), act)
    default:
      return unreachable(act.kind)
  }
}
