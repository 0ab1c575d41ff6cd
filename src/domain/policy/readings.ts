/** A policy under the readings a service has chosen where the document can be read in more than one way. */
import { type Json } from '../json.ts'
import { type Change } from './governance.ts'
import { PolicyPack } from './pack.ts'

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

type Node = Record<string, Json> | Json[]

/** The steps of a JSON Pointer (RFC 6901). */
const stepsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

const isNode = (value: Json | undefined): value is Node => typeof value === 'object' && value !== null

const child = (node: Node, step: string): Json | undefined => {
  if (Array.isArray(node)) return /^(0|[1-9]\d*)$/.test(step) ? node[Number(step)] : undefined
  return Object.hasOwn(node, step) ? node[step] : undefined
}

/** Makes one change in a copy that is ours to change. */
const change = (root: Node, each: Change): void => {
  const steps = stepsOf(each.path)
  const last = steps.pop()
  let at: Json | undefined = root
  for (const step of steps) at = isNode(at) ? child(at, step) : undefined
  if (last === undefined || !isNode(at)) throw new ChangeUnusable(each.path)
  const there = child(at, last) !== undefined
  if (each.op !== 'add' && !there) throw new ChangeUnusable(each.path)
  if (Array.isArray(at)) {
    const index = last === '-' ? at.length : Number(last)
    if (!Number.isInteger(index) || index < 0 || index > at.length) throw new ChangeUnusable(each.path)
    if (each.op === 'remove') at.splice(index, 1)
    else at.splice(index, each.op === 'add' ? 0 : 1, structuredClone(each.value))
    return
  }
  if (each.op === 'remove') Reflect.deleteProperty(at, last)
  else at[last] = structuredClone(each.value)
}

const known = new WeakMap<PolicyPack, Map<string, PolicyPack>>()

/**
 * The pack as it is computed by, under the readings a service has chosen. The same pack for the same readings, so that it
 * is worked out once.
 *
 * @param readings by ambiguity; an ambiguity or a reading that the pack does not have is left as the pack is written
 * @throws ChangeUnusable where a reading's change does not fit the pack, ZodError where what comes of it is no pack: both
 *   are found by `checkPack` before a pack is taken in
 */
export const underReadings = (pack: PolicyPack, readings: Readings): PolicyPack => {
  const changes = pack.ambiguities.flatMap(({ id, readings: all }) => all.find(({ key }) => key === readings[id])?.changes ?? [])
  if (changes.length === 0) return pack
  const name = JSON.stringify(pack.ambiguities.map(({ id }) => readings[id] ?? null))
  const of = known.get(pack) ?? new Map<string, PolicyPack>()
  known.set(pack, of)
  const before = of.get(name)
  if (before) return before
  const copy = structuredClone(pack) as unknown as Node
  for (const each of changes) change(copy, each)
  const read = PolicyPack.parse(copy)
  of.set(name, read)
  return read
}
