/** The rows of a form's tables. Each cell is a field of its own, `cases.<row id>.ref`, so that two people write side by side (P5). */
import { type Column, type Field } from '../policy/form.ts'
import { type FieldName } from './deeds/common.ts'
import { isReadable } from './readable.ts'
import { type FormState } from './record.ts'
import { isBlank } from './content.ts'

export type TableField = Extract<Field, { type: 'table' }>

type Written = Pick<FormState, 'fields'>

export const cellName = (table: Pick<TableField, 'key'>, id: string, part: string): FieldName => `${table.key}.${id}.${part}`

/** What a name says when it is a cell of this table, or says that a row was taken out; null for any other name. */
export const cellIn = (
  table: TableField,
  name: FieldName,
): { readonly id: string; readonly column: Column | 'removed' } | null => {
  const [key, id, part, ...more] = name.split('.')
  if (key !== table.key || id === undefined || !/^[0-9a-f-]+$/.test(id) || more.length > 0) return null
  const column = part === 'removed' ? part : table.columns.find((each) => each.key === part)
  return column ? { id, column } : null
}

/** The ids of the rows of a table, in the order in which they were made, less those taken out again. */
export const rowIdsIn = (source: Written, table: TableField): readonly string[] => {
  const ids = new Set(Object.keys(source.fields).flatMap((name) => cellIn(table, name)?.id ?? []))
  return [...ids].filter((id) => source.fields[cellName(table, id, 'removed')]?.value !== true).sort()
}

/** A cell that says nothing: blank, or a box not ticked. */
const saysNothing = (source: Written, name: FieldName): boolean => {
  const value = source.fields[name]?.value
  return isBlank(value) || value === false
}

/** The rows that say something: one in which nothing was ever written is not a row. */
export const writtenRowIds = (source: Written, table: TableField): readonly string[] =>
  rowIdsIn(source, table).filter((id) => table.columns.some(({ key }) => !saysNothing(source, cellName(table, id, key))))

/** What written rows lack: the cells that every row says, and those that cannot be read as what their column asks for. */
export const rowsLacking = (source: Written, table: TableField): readonly FieldName[] =>
  writtenRowIds(source, table).flatMap((id) =>
    table.columns.flatMap((column) => {
      const name = cellName(table, id, column.key)
      const lacks = column.required === true && saysNothing(source, name)
      return lacks || !isReadable(column, source.fields[name]?.value) ? [name] : []
    }),
  )
