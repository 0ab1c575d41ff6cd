/** What the guard knows of the service from this device (W6): every case list that is here, and who works there. */
import { type GuardedCase } from '../domain/guard/identifier.ts'
import { type Snapshot } from './device.ts'

/** The case lists of a device as one, with the names of colleagues. */
export interface GuardKnows {
  readonly cases: readonly GuardedCase[]
  readonly colleagues: readonly string[]
}

const NOTHING: GuardKnows = { cases: [], colleagues: [] }

/** By the first row it was made from: names go from memory with the rows, when the device is locked (K5). */
const known = new WeakMap<object, { readonly from: readonly object[]; readonly knows: GuardKnows }>()

/**
 * A name of any list counts in any note: who works in two homes may write of a child of the other. The same object while
 * lists and people are the same, so that the guard takes them apart once.
 */
export const guardKnows = ({ caseLists, people }: Pick<Snapshot, 'caseLists' | 'people'>): GuardKnows => {
  const from = [...caseLists.values(), ...people.values()]
  const [first] = from
  if (!first) return NOTHING
  const before = known.get(first)
  if (before?.from.length === from.length && before.from.every((each, index) => each === from[index])) return before.knows
  const knows = {
    cases: [...caseLists.values()].flatMap(({ cases }) => cases),
    colleagues: [...people.values()].map(({ name }) => name),
  }
  known.set(first, { from, knows })
  return knows
}
