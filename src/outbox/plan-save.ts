/** From what a person did to the act that is saved: which act each field was written over, and what it replaces (V8). */
import { type Instant } from '../domain/dates.ts'
import { type ActId, type DeviceId, type PersonId, type RecordId } from '../domain/ids.ts'
import { type Json, sameJson } from '../domain/json.ts'
import { type Deed, type Edit } from '../domain/records/acts.ts'
import { Patch, type RecordKind } from '../domain/records/deeds/common.ts'
import { type Fields } from '../domain/records/fields.ts'
import { type FieldVersion } from '../domain/records/record.ts'
import { type WireAct } from '../protocol/act.ts'
import { readAct } from '../protocol/read-act.ts'
import { sealAct } from '../protocol/seal-act.ts'
import { type Entry } from '../store/entry.ts'
import { type SavePlan } from '../store/person-store.ts'
import { ActInvalid } from './act-invalid.ts'

/** `at`: when it says that it was done, where that is signed already. */
export type ActToSave = { readonly recordId: RecordId; readonly kind: RecordKind; readonly at?: Instant } & (Edit | Deed)

export interface EditToSave {
  readonly recordId: RecordId
  readonly kind: RecordKind
  readonly values: Readonly<Record<string, Json>>
  /** For each field the act whose value was on the screen when the person began to write; null for none. */
  readonly seen?: Readonly<Record<string, ActId | null>>
}

export interface SaveContext {
  readonly person: PersonId
  readonly deviceId: DeviceId
  /** By the device's own clock. */
  readonly deviceTime: Instant
  readonly newId: () => string
  /** In the order they were saved. */
  readonly entries: readonly Entry[]
  /** The acts this person has made on this device since it was unlocked, those that were replaced too. */
  readonly madeHere: ReadonlySet<string>
}

const wireOf = (act: ActToSave, at: SaveContext): WireAct => {
  const { recordId, kind, type } = act
  const said = act.type === 'fields.edit' ? { patch: act.patch } : { payload: act.payload as Json }
  const wire = sealAct({
    actId: at.newId() as ActId,
    recordId,
    kind,
    type,
    ...said,
    deviceId: at.deviceId,
    deviceTime: act.at ?? at.deviceTime,
  })
  const read = readAct(wire, at.person)
  if (!read.ok) throw new ActInvalid(read.where)
  return wire
}

/** Acts as they are, in order, all or none. */
export const planActs = (acts: readonly ActToSave[], at: SaveContext): SavePlan => ({
  replace: null,
  acts: acts.map((act) => wireOf(act, at)),
})

/** The version of a field that its author sees: their own, where theirs competes, else the current one. */
export const shownVersion = (
  { fields, competing }: Pick<Fields, 'fields' | 'competing'>,
  field: string,
  person: PersonId,
): FieldVersion | undefined => competing[field]?.findLast(({ by }) => by === person) ?? fields[field]

/**
 * The act a value is written over. Over an own act made here it is that act, so that a second edit never competes with
 * the first, whatever else of theirs has come to compete since; over another's that came after the person began to write, it
 * is the one they saw, so that both are kept.
 */
const fromOf = (record: Fields | null, field: string, shown: ActId | null, seen: ActId | null | undefined, at: SaveContext): ActId | null => {
  if (seen === undefined || seen === shown) return shown
  // Of one saved in another tab, and let go of since (V9), the record alone says where it was written.
  const isHere = (version: FieldVersion): boolean =>
    at.madeHere.has(version.act) || at.entries.some(({ act }) => act.actId === version.act) || (version.device !== undefined && record?.devices?.[version.device] === at.deviceId)
  const versions = [record?.fields[field] ?? [], record?.competing[field] ?? []].flat()
  return versions.findLast((version) => version.by === at.person && isHere(version))?.act ?? seen
}

/** The last act of the record, if it is an edit that no server can have seen (V8). */
const replaceable = (recordId: RecordId, entries: readonly Entry[]): { readonly entry: Entry; readonly patch: Patch } | null => {
  const last = entries.findLast(({ act }) => act.recordId === recordId)
  if (!last || last.state !== 'unsent' || last.attempts > 0 || last.act.type !== 'fields.edit') return null
  const patch = Patch.safeParse(last.act.patch)
  return patch.success ? { entry: last, patch: patch.data } : null
}

/**
 * Plans an edit of fields.
 *
 * @param shown the record as it is on the screen, unsent acts folded in; null when it isn't here
 * @returns null when every value is there already
 */
export const planEdit = (edit: EditToSave, shown: Fields | null, at: SaveContext): SavePlan | null => {
  const { recordId, kind, values, seen } = edit
  const patch: Record<string, { value: Json; from: ActId | null }> = {}
  for (const [field, value] of Object.entries(values)) {
    const version = shown ? shownVersion(shown, field, at.person) : undefined
    const from = fromOf(shown, field, version?.act ?? null, seen?.[field], at)
    if (version && from === version.act && sameJson(version.value, value)) continue
    patch[field] = { value, from }
  }
  if (Object.keys(patch).length === 0) return null
  const earlier = replaceable(recordId, at.entries)
  if (!earlier) return { replace: null, acts: [wireOf({ recordId, kind, type: 'fields.edit', patch }, at)] }
  const union: Record<string, { value: Json; from: ActId | null }> = { ...earlier.patch }
  for (const [field, change] of Object.entries(patch)) {
    union[field] = { value: change.value, from: union[field] ? union[field].from : change.from }
  }
  return {
    replace: earlier.entry.entry,
    acts: [wireOf({ recordId, kind, type: 'fields.edit', patch: union }, at)],
  }
}
