/** What Today shows one person, from what their device holds: own supervision, the people they answer for, what waits. */
import { type Instant, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type PostId, type RecordId } from '../../domain/ids.ts'
import { type Planned } from '../../domain/planned.ts'
import { type AgreedAction, actionsOf, type ActionSource, isOpen } from '../../domain/records/actions.ts'
import { excusedOn } from '../../domain/policy/facts.ts'
import { factsOf, isCurrent } from '../../domain/records/policy-input.ts'
import { statusOf } from '../../domain/records/status.ts'
import { lastHeldOn, type TodayLine, todayOf } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { postTitle } from '../shared/post-title.ts'
import { type DueDate, dueDate, type Group, groupOf } from './group.ts'
import { knownAs, nameOf } from './names.ts'
import { type Reader, type Todo } from './todo.ts'
import { todosOf } from './todos.ts'
import { whyDue } from './why-due.ts'

/** One post on Today, in words. */
export interface PostLine {
  readonly post: PostId
  readonly person: PersonId
  readonly name: string
  readonly knownAs: string
  readonly title: string
  readonly place: string
  readonly group: Group
  readonly due: DueDate
  readonly why: string
  /** The next session that lies ahead. */
  readonly next: Planned | null
  readonly supervisor: PersonId | null
  readonly supervisorName: string | null
  /** A session that the supervisor reading this has begun and not yet held: starting again would make a second. */
  readonly begun: RecordId | null
  /** Supervision is due soon or sooner, and there is no date for it. */
  readonly toBook: boolean
  /** Of agency and casual staff: shifts worked since the clock began; `waiting` are for the home to confirm. */
  readonly shifts: {
    readonly count: number
    readonly of: number
    readonly since: 'one-to-one' | 'start'
    readonly waiting: number
  } | null
  readonly line: TodayLine
}

/** Sessions of one supervisor that were begun and not yet held, by post. */
const begunBy = (snapshot: Snapshot, me: PersonId): ReadonlyMap<PostId, RecordId> => {
  const begun = new Map<PostId, RecordId>()
  for (const session of snapshot.sessions.values()) {
    const mine = session.supervisor === me && statusOf(session) === 'planned'
    if (mine && session.fields['when.start']) begun.set(session.post, session.id)
  }
  return begun
}

const SOON: ReadonlySet<Group> = new Set(['overdue', 'due', 'due-soon'])

const shiftsOf = ({ oneToOne, facts }: TodayLine): PostLine['shifts'] => {
  const counted = oneToOne?.reasons.find(({ count }) => count !== undefined)
  if (counted?.count === undefined || counted.of === undefined) return null
  const since = counted.anchorKind === 'start' ? 'start' : 'one-to-one'
  // Those that will count once the home has confirmed them (C9).
  const waiting = facts.shifts.filter(({ claimed, voided, status, startedAt }) => {
    if (!claimed || voided || status !== 'worked') return false
    const [day, from] = [londonDay(startedAt), counted.anchor ?? '']
    return since === 'start' ? day >= from : day > from
  }).length
  return { count: counted.count, of: counted.of, since, waiting }
}

const postLine = (line: TodayLine, begun: ReadonlyMap<PostId, RecordId>, { snapshot, me, asOf, words }: Reader): PostLine => {
  const { post, oneToOne, planned } = line
  const setting = snapshot.settings.get(post.setting)
  const excused = oneToOne?.state === 'excused' ? excusedOn(factsOf(post, setting).excused, asOf) : null
  const group = groupOf(oneToOne)
  const next = planned.find(({ on }) => on >= asOf) ?? null
  const toBook = next === null && SOON.has(group)
  return {
    post: post.id,
    person: post.person,
    name: nameOf(snapshot, post.person),
    knownAs: knownAs(snapshot, post.person),
    title: postTitle(post, words),
    place: setting?.name ?? '',
    group,
    due: dueDate(oneToOne, asOf, words, toBook ? (post.person === me ? 'to-wait' : 'to-book') : null),
    why: oneToOne ? whyDue(oneToOne, excused, asOf, words) : words.say('today.why.noPolicy'),
    next,
    supervisor: post.supervisor,
    supervisorName: post.supervisor ? nameOf(snapshot, post.supervisor) : null,
    begun: begun.get(post.id) ?? null,
    toBook,
    shifts: shiftsOf(line),
    line,
  }
}

