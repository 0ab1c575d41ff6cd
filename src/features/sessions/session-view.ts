/** One session as one of the pair sees it: the record with the form, the people and the policy it hangs on. */
import { type PersonName, type SessionFacts } from '../../domain/access.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type Form, type Section } from '../../domain/policy/form.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type FieldName, type SignRole } from '../../domain/records/acts.ts'
import { formOf, sectionsFor, sessionFormOf } from '../../domain/records/forms.ts'
import { factsOf } from '../../domain/records/policy-input.ts'
import { type PostState, type SessionState, type SettingState } from '../../domain/records/record.ts'
import { type SessionForm, type SessionStatus, statusOf } from '../../domain/records/session.ts'
import { packFor } from '../../domain/today.ts'
import { type RecordSync, type Snapshot } from '../../queries/device.ts'

export interface SessionView {
  readonly state: SessionState
  readonly status: SessionStatus
  /** Which of the pair is reading. */
  readonly role: SignRole
  readonly supervisee: PersonName
  readonly supervisor: PersonName
  readonly post: PostState
  readonly setting: SettingState | undefined
  readonly pack: PolicyPack
  readonly form: Form
  /** The sections that are for this person, in the form's order. */
  readonly sections: readonly Section[]
  readonly rules: SessionForm
  readonly sync: RecordSync
  /** The facts of the other sessions of this post. */
  readonly others: readonly SessionFacts[]
  /** The whole sessions of this post, this one included. */
  readonly file: readonly SessionState[]
}

/** Why a session can't be shown: not on this device, or its policy is not. */
export type NoView = 'unknown' | 'no-policy'

/** Nothing of this record was written here: it came from the server. */
const FROM_SERVER: RecordSync = { word: 'sent', sentAt: null, unsent: 0 }

const nameOf = (snapshot: Snapshot, id: PersonId): PersonName =>
  snapshot.people.get(id) ?? { kind: 'person-name', id, revision: 0, name: '', knownAs: '' }

export const viewOf = (snapshot: Snapshot, me: PersonId, recordId: RecordId): SessionView | NoView => {
  const state = snapshot.sessions.get(recordId)
  const post = state && snapshot.posts.get(state.post)
  if (!state || !post) return 'unknown'
  const setting = snapshot.settings.get(state.setting)
  const pack = packFor(snapshot.packs, state.pins)
  const form = pack && formOf(pack, state.pins)
  const facts = factsOf(post, setting)
  const rules = pack && sessionFormOf(pack, state.pins, facts)
  if (!pack || !form || !rules) return 'no-policy'
  return {
    state,
    status: statusOf(state),
    role: state.supervisor === me ? 'supervisor' : 'supervisee',
    supervisee: nameOf(snapshot, state.supervisee),
    supervisor: nameOf(snapshot, state.supervisor),
    post,
    setting,
    pack,
    form,
    sections: sectionsFor(form, pack, facts),
    rules,
    sync: snapshot.syncOf.get(recordId) ?? FROM_SERVER,
    others: [...snapshot.sessionFacts.values()].filter((each) => each.post === state.post && each.id !== recordId),
    file: [...snapshot.sessions.values()].filter((each) => each.post === state.post),
  }
}

/** Whether the reader may write in a field: a supervisee in their own voice and in what belongs to both. */
export const mayWrite = (view: SessionView, field: FieldName): boolean =>
  view.role === 'supervisor' || (view.rules.fieldOf(field)?.voice ?? 'supervisor') !== 'supervisor'

/** The first name of whoever wrote a field in the supervisee's voice for them; none once the supervisee has signed. */
export const scribeOf = (view: SessionView, field: FieldName): string | undefined => {
  const { state } = view
  if (view.rules.fieldOf(field)?.voice !== 'supervisee') return undefined
  if (state.fields[field]?.by !== state.supervisor) return undefined
  return state.signatures.some(({ sign }) => sign.role === 'supervisee') ? undefined : view.supervisor.knownAs
}

/** The person of the pair an id names. */
export const personIn = (view: SessionView, id: PersonId): PersonName =>
  id === view.state.supervisor ? view.supervisor : view.supervisee
