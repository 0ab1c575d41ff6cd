import { type PlainDate } from '../../domain/dates.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { ruleInWords } from './obligation-words.ts'

const metaOf = (one: Obligation, asOf: PlainDate, { say, day }: Words): string => {
  if (one.track === 'appraisal') return say('people.others.keptElsewhere')
  return one.due === null ? '' : say('people.others.by', { day: day(one.due, asOf) })
}

/** What else the policy asks. An appraisal is kept in another system, so nothing is said here of its being late. */
export const OthersCard = ({ others, asOf }: { others: readonly Obligation[]; asOf: PlainDate }) => {
  const words = useWords()
  if (others.length === 0) return null
  const heading = words.say('people.others.title')
  return (
    <Card heading={heading}>
      <RowList label={heading}>
        {others.map((one) => (
          <Row
            key={`${one.track} ${one.key ?? ''}`}
            title={ruleInWords(one, words)}
            meta={metaOf(one, asOf, words)}
            end={one.track !== 'appraisal' && <Status state={one.state} />}
          />
        ))}
      </RowList>
    </Card>
  )
}
