/**
 * Words on their way from one page to another, such as a quarantined edit that becomes an addendum. In memory alone: the
 * address and the browser's history are written to disk (K2).
 */
import { type RecordId } from '../domain/ids.ts'

export interface CarriedText {
  readonly carry: (record: RecordId, text: string) => void
  /** The words for this record, or undefined. */
  readonly textFor: (record: RecordId) => string | undefined
  readonly drop: () => void
}

export const carriedText = (): CarriedText => {
  let carried: { readonly record: RecordId; readonly text: string } | null = null
  return {
    carry: (record, text) => {
      carried = { record, text }
    },
    textFor: (record) => (carried?.record === record ? carried.text : undefined),
    drop: () => {
      carried = null
    },
  }
}
