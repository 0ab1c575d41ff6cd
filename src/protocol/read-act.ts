/** What an act on the wire says (P10): read by the server as it comes, by the device when it folds its own. */
import { type Instant } from '../domain/dates.ts'
import { type PersonId } from '../domain/ids.ts'
import { DEEDS, isDeedType, type RecordAct } from '../domain/records/acts.ts'
import { Patch, RecordKind } from '../domain/records/deeds/common.ts'
import { type WireAct } from './act.ts'
import { ACT_SCHEMA } from './version.ts'

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
 * @param receivedAt when the service had it, where it has it
 * @returns the act for the fold, or why this code cannot read it, with the path of the first fault
 */
export const readAct = (wire: WireAct, actor: PersonId, receivedAt?: Instant): ReadAct => {
  if (wire.schema > ACT_SCHEMA) return { ok: false, code: 'schema-unknown', where: 'schema' }
  const kind = RecordKind.safeParse(wire.kind)
  if (!kind.success) return { ok: false, code: 'kind-unknown', where: 'kind' }
  const common = {
    actId: wire.actId,
    recordId: wire.recordId,
    kind: kind.data,
    actor,
    deviceTime: wire.deviceTime,
    deviceId: wire.deviceId,
    ...(receivedAt === undefined ? {} : { receivedAt }),
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
