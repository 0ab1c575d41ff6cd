/** The addresses of a session's pages. A part or a field of it is kept in `?section=`, so that one returns to it. */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { hrefOf } from '../addresses.ts'

export const sessionHref = (recordId: RecordId, section?: FieldName): string => {
  const href = hrefOf('session', { recordId })
  return section === undefined ? href : `${href}?section=${encodeURIComponent(section)}`
}
export const checkHref = (recordId: RecordId): string => hrefOf('check', { recordId })
export const readHref = (recordId: RecordId): string => hrefOf('read', { recordId })
