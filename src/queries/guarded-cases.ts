/** What the guard knows of the service from this device (W6): every case list that is here, and who works there. */
import { type GuardedCase } from '../domain/guard/identifier.ts'
import { type Snapshot } from './device.ts'

/** The case lists of a device as one, with the names of colleagues. */
export interface GuardKnows {
  readonly cases: readonly GuardedCase[]
  readonly colleagues: readonly string[]
}

let last: { readonly from: readonly unknown[]; readonly knows: GuardKnows } = { from: [], knows: { cases: [], colleagues: [] } }

/**
 * A name of any list counts in any note: who works in two homes may write of a child of the other. The same object while
 * lists and people are the same, so that the guard takes them apart once.
 */
export const guardKnows = ({ caseLists, people }: Pick<Snapshot, 'caseLists' | 'people'>): GuardKnows => {
  const from = [...caseLists.values(), ...people.values()]
  const same = from.length === last.from.length && from.every((each, index) => each === last.from[index])
  if (same) return last.knows
  const knows = {
    cases: [...caseLists.values()].flatMap(({ cases }) => cases),
    colleagues: [...people.values()].map(({ name }) => name),
  }
  last = { from, knows }
  return knows
}
