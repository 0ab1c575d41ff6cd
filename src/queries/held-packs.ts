/**
 * The policies on this device, checked by the server and of a shape that this version knows. One of a shape to come is left
 * alone, as if it were not there.
 */
import { type RecordId } from '../domain/ids.ts'
import { PACK_SHAPE } from '../domain/policy/pack-shape.ts'
import { type PolicyPack } from '../domain/policy/pack.ts'
import { type PackBody } from '../domain/projections.ts'
import { type Pins } from '../domain/records/deeds/common.ts'
import { type PolicyState, type SettingState } from '../domain/records/record.ts'
import { type KnownPack } from './device.ts'

/** A policy that something names: the setting that works by it, the record pinned to it. */
type Named = Pick<Pins, 'pack' | 'packVersion'>

/** The server's copies by the ids of their rows. */
type Rows = ReadonlyMap<string, { readonly body: PackBody }>

/** Rows of policies that ship are named so; a service's own are rows of their records. */
const SHIPPED = 'pack:'

/** The id and version that a policy gives itself, without reading the rest of it. */
const saysOf = (pack: unknown): Named | null => {
  if (typeof pack !== 'object' || pack === null || !('id' in pack) || !('version' in pack)) return null
  return typeof pack.id === 'string' && typeof pack.version === 'number' ? { pack: pack.id, packVersion: pack.version } : null
}

/** Every policy that settings work by, or will, and that records are pinned to, each once. */
export const namedBy = (
  settings: Iterable<SettingState>,
  ...records: readonly Iterable<{ readonly pins: Named }>[]
): readonly Named[] => {
  const named = new Map<string, Map<number, Named>>()
  const add = (one: Named): void => {
    const versions = named.get(one.pack)
    if (!versions) named.set(one.pack, new Map([[one.packVersion, one]]))
    else if (!versions.has(one.packVersion)) versions.set(one.packVersion, one)
  }
  for (const setting of settings) {
    add(setting)
    setting.policies.forEach(add)
  }
  for (const kind of records) for (const { pins } of kind) add(pins)
  return [...named.values()].flatMap((versions) => [...versions.values()])
}

interface Held {
  readonly says: Named
  readonly record: RecordId | null
  readonly pack: PolicyPack
}

/** A policy that the server checked: what it handed out as one is one. */
const heldOf = (pack: unknown, record: RecordId | null): Held | null => {
  const says = saysOf(pack)
  return says && { says, record, pack: pack as PolicyPack }
}

const packAmong = (held: readonly Held[], { pack, packVersion }: Named): PolicyPack | undefined =>
  held.find(({ says }) => says.pack === pack && says.packVersion === packVersion)?.pack

/** Whether this version can compute by a policy of that shape; rows of earlier servers have none. */
const isKnown = ({ shape }: { readonly shape?: number }): boolean => shape !== undefined && shape <= PACK_SHAPE

export interface Packs {
  readonly find: (rows: Rows, own: readonly PolicyState[], pins: Named) => PolicyPack | undefined
  /** The very list that was given before, while it has the same policies. */
  readonly named: (rows: Rows, own: readonly PolicyState[], names: readonly Named[]) => readonly PolicyPack[]
  readonly all: (rows: Rows, own: readonly PolicyState[]) => readonly KnownPack[]
}

const sameList = <T>(a: readonly T[], b: readonly T[], same: (one: T, other: T) => boolean): boolean =>
  a.length === b.length && a.every((each, index) => same(each, b[index] as T))

/** `own` are policies brought in here whose rows have not come yet. */
export const createPacks = (): Packs => {
  let lastNamed: readonly PolicyPack[] = []
  let lastAll: readonly KnownPack[] = []

  const heldIn = (rows: Rows, own: readonly PolicyState[]): readonly Held[] => [
    ...[...rows].flatMap(([id, { body }]) => (isKnown(body) ? (heldOf(body.pack, id.startsWith(SHIPPED) ? null : (id as RecordId)) ?? []) : [])),
    ...own.flatMap((state) => (rows.has(state.id) ? [] : (heldOf(state.published.pack, state.id) ?? []))),
  ]

  return {
    find: (rows, own, pins) => packAmong(heldIn(rows, own), pins),
    named: (rows, own, names) => {
      const held = heldIn(rows, own)
      const now = names.flatMap((each) => packAmong(held, each) ?? [])
      if (!sameList(now, lastNamed, Object.is)) lastNamed = now
      return lastNamed
    },
    all: (rows, own) => {
      const now = heldIn(rows, own).map(({ pack, record }): KnownPack => ({ pack, record }))
      if (!sameList(now, lastAll, (one, other) => one.pack === other.pack && one.record === other.record)) lastAll = now
      return lastAll
    },
  }
}
