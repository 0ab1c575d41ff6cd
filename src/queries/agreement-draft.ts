/**
 * Drawing up a supervision agreement (SEF-8.0, SEF-App1.1): what the policy, the post and the agreement before it fill in,
 * so that the two only change what is not right.
 */
import { addMonths, type PlainDate } from '../domain/dates.ts'
import { type PersonId, type PostId, RecordId } from '../domain/ids.ts'
import { type Json } from '../domain/json.ts'
import { inForce } from '../domain/planned.ts'
import { addDuration, type Duration, Interval } from '../domain/policy/durations.ts'
import { type Facts } from '../domain/policy/facts.ts'
import { AgreedDates, NamedManager } from '../domain/policy/answer.ts'
import { type Field, type Form } from '../domain/policy/form.ts'
import { type PolicyInput } from '../domain/policy/matter.ts'
import { obligations } from '../domain/policy/obligations.ts'
import { type Obligation } from '../domain/policy/obligation.ts'
import { type PolicyPack } from '../domain/policy/pack.ts'
import { holds } from '../domain/policy/predicate.ts'
import { type FieldName, type Patch, type Pins } from '../domain/records/deeds/common.ts'
import { formOf, sectionsFor } from '../domain/records/forms.ts'
import { factsOf, policyInputOf } from '../domain/records/policy-input.ts'
import { type AgreementState, type PostState, type SettingState } from '../domain/records/record.ts'
import { isBlank } from '../domain/records/content.ts'
import { factsOfPost, ofPost } from '../domain/today.ts'
import { packFor, pinnedOn } from '../domain/adopted.ts'
import { unreachable } from '../domain/unreachable.ts'
import { commonTime, type DatesMatter, datesMatterOf, datesRound, proposedYear, usualTimeOf } from './agreement-dates.ts'
import { type Device, type NewAct, type Snapshot } from './device.ts'
import { newPins } from './planned-session.ts'

/** The interval and the length where the policy says none. */
const MONTHLY = Interval.parse('P1M')
const AN_HOUR = 60

/** What an agreement is drawn up from. */
export interface DraftMatter {
  readonly snapshot: Snapshot
  readonly post: PostState & { readonly supervisor: PersonId }
  readonly pack: PolicyPack
  readonly form: Form
  readonly facts: Facts
  readonly asOf: PlainDate
  /** The one-to-one that the policy would ask for after one on that day; null where it asks for none. */
  readonly next: Obligation | null
  readonly dates: DatesMatter
  /** The agreement that this one amends, or takes the place of. */
  readonly follows: AgreementState | null
}

/** Why no agreement can be drawn up here. */
export type NoAgreement = 'post-unknown' | 'not-the-supervisor' | 'no-policy'

interface Place {
  readonly post: DraftMatter['post']
  readonly setting: SettingState
}

const placeOf = (snapshot: Snapshot, postId: PostId): Place | null => {
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  return post && setting && post.supervisor !== null ? { post: { ...post, supervisor: post.supervisor }, setting } : null
}

const oneToOneOf = (pack: PolicyPack, input: PolicyInput): Obligation | null =>
  obligations(pack, input).find(({ track }) => track === 'one-to-one') ?? null

const matterAt = (
  snapshot: Snapshot,
  { post, setting }: Place,
  pins: Pins,
  asOf: PlainDate,
  follows: RecordId | null,
): DraftMatter | null => {
  const pack = packFor(snapshot.packs, pins)
  const form = pack && formOf(pack, pins)
  if (!pack || !form) return null
  const facts = factsOf(post, setting)
  const known = factsOfPost(snapshot, post.id, asOf)
  const by = pinnedOn(pack, setting, asOf)
  const input = { ...policyInputOf(post, setting, known, asOf), settings: by.settings }
  // An interval that held for a starter years ago may still be the one that is overdue: what is agreed begins now.
  const next = oneToOneOf(by.pack, { ...input, events: [...input.events, { type: 'one-to-one', on: asOf }] })
  const anchor = oneToOneOf(by.pack, input)?.reasons[0]?.anchor ?? facts.supervisedSince ?? facts.employedOn
  return {
    snapshot,
    post,
    pack,
    form,
    facts,
    asOf,
    next,
    dates: datesMatterOf(snapshot, post, setting, anchor, asOf),
    follows: (follows && snapshot.agreements.get(follows)) ?? null,
  }
}

/** What a draft that there is was drawn up from; null where its policy or its post is not here. */
export const draftMatterOf = (snapshot: Snapshot, state: AgreementState): DraftMatter | null => {
  const place = placeOf(snapshot, state.post)
  return place && matterAt(snapshot, place, state.pins, state.drawnUpOn, state.follows)
}

