/** How edits of fields meet: P5 (fields are independent) and P6 (competing versions). */
import { type DeviceId } from '../ids.ts'
import { sameJson } from '../json.ts'
import { type FieldName, type Patch } from './deeds/common.ts'
import { type FieldSettle } from './deeds/signed.ts'
import { type RecordAct } from './acts.ts'
import { type FieldVersion, type FormState } from './record.ts'

export type Fields = Pick<FormState, 'fields' | 'competing' | 'devices'>

type Author = Pick<RecordAct, 'actId' | 'actor' | 'deviceTime' | 'deviceId'>

/** What a version says of where it was written, and the record's devices with that one among them. */
const writtenOn = (
  { devices }: Fields,
  deviceId: DeviceId | undefined,
): { readonly version: Pick<FieldVersion, 'device'>; readonly record: Pick<Fields, 'devices'> } => {
  if (deviceId === undefined) return { version: {}, record: devices ? { devices } : {} }
  const known = devices ?? []
  const at = known.indexOf(deviceId)
  return at >= 0 ? { version: { device: at }, record: { devices: known } } : { version: { device: known.length }, record: { devices: [...known, deviceId] } }
}

type Competing = Record<FieldName, readonly FieldVersion[]>

const setCompeting = (competing: Competing, name: FieldName, versions: readonly FieldVersion[]): void => {
  if (versions.length > 0) competing[name] = versions
  else delete competing[name]
}

const withoutOver = ({ over: _, ...version }: FieldVersion): FieldVersion => version

/**
 * What was written over a version may have come before it did: delivered by a colleague (P9), or kept where the service had
 * lost the other (T2). It stands in its place once that is there, as it would have in their order.
 */
const standing = (name: FieldName, version: FieldVersion, competing: Competing): FieldVersion => {
  const others = competing[name] ?? []
  const next = others.find(({ over }) => over === version.act)
  if (!next) return version
  setCompeting(competing, name, others.filter((other) => other !== next))
  return standing(name, withoutOver(next), competing)
}

/**
 * Applies a patch, field by field. A field whose current act is the one the author saw, or whose value is already the
 * same, takes the new value. Any other keeps the server's value current and the new one beside it, as a competing
 * version (P6); an author's next edit of their own competing version replaces that version, whichever of the two comes first.
 *
 * @returns the fields, and the names of those where ours now competes
 */
export const applyPatch = (
  now: Fields,
  patch: Patch,
  author: Author,
): Fields & { readonly competed: readonly FieldName[]; readonly changed: boolean } => {
  const fields: Record<FieldName, FieldVersion> = { ...now.fields }
  const competing: Competing = { ...now.competing }
  const competed: FieldName[] = []
  let changed = false
  const on = writtenOn(now, author.deviceId)
  for (const [name, { value, from }] of Object.entries(patch)) {
    const before = fields[name]
    const version: FieldVersion = { value, act: author.actId, by: author.actor, at: author.deviceTime, ...on.version }
    if ((before?.act ?? null) === from) {
      const after = standing(name, version, competing)
      changed ||= !sameJson(before?.value, after.value)
      fields[name] = after
    } else {
      const own = (competing[name] ?? []).filter(({ by }) => by === author.actor)
      const replaced = own.find(({ act }) => act === from)
      const next = own.find(({ over }) => over === version.act)
      const others = (competing[name] ?? []).filter((other) => other !== replaced && other !== next)
      if (sameJson(before?.value, value)) setCompeting(competing, name, next ? [...others, next] : others)
      else {
        const over = replaced ? replaced.over : (from ?? undefined)
        setCompeting(competing, name, [...others, { ...withoutOver(next ?? version), ...(over === undefined ? {} : { over }) }])
        competed.push(name)
      }
    }
  }
  return { fields, competing, ...on.record, competed, changed }
}

/**
 * Settles competing versions by a person's choice (P6). The versions named leave; a version that arrived since stays and
 * goes on competing. A choice made against a value that has since changed competes in its turn, so that nothing is
 * overwritten.
 *
 * @returns null when it names a version that is not there
 */
export const settle = (now: Fields, choice: FieldSettle, author: Author): (Fields & { readonly competed: readonly FieldName[] }) | null => {
  const open = now.competing[choice.field] ?? []
  const current = now.fields[choice.field]
  const named = new Set<string>(choice.settles)
  if (!open.some((version) => named.has(version.act))) return null
  const left = open.filter((version) => !named.has(version.act))
  const competing: Competing = { ...now.competing }
  setCompeting(competing, choice.field, left)
  const on = writtenOn(now, author.deviceId)
  const version: FieldVersion = { value: choice.value, act: author.actId, by: author.actor, at: author.deviceTime, ...on.version }
  if ((current?.act ?? null) === choice.from) {
    return { fields: { ...now.fields, [choice.field]: version }, competing, ...on.record, competed: [] }
  }
  return {
    fields: now.fields,
    ...on.record,
    competing: { ...competing, [choice.field]: [...(competing[choice.field] ?? []), version] },
    competed: [choice.field],
  }
}
