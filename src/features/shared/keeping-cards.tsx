/** A copy of one's own records with one click (W5), and the way to files of people who have left. A chunk of its own, apart from Account. */
import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type CopiesAnswer, type CopiesMatter, type OwnCopy, useCopies } from '../../queries/copies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { keeping } from '../../words/en/keeping.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from './answered.tsx'
import { download } from './download.ts'

addArea('keeping', { en: keeping })

/** Where the last copy stands. */
const Standing = ({ copy }: { copy: OwnCopy }) => {
  const { say, day } = useWords()
  const asOf = useDevice().asOf()
  const dayOf = (at: OwnCopy['askedAt']): string => day(londonDay(at), asOf)
  if (copy.state === 'asked') return <Inset>{say('keeping.copy.asked', { day: dayOf(copy.askedAt), due: day(copy.due, asOf) })}</Inset>
  if (copy.state === 'over') return <p className="govuk-body">{say('keeping.copy.over', { day: dayOf(copy.askedAt) })}</p>
  return (
    <Inset>
      {copy.readyUntil && <p className="govuk-body">{say('keeping.copy.ready', { day: dayOf(copy.readyUntil) })}</p>}
      {copy.reviewedBy && copy.reviewedAt && (
        <p className="govuk-body">{say('keeping.copy.lookedThrough', { by: copy.reviewedBy, day: dayOf(copy.reviewedAt) })}</p>
      )}
    </Inset>
  )
}

const Own = ({ mine, matter }: { mine: CopiesAnswer['mine']; matter: CopiesMatter }) => {
  const words = useWords()
  const { say } = words
  const [said, setSaid] = useState('')
  const [copy] = mine
  const take = async (id: string) => {
    setSaid('')
    const taken = await matter.take(id)
    if (!taken) return
    download({ file: taken.file, text: taken.html, type: 'text/html' })
    setSaid(say('keeping.copy.taken'))
  }
  return (
    <>
      {copy && <Standing copy={copy} />}
      {copy?.state === 'ready' && (
        <Button busy={matter.busy} onClick={() => take(copy.id)}>
          {say('keeping.copy.take')}
        </Button>
      )}
      {(!copy || copy.state === 'over') && (
        <Button kind="secondary" busy={matter.busy} onClick={matter.ask}>
          {say('keeping.copy.ask')}
        </Button>
      )}
      <output className="cs-answer">{matter.problem ? errorInWords(matter.problem, words) : said}</output>
    </>
  )
}

/** For those who decide about files. */
const Leavers = ({ toReview }: { toReview: NonNullable<CopiesAnswer['toReview']> }) => {
  const { say } = useWords()
  const waiting = toReview.length
  return (
    <Card heading={say('keeping.account.title')}>
      <p className="govuk-body">{say('keeping.account.text')}</p>
      {waiting > 0 && <Inset>{say('keeping.account.review', { count: waiting })}</Inset>}
      <div className="govuk-button-group">
        <LinkButton kind="secondary" href={hrefOf('keeping')}>
          {say('keeping.account.open')}
        </LinkButton>
        {waiting > 0 && (
          <LinkButton kind="secondary" href={hrefOf('copies')}>
            {say('keeping.account.openReview')}
          </LinkButton>
        )}
      </div>
    </Card>
  )
}

export const KeepingCards = () => {
  const { say } = useWords()
  const matter = useCopies()
  return (
    <>
      <Card heading={say('keeping.copy.title')}>
        <p className="govuk-body">{say('keeping.copy.text')}</p>
        <Answered asked={matter.asked}>{({ mine }) => <Own mine={mine} matter={matter} />}</Answered>
      </Card>
      {matter.asked.value?.toReview && <Leavers toReview={matter.asked.value.toReview} />}
    </>
  )
}
