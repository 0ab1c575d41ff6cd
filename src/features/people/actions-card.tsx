import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type AgreedAction } from '../../domain/records/actions.ts'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface ActionsCardProps {
  /** Null where the file is not on this device. */
  actions: readonly AgreedAction[] | null
  asOf: PlainDate
  nameOf: (person: PersonId) => string
}

/** Actions agreed and not done yet. */
export const ActionsCard = ({ actions, asOf, nameOf }: ActionsCardProps) => {
  const { say, day } = useWords()
  const who = ({ who: person, by }: AgreedAction): string =>
    by
      ? say('people.actions.who', { name: nameOf(person), day: day(by, asOf) })
      : say('people.actions.whoNoDate', { name: nameOf(person) })
  return (
    <Card heading={say('people.actions.title')}>
      {actions === null || actions.length === 0 ? (
        <p className="govuk-body">{say(actions === null ? 'people.actions.notHere' : 'people.actions.none')}</p>
      ) : (
        <RowList label={say('people.actions.title')}>
          {actions.map((action) => (
            <Row
              key={action.id}
              title={action.what}
              meta={who(action)}
              end={action.by !== null && action.by < asOf && say('people.actions.overdue')}
            />
          ))}
        </RowList>
      )}
    </Card>
  )
}
