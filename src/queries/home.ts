/**
 * Managing a home: the acts that add people and posts, change or end them, and what each of them would change, worked out
 * by the same fold and the same engine before anything is saved (SEF-2.5, SEF-3.17, SEF-9, SEF-10). Pure.
 */
import { addDays, type Instant, type PlainDate } from '../domain/dates.ts'
import { type ActId, PersonId, PostId, type RecordId } from '../domain/ids.ts'
import { type Obligation } from '../domain/policy/obligation.ts'
import { type PersonName } from '../domain/projections.ts'
import { actionsOf, isOpen } from '../domain/records/actions.ts'
import { type Deed, type RecordAct } from '../domain/records/acts.ts'
import { type PersonAdd, type PostAmend, type PostEnd, type PostStart, type PostSupervise } from '../domain/records/deeds/home.ts'
import { foldPost } from '../domain/records/home.ts'
import { type FileState, type PostState } from '../domain/records/record.ts'
import { factsOfPost, obligationsOfPost, ofPost } from '../domain/today.ts'
import { fileId } from '../protocol/derived-ids.ts'
import { type Device, type NewAct, type Snapshot } from './device.ts'
import { newPins } from './planned-session.ts'

/** A post that is about to start; its staff number is the person's own unless the roster writes another. */
export type PostDraft = Omit<PostStart, 'person' | 'until' | 'staffNumber'>

/** Somebody is about to have a post. */
export interface Joining {
  /** Somebody who is here already, or who is added with it. */
  readonly person: PersonId | PersonAdd
  readonly post: PostDraft
  readonly staffNumber: string | null
  /** A post of theirs that ends the day before: agency staff made permanent (SEF-3.17). */
  readonly ends: PostId | null
}

const START = (person: PersonId, { post, staffNumber }: Joining): PostStart => ({
  ...post,
  person,
  until: null,
  ...(staffNumber === null ? {} : { staffNumber }),
})

/** The acts of a person joining, in one save: half of them would leave a person without a post, or two posts at once. */
export const joiningActs = (
  joining: Joining,
  device: Pick<Device, 'newId' | 'asOf'>,
): { readonly postId: PostId; readonly acts: readonly NewAct[] } => {
  const { person, ends, post } = joining
  const known = typeof person === 'string'
  const personId = known ? person : PersonId.parse(device.newId())
  const postId = PostId.parse(device.newId())
  const acts: NewAct[] = []
  if (!known) acts.push({ recordId: personId, kind: 'person', type: 'person.add', payload: person })
  if (ends !== null) {
    const payload: PostEnd = { until: addDays(post.from, -1), reason: 'other-employment', on: device.asOf() }
    acts.push({ recordId: ends, kind: 'post', type: 'post.end', payload })
  }
  acts.push({ recordId: postId, kind: 'post', type: 'post.start', payload: START(personId, joining) })
  return { postId, acts }
}

const NOT_YET = '00000000-0000-4000-8000-000000000000'

/** A post as it would be after a deed that nobody has done. */
const wouldBe = (post: PostState | null, deed: Extract<Deed, { type: `post.${string}` }>): PostState => {
  const act: RecordAct = {
    ...deed,
    actId: NOT_YET as ActId,
    recordId: (post?.id ?? NOT_YET) as RecordId,
    kind: 'post',
    actor: NOT_YET as PersonId,
    deviceTime: '1970-01-01T00:00:00Z' as Instant,
  }
  const folded = foldPost(post, act)
  if (!folded.ok) throw new Error(folded.refusal.code)
  return folded.state
}

const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b)

const obligationsOf = (snapshot: Snapshot, post: PostState, asOf: PlainDate): readonly Obligation[] =>
  obligationsOfPost(post, snapshot.settings.get(post.setting), snapshot.packs, factsOfPost(snapshot, post.id, asOf), asOf)

const ofTrack = (all: readonly Obligation[], track: Obligation['track']): Obligation | null =>
  all.find((one) => one.track === track) ?? null

/** What the policy asks of a post that is about to start: the first session, the agreement. Null where it asks nothing. */
export const whatJoiningAsks = (
  snapshot: Snapshot,
  joining: Joining,
  asOf: PlainDate,
): { readonly oneToOne: Obligation | null; readonly agreement: Obligation | null } => {
  const person = typeof joining.person === 'string' ? joining.person : (NOT_YET as PersonId)
  const post = wouldBe(null, { type: 'post.start', payload: START(person, joining) })
  const all = obligationsOf(snapshot, post, later(asOf, joining.post.from))
  return { oneToOne: ofTrack(all, 'one-to-one'), agreement: ofTrack(all, 'agreement') }
}

