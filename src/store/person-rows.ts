/**
 * One person's records in memory, read once from the disk and kept up to date: the server's copy only (V2). What is lost on
 * the disk is put back from memory, or asked for again (V6).
 */
import { type ChangeRow } from '../protocol/changes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { placeOf } from './entry.ts'
import { rowsIn, type Sealed } from './pack.ts'
import { type OpaqueRow, type RowsPort } from './ports.ts'
import { openJson, rowPlace, statePlace } from './sealing.ts'
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

/** What the half that reads and the half that writes have in common. */
export interface RowsContext {
  readonly cipher: Cipher
  readonly port: RowsPort
  readonly rows: Map<string, HeldRow>
  /** By the name on the disk: which writing of it was read, and the rows that are under it. */
  readonly held: Map<string, { readonly rev: string; readonly places: readonly string[] }>
  /** Under which name the row lies that is in memory: of several writings of a row, in packs and alone, the highest seq counts. */
  readonly at: Map<string, string>
  readonly stateKey: string
  state: SyncState
  stateRev: string | null
  version: number
  /** Names on the disk under which there is something that does not open: the next writing takes them away. */
  broken: readonly string[]
}

export const openRows = async (cipher: Cipher, port: RowsPort): Promise<PersonRows> => {
  const rows: RowsContext['rows'] = new Map()
  const held: RowsContext['held'] = new Map()
  const at: RowsContext['at'] = new Map()
  const stateKey = await cipher.nameOf('state')
  const here: RowsContext = { cipher, port, rows, held, at, stateKey, state: NO_STATE, stateRev: null, version: 0, broken: [] }

  const readState = async (stored: OpaqueRow | null): Promise<SyncState> => {
    if (!stored) return NO_STATE
    // A state that does not open is as if there were none: everything is pulled again.
    const open = await openJson(cipher, statePlace(stateKey, stored.rev), stored.body).catch(() => null)
    return SyncState.safeParse(open).data ?? NO_STATE
  }

  const load = async (): Promise<void> => {
    const loaded = await port.load()
    const present = new Map(loaded.rows.map(({ key, rev }) => [key, rev]))
    const read = await Promise.all(
      loaded.rows
        .filter(({ key, rev }) => held.get(key)?.rev !== rev)
        .map(async ({ key, rev, body }) => {
          // Checked against the schema when it came, and authentic since it opens. What does not open is as if it weren't
          // here; the server has it.
          const sealed = (await openJson(cipher, rowPlace(key, rev), body).catch(() => null)) as Sealed | null
          return { key, rev, inside: sealed && rowsIn(sealed) }
        }),
    )
    // From here on at once: whoever looks meanwhile sees the rows as they were, or as they are.
    for (const [key, { rev, places }] of held) {
      if (present.get(key) === rev) continue
      held.delete(key)
      for (const place of places) {
        if (at.get(place) !== key) continue
        at.delete(place)
        rows.delete(place)
      }
    }
    const failed: string[] = []
    for (const { key, rev, inside } of read) {
      if (!inside) {
        failed.push(key)
        continue
      }
      const places = inside.map(({ scope, row }) => placeOf(scope, row.id))
      held.set(key, { rev, places })
      inside.forEach((each, i) => {
        const place = places[i] ?? ''
        if ((rows.get(place)?.row.seq ?? 0) > each.row.seq) return
        rows.set(place, each)
        at.set(place, key)
      })
    }
    const state = await readState(loaded.state)
    // The cursors stand for rows that are not here: the server is asked for all of them again (V6).
    const lost = failed.length > 0 || (state.rowCount !== null && state.rowCount > present.size)
    here.state = lost ? { ...state, cursors: {}, pulledThrough: 0 } : state
    here.broken = failed
    here.stateRev = loaded.state?.rev ?? null
    here.version += 1
  }

  const apply: PersonRows['apply'] = async (plan) => (await import('./apply-rows.ts')).applyRows(here, plan)

  /** Reads the rows again only if another tab has written rows, not for its every look at the server. */
  const refresh = async (): Promise<boolean> => {
    const stored = await port.state()
    if ((stored?.rev ?? null) === here.stateRev) return false
    if (!stored) {
      await (await import('./apply-rows.ts')).putBack(here)
      return false
    }
    const now = await readState(stored)
    if (now.rowsRev !== here.state.rowsRev) {
      await load()
      return true
    }
    here.state = now
    here.stateRev = stored.rev
    return false
  }

  await load()
  return {
    rows,
    state: () => here.state,
    version: () => here.version,
    refresh,
    apply,
    close: () => {
      port.close()
      rows.clear()
      held.clear()
      at.clear()
      here.state = NO_STATE
    },
  }
}
