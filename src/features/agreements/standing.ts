/** Whose turn it is to sign an agreement. Unlike a session it is not shared first: either of the two may begin. */
import { standingOf } from '../shared/standing.ts'
import { type AgreementView } from './agreement-view.ts'

export const mayReaderSign = ({ state, role }: AgreementView): boolean => {
  if (state.locked || state.voided || role === 'reader') return false
  const { mine, apart } = standingOf(state, role)
  return mine === undefined || apart
}