/** The next session as the policy asks for it now, and once the details are put right. */
export const whatAmendingChanges = (
  snapshot: Snapshot,
  post: PostState,
  amended: PostAmend,
  asOf: PlainDate,
): { readonly before: Obligation | null; readonly after: Obligation | null } => ({
  before: ofTrack(obligationsOf(snapshot, post, asOf), 'one-to-one'),
  after: ofTrack(obligationsOf(snapshot, wouldBe(post, { type: 'post.amend', payload: amended }), asOf), 'one-to-one'),
})

/** A post with other facts and nothing else put right. */
export const withFacts = (
  { title, group, employment, hours, employedOn, staffNumber }: PostState,
  facts: PostAmend['facts'],
  on: PlainDate,
): PostAmend => ({ title, group, employment, hours, employedOn, ...(staffNumber === undefined ? {} : { staffNumber }), facts, on })

/** Something that should be finished before a post ends or another supervisor takes it over. */
export type Unfinished =
  | { readonly kind: 'planned' | 'unsigned' | 'observation'; readonly id: RecordId; readonly on: PlainDate }
  | { readonly kind: 'agreement'; readonly id: RecordId; readonly on: PlainDate }
  | { readonly kind: 'action'; readonly id: string; readonly what: string }

/**
 * What is open in a post: sessions planned, records nobody or only one has signed, and, where the file is on this device,
 * actions agreed and not done.
 */
export const unfinishedOf = (snapshot: Snapshot, postId: PostId): readonly Unfinished[] => {
  const sessions = ofPost(snapshot.sessionFacts, postId)
  const agreements = ofPost(snapshot.agreementFacts, postId)
  const observations = ofPost(snapshot.observationFacts, postId)
  const whole = [...ofPost(snapshot.sessions, postId), ...ofPost(snapshot.observations, postId)]
  return [
    ...sessions.flatMap(({ id, status, heldOn, plannedFor }): Unfinished[] => {
      if (status === 'planned') return [{ kind: 'planned', id, on: plannedFor }]
      const open = status === 'held' || status === 'shared' || status === 'part-signed'
      return open ? [{ kind: 'unsigned', id, on: heldOn ?? plannedFor }] : []
    }),
    ...observations.flatMap(({ id, status, observedOn, plannedFor }): Unfinished[] =>
      status === 'locked' || status === 'void' ? [] : [{ kind: 'observation', id, on: observedOn ?? plannedFor }],
    ),
    ...agreements.flatMap(({ id, status, drawnUpOn }): Unfinished[] =>
      status === 'draft' || status === 'part-signed' ? [{ kind: 'agreement', id, on: drawnUpOn }] : [],
    ),
    ...actionsOf(whole).flatMap((action): Unfinished[] =>
      isOpen(action) && action.what.trim() !== '' ? [{ kind: 'action', id: action.id, what: action.what }] : [],
    ),
  ]
}

/** What another supervisor changes: what is left open, and the agreement that is then to be reviewed (SEF-App1.1). */
export const whatSupervisingChanges = (
  snapshot: Snapshot,
  post: PostState,
  to: PostSupervise,
  asOf: PlainDate,
): { readonly unfinished: readonly Unfinished[]; readonly review: Obligation | null } => {
  const all = obligationsOf(snapshot, wouldBe(post, { type: 'post.supervise', payload: to }), later(asOf, to.on))
  const managers = snapshot.settings.get(post.setting)?.managers ?? []
  // Actions go on with the post, an observation with its observer, unless they lose sight of the post with the file.
  const goesOn = ({ kind, id }: Unfinished): boolean => {
    if (kind !== 'observation') return kind === 'action'
    const observer = snapshot.observationFacts.get(id)?.supervisor
    return observer !== post.supervisor || (observer !== null && managers.includes(observer))
  }
  const open = unfinishedOf(snapshot, post.id).filter((each) => !goesOn(each))
  return { unfinished: open, review: ofTrack(all, 'agreement-review') ?? ofTrack(all, 'agreement') }
}

