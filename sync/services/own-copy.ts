/** Everything that is kept of a person as whom it is about, gathered at one moment for their own copy (W5). */
import { type Instant, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type Cover, findNames, type Identify, joined } from '../../src/domain/own-copy.ts'
import { type Field, type Section } from '../../src/domain/policy/form.ts'
import { viewOf } from '../../src/domain/records/observation.ts'
import { sectionsFor, formOf } from '../../src/domain/records/forms.ts'
import { factsOf } from '../../src/domain/records/policy-input.ts'
import { type FormState, type PersonState, type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { cellName, writtenRowIds } from '../../src/domain/records/tables.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type AuditEntry, auditOfPerson } from '../storage/audit.ts'
import { actsOf } from '../storage/ledger.ts'
import { orgsOf } from '../storage/orgs.ts'
import { quarantineBy } from '../storage/quarantine.ts'
import { ofKinds, recordsOf } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'
import { mayRead } from './oversight.ts'
import { type PackLookup } from './packs.ts'

export interface CopiedAct {
  readonly record: string
  readonly actor: string
  readonly receivedAt: Instant
  readonly act: WireAct
}

/** What is read of the person, as far as they may know it. */
export type CopiedLog = Pick<AuditEntry, 'at' | 'actor' | 'what' | 'record' | 'details'>

export interface CopyBundle {
  readonly kind: 'own-copy'
  readonly madeOn: PlainDate
  readonly service: string
  readonly person: PersonState
  /** The names of those who did something here, and of the homes and teams: they are not covered. */
  readonly names: Readonly<Record<string, string>>
  readonly posts: readonly PostState[]
  readonly records: readonly RecordState[]
  readonly history: readonly CopiedAct[]
  /** What they wrote and the service could not use. */
  readonly heldBack: readonly CopiedAct[]
  readonly log: readonly CopiedLog[]
}

/** What of a bundle is covered: everything but the names of those who did something. */
export const coverable = ({ posts, records, history, heldBack, log }: CopyBundle): Json =>
  JSON.parse(JSON.stringify({ posts, records, history, heldBack, log })) as Json

/** Until both views of an observation are revealed, each of the two has their own (SEF-App2.3). */
const asTheirs = (state: RecordState, person: PersonId): RecordState => (state.kind === 'observation' ? viewOf(state, person) : state)

const idsOfPosts = async (tx: Tx, org: OrgId, posts: readonly PostState[]): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const { id } of posts) {
    const rows = await tx.selectFrom('records').select('id').where('org', '=', org).where('post', '=', id).orderBy('id').execute()
    ids.push(...rows.map((row) => row.id))
  }
  return ids
}

/** Those who did something to these records, supervise the posts or looked at them. */
const actorsIn = ({ posts, history, log }: Pick<CopyBundle, 'posts' | 'history' | 'log'>): ReadonlySet<string> =>
  new Set([
    ...posts.flatMap(({ supervisor, earlierSupervisors }) => [...(supervisor ? [supervisor] : []), ...earlierSupervisors.map((each) => each.supervisor)]),
    ...history.map(({ actor }) => actor),
    ...log.map(({ actor }) => actor),
  ])

/**
 * Gathers everything of one person.
 *
 * @param tellable whether they may know of an entry yet: a delay that two people agreed to holds it back (W2)
 * @returns null where there is no such person
 */
export const gather = async (tx: Tx, org: OrgId, person: PersonId, at: Instant, tellable: (entry: AuditEntry) => boolean): Promise<CopyBundle | null> => {
  const states = await ofKinds(tx, org, ['person', 'post', 'setting'])
  const own = states.find((state): state is PersonState => state.kind === 'person' && state.id === person)
  if (!own) return null
  const posts = states.filter((state): state is PostState => state.kind === 'post' && state.person === person)
  const ids = await idsOfPosts(tx, org, posts)
  const records: RecordState[] = []
  for (const id of ids) records.push(...(await recordsOf(tx, org, [id])))
  const history: CopiedAct[] = []
  for (const record of [...posts, ...records, own]) {
    for (const { actor, receivedAt, wire } of await actsOf(tx, org, record.id)) {
      if (mayRead(record, person, actor, wire.type)) history.push({ record: record.id, actor, receivedAt, act: wire })
    }
  }
  const theirs = new Set<string>([...ids, ...posts.map(({ id }) => id)])
  const heldBack = (await quarantineBy(tx, org, person))
    .filter(({ wire }) => theirs.has(wire.recordId))
    .map(({ wire, author, at: receivedAt }): CopiedAct => ({ record: wire.recordId, actor: author, receivedAt, act: wire }))
  const log = (await auditOfPerson(tx, org, person))
    .filter(tellable)
    .map(({ at: when, actor, what, record, details }): CopiedLog => ({ at: when, actor, what, record, details }))
  const actors = actorsIn({ posts, history, log })
  const service = (await orgsOf(tx)).find((each) => each.org === org)?.name ?? ''
  const names = states.flatMap((state): [string, string][] => {
    if (state.kind === 'setting') return [[state.id, state.name]]
    return state.kind === 'person' && (actors.has(state.id) || state.id === person) ? [[state.id, state.name]] : []
  })
  return {
    kind: 'own-copy', madeOn: londonDay(at), service, person: own, names: Object.fromEntries(names), posts,
    records: records.map((state) => asTheirs(state, person)), history, heldBack, log,
  }
}

/** The sections of the form a record is pinned to, those for this person; none where the policy is not here. */
export const sectionsOfRecord = (state: FormState, post: PostState | undefined, setting: SettingState | undefined, packOf: PackLookup): readonly Section[] => {
  const pack = packOf(state.pins)
  const form = pack && formOf(pack, state.pins)
  return pack && form && post ? sectionsFor(form, pack, factsOf(post, setting)) : []
}

/** The names of the values of a field that are references of children, or another's initials (class D). */
const childNames = (state: FormState, field: Field): readonly string[] => {
  if (field.type !== 'table') return field.class === 'D' ? [field.key] : []
  return writtenRowIds(state, field).flatMap((id) =>
    field.columns.filter(({ class: own }) => (own ?? field.class) === 'D').map(({ key }) => cellName(field, id, key)),
  )
}

/** Every text that is a child's reference by the form's own word (class D). */
export const childTexts = (states: readonly RecordState[], sectionsFor: (state: FormState) => readonly Section[]): ReadonlySet<string> =>
  new Set(
    states.flatMap((state) => {
      if (!('fields' in state)) return []
      return sectionsFor(state)
        .flatMap(({ fields }) => fields)
        .flatMap((field) => childNames(state, field))
        .flatMap((name) => {
          const value = state.fields[name]?.value
          return typeof value === 'string' ? [value] : []
        })
    }),
  )

export interface Proposing {
  /** Whole names and what people go by, of those who are not to be named. */
  readonly others: readonly string[]
  readonly children: ReadonlySet<string>
  readonly identify: Identify
}

/** What may give away somebody else in each text: looked at, and decided, by a person. */
export const proposeCovers = (texts: readonly string[], { others, children, identify }: Proposing): readonly (readonly Cover[])[] => {
  const names = findNames(others)
  return texts.map((text) => (children.has(text) ? [{ start: 0, end: text.length, why: 'child' as const }] : joined([...names(text), ...identify(text)])))
}
