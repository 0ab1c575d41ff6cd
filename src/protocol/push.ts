/** `POST /api/acts` (P1, P3). */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { ActId } from '../domain/ids.ts'
import { FieldName, Sha256 } from '../domain/records/deeds/common.ts'
import { AuditHead } from './audit.ts'
import { Commit } from './commit.ts'
import { PUSH_MAX_ACTS } from './version.ts'
import { WireAct } from './act.ts'

export const PushRequest = z.strictObject({
  acts: z.array(WireAct).check(z.minLength(1), z.maxLength(PUSH_MAX_ACTS)),
  /** The last commit the device has heard of (T2). */
  last: z.optional(Commit),
})
export type PushRequest = z.infer<typeof PushRequest>

const about = { actId: ActId, hash: Sha256, at: Instant }
/** The audit entry of the act: the device that holds it is a witness to the chain so far (A8). Older answers have none. */
const audited = { audit: z.optional(AuditHead) }
/** Where the act stands among the organisation's commits. */
const committed = { seq: z.int().check(z.minimum(1)), revision: z.int().check(z.minimum(1)) }

/** Why an act is in quarantine; the words are in the message catalogue (P8). */
export const QuarantineReason = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(60)),
  fields: z.optional(z.array(z.string())),
  where: z.optional(z.string()),
})
export type QuarantineReason = z.infer<typeof QuarantineReason>

export const FirstReceipt = z.discriminatedUnion('outcome', [
  z.strictObject({ ...about, ...audited, ...committed, outcome: z.literal('applied') }),
  z.strictObject({ ...about, ...audited, ...committed, outcome: z.literal('competing'), fields: z.array(FieldName) }),
  z.strictObject({
    ...about,
    ...audited,
    outcome: z.literal('quarantined'),
    seq: z.int().check(z.minimum(1)),
    reason: QuarantineReason,
  }),
])
export type FirstReceipt = z.infer<typeof FirstReceipt>

/** The server's answer to one act (P3). `duplicate` carries the first answer; `retry` decides nothing. */
export const Receipt = z.discriminatedUnion('outcome', [
  ...FirstReceipt.def.options,
  z.strictObject({ ...about, outcome: z.literal('duplicate'), first: FirstReceipt }),
  z.strictObject({ ...about, outcome: z.literal('retry') }),
])
export type Receipt = z.infer<typeof Receipt>

export const PushAnswer = z.strictObject({
  receipts: z.array(Receipt),
  /** The commits that what has a receipt came with, by seq: each act came with the first that is not before it (T2). */
  commits: z.optional(z.array(Commit)),
  /** The service does not know the commit the device named: what was sent rests on what it has not, and none of it was judged (T2). */
  restored: z.optional(z.boolean()),
  serverTime: Instant,
})
export type PushAnswer = z.infer<typeof PushAnswer>
