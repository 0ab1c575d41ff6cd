/** What a scope holds, in one number (L4): the same on the server and on a device whose rows are the server's. Pure. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import * as z from 'zod/mini'

/** Sums are modulo this: twice it is still a whole number that JavaScript holds exactly. */
const MODULUS = 2 ** 48

/** What is known of a row without what it holds. */
interface Named {
  readonly id: string
  readonly seq: number
  readonly revision: number
}

/** How many live rows there are, and the sum of their numbers. A tombstone does not count. */
export const Digest = z.strictObject({
  count: z.int().check(z.minimum(0)),
  sum: z.int().check(z.minimum(0), z.maximum(MODULUS - 1)),
})
export type Digest = z.infer<typeof Digest>

export const NO_ROWS: Digest = { count: 0, sum: 0 }

/**
 * The number of one row: the first 48 bits of SHA-256 over its name, seq and revision. What it holds is left out: a row that
 * changed has a new seq, so that nobody has to hash what they hold (`docs/decisions/digests-name-rows-not-contents.md`).
 */
export const rowNumber = ({ id, seq, revision }: Named): number =>
  sha256(utf8ToBytes(`${seq} ${revision} ${id}`)).subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)

/** The rows of both together. */
export const plus = (one: Digest, other: Digest): Digest => ({ count: one.count + other.count, sum: (one.sum + other.sum) % MODULUS })

/** What one has more than the other: its `count` is below 0 where it has fewer rows. */
export const minus = (one: Digest, other: Digest): Digest => ({
  count: one.count - other.count,
  sum: (one.sum - other.sum + MODULUS) % MODULUS,
})

export const isSame = (one: Digest, other: Digest): boolean => one.count === other.count && one.sum === other.sum
