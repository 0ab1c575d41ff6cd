/** `POST /api/changes` (L1): what changed in the scopes of the person signed in. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { Json } from '../domain/json.ts'
import { DeviceId, RecordId } from '../domain/ids.ts'
import { AuditHead } from './audit.ts'
import { Digest } from './digest.ts'
import { Commit } from './commit.ts'
import { CompactJws } from './keys.ts'

export const ScopeName = z.string().check(z.regex(/^(?:org|(?:file|facts|mine|cases):[0-9a-f-]{36})$/))
export type ScopeName = string

/** About how much one answer holds where the device does not say, in characters of JSON (L5); it asks again while a scope has more. */
export const USUAL_PAGE = 1_000_000

export const ChangesRequest = z.strictObject({
  /** The last seq the device has of each scope; a scope it does not name begins at 0 (L3). */
  cursors: z.record(ScopeName, z.int().check(z.minimum(0))),
  /** What this device has not sent yet, so that a manager can see it (T5). */
  unsent: z.strictObject({ count: z.int().check(z.minimum(0)), oldest: z.nullable(Instant) }),
  /** Whose unsent acts these are: the browser profile, as its acts name it (T5). */
  deviceId: z.optional(DeviceId),
  /** What is here differs from the digest of the last answer: the digest of each scope is asked for (L4). */
  digests: z.optional(z.literal(true)),
  /** The last commit the device has heard of (T2). */
  last: z.optional(Commit),
  /** About how much the rows of an answer may hold, in characters of JSON (L5); the service has bounds of its own. */
  most: z.optional(z.int().check(z.minimum(1))),
})
export type ChangesRequest = z.infer<typeof ChangesRequest>

/** One record's projection in one scope; `body` null is a tombstone: the record has left the scope. */
export const ChangeRow = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(120)),
  seq: z.int().check(z.minimum(1)),
  revision: z.int().check(z.minimum(0)),
  body: Json,
})
export type ChangeRow = z.infer<typeof ChangeRow>

export const ScopePage = z.strictObject({
  scope: ScopeName,
  rows: z.array(ChangeRow),
  /** Where to go on from: the last row's seq while there is more, else the head. */
  cursor: z.int().check(z.minimum(0)),
  more: z.boolean(),
})
export type ScopePage = z.infer<typeof ScopePage>

export const ChangesAnswer = z.strictObject({
  head: z.int().check(z.minimum(0)),
  /** The commit at the head; none where nothing was committed yet. */
  commit: z.optional(Commit),
  /** The service does not know the commit the device named: it was restored from a backup, and says nothing else here (T2). */
  restored: z.optional(z.boolean()),
  /** A scope whose cursor is the head already is left out: there is nothing to say of it. */
  scopes: z.array(ScopePage),
  /** Scopes the device named that are not the person's any more (L3). */
  gone: z.array(ScopeName),
  /** The seq through which the server's data is backed up; confirmed acts are kept until then (V9). */
  backedUpThrough: z.int().check(z.minimum(0)),
  protocol: z.strictObject({ min: z.int(), max: z.int() }),
  /** The head of the audit chain, which the device keeps (A8); none where nothing was done yet. */
  audit: z.optional(AuditHead),
  /** The lease anew (K6): where the sign-in is a vault's. */
  lease: z.optional(CompactJws),
  /** Of all the person's scopes together, at the head: where there is no more to come (L4). */
  digest: z.optional(Digest),
  /** Of each of them, where they were asked for. */
  digests: z.optional(z.record(ScopeName, Digest)),
  serverTime: Instant,
})
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

/** The author's own acts in quarantine, whole (P8); a manager of the setting sees that it exists: `act` is null. */
export const QuarantineItem = z.strictObject({
  actId: z.string(),
  recordId: RecordId,
  kind: z.string(),
  type: z.string(),
  author: z.string(),
  at: Instant,
  reason: z.strictObject({ code: z.string(), fields: z.optional(z.array(z.string())), where: z.optional(z.string()) }),
  act: z.nullable(Json),
  withdrawnAt: z.nullable(Instant),
})
export type QuarantineItem = z.infer<typeof QuarantineItem>
export const QuarantineAnswer = z.strictObject({ items: z.array(QuarantineItem), serverTime: Instant })
export type QuarantineAnswer = z.infer<typeof QuarantineAnswer>
export const QuarantineWithdraw = z.strictObject({ actId: z.string().check(z.minLength(1), z.maxLength(80)) })
export type QuarantineWithdraw = z.infer<typeof QuarantineWithdraw>
