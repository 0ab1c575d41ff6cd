/** An entry of the outbox as its author reads it. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { WireAct } from '../protocol/act.ts'
import { AuditHead } from '../protocol/audit.ts'
import { Commit } from '../protocol/commit.ts'
import { QuarantineReason } from '../protocol/push.ts'
import { type OutboxState } from './ports.ts'

/** What is sealed in an entry's `body`. */
export const EntryBody = z.object({ act: WireAct })

/** What is sealed in its `receipt`. */
export const StoredReceipt = z.object({
  outcome: z.enum(['applied', 'competing', 'quarantined']),
  seq: z.int(),
  at: Instant,
  reason: z.nullable(QuarantineReason),
  /** Where the service's audit chain stood with this act (A8); receipts from before it was said have none. */
  audit: z.optional(AuditHead),
  /** The revision it gave its record, and the commit it came with (T2); none of a quarantined act, or from before it was kept. */
  revision: z.optional(z.int()),
  commit: z.optional(Commit),
  /** The author took the act back (P8): it is listed no longer. */
  withdrawn: z.boolean(),
})
export type StoredReceipt = z.infer<typeof StoredReceipt>

export interface Entry {
  readonly seq: number
  readonly entry: string
  readonly state: OutboxState
  readonly attempts: number
  readonly act: WireAct
  readonly receipt: StoredReceipt | null
  readonly confirmedSeq: number | null
  /** Whether anyone can deliver it (P9), not its author alone. */
  readonly sealed: boolean
  /** It leaves only once what others saved on this device up to here has left. */
  readonly after: number | null
}

/** The name of a record in a scope, in memory. */
export const placeOf = (scope: string, id: string): string => `${scope}|${id}`
