/** Devices that were lost, or are used no longer (K3, K6): which there are, and that one opens nothing any more. */
import { mayRevokeDevice } from '../../src/domain/account-access.ts'
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type PersonId } from '../../src/domain/ids.ts'
import { type RevokeRequest, type VaultLine, type VaultsAnswer } from '../../src/protocol/vaults.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { revokeKeysOfVault } from '../storage/person-keys.ts'
import { postsIn } from '../storage/records.ts'
import { endSignInsOn } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { revokeVault, type Vault, vaultsOf, vaultsOnDevice } from '../storage/vaults.ts'
import { type Principal } from './judge.ts'
import { type Asker, askerOf, isOver, standingOf } from './standing.ts'

export interface Revoking {
  /** One's own, and those of the people one answers for. */
  readonly list: (principal: Principal) => Promise<VaultsAnswer>
  /**
   * Revokes every vault on the device that the asker may, with its keys, pepper and sign-ins. The same again changes nothing.
   *
   * @returns null where there is none
   */
  readonly revoke: (principal: Principal, request: RevokeRequest) => Promise<VaultsAnswer | null>
}

const lineOf = ({ id, device, person, kind, enrolledAt, lastSeenAt, revokedAt, revokedBy }: Vault): VaultLine => ({
  vault: id, deviceId: device, person, kind, since: enrolledAt, lastSeen: lastSeenAt, revokedAt, revokedBy,
})

/** Whose devices one sees: null for everybody's. */
const answeredFor = async (tx: Tx, { org, person, administrator, manages }: Asker, at: Instant): Promise<readonly PersonId[] | null> => {
  if (administrator) return null
  const posts = manages.size === 0 ? [] : await postsIn(tx, org, [...manages])
  return [...new Set([person, ...posts.filter((post) => !isOver(post, londonDay(at))).map((post) => post.person)])]
}

export interface RevokingPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
}

export const revokingService = ({ storage, clock, random }: RevokingPorts): Revoking => {
  const answer = async (tx: Tx, asker: Asker, at: Instant): Promise<VaultsAnswer> => {
    const vaults = await vaultsOf(tx, asker.org, await answeredFor(tx, asker, at))
    return { vaults: vaults.map(lineOf), serverTime: at }
  }
  const mayRevoke = async (tx: Tx, asker: Asker, person: PersonId, at: Instant): Promise<boolean> => {
    const standing = asker.person === person ? null : await standingOf(tx, asker, person, at)
    return mayRevokeDevice(standing?.relation ?? 'none', asker.person === person)
  }
  return {
    list: (principal) => storage.snapshot(async (tx) => answer(tx, await askerOf(tx, principal), clock())),
    revoke: (principal, { deviceId: device, reason }) =>
      storage.write(async (tx) => {
        const at = clock()
        const asker = await askerOf(tx, principal)
        const { org, person: by } = asker
        const on = await vaultsOnDevice(tx, org, device)
        let found = false
        for (const person of new Set(on.map((vault) => vault.person))) {
          if (!(await mayRevoke(tx, asker, person, at))) continue
          found = true
          const theirs = on.filter((vault) => vault.person === person && vault.revokedAt === null)
          for (const vault of theirs) {
            await revokeVault(tx, vault, { at, by })
            await revokeKeysOfVault(tx, org, vault.id, at)
          }
          await endSignInsOn(tx, org, person, device)
          if (theirs.length > 0) await appendAudit(tx, org, [{ at, actor: by, what: 'device-revoked', subject: person, record: null, details: { device, reason } }], random)
        }
        return found ? answer(tx, asker, at) : null
      }),
  }
}
