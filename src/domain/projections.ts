/**
 * What leaves the server for whom (W1): which scopes hold a record, and what of it. Built from what an audience may have,
 * never by taking away.
 */
import { type AgreementFacts, agreementFactsOf, type ObservationFacts, observationFactsOf, type SessionFacts, sessionFactsOf } from './facts.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from './ids.ts'
import { type Json } from './json.ts'
import { type Instant, type PlainDate } from './dates.ts'
import { PACK_SHAPE } from './policy/pack-shape.ts'
import { type CaseListState, type PersonState, type PolicyState, type PostState, type RecordState, type Referral, type SettingState, type ShiftState, type FileState, type SignableState } from './records/record.ts'
import { viewOf } from './records/observation.ts'
import { unreachable } from './unreachable.ts'

/**
 * An audience and what it receives (sync-protocol.md §1). `mine` is what one person alone receives: an observation
 * before both views of it are revealed, a disagreement referred to them. `cases` is the case list of a setting (W6).
 */
export type Scope = 'org' | `file:${string}` | `facts:${string}` | `mine:${string}` | `cases:${string}`
export const fileScope = (post: PostId): Scope => `file:${post}`
export const factsScope = (setting: SettingId): Scope => `facts:${setting}`
export const mineScope = (person: PersonId): Scope => `mine:${person}`
export const casesScope = (setting: SettingId): Scope => `cases:${setting}`

/**
 * The scopes a person receives: the service, the files they are half of, the facts of settings they manage (K8). A file
 * is open to the two alone (SSWB-4.25, WOK-7.3, HAV-9.1) and both have the whole of it (HAV-9.2). It is the post's, not
 * its author's: whoever supervises now has it (SSWB-4.24, HAV-9.3).
 */
export const scopesOf = (
  person: PersonId,
  posts: readonly PostState[],
  settings: readonly SettingState[],
): readonly Scope[] => [
  'org',
  mineScope(person),
  ...posts.filter((post) => post.person === person || post.supervisor === person).map((post) => fileScope(post.id)),
  ...settings.filter((setting) => setting.managers.includes(person)).map((setting) => factsScope(setting.id)),
]

const isThere = ({ from, until }: PostState, asOf: PlainDate): boolean => from <= asOf && (until === null || until >= asOf)

/**
 * The case lists a person receives: of settings they manage, and of those in which they have or supervise a post on that
 * day. They write the notes that the guard reads (W6), and it reads them with no connection. The day a post ends, its list
 * goes from the device with the next pull, though the file stays.
 */
export const caseScopesOf = (
  person: PersonId,
  posts: readonly PostState[],
  settings: readonly SettingState[],
  asOf: PlainDate,
): readonly Scope[] => {
  const managed = settings.filter(({ managers }) => managers.includes(person)).map(({ id }) => id)
  const worked = posts.filter((post) => (post.person === person || post.supervisor === person) && isThere(post, asOf))
  return [...new Set([...managed, ...worked.map(({ setting }) => setting)])].map(casesScope)
}

/** A person as everybody in the service sees them. */
export interface PersonName {
  readonly kind: 'person-name'
  readonly id: PersonState['id']
  readonly revision: number
  readonly name: string
  readonly knownAs: string
}

/** A policy pack as the `org` scope carries it, checked by the pack schema of that shape. */
export interface PackBody {
  readonly kind: 'pack'
  readonly id: string
  readonly revision: number
  readonly shape: number
  readonly pack: Json
}

/** A service's own policy as its devices have it. */
export const packBodyOf = ({ id, revision, published }: PolicyState): PackBody => ({ kind: 'pack', id, revision, shape: PACK_SHAPE, pack: published.pack })

/** What a senior manager sees of a disagreement referred to them (SEF-8.4): what they are asked, not the record. */
export interface ReferralBody {
  readonly kind: 'referral'
  readonly id: RecordId
  readonly revision: number
  readonly record: SignableState['kind']
  readonly post: PostId
  readonly setting: SettingId
  readonly supervisee: PersonId
  readonly supervisor: PersonId
  readonly referrals: readonly Referral[]
}

