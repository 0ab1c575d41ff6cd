/**
 * Everything that happened in one post, newest first: from the facts for who manages the home, and beside them from the
 * whole records for the two whose file it is (SEF-9, K8).
 */
import { type Instant, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type AgreementFacts, type ObservationFacts, type OffFacts, type SessionFacts } from '../../domain/facts.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type PostState, type SignableState } from '../../domain/records/record.ts'
import { packOn } from '../../domain/adopted.ts'
import { type Snapshot } from '../../queries/device.ts'
import { allSignatures } from '../../queries/signing.ts'
import { type TimelineItem } from '../../ui/timeline.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { inLanguage } from '../../words/answers.ts'
import { dayOfEvent, happenedInWords } from './happened.ts'

export const MOMENT_KINDS = ['sessions', 'agreements', 'observations', 'post'] as const
export type MomentKind = (typeof MOMENT_KINDS)[number]

export interface Moment extends Omit<TimelineItem, 'body'> {
  readonly kind: MomentKind
  /** Sorts days and times together. */
  readonly order: string
  /** Words a person wrote about it. */
  readonly note?: string
  /** Where the record is read, if it is on this device. */
  readonly href?: string
}

interface Teller {
  readonly snapshot: Snapshot
  readonly asOf: PlainDate
  readonly words: Words
  readonly nameOf: (person: PersonId) => string
}

interface Told {
  readonly kind: MomentKind
  readonly id: string
  readonly title: string
  /** A day, or the moment it was done. */
  readonly on: PlainDate | Instant
  /** Of several things of one day, the later first. */
  readonly step?: number
  readonly by?: PersonId
  readonly note?: string
  readonly href?: string | undefined
}

const isInstant = (on: PlainDate | Instant): on is Instant => on.length > 'YYYY-MM-DD'.length

const moment = ({ asOf, words, nameOf }: Teller, { on, step = 0, by, note, href, ...rest }: Told): Moment => ({
  ...rest,
  order: isInstant(on) ? `${londonDay(on)} 5 ${on}` : `${on} ${step}`,
  when: isInstant(on) ? words.dayAndTime(on, asOf) : words.day(on, asOf),
  dateTime: on,
  ...(by ? { by: words.say('people.history.by', { name: nameOf(by) }) } : {}),
  ...(note ? { note } : {}),
  ...(href ? { href } : {}),
})

const reasonOf = ({ kind, reason }: OffFacts, pack: PolicyPack | undefined, { words }: Teller): string => {
  if (kind === 'missed') return words.say(reason === 'supervisor' ? 'people.history.bySupervisor' : 'people.history.bySupervisee')
  const label = pack?.cancelReasons.find(({ key }) => key === reason)?.label
  return label ? inLanguage(label, words.lang) : ''
}

const ofSession = (facts: SessionFacts, teller: Teller): readonly Moment[] => {
  const { say, day } = teller.words
  const { id, heldOn, sharedOn, supervisor, minutes, status } = facts
  const setting = teller.snapshot.settings.get(facts.setting)
  const href = teller.snapshot.sessions.has(id) && heldOn ? hrefOf('read', { recordId: id }) : undefined
  const told: Told[] = facts.off.flatMap((off, index): Told[] => {
    const title = say(off.kind === 'missed' ? 'people.history.missed' : 'people.history.cancelled', { day: day(off.plannedFor, teller.asOf) })
    const called: Told = { kind: 'sessions', id: `${id} off ${index}`, title, on: off.on, step: 1, note: reasonOf(off, setting && packOn(teller.snapshot.packs, setting, off.on), teller) }
    if (!off.rebookedOn || !off.rebookedFor) return [called]
    const moved = say('people.history.moved', { day: day(off.rebookedFor, teller.asOf) })
    return [called, { kind: 'sessions', id: `${id} moved ${index}`, title: moved, on: off.rebookedOn, step: 2 }]
  })
  if (heldOn) {
    const title = say(status === 'void' ? 'people.history.heldVoid' : 'people.history.held', {
      name: teller.nameOf(supervisor),
      duration: teller.words.duration(minutes ?? 0),
    })
    told.push({ kind: 'sessions', id: `${id} held`, title, on: heldOn, step: 3, href })
  }
  if (sharedOn) told.push({ kind: 'sessions', id: `${id} shared`, title: say('people.history.shared'), on: sharedOn, step: 4 })
  return told.map((each) => moment(teller, each))
}

const ofAgreement = (facts: AgreementFacts, teller: Teller): readonly Moment[] => {
  const { say } = teller.words
  const { id, drawnUpOn, signedOn, reviewedOn, supervisor } = facts
  const href = teller.snapshot.agreements.has(id) ? hrefOf('agreement', { recordId: id }) : undefined
  const kind = 'agreements'
  const told: Told[] = [
    { kind, id: `${id} drawn up`, title: say(facts.follows ? 'people.history.amended' : 'people.history.drawnUp'), on: drawnUpOn, by: supervisor, href: signedOn ? undefined : href },
    ...(signedOn ? [{ kind, id: `${id} signed`, title: say('people.history.inForce'), on: signedOn, step: 6, href } as const] : []),
    ...(reviewedOn ? [{ kind, id: `${id} reviewed`, title: say('people.history.reviewed'), on: reviewedOn, step: 2 } as const] : []),
  ]
  return told.map((each) => moment(teller, each))
}

