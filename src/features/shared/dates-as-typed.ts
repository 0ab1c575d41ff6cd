/** A date in three boxes as a field of a record: the day, or the boxes as typed, so that no figure is lost. */
import { type Json } from '../../domain/json.ts'
import { type DateValue } from '../../ui/date-value.ts'

const asTyped = (part: Json | undefined): string => (typeof part === 'string' ? part : '')

export const dateValueOf = (value: Json | undefined): DateValue => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('day' in value)) return ''
  const { day, month, year } = value
  return { day: asTyped(day), month: asTyped(month), year: asTyped(year) }
}

export const storedDate = (value: DateValue): Json => (typeof value === 'string' ? value : { ...value })

/** The boxes of a day that is not one yet, as typed: "31/2/2026". */
export const dateText = (value: Json | undefined): string => {
  const parts = dateValueOf(value)
  if (typeof parts === 'string') return parts
  return [parts.day, parts.month, parts.year].filter((part) => part !== '').join('/')
}
