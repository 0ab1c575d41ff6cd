/**
 * A message made ready at build time (vite-messages.ts), so that the app needs no ICU parser: text stays text, places
 * stay `{name}` and the number of a plural stays `#`; only a plural or a select becomes a list. no-parser.ts makes the
 * very elements of it that the parser gave.
 */
import {
  type MessageFormatElement,
  isArgumentElement,
  isLiteralElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
} from '@formatjs/icu-messageformat-parser'

/** A choice is its place, the packed message for each case, and whether it is a select. */
type Choice = readonly [place: string, cases: Readonly<Record<string, Packed>>, select?: true]
export type Packed = string | readonly (string | Choice)[]

const packedText = (element: MessageFormatElement, counted: boolean): string => {
  if (isPoundElement(element)) return '#'
  if (isArgumentElement(element)) return `{${element.value}}`
  if (!isLiteralElement(element)) throw new Error('only places, plurals and selects can be packed: numbers and dates come as words')
  if ((counted ? /[#{}]/ : /[{}]/).test(element.value)) throw new Error(`would be read as a place: ${element.value}`)
  return element.value
}

const packedChoice = (element: MessageFormatElement): Choice | null => {
  const select = isSelectElement(element)
  if (!select && !isPluralElement(element)) return null
  if (!select && (element.offset || element.pluralType !== 'cardinal')) throw new Error('only a plain plural can be packed')
  const cases = Object.fromEntries(Object.entries(element.options).map(([key, { value }]) => [key, pack(value, !select)]))
  return select ? [element.value, cases, true] : [element.value, cases]
}

/** @param counted within a plural, where `#` is its number */
export const pack = (elements: readonly MessageFormatElement[], counted = false): Packed => {
  const parts: (string | Choice)[] = []
  for (const element of elements) {
    const part = packedChoice(element) ?? packedText(element, counted)
    const before = parts.at(-1)
    if (typeof part === 'string' && typeof before === 'string') parts[parts.length - 1] = before + part
    else parts.push(part)
  }
  const [only = ''] = parts
  return parts.length < 2 && typeof only === 'string' ? only : parts
}
