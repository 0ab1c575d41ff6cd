/** How long a device may show records without contact (K6). */
import { epochOf, type Instant, instantOf } from '../domain/dates.ts'
import { TYP } from '../protocol/keys.ts'
import { Lease } from '../protocol/vaults.ts'
import { type OpenVault } from '../vault/open-vault.ts'

const DAY_MS = 24 * 60 * 60_000
/** Clocks are corrected by this much without anybody meaning anything by it. */
const CORRECTED_MS = 60 * 60_000

export type LeaseStanding =
  /** @param daysLeft whole days until records are shown no more, this one not counted */
  | { readonly kind: 'reads'; readonly daysLeft: number }
  /** Nothing is shown until the service was reached; what is written is kept, as ever. */
  | { readonly kind: 'blocked'; readonly why: 'too-long' | 'clock-back' }
  /** What opens the vault is destroyed. */
  | { readonly kind: 'over' }

/** When what opens the vault is destroyed, without contact until then. */
export const endsOf = ({ at, wipeDays }: Lease): Instant => instantOf(epochOf(at) + wipeDays * DAY_MS)

/**
 * @param lease     the last one; null where there never was one, such as in a vault of the first cipher
 * @param now       milliseconds, the device's clock put right by the last server offset
 * @param lastClock the furthest such time this device was ever at
 */
export const standingOf = (lease: Lease | null, now: number, lastClock: number): LeaseStanding => {
  if (!lease) return { kind: 'reads', daysLeft: Number.POSITIVE_INFINITY }
  const given = epochOf(lease.at)
  if (now - given >= lease.wipeDays * DAY_MS) return { kind: 'over' }
  if (now < Math.max(given, lastClock) - CORRECTED_MS) return { kind: 'blocked', why: 'clock-back' }
  const left = given + lease.readDays * DAY_MS - now
  return left <= 0 ? { kind: 'blocked', why: 'too-long' } : { kind: 'reads', daysLeft: Math.floor(left / DAY_MS) }
}

/** @returns what a lease says, once it is known to be the service's and this vault's; null where it is not */
export const leaseOf = async (lease: string | null, { id, owner, serviceKeys }: OpenVault): Promise<Lease | null> => {
  const keys = serviceKeys()
  if (lease === null || keys === null) return null
  const { verified } = await import('../vault/jws.ts')
  const said = Lease.safeParse(await verified(lease, TYP.lease, keys.certify)).data
  return said?.vault === id && said.person === owner.person ? said : null
}
