/** A supervision session: planned → held → shared → part-signed → locked; void. */
import { type ClockTime, type PlainDate } from '../dates.ts'
import { type Json, sameJson } from '../json.ts'
import { type PrivacyClass, type Voice } from '../policy/form.ts'
import { unreachable } from '../unreachable.ts'
import { type FieldName, type RecordAct, type RecordSign, type SignRole } from './acts.ts'
import { applyPatch, settle } from './fields.ts'
import {
  type Folded,
  type Refusal,
  refused,
  type SessionState,
  type Signature,
  type UnsetReason,
  type UnsetSignature,
} from './record.ts'

export type SessionStatus = 'planned' | 'held' | 'shared' | 'part-signed' | 'locked' | 'void'

/** Who must sign for the record to lock (SEF-6.2, SEF-App3.5). */
export const REQUIRED_SIGNATURES: readonly SignRole[] = ['supervisor', 'supervisee']

/** What the fold and the access table ask of the form a session is pinned to; a policy pack answers. */
export interface SessionForm {
  /** Whose voice a field is in and how private it is; undefined for a name the form does not have. */
  readonly fieldOf: (field: FieldName) => { readonly voice: Voice; readonly class: PrivacyClass } | undefined
  /** The required fields without an answer, in the form's order. */
  readonly missing: (valueOf: (field: FieldName) => Json | undefined) => readonly FieldName[]
}

export const statusOf = (state: SessionState): SessionStatus => {
  if (state.voided) return 'void'
  if (state.locked) return 'locked'
  if (state.signatures.length > 0) return 'part-signed'
  if (state.shared) return 'shared'
  return state.held ? 'held' : 'planned'
}

const minutesOf = (start: ClockTime, end: ClockTime): number => {
  const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return at(end) - at(start)
}

/** An answer that says nothing: it is not part of the content and does not count as given. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/**
 * The content that signatures are on, name by name: who, when, where, under which form, and every answer (G1). An
 * answer that is blank is not content.
 */
export const signedContentOf = (state: SessionState): Readonly<Record<string, Json>> => {
  const content: Record<string, Json> = {
    'record.id': state.id,
    'record.kind': state.kind,
    'record.post': state.post,
    'record.supervisee': state.supervisee,
    'record.supervisor': state.supervisor,
    'record.pack': `${state.pins.pack}@${state.pins.packVersion}`,
    'record.form': `${state.pins.form}@${state.pins.formVersion}`,
  }
  if (state.held) {
    content['held.on'] = state.held.on
    content['held.start'] = state.held.start
    content['held.end'] = state.held.end
    content['held.place'] = state.held.place
    content['held.mode'] = state.held.mode
  }
  for (const [name, version] of Object.entries(state.fields)) {
    if (!isBlank(version.value)) content[`field.${name}`] = version.value
  }
  return content
}

const sameContent = (sign: RecordSign, state: SessionState): boolean => {
  const now = signedContentOf(state)
  const names = Object.keys(sign.content)
  return (
    names.length === Object.keys(now).length &&
    names.every((name) => Object.hasOwn(now, name) && sameJson(sign.content[name]?.value, now[name]))
  )
}

const unsetAll = (state: SessionState, by: RecordAct): Pick<SessionState, 'signatures' | 'unsetSignatures'> => ({
  signatures: [],
  unsetSignatures: [
    ...state.unsetSignatures,
    ...state.signatures.map(
      (signature): UnsetSignature => ({ ...signature, because: 'edited-after', unsetBy: by.actId }),
    ),
  ],
})

const locks = (signatures: readonly Signature[]): boolean => {
  const hashes = new Set(signatures.map(({ sign }) => sign.contentHash))
  const roles = new Set(signatures.map(({ sign }) => sign.role))
  return hashes.size === 1 && REQUIRED_SIGNATURES.every((role) => roles.has(role))
}

/** Why a signature on this record, as it is now, does not count; null when it does. */
const unsetReason = (state: SessionState, act: RecordAct & { type: 'record.sign' }, form: SessionForm): UnsetReason | null => {
  if (state.voided || state.locked) return 'record-closed'
  if (!state.held || !sameContent(act.payload, state)) return 'other-content'
  if (form.missing((field) => state.fields[field]?.value).length > 0) return 'answers-missing'
  return Object.keys(state.competing).length > 0 ? 'competing-open' : null
}

