/** Who may plan an observation of a person, who may observe, and the acts that make one. */
import { type ClockTime, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type ObservationFacts } from '../../domain/facts.ts'
import { type PersonId, type PostId, RecordId } from '../../domain/ids.ts'
import { type PersonName } from '../../domain/projections.ts'
import { type Pins } from '../../domain/records/deeds/common.ts'
import { type PostState, type SettingState } from '../../domain/records/record.ts'
import { type Device, type NewAct, type Snapshot } from '../../queries/device.ts'
import { newPins } from '../../queries/planned-session.ts'
import { personNamed } from '../shared/record-view.ts'
import { beginning } from './times.ts'

/** Why this person can't plan an observation in this post. */
export type CannotPlan = 'post-unknown' | 'own' | 'not-allowed' | 'post-ended' | 'no-policy'

export interface Planning {
  readonly post: PostState
  readonly setting: SettingState
  readonly pins: Pins
  readonly supervisee: PersonName
  /** Who may observe: the one who plans first, then the supervisor and the managers of the setting (SEF-4.6). */
  readonly observers: readonly PersonName[]
  /** Those that are planned or under way, the soonest first. */
  readonly open: readonly ObservationFacts[]
}

/** @param me who plans: the person's supervisor, or a manager of the setting */
export const planningOf = (snapshot: Snapshot, postId: PostId, me: PersonId, asOf: PlainDate): Planning | CannotPlan => {
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  if (!post || !setting) return 'post-unknown'
  if (post.person === me) return 'own'
  if (post.supervisor !== me && !setting.managers.includes(me)) return 'not-allowed'
  if (post.until !== null && post.until < asOf) return 'post-ended'
  const pins = newPins(snapshot.packs, setting, 'observation', asOf)
  if (!pins) return 'no-policy'
  const observers = new Set([me, ...(post.supervisor === null ? [] : [post.supervisor]), ...setting.managers])
  observers.delete(post.person)
  return {
    post,
    setting,
    pins,
    supervisee: personNamed(snapshot, post.person),
    observers: [...observers].map((id) => personNamed(snapshot, id)).filter(({ id, name }) => id === me || name !== ''),
    open: [...snapshot.observationFacts.values()]
      .filter(({ post: of, status }) => of === postId && (status === 'planned' || status === 'begun'))
      .sort((a, b) => (a.plannedFor < b.plannedFor ? -1 : 1)),
  }
}

/** The one of mine that "Start now" goes on with: under way, or planned for today. */
export const mineNow = ({ open }: Planning, me: PersonId, asOf: PlainDate): ObservationFacts | undefined =>
  open.find(({ supervisor, status }) => supervisor === me && status === 'begun') ??
  open.find(({ supervisor, plannedFor }) => supervisor === me && plannedFor === asOf)

/** The act that plans it. */
export const planActs = (
  { post, setting, pins }: Planning,
  plan: { readonly observer: PersonId; readonly plannedFor: PlainDate; readonly at: ClockTime | null },
  newId: () => string,
): { readonly recordId: RecordId; readonly acts: readonly NewAct[] } => {
  const recordId = RecordId.parse(newId())
  const payload = { post: post.id, setting: setting.id, supervisee: post.person, ...plan, pins }
  return { recordId, acts: [{ recordId, kind: 'observation', type: 'observation.plan', payload }] }
}

/** The acts that begin a visit now: of the one planned for today, or of one that nobody planned. */
export const startActs = (
  planning: Planning,
  device: Pick<Device, 'me' | 'now' | 'newId'>,
): { readonly recordId: RecordId; readonly acts: readonly NewAct[] } => {
  const observer = device.me.person
  const now = device.now()
  const known = mineNow(planning, observer, londonDay(now))
  const begin = (recordId: RecordId): NewAct => ({ recordId, kind: 'observation', type: 'observation.observe', payload: beginning(now) })
  if (known) return { recordId: known.id, acts: known.status === 'begun' ? [] : [begin(known.id)] }
  const made = planActs(planning, { observer, plannedFor: londonDay(now), at: null }, device.newId)
  return { recordId: made.recordId, acts: [...made.acts, begin(made.recordId)] }
}
