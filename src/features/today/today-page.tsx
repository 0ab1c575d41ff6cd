/** Today (J1): who is due and why, with no tap after unlocking; and for everybody what waits for them. */
import { useMemo } from 'react'
import { useDevice, useSnapshot, useSync } from '../../queries/use-device.tsx'
import { type Snapshot } from '../../queries/device.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Freshness } from './freshness.tsx'
import { OpenActions } from './open-actions.tsx'
import { OwnSupervision } from './own-supervision.tsx'
import { PeopleDue } from './people-due.tsx'
import { TodoList } from './todo-list.tsx'
import { nameOf, todayView } from './view.ts'

const Known = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const sync = useSync()
  const words = useWords()
  const { say } = words
  const me = device.me.person
  const asOf = device.asOf()
  const view = useMemo(() => todayView(snapshot, me, asOf, words), [snapshot, me, asOf, words])
  const { own, people, todos, actions } = view
  const freshness = <Freshness shiftsUpTo={view.shiftsUpTo} lastVerified={sync.lastVerified} asOf={asOf} />
  const supervision = own.map((line) => (
    <OwnSupervision key={line.post} line={line} asOf={asOf} several={own.length > 1} compact={people !== null} />
  ))
  const waiting =
    todos.length > 0 ? <TodoList todos={todos} asOf={asOf} atFirst={people ? 2 : todos.length} /> : null
  const openActions = (
    <OpenActions
      actions={actions}
      asOf={asOf}
      withWhom={({ from }) => {
        const session = snapshot.sessions.get(from)
        return session ? nameOf(snapshot, session.supervisee === me ? session.supervisor : session.supervisee) : ''
      }}
    />
  )
  return (
    <>
      {sync.connection === 'offline' && <Inset tone="grey">{say('app.sync.offlineSentence')}</Inset>}
      {own.length === 0 && people === null && <EmptyState icon="account" title={say('today.own.nothing')} />}
      {/* Somebody who manages comes for the others first: what waits, who is due, and then their own. */}
      {people ? (
        <>
          {waiting}
          <PeopleDue
            heading={view.place ? say('today.list.of', { place: view.place }) : say('today.list.title')}
            freshness={freshness}
            people={people}
            me={me}
            asOf={asOf}
          />
          <div className="cs-side-by-side">
            {supervision}
            {actions.length > 0 && openActions}
          </div>
        </>
      ) : (
        <>
          {supervision}
          {waiting ?? (
            <Card heading={say('today.todo.title')}>
              <p className="govuk-body">{say('today.todo.empty')}</p>
            </Card>
          )}
          {openActions}
          {freshness}
        </>
      )}
    </>
  )
}

export const TodayPage = () => {
  const device = useDevice()
  const { say, longDay } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  return (
    <Page title={say('today.title')} caption={longDay(device.asOf())} wide>
      {snapshot && <Known snapshot={snapshot} />}
      {!snapshot && error && (
        <EmptyState
          icon="failed"
          title={say('today.failed')}
          actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>}
        />
      )}
      {!snapshot && !error && <Loading label={say('today.loading')} />}
    </Page>
  )
}
