/** Answers to every field of a form, each with a word that says its class, and finding those words in what was answered. */
import { v7 } from 'uuid'
import { type Json } from '../../src/domain/json.ts'
import { type Column, type Field, type Form } from '../../src/domain/policy/form.ts'
import { unreachable } from '../../src/domain/unreachable.ts'

const word = (of: string, key: string): string => `canary-${of}-${key.replaceAll('.', '-')}`

const cell = (column: Column, of: string, key: string): Json => {
  switch (column.type) {
    case 'line':
    case 'text':
      return word(column.class ?? of, `${key}-${column.key}`)
    case 'date':
      return '2026-06-01'
    case 'number':
      return 3
    case 'tick':
      return true
    case 'choice':
      return column.options?.[0]?.key ?? ''
    default:
      return unreachable(column.type)
  }
}

/** The values of one field, by their names. */
const answersOf = (field: Field): Record<string, Json> => {
  const { key } = field
  const row = v7()
  switch (field.type) {
    case 'line':
    case 'text':
      return { [key]: word(field.class, key) }
    case 'topic':
      return { [key]: { state: 'note', note: word(field.class, key) } }
    case 'date':
      return { [key]: '2026-06-01' }
    case 'number':
      return { [key]: 3 }
    case 'choice':
      return { [key]: field.options[0]?.key ?? '' }
    case 'interval':
    case 'minutes':
      return { [key]: field.options[0] ?? null }
    case 'dates':
      return { [key]: [{ on: '2026-07-01', at: null }] }
    case 'manager':
      return { [key]: { person: null, name: word(field.class, key) } }
    case 'table':
      return Object.fromEntries(field.columns.map((column) => [`${key}.${row}.${column.key}`, cell(column, field.class, key)]))
    case 'actions':
      return {
        [`actions.${row}.what`]: word(field.class, key), [`actions.${row}.who`]: 'supervisee', [`actions.${row}.by`]: '2026-07-01', [`actions.${row}.about`]: key,
      }
    case 'action-updates':
      return { [`updates.${row}.state`]: 'done', [`updates.${row}.note`]: word(field.class, key) }
    case 'notes':
      return { [`notes.${row}.text`]: word(field.class, key), [`notes.${row}.at`]: '10:00' }
    case 'consents':
      return { [`consent.${row}.who`]: word(field.class, key), [`consent.${row}.how`]: 'spoken' }
    case 'references':
      return { [`refs.${row}.title`]: word(field.class, key), [`refs.${row}.section`]: field.section }
    case 'computed':
      return {}
    default:
      return unreachable(field)
  }
}

/** Every field of a form answered, and where the session is to be, which every session says. */
export const everyAnswer = (form: Form): Record<string, Json> =>
  Object.assign({ 'when.place': word('C', 'place') }, ...form.sections.flatMap(({ fields }) => fields.map(answersOf))) as Record<string, Json>

/** The classes whose words stand in a text, in their order. */
export const classesIn = (text: string): string => [...new Set([...text.matchAll(/canary-([A-E])-/g)].map(([, of = '']) => of))].sort().join('')
