/** Rows of an observation's form: each part of a row is a field of its own, `notes.<id>.text`. */
import { type Json } from '../../domain/json.ts'
import { type FormState } from '../../domain/records/record.ts'

export type Fields = Pick<FormState, 'fields'>

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

/** The ids of the rows under a name that have not been taken out again, in the order in which they were made. */
export const rowIdsIn = ({ fields }: Fields, rows: 'consent' | 'notes'): readonly string[] => {
  const pattern = new RegExp(String.raw`^${rows}\.(${ID})\.`)
  const ids = new Set(Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []))
  return [...ids].filter((id) => fields[`${rows}.${id}.removed`]?.value !== true).sort()
}

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
