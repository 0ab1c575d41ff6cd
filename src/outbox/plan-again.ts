/** What a scope that was fetched once more does to the rows here (L4). Pure. */
import { type ChangeRow, type ScopePage } from '../protocol/changes.ts'
import { placeOf } from '../store/entry.ts'
import { type HeldRow, type RowsPlan } from '../store/person-rows.ts'
import { type SyncState } from '../store/state.ts'
import { withoutErased } from './plan-pull.ts'

/** A scope while it is fetched once more: nothing here changes until all of it has come. */
export interface Again {
  /** Where it has been read to. */
  readonly cursor: number
  /** Everything that is in it. */
  readonly seen: ReadonlySet<string>
  /** What of that is not here as it came. */
  readonly fresh: ReadonlyMap<string, ChangeRow>
}

export const NOTHING_YET: Again = { cursor: 0, seen: new Set(), fresh: new Map() }

const isHere = (rows: ReadonlyMap<string, HeldRow>, scope: string, { id, seq, revision }: ChangeRow): boolean => {
  const held = rows.get(placeOf(scope, id))?.row
  return held?.seq === seq && held.revision === revision
}

/** Takes in one page of it. A row that left the scope, or changed, since an earlier page came is as this page says. */
export const withPage = (again: Again, { scope, rows: came, cursor }: ScopePage, rows: ReadonlyMap<string, HeldRow>): Again => {
  const seen = new Set(again.seen)
  const fresh = new Map(again.fresh)
  for (const row of came) {
    fresh.delete(row.id)
    if (row.body === null) seen.delete(row.id)
    else {
      seen.add(row.id)
      if (!isHere(rows, scope, row)) fresh.set(row.id, row)
    }
  }
  return { cursor, seen, fresh }
}

/**
 * Plans the end of it: what differs is written, and what was not seen goes.
 *
 * @param fetched by scope; one that another tab has read further meanwhile, or dropped, is left as it is
 */
export const planAgain = (
  { rows, state }: { readonly rows: ReadonlyMap<string, HeldRow>; readonly state: SyncState },
  fetched: ReadonlyMap<string, Again>,
): RowsPlan => {
  const put: HeldRow[] = []
  const remove: { scope: string; id: string }[] = []
  const cursors: Record<string, number> = { ...state.cursors }
  for (const [scope, { cursor, seen, fresh }] of fetched) {
    const here = cursors[scope]
    if (here === undefined || here > cursor) continue
    cursors[scope] = cursor
    for (const row of fresh.values()) put.push({ scope, row })
    for (const held of rows.values()) {
      if (held.scope === scope && !seen.has(held.row.id)) remove.push({ scope, id: held.row.id })
    }
  }
  return { put, remove, state: withoutErased({ ...state, cursors }, put) }
}
