/** Whether an answer can be read as what is asked for: answers are kept as typed, and checked when shared or signed. */
import { PlainDate } from '../dates.ts'
import { type Json } from '../json.ts'
import { type Column, type Field } from '../policy/form.ts'
import { unreachable } from '../unreachable.ts'
import { isBlank } from './content.ts'

/** A whole number, nought or more. */
export const isCount = (value: Json | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** Whether what is written can be read as the type of its field, or of its column. What says nothing has nothing to be read. */
export const isReadable = (asked: Field | Column, value: Json | undefined): boolean => {
  if (isBlank(value)) return true
  switch (asked.type) {
    case 'number':
      return isCount(value)
    case 'date':
      return PlainDate.safeParse(value).success
    case 'tick':
      return typeof value === 'boolean'
    case 'choice':
      return asked.options?.some(({ key }) => key === value) === true
    case 'line':
    case 'text':
    case 'computed':
    case 'topic':
    case 'actions':
    case 'table':
    case 'action-updates':
    case 'interval':
    case 'minutes':
    case 'dates':
    case 'manager':
    case 'consents':
    case 'notes':
    case 'references':
      return true
    default:
      return unreachable(asked)
  }
}
