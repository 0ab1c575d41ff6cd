/** What waits in the records that two people sign: sessions, agreements, observations. */
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { type SignRole } from '../../domain/records/deeds/signed.ts'
import { observationStatusOf, offOf } from '../../domain/records/status.ts'
import { type Off, type ObservationState, type SessionState, type SignableState } from '../../domain/records/record.ts'
import { type TodayLine } from '../../domain/today.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type MessageId } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { calledOff, dateAndTime } from './dates.ts'
import { knownAs } from './names.ts'
import { type Reader, type Todo, type TodoKind } from './todo.ts'

/** A record, how the reader stands to it, and how its todos are made. */
interface Matter<State extends SignableState> {
  readonly state: State
  readonly role: SignRole
  /** The first name of the other of the two. */
  readonly other: string
  /** "session with Sam" */
  readonly about: string
  /** Where the record is read and signed. */
  readonly place: string
  readonly reader: Reader
  readonly todo: (kind: TodoKind, title: string, meta: string, rest?: Partial<Todo>) => Todo
}

/** A record of an earlier supervisor is not the present one's to act on. */
const roleOf = (state: SignableState, { snapshot, me }: Reader): SignRole | null => {
  if (state.supervisee === me) return 'supervisee'
  const present = state.kind === 'observation' || snapshot.posts.get(state.post)?.supervisor === me
  return state.supervisor === me && present ? 'supervisor' : null
}

const ABOUT = {
  session: { supervisor: 'today.about.session', supervisee: 'today.about.session' },
  agreement: { supervisor: 'today.about.agreement', supervisee: 'today.about.agreement' },
  observation: { supervisor: 'today.about.observation', supervisee: 'today.about.observed' },
} as const satisfies Record<SignableState['kind'], Record<SignRole, MessageId>>

const matterOf = <State extends SignableState>(state: State, role: SignRole, reader: Reader): Matter<State> => {
  const { snapshot, words } = reader
  const { id: recordId, kind } = state
  const other = knownAs(snapshot, role === 'supervisor' ? state.supervisee : state.supervisor)
  const place =
    kind === 'session' ? hrefOf(role === 'supervisor' ? 'check' : 'read', { recordId }) : hrefOf(kind, { recordId })
  return {
    state,
    role,
    other,
    about: words.say(ABOUT[kind][role], { name: other }),
    place,
    reader,
    todo: (todoKind, title, meta, rest) => ({
      id: `${todoKind} ${recordId}`,
      kind: todoKind,
      title,
      meta,
      href: place,
      on: null,
      ...rest,
    }),
  }
}

/** The day a record is of, and that in words: "Held Wed 10 June." Null while there is nothing to sign. */
const dayOf = (state: SignableState, { asOf, words: { say, day } }: Reader): { on: PlainDate; said: string } | null => {
  switch (state.kind) {
    case 'session':
      return state.held && { on: state.held.on, said: say('today.when.held', { day: day(state.held.on, asOf) }) }
    case 'agreement':
      return { on: state.drawnUpOn, said: say('today.when.drawnUp', { day: day(state.drawnUpOn, asOf) }) }
    case 'observation':
      return state.revealed && state.observed
        ? { on: state.observed.on, said: say('today.when.observed', { day: day(state.observed.on, asOf) }) }
        : null
    default:
      return unreachable(state)
  }
}

/** A disagreement that nobody has settled yet (SEF-8.4). */
const disagreement = ({ state, role, about, other, reader, todo }: Matter<SignableState>): Todo[] => {
  const { me, asOf, words: { say, day } } = reader
  const title = say('today.todo.disagreement', { about })
  const open = state.referrals.find(({ resolved }) => !resolved)
  if (open) {
    const values = { name: open.name, day: day(open.on, asOf) }
    const mine = open.to === null && role === 'supervisor'
    const meta = mine ? say('today.todo.disagreementYours', values) : say('today.todo.disagreementWith', values)
    return [todo(mine ? 'referral' : 'disagreement', title, meta, { on: open.on })]
  }
  const against = state.signatures.find(({ sign }) => sign.answer === 'disagree')
  if (!against || state.referrals.length > 0) return []
  const meta = against.by === me ? say('today.todo.disagreed') : say('today.todo.disagreedBy', { name: other })
  return [todo('disagreement', title, meta, { on: against.sign.on })]
}

