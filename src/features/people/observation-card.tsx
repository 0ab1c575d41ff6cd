import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type Snapshot } from '../../queries/device.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ContextualDate } from '../../ui/contextual-date.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { dueLabel } from '../due-label.ts'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { isDone, ruleInWords } from './obligation-words.ts'
import { type PersonView } from './person-view.ts'

/** Practice observed: the last time, the next time and why, and what is planned or still to be talked about (SEF-4.6). */
export const ObservationCard = ({ view, snapshot, asOf }: { view: PersonView; snapshot: Snapshot; asOf: PlainDate }) => {
  const words = useWords()
  const { say, day } = words
  const { lastOn, open, due, form } = view.observation
  const { iAm, post } = view
  const nameOf = (person: (typeof open)[number]['supervisor']): string => snapshot.people.get(person)?.name ?? '—'
  const days = due?.due ? daysBetween(asOf, due.due) : 0
  return (
    <Card heading={say('people.observation.title')} beside={due && !isDone(due) && <Status state={due.state} />}>
      <p className="govuk-body">{lastOn ? say('people.observation.last', { day: day(lastOn, asOf) }) : say('people.observation.never')}</p>
      {(due?.due || open.length > 0) && (
        <RowList label={say('people.observation.title')}>
          {due?.due && (
            <Row
              title={ruleInWords(due, words)}
              meta={
                <>
                  <span className="cs-row__meta">{say(lastOn ? 'people.observation.fromLast' : 'people.observation.fromStart')}</span>
                  <WhyLink post={post.id} one={due} name={iAm.supervisee ? null : view.knownAs} />
                </>
              }
              end={
                <ContextualDate
                  day={due.due}
                  tone={days < 0 ? 'red' : 'plain'}
                  label={dueLabel(days, words)}
                >
                  {day(due.due, asOf)}
                </ContextualDate>
              }
            />
          )}
          {open.map((each) => (
            <Row
              key={each.id}
              title={say(`people.observation.status.${each.status === 'planned' || each.status === 'begun' ? each.status : 'open'}`, {
                day: day(each.observedOn ?? each.plannedFor, asOf),
              })}
              href={snapshot.observations.has(each.id) ? hrefOf('observation', { recordId: each.id }) : undefined}
              meta={say('people.observation.by', { name: nameOf(each.supervisor) })}
            />
          ))}
        </RowList>
      )}
      {form && (iAm.supervisor || iAm.manager) && !iAm.supervisee && (
        <LinkButton kind="secondary" href={hrefOf('planObservation', { postId: post.id })}>
          {say('people.observation.plan')}
        </LinkButton>
      )}
    </Card>
  )
}
