/** A pack before it is handed over: what is in it, what is left out and why, and the ways to hand it over. */
import { useMemo } from 'react'
import { type InspectionId } from '../../domain/ids.ts'
import { type OpenedPack, useReview } from '../../queries/inspections.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { lastMinuteInWords, packNames } from '../../words/masked-in-words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { Folded } from './folded.tsx'
import { HandOver, type ShowPack } from './hand-over.tsx'
import { LeftOutTotals, PackRecords, PackView, usePackInWords } from './pack-view.tsx'

const Review = ({ opened, onShow }: { opened: OpenedPack; onShow: ShowPack }) => {
  const words = useWords()
  const { say, longDay, number } = words
  const { pack, hash, written } = opened
  const proof = useMemo(() => ({ hash, written }), [hash, written])
  const said = usePackInWords({ pack, proof })
  const concerns = pack.concerns === null ? say('inspection.review.concernsOut') : say('inspection.review.concernsIn', { words: packNames(pack, words).text(pack.concerns) })
  return (
    <Page
      title={say('inspection.review.title')}
      caption={say('inspection.review.caption', pack.for)}
      back={{ href: hrefOf('inspections') }}
    >
      <Card heading={say('inspection.review.inIt')}>
        <SummaryList
          rows={[
            { key: say('inspection.review.setting'), value: pack.setting },
            { key: say('inspection.review.dates'), value: say('inspection.pack.range', { from: longDay(pack.from), until: longDay(pack.until) }) },
            { key: say('inspection.review.people'), value: number(new Set(pack.lines.map(({ person }) => person)).size) },
            { key: say('inspection.review.records'), value: number(pack.records.length) },
            { key: say('inspection.review.concerns'), value: concerns },
            { key: say('inspection.review.until'), value: lastMinuteInWords(pack.opensUntil, words) },
          ]}
        />
        <p className="govuk-body">{say('inspection.told')}</p>
      </Card>
      <Card heading={say('inspection.left.title')}>
        <LeftOutTotals said={said} />
        <PackRecords said={said} show="left" />
      </Card>
      <HandOver opened={opened} onShow={onShow} />
      <Folded summary={say('inspection.review.look')}>{() => <PackView pack={pack} proof={proof} />}</Folded>
    </Page>
  )
}

export interface ReviewPageProps {
  inspectionId: InspectionId
  onShow: ShowPack
}

export const ReviewPage = ({ inspectionId, onShow }: ReviewPageProps) => {
  const { say } = useWords()
  const asked = useReview(inspectionId)
  if (asked.value !== undefined) return <Review opened={asked.value} onShow={onShow} />
  return (
    <Page title={say('inspection.review.title')} back={{ href: hrefOf('inspections') }} focus="leave">
      {asked.problem === 'not-found' ? (
        <>
          <p className="govuk-body">{say('inspection.review.gone')}</p>
          <LinkButton kind="secondary" href={hrefOf('inspections')}>
            {say('inspection.title')}
          </LinkButton>
        </>
      ) : (
        <Answered asked={asked}>{() => null}</Answered>
      )}
    </Page>
  )
}
