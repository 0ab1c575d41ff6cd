/** Writing a person's rows and cursors together (L1), and in memory what is then on the disk. */
import { randomName } from '../vault/bytes.ts'
import { placeOf } from './entry.ts'
import { type RowsContext, type RowsPlan } from './person-rows.ts'
import { type OpaqueRow } from './ports.ts'
import { rowPlace, sealJson, statePlace } from './sealing.ts'

/** @returns `stale`, with nothing written, when another tab has written since */
export const applyRows = async (here: RowsContext, plan: RowsPlan): Promise<'applied' | 'stale'> => {
  const { cipher, port, rows, held, stateKey } = here
  const rev = randomName()
  const put = await Promise.all(
    plan.put.map(async (row): Promise<OpaqueRow & { readonly place: string }> => {
      const key = await cipher.nameOf('row', row.scope, row.row.id)
      const rowRev = randomName()
      const body = await sealJson(cipher, rowPlace(key, rowRev), row)
      return { key, rev: rowRev, body, place: placeOf(row.scope, row.row.id) }
    }),
  )
  const named = await Promise.all(plan.remove.map(({ scope, id }) => cipher.nameOf('row', scope, id)))
  const written = new Set(put.map(({ key }) => key))
  const remove = [...named, ...here.broken.filter((key) => !written.has(key))]
  const touched = put.length > 0 || remove.length > 0
  const there = new Set([...held.keys(), ...written])
  for (const key of named) there.delete(key)
  const next = touched ? { ...plan.state, rowsRev: rev, rowCount: there.size } : plan.state
  const sealedState = await sealJson(cipher, statePlace(stateKey, rev), next)
  const answer = await port.apply({
    expect: here.stateRev,
    put: put.map(({ key, rev: rowRev, body }) => ({ key, rev: rowRev, body })),
    remove,
    state: { key: stateKey, rev, body: sealedState },
  })
  if (answer === 'stale') return 'stale'
  for (const { scope, id } of plan.remove) rows.delete(placeOf(scope, id))
  for (const key of remove) held.delete(key)
  put.forEach(({ key, rev: rowRev, place }, i) => {
    const row = plan.put[i]
    if (row) rows.set(place, row)
    held.set(key, { rev: rowRev, place })
  })
  here.broken = []
  here.state = next
  here.stateRev = rev
  if (touched) here.version += 1
  return 'applied'
}

/** The database was taken away under us and is made anew: what it held is in memory (V6). */
export const putBack = async (here: RowsContext): Promise<void> => {
  here.stateRev = null
  here.held.clear()
  await applyRows(here, { put: [...here.rows.values()], remove: [], state: here.state })
}
