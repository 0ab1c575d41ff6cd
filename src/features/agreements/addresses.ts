/** The addresses of an agreement: to read it, to write in it (at a field), to check and sign it. */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { hrefOf } from '../addresses.ts'

/** Which side of the agreement is shown; without one, the side that the reader has something to do on. */
export type Side = 'write' | 'check' | 'read'
export const SIDES: readonly Side[] = ['write', 'check', 'read']

export const agreementHref = (recordId: RecordId, side?: Side, field?: FieldName): string => {
  const href = hrefOf('agreement', { recordId })
  if (side === undefined) return href
  return field === undefined ? `${href}?show=${side}` : `${href}?show=${side}&at=${encodeURIComponent(field)}`
}
