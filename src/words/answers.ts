/** Answers to a form's fields in words: what a person chose or wrote, as it is read. */
import { PlainDate } from '../domain/dates.ts'
import { type Json } from '../domain/json.ts'
import { AgreedDates, NamedManager } from '../domain/policy/answer.ts'
import { type Column, type Field } from '../domain/policy/form.ts'
import { type Text } from '../domain/policy/text.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type Words } from './words.ts'

/** Text of a policy in the reader's language. */
export const inLanguage = (text: Text, lang: string): string => (lang === 'cy' && text.cy ? text.cy : text.en)

/** As what something was asked: a field, a column, or a value that says so itself. */
export interface AskedAs {
  readonly type: Field['type'] | Column['type']
  readonly options?: readonly ({ readonly key: string; readonly label: Text } | string | number)[] | undefined
}

/** An interval that has words: of days, weeks, months or years. */
const SIMPLE = /^P\d+[DWMY]$/

const optionIn = ({ options = [] }: AskedAs, value: Json, words: Words): string | null => {
  const chosen = options.find((option) => typeof option === 'object' && 'key' in option && option.key === value)
  return chosen && typeof chosen === 'object' && 'label' in chosen ? inLanguage(chosen.label, words.lang) : null
}

/**
 * An answer of a type that has words of its own; null for what reads as it was written, and for what can't be read as its
 * type.
 */
export const answerInWords = (asked: AskedAs, value: Json, words: Words): string | null => {
  switch (asked.type) {
    case 'choice':
      return optionIn(asked, value, words)
    case 'date': {
      const day = PlainDate.safeParse(value)
      return day.success ? words.longDay(day.data) : null
    }
    case 'interval':
      return typeof value === 'string' && SIMPLE.test(value) ? words.every(value) : null
    case 'minutes':
      return typeof value === 'number' ? words.duration(value) : null
    case 'number':
      return typeof value === 'number' ? words.number(value) : null
    case 'manager':
      return NamedManager.safeParse(value).data?.name ?? null
    case 'dates': {
      const dates = AgreedDates.safeParse(value).data ?? []
      return dates.map(({ on, at }) => (at ? words.say('records.dayAt', { day: words.longDay(on), at }) : words.longDay(on))).join('\n')
    }
    case 'tick':
      return words.say(value === true ? 'records.table.ticked' : 'records.table.unticked')
    case 'line':
    case 'text':
    case 'topic':
    case 'computed':
    case 'actions':
    case 'table':
    case 'action-updates':
    case 'consents':
    case 'notes':
    case 'references':
      return null
    default:
      return unreachable(asked.type)
  }
}
