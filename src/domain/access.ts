/**
 * Who may do what to which record: one total table (A5). The server decides by it; the device uses the same table so as
 * not to offer what would be refused. What leaves the server for whom is in `projections.ts`.
 */
import { type PersonId } from './ids.ts'
import { type ActType, DEEDS, type RecordAct } from './records/acts.ts'
import { type FieldName, type RecordKind } from './records/deeds/common.ts'
import { type PostState, type RecordState, type SettingState, type SignableState } from './records/record.ts'
import { type FormField, type RecordForm } from './records/content.ts'
import { unreachable } from './unreachable.ts'

/**
 * How the person signed in stands to a record. Someone may stand in several ways to one record. The supervisor of an
 * observation is who observes; a referee is the senior manager to whom a disagreement was referred; a successor
 * supervises the post now, and the record was an earlier supervisor's.
 */
export type Relation = 'supervisee' | 'supervisor' | 'manager' | 'administrator' | 'referee' | 'successor'

const PAIR: readonly Relation[] = ['supervisee', 'supervisor']
const HOME: readonly Relation[] = ['administrator', 'manager']

/** Every act there is, for nobody: a kind's row names those that somebody may do. */
const NOBODY = Object.fromEntries(['fields.edit', ...Object.keys(DEEDS)].map((type) => [type, []])) as unknown as Record<
  ActType,
  readonly Relation[]
>

/** What the two do with any record they sign. */
const SIGNED = {
  'fields.edit': PAIR,
  'field.settle': PAIR,
  // What an earlier supervisor left unshared, or that must not count, the present one puts in order.
  'record.share': ['supervisor', 'successor'],
  'record.respond': ['supervisee'],
  'record.answer': ['supervisor'],
  'record.sign': PAIR,
  'record.acknowledge': ['supervisor'],
  'record.pass-on': PAIR,
  'record.refer': PAIR,
  'record.resolve': ['referee', 'supervisor', 'successor'],
  'record.addendum': PAIR,
  'record.void': ['supervisor', 'successor'],
} as const satisfies Partial<Record<ActType, readonly Relation[]>>

/** Every kind of record × every act: who may do it. */
const MAY_ACT: Readonly<Record<RecordKind, Record<ActType, readonly Relation[]>>> = {
  setting: { ...NOBODY, 'setting.open': ['administrator'], 'setting.roster': HOME, 'setting.adopt': ['administrator'] },
  policy: { ...NOBODY, 'policy.publish': ['administrator'] },
  person: { ...NOBODY, 'person.add': HOME, 'person.amend': HOME },
  post: {
    ...NOBODY,
    'post.start': HOME,
    'post.amend': HOME,
    'post.supervise': HOME,
    'post.end': HOME,
    'post.leave': ['supervisee', 'supervisor', 'manager'],
    'post.ask': ['supervisee'],
    'post.happened': ['supervisor', 'manager'],
  },
  file: { ...NOBODY, 'file.open': PAIR, 'fields.edit': PAIR, 'field.settle': PAIR },
  shift: { ...NOBODY, 'shift.log': ['manager', 'supervisee'], 'record.void': ['manager'] },
  agreement: { ...NOBODY, ...SIGNED, 'agreement.draw-up': ['supervisor'], 'agreement.review': ['supervisor'] },
  session: {
    ...NOBODY,
    ...SIGNED,
    'session.plan': PAIR,
    'session.hold': ['supervisor'],
    'session.cancel': PAIR,
    'session.miss': ['supervisor'],
    'session.rebook': ['supervisor'],
  },
  observation: {
    ...NOBODY,
    ...SIGNED,
    'observation.plan': ['supervisor', 'manager'],
    'observation.observe': ['supervisor'],
    'observation.reveal': ['supervisor'],
  },
  // Who manages a setting keeps its case list (W6); who administers the service has no need of children’s names.
  'case-list': { ...NOBODY, 'cases.list': ['manager'] },
}

/** What access looks up about the person signed in and the post and setting a record belongs to. */
export interface AccessContext {
  readonly person: PersonId
  readonly administrator: boolean
  readonly post: PostState | null
  readonly setting: SettingState | null
  readonly form: RecordForm | undefined
}

export type AccessRefusal =
  | { readonly code: 'not-allowed' }
  | { readonly code: 'not-the-supervisor' }
  | { readonly code: 'not-your-signature' }
  | { readonly code: 'not-your-field'; readonly fields: readonly FieldName[] }
  | { readonly code: 'not-yours-to-resolve' }
  | { readonly code: 'post-unknown' }

const isSigned = (state: RecordState | null) =>
  state?.kind === 'session' || state?.kind === 'agreement' || state?.kind === 'observation' ? state : null

const relations = (kind: RecordKind, state: RecordState | null, at: AccessContext): ReadonlySet<Relation> => {
  const held = new Set<Relation>()
  const { person, post } = at
  if (at.administrator) held.add('administrator')
  if (at.setting?.managers.includes(person)) held.add('manager')
  if (!post || kind === 'setting' || kind === 'policy' || kind === 'person') return held
  if (post.person === person) held.add('supervisee')
  const signed = isSigned(state)
  // An observation is its observer's; any other record is the present supervisor's, if it was made as theirs.
  const observes = signed?.kind === 'observation' && signed.supervisor === person
  const supervises = post.supervisor === person && (signed === null || signed.supervisor === person)
  if (observes || supervises) held.add('supervisor')
  if (signed && signed.kind !== 'observation' && post.supervisor === person && signed.supervisor !== person) held.add('successor')
  if (signed?.referrals.some(({ to }) => to === person)) held.add('referee')
  return held
}

