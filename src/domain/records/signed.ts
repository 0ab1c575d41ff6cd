/** What happens to all records that two people sign: edits, sharing, responses, signatures, the lock (P5–P7). */
import { type PlainDate } from '../dates.ts'
import { sameJson } from '../json.ts'
import { unreachable } from '../unreachable.ts'
import { type RecordAct } from './acts.ts'
import { isBlank, type RecordForm, sameContent } from './content.ts'
import { type FieldName } from './deeds/common.ts'
import { type RecordSign, type SignRole } from './deeds/signed.ts'
import { applyPatch, type Fields, settle } from './fields.ts'
import {
  type Acknowledgement,
  doneBy,
  type Folded,
  type Refusal,
  refused,
  type SignableState,
  type Signature,
  type SignedState,
  type UnsetReason,
  type UnsetSignature,
} from './record.ts'

/**
 * Who must sign for the record to lock, each with the day, also one who disagrees (SEF-6.2, SEF-8.3, SEF-App3.5,
 * SSWB-4.9, SSWB-4.21, WOK-6.5, HAV-6.1.11, HAV-7.2, WAL-10c).
 */
export const REQUIRED_SIGNATURES: readonly SignRole[] = ['supervisor', 'supervisee']

/** What a change of content does to the signatures so far: none counts any more, all are kept (P7). */
export const unsetAll = (state: SignedState, by: RecordAct): Pick<SignedState, 'signatures' | 'unsetSignatures' | 'acknowledged'> => ({
  acknowledged: state.acknowledged.map((each) => ({ ...each, changedSince: true })),
  signatures: [],
  unsetSignatures: [
    ...state.unsetSignatures,
    ...state.signatures.map(
      (signature): UnsetSignature => ({ ...signature, because: 'edited-after', unsetBy: by.actId }),
    ),
  ],
})

/** Both have signed the same: from then on nothing in it changes (SSWB-4.22). */
const locks = (signatures: readonly Signature[]): boolean => {
  const hashes = new Set(signatures.map(({ sign }) => sign.contentHash))
  const roles = new Set(signatures.map(({ sign }) => sign.role))
  return hashes.size === 1 && REQUIRED_SIGNATURES.every((role) => roles.has(role))
}

/** Why the record is not one to be signed yet, whatever its form says. */
const notReady = (state: SignableState): Refusal | null => {
  switch (state.kind) {
    case 'session':
      return state.held ? null : { code: 'session-not-held' }
    case 'agreement':
      return null
    case 'observation':
      if (!state.observed?.end) return { code: 'not-observed' }
      return state.revealed ? null : { code: 'views-not-revealed' }
    default:
      return unreachable(state)
  }
}

/** The day the record speaks of: nobody signs what has not been yet. */
const dayOf = (state: SignableState): PlainDate | null => {
  switch (state.kind) {
    case 'session':
      return state.held?.endOn ?? state.held?.on ?? null
    case 'agreement':
      return state.drawnUpOn
    case 'observation':
      return state.observed?.endOn ?? state.observed?.on ?? null
    default:
      return unreachable(state)
  }
}

/**
 * What stands in the way of signing: no date and length, required answers missing, competing versions open. Checked on
 * the device before it offers to sign; a signature that arrives all the same is kept (P7).
 *
 * @returns null when nothing does
 */
export const objectionToSigning = (state: SignableState, form: RecordForm, asOf: PlainDate): Refusal | null => {
  if (state.voided) return { code: 'record-void' }
  if (state.locked) return { code: 'record-locked' }
  const early = notReady(state)
  if (early) return early
  if ((dayOf(state) ?? asOf) > asOf) return { code: 'date-in-future' }
  const fields = form.missing(state)
  if (fields.length > 0) return { code: 'answers-missing', fields }
  const open = Object.keys(state.competing)
  return open.length > 0 ? { code: 'competing-open', fields: open } : null
}

