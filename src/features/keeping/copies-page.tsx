/** The copies that wait to be looked through, the first due first (W5). */
import { londonDay } from '../../domain/dates.ts'
import { type CopyToReview, useCopies } from '../../queries/copies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'

const Waiting = ({ toReview }: { toReview: readonly CopyToReview[] }) => {
  const { say, day } = useWords()
  const asOf = useDevice().asOf()
  if (toReview.length === 0) return <p className="govuk-body">{say('keeping.copies.none')}</p>
  return (
    <RowList label={say('keeping.copies.title')}>
      {toReview.toReversed().map(({ id, name, askedAt, due, notYours }) => (
        <Row
          key={id}
          title={name}
          href={notYours ? undefined : hrefOf('reviewCopy', { copyId: id })}
          meta={
            <>
              <span className="cs-row__meta">{say('keeping.copies.asked', { day: day(londonDay(askedAt), asOf), due: day(due, asOf) })}</span>
              {notYours && <span className="cs-row__meta">{say(notYours === 'about-you' ? 'keeping.copies.yours' : 'keeping.copies.supervised')}</span>}
            </>
          }
        />
      ))}
    </RowList>
  )
}

export const CopiesPage = () => {
  const words = useWords()
  const { say } = words
  const { asked } = useCopies()
  return (
    <Page title={say('keeping.copies.title')} back={{ href: hrefOf('account'), label: say('app.nav.account') }}>
      <p className="govuk-body">{say('keeping.copies.text')}</p>
      <Card heading={say('keeping.copies.title')}>
        <Answered asked={asked}>
          {({ toReview }) => (toReview ? <Waiting toReview={toReview} /> : <p className="govuk-body">{errorInWords('not-allowed', words)}</p>)}
        </Answered>
      </Card>
    </Page>
  )
}
