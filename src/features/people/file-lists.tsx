import { type PlainDate } from '../../domain/dates.ts'
import { type PostId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'

export interface FileListProps {
  snapshot: Snapshot
  postId: PostId
  asOf: PlainDate
  label: string
}

/** Every version of the agreement, the newest first: one that was followed by another is kept (SEF-8.0). */
export const AgreementsList = ({ snapshot, postId, asOf, label }: FileListProps) => {
  const { say, day } = useWords()
  const agreements = [...snapshot.agreementFacts.values()]
    .filter(({ post }) => post === postId)
    .sort((a, b) => ((a.signedOn ?? a.drawnUpOn) < (b.signedOn ?? b.drawnUpOn) ? 1 : -1))
  if (agreements.length === 0) return <p className="govuk-body">{say('people.file.noAgreements')}</p>
  return (
    <RowList label={label}>
      {agreements.map((agreement) => (
        <Row
          key={agreement.id}
          title={say('people.agreement.drawnUp', { day: day(agreement.drawnUpOn, asOf) })}
          href={snapshot.agreements.has(agreement.id) ? hrefOf('agreement', { recordId: agreement.id }) : undefined}
          meta={agreement.signedOn ? say('people.file.signedOn', { day: day(agreement.signedOn, asOf) }) : undefined}
          end={say(`people.file.agreement.${agreement.status}`)}
        />
      ))}
    </RowList>
  )
}

/** Observations, the newest first. */
export const ObservationsList = ({ snapshot, postId, asOf, label }: FileListProps) => {
  const { say, day } = useWords()
  const nameOf = (person: Parameters<typeof snapshot.people.get>[0]): string => snapshot.people.get(person)?.name ?? '—'
  const observations = [...snapshot.observationFacts.values()]
    .filter(({ post }) => post === postId)
    .sort((a, b) => ((a.observedOn ?? a.plannedFor) < (b.observedOn ?? b.plannedFor) ? 1 : -1))
  if (observations.length === 0) return <p className="govuk-body">{say('people.file.noObservations')}</p>
  return (
    <RowList label={label}>
      {observations.map((observation) => (
        <Row
          key={observation.id}
          title={
            observation.observedOn
              ? day(observation.observedOn, asOf)
              : say('people.sessions.planned', { day: day(observation.plannedFor, asOf) })
          }
          href={snapshot.observations.has(observation.id) ? hrefOf('observation', { recordId: observation.id }) : undefined}
          meta={say('people.observation.by', { name: nameOf(observation.supervisor) })}
          end={say(`people.file.observation.${observation.status}`)}
        />
      ))}
    </RowList>
  )
}
