/** What a person's page shows: their post, every reason for the next date, what lies ahead, sessions, actions, the rest. */
import { type Asked, packOn } from '../../domain/adopted.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../../domain/facts.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type PostId, type RecordId } from '../../domain/ids.ts'
import { type Excused, excusedOn } from '../../domain/policy/facts.ts'
import { type Obligation, type TrackName } from '../../domain/policy/obligation.ts'
import { type CountedShift, countedShifts } from '../../domain/policy/shifts.ts'
import { type AgreedAction, actionsOf, isOpen } from '../../domain/records/actions.ts'
import { eventsOf, factsOf } from '../../domain/records/policy-input.ts'
import { type PostState, type SessionState, type SettingState } from '../../domain/records/record.ts'
import { type SessionStatus, statusOf } from '../../domain/records/status.ts'
import { inForce, type Planned, plannedOf, toRebook } from '../../domain/planned.ts'
import { askedOfPost, factsOfPost, ofPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { postsOf } from '../../queries/home.ts'
import { formFor } from '../../queries/planned-session.ts'

/** One session as the page lists it; `state` only where the file is on this device. */
export interface SessionLine {
  readonly facts: SessionFacts
  readonly status: SessionStatus
  readonly state: SessionState | null
  /** Shorter than the policy asks (semantics §5, `short`). */
  readonly short: boolean
  /** The record is still to be shared, and by when (SEF-6.2). */
  readonly shareBy: (Obligation & { readonly due: PlainDate }) | null
}

export interface AgreementView {
  readonly inForce: AgreementFacts | null
  /** Drawn up and not yet signed by both. */
  readonly drafts: readonly AgreementFacts[]
  /** By when it is to be signed, or reviewed. */
  readonly due: Obligation | null
}

export interface ObservationView {
  readonly lastOn: PlainDate | null
  /** Planned, begun, or still to be talked about and signed. */
  readonly open: readonly ObservationFacts[]
  readonly due: Obligation | null
  /** The policy has a form for it. */
  readonly form: boolean
}

export interface PersonView {
  readonly post: PostState
  readonly setting: SettingState | undefined
  readonly name: string
  readonly knownAs: string
  readonly supervisor: string | null
  readonly iAm: { readonly supervisor: boolean; readonly supervisee: boolean; readonly manager: boolean }
  /** The post is over, or not yet begun. */
  readonly running: 'before' | 'now' | 'ended'
  /** The pack that this post's dates come from is on this device. */
  readonly oneToOne: Obligation | null
  readonly excused: Excused | null
  /** The shifts that made the count; null where no rule counts shifts. */
  readonly counted: readonly CountedShift[] | null
  /** The sessions that lie ahead, the soonest first. */
  readonly planned: readonly Planned[]
  /** Called off or missed, with no new date yet (SEF-3.4). */
  readonly toRebook: readonly SessionFacts[]
  readonly agreement: AgreementView
  readonly observation: ObservationView
  /** What else the policy asks and is not done. */
  readonly others: readonly OtherAsked[]
  /** Whether the policy asks for cover while the supervisor is away (WOK-A13, HAV-App1.6). */
  readonly asksForCover: boolean
  /** Until when the records are kept, of a post that is over (SEF-10). */
  readonly kept: Obligation | null
  /** The newest first. */
  readonly sessions: readonly SessionLine[]
  /** Null where the file is not on this device (K8). */
  readonly actions: readonly AgreedAction[] | null
  /** Other posts of the same person that are on this device, the newest first. */
  readonly otherPosts: readonly PostState[]
  /** "I am overdue", said since the last session (SEF-5.10). */
  readonly asked: PostState['asked']
  /** A session that the reader began and has not yet held. */
  readonly begun: RecordId | null
}

const when = (facts: SessionFacts): string => `${facts.heldOn ?? facts.plannedFor}|${facts.id}`

const latest = (days: readonly (PlainDate | null)[]): PlainDate | null =>
  days.reduce<PlainDate | null>((last, day) => (day !== null && (last === null || day > last) ? day : last), null)

const isOpenState = ({ state }: Obligation): boolean => state !== 'met' && state !== 'met-late'

/** Tracks that have a part of the page of their own, or that are about the policy and not about the person. */
const ELSEWHERE = [
  'one-to-one',
  'agreement',
  'agreement-review',
  'record',
  'rearrange',
  'own-version',
  'observation',
  'retention',
  'policy-review',
] as const satisfies readonly TrackName[]

/** Something else the policy asks, with the policy that asks it. */
export interface OtherAsked extends Asked {
  readonly one: Obligation & { readonly track: Exclude<TrackName, (typeof ELSEWHERE)[number]> }
}

const isOther = (asked: Asked): asked is OtherAsked => !ELSEWHERE.some((track) => track === asked.one.track)

const byDay = (a: ObservationFacts, b: ObservationFacts): number => (a.plannedFor < b.plannedFor ? -1 : 1)

/** Begun: its beginning was noted, or it is the one of today. A session booked for another day is only planned. */
const begunBy = (sessions: readonly SessionState[], me: PersonId, asOf: PlainDate): RecordId | null =>
  sessions.find(
    (session) =>
      session.supervisor === me &&
      statusOf(session) === 'planned' &&
      (session.plannedFor === asOf || session.fields['when.start'] !== undefined),
  )?.id ?? null

/** @returns null where the post is not on this device */
export const personView = (snapshot: Snapshot, id: PostId, me: PersonId, asOf: PlainDate): PersonView | null => {
  const post = snapshot.posts.get(id)
  if (!post) return null
  const setting = snapshot.settings.get(post.setting)
  const person = snapshot.people.get(post.person)
  const known = factsOfPost(snapshot, id, asOf)
  const { sessions: facts, agreements, observations } = known
  const pack = setting && packOn(snapshot.packs, setting, asOf)
  const asked = setting ? askedOfPost(post, setting, snapshot.packs, known, asOf) : []
  const all = asked.map(({ one }) => one)
  const track = (name: Obligation['track']): Obligation | null => all.find((one) => one.track === name) ?? null
  const oneToOne = track('one-to-one')
  const about = factsOf(post, setting)
  const records = new Map(all.flatMap((one) => (one.track === 'record' && one.key ? [[one.key, one] as const] : [])))
  const sessions = facts
    .map((each): SessionLine => {
      const record = records.get(each.id)
      const unshared = record && record.state !== 'met' && record.state !== 'met-late'
      return {
        facts: each,
        status: each.status,
        state: snapshot.sessions.get(each.id) ?? null,
        short: record?.short === true,
        shareBy: unshared && record.due !== null ? { ...record, due: record.due } : null,
      }
    })
    .sort((a, b) => (when(a.facts) < when(b.facts) ? 1 : -1))
  const iAm = {
    supervisor: post.supervisor === me,
    supervisee: post.person === me,
    manager: setting?.managers.includes(me) ?? false,
  }
  const file = ofPost(snapshot.sessions, id)
  const observed = ofPost(snapshot.observations, id)
  const signed = inForce(agreements, asOf)
  const lastHeld = latest(facts.map(({ heldOn, status }) => (status === 'void' ? null : heldOn)))
  return {
    post,
    setting,
    name: person?.name ?? '—',
    knownAs: person?.knownAs ?? '—',
    supervisor: post.supervisor ? (snapshot.people.get(post.supervisor)?.name ?? '—') : null,
    iAm,
    running: post.from > asOf ? 'before' : post.until !== null && post.until < asOf ? 'ended' : 'now',
    oneToOne,
    excused: oneToOne?.state === 'excused' ? excusedOn(about.excused, asOf) : null,
    counted: oneToOne?.count === undefined ? null : countedShifts({ facts: about, events: eventsOf(post, known), asOf }),
    planned: plannedOf(post, facts, agreements, asOf),
    toRebook: toRebook(post, facts),
    agreement: {
      inForce: signed,
      drafts: agreements.filter(({ status }) => status === 'draft' || status === 'part-signed'),
      due: signed ? track('agreement-review') : track('agreement'),
    },
    observation: {
      lastOn: latest(observations.map(({ observedOn, status }) => (status === 'void' ? null : observedOn))),
      open: observations.filter(({ status }) => status !== 'locked' && status !== 'void').sort(byDay),
      due: track('observation'),
      form: pack !== undefined && formFor(pack, 'observation') !== undefined,
    },
    others: asked.filter((each) => isOther(each)).filter(({ one }) => isOpenState(one)),
    asksForCover: pack?.tracks.cover !== undefined,
    kept: track('retention'),
    sessions,
    actions:
      iAm.supervisor || iAm.supervisee
        ? actionsOf([...file, ...observed]).filter((action) => isOpen(action) && action.what !== '')
        : null,
    otherPosts: postsOf(snapshot, post.person).filter((other) => other.id !== id),
    asked: post.asked && (lastHeld === null || post.asked.on >= lastHeld) ? post.asked : null,
    begun: begunBy(file, me, asOf),
  }
}
