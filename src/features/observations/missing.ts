/** What stands in the way of signing an observation, each with the place where it is put right. */
import { type PlainDate } from '../../domain/dates.ts'
import { objectionToSigning } from '../../domain/records/signed.ts'
import { type Words } from '../../words/words.ts'
import { actionLacks, nameOfField } from '../shared/fields-in-words.ts'
import { isUnreadable, placeOfAction } from '../shared/form-fields.ts'
import { type ToDo } from '../shared/missing-list.tsx'
import { observationHref, WRITE } from './addresses.ts'
import { type ObservationView } from './observation-view.ts'

/** Everything at once, where `objectionToSigning` names one reason at a time. */
export const missingFrom = (view: ObservationView, asOf: PlainDate, words: Words): readonly ToDo[] => {
  const { state, rules } = view
  const { say } = words
  const item = (field: string, text: string): ToDo => ({ key: `${field} ${text}`, text, href: observationHref(state.id, field) })
  const answer = (field: string): ToDo => {
    const [rows, id = '', part] = field.split('.')
    if (rows === 'actions' && part !== undefined) {
      const lacks = part === 'by' ? 'by' : 'what'
      return item(field, actionLacks(view, { lacks, ...placeOfAction(view, id, state) }, words))
    }
    const name = nameOfField(view, field, words)
    return item(field, say(isUnreadable(view, field, state) ? 'records.missing.unreadable' : 'records.missing.answer', { name }))
  }
  const early = objectionToSigning(state, rules, asOf)?.code === 'date-in-future'
  return [
    ...(early ? [item(WRITE, say('observations.missing.date-in-future'))] : []),
    ...rules.missing(state).map(answer),
    ...Object.keys(state.competing).map((field) =>
      item(field, say('records.missing.competing', { name: nameOfField(view, field, words) })),
    ),
  ]
}