/** The longest interval that the policy allows the person from now on; null where it says none. */
export const policyEvery = ({ next, asOf }: Pick<DraftMatter, 'next' | 'asOf'>): Duration | null => {
  const [first, ...others] = next?.reasons ?? []
  const intervals = (first?.kind === 'count' ? others : first ? [first] : []).flatMap(({ every }) => Interval.safeParse(every).data ?? [])
  // A rule that counts shifts has no interval of its own: the others that hold, such as its backstop, bound it.
  return intervals.reduce<Duration | null>(
    (shortest, every) => (shortest !== null && addDuration(asOf, shortest) <= addDuration(asOf, every) ? shortest : every),
    null,
  )
}

/** The interval to begin with: the policy's, or the next shorter one that the form offers. */
const everyToOffer = (matter: DraftMatter, options: readonly Duration[]): Duration | undefined => {
  const end = (every: Duration): PlainDate => addDuration(matter.asOf, every)
  const most = end(policyEvery(matter) ?? MONTHLY)
  const sorted = [...options].sort((a, b) => (end(a) < end(b) ? -1 : 1))
  return sorted.findLast((option) => end(option) <= most) ?? sorted[0]
}

/** The length to begin with: the policy's minimum or an hour, or the next longer one that the form offers. */
const minutesToOffer = ({ next }: DraftMatter, options: readonly number[]): number | undefined => {
  const sorted = [...options].sort((a, b) => a - b)
  return sorted.find((option) => option >= (next?.minutes ?? AN_HOUR)) ?? sorted.at(-1)
}

/** Whom this supervisor named in the last agreement that both signed. */
const namedBefore = ({ snapshot, post, asOf }: DraftMatter): NamedManager | null => {
  const theirs = [...snapshot.agreements.values()].filter(({ supervisor }) => supervisor === post.supervisor)
  const facts = theirs.flatMap(({ id }) => snapshot.agreementFacts.get(id) ?? [])
  const last = inForce(facts, asOf)
  return last && (NamedManager.safeParse(snapshot.agreements.get(last.id)?.fields['named-manager']?.value).data ?? null)
}

/** A manager for the supervisee to go to who is not the supervisor (SEF-8.1); null where none is known here. */
const managerToName = (matter: DraftMatter): NamedManager | null => {
  const { snapshot, post } = matter
  const pair = new Set<PersonId | null>([post.supervisor, post.person])
  const managers = snapshot.settings.get(post.setting)?.managers ?? []
  const above = [...snapshot.posts.values()].filter(({ person }) => person === post.supervisor).flatMap(({ supervisor }) => supervisor ?? [])
  const person = [...managers, ...above].find((each) => !pair.has(each) && snapshot.people.has(each))
  const known = person && snapshot.people.get(person)
  if (known) return { person: known.id, name: known.name }
  const before = namedBefore(matter)
  return before && !pair.has(before.person) ? before : null
}

/** The dates of an agreement as they stand now: one that was moved is where it was moved to, one called off or held is gone. */
const datesNow = ({ sessionFacts }: Snapshot, { id, fields }: AgreementState): AgreedDates => {
  const sessions = [...sessionFacts.values()].filter(({ agreed, status }) => agreed?.agreement === id && status !== 'void')
  const made = new Map(sessions.map((session) => [session.agreed?.on, session]))
  const now = (AgreedDates.safeParse(fields['dates']?.value).data ?? []).flatMap((date): AgreedDates => {
    const session = made.get(date.on)
    if (!session) return [date]
    return session.status === 'planned' ? [{ on: session.plannedFor, at: session.at }] : []
  })
  return [...new Map(now.map((date) => [date.on, date])).values()].sort((a, b) => (a.on < b.on ? -1 : 1))
}

/** The dates to begin with: those of the agreement before it that are still to come, and the year that follows them. */
const datesToAgree = ({ snapshot, post, dates, follows, asOf }: DraftMatter, every: Duration): AgreedDates => {
  const before = follows?.supervisor === post.supervisor ? datesNow(snapshot, follows) : []
  const ahead = before.filter(({ on }) => on > asOf)
  const last = ahead.at(-1)
  const at = last ? commonTime(ahead) : usualTimeOf(snapshot, post)
  if (!last) return datesRound([], proposedYear(dates, every), every, at)
  const end = addMonths(asOf, 12)
  const later = proposedYear({ ...dates, anchor: last.on, asOf: last.on, first: null }, every).filter(({ on }) => on <= end)
  return datesRound(ahead, later, every, at)
}

const inLanguage = (text: { readonly en: string; readonly cy?: string | undefined }, lang: string): string =>
  lang === 'cy' && text.cy ? text.cy : text.en

/** What the agreement before it says; an earlier supervisor’s own words are not the present one’s. */
const valueBefore = ({ follows, post }: DraftMatter, { key, voice }: Pick<Field, 'key' | 'voice'>): Json | undefined =>
  voice === 'supervisor' && follows?.supervisor !== post.supervisor ? undefined : follows?.fields[key]?.value

