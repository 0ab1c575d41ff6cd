/** How a password becomes a key-encrypting key (K1). The derivation itself comes in as a function. */
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

/** Argon2id of a password: in a worker in the browser, directly in tests. Rejects when it cannot be computed. */
export type Kdf = (password: string, salt: Bytes, cost: KdfCost) => Promise<Bytes>

/** What the page asks of the KDF worker, and its answer. Not in the worker's own file: importing that runs it. */
export interface KdfQuestion {
  readonly password: string
  readonly salt: Bytes
  readonly cost: KdfCost
}
export type KdfReply = { readonly ok: true; readonly key: Bytes } | { readonly ok: false }
