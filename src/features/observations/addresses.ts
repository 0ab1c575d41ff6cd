/** The address of an observation. The part or field one is at is kept in `?section=`, so that one returns to it. */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { hrefOf } from '../addresses.ts'

/** The record as it is read, checked and signed; the other value is the record as it is written in. */
export const CHECK = 'check'
export const WRITE = 'write'

export const observationHref = (recordId: RecordId, section?: FieldName): string => {
  const href = hrefOf('observation', { recordId })
  return section === undefined ? href : `${href}?section=${encodeURIComponent(section)}`
}