/** Why a signature on this record, as it is now, does not count; null when it does. */
const unsetReason = (state: SignableState, sign: RecordSign, form: RecordForm): UnsetReason | null => {
  if (state.voided || state.locked) return 'record-closed'
  if (notReady(state) || !sameContent(sign, state)) return 'other-content'
  if (form.missing(state).length > 0) return 'answers-missing'
  return Object.keys(state.competing).length > 0 ? 'competing-open' : null
}

const sign = (
  state: SignableState,
  act: RecordAct & { type: 'record.sign' },
  form: RecordForm,
): Pick<SignedState, 'signatures' | 'unsetSignatures' | 'locked'> => {
  const { receivedAt } = act
  const signature: Signature = { ...doneBy(act), sign: act.payload, ...(receivedAt === undefined ? {} : { receivedAt }) }
  const because = unsetReason(state, act.payload, form)
  if (because) {
    const { signatures, unsetSignatures, locked } = state
    return { signatures, locked, unsetSignatures: [...unsetSignatures, { ...signature, because, unsetBy: act.actId }] }
  }
  const sameRole = (other: Signature): boolean => other.sign.role === act.payload.role
  const signatures = [...state.signatures.filter((other) => !sameRole(other)), signature]
  const replaced = state.signatures
    .filter(sameRole)
    .map((old): UnsetSignature => ({ ...old, because: 'signed-again', unsetBy: act.actId }))
  return { signatures, unsetSignatures: [...state.unsetSignatures, ...replaced], locked: locks(signatures) }
}

/** Whether the supervisee's own signature is on it: then nothing is left for a typed name to stand in for. */
const signedByThem = ({ signatures }: Pick<SignedState, 'signatures'>): boolean => signatures.some(({ sign: { role } }) => role === 'supervisee')

/** The name that was typed and is not confirmed yet (G4); null where there is none, or its person has signed. */
export const unconfirmedOf = (state: Pick<SignedState, 'signatures' | 'acknowledged'>): Acknowledgement | null =>
  signedByThem(state) ? null : (state.acknowledged.at(-1) ?? null)

/** A changed field keeps, once, the text that was shared. */
const keptAsShared = (state: SignedState, after: Fields['fields']): SignedState['asShared'] => {
  if (!state.shared) return state.asShared
  const kept: Record<FieldName, SignedState['fields'][string] | null> = { ...state.asShared }
  for (const [name, version] of Object.entries(after)) {
    const before = state.fields[name]
    if (Object.hasOwn(kept, name) || sameJson(before?.value, version.value)) continue
    if (isBlank(before?.value) && isBlank(version.value)) continue
    kept[name] = before ?? null
  }
  return kept
}

/** What a record that is not yet signed begins with. */
export const UNSIGNED = {
  fields: {},
  competing: {},
  shared: null,
  asShared: {},
  responses: [],
  signatures: [],
  unsetSignatures: [],
  acknowledged: [],
  locked: false,
  referrals: [],
  passedOn: [],
  addenda: [],
  voided: null,
} as const satisfies Partial<SignedState>

/**
 * Folds an act that every signed record knows.
 *
 * @param form the form the record is pinned to
 * @returns the new state and the fields that now compete, or the reason it cannot be applied. A signature is always
 *   kept (P7); one on other content than the record's is kept unset.
 */
