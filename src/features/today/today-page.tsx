/** Today (J1): who is due and why, with no tap after unlocking; and for everybody what waits for them. */
import { useMemo } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { useDevice, useSnapshot, useSync } from '../../queries/use-device.tsx'
import { type Snapshot } from '../../queries/device.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Freshness, ShiftsUpTo } from './freshness.tsx'
import { knownAs, nameOf } from './names.ts'
import { OpenActions } from './open-actions.tsx'
import { latestRecords, OwnRecords } from './own-records.tsx'
import { OwnSupervision } from './own-supervision.tsx'
import { PeopleDue } from './people-due.tsx'
import { SayOverdue } from './say-overdue.tsx'
import { TodoList } from './todo-list.tsx'
import { askedAt, type PostLine, shiftsUpTo, todayView } from './view.ts'

/** Lines of the list at first: a manager comes for the people under it. */
const AT_FIRST = { manager: 3, worker: 5 } as const

/** Says that one is overdue, to whoever there is to tell: a manager without a supervisor has only themselves. */
const Overdue = ({ line, snapshot, asOf }: { line: PostLine; snapshot: Snapshot; asOf: PlainDate }) => {
  const { list } = useWords()
  const { post } = line.line
  const { supervisor } = post
  const setting = snapshot.settings.get(post.setting)
  const elsewhere = setting?.managers.some((manager) => manager !== post.person)
  if (!supervisor && !elsewhere) return null
  const whom = list([...(supervisor ? [knownAs(snapshot, supervisor)] : []), ...(elsewhere ? [line.place] : [])])
  const word = snapshot.syncOf.get(post.id)?.word ?? 'sent'
  return <SayOverdue line={line} asOf={asOf} whom={whom} askedAt={askedAt(line.line)} sent={word === 'sent'} />
}

const Known = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const sync = useSync()
  const words = useWords()
  const { say } = words
  const me = device.me.person
  const asOf = device.asOf()
  const view = useMemo(() => todayView(snapshot, me, asOf, words), [snapshot, me, asOf, words])
  const { own, people, todos, actions } = view
  const supervision = own.map((line) => (
    <OwnSupervision
      key={line.post}
      line={line}
      asOf={asOf}
      several={own.length > 1}
      compact={people !== null}
      freshness={<ShiftsUpTo upTo={shiftsUpTo(snapshot, [line.line]) ?? null} asOf={asOf} />}
      overdue={<Overdue line={line} snapshot={snapshot} asOf={asOf} />}
    />
  ))
  const atFirst = people ? AT_FIRST.manager : AT_FIRST.worker
  const waiting = todos.length > 0 ? <TodoList todos={todos} asOf={asOf} atFirst={atFirst} /> : null
  const records = people ? [] : latestRecords(snapshot.sessions.values(), me)
  const openActions = (
    <OpenActions
      actions={actions}
      asOf={asOf}
      withWhom={({ from }) => {
        const source = snapshot.sessions.get(from) ?? snapshot.observations.get(from)
        return source ? nameOf(snapshot, source.supervisee === me ? source.supervisor : source.supervisee) : ''
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
            freshness={<Freshness shiftsUpTo={view.shiftsUpTo} lastVerified={sync.lastVerified} asOf={asOf} />}
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
          {records.length > 0 && <OwnRecords records={records} asOf={asOf} nameOf={(person) => nameOf(snapshot, person)} />}
          <Freshness lastVerified={sync.lastVerified} asOf={asOf} />
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
