/** `POST /api/deposits` (P9, K7): sealed acts of whomever, delivered by whoever syncs the device, who can read none. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { OrgId, PersonId } from '../domain/ids.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { WireAct } from './act.ts'
import { Commit } from './commit.ts'
import { CompactJwe, CompactJws } from './keys.ts'
import { VaultId } from './vaults.ts'
import { PUSH_MAX_ACTS } from './version.ts'

/** The longest body: an act is longer sealed than bare by three quarters, and what may be pushed may be brought (P1). */
export const DEPOSIT_MAX_BYTES = 1024 * 1024

/** What the author's key signs (`TYP.act`), before it is sealed to the service as a JWE. */
export const SealedAct = z.strictObject({ v: z.literal(1), org: OrgId, person: PersonId, vault: VaultId, act: WireAct })
export type SealedAct = z.infer<typeof SealedAct>

export const DepositRequest = z.strictObject({
  sealed: z.array(CompactJwe).check(z.minLength(1), z.maxLength(PUSH_MAX_ACTS)),
  /** Of a vault's key, purpose `deposit`, where nobody is signed in; null with a sign-in. */
  by: z.nullable(z.strictObject({ vault: VaultId, proof: CompactJws })),
  /** With a sign-in: the last commit its person has heard of on this device (T2). */
  last: z.optional(Commit),
})
export type DepositRequest = z.infer<typeof DepositRequest>

/**
 * `taken`: the service has it, applied or in quarantine; which, only its author is told. `unreadable`: it does not open, or
 * its signature is nobody's: it stays on the device. `retry`: nothing was decided.
 */
export const DepositReceipt = z.strictObject({
  /** Lower-case hex SHA-256 of the sealed text. */
  digest: Sha256,
  outcome: z.enum(['taken', 'unreadable', 'retry']),
})
export type DepositReceipt = z.infer<typeof DepositReceipt>
export const DepositAnswer = z.strictObject({
  receipts: z.array(DepositReceipt),
  /** The service does not know that commit: what was brought may rest on what it has not, and none of it was judged (T2). */
  restored: z.optional(z.boolean()),
  serverTime: Instant,
})
export type DepositAnswer = z.infer<typeof DepositAnswer>
