/** What stands in the way of signing, each with the place where it is put right. */
import { type PlainDate } from '../../domain/dates.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { objectionToSigning } from '../../domain/records/signed.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { isUnreadable, placeOfAction } from '../shared/form-fields.ts'
import { type SessionView } from './session-view.ts'

export type Missing =
  | { readonly kind: 'held' }
  | { readonly kind: 'date-in-future' }
  | { readonly kind: 'answer'; readonly field: FieldName }
  /** Something is written that is not a number, or not a day. */
  | { readonly kind: 'unreadable'; readonly field: FieldName }
  | { readonly kind: 'gap-reason'; readonly field: FieldName }
  | {
      readonly kind: 'action'
      readonly field: FieldName
      readonly lacks: 'what' | 'by'
      /** Its place in its list, from 1. */
      readonly number: number
      /** The list, where the form has several. */
      readonly list: FieldName | null
    }
  | { readonly kind: 'competing'; readonly field: FieldName }

/** An answer that the form misses or that can't be read, or a part of an action that says something (SEF-App3.6). */
const missingField = (field: FieldName, { state, sections }: Pick<SessionView, 'state' | 'sections'>): Missing => {
  const [rows, id, part] = field.split('.')
  if (rows !== 'actions' || id === undefined) {
    return { kind: isUnreadable({ sections }, field, state) ? 'unreadable' : 'answer', field }
  }
  const { number, list } = placeOfAction({ sections }, id, state)
  return { kind: 'action', field, lacks: part === 'by' ? 'by' : 'what', number, list }
}

/**
 * Everything that has to be put right before this record can be signed, in the order of the agenda. `domain` names one
 * reason at a time; a person wants the whole list.
 *
 * @param gapExceeded whether the reason for the gap is asked (SEF-App3.1)
 */
export const missingFor = (view: SessionView, gapExceeded: boolean, asOf: PlainDate): readonly Missing[] => {
  const { state, rules } = view
  const gapField = view.sections
    .flatMap(({ fields }) => fields)
    .find((field) => field.type === 'text' && field.onlyWhen === 'gap-exceeded')
  const first = objectionToSigning(state, rules, asOf)
  const missing: Missing[] = []
  if (first?.code === 'session-not-held') missing.push({ kind: 'held' })
  if (first?.code === 'date-in-future') missing.push({ kind: 'date-in-future' })
  for (const field of rules.missing({ fields: state.fields, held: { gapExceeded } })) {
    missing.push(field === gapField?.key ? { kind: 'gap-reason', field } : missingField(field, view))
  }
  for (const field of Object.keys(state.competing)) missing.push({ kind: 'competing', field })
  return missing
}

/** The field at which a lack is put right, as the session page's address takes it. */
export const placeOf = (missing: Missing): FieldName => {
  switch (missing.kind) {
    case 'held':
    case 'date-in-future':
      return 'when.on'
    case 'answer':
    case 'unreadable':
    case 'gap-reason':
    case 'action':
    case 'competing':
      return missing.field
    default:
      return unreachable(missing)
  }
}
