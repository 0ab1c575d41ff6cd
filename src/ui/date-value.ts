/** What three boxes hold, as typed. */
export interface DateParts {
  day: string
  month: string
  year: string
}

export type DatePart = keyof DateParts

/** `YYYY-MM-DD` for a real date, '' for empty boxes, else the parts as typed: nothing a person wrote is dropped. */
export type DateValue = string | DateParts

export const DATE_PARTS = ['day', 'month', 'year'] as const satisfies readonly DatePart[]

const EMPTY: DateParts = { day: '', month: '', year: '' }

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

/** Parts of a value, for the boxes: `2026-06-05` is shown as 5, 6, 2026. */
export const partsOfDate = (value: DateValue): DateParts => {
  if (typeof value !== 'string') return value
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (!match) return EMPTY
  return { year: match[1] ?? '', month: String(Number(match[2])), day: String(Number(match[3])) }
}

/** The value of what is in the boxes. A year needs four figures: 26 is not taken for 2026. */
export const valueOfParts = (parts: DateParts): DateValue => {
  const [day, month, year] = DATE_PARTS.map((part) => parts[part].trim()) as [string, string, string]
  if (day + month + year === '') return ''
  const numbers = [wholeNumber(day), wholeNumber(month), wholeNumber(year)] as const
  const real =
    /^\d{4}$/.test(year) &&
    numbers[1] >= 1 &&
    numbers[1] <= 12 &&
    numbers[0] >= 1 &&
    numbers[0] <= daysIn(numbers[2], numbers[1])
  return real ? `${year}-${String(numbers[1]).padStart(2, '0')}-${String(numbers[0]).padStart(2, '0')}` : parts
}

/** What is wrong with a value, for `forms.date.*`; null for a real date. */
export const problemOfDate = (
  value: DateValue,
): null | { problem: 'missing' } | { problem: 'incomplete'; parts: DatePart[] } | { problem: 'unreal' } => {
  const parts = partsOfDate(value)
  const settled = valueOfParts(parts)
  if (settled === '') return { problem: 'missing' }
  if (typeof settled === 'string') return null
  const empty = DATE_PARTS.filter((part) => parts[part].trim() === '')
  return empty.length > 0 ? { problem: 'incomplete', parts: empty } : { problem: 'unreal' }
}
