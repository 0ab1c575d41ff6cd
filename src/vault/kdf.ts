/** How a phrase, a PIN or a password is stretched (K1). The derivation itself comes in as a function. */
import * as z from 'zod/mini'
import { type Bytes } from './bytes.ts'

const MIB = 1024

/** Nothing weaker is ever made, nor believed: an envelope that asks for less was tampered with. */
export const KdfCost = z.strictObject({
  memoryKiB: z.int().check(z.minimum(19 * MIB), z.maximum(1024 * MIB)),
  iterations: z.int().check(z.minimum(2), z.maximum(100)),
  parallelism: z.literal(1),
})
export type KdfCost = z.infer<typeof KdfCost>

/** From the wanted cost down to the least (K1). */
export const COSTS = [
  { memoryKiB: 64 * MIB, iterations: 3, parallelism: 1 },
  { memoryKiB: 32 * MIB, iterations: 3, parallelism: 1 },
  { memoryKiB: 19 * MIB, iterations: 2, parallelism: 1 },
] as const satisfies readonly KdfCost[]

/** A derivation slower than this, in milliseconds, makes a new vault take the next lower cost. */
export const SLOW_MS = 1500

/** Argon2id, 32 bytes: in a worker in the browser, directly in tests. Rejects when it cannot be computed. */
export type Kdf = (secret: string, salt: Bytes, cost: KdfCost) => Promise<Bytes>