const ofObservation = (facts: ObservationFacts, teller: Teller): readonly Moment[] => {
  const { say } = teller.words
  const { id, observedOn, revealedOn, supervisor, status } = facts
  const href = teller.snapshot.observations.has(id) ? hrefOf('observation', { recordId: id }) : undefined
  const kind = 'observations'
  const seen = say(status === 'void' ? 'people.history.observedVoid' : 'people.history.observed')
  const told: Told[] = [
    ...(observedOn ? [{ kind, id: `${id} observed`, title: seen, on: observedOn, step: 3, by: supervisor, href } as const] : []),
    ...(revealedOn ? [{ kind, id: `${id} revealed`, title: say('people.history.revealed'), on: revealedOn, step: 4 } as const] : []),
  ]
  return told.map((each) => moment(teller, each))
}

const KIND = { session: 'sessions', agreement: 'agreements', observation: 'observations' } as const

/** What only the two have: who signed when and with what words, what was added, referred, made void. */
const ofWhole = (state: SignableState, teller: Teller): readonly Moment[] => {
  const { say } = teller.words
  const kind = KIND[state.kind]
  const what = say(`people.history.the.${state.kind}`)
  const told: Told[] = [
    ...allSignatures(state).map(({ act, at, by, sign }): Told => {
      const title = say(`people.history.sign.${sign.answer}`, { name: teller.nameOf(by), what })
      return { kind, id: act, title, on: at, note: sign.comment ?? '' }
    }),
    ...state.addenda.map(({ act, at, by }): Told => ({ kind, id: act, title: say('people.history.addendum', { what }), on: at, by })),
    ...state.referrals.flatMap(({ act, at, by, name, about, resolved }): Told[] => [
      { kind, id: act, title: say('people.history.referred', { what, name }), on: at, by, note: about },
      ...(resolved ? [{ kind, id: resolved.act, title: say('people.history.resolved', { what }), on: resolved.at, by: resolved.by, note: resolved.text }] : []),
    ]),
  ]
  const { voided } = state
  if (voided) told.push({ kind, id: voided.act, title: say('people.history.void', { what }), on: voided.at, by: voided.by, note: voided.note })
  return told.map((each) => moment(teller, each))
}

const ofPost = (post: PostState, teller: Teller): readonly Moment[] => {
  const { say, day } = teller.words
  const { nameOf, asOf } = teller
  const place = teller.snapshot.settings.get(post.setting)?.name ?? '—'
  const kind = 'post'
  const told: Told[] = [
    { kind, id: `${post.id} from`, title: say('people.history.started', { title: post.title, place }), on: post.from },
    ...(post.until ? [{ kind, id: `${post.id} until`, title: say('people.history.ended', { title: post.title, place }), on: post.until, step: 6 } as const] : []),
    ...post.earlierSupervisors.map(({ supervisor, until }, index): Told => {
      const next = post.earlierSupervisors[index + 1]?.supervisor ?? post.supervisor
      const title = say('people.history.supervisor', { before: nameOf(supervisor), after: next ? nameOf(next) : '—' })
      return { kind, id: `${post.id} supervisor ${index}`, title, on: until, step: 1 }
    }),
    ...post.leave.map(({ id, at, by, from, until }): Told => {
      const title = say('people.history.leave', { from: day(from, asOf), until: day(until, asOf) })
      return { kind, id, title, on: at, by }
    }),
    ...post.happened.map(({ happened, event, by }): Told => {
      const title = event.type === 'absence' ? happenedInWords(event, asOf, teller.words) : say(`people.happened.${event.type}`)
      return { kind, id: happened, title, on: dayOfEvent(event), by }
    }),
    ...(post.asked ? [{ kind, id: post.asked.act, title: say('people.history.asked', { name: nameOf(post.person) }), on: post.asked.at, note: post.asked.note } as const] : []),
  ]
  return told.map((each) => moment(teller, each))
}

/**
 * The life of one post.
 *
 * @returns newest first; of records that are here only as facts, dates alone
 */
export const historyOf = (snapshot: Snapshot, post: PostState, asOf: PlainDate, words: Words): readonly Moment[] => {
  const nameOf = (person: PersonId): string => snapshot.people.get(person)?.name ?? '—'
  const teller: Teller = { snapshot, asOf, words, nameOf }
  const here = <T extends { readonly post: PostState['id'] }>(all: Iterable<T>): readonly T[] => [...all].filter((each) => each.post === post.id)
  const whole = [...snapshot.sessions.values(), ...snapshot.agreements.values(), ...snapshot.observations.values()]
  return [
    ...here(snapshot.sessionFacts.values()).flatMap((each) => ofSession(each, teller)),
    ...here(snapshot.agreementFacts.values()).flatMap((each) => ofAgreement(each, teller)),
    ...here(snapshot.observationFacts.values()).flatMap((each) => ofObservation(each, teller)),
    ...here(whole).flatMap((each) => ofWhole(each, teller)),
    ...ofPost(post, teller),
  ].sort((a, b) => (a.order < b.order ? 1 : a.order > b.order ? -1 : 0))
}