/** What the end of a post changes: until when its records are kept (SEF-10), and what to finish before. */
export const whatEndingChanges = (
  snapshot: Snapshot,
  post: PostState,
  end: PostEnd & { readonly until: PlainDate },
  asOf: PlainDate,
): { readonly unfinished: readonly Unfinished[]; readonly kept: Obligation | null } => {
  const all = obligationsOf(snapshot, wouldBe(post, { type: 'post.end', payload: end }), later(asOf, end.until))
  return { unfinished: unfinishedOf(snapshot, post.id), kept: ofTrack(all, 'retention') }
}

/** Somebody who is here already and may be the one about to be added. */
export interface Alike {
  readonly person: PersonName
  readonly because: 'name' | 'staff-number'
  /** Their posts, so far as they are on this device, the newest first. */
  readonly posts: readonly PostState[]
}

/** A name without what people type differently: case, accents, spaces. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Posts of one person that are on this device, the newest first. */
export const postsOf = (snapshot: Pick<Snapshot, 'posts'>, person: PersonId): readonly PostState[] =>
  [...snapshot.posts.values()].filter((post) => post.person === person).sort((a, b) => (a.from < b.from ? 1 : -1))

/**
 * Everybody with the same name, or with the same staff number in a post that is on this device.
 *
 * @param draft as typed
 */
export const alike = (
  snapshot: Pick<Snapshot, 'people' | 'posts'>,
  draft: { readonly name: string; readonly staffNumber: string },
): readonly Alike[] => {
  const name = plain(draft.name)
  const number = plain(draft.staffNumber)
  return [...snapshot.people.values()].flatMap((person): Alike[] => {
    const posts = postsOf(snapshot, person.id)
    const sameNumber = number !== '' && posts.some(({ staffNumber }) => plain(staffNumber ?? '') === number)
    if (sameNumber) return [{ person, because: 'staff-number', posts }]
    return name !== '' && plain(person.name) === name ? [{ person, because: 'name', posts }] : []
  })
}

/** The supervision file of a post, and the act that begins it, to be saved with what is first written; none where it is there. */
export interface FileMade {
  readonly recordId: RecordId
  readonly acts: readonly NewAct[]
}

/** @returns null where the post, its home or a form for its file is not on this device */
export const fileFor = (snapshot: Snapshot, postId: PostId, asOf: PlainDate): FileMade | null => {
  const recordId = fileId(postId)
  if (snapshot.files.has(postId)) return { recordId, acts: [] }
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  const pins = setting && newPins(snapshot.packs, setting, 'file', asOf)
  if (!post || !pins) return null
  const payload = { post: postId, setting: post.setting, person: post.person, pins }
  return { recordId, acts: [{ recordId, kind: 'file', type: 'file.open', payload }] }
}

/** What a file holds elsewhere: nothing is attached, it says what it is and where it is kept (SEF-9.0). */
export interface Reference {
  readonly id: string
  readonly title: string
  readonly reference: string
  readonly held: string
}

const REFERENCE = /^refs\.([0-9a-f-]+)\.section$/

const textOf = (file: Pick<FileState, 'fields'>, name: string): string => {
  const value = file.fields[name]?.value
  return typeof value === 'string' ? value : ''
}

/** The references of one section, in the order in which they were added, less those taken out. */
export const referencesIn = (file: FileState | undefined, section: string): readonly Reference[] => {
  if (!file) return []
  return Object.keys(file.fields)
    .flatMap((name) => REFERENCE.exec(name)?.[1] ?? [])
    .filter((id) => textOf(file, `refs.${id}.section`) === section && file.fields[`refs.${id}.removed`]?.value !== true)
    .sort()
    .map((id) => {
      const part = (name: string): string => textOf(file, `refs.${id}.${name}`)
      return { id, title: part('title'), reference: part('reference'), held: part('held') }
    })
}

/**
 * The acts that write parts of a reference, and begin the file where it is not yet there: one save, since the parts of
 * half a reference say nothing.
 *
 * @returns none where there is no file to write in
 */
export const referenceActs = (
  snapshot: Snapshot,
  postId: PostId,
  id: string,
  parts: Readonly<Record<string, string | boolean>>,
  asOf: PlainDate,
): readonly NewAct[] => {
  const file = fileFor(snapshot, postId, asOf)
  if (!file) return []
  const before = snapshot.files.get(postId)?.fields
  const patch = Object.fromEntries(
    Object.entries(parts).map(([part, value]) => {
      const field = `refs.${id}.${part}`
      return [field, { value, from: before?.[field]?.act ?? null }] as const
    }),
  )
  return [...file.acts, { recordId: file.recordId, kind: 'file', type: 'fields.edit', patch }]
}
