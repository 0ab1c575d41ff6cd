import { type PlainDate } from '../../domain/dates.ts'
import { type Snapshot } from '../../queries/device.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { isDone, oneUnit } from './obligation-words.ts'
import { type PersonView } from './person-view.ts'

const termsOf = (view: PersonView, asOf: PlainDate, { say, day, every, duration }: Words): string => {
  const { inForce, due } = view.agreement
  if (!inForce) return ''
  const parts: string[] = []
  if (inForce.every && oneUnit(inForce.every)) parts.push(say('people.agreement.every', { every: every(inForce.every) }))
  if (inForce.minutes !== null) parts.push(say('people.agreement.minutes', { duration: duration(inForce.minutes) }))
  const review = [inForce.reviewOn, due?.due ?? null].filter((on) => on !== null).sort()[0]
  if (review) parts.push(say('people.agreement.reviewBy', { day: day(review, asOf), rule: due?.rule ?? '' }))
  return parts.join(' ')
}

/** What the two agreed: since when, how often, when it is looked at again; or by when it is to be drawn up (SEF-8.0). */
export const AgreementCard = ({ view, snapshot, asOf }: { view: PersonView; snapshot: Snapshot; asOf: PlainDate }) => {
  const words = useWords()
  const { say, day } = words
  const { inForce, drafts, due } = view.agreement
  const { iAm, post } = view
  const hrefFor = (id: (typeof drafts)[number]['id']) => (snapshot.agreements.has(id) ? hrefOf('agreement', { recordId: id }) : undefined)
  const stale = inForce !== null && inForce.supervisor !== post.supervisor
  const mayDrawUp = iAm.supervisor && drafts.length === 0 && (inForce === null || stale)
  return (
    <Card heading={say('people.agreement.title')} beside={due && !isDone(due) && <Status state={due.state} />}>
      {!inForce && (
        <p className="govuk-body">
          {due?.due ? say('people.agreement.noneBy', { day: day(due.due, asOf), rule: due.rule }) : say('people.agreement.none')}
        </p>
      )}
      {stale && <p className="govuk-body">{say('people.agreement.stale')}</p>}
      {(inForce !== null || drafts.length > 0) && (
        <RowList label={say('people.agreement.title')}>
          {inForce && (
            <Row
              title={say('people.agreement.since', { day: day(inForce.signedOn ?? inForce.drawnUpOn, asOf) })}
              href={hrefFor(inForce.id)}
              meta={termsOf(view, asOf, words)}
            />
          )}
          {drafts.map((draft) => (
            <Row
              key={draft.id}
              title={say(draft.status === 'draft' ? 'people.agreement.draft' : 'people.agreement.partSigned')}
              href={hrefFor(draft.id)}
              meta={say('people.agreement.drawnUp', { day: day(draft.drawnUpOn, asOf) })}
            />
          ))}
        </RowList>
      )}
      {due && due.due !== null && (
        <p className="govuk-body">
          <WhyLink post={post.id} one={due} name={iAm.supervisee ? null : view.knownAs} />
        </p>
      )}
      {mayDrawUp && (
        <LinkButton kind="secondary" href={hrefOf('drawUp', { postId: post.id })}>
          {say('people.agreement.drawUp')}
        </LinkButton>
      )}
    </Card>
  )
}
