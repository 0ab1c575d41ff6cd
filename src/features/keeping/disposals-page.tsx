/** Files to dispose of: whose time is over and why, what two people decide of them, legal holds (W4, J14). */
import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type KeepingAnswer, type KeepingMatter, type LeaversFile, useKeeping } from '../../queries/keeping.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { FileCard } from './file-card.tsx'
import { HoldsCard } from './holds-card.tsx'

interface ListProps {
  answer: KeepingAnswer
  matter: KeepingMatter
}

const Erased = ({ erased }: Pick<KeepingAnswer, 'erased'>) => {
  const { say, day } = useWords()
  const asOf = useDevice().asOf()
  const somebody = say('keeping.erased.somebody')
  return (
    <Card heading={say('keeping.erased.title')}>
      {erased.length === 0 ? (
        <p className="govuk-body">{say('keeping.erased.none')}</p>
      ) : (
        <RowList label={say('keeping.erased.title')}>
          {erased.map(({ id, at, rule, proposedBy, agreedBy }) => (
            <Row
              key={id}
              title={say('keeping.erased.line', { day: day(londonDay(at), asOf) })}
              meta={say('keeping.erased.by', { proposed: proposedBy || somebody, agreed: agreedBy || somebody, rule })}
            />
          ))}
        </RowList>
      )}
    </Card>
  )
}

const Lists = ({ answer, matter }: ListProps) => {
  const { say } = useWords()
  const asOf = useDevice().asOf()
  const [said, setSaid] = useState('')
  const cards = (files: readonly LeaversFile[]) =>
    files.map((file) => <FileCard key={file.post} file={file} asOf={asOf} matter={matter} onDone={setSaid} />)
  const due = answer.files.filter(({ state }) => state === 'due' || state === 'not-set-up')
  const soon = answer.files.filter(({ state }) => state === 'soon')
  const later = answer.files.filter(({ state }) => state === 'later')
  return (
    <>
      <output className="cs-answer">{said}</output>
      <Card heading={say('keeping.due.title')}>
        {due.length === 0 && <p className="govuk-body">{say('keeping.due.none')}</p>}
        {cards(due)}
      </Card>
      {soon.length > 0 && <Card heading={say('keeping.soon.title')}>{cards(soon)}</Card>}
      {later.length > 0 && <Card heading={say('keeping.other.title')}>{cards(later)}</Card>}
      <HoldsCard holds={answer.holds} asOf={asOf} matter={matter} onDone={setSaid} />
      <Erased erased={answer.erased} />
    </>
  )
}

export const DisposalsPage = () => {
  const { say } = useWords()
  const matter = useKeeping()
  return (
    <Page title={say('keeping.title')} back={{ href: hrefOf('account'), label: say('app.nav.account') }}>
      <p className="govuk-body-l">{say('keeping.intro')}</p>
      <Answered asked={matter.asked}>{(answer) => <Lists answer={answer} matter={matter} />}</Answered>
    </Page>
  )
}
