/** Follows, for an unlocked device, how long it may show records without contact (K6). */
import { type Instant } from '../domain/dates.ts'
import { type Lease } from '../protocol/vaults.ts'
import { type LeaseNotice } from '../queries/vault-here.ts'
import { type HeldRow } from '../store/person-rows.ts'
import { type PersonStore } from '../store/person-store.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { endsOf, leaseOf, type LeaseStanding, standingOf } from './lease.ts'

/** It is said from so many days before. */
const SAID_FROM_DAYS = 2

/** What names people and places: without it nothing could be begun. */
const NAMING: ReadonlySet<unknown> = new Set(['setting', 'person-name', 'post', 'pack', 'erased'])

/** The rows that may still be shown when nobody's records may: what is written down is kept, as ever. */
export const namingRows = (rows: ReadonlyMap<string, HeldRow>): ReadonlyMap<string, HeldRow> =>
  new Map([...rows].filter(([, { row: { body } }]) => typeof body === 'object' && body !== null && 'kind' in body && NAMING.has(body.kind)))

export interface FollowedLease {
  readonly standing: () => LeaseStanding
  readonly notice: () => LeaseNotice
  /** Reads a lease that has come. @returns whether there is another */
  readonly look: () => Promise<boolean>
}

export const followLease = (
  {
    store,
    vault,
    given,
    now,
    ends,
  }: {
    readonly store: PersonStore
    readonly vault: OpenVault
    readonly given: Lease | null
    readonly now: () => number
    /** Keeps, beside the vault, when it ends. */
    readonly ends: (at: Instant) => Promise<void>
  },
): FollowedLease => {
  let lease = given
  let read = store.state().lease
  const corrected = (): number => now() + store.state().offsetMs
  const standing = (): LeaseStanding => standingOf(lease, corrected(), store.state().lastClock)
  return {
    standing,
    notice: () => {
      const at = standing()
      switch (at.kind) {
        case 'reads':
          return at.daysLeft <= SAID_FROM_DAYS ? at.daysLeft : null
        case 'blocked':
          return at.why === 'clock-back' ? 'clock-back' : 'reading-blocked'
        case 'over':
          return 'reading-blocked'
        default:
          return at satisfies never
      }
    },
    look: async () => {
      const kept = store.state().lease
      if (kept === read) return false
      read = kept
      lease = await leaseOf(kept, vault)
      // What can't be kept now is kept with the next one.
      if (lease) await ends(endsOf(lease)).catch(() => undefined)
      return true
    },
  }
}

