/** What the build puts in place of the ICU parser (vite-messages.ts): its messages are packed already (pack.ts). */
import { type MessageFormatElement, type PluralOrSelectOption, TYPE } from '@formatjs/icu-messageformat-parser/no-parser.js'
import type { Packed } from './pack.ts'

export * from '@formatjs/icu-messageformat-parser/no-parser.js'

const textElements = (text: string, counted: boolean): MessageFormatElement[] =>
  text
    .split(counted ? /(\{\w+\}|#)/ : /(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (counted && piece === '#') return { type: TYPE.pound }
      return piece.startsWith('{')
        ? { type: TYPE.argument, value: piece.slice(1, -1) }
        : { type: TYPE.literal, value: piece }
    })

/** @param counted within a plural, where `#` is its number */
const unpack = (packed: Packed, counted: boolean): MessageFormatElement[] =>
  typeof packed === 'string'
    ? textElements(packed, counted)
    : packed.flatMap((part): MessageFormatElement[] => {
        if (typeof part === 'string') return textElements(part, counted)
        const [value, cases, select = false] = part
        const options: Record<string, PluralOrSelectOption> = {}
        for (const [key, message] of Object.entries(cases)) options[key] = { value: unpack(message, !select) }
        return [
          select
            ? { type: TYPE.select, value, options }
            : { type: TYPE.plural, value, options, offset: 0, pluralType: 'cardinal' },
        ]
      })

export const parse = (packed: Packed): MessageFormatElement[] => unpack(packed, false)
