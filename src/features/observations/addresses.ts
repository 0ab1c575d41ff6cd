/** The address of an observation. The part or field one is at is kept in `?section=`, so that one returns to it. */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { hrefOf } from '../addresses.ts'
import { type RecordView } from '../shared/record-view.ts'

/** From an observation one goes back to the person it is about, who goes back to Today. */
export const backOf = ({ role, state, supervisee }: Pick<RecordView, 'role' | 'state' | 'supervisee'>, today: string) =>
  role === 'supervisee' ? { href: hrefOf('today'), label: today } : { href: hrefOf('person', { postId: state.post }), label: supervisee.name }

/** The record as it is read, checked and signed; the other value is the record as it is written in. */
export const CHECK = 'check'
export const WRITE = 'write'

export const observationHref = (recordId: RecordId, section?: FieldName): string => {
  const href = hrefOf('observation', { recordId })
  return section === undefined ? href : `${href}?section=${encodeURIComponent(section)}`
}