/** Ids of what was erased for good (W4): a device keeps no act of theirs, confirmed or not. */
export interface ErasedBody {
  readonly kind: 'erased'
  /** `erased:` and the id of what was decided. */
  readonly id: string
  readonly revision: number
  readonly records: readonly string[]
}

/** A copy of a record, or of part of it, that a device had from before the service was restored (T2): shown to whom it was shown. */
export interface RecoveredBody {
  readonly kind: 'recovered'
  /** `recovered:` and the id of the record. */
  readonly id: string
  /** Of the copy. */
  readonly revision: number
  readonly record: RecordId
  /** Whose device had it, and when they brought it. */
  readonly by: PersonId
  readonly at: Instant
  readonly copy: Json
}

/** What a row of a scope may hold. */
export type ScopeBody =
  | RecoveredBody
  | ErasedBody
  | PackBody
  | SettingState
  | PersonName
  | PostState
  | FileState
  | SignableState
  | SessionFacts
  | AgreementFacts
  | ObservationFacts
  | ReferralBody
  | ShiftState
  | CaseListState

interface Projection {
  readonly scope: Scope
  readonly body: ScopeBody
}

const referralsOf = (state: SignableState): readonly Projection[] => {
  const { id, revision, kind, post, setting, supervisee, supervisor } = state
  const people = new Set(state.referrals.flatMap(({ to }) => to ?? []))
  return [...people].map((person) => {
    const referrals = state.referrals.filter(({ to }) => to === person)
    return { scope: mineScope(person), body: { kind: 'referral', id, revision, record: kind, post, setting, supervisee, supervisor, referrals } }
  })
}

/**
 * The projections of a record.
 *
 * @param post the post a record belongs to: a shift worked in another home counts where the post is (C9)
 */
export const projectionsOf = (state: RecordState, post: PostState | null): readonly Projection[] => {
  switch (state.kind) {
    case 'setting':
      return [{ scope: 'org', body: state }]
    case 'policy':
      return [{ scope: 'org', body: packBodyOf(state) }]
    case 'person': {
      const { id, revision, name, knownAs } = state
      return [{ scope: 'org', body: { kind: 'person-name', id, revision, name, knownAs } }]
    }
    case 'post':
      return [
        { scope: fileScope(state.id), body: state },
        { scope: factsScope(state.setting), body: state },
      ]
    case 'file':
      return [{ scope: fileScope(state.post), body: state }]
    case 'session':
      return [
        { scope: fileScope(state.post), body: state },
        { scope: factsScope(state.setting), body: sessionFactsOf(state) },
        ...referralsOf(state),
      ]
    case 'agreement':
      return [
        { scope: fileScope(state.post), body: state },
        { scope: factsScope(state.setting), body: agreementFactsOf(state) },
        ...referralsOf(state),
      ]
    case 'observation': {
      // Until both views are revealed each of the two has their own copy, and the file has the dates (SEF-App2.3).
      const facts = observationFactsOf(state)
      return [
        { scope: fileScope(state.post), body: state.revealed ? state : facts },
        { scope: factsScope(state.setting), body: facts },
        { scope: mineScope(state.supervisor), body: viewOf(state, state.supervisor) },
        { scope: mineScope(state.supervisee), body: viewOf(state, state.supervisee) },
        ...referralsOf(state),
      ]
    }
    case 'shift': {
      const settings = new Set([state.setting, post?.setting ?? state.setting])
      return [
        { scope: fileScope(state.post), body: state },
        ...[...settings].map((setting) => ({ scope: factsScope(setting), body: state })),
      ]
    }
    case 'case-list':
      return [{ scope: casesScope(state.setting), body: state }]
    default:
      return unreachable(state)
  }
}
