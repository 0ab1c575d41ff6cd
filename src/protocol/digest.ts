/** What a scope holds, in one number (L4): the same on the server and on a device whose rows are the server's. Pure. */
import * as z from 'zod/mini'

/** Sums are modulo this: twice it is still a whole number that JavaScript holds exactly. */
const MODULUS = 2 ** 48

/** How many live rows there are, and the sum of their numbers. A tombstone does not count. */
export const Digest = z.strictObject({
  count: z.int().check(z.minimum(0)),
  sum: z.int().check(z.minimum(0), z.maximum(MODULUS - 1)),
})
export type Digest = z.infer<typeof Digest>

export const NO_ROWS: Digest = { count: 0, sum: 0 }

/** The rows of both together. */
export const plus = (one: Digest, other: Digest): Digest => ({ count: one.count + other.count, sum: (one.sum + other.sum) % MODULUS })

/** What one has more than the other: its `count` is below 0 where it has fewer rows. */
export const minus = (one: Digest, other: Digest): Digest => ({
  count: one.count - other.count,
  sum: (one.sum - other.sum + MODULUS) % MODULUS,
})

export const isSame = (one: Digest, other: Digest): boolean => one.count === other.count && one.sum === other.sum