/** Versions to choose from, responses to answer, signatures to give. */
const toSign = (matter: Matter<SignableState>, lines: readonly TodayLine[]): Todo[] => {
  const { state, role, other, about, reader, todo } = matter
  const { me, asOf, words: { say, day } } = reader
  const todos: Todo[] = []
  const competing = Object.keys(state.competing).length
  if (competing > 0) {
    const href = state.kind === 'session' ? hrefOf('session', { recordId: state.id }) : matter.place
    const meta = say('today.todo.competingText', { count: competing })
    todos.push(todo('competing', say('today.todo.competing', { about }), meta, { href }))
  }
  const mine = state.signatures.find(({ by, sign }) => by === me && sign.role === role)
  const theirs = state.signatures.find(({ sign }) => sign.role !== role)
  const apart = mine && theirs && mine.sign.contentHash !== theirs.sign.contentHash
  const undone = !mine && state.unsetSignatures.some(({ by, because }) => by === me && because === 'edited-after')
  const unset = apart || undone
  if (unset) todos.push(todo('unset', say('today.todo.unset', { about }), say('today.todo.unsetText')))
  const unanswered = state.responses.filter(({ answer }) => !answer)
  const [asked] = unanswered
  if (role === 'supervisor' && asked) {
    const values = { name: other, day: day(asked.on, asOf) }
    const change = unanswered.some(({ ask }) => ask === 'change')
    const meta = change ? say('today.todo.answerChange', values) : say('today.todo.answerComment', values)
    return [...todos, todo('answer', say('today.todo.answer', { about, name: other }), meta, { on: asked.on })]
  }
  const when = dayOf(state, reader)
  if (mine || unset || !when) return todos
  const { on, said } = when
  if (role === 'supervisor' && !state.shared && !theirs) {
    if (state.kind !== 'session') {
      return [...todos, todo('finish', say('today.todo.finish', { about }), say('today.todo.finishText', { when: said }), { on })]
    }
    const by = lines.flatMap(({ unshared }) => unshared).find(({ key }) => key === state.id)
    const meta = by?.due
      ? say('today.todo.shareText', { day: day(on, asOf), due: day(by.due, asOf), rule: by.rule })
      : say('today.todo.shareNoDate', { day: day(on, asOf) })
    const why = by?.due ? { why: { post: state.post, one: by, name: other } } : {}
    return [...todos, todo('share', say('today.todo.share', { about }), meta, { on, ...why })]
  }
  // Whoever asked for a change waits for the answer before they sign.
  if (!(state.shared || theirs) || unanswered.some(({ ask }) => ask === 'change')) return todos
  if (role === 'supervisee' && state.responses.some(({ answer }) => answer)) {
    const meta = say('today.todo.answeredText', { name: other })
    return [...todos, todo('answered', say('today.todo.answered', { about }), meta, { on })]
  }
  const meta = theirs
    ? say('today.todo.signText', { when: said, other })
    : say('today.todo.signFirstText', { when: said })
  return [...todos, todo('sign', say('today.todo.sign', { about }), meta, { on })]
}

/** How long a person is told that their session was called off or moved. */
const TOLD_DAYS = 7

/** The supervisee is told what the supervisor did to their session; what they cancelled themselves, they know (SEF-3.3). */
const told = ({ state, other, reader, todo }: Matter<SessionState>): Todo[] => {
  const { me, asOf, words, snapshot } = reader
  const { say, day } = words
  const last = state.off.at(-1)
  if (!last) return []
  const { rebooked } = last
  const since = rebooked ? rebooked.on : last.on
  if (addDays(since, TOLD_DAYS) < asOf || (!rebooked && last.by === me)) return []
  const from = day(last.plannedFor, asOf)
  if (rebooked) {
    if (rebooked.for < asOf) return []
    const to = dateAndTime({ on: rebooked.for, at: state.at }, asOf, words)
    const meta = say('today.todo.movedText', { from, to })
    return [todo('called-off', say('today.todo.moved', { name: other }), meta, { href: hrefOf('prepare', { recordId: state.id }), on: since })]
  }
  const meta = say('today.todo.calledOffText', { what: calledOff(last, state, snapshot, asOf, words), name: other })
  const href = hrefOf('person', { postId: state.post })
  return [todo('called-off', say(`today.todo.${last.kind satisfies Off['kind']}`, { name: other }), meta, { href, on: since })]
}

const beforeHeld = (matter: Matter<SessionState>): Todo[] => {
  const { state, role, about, reader, todo } = matter
  if (role === 'supervisee') return told(matter)
  const { asOf, words: { say, day } } = reader
  const begun = state.fields['when.start'] !== undefined
  if (offOf(state) || (!begun && state.plannedFor >= asOf)) return []
  const values = { day: day(state.plannedFor, asOf) }
  const meta = begun ? say('today.todo.continueText', values) : say('today.todo.notHeldText', values)
  const title = begun ? say('today.todo.continue', { about }) : say('today.todo.notHeld', { about })
  return [todo('continue', title, meta, { href: hrefOf('session', { recordId: state.id }), on: state.plannedFor })]
}

/** The visit, the supervisee's own view of it, the feedback session (SEF-App2). */
const ofObservation = ({ state, role, other, reader, todo }: Matter<ObservationState>): Todo[] => {
  const { asOf, words } = reader
  const { say, day } = words
  const { plannedFor, observed } = state
  const status = observationStatusOf(state)
  switch (status) {
    case 'planned': {
      if (plannedFor > asOf || role === 'supervisee') return []
      const when = dateAndTime({ on: plannedFor, at: state.at }, asOf, words)
      const title = say('today.todo.observe', { name: other })
      return [todo('observe', title, say('today.todo.observeText', { when }), { on: plannedFor })]
    }
    case 'begun':
      if (role === 'supervisee') return []
      return [todo('observe', say('today.todo.observeOn', { name: other }), say('today.todo.observeOnText'), { on: plannedFor })]
    case 'observed': {
      const on = observed?.on ?? plannedFor
      const values = { name: other, day: day(on, asOf) }
      return role === 'supervisee'
        ? [todo('own-view', say('today.todo.ownView'), say('today.todo.ownViewText', values), { on })]
        : [todo('feedback', say('today.todo.feedback', { name: other }), say('today.todo.feedbackText', values), { on })]
    }
    case 'revealed':
    case 'part-signed':
    case 'locked':
    case 'void':
      return []
    default:
      return unreachable(status)
  }
}

/** What waits in one record for the reader, if it is one of theirs. */
export const todosOfRecord = (state: SignableState, reader: Reader, lines: readonly TodayLine[]): readonly Todo[] => {
  const role = state.voided ? null : roleOf(state, reader)
  if (!role) return []
  const matter = matterOf<SignableState>(state, role, reader)
  const apart = disagreement(matter)
  if (state.locked) return apart
  const own =
    state.kind === 'session' && !state.held
      ? beforeHeld(matterOf(state, role, reader))
      : state.kind === 'observation'
        ? ofObservation(matterOf(state, role, reader))
        : []
  return [...toSign(matter, lines), ...own, ...apart]
}
