/** What stands in the way of signing, each with the place where it is put right. */
import { type PlainDate } from '../../domain/dates.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { writtenActionIds } from '../../domain/records/actions.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { objectionToSigning } from '../../domain/records/signed.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type SessionView } from './session-view.ts'

export type Missing =
  | { readonly kind: 'held' }
  | { readonly kind: 'date-in-future' }
  | { readonly kind: 'answer'; readonly field: FieldName }
  | { readonly kind: 'gap-reason'; readonly field: FieldName }
  | { readonly kind: 'action'; readonly field: FieldName; readonly lacks: 'what' | 'by'; readonly number: number }
  | { readonly kind: 'competing'; readonly field: FieldName }

/** An answer that the form misses, or a part of an action that says something (SEF-App3.6). */
const missingField = (field: FieldName, state: SessionState): Missing => {
  const [rows, id, part] = field.split('.')
  if (rows !== 'actions' || id === undefined) return { kind: 'answer', field }
  return { kind: 'action', field, lacks: part === 'by' ? 'by' : 'what', number: writtenActionIds(state).indexOf(id) + 1 }
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
    missing.push(field === gapField?.key ? { kind: 'gap-reason', field } : missingField(field, state))
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
    case 'gap-reason':
    case 'action':
    case 'competing':
      return missing.field
    default:
      return unreachable(missing)
  }
}
