/** One act on the wire (P2). The person is the one signed in and is never in the body. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { ActId, DeviceId, RecordId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'

/**
 * The envelope is strict; what the act says (`patch` or `payload`) is opaque here, so that an act this server cannot
 * read is kept whole in quarantine instead of being refused (P8, P10).
 */
export const WireAct = z.strictObject({
  actId: ActId,
  recordId: RecordId,
  kind: z.string().check(z.minLength(1), z.maxLength(40)),
  type: z.string().check(z.minLength(1), z.maxLength(60)),
  patch: z.optional(Json),
  payload: z.optional(Json),
  hash: Sha256,
  schema: z.int().check(z.minimum(1), z.maximum(10_000)),
  deviceId: DeviceId,
  deviceTime: Instant,
})
export type WireAct = z.infer<typeof WireAct>
