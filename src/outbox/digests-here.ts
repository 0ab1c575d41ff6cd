/** The digests of what a device holds, scope by scope (L4). A row's number is made once, however often it is summed. */
import { type ChangeRow } from '../protocol/changes.ts'
import { type Digest, NO_ROWS, plus } from '../protocol/digest.ts'
import { rowNumber } from '../protocol/row-number.ts'
import { type HeldRow } from '../store/person-rows.ts'

/** By the row itself, which is never changed in place: a row that comes anew is another one. */
const numbers = new WeakMap<ChangeRow, number>()

const numberOf = (row: ChangeRow): number => {
  const known = numbers.get(row)
  if (known !== undefined) return known
  const made = rowNumber(row)
  numbers.set(row, made)
  return made
}

export const digestsHere = (rows: ReadonlyMap<string, HeldRow>): ReadonlyMap<string, Digest> => {
  const digests = new Map<string, Digest>()
  for (const { scope, row } of rows.values()) digests.set(scope, plus(digests.get(scope) ?? NO_ROWS, { count: 1, sum: numberOf(row) }))
  return digests
}

/** Of several scopes together. */
export const together = (digests: Iterable<Digest>): Digest => [...digests].reduce(plus, NO_ROWS)