/** How somebody stands to a record that two people sign. */
export const relationsTo = (state: SignableState, at: AccessContext): ReadonlySet<Relation> => relations(state.kind, state, at)

/**
 * A supervisee writes in their own voice and in what belongs to both; the supervisor may also write as scribe. One
 * party's own view of an observation is nobody else's to write (SEF-App2.3).
 */
const foreignFields = (
  names: readonly FieldName[],
  form: RecordForm | undefined,
  held: ReadonlySet<Relation>,
): readonly FieldName[] => {
  const mine = (field: FormField | undefined): boolean => {
    if (field?.view) return held.has(field.view === 'observer' ? 'supervisor' : 'supervisee')
    return held.has('supervisor') || (field?.voice ?? 'supervisor') !== 'supervisor'
  }
  return names.filter((name) => !mine(form?.fieldOf(name)))
}

type MakesRecord = RecordAct & { type: 'session.plan' | 'agreement.draw-up' | 'observation.plan' | 'file.open' }

/**
 * Whether the act that makes a record names the post, the setting and the two people as they are: a session is held by
 * the supervisor of the post and by nobody else (WOK-4.5).
 */
const namesThePair = ({ type, payload }: MakesRecord, post: PostState, person: PersonId): boolean => {
  if (payload.post !== post.id || payload.setting !== post.setting) return false
  if (type === 'file.open') return payload.person === post.person
  if (payload.supervisee !== post.person) return false
  if (type === 'observation.plan') return payload.observer !== payload.supervisee
  return payload.supervisor === post.supervisor && (type === 'session.plan' || payload.supervisor === person)
}

/** Nobody supervises themselves: one person would sign for both. */
const oneForBoth = (person: PersonId, supervisor: PersonId | null): AccessRefusal | null =>
  supervisor === person ? { code: 'not-allowed' } : null

/** A worker claims their own shifts, and corrects a claim while it is one; the home says what was worked. */
const mayLog = (act: RecordAct & { type: 'shift.log' }, held: ReadonlySet<Relation>): boolean =>
  held.has('manager') || act.payload.claimed === true

const resolves = (
  act: RecordAct & { type: 'record.resolve' },
  state: RecordState | null,
  held: ReadonlySet<Relation>,
  person: PersonId,
): boolean => {
  const referral = isSigned(state)?.referrals.find((each) => each.act === act.payload.referral)
  if (!referral) return true
  // Where the senior manager has no place in this service, the supervisor writes down how it was resolved.
  return referral.to === null ? held.has('supervisor') || held.has('successor') : referral.to === person
}

/**
 * Whether the person may do this act to this record.
 *
 * @returns null if they may, else the reason as a code (A5)
 */
export const objectionToAct = (act: RecordAct, state: RecordState | null, at: AccessContext): AccessRefusal | null => {
  const held = relations(act.kind, state, at)
  if (!MAY_ACT[act.kind][act.type].some((relation) => held.has(relation))) return { code: 'not-allowed' }
  if (act.kind === 'setting' || act.kind === 'policy' || act.kind === 'person' || act.kind === 'case-list') return null
  if (act.type === 'post.start') return oneForBoth(act.payload.person, act.payload.supervisor)
  if (!at.post) return { code: 'post-unknown' }
  switch (act.type) {
    case 'shift.log':
      if (act.payload.person !== at.post.person) return { code: 'post-unknown' }
      return mayLog(act, held) ? null : { code: 'not-allowed' }
    case 'post.supervise':
      return oneForBoth(at.post.person, act.payload.supervisor)
    case 'session.plan':
    case 'agreement.draw-up':
    case 'observation.plan':
    case 'file.open':
      return namesThePair(act, at.post, at.person) ? null : { code: 'not-the-supervisor' }
    case 'record.sign':
      return held.has(act.payload.role) ? null : { code: 'not-your-signature' }
    case 'record.refer': {
      const { to } = act.payload
      const signed = isSigned(state)
      // Neither of the two can settle what they disagree on.
      return to !== null && (to === signed?.supervisee || to === signed?.supervisor) ? { code: 'not-yours-to-resolve' } : null
    }
    case 'record.resolve':
      return resolves(act, state, held, at.person) ? null : { code: 'not-yours-to-resolve' }
    case 'fields.edit':
    case 'field.settle': {
      const names = act.type === 'fields.edit' ? Object.keys(act.patch) : [act.payload.field]
      const fields = foreignFields(names, at.form, held)
      return fields.length > 0 ? { code: 'not-your-field', fields } : null
    }
    case 'setting.open':
    case 'setting.roster':
    case 'setting.adopt':
    case 'policy.publish':
    case 'person.add':
    case 'person.amend':
    case 'post.amend':
    case 'post.end':
    case 'post.leave':
    case 'post.ask':
    case 'post.happened':
    case 'agreement.review':
    case 'session.hold':
    case 'session.cancel':
    case 'session.miss':
    case 'session.rebook':
    case 'observation.observe':
    case 'observation.reveal':
    case 'record.share':
    case 'record.respond':
    case 'record.answer':
    case 'record.acknowledge':
    case 'record.pass-on':
    case 'record.addendum':
    case 'record.void':
    case 'cases.list':
      return null
    default:
      return unreachable(act)
  }
}
