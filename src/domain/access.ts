/**
 * Who may do what, and what leaves the server for whom: one total table (A5) and the projections (W1). The server
 * decides by it; the device uses the same table so as not to offer what would be refused.
 */
import { type PersonId, type PostId, type SettingId } from './ids.ts'
import { type Json } from './json.ts'
import { PlainDate } from './dates.ts'
import { type ActType, type FieldName, type RecordAct, type RecordKind } from './records/acts.ts'
import {
  type PersonState,
  type PostState,
  type RecordState,
  type SessionState,
  type SettingState,
  type ShiftState,
} from './records/record.ts'
import { type SessionForm, type SessionStatus, statusOf } from './records/session.ts'
import { unreachable } from './unreachable.ts'

/** How the person signed in stands to a record. Someone may stand in several ways to one record. */
export type Relation = 'supervisee' | 'supervisor' | 'manager' | 'administrator'

const NOBODY: readonly Relation[] = []
const PAIR: readonly Relation[] = ['supervisee', 'supervisor']

/** Every kind of record × every act: who may do it. */
const MAY_ACT = {
  setting: { ...none(), 'setting.open': ['administrator'] },
  person: { ...none(), 'person.add': ['administrator', 'manager'] },
  post: { ...none(), 'post.start': ['administrator', 'manager'] },
  shift: { ...none(), 'shift.log': ['manager'], 'record.void': ['manager'] },
  session: {
    ...none(),
    'session.plan': ['supervisor'],
    'fields.edit': PAIR,
    'field.settle': PAIR,
    'session.hold': ['supervisor'],
    'record.share': ['supervisor'],
    'record.sign': PAIR,
    'record.addendum': PAIR,
    'record.void': ['supervisor'],
  },
} as const satisfies Record<RecordKind, Record<ActType, readonly Relation[]>>

function none(): Record<ActType, readonly Relation[]> {
  return {
    'fields.edit': NOBODY,
    'setting.open': NOBODY,
    'person.add': NOBODY,
    'post.start': NOBODY,
    'shift.log': NOBODY,
    'session.plan': NOBODY,
    'session.hold': NOBODY,
    'record.share': NOBODY,
    'record.sign': NOBODY,
    'record.addendum': NOBODY,
    'record.void': NOBODY,
    'field.settle': NOBODY,
  }
}

/** What access looks up about the person signed in and the post and setting a record belongs to. */
export interface AccessContext {
  readonly person: PersonId
  readonly administrator: boolean
  readonly post: PostState | null
  readonly setting: SettingState | null
  readonly form: SessionForm | undefined
}

export type AccessRefusal =
  | { readonly code: 'not-allowed' }
  | { readonly code: 'not-the-supervisor' }
  | { readonly code: 'not-your-signature' }
  | { readonly code: 'not-your-field'; readonly fields: readonly FieldName[] }
  | { readonly code: 'post-unknown' }

const relations = (kind: RecordKind, state: RecordState | null, at: AccessContext): ReadonlySet<Relation> => {
  const held = new Set<Relation>()
  if (at.administrator) held.add('administrator')
  if (at.setting?.managers.includes(at.person)) held.add('manager')
  if (at.post && kind === 'session') {
    if (at.post.person === at.person) held.add('supervisee')
    const recordSupervisor = state?.kind === 'session' ? state.supervisor : at.post.supervisor
    if (at.post.supervisor === at.person && recordSupervisor === at.person) held.add('supervisor')
  }
  return held
}

/** A supervisee writes in their own voice and in what belongs to both; the supervisor may also write as scribe. */
const foreignFields = (names: readonly FieldName[], form: SessionForm | undefined): readonly FieldName[] =>
  names.filter((name) => (form?.fieldOf(name)?.voice ?? 'supervisor') === 'supervisor')

/**
 * Whether the person may do this act to this record.
 *
 * @returns null if they may, else the reason as a code (A5)
 */
export const objectionToAct = (act: RecordAct, state: RecordState | null, at: AccessContext): AccessRefusal | null => {
  const held = relations(act.kind, state, at)
  if (!MAY_ACT[act.kind][act.type].some((relation) => held.has(relation))) return { code: 'not-allowed' }
  if (act.type === 'shift.log' && act.payload.person !== at.post?.person) return { code: 'post-unknown' }
  if (act.kind !== 'session') return null
  if (!at.post) return { code: 'post-unknown' }
  switch (act.type) {
    case 'session.plan': {
      const { post, setting, supervisee, supervisor } = act.payload
      const fits =
        post === at.post.id && setting === at.post.setting && supervisee === at.post.person && supervisor === at.person
      return fits ? null : { code: 'not-the-supervisor' }
    }
    case 'record.sign':
      return held.has(act.payload.role) ? null : { code: 'not-your-signature' }
    case 'fields.edit':
    case 'field.settle': {
      if (held.has('supervisor')) return null
      const names = act.type === 'fields.edit' ? Object.keys(act.patch) : [act.payload.field]
      const fields = foreignFields(names, at.form)
      return fields.length > 0 ? { code: 'not-your-field', fields } : null
    }
    case 'session.hold':
    case 'record.share':
    case 'record.addendum':
    case 'record.void':
    case 'setting.open':
    case 'person.add':
    case 'post.start':
    case 'shift.log':
      return null
    default:
      return unreachable(act)
  }
}

