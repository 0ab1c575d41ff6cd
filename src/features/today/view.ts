/** What Today shows one person, from what their device holds: own supervision, the people they answer for, what waits. */
import { type PlainDate, type Instant } from '../../domain/dates.ts'
import { type PersonId, type PostId, type RecordId } from '../../domain/ids.ts'
import { type AgreedAction, actionsOf, isOpen } from '../../domain/records/actions.ts'
import { factsOf, isCurrent } from '../../domain/records/policy-input.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { statusOf } from '../../domain/records/session.ts'
import { type TodayLine, todayOf } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { type DueDate, dueDate, type Group, groupOf } from './group.ts'
import { excusedOn, whyDue } from './why-due.ts'

/** One post on Today, in words. */
export interface PostLine {
  readonly post: PostId
  readonly person: PersonId
  readonly name: string
  readonly title: string
  readonly place: string
  readonly group: Group
  readonly due: DueDate
  readonly why: string
  readonly nextOn: PlainDate | null
  readonly supervisor: PersonId | null
  readonly supervisorName: string | null
  /** A session planned by the supervisor reading this and not yet held: starting again would make a second. */
  readonly begun: RecordId | null
  /** Of agency and casual staff: shifts worked since the clock began. */
  readonly shifts: { readonly count: number; readonly of: number; readonly since: 'one-to-one' | 'start' } | null
  readonly line: TodayLine
}

export const nameOf = (snapshot: Pick<Snapshot, 'people'>, person: PersonId): string =>
  snapshot.people.get(person)?.name ?? '—'
const knownAs = (snapshot: Pick<Snapshot, 'people'>, person: PersonId): string =>
  snapshot.people.get(person)?.knownAs ?? '—'

/** Sessions of one supervisor that were started and not yet held, by post. */
const begunBy = (snapshot: Snapshot, me: PersonId): ReadonlyMap<PostId, RecordId> => {
  const begun = new Map<PostId, RecordId>()
  for (const session of snapshot.sessions.values()) {
    if (session.supervisor === me && statusOf(session) === 'planned') begun.set(session.post, session.id)
  }
  return begun
}

const postLine = (
  line: TodayLine,
  snapshot: Snapshot,
  begun: ReadonlyMap<PostId, RecordId>,
  asOf: PlainDate,
  words: Words,
): PostLine => {
  const { post, oneToOne } = line
  const setting = snapshot.settings.get(post.setting)
  const excused = oneToOne?.state === 'excused' ? excusedOn(factsOf(post, setting).excused, asOf) : null
  const counted = oneToOne?.reasons.find(({ count }) => count !== undefined)
  return {
    post: post.id,
    person: post.person,
    name: nameOf(snapshot, post.person),
    title: post.title,
    place: setting?.name ?? '',
    group: groupOf(oneToOne),
    due: dueDate(oneToOne, asOf, words),
    why: oneToOne ? whyDue(oneToOne, excused, asOf, words) : words.say('today.why.noPolicy'),
    nextOn: line.nextOn as PlainDate | null,
    supervisor: post.supervisor,
    supervisorName: post.supervisor ? nameOf(snapshot, post.supervisor) : null,
    begun: begun.get(post.id) ?? null,
    shifts:
      counted?.count === undefined || counted.of === undefined
        ? null
        : { count: counted.count, of: counted.of, since: counted.anchorKind === 'start' ? 'start' : 'one-to-one' },
    line,
  }
}

/** The day by which a record is to be shared, and the rule that says so. */
interface ShareBy {
  readonly due: PlainDate
  readonly rule: string
}

/** Something that waits for this person, and where it is done. */
export type Todo = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'problem' }
  | { readonly kind: 'unset'; readonly session: RecordId; readonly role: 'supervisor' | 'supervisee' }
  | { readonly kind: 'competing'; readonly session: RecordId; readonly count: number }
  | {
      readonly kind: 'sign'
      readonly session: RecordId
      readonly role: 'supervisor' | 'supervisee'
      readonly heldOn: PlainDate
      readonly otherSigned: boolean
      readonly other: string
    }
  | { readonly kind: 'share'; readonly session: RecordId; readonly heldOn: PlainDate; readonly by: ShareBy | null }
  | { readonly kind: 'continue'; readonly session: RecordId; readonly plannedFor: PlainDate }
)

const ORDER = { problem: 0, competing: 1, unset: 2, share: 3, sign: 4, continue: 5 } as const satisfies Record<Todo['kind'], number>

