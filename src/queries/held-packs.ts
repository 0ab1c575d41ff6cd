/**
 * The policies on this device. They are big, and most are not in use: each is read (checked against the schema) when it is
 * first needed, once for each copy of it.
 */
import { type RecordId } from '../domain/ids.ts'
import { PolicyPack } from '../domain/policy/pack.ts'
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
  /** Null where it is no policy that this version can read. */
  readonly read: () => PolicyPack | null
}

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
  const read = new WeakMap<object, PolicyPack | null>()
  let lastNamed: readonly PolicyPack[] = []
  let lastAll: readonly KnownPack[] = []

  const readOnce = (of: object, pack: unknown) => (): PolicyPack | null => {
    let known = read.get(of)
    if (known === undefined) {
      known = PolicyPack.safeParse(pack).data ?? null
      read.set(of, known)
    }
    return known
  }

  function* heldIn(rows: Rows, own: readonly PolicyState[]): Generator<Held> {
    for (const [id, { body }] of rows) {
      const says = saysOf(body.pack)
      if (says) yield { says, record: id.startsWith(SHIPPED) ? null : (id as RecordId), read: readOnce(body, body.pack) }
    }
    for (const state of own) {
      const says = rows.has(state.id) ? null : saysOf(state.published.pack)
      if (says) yield { says, record: state.id, read: readOnce(state, state.published.pack) }
    }
  }

  const find: Packs['find'] = (rows, own, { pack, packVersion }) => {
    for (const { says, read } of heldIn(rows, own)) {
      if (says.pack === pack && says.packVersion === packVersion) return read() ?? undefined
    }
    return undefined
  }

  return {
    find,
    named: (rows, own, names) => {
      const now = names.flatMap((each) => find(rows, own, each) ?? [])
      if (!sameList(now, lastNamed, Object.is)) lastNamed = now
      return lastNamed
    },
    all: (rows, own) => {
      const now = [...heldIn(rows, own)].flatMap(({ record, read }): KnownPack[] => {
        const pack = read()
        return pack ? [{ pack, record }] : []
      })
      if (!sameList(now, lastAll, (one, other) => one.pack === other.pack && one.record === other.record)) lastAll = now
      return lastAll
    },
  }
}
