/** Whether one act may be applied to the records as they are, and what comes of it. Reads and writes nothing. */
import { type AccessContext, objectionToAct } from '../../src/domain/access.ts'
import { lackingSettings } from '../../src/domain/adopted.ts'
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type Duty } from '../../src/domain/duties.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { Facts, Settings } from '../../src/domain/policy/facts.ts'
import { checkPack, readingsFit } from '../../src/domain/policy/check-pack.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type SettingOpen } from '../../src/domain/records/deeds/home.ts'
import { type PolicyPublish, type SettingAdopt } from '../../src/domain/records/deeds/policy.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { fold, pinsOf, postIdOf } from '../../src/domain/records/fold.ts'
import { formOf, recordFormOf } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { type RecordForm } from '../../src/domain/records/content.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type QuarantineReason } from '../../src/protocol/push.ts'
import { type Board } from './board.ts'
import { isCaseListElsewhere, takesAnothersId } from './derived.ts'
import { type PackLookup, type Shipped, withOwn } from './packs.ts'
import { objectionToSignature } from './signatures.ts'

/** Who is signed in. */
export interface Principal {
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
}

/** Who is signed in, with what they may look at beside their own (W2). */
export interface SignedIn extends Principal {
  readonly duties: readonly Duty[]
  /** The id of the sign-in that asks. */
  readonly signIn: string
}

/** Whose an act is, and when it came. */
export interface Arrival {
  readonly principal: Principal
  readonly at: Instant
  readonly wire: Pick<WireAct, 'deviceId'>
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
  if (act.type === 'setting.open' || act.type === 'setting.adopt') {
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

/** Whether a setting can work by a policy: it is here, its readings are its own and go together, and what it asks to be chosen is. */
const objectionToAdopting = (
  { pack: id, packVersion, settings, ...more }: SettingOpen | SettingAdopt,
  packOf: PackLookup,
): QuarantineReason | null => {
  const pack = packOf({ pack: id, packVersion })
  if (!pack) return { code: 'pack-unknown', where: 'payload.pack' }
  const lacking = lackingSettings(pack, Settings.parse(settings))
  if (lacking.length > 0) return { code: 'settings-missing', fields: lacking.map(({ key }) => key) }
  if (!('readings' in more)) return null
  const unknown = Object.entries(more.readings).find(
    ([ambiguity, { reading }]) => !pack.ambiguities.some(({ id: of, readings }) => of === ambiguity && readings.some(({ key }) => key === reading)),
  )
  if (unknown) return { code: 'reading-unknown', where: `payload.readings.${unknown[0]}` }
  const readings = Object.fromEntries(Object.entries(more.readings).map(([ambiguity, { reading }]) => [ambiguity, reading]))
  return readingsFit(pack, readings) ? null : { code: 'readings-conflict', where: 'payload.readings' }
}

/** A policy brought in is one that can be used, under a name and a version of its own: records are pinned to those. */
const objectionToPublishing = ({ pack: raw }: PolicyPublish, packOf: PackLookup, shipped: Shipped): QuarantineReason | null => {
  const checked = checkPack(raw)
  if (!checked.ok) {
    return { code: 'pack-invalid', where: ['payload', 'pack', ...(checked.problems[0]?.path ?? [])].map(String).join('.') }
  }
  const { id, version } = checked.pack
  if (shipped.has(id)) return { code: 'pack-id-taken', where: 'payload.pack.id' }
  return packOf({ pack: id, packVersion: version }) ? { code: 'pack-exists', where: 'payload.pack.version' } : null
}

const objectionToPolicy = (act: RecordAct, packOf: PackLookup, shipped: Shipped): QuarantineReason | null => {
  if (act.type === 'setting.open' || act.type === 'setting.adopt') return objectionToAdopting(act.payload, packOf)
  return act.type === 'policy.publish' ? objectionToPublishing(act.payload, packOf, shipped) : null
}

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
export const judge = (act: RecordAct, { principal, at, wire }: Arrival, board: Board, shipped: Shipped): Judgement => {
  const packOf = withOwn(shipped, board.policies)
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
  if (isCaseListElsewhere(act, principal.org) || (!state && takesAnothersId(act, principal.org, post))) return no('payload-invalid', 'recordId')
  if (beforeItsTime(act, at)) return no('date-in-future', 'payload.through')

  if (pins && (!form || !pack || (!state && !isFor(act.kind, pins, pack)))) return no('pack-unknown', 'payload.pins')
  const notAdoptable = objectionToPolicy(act, packOf, shipped)
  if (notAdoptable) return { ok: false, reason: notAdoptable }
  if (act.type === 'record.sign') {
    const notTheirs = objectionToSignature(act, { deviceId: wire.deviceId, at }, board.key)
    if (notTheirs) return { ok: false, reason: notTheirs }
  }

  const folded = fold(state, act, () => form)
  return folded.ok
    ? { ok: true, state: folded.state, competing: folded.competing }
    : { ok: false, reason: reasonOf(folded.refusal) }
}