const todosOfSession = (session: SessionState, snapshot: Snapshot, me: PersonId, lines: readonly TodayLine[]): Todo[] => {
  if (session.voided || session.locked) return []
  const role = session.supervisor === me ? 'supervisor' : 'supervisee'
  const other = role === 'supervisor' ? session.supervisee : session.supervisor
  const base = { session: session.id, name: knownAs(snapshot, other) }
  const todos: Todo[] = []
  const competing = Object.keys(session.competing).length
  if (competing > 0) todos.push({ ...base, id: `competing ${session.id}`, kind: 'competing', count: competing })
  const signed = session.signatures.some(({ by, sign }) => by === me && sign.role === role)
  const unset = !signed && session.unsetSignatures.some(({ by, because }) => by === me && because === 'edited-after')
  if (unset) todos.push({ ...base, id: `unset ${session.id}`, kind: 'unset', role })
  const { held } = session
  if (!held) {
    if (role === 'supervisor') {
      todos.push({ ...base, id: `continue ${session.id}`, kind: 'continue', plannedFor: session.plannedFor })
    }
    return todos
  }
  if (signed || unset) return todos
  const toShare = lines.flatMap(({ unshared }) => unshared).find(({ key }) => key === session.id)
  if (role === 'supervisor' && !session.shared) {
    const by = toShare?.due ? { due: toShare.due, rule: toShare.rule } : null
    todos.push({ ...base, id: `share ${session.id}`, kind: 'share', heldOn: held.on, by })
  } else if (session.shared) {
    const otherSigned = session.signatures.some(({ by }) => by === other)
    todos.push({ ...base, id: `sign ${session.id}`, kind: 'sign', role, heldOn: held.on, otherSigned, other: knownAs(snapshot, other) })
  }
  return todos
}

const todosOf = (snapshot: Snapshot, me: PersonId, lines: readonly TodayLine[]): readonly Todo[] => {
  const problems = snapshot.quarantined.map((act): Todo => {
    const session = snapshot.sessions.get(act.recordId)
    const other = session && (session.supervisee === me ? session.supervisor : session.supervisee)
    return { id: `problem ${act.actId}`, kind: 'problem', name: other ? knownAs(snapshot, other) : '—' }
  })
  const sessions = [...snapshot.sessions.values()].flatMap((session) => todosOfSession(session, snapshot, me, lines))
  const when = (todo: Todo): string => ('heldOn' in todo ? todo.heldOn : todo.id)
  return [...problems, ...sessions].sort(
    (a, b) => ORDER[a.kind] - ORDER[b.kind] || (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0),
  )
}

/** Open actions that are this person's to do, the soonest first; without a date, last. */
const actionsFor = (snapshot: Snapshot, me: PersonId): readonly AgreedAction[] => {
  const byPost = new Map<PostId, SessionState[]>()
  for (const session of snapshot.sessions.values()) {
    byPost.set(session.post, [...(byPost.get(session.post) ?? []), session])
  }
  return [...byPost.values()]
    .flatMap((sessions) => actionsOf(sessions))
    .filter((action) => action.who === me && isOpen(action) && action.what !== '')
    .sort((a, b) => ((a.by ?? '9999') < (b.by ?? '9999') ? -1 : 1))
}

const shiftsUpTo = (snapshot: Snapshot): Instant | null => {
  let last: Instant | null = null
  for (const { status, voided, startedAt } of snapshot.shifts) {
    if (status === 'worked' && !voided && (last === null || startedAt > last)) last = startedAt
  }
  return last
}

export interface TodayView {
  /** The reader's own current posts. */
  readonly own: readonly PostLine[]
  /** Others they manage or supervise, the most pressing first; null for somebody who does neither. */
  readonly people: readonly PostLine[] | null
  /** The home's name, where there is one. */
  readonly place: string | null
  readonly todos: readonly Todo[]
  readonly actions: readonly AgreedAction[]
  /** When the latest shift known here began. */
  readonly shiftsUpTo: Instant | null
}

/** Whether a person answers for others: manages a setting, or supervises a current post. */
export const answersForOthers = (snapshot: Snapshot, me: PersonId, asOf: PlainDate): boolean =>
  [...snapshot.settings.values()].some(({ managers }) => managers.includes(me)) ||
  [...snapshot.posts.values()].some((post) => post.supervisor === me && isCurrent(post, asOf))

/**
 * @param me   the person reading
 * @param asOf the London day
 */
export const todayView = (snapshot: Snapshot, me: PersonId, asOf: PlainDate, words: Words): TodayView => {
  const lines = todayOf({ ...snapshot, sessionFacts: snapshot.sessionFacts.values() }, asOf)
  const managed = [...snapshot.settings.values()].filter(({ managers }) => managers.includes(me))
  const manages = new Set(managed.map(({ id }) => id))
  const begun = begunBy(snapshot, me)
  const inWords = (line: TodayLine): PostLine => postLine(line, snapshot, begun, asOf, words)
  const mine = ({ post }: TodayLine): boolean => post.person === me
  const others = lines.filter((line) => !mine(line) && (manages.has(line.post.setting) || line.post.supervisor === me))
  return {
    own: lines.filter(mine).map(inWords),
    people: answersForOthers(snapshot, me, asOf) ? others.map(inWords) : null,
    place: managed.length === 1 ? (managed[0]?.name ?? null) : null,
    todos: todosOf(snapshot, me, lines),
    actions: actionsFor(snapshot, me),
    shiftsUpTo: shiftsUpTo(snapshot),
  }
}
