import { type PlainDate } from '../../domain/dates.ts'
import { type Planned } from '../../domain/planned.ts'
import { ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { PlannedButton } from '../shared/planned-button.tsx'
import { type PersonView } from './person-view.ts'

const whenOf = ({ on, at }: Planned, asOf: PlainDate, { say, day }: Words): string =>
  at ? say('people.next.at', { day: day(on, asOf), at }) : day(on, asOf)

/** The session that comes next: prepared for, moved or called off from here; where there is none, booked. */
export const NextSessionCard = ({ view, asOf }: { view: PersonView; asOf: PlainDate }) => {
  const words = useWords()
  const { say, day, relativeDay } = words
  const { planned, toRebook, iAm, post, supervisor } = view
  const [next, ...more] = planned
  const half = iAm.supervisor || iAm.supervisee
  return (
    <Card heading={say('people.next.title')}>
      {toRebook.length > 0 && (
        <RowList label={say('people.next.toRebook')}>
          {toRebook.map((session) => (
            <Row
              key={session.id}
              title={say(session.status === 'missed' ? 'people.next.missed' : 'people.next.cancelled', {
                day: day(session.plannedFor, asOf),
              })}
              href={half ? hrefOf('move', { recordId: session.id }) : undefined}
              meta={say(half ? 'people.next.findDate' : 'people.next.noNewDate')}
            />
          ))}
        </RowList>
      )}
      {next ? (
        <>
          <p className="govuk-heading-m govuk-!-margin-bottom-1">{whenOf(next, asOf, words)}</p>
          <p className="govuk-body">
            {say('people.next.with', { when: relativeDay(next.on, asOf), name: iAm.supervisor ? view.knownAs : (supervisor ?? '—') })}
          </p>
          {half && (
            <ButtonGroup>
              {/* For the supervisee it is the page's own button. */}
              {!iAm.supervisee && (
                <PlannedButton post={post.id} planned={next} page="prepare">
                  {say('people.next.prepare')}
                </PlannedButton>
              )}
              <PlannedButton post={post.id} planned={next} page="move" kind="quiet">
                {say('people.next.move')}
              </PlannedButton>
              {iAm.supervisor && (
                <LinkButton kind="quiet" href={hrefOf('planSession', { postId: post.id })}>
                  {say('people.next.bookAnother')}
                </LinkButton>
              )}
            </ButtonGroup>
          )}
          {more.length > 0 && (
            <Details summary={say('people.next.more', { count: more.length })}>
              <ul className="govuk-list govuk-list--bullet">
                {more.map((each) => (
                  <li key={`${each.on} ${each.session ?? ''}`}>{whenOf(each, asOf, words)}</li>
                ))}
              </ul>
            </Details>
          )}
        </>
      ) : (
        <p className="govuk-body">{say('people.next.none')}</p>
      )}
      {half && !next && post.supervisor !== null && (
        <LinkButton kind="secondary" href={hrefOf('planSession', { postId: post.id })}>
          {say('people.next.book')}
        </LinkButton>
      )}
    </Card>
  )
}
