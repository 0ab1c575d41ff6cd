/**
 * Rows under one name on the disk. What comes in bulk is sealed as packs of many rows, each one row to the storage: a tenth of
 * the time of sealing and putting row by row. A row that changes later is written alone and stands over its packed copy.
 */
import { type ChangeRow } from '../protocol/changes.ts'
import { type HeldRow } from './person-rows.ts'

/** What is sealed: one row, or many of one scope. */
export type Sealed = HeldRow | { readonly scope: string; readonly rows: readonly ChangeRow[] }

export const rowsIn = (sealed: Sealed): readonly HeldRow[] =>
  'rows' in sealed ? sealed.rows.map((row) => ({ scope: sealed.scope, row })) : [sealed]
