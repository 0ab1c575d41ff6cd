import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'

const HOW_MANY = 3

/** The reader's own sessions that were held, the latest of them. */
export const latestRecords = (sessions: Iterable<SessionState>, me: PersonId): readonly SessionState[] =>
  [...sessions]
    .filter(({ supervisee, held, voided }) => supervisee === me && held && !voided)
    .sort((a, b) => (`${a.held?.on}|${a.id}` < `${b.held?.on}|${b.id}` ? 1 : -1))
    .slice(0, HOW_MANY)

export interface OwnRecordsProps {
  records: readonly SessionState[]
  asOf: PlainDate
  nameOf: (person: PersonId) => string
}

/** "Your records": the last few, each to read. */
export const OwnRecords = ({ records, asOf, nameOf }: OwnRecordsProps) => {
  const { say, day } = useWords()
  const standing = ({ locked, signatures, shared }: SessionState) =>
    locked ? 'locked' : signatures.length > 0 ? 'part-signed' : shared ? 'shared' : 'held'
  return (
    <Card heading={say('today.records.title')}>
      <RowList label={say('today.records.title')}>
        {records.map((record) => (
          <Row
            key={record.id}
            title={say('today.records.session', { day: record.held ? day(record.held.on, asOf) : '' })}
            href={hrefOf('read', { recordId: record.id })}
            meta={say('today.own.with', { name: nameOf(record.supervisor) })}
            end={say(`today.records.${standing(record)}`)}
          />
        ))}
      </RowList>
    </Card>
  )
}
