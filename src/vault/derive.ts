/** Asks for a derivation and says why there is none; finds what this machine bears (K1). */
import { type Bytes } from './bytes.ts'
import { COSTS, type Kdf, type KdfCost, SLOW_MS } from './kdf.ts'
import { VaultError } from './vault-error.ts'

/** @throws VaultError kdf-failed */
export const derived = (kdf: Kdf, secret: string, salt: Bytes, cost: KdfCost): Promise<Bytes> =>
  kdf(secret, salt, cost).catch((cause: unknown) => {
    throw new VaultError('kdf-failed', { cause })
  })

/**
 * The best cost this machine bears, with what was derived under it.
 *
 * @param now milliseconds, to find what key derivation costs here
 * @throws VaultError kdf-failed
 */
export const calibrated = async (
  kdf: Kdf,
  secret: string,
  salt: Bytes,
  now: () => number,
): Promise<{ readonly bytes: Bytes; readonly cost: KdfCost }> => {
  for (const cost of COSTS.slice(0, -1)) {
    const from = now()
    // A derivation that fails has met a limit of memory: less of it may do.
    const bytes = await kdf(secret, salt, cost).catch(() => null)
    if (bytes && now() - from <= SLOW_MS) return { bytes, cost }
    bytes?.fill(0)
  }
  const cost = COSTS[COSTS.length - 1] ?? COSTS[0]
  return { bytes: await derived(kdf, secret, salt, cost), cost }
}
