/** What one row adds to the digest of its scope (L4). Apart from `digest.ts`, which the app begins with: it hashes. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What is known of a row without what it holds. */
interface Named {
  readonly id: string
  readonly seq: number
  readonly revision: number
}

/**
 * The number of one row: the first 48 bits of SHA-256 over its name, seq and revision. What it holds is left out: a row that
 * changed has a new seq, so that nobody has to hash what they hold (`docs/decisions/digests-name-rows-not-contents.md`).
 */
export const rowNumber = ({ id, seq, revision }: Named): number =>
  sha256(utf8ToBytes(`${seq} ${revision} ${id}`)).subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
