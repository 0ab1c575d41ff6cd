/** What a person's page shows: their post, every reason for the next date, the shifts counted, sessions and actions. */
import { type SessionFacts } from '../../domain/access.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type PostId, type RecordId } from '../../domain/ids.ts'
import { type Excused, type Facts } from '../../domain/policy/facts.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type CountedShift, countedShifts } from '../../domain/policy/shifts.ts'
import { type AgreedAction, actionsOf, isOpen } from '../../domain/records/actions.ts'
import { eventsOf, factsOf } from '../../domain/records/policy-input.ts'
import { type PostState, type SessionState, type SettingState } from '../../domain/records/record.ts'
import { type SessionStatus } from '../../domain/records/session.ts'
import { obligationsOfPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'

/** One session as the page lists it; `state` only where the file is on this device. */
export interface SessionLine {
  readonly facts: SessionFacts
  readonly status: SessionStatus
  readonly state: SessionState | null
  /** Shorter than the policy asks (semantics §5, `short`). */
  readonly short: boolean
  /** The record is still to be shared, and by when (SEF-6.2). */
  readonly shareBy: { readonly due: PlainDate; readonly rule: string } | null
}

export interface PersonView {
  readonly post: PostState
  readonly setting: SettingState | undefined
  readonly name: string
  readonly knownAs: string
  readonly supervisor: string | null
  readonly iAm: { readonly supervisor: boolean; readonly supervisee: boolean; readonly manager: boolean }
  /** The pack that this post's dates come from is on this device. */
  readonly oneToOne: Obligation | null
  readonly excused: Excused | null
  /** The shifts that made the count; null where no rule counts shifts. */
  readonly counted: readonly CountedShift[] | null
  readonly nextOn: PlainDate | null
  /** The newest first. */
  readonly sessions: readonly SessionLine[]
  /** Null where the file is not on this device (K8). */
  readonly actions: readonly AgreedAction[] | null
  /** Started by the reader and not yet held. */
  readonly begun: RecordId | null
}

const when = (facts: SessionFacts): string => `${facts.heldOn ?? facts.plannedFor}|${facts.id}`

const excusedOn = (facts: Facts, asOf: PlainDate): Excused | null =>
  (facts.excused ?? []).find(({ from, until }) => from <= asOf && asOf <= until) ?? null

/** @returns null where the post is not on this device */
export const personView = (snapshot: Snapshot, id: PostId, me: PersonId, asOf: PlainDate): PersonView | null => {
  const post = snapshot.posts.get(id)
  if (!post) return null
  const setting = snapshot.settings.get(post.setting)
  const person = snapshot.people.get(post.person)
  const facts = [...snapshot.sessionFacts.values()].filter((each) => each.post === id)
  const shifts = snapshot.shifts.filter((shift) => shift.post === id)
  const all = obligationsOfPost(post, setting, snapshot.packs, facts, shifts, asOf)
  const oneToOne = all.find(({ track }) => track === 'one-to-one') ?? null
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
        shareBy: unshared && record.due ? { due: record.due, rule: record.rule } : null,
      }
    })
    .sort((a, b) => (when(a.facts) < when(b.facts) ? 1 : -1))
  const iAm = {
    supervisor: post.supervisor === me,
    supervisee: post.person === me,
    manager: setting?.managers.includes(me) ?? false,
  }
  const file = [...snapshot.sessions.values()].filter((session) => session.post === id)
  const latest = facts.filter((each) => each.heldOn !== null && each.status !== 'void').sort((a, b) => (when(a) < when(b) ? 1 : -1))[0]
  return {
    post,
    setting,
    name: person?.name ?? '—',
    knownAs: person?.knownAs ?? '—',
    supervisor: post.supervisor ? (snapshot.people.get(post.supervisor)?.name ?? '—') : null,
    iAm,
    oneToOne,
    excused: oneToOne?.state === 'excused' ? excusedOn(about, asOf) : null,
    counted: oneToOne?.count === undefined ? null : countedShifts({ facts: about, events: eventsOf(facts, shifts), asOf }),
    nextOn: latest?.nextOn && latest.nextOn >= asOf ? latest.nextOn : null,
    sessions,
    actions: iAm.supervisor || iAm.supervisee ? actionsOf(file).filter((action) => isOpen(action) && action.what !== '') : null,
    begun: file.find((session) => session.supervisor === me && !session.held && !session.voided)?.id ?? null,
  }
}
