/** Writing a person's rows and cursors together (L1), and in memory what is then on the disk. */
import { randomName } from '../vault/bytes.ts'
import { placeOf } from './entry.ts'
import { type Sealed } from './pack.ts'
import { type HeldRow, type RowsContext, type RowsPlan } from './person-rows.ts'
import { type OpaqueRow } from './ports.ts'
import { rowPlace, sealJson, statePlace } from './sealing.ts'

/** Rows of one scope that come together are sealed together, at most so many; fewer than the least are written one by one. */
const PACK_MOST = 100
const PACK_LEAST = 20

const placeIn = ({ scope, row }: HeldRow): string => placeOf(scope, row.id)

/** What is to lie under one name. */
interface Writing {
  readonly key: string
  readonly sealed: Sealed
  readonly rows: readonly HeldRow[]
}

/** Rows as they are written anew: those of a scope in packs where there are many. */
const writingsOf = async ({ cipher }: RowsContext, put: readonly HeldRow[]): Promise<readonly Writing[]> => {
  const writings: Writing[] = []
  const scopes = new Map<string, HeldRow[]>()
  for (const each of put) {
    const some = scopes.get(each.scope)
    if (some) some.push(each)
    else scopes.set(each.scope, [each])
  }
  for (const [scope, rows] of scopes) {
    if (rows.length < PACK_LEAST) {
      for (const each of rows) writings.push({ key: await cipher.nameOf('row', scope, each.row.id), sealed: each, rows: [each] })
      continue
    }
    for (let from = 0; from < rows.length; from += PACK_MOST) {
      const some = rows.slice(from, from + PACK_MOST)
      writings.push({ key: randomName(), sealed: { scope, rows: some.map(({ row }) => row) }, rows: some })
    }
  }
  return writings
}

/**
 * What else has to be done to what lies there. A name under which nothing counts any more goes. A pack is written again
 * without a row that leaves: what was erased is not to stay in it (W4); without one of which an older writing comes, which
 * would not stand over it; and where less than half of it counts.
 */
const repacked = (
  { rows, held, at }: RowsContext,
  plan: RowsPlan,
  written: ReadonlySet<string>,
): { readonly again: readonly Writing[]; readonly empty: readonly string[] } => {
  const removed = new Set(plan.remove.map(({ scope, id }) => placeOf(scope, id)))
  const leaving = new Set([...removed, ...plan.put.filter((each) => (rows.get(placeIn(each))?.row.seq ?? 0) >= each.row.seq).map(placeIn)])
  const moving = new Set([...removed, ...plan.put.map(placeIn)])
  const touched = new Set([...moving].flatMap((place) => at.get(place) ?? []))
  // An older copy may lie in any pack.
  if (leaving.size > 0) {
    for (const [key, { places }] of held) if (places.length > 1 && places.some((place) => leaving.has(place))) touched.add(key)
  }
  const again: Writing[] = []
  const empty: string[] = []
  for (const key of touched) {
    if (written.has(key)) continue
    const places = held.get(key)?.places ?? []
    const left = places.filter((place) => at.get(place) === key && !moving.has(place)).flatMap((place) => rows.get(place) ?? [])
    const [first] = left
    if (!first) empty.push(key)
    else if (left.length * 2 < places.length || places.some((place) => leaving.has(place))) {
      again.push({ key, sealed: { scope: first.scope, rows: left.map(({ row }) => row) }, rows: left })
    }
  }
  return { again, empty }
}

/** @returns `stale`, with nothing written, when another tab has written since */
export const applyRows = async (here: RowsContext, plan: RowsPlan): Promise<'applied' | 'stale'> => {
  const { cipher, port, rows, held, at, stateKey } = here
  const fresh = await writingsOf(here, plan.put)
  const { again, empty } = repacked(here, plan, new Set(fresh.map(({ key }) => key)))
  const put = await Promise.all(
    [...again, ...fresh].map(async ({ key, sealed, rows: inside }): Promise<OpaqueRow & { readonly rows: readonly HeldRow[] }> => {
      const rev = randomName()
      return { key, rev, body: await sealJson(cipher, rowPlace(key, rev), sealed), rows: inside }
    }),
  )
  const written = new Set(put.map(({ key }) => key))
  const remove = [...empty, ...here.broken.filter((key) => !written.has(key))]
  const touched = put.length > 0 || remove.length > 0
  const there = new Set([...held.keys(), ...written])
  for (const key of empty) there.delete(key)
  const rev = randomName()
  const next = touched ? { ...plan.state, rowsRev: rev, rowCount: there.size } : plan.state
  const sealedState = await sealJson(cipher, statePlace(stateKey, rev), next)
  const answer = await port.apply({
    expect: here.stateRev,
    put: put.map(({ key, rev: rowRev, body }) => ({ key, rev: rowRev, body })),
    remove,
    state: { key: stateKey, rev, body: sealedState },
  })
  if (answer === 'stale') return 'stale'
  for (const { scope, id } of plan.remove) {
    rows.delete(placeOf(scope, id))
    at.delete(placeOf(scope, id))
  }
  for (const key of remove) held.delete(key)
  for (const { key, rev: rowRev, rows: inside } of put) {
    held.set(key, { rev: rowRev, places: inside.map(placeIn) })
    for (const each of inside) {
      rows.set(placeIn(each), each)
      at.set(placeIn(each), key)
    }
  }
  here.broken = []
  here.state = next
  here.stateRev = rev
  if (touched) here.version += 1
  return 'applied'
}

/**
 * The database was taken away under us and is made anew: what it held is in memory (V6). Until all of that is on the disk again
 * it is still to be put back: a page of changes written before would stand there alone, under cursors for all the rest.
 */
export const putBack = async (here: RowsContext): Promise<void> => {
  const { stateRev } = here
  const held = [...here.held]
  const at = [...here.at]
  here.stateRev = null
  here.held.clear()
  here.at.clear()
  let isBack = false
  try {
    isBack = (await applyRows(here, { put: [...here.rows.values()], remove: [], state: here.state })) === 'applied'
  } finally {
    if (!isBack) {
      here.stateRev = stateRev
      for (const [key, row] of held) here.held.set(key, row)
      for (const [place, key] of at) here.at.set(place, key)
    }
  }
}
