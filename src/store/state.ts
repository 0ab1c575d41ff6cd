/** What a person's device remembers besides records and acts, sealed as one row. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { AuditHead } from '../protocol/audit.ts'

export const SyncState = z.object({
  /** Another random name each time rows are written: another tab sees by it whether it has to read them. */
  rowsRev: z.string(),
  /** The last seq of each scope that is here, rows and all (L1). */
  cursors: z.record(z.string(), z.int()),
  /** The head of the last pull that was complete: everything up to it is here. */
  pulledThrough: z.int(),
  /** What the server has backed up; confirmed acts up to it may go (V9). */
  backedUpThrough: z.int(),
  /** Server time minus this device's, in milliseconds (T1). */
  offsetMs: z.number(),
  lastVerified: z.nullable(Instant),
  /** When the server confirmed the last act of a record, once the act itself has left the outbox. */
  sentAt: z.record(z.string(), Instant),
  /** Texts begun and not sent, such as a comment, by what they are for. They never leave this device as they are. */
  texts: z._default(z.record(z.string(), z.string()), {}),
  /** The furthest head of the service's audit chain this device has seen: it is a witness that it was there (A8). */
  audit: z._default(z.nullable(AuditHead), null),
  /** With which this device, once unlocked, signs in again without a code (A1). It is nowhere but in here. */
  deviceToken: z._default(z.nullable(z.string()), null),
})
export type SyncState = z.infer<typeof SyncState>

export const NO_STATE: SyncState = {
  rowsRev: '',
  cursors: {},
  pulledThrough: 0,
  backedUpThrough: 0,
  offsetMs: 0,
  lastVerified: null,
  sentAt: {},
  texts: {},
  audit: null,
  deviceToken: null,
}