const sign = (
  state: SessionState,
  act: RecordAct & { type: 'record.sign' },
  form: SessionForm,
): Pick<SessionState, 'signatures' | 'unsetSignatures' | 'locked'> => {
  const signature: Signature = { act: act.actId, by: act.actor, at: act.deviceTime, sign: act.payload }
  const because = unsetReason(state, act, form)
  if (because) {
    const { signatures, unsetSignatures, locked } = state
    return { signatures, locked, unsetSignatures: [...unsetSignatures, { ...signature, because, unsetBy: act.actId }] }
  }
  const sameRole = (other: Signature): boolean => other.sign.role === act.payload.role
  const signatures = [...state.signatures.filter((other) => !sameRole(other)), signature]
  const replaced = state.signatures.filter(sameRole).map(
    (old): UnsetSignature => ({ ...old, because: 'signed-again', unsetBy: act.actId }),
  )
  return { signatures, unsetSignatures: [...state.unsetSignatures, ...replaced], locked: locks(signatures) }
}

const plan = (act: RecordAct & { type: 'session.plan' }): SessionState => ({
  ...act.payload,
  kind: 'session',
  id: act.recordId,
  revision: 1,
  fields: {},
  competing: {},
  held: null,
  shared: null,
  signatures: [],
  unsetSignatures: [],
  locked: false,
  addenda: [],
  voided: null,
})

/**
 * Folds one act into a session.
 *
 * @param state the session so far, null before its first act
 * @param form  the form the session is pinned to
 * @returns the new state and the fields that now compete, or the reason it cannot be applied. A signature is always
 *   kept (P7); one on other content than the record's is kept unset.
 */
export const foldSession = (state: SessionState | null, act: RecordAct, form: SessionForm): Folded<SessionState> => {
  if (!state) {
    return act.type === 'session.plan'
      ? { ok: true, state: plan(act), competing: [] }
      : refused({ code: 'record-unknown' })
  }
  const next = (change: Partial<SessionState>, competing: readonly FieldName[] = []): Folded<SessionState> => ({
    ok: true,
    state: { ...state, ...change, revision: state.revision + 1 },
    competing,
  })
  if (state.voided && act.type !== 'record.sign' && act.type !== 'record.void') return refused({ code: 'record-void' })

  switch (act.type) {
    case 'session.plan':
      return refused({ code: 'record-exists' })
    case 'fields.edit': {
      if (state.locked) return refused({ code: 'record-locked' })
      const { fields, competing, competed, changed } = applyPatch(state, act.patch, act)
      return next({ fields, competing, ...(changed ? unsetAll(state, act) : {}) }, competed)
    }
    case 'field.settle': {
      if (state.locked) return refused({ code: 'record-locked' })
      const settled = settle(state, act.payload, act)
      if (!settled) return refused({ code: 'versions-unknown' })
      const { fields, competing, competed } = settled
      const changed = !sameJson(fields[act.payload.field]?.value, state.fields[act.payload.field]?.value)
      return next({ fields, competing, ...(changed ? unsetAll(state, act) : {}) }, competed)
    }
    case 'session.hold': {
      if (state.locked) return refused({ code: 'record-locked' })
      const held = { ...act.payload, act: act.actId, minutes: minutesOf(act.payload.start, act.payload.end) }
      return next({ held, ...unsetAll(state, act) })
    }
    case 'record.share': {
      if (!state.held) return refused({ code: 'session-not-held' })
      if (state.shared) return next({})
      const missing = form.missing((field) => state.fields[field]?.value)
      if (missing.length > 0) return refused({ code: 'answers-missing', fields: missing })
      return next({ shared: { act: act.actId, on: act.payload.on } })
    }
    case 'record.sign':
      return next(sign(state, act, form))
    case 'record.addendum': {
      if (!state.locked) return refused({ code: 'session-not-locked' })
      const { text, on } = act.payload
      return next({ addenda: [...state.addenda, { act: act.actId, by: act.actor, at: act.deviceTime, on, text }] })
    }
    case 'record.void': {
      if (state.voided) return next({})
      return next({ voided: { ...act.payload, act: act.actId, by: act.actor, at: act.deviceTime } })
    }
    case 'setting.open':
    case 'person.add':
    case 'post.start':
    case 'shift.log':
      return refused({ code: 'act-not-for-kind' })
    default:
      return unreachable(act)
  }
}

/**
 * What stands in the way of signing: no date and length, required answers missing, competing versions open. Checked on
 * the device before it offers to sign; a signature that arrives all the same is kept (P7).
 *
 * @returns null when nothing does
 */
export const objectionToSigning = (state: SessionState, form: SessionForm, asOf: PlainDate): Refusal | null => {
  if (state.voided) return { code: 'record-void' }
  if (state.locked) return { code: 'record-locked' }
  if (!state.held) return { code: 'session-not-held' }
  if (state.held.on > asOf) return { code: 'date-in-future' }
  const fields = form.missing((field) => state.fields[field]?.value)
  if (fields.length > 0) return { code: 'answers-missing', fields }
  const open = Object.keys(state.competing)
  return open.length > 0 ? { code: 'competing-open', fields: open } : null
}
