/** What waits for the reader because of a post: today's session, a new date to find, what its policy asks, who has asked. */
import { inForce } from '../../domain/planned.ts'
import { type Obligation, type TrackName } from '../../domain/policy/obligation.ts'
import { type PostState } from '../../domain/records/record.ts'
import { lastHeldOn, type TodayLine } from '../../domain/today.ts'
import { packOn } from '../../domain/adopted.ts'
import { type Snapshot } from '../../queries/device.ts'
import { hrefOf } from '../addresses.ts'
import { whatIs } from '../why.tsx'
import { calledOff } from './dates.ts'
import { knownAs } from './names.ts'
import { type Reader, type Todo } from './todo.ts'
import { policyText } from './why-due.ts'

const whyOf = (post: PostState, one: Obligation, snapshot: Snapshot): Pick<Todo, 'why'> => ({
  why: { post: post.id, one, name: knownAs(snapshot, post.person) },
})

/** Sessions of today, begun ones aside: those the supervisor carries on with. */
const ofToday = ({ post, planned }: TodayLine, { snapshot, me, asOf, words: { say } }: Reader): Todo[] => {
  const mine = post.person === me
  if (!mine && post.supervisor !== me) return []
  const other = mine ? post.supervisor : post.person
  return planned
    .filter(({ on, session }) => on === asOf && (mine || !session || !snapshot.sessions.get(session)?.fields['when.start']))
    .map(({ on, at, session }): Todo => {
      const ahead = session ? hrefOf('prepare', { recordId: session }) : hrefOf('person', { postId: post.id })
      const meta = at === null ? say('today.todo.todayNoTime') : say('today.todo.todayText', { time: at })
      return {
        id: `today ${session ?? post.id}`,
        kind: 'today',
        title: say('today.todo.today', { name: other ? knownAs(snapshot, other) : '—' }),
        meta: mine ? say('today.todo.todayPrepare', { when: meta }) : meta,
        href: mine ? ahead : hrefOf('start', { postId: post.id }),
        on,
      }
    })
}

/** "I am overdue", said since the last session: to the supervisor and to whoever manages the home (SEF-5.10). */
const asked = (line: TodayLine, { snapshot, me, asOf, words: { say, day } }: Reader): Todo[] => {
  const { post, planned } = line
  if (!post.asked || post.asked.on <= (lastHeldOn(line.facts) ?? '')) return []
  const next = planned.find(({ on }) => on >= asOf)
  const when = day(post.asked.on, asOf)
  const meta = next
    ? say('today.todo.askedNext', { day: when, next: day(next.on, asOf) })
    : say('today.todo.askedNone', { day: when })
  const supervises = post.supervisor === me
  return [
    {
      id: `asked ${post.id}`,
      kind: 'asked',
      title: say('today.todo.asked', { name: knownAs(snapshot, post.person) }),
      meta,
      href: supervises ? hrefOf('planSession', { postId: post.id }) : hrefOf('person', { postId: post.id }),
      on: post.asked.on,
    },
  ]
}

const toRebook = ({ post, toRebook: sessions, others }: TodayLine, { snapshot, asOf, words }: Reader): Todo[] =>
  sessions.map(({ id, off, plannedFor }): Todo => {
    const { say, day } = words
    const state = snapshot.sessions.get(id)
    const last = off.at(-1)
    const what = last && state ? calledOff(last, state, snapshot, asOf, words) : day(plannedFor, asOf)
    // Of a session called off more than once, each time but the first has a number of its own.
    const by = others.find(({ track, key }) => track === 'rearrange' && key?.split('.', 1)[0] === id)
    const why = last?.kind === 'missed' ? say('today.todo.rebookMissed', { what }) : say('today.todo.rebookCancelled', { what })
    return {
      id: `rebook ${id}`,
      kind: 'rebook',
      title: say('today.todo.rebook', { name: knownAs(snapshot, post.person) }),
      meta: by?.due ? say('today.todo.rebookBy', { why, day: day(by.due, asOf), rule: by.rule }) : why,
      href: hrefOf('move', { recordId: id }),
      on: by?.due ?? plannedFor,
      ...(by?.due ? whyOf(post, by, snapshot) : {}),
    }
  })

/** What is asked of a supervisor, once it is soon. */
const PRESSING: ReadonlySet<Obligation['state']> = new Set(['due-soon', 'due', 'overdue', 'escalate'])
const pressing = ({ others }: TodayLine, track: TrackName): Obligation | undefined =>
  others.find((one) => one.track === track && PRESSING.has(one.state))

const OBLIGED = ['draw-up', 'review', 'plan-observation'] as const

const TRACK_OF = {
  'draw-up': 'agreement',
  review: 'agreement-review',
  'plan-observation': 'observation',
} as const satisfies Record<(typeof OBLIGED)[number], TrackName>

