/** The fold: the one place where an act meets a record, on the device and on the server alike. */
import { type PersonId, type PostId, type SettingId } from '../ids.ts'
import { unreachable } from '../unreachable.ts'
import { type ActType, type Pins, type RecordAct, type RecordKind } from './acts.ts'
import { type Folded, type RecordState, refused } from './record.ts'
import { foldSession, type SessionForm } from './session.ts'

/** Finds the form a record is pinned to; undefined when this device or server does not have that pack. */
export type FormLookup = (pins: Pins) => SessionForm | undefined

/** A form nobody has here: nothing is known to be missing. The server quarantines instead of using it. */
const UNKNOWN_FORM: SessionForm = { fieldOf: () => undefined, missing: () => [] }

/** The deeds that make a record, and of which kind. */
const MAKES: Partial<Record<ActType, RecordKind>> = {
  'setting.open': 'setting',
  'person.add': 'person',
  'post.start': 'post',
  'session.plan': 'session',
  'shift.log': 'shift',
}

const foldFixed = (state: RecordState | null, act: RecordAct): Folded => {
  if (state?.kind === 'shift' && act.type === 'record.void') {
    const voided = { ...act.payload, act: act.actId, by: act.actor, at: act.deviceTime }
    return { ok: true, state: { ...state, voided, revision: state.revision + 1 }, competing: [] }
  }
  if (state) return refused({ code: MAKES[act.type] === act.kind ? 'record-exists' : 'act-not-for-kind' })
  const common = { id: act.recordId, revision: 1 }
  const made = (made: RecordState): Folded =>
    made.kind === act.kind ? { ok: true, state: made, competing: [] } : refused({ code: 'act-not-for-kind' })
  switch (act.type) {
    case 'setting.open':
      return made({ ...act.payload, ...common, id: act.recordId as SettingId, kind: 'setting' })
    case 'person.add':
      return made({ ...act.payload, ...common, id: act.recordId as PersonId, kind: 'person' })
    case 'post.start':
      return made({ ...act.payload, ...common, id: act.recordId as PostId, kind: 'post' })
    case 'shift.log':
      return made({ ...act.payload, ...common, kind: 'shift', voided: null })
    case 'fields.edit':
    case 'session.plan':
    case 'session.hold':
    case 'record.share':
    case 'record.sign':
    case 'record.addendum':
    case 'record.void':
    case 'field.settle':
      return refused({ code: 'record-unknown' })
    default:
      return unreachable(act)
  }
}

/**
 * Folds one act into a record.
 *
 * @param state the record so far, null before its first act
 * @returns the new state with the fields that now compete, or why the act cannot be applied
 */
export const fold = (state: RecordState | null, act: RecordAct, formOf: FormLookup): Folded => {
  switch (act.kind) {
    case 'session': {
      if (state && state.kind !== 'session') return refused({ code: 'act-not-for-kind' })
      const pins = state ? state.pins : act.type === 'session.plan' ? act.payload.pins : null
      return foldSession(state, act, (pins && formOf(pins)) ?? UNKNOWN_FORM)
    }
    case 'setting':
    case 'person':
    case 'post':
    case 'shift':
      return state && state.kind !== act.kind ? refused({ code: 'act-not-for-kind' }) : foldFixed(state, act)
    default:
      return unreachable(act.kind)
  }
}
