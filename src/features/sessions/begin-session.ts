/** Beginning a session: today's that is open, else the one planned or agreed for about now, else a new one. */
import { addDays, daysBetween, epochOf, type Instant, londonDay, londonTimeOf, type PlainDate } from '../../domain/dates.ts'
import { type PostId, type RecordId } from '../../domain/ids.ts'
import { type Json } from '../../domain/json.ts'
import { type Planned, plannedOf } from '../../domain/planned.ts'
import { type Patch } from '../../domain/records/deeds/common.ts'
import { type PostState, type SessionState } from '../../domain/records/record.ts'
import { factsOfPost } from '../../domain/today.ts'
import { type Device, type Snapshot } from '../../queries/device.ts'
import { newDate, type NoSession, sessionFor } from '../../queries/planned-session.ts'

/** Why a session can't be started for this post by this person. */
export type CannotStart = NoSession | 'not-supervisor' | 'not-saved'

const REASONS: readonly string[] = ['post-unknown', 'no-supervisor', 'not-supervisor', 'no-policy', 'not-saved'] satisfies CannotStart[]
export const isReason = (answer: string): answer is CannotStart => REASONS.includes(answer)

/** A session of today that is still being recorded: begun today, or held today and signed by nobody. */
const unfinishedToday = (snapshot: Snapshot, device: Device, post: PostId, today: PlainDate): SessionState | undefined =>
  [...snapshot.sessions.values()].find(
    (session) =>
      session.post === post &&
      session.supervisor === device.me.person &&
      !session.voided &&
      session.signatures.length === 0 &&
      (session.held?.on ?? session.fields['when.on']?.value) === today,
  )

/** Within so many days of its date a session is begun as the one that was planned, so that its preparation is used. */
export const NEAR_DAYS = 7

/** The date planned, agreed or said that is nearest to a day, no further off than a week; the earlier of two as near. */
export const nearestPlanned = (snapshot: Snapshot, post: PostState, today: PlainDate): Planned | undefined => {
  const { sessions, agreements } = factsOfPost(snapshot, post.id, today)
  const ahead = plannedOf(post, sessions, agreements, today)
  const past = plannedOf(post, sessions, agreements, addDays(today, -NEAR_DAYS)).filter(({ on }) => on < today)
  const away = ({ on }: Planned): number => Math.abs(daysBetween(today, on))
  return [...past, ...ahead]
    .filter((each) => away(each) <= NEAR_DAYS && (each.session === null || snapshot.sessions.has(each.session)))
    .sort((a, b) => away(a) - away(b) || (a.on < b.on ? -1 : 1))[0]
}

/** When it began, for a session in which nobody has said so. */
const beginning = (session: SessionState | undefined, now: Instant): Readonly<Record<string, Json>> | null =>
  session && (session.held ?? session.fields['when.start'])
    ? null
    : { 'when.on': londonDay(now), 'when.start': londonTimeOf(epochOf(now)) }

/** Values of a record that is only being made: nothing was there before. */
const patchOf = (values: Readonly<Record<string, Json>>): Patch =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: null }]))

/**
 * Opens or begins the session with one person: no question in between (J2, two taps).
 *
 * @returns the session, or why there is none
 */
export const openOrBegin = async (device: Device, postId: PostId): Promise<RecordId | CannotStart> => {
  const snapshot = await device.snapshot()
  const post = snapshot.posts.get(postId)
  if (!post) return 'post-unknown'
  if (post.supervisor !== device.me.person) return 'not-supervisor'
  const now = device.now()
  const today = londonDay(now)
  const unfinished = unfinishedToday(snapshot, device, postId, today)
  const date = unfinished ? null : (nearestPlanned(snapshot, post, today) ?? newDate(today, null))
  const session = date ? sessionFor(snapshot, postId, date, device) : { recordId: (unfinished as SessionState).id, acts: [] }
  if (typeof session === 'string') return session
  const { recordId, acts } = session
  const known = snapshot.sessions.get(recordId)
  const values = beginning(known, now)
  try {
    if (known && values) await device.edit({ recordId, kind: 'session', values })
    else if (values) await device.acts([...acts, { recordId, kind: 'session', type: 'fields.edit', patch: patchOf(values) }])
  } catch {
    // That the time could not be noted keeps nobody from a session that is there.
    if (!known) return 'not-saved'
  }
  return recordId
}
