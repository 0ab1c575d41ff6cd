/** Everything the server can do, put together once. */
import { v7 } from 'uuid'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type ServiceInfo } from '../../src/protocol/sign-in.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { type ErasureLedger } from '../storage/erasure-ledger.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type Storage } from '../storage/storage.ts'
import { type AccessLog, accessLogService } from './access-log.ts'
import { type Accounts, accountsService } from './accounts.ts'
import { type Acts, actsService } from './acts.ts'
import { type Calendar, calendarService } from './calendar.ts'
import { type Changes, changesService } from './changes.ts'
import { type Invitations, invitationsService } from './invitations.ts'
import { type OwnSignIns, ownSignInsService } from './own-sign-ins.ts'
import { type Copies, copiesService } from './copies.ts'
import { type Keeping, keepingService } from './keeping.ts'
import { type Inspections, inspectionsService } from './inspections.ts'
import { type Oversight, oversightService } from './oversight.ts'
import { commitToken, shippedOf, publishPacks } from './packs.ts'
import { type Passwords } from './passwords.ts'
import { type Readings, readingsService } from './readings.ts'
import { type SignIns, signInService } from './sign-in.ts'

export interface Services {
  readonly accounts: Accounts
  readonly acts: Acts
  readonly accessLog: AccessLog
  readonly readings: Readings
  readonly calendar: Calendar
  readonly changes: Changes
  readonly invitations: Invitations
  readonly ownSignIns: OwnSignIns
  readonly copies: Copies
  readonly keeping: Keeping
  readonly inspections: Inspections
  readonly oversight: Oversight
  readonly signIns: SignIns
  readonly clock: Clock
  readonly service: () => Promise<ServiceInfo>
  /** Whether the database answers. */
  readonly databaseWorks: () => Promise<boolean>
}

export interface Ports {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
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
  const signIns = signInService(ports)
  return {
    accounts: accountsService(ports),
    acts: actsService({ ...ports, shipped }),
    accessLog: accessLogService({ ...ports, shipped }),
    readings: readingsService({ ...ports, shipped }),
    calendar: calendarService(ports),
    changes: changesService(ports),
    invitations: invitationsService({ ...ports, me: signIns.me }),
    ownSignIns: ownSignInsService(ports),
    copies: copiesService({ ...ports, newId: v7 }),
    keeping: keepingService({ ...ports, newId: v7 }),
    inspections: inspectionsService(ports),
    oversight: oversightService(ports),
    signIns,
    clock,
    service: async () => {
      const [org] = await storage.snapshot(orgsOf)
      return {
        name: org?.name ?? 'Countersign',
        setUp: org !== undefined,
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
