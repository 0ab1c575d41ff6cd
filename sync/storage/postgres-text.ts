/**
 * Text that PostgreSQL does not hold, held all the same: what people's devices send is kept as it came (P8), and JSON's strings
 * may have the character 0, and halves of characters. Each such place is written as a mark and four digits, and read back.
 */

/** A code point that stands for no character, now or ever. */
const MARK = '\uFDD0'
const UNHELD = /[\0\uFDD0]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const MARKED = /\uFDD0([0-9a-f]{4})/g

/** A text as PostgreSQL holds it: the same unless it has something in it that would not be. */
export const toHeld = (text: string): string =>
  text.isWellFormed() && !text.includes('\0') && !text.includes(MARK)
    ? text
    : text.replaceAll(UNHELD, (unit) => `${MARK}${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The text that was held. */
export const fromHeld = (held: string): string =>
  held.includes(MARK) ? held.replaceAll(MARKED, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))) : held
