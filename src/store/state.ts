/** What a person's device remembers besides records and acts, sealed as one row. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { type PersonId } from '../domain/ids.ts'
import { type WireAct } from '../protocol/act.ts'
import { AuditHead } from '../protocol/audit.ts'
import { Commit } from '../protocol/commit.ts'
import { type HeldRow } from './person-rows.ts'

/** A record that a colleague showed on this device before the server had it: hand over to sign, offline (G4). */
export interface Carried {
  /** The colleague's copy of the server's row; null of a record that they made here. */
  readonly row: HeldRow | null
  /** What was not sent then, over that row, in order. */
  readonly acts: readonly { readonly act: WireAct; readonly actor: PersonId }[]
  /** The revision from which the server's own row holds all of it. */
  readonly until: number
  /** Whether they come after one's own acts: what a colleague answered to what was handed to them. */
  readonly over: boolean
}

export const SyncState = z.object({
  /** Another random name each time rows are written: another tab sees by it whether it has to read them. */
  rowsRev: z.string(),
  /** Under how many names there were rows then: fewer, and the browser has lost some (V6). Null where it was not written down. */
  rowCount: z._default(z.nullable(z.int()), null),
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
  /** The service's signed word on how long records may be shown without contact (K6): a compact JWS. */
  lease: z._default(z.nullable(z.string()), null),
  /** The furthest point in time this device was at, by its clock put right (`offsetMs`), in milliseconds: turned back, it is noticed (K6). */
  lastClock: z._default(z.number(), 0),
  /** Records handed over on this device, until the server's own rows hold them; checked when they were written down. */
  carried: z._default(z.array(z.custom<Carried>()), []),
  /** The last commit of the service that rows here are of (T2). */
  last: z._default(z.nullable(Commit), null),
  /** How often all was pulled anew since the service was restored: an answer to what was asked before counts no more. */
  resets: z._default(z.int(), 0),
  /**
   * Scopes that the service, since it was restored, does not know to be the person's: their rows stay until it does, or until
   * this time, in milliseconds since the epoch by the service's clock (T2).
   */
  parked: z._default(z.record(z.string(), z.number()), {}),
  /**
   * Acts, by id, that are to be sent again once their record is as far on as it was: others' acts, which they rest on, come from
   * others' devices (T2). At `until`, as above, they go all the same. `apart`: nothing else waits for it.
   */
  awaits: z._default(z.record(z.string(), z.object({ revision: z.int(), until: z.number(), apart: z.boolean() })), {}),
})
export type SyncState = z.infer<typeof SyncState>

export const NO_STATE: SyncState = {
  rowsRev: '',
  rowCount: null,
  cursors: {},
  pulledThrough: 0,
  backedUpThrough: 0,
  offsetMs: 0,
  lastVerified: null,
  sentAt: {},
  texts: {},
  audit: null,
  lease: null,
  lastClock: 0,
  carried: [],
  last: null,
  resets: 0,
  parked: {},
  awaits: {},
}
