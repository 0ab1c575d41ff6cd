/** Every text that was ever in a record (I4), from its acts as the service keeps them: asked of it, kept nowhere. */
import { type Instant } from '../domain/dates.ts'
import { type ActId, type DeviceId, type PersonId, type RecordId } from '../domain/ids.ts'
import { type Json, sameJson } from '../domain/json.ts'
import { type FieldName } from '../domain/records/deeds/common.ts'
import { type FormState } from '../domain/records/record.ts'
import { HistoryAnswer } from '../protocol/history.ts'
import { readAct } from '../protocol/read-act.ts'
import { type Asked, useAsked } from './online.ts'

export const useHistory = (record: RecordId): Asked<HistoryAnswer> => useAsked({ path: `/api/records/${record}/acts`, method: 'GET' }, HistoryAnswer)

/** `not-chosen`: a person chose another version; it is kept all the same (P6). */
export type VersionIs = 'now' | 'open' | 'not-chosen' | 'earlier'

export interface WrittenVersion {
  readonly act: ActId
  readonly value: Json
  readonly by: PersonId
  readonly at: Instant
  readonly device: DeviceId
  readonly is: VersionIs
}

type Written = Omit<WrittenVersion, 'is'>

/** Newest first, of fields that were written more than once. */
export const versionsIn = ({ acts }: HistoryAnswer, { fields, competing }: Pick<FormState, 'fields' | 'competing'>): ReadonlyMap<FieldName, readonly WrittenVersion[]> => {
  const written = new Map<FieldName, Written[]>()
  /** By act, what was chosen in place of it. */
  const chosen = new Map<string, Json>()
  const add = (field: FieldName, version: Written): void => {
    written.set(field, [...(written.get(field) ?? []), version])
  }
  for (const { act: wire, actor } of acts) {
    const read = readAct(wire, actor)
    if (!read.ok) continue
    const { act } = read
    const done = { act: act.actId, by: act.actor, at: act.deviceTime, device: wire.deviceId }
    if (act.type === 'fields.edit') for (const [field, { value }] of Object.entries(act.patch)) add(field, { ...done, value })
    if (act.type === 'field.settle') {
      const { field, value, from, settles } = act.payload
      for (const each of [...settles, ...(from === null ? [] : [from])]) chosen.set(each, value)
      add(field, { ...done, value })
    }
  }
  const isOf = (field: FieldName, { act, value }: Written): VersionIs => {
    if (fields[field]?.act === act) return 'now'
    if (competing[field]?.some((open) => open.act === act)) return 'open'
    const instead = chosen.get(act)
    return instead !== undefined && !sameJson(instead, value) ? 'not-chosen' : 'earlier'
  }
  return new Map(
    [...written]
      .filter(([, versions]) => versions.length > 1)
      .map(([field, versions]) => [field, versions.toReversed().map((version) => ({ ...version, is: isOf(field, version) }))]),
  )
}
