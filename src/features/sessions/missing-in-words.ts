import { unreachable } from '../../domain/unreachable.ts'
import { type Words } from '../../words/words.ts'
import { actionLacks, nameOfField } from '../shared/fields-in-words.ts'
import { type ToDo } from '../shared/missing-list.tsx'
import { sessionHref } from './addresses.ts'
import { type Missing, placeOf } from './missing.ts'
import { type SessionView } from './session-view.ts'

/** What is missing, as the thing to do about it. */
const inWords = (view: SessionView, missing: Missing, words: Words): string => {
  const { say } = words
  switch (missing.kind) {
    case 'held':
      return say('sessions.missing.held')
    case 'date-in-future':
      return say('records.missing.date-in-future')
    case 'answer':
      return say('records.missing.answer', { name: nameOfField(view, missing.field, words) })
    case 'unreadable':
      return say('records.missing.unreadable', { name: nameOfField(view, missing.field, words) })
    case 'gap-reason':
      return say('sessions.missing.gap-reason')
    case 'action':
      return actionLacks(view, missing, words)
    case 'competing':
      return say('records.missing.competing', { name: nameOfField(view, missing.field, words) })
    default:
      return unreachable(missing)
  }
}

/** What is missing from a session as a list of links to where it is put right. */
export const toDoOf = (view: SessionView, missing: readonly Missing[], words: Words): readonly ToDo[] =>
  missing.map((each) => ({
    key: `${each.kind} ${placeOf(each)}`,
    text: inWords(view, each, words),
    href: sessionHref(view.state.id, placeOf(each)),
  }))
