/** What gives a person away beside their name: telephone numbers, e-mail addresses, postcodes, dates of birth, NHS numbers (W6). */
import { type Span } from './find-names.ts'

export interface IdentifierFound extends Span {
  readonly kind: string
}

/** Finds what gives a person away in a text. */
export type Identify = (text: string) => readonly IdentifierFound[]

const DAY = String.raw`(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+\p{L}{3,9}\.?,?\s+\d{2,4})`

const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['email', /[\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu],
  ['phone', /(?<![\d\p{L}])(?:\+44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)(?:\d[\s().-]{0,2}){9,10}(?<=\d)(?!\d)/gu],
  ['postcode', /(?<![\p{L}\d])(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|GIR\s?0AA)(?![\p{L}\d])/giu],
  ['date-of-birth', new RegExp(String.raw`(?<=(?<!\p{L})(?:born|birth|birthday|d\.?\s?o\.?\s?b\.?)[^\d\n]{0,20})${DAY}`, 'giu')],
  ['nhs-number', /(?<!\d)\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)/g],
  ['national-insurance', /(?<![\p{L}\d])[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D](?![\p{L}\d])/giu],
]

export const findPlainIdentifiers: Identify = (text) =>
  PATTERNS.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map((match) => ({ kind, from: match.index, to: match.index + match[0].length })))
