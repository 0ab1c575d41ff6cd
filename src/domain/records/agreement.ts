/** A supervision agreement: draft → part-signed → signed; an amendment is another agreement that follows it (SEF-8). */
import { type RecordAct } from './acts.ts'
import { type AgreementState, doneBy, type Folded, refused } from './record.ts'
import { type RecordForm } from './content.ts'
import { afterVoid, foldSigned, UNSIGNED } from './signed.ts'

/**
 * Folds one act into an agreement.
 *
 * @returns as `foldSigned`; a review of one that is not signed is refused (SEF-2.5)
 */
export const foldAgreement = (
  state: AgreementState | null,
  act: RecordAct,
  form: RecordForm,
): Folded<AgreementState> => {
  if (!state) {
    if (act.type !== 'agreement.draw-up') return refused({ code: 'record-unknown' })
    const { on, ...rest } = act.payload
    const drawn: AgreementState = {
      ...UNSIGNED,
      ...rest,
      kind: 'agreement',
      id: act.recordId,
      revision: 1,
      drawnUpOn: on,
      reviews: [],
    }
    return { ok: true, state: drawn, competing: [] }
  }
  if (state.voided && !afterVoid(act)) return refused({ code: 'record-void' })
  if (act.type === 'agreement.draw-up') return refused({ code: 'record-exists' })
  if (act.type !== 'agreement.review') return foldSigned(state, act, form)
  if (!state.locked) return refused({ code: 'agreement-not-signed' })
  const reviews = [...state.reviews, { ...act.payload, ...doneBy(act) }]
  return { ok: true, state: { ...state, reviews, revision: state.revision + 1 }, competing: [] }
}