/** Open actions that are this person's to do, the soonest first; without a date, last. */
const actionsFor = (snapshot: Snapshot, me: PersonId): readonly AgreedAction[] => {
  const byPost = new Map<PostId, ActionSource[]>()
  for (const source of [...snapshot.sessions.values(), ...snapshot.observations.values()]) {
    const sources = byPost.get(source.post)
    if (sources) sources.push(source)
    else byPost.set(source.post, [source])
  }
  return [...byPost.values()]
    .flatMap((sources) => actionsOf(sources))
    .filter((action) => action.who === me && isOpen(action) && action.what !== '')
    .sort((a, b) => ((a.by ?? '9999') < (b.by ?? '9999') ? -1 : 1))
}

/**
 * How far shifts are known: up to where the roster of every home was taken in; where none was, when the latest shift
 * that the home logged began.
 *
 * @param all of whom some may be counted by shifts
 * @returns undefined where nobody is
 */
export const shiftsUpTo = ({ settings }: Pick<Snapshot, 'settings'>, all: readonly TodayLine[]): Instant | null | undefined => {
  const lines = all.filter(({ oneToOne }) => oneToOne?.count !== undefined)
  if (lines.length === 0) return undefined
  const homes = new Set(lines.map(({ post }) => post.setting))
  const through = [...homes].flatMap((id) => settings.get(id)?.roster?.through ?? []).sort()
  if (through[0]) return through[0]
  let last: Instant | null = null
  for (const { facts } of lines) {
    for (const { status, claimed, voided, startedAt } of facts.shifts) {
      if (status === 'worked' && !claimed && !voided && (last === null || startedAt > last)) last = startedAt
    }
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
  /** How far the shifts of the others are known; undefined where nobody is counted by shifts. */
  readonly shiftsUpTo: Instant | null | undefined
}

/** Whether a person answers for others: manages a setting, or supervises a current post. */
export const answersForOthers = (snapshot: Snapshot, me: PersonId, asOf: PlainDate): boolean =>
  [...snapshot.settings.values()].some(({ managers }) => managers.includes(me)) ||
  [...snapshot.posts.values()].some((post) => post.supervisor === me && isCurrent(post, asOf))

/** When the reader said that they are overdue, where no session was held since. */
export const askedAt = ({ post, facts }: TodayLine): Instant | null =>
  post.asked && post.asked.on > (lastHeldOn(facts) ?? '') ? post.asked.at : null

/**
 * @param me   the person reading
 * @param asOf the London day
 */
export const todayView = (snapshot: Snapshot, me: PersonId, asOf: PlainDate, words: Words): TodayView => {
  const lines = todayOf(snapshot, asOf)
  const managed = [...snapshot.settings.values()].filter(({ managers }) => managers.includes(me))
  const manages = new Set(managed.map(({ id }) => id))
  const reader: Reader = { snapshot, me, asOf, words, manages }
  const begun = begunBy(snapshot, me)
  const inWords = (line: TodayLine): PostLine => postLine(line, begun, reader)
  const mine = ({ post }: TodayLine): boolean => post.person === me
  const others = lines.filter((line) => !mine(line) && (manages.has(line.post.setting) || line.post.supervisor === me))
  return {
    own: lines.filter(mine).map(inWords),
    people: answersForOthers(snapshot, me, asOf) ? others.map(inWords) : null,
    place: managed.length === 1 ? (managed[0]?.name ?? null) : null,
    todos: todosOf(lines, reader),
    actions: actionsFor(snapshot, me),
    shiftsUpTo: shiftsUpTo(snapshot, others),
  }
}
