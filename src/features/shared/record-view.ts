/**
 * One record with a form as one person reads it, whatever its kind. Every part in this folder is given a `RecordView`, or
 * a `SignedView` where the record is one that two people sign. A feature makes it with `recordViewOf` and may add to it.
 */
import { type PersonName } from '../../domain/projections.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type Form, type Section } from '../../domain/policy/form.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type ActionSource } from '../../domain/records/actions.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type SignRole } from '../../domain/records/deeds/signed.ts'
import { formOf, recordFormOf, sectionsFor } from '../../domain/records/forms.ts'
import { factsOf } from '../../domain/records/policy-input.ts'
import { type FileState, type PostState, type SettingState, type SignableState } from '../../domain/records/record.ts'
import { type RecordForm } from '../../domain/records/content.ts'
import { packFor } from '../../domain/adopted.ts'
import { type RecordSync, type Snapshot } from '../../queries/device.ts'

/**
 * How the reader stands to the record. A `reader` changes nothing: the present supervisor with a record of the one
 * before, and the other way round.
 */
export type ReaderRole = SignRole | 'reader'

export interface RecordView<State extends SignableState | FileState = SignableState | FileState> {
  readonly state: State
  readonly role: ReaderRole
  readonly supervisee: PersonName
  /** Of an observation: who observes. Of a file: the present supervisor, without a name where there is none. */
  readonly supervisor: PersonName
  readonly post: PostState
  readonly setting: SettingState | undefined
  readonly pack: PolicyPack
  readonly form: Form
  /** The sections that are for this person, in the form's order. */
  readonly sections: readonly Section[]
  readonly rules: RecordForm
  readonly sync: RecordSync
  /** The sessions and observations of this post that are here: where actions are agreed. */
  readonly agreedIn: readonly ActionSource[]
}
export type SignedView = RecordView<SignableState>

/** Why a record can't be shown: not on this device, or its policy is not. */
export type NoView = 'unknown' | 'no-policy'

/** Nothing of this record was written here: it came from the server. */
const FROM_SERVER: RecordSync = { word: 'sent', sentAt: null, unsent: 0 }

/** Somebody by their id; without a name where they are not on this device. */
export const personNamed = (snapshot: Snapshot, id: PersonId): PersonName =>
  snapshot.people.get(id) ?? { kind: 'person-name', id, revision: 0, name: '', knownAs: '' }

/** Where the words of one record are, in the three words. */
export const syncOfRecord = (snapshot: Snapshot, id: RecordId): RecordSync => snapshot.syncOf.get(id) ?? FROM_SERVER

/** A record of an earlier supervisor is read and not written by the present one (`objectionToAct`). */
const roleOf = (state: SignableState | FileState, post: PostState, me: PersonId): ReaderRole => {
  if (state.kind === 'file') return post.supervisor === me ? 'supervisor' : post.person === me ? 'supervisee' : 'reader'
  if (state.supervisee === me) return 'supervisee'
  const present = state.kind === 'observation' || post.supervisor === me
  return state.supervisor === me && present ? 'supervisor' : 'reader'
}

/**
 * @param state the record, from the snapshot
 * @param me    who reads
 */
export const recordViewOf = <State extends SignableState | FileState>(
  snapshot: Snapshot,
  me: PersonId,
  state: State,
): RecordView<State> | NoView => {
  const post = snapshot.posts.get(state.post)
  if (!post) return 'unknown'
  const setting = snapshot.settings.get(state.setting)
  const pack = packFor(snapshot.packs, state.pins)
  const form = pack && formOf(pack, state.pins)
  const facts = factsOf(post, setting)
  const rules = pack && recordFormOf(pack, state.pins, facts)
  if (!pack || !form || !rules) return 'no-policy'
  const supervisor = state.kind === 'file' ? post.supervisor : state.supervisor
  const ofPost = (each: ActionSource): boolean => each.post === state.post
  return {
    state,
    role: roleOf(state, post, me),
    supervisee: personNamed(snapshot, post.person),
    supervisor: personNamed(snapshot, supervisor ?? ('' as PersonId)),
    post,
    setting,
    pack,
    form,
    sections: sectionsFor(form, pack, facts),
    rules,
    sync: syncOfRecord(snapshot, state.id),
    agreedIn: [...snapshot.sessions.values(), ...snapshot.observations.values()].filter(ofPost),
  }
}

/**
 * Whether the reader may write in a field (as `objectionToAct` has it): a supervisee in their own voice and in what
 * belongs to both, a supervisor also as scribe, nobody in the other's own view of an observation.
 */
export const mayWrite = ({ role, rules }: Pick<RecordView, 'role' | 'rules'>, field: FieldName): boolean => {
  if (role === 'reader') return false
  const known = rules.fieldOf(field)
  if (known?.view) return known.view === (role === 'supervisor' ? 'observer' : 'supervisee')
  return role === 'supervisor' || (known?.voice ?? 'supervisor') !== 'supervisor'
}

/** The first name of whoever wrote a field in the supervisee's voice for them; none once the supervisee has signed. */
export const scribeOf = ({ state, rules, supervisor }: RecordView, field: FieldName): string | undefined => {
  if (rules.fieldOf(field)?.voice !== 'supervisee') return undefined
  if (state.fields[field]?.by !== supervisor.id) return undefined
  const signed = state.kind !== 'file' && state.signatures.some(({ sign }) => sign.role === 'supervisee')
  return signed ? undefined : supervisor.knownAs
}

/** The person of the pair an id names. */
export const personIn = ({ supervisee, supervisor }: Pick<RecordView, 'supervisee' | 'supervisor'>, id: PersonId): PersonName =>
  id === supervisor.id ? supervisor : supervisee

/** The other of the two; for a reader, the supervisor. */
export const otherOf = ({ role, supervisee, supervisor }: Pick<RecordView, 'role' | 'supervisee' | 'supervisor'>): PersonName =>
  role === 'supervisor' ? supervisee : supervisor
