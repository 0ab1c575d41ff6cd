/** Whether one act may be applied to the records as they are, and what comes of it. Reads and writes nothing. */
import { type AccessContext, objectionToAct } from '../../src/domain/access.ts'
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { Facts, Settings } from '../../src/domain/policy/facts.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { fold, pinsOf, postIdOf } from '../../src/domain/records/fold.ts'
import { formOf, recordFormOf } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { type RecordForm } from '../../src/domain/records/signed.ts'
import { type QuarantineReason } from '../../src/protocol/push.ts'
import { contentHash } from '../../src/protocol/signed-content.ts'
import { type Board } from './board.ts'
import { takesAnothersId } from './derived.ts'
import { type PackLookup } from './packs.ts'

/** Who is signed in. */
export interface Principal {
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
}

/** Whose an act is, and when it came. */
export interface Arrival {
  readonly principal: Principal
  readonly at: Instant
}

export type Judgement =
  | { readonly ok: true; readonly state: RecordState; readonly competing: readonly string[] }
  | { readonly ok: false; readonly reason: QuarantineReason }

const no = (code: string, where?: string): Judgement => ({
  ok: false,
  reason: { code, ...(where === undefined ? {} : { where }) },
})

const reasonOf = (refusal: { readonly code: string; readonly fields?: readonly string[] }): QuarantineReason => ({
  code: refusal.code,
  ...(refusal.fields ? { fields: [...refusal.fields] } : {}),
})

/** The setting a record belongs to; for a person, who belongs to none, one that the actor manages. */
const settingFor = (act: RecordAct, state: RecordState | null, board: Board): SettingState | null => {
  if (state?.kind === 'setting') return state
  if (act.kind === 'person') return board.managed(act.actor)
  if (state && 'setting' in state) return board.setting(state.setting)
  return 'payload' in act && 'setting' in act.payload ? board.setting(act.payload.setting) : null
}

/** The id of the setting an act belongs to, so far as it can be told: whose managers see that it is in quarantine. */
export const settingIdFor = (act: RecordAct, board: Board): string | null =>
  settingFor(act, board.record(act.recordId), board)?.id ?? null

/** Facts and settings are opaque to the act's schema: what the engine could not read would stop Today for everybody. */
const unreadable = (act: RecordAct): string | null => {
  if (act.type === 'setting.open') {
    const read = Settings.safeParse(act.payload.settings)
    return read.success ? null : ['payload', 'settings', ...(read.error.issues[0]?.path ?? [])].join('.')
  }
  if (act.type !== 'post.start' && act.type !== 'post.amend') return null
  const { group, employment, employedOn, facts } = act.payload
  const read = Facts.safeParse({ ...facts, group, employment, employedOn })
  return read.success ? null : ['payload', 'facts', ...(read.error.issues[0]?.path ?? [])].join('.')
}

/** Whether the form pinned is one for this kind of record: another's would ask nothing of what this one has to say. */
const isFor = (kind: RecordAct['kind'], pins: Pins, pack: PolicyPack): boolean => formOf(pack, pins)?.record === kind

/** How far ahead of this server's clock a device's may be before what it says of shifts is put down to the clock. */
const CLOCKS_APART_MS = 24 * 60 * 60_000

/** The one that reaches furthest says how far shifts are known (SEF-3.18), so one from the future could not be put right. */
const beforeItsTime = (act: RecordAct, at: Instant): boolean =>
  act.type === 'setting.roster' && epochOf(act.payload.through) > epochOf(at) + CLOCKS_APART_MS

/** The post an act is about: a shift that is corrected, the post that it is now said to be of. */
const postFor = (act: RecordAct, state: RecordState | null, board: Board): PostState | null => {
  if (state?.kind === 'post') return state
  const id = act.type === 'shift.log' ? act.payload.post : postIdOf(state, act)
  return id && board.post(id)
}

/**
 * Judges one act by the record as it is: access (A5), the form it is pinned to, the signature's hash (G1), the fold.
 *
 * @returns the new state, or why the act goes into quarantine (P8)
 */
export const judge = (act: RecordAct, { principal, at }: Arrival, board: Board, packOf: PackLookup): Judgement => {
  const state = board.record(act.recordId)
  const post = postFor(act, state, board)
  const setting = settingFor(act, state, board)
  const where = unreadable(act)
  if (where) return no('payload-invalid', where)

  const pins = pinsOf(state, act)
  const pack = pins ? packOf(pins) : undefined
  let form: RecordForm | undefined
  if (pins && post) form = pack && recordFormOf(pack, pins, factsOf(post, setting ?? undefined))

  const context: AccessContext = { person: principal.person, administrator: principal.administrator, post, setting, form }
  const objection = objectionToAct(act, state, context)
  if (objection) return { ok: false, reason: reasonOf(objection) }
  if (!state && takesAnothersId(act, principal.org, post)) return no('payload-invalid', 'recordId')
  if (beforeItsTime(act, at)) return no('date-in-future', 'payload.through')

  if (pins && (!form || !pack || (!state && !isFor(act.kind, pins, pack)))) return no('pack-unknown', 'payload.pins')
  if (act.type === 'setting.open' && !packOf(act.payload)) return no('pack-unknown', 'payload.pack')
  if (act.type === 'record.sign') {
    if (act.payload.method !== 'sign-in') return no('method-unknown', 'payload.method')
    if (contentHash(act.payload.content) !== act.payload.contentHash) return no('content-hash-wrong', 'payload.contentHash')
  }

  const folded = fold(state, act, () => form)
  return folded.ok
    ? { ok: true, state: folded.state, competing: folded.competing }
    : { ok: false, reason: reasonOf(folded.refusal) }
}
