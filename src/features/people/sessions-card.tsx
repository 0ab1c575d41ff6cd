import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { RecordStatus } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { type SessionLine } from './person-view.ts'

export interface SessionsCardProps {
  sessions: readonly SessionLine[]
  me: PersonId
  asOf: PlainDate
  nameOf: (person: PersonId) => string
  /** Whose sessions they are; null where they are the reader’s own. */
  whose: string | null
}

/** Where a session opens: one still being written, its pages; any other, to read. Only where the file is here. */
const openHref = ({ state, status }: SessionLine, me: PersonId): string | undefined => {
  if (!state) return undefined
  const writing = state.supervisor === me && (status === 'planned' || status === 'held')
  return hrefOf(writing ? 'session' : 'read', { recordId: state.id })
}

const metaOf = (line: SessionLine, asOf: PlainDate, nameOf: SessionsCardProps['nameOf'], words: Words): string => {
  const { say, day, duration, list } = words
  const { facts, state, short, shareBy } = line
  const parts: string[] = []
  if (facts.minutes !== null) {
    const length = duration(facts.minutes)
    parts.push(short ? say('people.sessions.short', { duration: length }) : say('people.sessions.length', { duration: length }))
  }
  parts.push(say('people.sessions.with', { name: nameOf(facts.supervisor) }))
  if (state?.held && !state.voided) {
    const names = state.signatures.map(({ by }) => nameOf(by))
    parts.push(names.length > 0 ? say('people.sessions.signedBy', { names: list(names) }) : say('people.sessions.unsigned'))
  }
  if (shareBy) parts.push(say('people.sessions.shareBy', { day: day(shareBy.due, asOf), rule: shareBy.rule }))
  return parts.join(' · ')
}

/** Sessions, one row each: date, length, where its record stands and who signed. */
export const SessionRows = ({ sessions, me, asOf, nameOf, whose, label }: SessionsCardProps & { label: string }) => {
  const words = useWords()
  const { say, day } = words
  if (sessions.length === 0) return <p className="govuk-body">{say('people.sessions.none')}</p>
  return (
    <RowList label={label}>
      {sessions.map((line) => (
        <Row
          key={line.facts.id}
          title={
            line.facts.heldOn
              ? day(line.facts.heldOn, asOf)
              : say('people.sessions.planned', { day: day(line.facts.plannedFor, asOf) })
          }
          href={openHref(line, me)}
          meta={metaOf(line, asOf, nameOf, words)}
          end={<RecordStatus state={line.status} />}
          action={line.shareBy && <WhyLink post={line.facts.post} one={line.shareBy} name={whose} />}
        />
      ))}
    </RowList>
  )
}

/** Every session of the post. */
export const SessionsCard = (props: SessionsCardProps) => {
  const { say } = useWords()
  const title = say('people.sessions.title')
  return (
    <Card heading={title}>
      <SessionRows {...props} label={title} />
    </Card>
  )
}
