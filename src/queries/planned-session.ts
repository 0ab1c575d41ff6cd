/** The session made for a date that lies ahead: the one there is, or the act that makes it (SEF-8.0). */
import { type ClockTime, type PlainDate } from '../domain/dates.ts'
import { type PostId, RecordId } from '../domain/ids.ts'
import { type Form } from '../domain/policy/form.ts'
import { type PolicyPack } from '../domain/policy/pack.ts'
import { type Planned } from '../domain/planned.ts'
import { type Pins } from '../domain/records/deeds/common.ts'
import { type PostState, type SettingState } from '../domain/records/record.ts'
import { ofPost } from '../domain/today.ts'
import { packOn } from '../domain/adopted.ts'
import { agreedSessionId } from '../protocol/derived-ids.ts'
import { type Device, type NewAct, type Snapshot } from './device.ts'

/** The newest version of the pack's first form for a kind of record; undefined where the pack has none. */
export const formFor = (pack: PolicyPack, record: Form['record']): Form | undefined => {
  const first = pack.forms.find((form) => form.record === record)
  return pack.forms.filter(({ id }) => id === first?.id).reduce<Form | undefined>((a, b) => (a && a.version >= b.version ? a : b), undefined)
}

/** The pins of a record of this kind made in a setting on a day; null where its policy is not here or has no such form. */
export const newPins = (packs: readonly PolicyPack[], setting: SettingState, record: Form['record'], asOf: PlainDate): Pins | null => {
  const pack = packOn(packs, setting, asOf)
  const form = pack && formFor(pack, record)
  return pack && form ? { pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version } : null
}

/** A date for a session: one of those that lie ahead, or a new one. */
export type DateForSession = Pick<Planned, 'on' | 'at' | 'session' | 'agreement'>
export const newDate = (on: PlainDate, at: ClockTime | null): DateForSession => ({ on, at, session: null, agreement: null })

export interface SessionMade {
  readonly recordId: RecordId
  /** The acts that make it, to be saved with whatever is done to it first; none where it is there. */
  readonly acts: readonly NewAct[]
}

/** The session at which a date was said and from which no session was made yet; two who take it up make one of it. */
const saidAt = (snapshot: Snapshot, postId: PostId, on: PlainDate): RecordId | null => {
  const sessions = ofPost(snapshot.sessionFacts, postId)
  const said = sessions.find(({ status, heldOn, nextOn }) => status !== 'void' && heldOn !== null && nextOn === on)
  const taken = sessions.some(({ agreed }) => said && agreed?.agreement === said.id && agreed.on === on)
  return said && !taken ? said.id : null
}

const made = (
  post: PostState & { readonly supervisor: NonNullable<PostState['supervisor']> },
  pins: Pins,
  date: DateForSession,
  newId: () => string,
): SessionMade => {
  const { on, at, agreement } = date
  const agreed = agreement ? { agreement, on } : null
  const recordId = agreement ? agreedSessionId(agreement, on) : RecordId.parse(newId())
  const { id, setting, person, supervisor } = post
  const payload = { post: id, setting, supervisee: person, supervisor, plannedFor: on, at, agreed, pins }
  return { recordId, acts: [{ recordId, kind: 'session', type: 'session.plan', payload }] }
}

/** Why no session can be made for a post here. */
export type NoSession = 'post-unknown' | 'no-supervisor' | 'no-policy'

/**
 * The session of a date.
 *
 * @returns its id with the acts that make it, or why it cannot be made
 */
export const sessionFor = (
  snapshot: Snapshot,
  postId: PostId,
  date: DateForSession,
  device: Pick<Device, 'newId'>,
): SessionMade | NoSession => {
  if (date.session) return { recordId: date.session, acts: [] }
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  if (!post || !setting) return 'post-unknown'
  const { supervisor } = post
  if (supervisor === null) return 'no-supervisor'
  const pins = newPins(snapshot.packs, setting, 'session', date.on)
  if (!pins) return 'no-policy'
  const agreement = date.agreement ?? saidAt(snapshot, postId, date.on)
  return made({ ...post, supervisor }, pins, { ...date, agreement }, device.newId)
}
