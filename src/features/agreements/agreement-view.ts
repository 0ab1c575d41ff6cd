/** One agreement as one person reads it: the record, what was filled in, its versions and when it is looked at again. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type Json, sameJson } from '../../domain/json.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type PersonName } from '../../domain/projections.ts'
import { agreementStatusOf, type AgreementStatus } from '../../domain/records/status.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type AgreementState } from '../../domain/records/record.ts'
import { factsOfPost, obligationsOfPost } from '../../domain/today.ts'
import { type DraftMatter, draftMatterOf, inForceFor, openDraftOf, prefillOf } from '../../queries/agreement-draft.ts'
import { type Snapshot } from '../../queries/device.ts'
import { askedIn, cellOf, isUnreadable } from '../shared/form-fields.ts'
import { type NoView, recordViewOf, type RecordView } from '../shared/record-view.ts'

export interface AgreementView extends RecordView<AgreementState> {
  readonly status: AgreementStatus
  readonly today: PlainDate
  /** What it was drawn up from; null where that is not on this device. */
  readonly matter: DraftMatter | null
  /** What was filled in when it was drawn up, by field. */
  readonly filled: Readonly<Record<FieldName, Json>>
  /** Who can be named as the manager to go to. */
  readonly people: readonly PersonName[]
  /** The agreements of the post, void ones apart, the newest first. */
  readonly versions: readonly AgreementState[]
  /** The agreement of the post that holds now. */
  readonly inForce: RecordId | null
  /** The draft that is to take its place. */
  readonly openDraft: RecordId | null
  /** When the agreement that holds is looked at again. */
  readonly review: Obligation | null
  /** By when the policy wants a first agreement signed by both; null once one is, or where it says nothing. */
  readonly signBy: PlainDate | null
}

const asked = (snapshot: Snapshot, { post }: RecordView, asOf: PlainDate): Pick<AgreementView, 'review' | 'signBy'> => {
  const facts = factsOfPost(snapshot, post.id, asOf)
  const all = obligationsOfPost(post, snapshot.settings.get(post.setting), snapshot.packs, facts, asOf)
  const first = all.find(({ track }) => track === 'agreement')
  const done = first?.state === 'met' || first?.state === 'met-late'
  return { review: all.find(({ track }) => track === 'agreement-review') ?? null, signBy: done ? null : (first?.due ?? null) }
}

/** An agreement is newer than the one it follows, and than one drawn up on an earlier day. */
const newestFirst = (a: AgreementState, b: AgreementState): number => {
  if (a.follows === b.id) return -1
  if (b.follows === a.id) return 1
  return `${a.drawnUpOn}|${a.id}` < `${b.drawnUpOn}|${b.id}` ? 1 : -1
}

const byName = (a: PersonName, b: PersonName): number => a.name.localeCompare(b.name)

/** Everybody known here but the two, those who manage the home first. */
const nameable = (snapshot: Snapshot, { post, setting, supervisor }: RecordView): readonly PersonName[] => {
  const others = [...snapshot.people.values()].filter(({ id }) => id !== post.person && id !== supervisor.id)
  const manages = ({ id }: PersonName): boolean => setting?.managers.includes(id) ?? false
  return [...others.filter(manages).sort(byName), ...others.filter((each) => !manages(each)).sort(byName)]
}

/**
 * @param me   who reads
 * @param lang the language in which words were filled in
 */
export const agreementViewOf = (
  snapshot: Snapshot,
  me: PersonId,
  recordId: RecordId,
  asOf: PlainDate,
  lang: string,
): AgreementView | NoView => {
  const state = snapshot.agreements.get(recordId)
  if (!state) return 'unknown'
  const view = recordViewOf(snapshot, me, state)
  if (typeof view === 'string') return view
  const matter = draftMatterOf(snapshot, state)
  const versions = [...snapshot.agreements.values()].filter((each) => each.post === state.post && !each.voided)
  return {
    ...view,
    status: agreementStatusOf(state),
    today: asOf,
    matter,
    filled: matter ? prefillOf(matter, lang) : {},
    people: nameable(snapshot, view),
    versions: versions.sort(newestFirst),
    inForce: inForceFor(snapshot, state.post, asOf),
    openDraft: openDraftOf(snapshot, state.post)?.id ?? null,
    ...asked(snapshot, view, asOf),
  }
}

/** Whether an answer still says what was filled in for the two. */
export const isFilledIn = ({ filled, state }: AgreementView, field: FieldName): boolean =>
  state.fields[field] !== undefined && sameJson(filled[field], state.fields[field].value)

/** What stands in the way of signing. */
export interface Lack {
  /** The answer, or the cell of a table, that is to be put right. */
  readonly field: FieldName
  /** The field of the form that asks for it. */
  readonly of: FieldName
  readonly kind: 'answer' | 'date' | 'unreadable' | 'competing'
}

/** What is wrong with an answer that is missing: nothing is there, or what was typed can't be read. */
const kindOf = (view: AgreementView, name: FieldName): Lack['kind'] => {
  if (!isUnreadable(view, name, view.state)) return 'answer'
  const column = cellOf(view, name)?.column
  const type = column && column !== 'removed' ? column.type : askedIn(view, name, view.state)?.type
  return type === 'date' ? 'date' : 'unreadable'
}

/** Everything to put right before the agreement can be signed, in the form's order. */
export const lacksOf = (view: AgreementView): readonly Lack[] => {
  const { state, rules, sections } = view
  const competing = Object.keys(state.competing)
  const missing = rules.missing(state).filter((name) => !competing.includes(name))
  return sections
    .flatMap(({ fields }) => fields)
    .flatMap(({ key }): readonly Lack[] => {
      const isOwn = (name: FieldName): boolean => askedIn(view, name, state)?.key === key
      return [
        ...competing.filter(isOwn).map((field): Lack => ({ field, of: key, kind: 'competing' })),
        ...missing.filter(isOwn).map((field): Lack => ({ field, of: key, kind: kindOf(view, field) })),
      ]
    })
}
