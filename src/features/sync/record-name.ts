/** What a record is called in the lists of sync, and where it opens. */
import { epochOf, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type ObservationFacts } from '../../domain/facts.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../../domain/ids.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type PersonName } from '../../domain/projections.ts'
import {
  type AgreementState,
  type CaseListState,
  type FileState,
  type ObservationState,
  type PostState,
  type SessionState,
  type SettingState,
  type ShiftState,
  type SignableState,
} from '../../domain/records/record.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'

type Named =
  | { readonly kind: 'session'; readonly it: SessionState }
  | { readonly kind: 'agreement'; readonly it: AgreementState }
  | { readonly kind: 'observation'; readonly it: ObservationState }
  /** An observation of which only the facts are here. */
  | { readonly kind: 'visit'; readonly it: ObservationFacts }
  | { readonly kind: 'shift'; readonly it: ShiftState }
  | { readonly kind: 'file'; readonly it: FileState }
  | { readonly kind: 'post'; readonly it: PostState }
  | { readonly kind: 'setting'; readonly it: SettingState }
  | { readonly kind: 'person'; readonly it: PersonName }
  | { readonly kind: 'policy'; readonly it: PolicyPack }
  | { readonly kind: 'case-list'; readonly it: CaseListState }

/** The record of an id, of whatever kind it is; undefined where it is not on this device. */
const find = (snapshot: Snapshot, id: RecordId): Named | undefined => {
  const session = snapshot.sessions.get(id)
  if (session) return { kind: 'session', it: session }
  const agreement = snapshot.agreements.get(id)
  if (agreement) return { kind: 'agreement', it: agreement }
  const observation = snapshot.observations.get(id)
  if (observation) return { kind: 'observation', it: observation }
  const visit = snapshot.observationFacts.get(id)
  if (visit) return { kind: 'visit', it: visit }
  const shift = snapshot.shifts.find((each) => each.id === id)
  if (shift) return { kind: 'shift', it: shift }
  const file = [...snapshot.files.values()].find((each) => each.id === id)
  if (file) return { kind: 'file', it: file }
  const post = snapshot.posts.get(id as PostId)
  if (post) return { kind: 'post', it: post }
  const setting = snapshot.settings.get(id as SettingId)
  if (setting) return { kind: 'setting', it: setting }
  const person = snapshot.people.get(id as PersonId)
  if (person) return { kind: 'person', it: person }
  const cases = snapshot.caseLists.get(id)
  if (cases) return { kind: 'case-list', it: cases }
  const own = snapshot.allPacks().find(({ record }) => record === id)
  return own && { kind: 'policy', it: own.pack }
}

const nameOf = (snapshot: Snapshot, person: PersonId | undefined): string =>
  (person && snapshot.people.get(person)?.name) ?? '—'

const otherThan = (me: PersonId, { supervisee, supervisor }: Pick<SignableState, 'supervisee' | 'supervisor'>): PersonId =>
  supervisee === me ? supervisor : supervisee

/** The other of the two whose record it is, or the person it is about; the home of a roster; "—" where it is not here. */
export const aboutWhom = (snapshot: Snapshot, id: RecordId, me: PersonId): string => {
  const found = find(snapshot, id)
  switch (found?.kind) {
    case undefined:
      return '—'
    case 'session':
    case 'agreement':
    case 'observation':
    case 'visit':
      return nameOf(snapshot, otherThan(me, found.it))
    case 'shift':
    case 'post':
      return nameOf(snapshot, found.it.person)
    case 'file':
      return nameOf(snapshot, found.it.person)
    case 'setting':
    case 'person':
      return found.it.name
    case 'policy':
      return found.it.name.en
    case 'case-list':
      return snapshot.settings.get(found.it.setting)?.name ?? '—'
    default:
      return unreachable(found)
  }
}

/** Whether a policy was taken up after the last roster came in. */
const isAboutPolicy = ({ policies, roster }: SettingState): boolean => {
  const last = Math.max(...policies.map(({ at }) => epochOf(at)))
  return policies.length > 0 && last > (roster ? epochOf(roster.at) : 0)
}

interface NamedRecord {
  readonly name: string
  readonly href: string | undefined
}

/** "Session with Sam Oyelaran, Wed 10 June", and where it opens. */
export const recordName = (snapshot: Snapshot, id: RecordId, me: PersonId, asOf: PlainDate, { say, day }: Words): NamedRecord => {
  const found = find(snapshot, id)
  const name = aboutWhom(snapshot, id, me)
  switch (found?.kind) {
    case undefined:
      return { name: say('sync.record.other'), href: undefined }
    case 'session': {
      const { held, locked, plannedFor, supervisee, voided } = found.it
      const own = supervisee === me
      const on = day(held?.on ?? plannedFor, asOf)
      return {
        name: say(own ? 'sync.record.ownSession' : 'sync.record.session', { name, day: on }),
        href: hrefOf(own || locked || voided ? 'read' : 'session', { recordId: id }),
      }
    }
    case 'agreement':
      return { name: say('sync.record.agreement', { name }), href: hrefOf('agreement', { recordId: id }) }
    case 'observation':
    case 'visit': {
      const { plannedFor, supervisee } = found.it
      const on = day((found.kind === 'observation' ? found.it.observed?.on : found.it.observedOn) ?? plannedFor, asOf)
      return {
        name: say(supervisee === me ? 'sync.record.ownObservation' : 'sync.record.observation', { name, day: on }),
        href: hrefOf('observation', { recordId: id }),
      }
    }
    case 'shift': {
      const { person, post, startedAt } = found.it
      return {
        name: say('sync.record.shift', { name, day: day(londonDay(startedAt), asOf) }),
        href: person === me ? hrefOf('person', { postId: post }) : hrefOf('shifts'),
      }
    }
    case 'file':
      return { name: say('sync.record.file', { name }), href: hrefOf('file', { postId: found.it.post }) }
    case 'post':
      return { name: say('sync.record.post', { name }), href: hrefOf('person', { postId: found.it.id }) }
    case 'setting':
      return isAboutPolicy(found.it)
        ? { name: say('sync.record.settingPolicy', { name }), href: hrefOf('policySetting', { settingId: found.it.id }) }
        : { name: say('sync.record.setting', { name }), href: hrefOf('shifts') }
    case 'policy':
      return { name: say('sync.record.policy', { name }), href: hrefOf('policyPack', { pack: `${found.it.id}@${found.it.version}` }) }
    case 'case-list':
      return { name: say('sync.record.caseList', { name }), href: hrefOf('cases') }
    case 'person': {
      const post = [...snapshot.posts.values()].find(({ person }) => person === found.it.id)
      return { name: say('sync.record.person', { name }), href: post ? hrefOf('person', { postId: post.id }) : hrefOf('people') }
    }
    default:
      return unreachable(found)
  }
}

/** Where words that came too late can be added to a locked record: its page; null where it takes no addition. */
export const additionHref = (snapshot: Snapshot, id: RecordId): string | null => {
  const found = find(snapshot, id)
  if (found?.kind === 'session') return found.it.locked && !found.it.voided ? hrefOf('read', { recordId: id }) : null
  if (found?.kind === 'observation') return found.it.locked && !found.it.voided ? hrefOf('observation', { recordId: id }) : null
  return null
}

/** The signed agreement these words came too late for: it takes no addition, a new one takes its place; null for any other. */
export const signedAgreementHref = (snapshot: Snapshot, id: RecordId): string | null => {
  const agreement = snapshot.agreements.get(id)
  return agreement?.locked && !agreement.voided ? hrefOf('agreement', { recordId: id }) : null
}
