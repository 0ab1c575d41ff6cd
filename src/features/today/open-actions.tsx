import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type AgreedAction } from '../../domain/records/actions.ts'
import { Card } from '../../ui/card.tsx'
import { ContextualDate } from '../../ui/contextual-date.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'

/** The other person of the session an action was agreed in. */
export type ActionWith = (action: AgreedAction) => string

export interface OpenActionsProps {
  actions: readonly AgreedAction[]
  asOf: PlainDate
  withWhom: ActionWith
}

/** What the reader has agreed to do and not yet done. */
export const OpenActions = ({ actions, asOf, withWhom }: OpenActionsProps) => {
  const { say, day } = useWords()
  return (
    <Card heading={say('today.actions.title')}>
      {actions.length === 0 ? (
        <EmptyState title={say('today.actions.empty')} />
      ) : (
        <RowList label={say('today.actions.title')}>
          {actions.map((action) => (
            <Row
              key={action.id}
              title={action.what}
              href={hrefOf(action.fromKind === 'session' ? 'read' : 'observation', { recordId: action.from })}
              meta={
                action.agreedOn &&
                say('today.actions.with', { name: withWhom(action), day: day(action.agreedOn, asOf) })
              }
              end={
                action.by ? (
                  <ContextualDate
                    day={action.by}
                    label={action.by < asOf ? say('today.actions.overdue') : say('policy.label.inDays', { days: daysBetween(asOf, action.by) })}
                    tone={action.by < asOf ? 'red' : 'plain'}
                  >
                    {day(action.by, asOf)}
                  </ContextualDate>
                ) : (
                  say('today.actions.noDate')
                )
              }
            />
          ))}
        </RowList>
      )}
    </Card>
  )
}
