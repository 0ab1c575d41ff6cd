/** A supervision agreement: draft → part-signed → signed; an amendment is another agreement that follows it (SEF-8). */
import { type PlainDate } from '../dates.ts'
import { type RecordAct } from './acts.ts'
import { type AgreementState, doneBy, type Folded, refused } from './record.ts'
import { afterVoid, foldSigned, type RecordForm, UNSIGNED } from './signed.ts'

export type AgreementStatus = 'draft' | 'part-signed' | 'signed' | 'void'

export const agreementStatusOf = (state: AgreementState): AgreementStatus => {
  if (state.voided) return 'void'
  if (state.locked) return 'signed'
  return state.signatures.length > 0 ? 'part-signed' : 'draft'
}

/** The day on which both had signed; null before. */
export const signedOnOf = (state: AgreementState): PlainDate | null =>
  state.locked ? (state.signatures.map(({ sign }) => sign.on).sort().at(-1) ?? null) : null

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
