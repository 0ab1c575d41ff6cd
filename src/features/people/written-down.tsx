import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Details } from '../../ui/details.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { dayOfEvent, type Happened, happenedInWords } from './happened.ts'

export interface WrittenDownProps {
  happened: readonly Happened[]
  asOf: PlainDate
  nameOf: (person: PersonId) => string
  /** Takes it back; undefined where the reader may not. */
  onWithdraw: ((each: Happened) => unknown) | undefined
  busy: boolean
}

const Rows = ({ happened, asOf, nameOf, onWithdraw, busy, label }: WrittenDownProps & { label: string }) => {
  const words = useWords()
  const { say, day } = words
  return (
    <RowList label={label}>
      {happened.map((each) => {
        const what = happenedInWords(each.event, asOf, words)
        const by = say('people.happened.by', { name: nameOf(each.by), day: day(londonDay(each.at), asOf) })
        const { event } = each
        const covers = event.type !== 'absence' ? null : event.cover === undefined ? say('people.away.nobody') : say('people.away.covers', { name: event.cover })
        return (
          <Row
            key={each.happened}
            title={what}
            meta={covers === null ? by : `${covers} ${by}`}
            action={
              onWithdraw && (
                <Button kind="quiet" busy={busy} onClick={() => onWithdraw(each)}>
                  {say('people.happened.withdraw')} <span className="govuk-visually-hidden">{what}</span>
                </Button>
              )
            }
          />
        )
      })}
    </RowList>
  )
}

/** So many in sight, the rest on asking. */
const SHOWN = 3

/** What was written down as done, the newest first, with who wrote it. */
export const WrittenDown = (props: WrittenDownProps) => {
  const { say } = useWords()
  const { happened } = props
  if (happened.length === 0) return null
  const newest = [...happened].sort((a, b) => (dayOfEvent(a.event) < dayOfEvent(b.event) ? 1 : -1))
  const earlier = newest.slice(SHOWN)
  const title = say('people.happened.title')
  return (
    <>
      <h3 className="govuk-heading-s cs-written-down">{title}</h3>
      <Rows {...props} happened={newest.slice(0, SHOWN)} label={title} />
      {earlier.length > 0 && (
        <Details summary={say('people.happened.earlier', { count: earlier.length })}>
          <Rows {...props} happened={earlier} label={say('people.happened.earlier', { count: earlier.length })} />
        </Details>
      )}
    </>
  )
}