/** An audience and what it receives (sync-protocol.md §1). */
export type Scope = 'org' | `file:${string}` | `facts:${string}`
export const fileScope = (post: PostId): Scope => `file:${post}`
export const factsScope = (setting: SettingId): Scope => `facts:${setting}`

/** The scopes a person receives: the service, the files they are half of, the facts of settings they manage (K8). */
export const scopesOf = (
  person: PersonId,
  posts: readonly PostState[],
  settings: readonly SettingState[],
): readonly Scope[] => [
  'org',
  ...posts.filter((post) => post.person === person || post.supervisor === person).map((post) => fileScope(post.id)),
  ...settings.filter((setting) => setting.managers.includes(person)).map((setting) => factsScope(setting.id)),
]

/** A session's class C facts: what Today needs and nothing that was said (W1, `facts` scope). */
export interface SessionFacts {
  readonly kind: 'session-facts'
  readonly id: SessionState['id']
  readonly revision: number
  readonly post: PostId
  readonly setting: SettingId
  readonly supervisee: PersonId
  readonly supervisor: PersonId
  readonly status: SessionStatus
  readonly plannedFor: PlainDate
  readonly heldOn: PlainDate | null
  readonly minutes: number | null
  readonly sharedOn: PlainDate | null
  /** The date agreed for the next session, where one was given. */
  readonly nextOn: PlainDate | null
}

/** A person as everybody in the service sees them. */
export interface PersonName {
  readonly kind: 'person-name'
  readonly id: PersonState['id']
  readonly revision: number
  readonly name: string
  readonly knownAs: string
}

/** A policy pack as the `org` scope carries it; `pack` is checked with the pack schema where it is used. */
export interface PackBody {
  readonly kind: 'pack'
  readonly id: string
  readonly revision: number
  readonly pack: Json
}

/** What a row of a scope may hold. */
export type ScopeBody = PackBody | SettingState | PersonName | PostState | SessionState | SessionFacts | ShiftState

/** The field that holds the date agreed for the next session. */
export const NEXT_ON = 'next.on'

export const sessionFactsOf = (state: SessionState): SessionFacts => {
  // Fields are kept as typed: only a date may leave the pair's file, not whatever was written in its place (W1).
  const next = PlainDate.safeParse(state.fields[NEXT_ON]?.value)
  return {
    kind: 'session-facts',
    id: state.id,
    revision: state.revision,
    post: state.post,
    setting: state.setting,
    supervisee: state.supervisee,
    supervisor: state.supervisor,
    status: statusOf(state),
    plannedFor: state.plannedFor,
    heldOn: state.held?.on ?? null,
    minutes: state.held?.minutes ?? null,
    sharedOn: state.shared?.on ?? null,
    nextOn: next.success ? next.data : null,
  }
}

/**
 * The projections of a record: which scopes hold it, and what of it (W1: built from what an audience may have, never by
 * taking away).
 *
 * @param post the post a session or shift belongs to: a shift worked in another home counts where the post is (C9)
 */
export const projectionsOf = (
  state: RecordState,
  post: PostState | null,
): readonly { readonly scope: Scope; readonly body: ScopeBody }[] => {
  switch (state.kind) {
    case 'setting':
      return [{ scope: 'org', body: state }]
    case 'person': {
      const { id, revision, name, knownAs } = state
      return [{ scope: 'org', body: { kind: 'person-name', id, revision, name, knownAs } }]
    }
    case 'post':
      return [
        { scope: fileScope(state.id), body: state },
        { scope: factsScope(state.setting), body: state },
      ]
    case 'session':
      return [
        { scope: fileScope(state.post), body: state },
        { scope: factsScope(state.setting), body: sessionFactsOf(state) },
      ]
    case 'shift': {
      const settings = new Set([state.setting, post?.setting ?? state.setting])
      return [
        { scope: fileScope(state.post), body: state },
        ...[...settings].map((setting) => ({ scope: factsScope(setting), body: state })),
      ]
    }
    default:
      return unreachable(state)
  }
}
