/** A policy under the readings a service has chosen where the document can be read in more than one way. */
import { type Json } from '../json.ts'
import { type Change } from './governance.ts'
import { type PolicyPack } from './pack.ts'

/** The reading chosen for each ambiguity, by the ids of both; the pack's own where none was. */
export type Readings = Readonly<Record<string, string>>

/** A change that the pack as it is cannot take: its path leads nowhere. */
export class ChangeUnusable extends Error {
  readonly path: string
  constructor(path: string) {
    super(`${path} leads to nothing in the policy`)
    this.path = path
  }
}

/** The steps of a JSON Pointer (RFC 6901). */
const stepsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Where a step leads in a list: one of its places, or for something added also the end, `-`. */
const placeIn = (list: readonly Json[], step: string, { op, path }: Change): number => {
  const place = step === '-' && op === 'add' ? list.length : /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1
  if (place < 0 || place > list.length || (place === list.length && op !== 'add')) throw new ChangeUnusable(path)
  return place
}

/** A copy of a value with one change made where the steps lead. */
const changed = (value: Json | undefined, [step, ...rest]: readonly string[], each: Change): Json => {
  if (step === undefined || typeof value !== 'object' || value === null) throw new ChangeUnusable(each.path)
  if (Array.isArray(value)) {
    const list = value as readonly Json[]
    const place = placeIn(list, step, rest.length === 0 ? each : { op: 'remove', path: each.path })
    const [before, after] = [list.slice(0, place), list.slice(each.op === 'add' && rest.length === 0 ? place : place + 1)]
    if (rest.length > 0) return [...before, changed(list[place], rest, each), ...after]
    return each.op === 'remove' ? [...before, ...after] : [...before, each.value, ...after]
  }
  const object = value as Readonly<Record<string, Json>>
  if (rest.length > 0) return { ...object, [step]: changed(object[step], rest, each) }
  if (each.op !== 'add' && !Object.hasOwn(object, step)) throw new ChangeUnusable(each.path)
  const { [step]: _, ...others } = object
  return each.op === 'remove' ? others : { ...object, [step]: each.value }
}

const known = new WeakMap<PolicyPack, Map<string, PolicyPack>>()

/**
 * The pack as it is computed by, under the readings a service has chosen. The same pack for the same readings, so that it
 * is worked out once.
 *
 * @param readings by ambiguity; an ambiguity or a reading that the pack does not have is left as the pack is written
 * @throws ChangeUnusable where a reading's change does not fit the pack. That, and a change after which it is no pack any
 *   more, is found by `checkPack` before a pack is taken in
 */
export const underReadings = (pack: PolicyPack, readings: Readings): PolicyPack => {
  const changes = pack.ambiguities.flatMap(({ id, readings: all }) => all.find(({ key }) => key === readings[id])?.changes ?? [])
  if (changes.length === 0) return pack
  const name = JSON.stringify(pack.ambiguities.map(({ id }) => readings[id] ?? null))
  const of = known.get(pack) ?? new Map<string, PolicyPack>()
  known.set(pack, of)
  const before = of.get(name)
  if (before) return before
  const plain = changes.reduce<Json>((value, each) => changed(value, stepsOf(each.path), each), pack as unknown as Json)
  const read = plain as unknown as PolicyPack
  of.set(name, read)
  return read
}
