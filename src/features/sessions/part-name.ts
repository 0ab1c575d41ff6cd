import { type Words } from '../../words/words.ts'
import { type PartId, reflectionOf, topicsOf } from './agenda.ts'
import { type SessionView } from './session-view.ts'

/** Whether the form's own sections ask for more than words of reflection: figures, rows, actions, printed parts. */
const asksForMore = ({ sections }: Pick<SessionView, 'sections'>): boolean =>
  sections.some(({ part }) => part !== undefined) ||
  reflectionOf(sections, false).some(({ fields }) =>
    fields.some(({ type }) => type === 'number' || type === 'table' || type === 'actions'),
  )

/** What a part of the agenda is called. */
export const partName = (id: PartId, view: Pick<SessionView, 'sections'>, { say }: Words): string => {
  if (id === 'reflection' && asksForMore(view)) return say('sessions.part.form')
  if (id !== 'topics') return say(`sessions.part.${id}`)
  return say('sessions.part.topics', { count: topicsOf(view.sections).flatMap(({ fields }) => fields).length })
}