/** Where what a policy asks is done; null where it is under way, or the policy has no form for it. */
const placeOf = (kind: (typeof OBLIGED)[number], line: TodayLine, { snapshot, me, asOf }: Reader): string | null => {
  const { post, facts } = line
  const setting = snapshot.settings.get(post.setting)
  const has = (record: 'agreement' | 'observation'): boolean =>
    setting !== undefined && packOn(snapshot.packs, setting, asOf)?.forms.some((form) => form.record === record) === true
  if (kind === 'plan-observation') {
    const underWay = facts.observations.some(({ status }) => status === 'planned' || status === 'begun')
    return underWay || !has('observation') ? null : hrefOf('planObservation', { postId: post.id })
  }
  const drafted = facts.agreements.some(
    ({ status, supervisor }) => (status === 'draft' || status === 'part-signed') && supervisor === me,
  )
  if (drafted || !has('agreement')) return null
  const agreement = kind === 'review' ? inForce(facts.agreements, asOf) : null
  // The agreement with an earlier supervisor is not the present one's to review: they draw up their own.
  return agreement?.supervisor === me
    ? hrefOf('agreement', { recordId: agreement.id })
    : hrefOf('drawUp', { postId: post.id })
}

const obliged = (line: TodayLine, reader: Reader): Todo[] => {
  const { snapshot, asOf, words } = reader
  const { say, day } = words
  const { post } = line
  return OBLIGED.flatMap((kind): Todo[] => {
    const obligation = pressing(line, TRACK_OF[kind])
    const href = obligation && placeOf(kind, line, reader)
    if (!href) return []
    const { due, rule, reasons } = obligation
    const because = reasons[0] ? policyText(reasons[0].says, words) : ''
    const late = due !== null && due < asOf
    const values = { because, rule, day: due === null ? '' : day(due, asOf) }
    const meta =
      due === null ? say('today.todo.noDate', values) : late ? say('today.todo.wasDue', values) : say('today.todo.isDue', values)
    const title = say(`today.todo.${kind}`, { name: knownAs(snapshot, post.person) })
    const why = due === null ? {} : whyOf(post, obligation, snapshot)
    return [{ id: `${kind} ${post.id}`, kind, title, meta, href, on: due, ...why }]
  })
}

/** What is not done on a page of its own, but written down once it was: cover is for whoever manages the home to find. */
const WRITTEN_DOWN: ReadonlySet<TrackName> = new Set<TrackName>([
  'group',
  'quota',
  'supervision-observed',
  'record-audit',
  'case',
  'oversight',
  'training',
  'appraisal',
  'self-evaluation',
  'asye-review',
  'three-way',
])

/** One line for all of it, with the date of what is due first; what has no date stays on the person's page. */
const also = ({ post, others }: TodayLine, tracks: ReadonlySet<TrackName>, { snapshot, asOf, words }: Reader): Todo[] => {
  const { say, day, list } = words
  const dated = others
    .flatMap((one) => (tracks.has(one.track) && one.due !== null && PRESSING.has(one.state) ? [{ ...one, due: one.due }] : []))
    .sort((a, b) => (a.due < b.due ? -1 : 1))
  const [first] = dated
  if (first === undefined) return []
  const what = list(dated.map((one) => whatIs(one, words) ?? ''))
  const because = first.reasons[0] ? policyText(first.reasons[0].says, words) : ''
  const values = { because, rule: first.rule, day: day(first.due, asOf) }
  const href = hrefOf('person', { postId: post.id })
  const title = say('today.todo.also', { name: knownAs(snapshot, post.person), what })
  const meta = say(first.due < asOf ? 'today.todo.wasDue' : 'today.todo.isDue', values)
  return [{ id: `also ${first.track} ${post.id}`, kind: 'also', title, meta, href, on: first.due, ...whyOf(post, first, snapshot) }]
}

const COVER: ReadonlySet<TrackName> = new Set<TrackName>(['cover'])

/** What waits because of one post, for its supervisor, the home's manager or the person themselves. */
export const todosOfPost = (line: TodayLine, reader: Reader): readonly Todo[] => {
  const { post } = line
  const { me, manages } = reader
  const supervises = (of: PostState): boolean => of.supervisor === me
  const answers = post.person !== me && (supervises(post) || manages.has(post.setting))
  return [
    ...ofToday(line, reader),
    ...(answers ? asked(line, reader) : []),
    ...(supervises(post) ? [...toRebook(line, reader), ...obliged(line, reader), ...also(line, WRITTEN_DOWN, reader)] : []),
    ...(manages.has(post.setting) && post.person !== me ? also(line, COVER, reader) : []),
  ]
}
