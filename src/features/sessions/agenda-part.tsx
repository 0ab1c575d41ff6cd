import { isBlank } from '../../domain/records/content.ts'
import { Card } from '../../ui/card.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { sessionHref } from './addresses.ts'
import { AgendaItems } from './agenda-items.tsx'
import { SectionLink } from './section-link.tsx'
import { type SessionView } from './session-view.ts'

/** The first question that the supervisee answered beforehand. */
const firstAnswered = ({ sections, state }: SessionView): string | undefined =>
  sections
    .flatMap(({ fields }) => fields)
    .find(({ key, voice }) => voice === 'supervisee' && state.fields[key]?.by === state.supervisee && !isBlank(state.fields[key].value))
    ?.key

/** The session begins with what the two noted beforehand. */
export const AgendaPart = ({ view }: { view: SessionView }) => {
  const { say } = useRecordWords()
  const update = firstAnswered(view)
  return (
    <Card heading={say('planning.agenda.items')} level={3}>
      {update && view.role === 'supervisor' && (
        <p className="cs-quiet">
          {say('planning.agenda.written', { name: view.supervisee.knownAs })}{' '}
          <SectionLink replace href={sessionHref(view.state.id, update)}>
            {say('planning.agenda.readUpdate')}
          </SectionLink>
        </p>
      )}
      <AgendaItems view={view} to="talk" />
    </Card>
  )
}
