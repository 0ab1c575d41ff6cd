/**
 * What a device and a service that was restored from a backup say to each other (T2). `POST /api/recovery`: what the device
 * has; the answer names what of it the service has not. `POST /api/recovery/copies`: copies of records that nobody's acts
 * have brought back.
 */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { ActId, DeviceId, RecordId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { ScopeName } from './changes.ts'
import { Commit } from './commit.ts'

/** So many acts, or rows, are asked about at once: a page stays well below what a body may be. */
export const RECOVERY_PAGE = 500
/** So many copies go at once. */
export const COPIES_PAGE = 50

/** The longest body of copies: a record may be longer than what was ever pushed of it at once. */
export const COPIES_MAX_BYTES = 4 * 1024 * 1024

const rowId = z.string().check(z.minLength(1), z.maxLength(120))
const revision = z.int().check(z.minimum(0))

export const RecoveryRequest = z.strictObject({
  /** The sender's own acts that the service had given a receipt for. */
  acts: z.array(
    z.strictObject({
      actId: ActId,
      hash: Sha256,
      recordId: RecordId,
      /** Where its receipt says it stands. */
      seq: z.int().check(z.minimum(1)),
      /** The commit it came with, where its receipt says so. */
      commit: z.optional(Commit),
    }),
  ).check(z.maxLength(RECOVERY_PAGE)),
  /** What it holds: `hash` is of the body, canonical. */
  rows: z.array(z.strictObject({ scope: ScopeName, id: rowId, revision, hash: Sha256 })).check(z.maxLength(RECOVERY_PAGE)),
})
export type RecoveryRequest = z.infer<typeof RecoveryRequest>

export const RecoveryAnswer = z.strictObject({
  /**
   * Acts the service has not (`absent`), or not where their receipts say (`moved`), or whose record is gone for good (`erased`,
   * W4); `revision` is of the record as the service has it, 0 for none.
   */
  acts: z.array(z.strictObject({ actId: ActId, is: z.enum(['absent', 'moved', 'erased']), revision })),
  /**
   * Rows the service has otherwise, or not at all (`absent`); `elsewhere`: the scope is not the sender's, as far as the service
   * knows now; `erased`: it is gone for good (W4).
   */
  rows: z.array(z.strictObject({ scope: ScopeName, id: rowId, is: z.enum(['other', 'absent', 'elsewhere', 'erased']) })),
  /** The last commit there is: what is sent again names it, so that a service restored once more meanwhile says so. */
  commit: z.optional(Commit),
  serverTime: Instant,
})
export type RecoveryAnswer = z.infer<typeof RecoveryAnswer>

export const RecoveryCopies = z.strictObject({
  deviceId: DeviceId,
  copies: z.array(z.strictObject({ scope: ScopeName, id: RecordId, revision, body: Json })).check(z.minLength(1), z.maxLength(COPIES_PAGE)),
})
export type RecoveryCopies = z.infer<typeof RecoveryCopies>

export const RecoveryCopiesAnswer = z.strictObject({
  /** In the order of the copies. `held`: the record has come back meanwhile, with all that is in the copy. */
  outcomes: z.array(z.enum(['kept', 'held', 'refused'])),
  serverTime: Instant,
})
export type RecoveryCopiesAnswer = z.infer<typeof RecoveryCopiesAnswer>
