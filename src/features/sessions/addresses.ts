/** The addresses of a session's pages. A part or a field of it is kept in `?section=`, so that one returns to it. */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/acts.ts'

export const sessionHref = (id: RecordId, section?: FieldName): string =>
  section === undefined ? `/sessions/${id}` : `/sessions/${id}?section=${encodeURIComponent(section)}`
export const checkHref = (id: RecordId): string => `/sessions/${id}/check`
export const readHref = (id: RecordId): string => `/sessions/${id}/read`

/** The id of the element that holds a field, for links to it. */
export const elementId = (field: FieldName): string => `field-${field.replaceAll('.', '-')}`
