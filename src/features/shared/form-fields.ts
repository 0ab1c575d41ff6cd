/** Which fields of a form a person writes in, and which of them a name of the record belongs to. */
import { type Column, type Field, type Section } from '../../domain/policy/form.ts'
import { actionListsOf, listOfAction, writtenActionIds } from '../../domain/records/actions.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { isReadable } from '../../domain/records/readable.ts'
import { type FormState } from '../../domain/records/record.ts'
import { isBlank } from '../../domain/records/content.ts'
import { cellIn, type TableField } from '../../domain/records/tables.ts'

/** A field with one answer that a person types or picks. */
export type SimpleField = Extract<Field, { type: 'text' | 'line' | 'date' | 'choice' | 'number' }>

/** A field that can stand in a section of any form: with one answer, or with rows of them. */
export type AskedField = SimpleField | TableField

export type ActionsField = Extract<Field, { type: 'actions' }>

export const isSimple = (field: Field): field is SimpleField =>
  field.type === 'text' || field.type === 'line' || field.type === 'date' || field.type === 'choice' || field.type === 'number'

export const isAsked = (field: Field): field is AskedField => isSimple(field) || field.type === 'table'

/** Whether fields are all numbers, and stand beside one another as figures. */
export const areFigures = (fields: readonly Field[]): boolean =>
  fields.length > 1 && fields.every(({ type }) => type === 'number')

interface Form {
  readonly sections: readonly Section[]
}

const fieldsIn = ({ sections }: Form): readonly Field[] => sections.flatMap(({ fields }) => fields)

/** One cell of a table, or that its row was taken out. */
export interface Cell {
  readonly table: TableField
  readonly id: string
  readonly column: Column | 'removed'
}

/** The cell that a name is; null for any other name. */
export const cellOf = (form: Form, name: FieldName): Cell | null => {
  const first = name.split('.', 1)[0]
  const table = fieldsIn(form).find((field): field is TableField => field.type === 'table' && field.key === first)
  const cell = table && name !== first ? cellIn(table, name) : null
  return table && cell ? { table, ...cell } : null
}

/** The list of actions that stands for itself and not in a section: the one keyed `actions`, else the first. */
export const mainListOf = ({ sections }: Form): FieldName | undefined => {
  const lists = actionListsOf(sections)
  return lists.find((list) => list === 'actions') ?? lists[0]
}

/** The field that asks for what a name holds: itself, the table of a cell, the list of an action. */
export const askedIn = (form: Form, name: FieldName, source: Pick<FormState, 'fields'>): Field | undefined => {
  const fields = fieldsIn(form)
  const own = fields.find(({ key }) => key === name) ?? cellOf(form, name)?.table
  const [first, id] = name.split('.')
  if (own || first !== 'actions' || id === undefined) return own
  const list = listOfAction(source, id, actionListsOf(form.sections))
  return fields.find(({ key }) => key === list)
}

/** Whether something is written under a name that can't be read as what the form asks for there. */
export const isUnreadable = (form: Form, name: FieldName, source: Pick<FormState, 'fields'>): boolean => {
  const column = cellOf(form, name)?.column
  const asked = column === undefined ? fieldsIn(form).find(({ key }) => key === name) : column
  const value = source.fields[name]?.value
  return asked !== undefined && asked !== 'removed' && !isBlank(value) && !isReadable(asked, value)
}

/** The place of an action among those of its list, from 1, and the list where the form has several. */
export const placeOfAction = (
  { sections }: Form,
  id: string,
  source: Pick<FormState, 'fields'>,
): { readonly number: number; readonly list: FieldName | null } => {
  const lists = actionListsOf(sections)
  const list = listOfAction(source, id, lists)
  const under = list === undefined ? undefined : { list, lists }
  return { number: writtenActionIds(source, under).indexOf(id) + 1, list: lists.length > 1 ? (list ?? null) : null }
}
