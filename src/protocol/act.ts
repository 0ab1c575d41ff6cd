/** One act on the wire (P2). The person is the one signed in and is never in the body. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { ActId, DeviceId, type PersonId, RecordId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { DEEDS, isDeedType, type RecordAct } from '../domain/records/acts.ts'
import { Patch, RecordKind, Sha256 } from '../domain/records/deeds/common.ts'
import { ACT_SCHEMA } from './version.ts'

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

export type ReadAct =
  | { readonly ok: true; readonly act: RecordAct }
  | {
      readonly ok: false
      readonly code: 'schema-unknown' | 'kind-unknown' | 'type-unknown' | 'payload-invalid'
      readonly where: string
    }

/**
 * Reads what a wire act says.
 *
 * @param actor the person signed in
 * @returns the act for the fold, or why this code cannot read it, with the path of the first fault
 */
export const readAct = (wire: WireAct, actor: PersonId): ReadAct => {
  if (wire.schema > ACT_SCHEMA) return { ok: false, code: 'schema-unknown', where: 'schema' }
  const kind = RecordKind.safeParse(wire.kind)
  if (!kind.success) return { ok: false, code: 'kind-unknown', where: 'kind' }
  const common = {
    actId: wire.actId,
    recordId: wire.recordId,
    kind: kind.data,
    actor,
    deviceTime: wire.deviceTime,
  }
  if (wire.type === 'fields.edit') {
    const patch = Patch.safeParse(wire.patch)
    if (!patch.success || wire.payload !== undefined) {
      return { ok: false, code: 'payload-invalid', where: ['patch', ...(patch.error?.issues[0]?.path ?? [])].join('.') }
    }
    return { ok: true, act: { ...common, type: 'fields.edit', patch: patch.data } }
  }
  if (!isDeedType(wire.type)) return { ok: false, code: 'type-unknown', where: 'type' }
  const payload = DEEDS[wire.type].safeParse(wire.payload)
  if (!payload.success || wire.patch !== undefined) {
    return { ok: false, code: 'payload-invalid', where: ['payload', ...(payload.error?.issues[0]?.path ?? [])].join('.') }
  }
  return { ok: true, act: { ...common, type: wire.type, payload: payload.data } as RecordAct }
}
