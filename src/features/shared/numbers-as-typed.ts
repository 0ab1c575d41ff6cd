/** A number in a box as a field of a record: the number, or what was typed, so that nothing is lost. */
import { type Json } from '../../domain/json.ts'

export const numberText = (value: Json | undefined): string => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : ''
}

/** A whole number with more figures than this is no longer exact. */
const MOST_FIGURES = 15

export const storedNumber = (text: string): Json => {
  const typed = text.trim()
  return /^\d+$/.test(typed) && typed.length <= MOST_FIGURES ? Number(typed) : text
}