/** What is filled in for one field before anybody writes in it; null for nothing. */
const filledIn = (matter: DraftMatter, field: Field, every: Duration | undefined, lang: string): Json => {
  const { pack, facts } = matter
  const before = valueBefore(matter, field)
  switch (field.type) {
    case 'text':
    case 'line': {
      if (before !== undefined && !isBlank(before)) return before
      const offered = field.prefill?.find(({ when }) => holds(when, { facts, agreed: false, residentialGroups: pack.residentialGroups }))
      return offered ? inLanguage(offered.text, lang) : null
    }
    case 'interval':
      return every ?? null
    case 'minutes':
      return field.options.find((option) => option === before) ?? minutesToOffer(matter, field.options) ?? null
    case 'manager':
      return NamedManager.safeParse(before).data ?? managerToName(matter)
    case 'dates':
      return every === undefined ? null : datesToAgree(matter, every).map(({ on, at }) => ({ on, at }))
    case 'date':
      // The day of the review is a year on; no other day is known beforehand.
      return field.key === 'review-on' ? addMonths(matter.asOf, 12) : null
    case 'choice':
      return field.options.find(({ key }) => key === before)?.key ?? null
    case 'computed':
    case 'topic':
    case 'actions':
    case 'action-updates':
    case 'number':
    case 'table':
    case 'consents':
    case 'notes':
    case 'references':
      return null
    default:
      return unreachable(field)
  }
}

/**
 * Everything that is filled in for the two, by field, in the form's order. The same again for the same day and the same
 * records, so a screen can tell what was filled in from what a person wrote.
 *
 * @param lang the language of the words that the policy offers
 */
export const prefillOf = (matter: DraftMatter, lang = 'en'): Readonly<Record<FieldName, Json>> => {
  const fields = sectionsFor(matter.form, matter.pack, matter.facts).flatMap((section) => section.fields)
  const interval = fields.find((field) => field.type === 'interval')
  const options: readonly Duration[] = interval?.options ?? []
  const before = options.find((option) => option === matter.follows?.fields[interval?.key ?? '']?.value)
  const every = before ?? everyToOffer(matter, options)
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = filledIn(matter, field, every, lang)
      return isBlank(value) ? [] : [[field.key, value] as const]
    }),
  )
}

/** The draft that this pair have open for a post; null for none. */
export const openDraftOf = (snapshot: Snapshot, postId: PostId): AgreementState | null => {
  const supervisor = snapshot.posts.get(postId)?.supervisor
  const open = [...snapshot.agreements.values()].filter(
    (state) => state.post === postId && state.supervisor === supervisor && !state.locked && !state.voided,
  )
  return open.sort((a, b) => (a.id < b.id ? 1 : -1))[0] ?? null
}

export interface DrawnUp {
  readonly recordId: RecordId
  /** The acts that make the draft, to be saved together. */
  readonly acts: readonly NewAct[]
}

/** The agreement that the new one follows, and the language of the words that are filled in. */
export interface DrawUpOptions {
  readonly follows?: RecordId | null
  readonly lang?: string
}

/** The agreement of a post that both have signed and that holds now; null for none. */
export const inForceFor = (snapshot: Snapshot, postId: PostId, asOf: PlainDate): RecordId | null =>
  inForce(ofPost(snapshot.agreementFacts, postId), asOf)?.id ?? null

/**
 * A prefilled draft of an agreement between a post's supervisor, who is signed in, and its supervisee.
 *
 * @returns its id and the acts that make it, or why it cannot be made
 */
export const drawUpActs = (
  snapshot: Snapshot,
  postId: PostId,
  device: Pick<Device, 'asOf' | 'newId'> & { readonly me: Pick<Device['me'], 'person'> },
  { follows = null, lang = 'en' }: DrawUpOptions = {},
): DrawnUp | NoAgreement => {
  const post = snapshot.posts.get(postId)
  if (!post) return 'post-unknown'
  const place = placeOf(snapshot, postId)
  if (post.supervisor !== device.me.person) return 'not-the-supervisor'
  const on = device.asOf()
  const pins = place && newPins(snapshot.packs, place.setting, 'agreement', on)
  const matter = pins && matterAt(snapshot, place, pins, on, follows)
  if (!matter) return 'no-policy'
  const recordId = RecordId.parse(device.newId())
  const { id, setting, person, supervisor } = matter.post
  const patch: Patch = Object.fromEntries(Object.entries(prefillOf(matter, lang)).map(([field, value]) => [field, { value, from: null }]))
  const record = { recordId, kind: 'agreement' } as const
  return {
    recordId,
    acts: [
      { ...record, type: 'agreement.draw-up', payload: { post: id, setting, supervisee: person, supervisor, follows, on, pins } },
      ...(Object.keys(patch).length > 0 ? [{ ...record, type: 'fields.edit', patch } as const] : []),
    ],
  }
}
