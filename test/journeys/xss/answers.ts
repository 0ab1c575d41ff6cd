/** What stands in every field of a form: answers that a form takes, and answers of no kind it asks for. */
import { v7 } from 'uuid'
import { type Json } from '../../../src/domain/json.ts'
import { type Column, type Field, type Form } from '../../../src/domain/policy/form.ts'
import { unreachable } from '../../../src/domain/unreachable.ts'
import { type Ink } from './corpus.ts'

const LINE = 1000

/** Of what nobody need ever read: what is no answer to what is asked, or is asked of some people only. */
const UNREAD = ' (need not be read)'
export const needBeRead = (where: string): boolean => !where.endsWith(UNREAD)

/** @param kept whether the answers are of the kind asked for, so that the record can be shared and signed */
export const answersTo = (form: Form, ink: Ink, { kept, day, manager }: { readonly kept: boolean; readonly day: string; readonly manager: string }): Record<string, Json> => {
  const some = new Set(form.sections.flatMap(({ when, fields }) => fields.filter((field) => when !== undefined || (field.type === 'text' && field.onlyWhen) || field.type === 'action-updates').map(({ key }) => key)))
  const placeOf = (field: string): string => `${form.id} ${field}${some.has(field.split('.', 1)[0] ?? '') || some.has(field) ? UNREAD : ''}`
  const said = (field: string): string => ink.short(LINE, placeOf(field))
  const either = (field: string, value: Json): Json => (kept ? value : ink.short(LINE, `${form.id} ${field}${UNREAD}`))
  const cell = (field: string, { type, options }: Column): Json => {
    switch (type) {
      case 'line':
      case 'text':
        return said(field)
      case 'date':
        return either(field, day)
      case 'number':
        return either(field, 3)
      case 'tick':
        return either(field, true)
      case 'choice':
        return either(field, options?.[0]?.key ?? '')
      default:
        return unreachable(type)
    }
  }
  // All of the corpus in one text of the form; one of its texts in each of the others.
  const whole = form.sections.flatMap(({ fields }) => fields).find(({ type }) => type === 'text')
  const rows = (under: string, parts: Record<string, Json>): Record<string, Json> => {
    const id = v7()
    return Object.fromEntries(Object.entries(parts).map(([part, value]) => [`${under}.${id}.${part}`, value]))
  }
  const answer = (field: Field): Record<string, Json> => {
    const { key, type } = field
    switch (type) {
      case 'computed':
        return {}
      case 'line':
        return { [key]: said(key) }
      case 'text':
        return { [key]: kept && field === whole ? ink.all(placeOf(key)) : said(key) }
      case 'date':
        return { [key]: either(key, day) }
      case 'number':
        return { [key]: either(key, 3) }
      case 'choice':
        return { [key]: either(key, field.options[0]?.key ?? '') }
      case 'topic':
        return { [key]: { state: 'note', note: said(key) } }
      case 'interval':
        return { [key]: either(key, field.options[0] ?? '') }
      case 'minutes':
        return { [key]: either(key, field.options[0] ?? 60) }
      case 'dates':
        return { [key]: either(key, [{ on: day, at: null }]) }
      case 'manager':
        return { [key]: kept ? { person: manager, name: said(key) } : { person: null, name: said(key) } }
      case 'table':
        return rows(key, Object.fromEntries(field.columns.map((column) => [column.key, cell(`${key}.${column.key}`, column)])))
      case 'actions':
        return rows('actions', { what: said(key), who: either(key, 'supervisee'), by: either(key, day), about: key })
      case 'action-updates':
        return rows('updates', { state: either(key, 'in-progress'), note: said(key) })
      case 'consents':
        return rows('consent', { who: said(key), role: said(key), how: said(key), by: said(key), child: true, on: either(key, day) })
      case 'notes':
        return rows('notes', { text: said(key), at: either(key, `${day}T10:00:00.000Z`) })
      case 'references':
        return rows('refs', { section: field.section, title: said(key), reference: said(key), held: said(key) })
      default:
        return unreachable(type)
    }
  }
  return Object.assign({}, ...form.sections.flatMap(({ fields }) => fields.map(answer)))
}

/** What a record has beside its form. */
export const besideTheForm = (ink: Ink, kept: boolean, day: string): Record<string, Json> => {
  const either = (field: string, value: Json): Json => (kept ? value : ink.short(LINE, `session ${field}${UNREAD}`))
  return {
    [`agenda.${v7()}.text`]: ink.short(LINE, 'session agenda'),
    'when.place': ink.short(LINE, 'session place'),
    'when.on': either('when.on', day),
    'when.start': either('when.start', '10:00'),
    'when.end': either('when.end', '11:00'),
    'when.mode': either('when.mode', 'in-person'),
    'next.on': either('next.on', day),
    'next.at': either('next.at', '10:00'),
  }
}
