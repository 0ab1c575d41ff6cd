/** Everything the server can do, put together once. */
import { v7 } from 'uuid'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type ServiceKeys } from '../../src/protocol/keys.ts'
import { type ServiceInfo } from '../../src/protocol/sign-in.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { type WorkConfig } from '../config.ts'
import { type ErasureLedger } from '../storage/erasure-ledger.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Storage } from '../storage/storage.ts'
import { type AccessLog, accessLogService } from './access-log.ts'
import { type Accounts, accountsService } from './accounts.ts'
import { type Acts, actsService } from './acts.ts'
import { type Calendar, calendarService } from './calendar.ts'
import { type Changes, changesService } from './changes.ts'
import { type Invitations, invitationsService } from './invitations.ts'
import { type OwnSignIns, ownSignInsService } from './own-sign-ins.ts'
import { type Copies, copiesService } from './copies.ts'
import { type Deposits, depositsService } from './deposits.ts'
import { type Exports, exportsService } from './exports.ts'
import { type Keys } from './keys.ts'
import { type Keeping, keepingService } from './keeping.ts'
import { type Inspections, inspectionsService } from './inspections.ts'
import { type Oversight, oversightService } from './oversight.ts'
import { commitToken, shippedOf, publishPacks } from './packs.ts'
import { type Passwords } from './passwords.ts'
import { type Pokes, pokesService } from './pokes.ts'
import { enteringService } from './entering.ts'
import { type Passkeys, passkeysService } from './passkeys.ts'
import { proofsOf } from './proofs.ts'
import { type Readings, readingsService } from './readings.ts'
import { type Recovery, recoveryService } from './recovery.ts'
import { type Revoking, revokingService } from './revoking.ts'
import { type SecurityService, securityService } from './security.ts'
import { type SignIns, signInService } from './sign-in.ts'
import { type SignLinks, signLinksService } from './sign-links.ts'
import { type Vaults, vaultsService } from './vaults.ts'
import { type Work, workService } from './work.ts'

export interface Services {
  readonly accounts: Accounts
  readonly acts: Acts
  readonly accessLog: AccessLog
  readonly readings: Readings
  readonly calendar: Calendar
  readonly changes: Changes
  readonly deposits: Deposits
  readonly exports: Exports
  /** The service's own public keys (G6). */
  readonly keys: ServiceKeys
  readonly recovery: Recovery
  readonly revoking: Revoking
  readonly vaults: Vaults
  readonly invitations: Invitations
  readonly ownSignIns: OwnSignIns
  readonly copies: Copies
  readonly keeping: Keeping
  readonly inspections: Inspections
  readonly oversight: Oversight
  readonly passkeys: Passkeys
  readonly pokes: Pokes
  readonly security: SecurityService
  /** Null where the service has no provider of work accounts. */
  readonly work: Work | null
  readonly signIns: SignIns
  readonly signLinks: SignLinks
  readonly clock: Clock
  /** @param passkeys whether they can be used at the address that is asked */
  readonly service: (passkeys: boolean) => Promise<ServiceInfo>
  /** Whether the database answers. */
  readonly databaseWorks: () => Promise<boolean>
}

export interface Ports {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
  readonly seal: Seal
  readonly keys: Keys
  /** The provider of work accounts, where there is one. */
  readonly work: WorkConfig | null
  readonly packs: readonly PolicyPack[]
  readonly erasures: ErasureLedger
  /** Shown on the sign-in page of a demonstration. */
  readonly demonstrationSignIns: NonNullable<ServiceInfo['demonstration']>
  readonly onFault: (error: unknown) => void
}

/** Gives every organisation the packs that ship with this version. */
export const publishShippedPacks = ({ storage, clock, random, packs }: Ports): Promise<void> =>
  storage.write(async (tx) => {
    for (const { org } of await orgsOf(tx)) await publishPacks(tx, org, packs, clock(), commitToken(random))
  })

export const servicesOf = (ports: Ports): Services => {
  const { storage, clock } = ports
  const shipped = shippedOf(ports.packs)
  const entering = enteringService(ports)
  const acts = actsService({ ...ports, shipped })
  const exports = exportsService({ ...ports, shipped })
  const passkeys = passkeysService({ ...ports, entering })
  return {
    accounts: accountsService(ports),
    acts,
    accessLog: accessLogService({ ...ports, shipped }),
    readings: readingsService({ ...ports, shipped }),
    calendar: calendarService(ports),
    changes: changesService(ports),
    deposits: depositsService({ ...ports, acts }),
    exports,
    keys: ports.keys.published,
    recovery: recoveryService(ports),
    revoking: revokingService(ports),
    vaults: vaultsService({ ...ports, entering, proofs: proofsOf(ports) }),
    invitations: invitationsService({ ...ports, entering }),
    ownSignIns: ownSignInsService(ports),
    copies: copiesService({ ...ports, newId: v7 }),
    keeping: keepingService({ ...ports, newId: v7 }),
    inspections: inspectionsService(ports),
    oversight: oversightService(ports),
    passkeys,
    pokes: pokesService(ports),
    security: securityService({ ...ports, entering }),
    work: ports.work && workService(ports.work, { ...ports, entering }),
    signIns: signInService({ ...ports, entering }),
    signLinks: signLinksService({ ...ports, shipped, acts, exports, passkeys }),
    clock,
    service: async (byPasskey) => {
      const [org] = await storage.snapshot(orgsOf)
      return {
        name: org?.name ?? 'Countersign',
        setUp: org !== undefined,
        ways: [...(byPasskey ? ['passkey' as const] : []), ...(ports.work ? ['work' as const] : [])],
        demonstration: org?.demonstration ? [...ports.demonstrationSignIns] : null,
        serverTime: clock(),
      }
    },
    databaseWorks: async () => {
      try {
        await storage.snapshot(orgsOf)
        return true
      } catch (error) {
        ports.onFault(error)
        return false
      }
    },
  }
}