export const foldSigned = <S extends SignableState>(state: S, act: RecordAct, form: RecordForm): Folded<S> => {
  const next = (change: Partial<SignedState>, competing: readonly FieldName[] = []): Folded<S> => ({
    ok: true,
    state: { ...state, ...change, revision: state.revision + 1 },
    competing,
  })
  const written = (after: Fields & { readonly competed: readonly FieldName[] }, changed: boolean): Folded<S> =>
    next(
      {
        fields: after.fields,
        competing: after.competing,
        ...(after.devices ? { devices: after.devices } : {}),
        ...(changed ? { ...unsetAll(state, act), asShared: keptAsShared(state, after.fields) } : {}),
      },
      after.competed,
    )
  switch (act.type) {
    case 'fields.edit': {
      if (state.locked) return refused({ code: 'record-locked' })
      const after = applyPatch(state, act.patch, act)
      return written(after, after.changed)
    }
    case 'field.settle': {
      if (state.locked) return refused({ code: 'record-locked' })
      const settled = settle(state, act.payload, act)
      if (!settled) return refused({ code: 'versions-unknown' })
      const { field } = act.payload
      return written(settled, !sameJson(settled.fields[field]?.value, state.fields[field]?.value))
    }
    case 'record.share': {
      if (state.shared) return next({})
      const early = notReady(state)
      if (early) return refused(early)
      const missing = form.missing(state)
      if (missing.length > 0) return refused({ code: 'answers-missing', fields: missing })
      return next({ shared: { act: act.actId, on: act.payload.on } })
    }
    case 'record.respond':
      if (state.locked) return refused({ code: 'record-locked' })
      return next({ responses: [...state.responses, { ...act.payload, ...doneBy(act), answer: null }] })
    case 'record.answer': {
      const { response, ...answer } = act.payload
      if (!state.responses.some((each) => each.act === response)) return refused({ code: 'response-unknown' })
      const responses = state.responses.map((each) =>
        each.act === response ? { ...each, answer: { ...answer, ...doneBy(act) } } : each,
      )
      return next({ responses })
    }
    case 'record.sign':
      return next(sign(state, act, form))
    case 'record.acknowledge': {
      const early = notReady(state)
      if (early) return refused(early)
      // One that arrives after their own signature, from a device that had no connection, says nothing new.
      if (signedByThem(state)) return next({})
      return next({ acknowledged: [...state.acknowledged, { ...act.payload, ...doneBy(act), changedSince: false }] })
    }
    case 'record.pass-on':
      return next({ passedOn: [...state.passedOn, { ...act.payload, ...doneBy(act) }] })
    case 'record.refer':
      return next({ referrals: [...state.referrals, { ...act.payload, ...doneBy(act), resolved: null }] })
    case 'record.resolve': {
      const { referral, ...resolved } = act.payload
      const found = state.referrals.find((each) => each.act === referral)
      if (!found || found.resolved) return refused({ code: 'referral-unknown' })
      const referrals = state.referrals.map((each) =>
        each === found ? { ...each, resolved: { ...resolved, ...doneBy(act) } } : each,
      )
      return next({ referrals })
    }
    case 'record.addendum': {
      if (!state.locked) return refused({ code: 'session-not-locked' })
      return next({ addenda: [...state.addenda, { ...act.payload, ...doneBy(act) }] })
    }
    case 'record.void': {
      if (state.voided) return next({})
      return next({ voided: { ...act.payload, ...doneBy(act) } })
    }
    case 'setting.open':
    case 'setting.roster':
    case 'setting.adopt':
    case 'policy.publish':
    case 'person.add':
    case 'person.amend':
    case 'post.start':
    case 'post.amend':
    case 'post.supervise':
    case 'post.end':
    case 'post.leave':
    case 'post.ask':
    case 'post.happened':
    case 'shift.log':
    case 'file.open':
    case 'agreement.draw-up':
    case 'agreement.review':
    case 'session.plan':
    case 'session.hold':
    case 'session.cancel':
    case 'session.miss':
    case 'session.rebook':
    case 'observation.plan':
    case 'observation.observe':
    case 'observation.reveal':
    case 'cases.list':
      return refused({ code: 'act-not-for-kind' })
    default:
      return unreachable(act)
  }
}

/** What of a void record may still be done: a late signature is kept, a second void says nothing new. */
export const afterVoid = (act: RecordAct): boolean => act.type === 'record.sign' || act.type === 'record.void'
