/**
 * One person's records in memory, read once from the disk and kept up to date: the server's copy only (V2). What is lost on
 * the disk is put back from memory, or asked for again (V6).
 */
import { type ChangeRow } from '../protocol/changes.ts'
import { randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { placeOf } from './entry.ts'
import { type OpaqueRow, type RowsPort } from './ports.ts'
import { openJson, rowPlace, sealJson, statePlace } from './sealing.ts'
import { NO_STATE, SyncState } from './state.ts'

/** One record's projection in one scope, as the server sent it. */
export interface HeldRow {
  readonly scope: string
  readonly row: ChangeRow
}

export interface RowsPlan {
  readonly put: readonly HeldRow[]
  readonly remove: readonly { readonly scope: string; readonly id: string }[]
  readonly state: SyncState
}

/** A tab plans again this often when others keep getting in first; each time somebody's save went through. */
export const MOST_TRIES = 100

export interface PersonRows {
  /** By `placeOf(scope, id)`. The map is changed in place; a row in it never is. */
  readonly rows: ReadonlyMap<string, HeldRow>
  readonly state: () => SyncState
  /** Goes up when the rows change. */
  readonly version: () => number
  /** Reads what another tab wrote. @returns whether rows here changed */
  readonly refresh: () => Promise<boolean>
  /** @returns `stale`, with nothing written, when another tab has written since */
  readonly apply: (plan: RowsPlan) => Promise<'applied' | 'stale'>
  readonly close: () => void
}

export const openRows = async (cipher: Cipher, port: RowsPort): Promise<PersonRows> => {
  const rows = new Map<string, HeldRow>()
  /** By the name on the disk: which writing of it is in memory, and where. */
  const held = new Map<string, { readonly rev: string; readonly place: string }>()
  let state = NO_STATE
  let stateRev: string | null = null
  let rowsVersion = 0
  /** Names on the disk under which there is something that does not open: the next writing takes them away. */
  let broken: readonly string[] = []
  const stateKey = await cipher.nameOf('state')

  const readState = async (stored: OpaqueRow | null): Promise<SyncState> => {
    if (!stored) return NO_STATE
    // A state that does not open is as if there were none: everything is pulled again.
    const open = await openJson(cipher, statePlace(stateKey, stored.rev), stored.body).catch(() => null)
    return SyncState.safeParse(open).data ?? NO_STATE
  }

  const loadRows = async (): Promise<void> => {
    const loaded = await port.load()
    const present = new Set(loaded.rows.map(({ key }) => key))
    for (const [key, { place }] of held) {
      if (present.has(key)) continue
      held.delete(key)
      rows.delete(place)
    }
    const failed: string[] = []
    await Promise.all(
      loaded.rows.map(async ({ key, rev, body }) => {
        if (held.get(key)?.rev === rev) return
        // Checked against the schema when it came, and authentic since it opens. A row that does not open is as if it
        // weren't here; the server has it.
        const row = (await openJson(cipher, rowPlace(key, rev), body).catch(() => null)) as HeldRow | null
        if (!row) {
          failed.push(key)
          return
        }
        const place = placeOf(row.scope, row.row.id)
        held.set(key, { rev, place })
        rows.set(place, row)
      }),
    )
    broken = failed
    state = await readState(loaded.state)
    // The cursors stand for rows that are not here: the server is asked for all of them again (V6).
    const lost = failed.length > 0 || (state.rowCount !== null && state.rowCount > present.size)
    if (lost) state = { ...state, cursors: {}, pulledThrough: 0 }
    stateRev = loaded.state?.rev ?? null
    rowsVersion += 1
  }

  /** Reads the rows again only if another tab has written rows, not for its every look at the server. */
  const refreshRows = async (): Promise<boolean> => {
    const stored = await port.state()
    if ((stored?.rev ?? null) === stateRev) return false
    if (!stored) {
      // The database was taken away under us and is made anew: what it held is in memory (V6).
      stateRev = null
      held.clear()
      await applyOnce({ put: [...rows.values()], remove: [], state })
      return false
    }
    const now = await readState(stored)
    if (now.rowsRev !== state.rowsRev) {
      await loadRows()
      return true
    }
    state = now
    stateRev = stored.rev
    return false
  }

  const applyOnce = async (plan: RowsPlan): Promise<'applied' | 'stale'> => {
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
    const remove = [...named, ...broken.filter((key) => !written.has(key))]
    const touched = put.length > 0 || remove.length > 0
    const there = new Set([...held.keys(), ...written])
    for (const key of named) there.delete(key)
    const next = touched ? { ...plan.state, rowsRev: rev, rowCount: there.size } : plan.state
    const sealedState = await sealJson(cipher, statePlace(stateKey, rev), next)
    const answer = await port.apply({
      expect: stateRev,
      put: put.map(({ key, rev, body }) => ({ key, rev, body })),
      remove,
      state: { key: stateKey, rev, body: sealedState },
    })
    if (answer === 'stale') return 'stale'
    for (const { scope, id } of plan.remove) rows.delete(placeOf(scope, id))
    for (const key of remove) held.delete(key)
    broken = []
    put.forEach(({ key, rev, place }, i) => {
      const row = plan.put[i]
      if (row) rows.set(place, row)
      held.set(key, { rev, place })
    })
    state = next
    stateRev = rev
    if (touched) rowsVersion += 1
    return 'applied'
  }

  await loadRows()
  return {
    rows,
    state: () => state,
    version: () => rowsVersion,
    refresh: refreshRows,
    apply: applyOnce,
    close: () => {
      port.close()
      rows.clear()
      held.clear()
      state = NO_STATE
    },
  }
}
