/** One person in one post: when they are due and why, the shifts counted, their sessions, what is still open. */
import { useMemo } from 'react'
import { type PersonId, type PostId } from '../../domain/ids.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type AgreedAction } from '../../domain/records/actions.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { type PersonView, personView } from './person-view.ts'
import { SessionsCard } from './sessions-card.tsx'
import { ShiftsCard } from './shifts-card.tsx'
import { WhyCard } from './why-card.tsx'

addArea('people', { en: people })
addArea('sessions', { en: sessions })

interface ActionsCardProps {
  actions: readonly AgreedAction[]
  asOf: PlainDate
  nameOf: (person: PersonId) => string
}

const ActionsCard = ({ actions, asOf, nameOf }: ActionsCardProps) => {
  const { say, day } = useWords()
  const who = ({ who: person, by }: AgreedAction): string =>
    by
      ? say('people.actions.who', { name: nameOf(person), day: day(by, asOf) })
      : say('people.actions.whoNoDate', { name: nameOf(person) })
  return (
    <Card heading={say('people.actions.title')}>
      {actions.length === 0 ? (
        <p className="govuk-body">{say('people.actions.none')}</p>
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

const AboutCard = ({ view, asOf }: { view: PersonView; asOf: PlainDate }) => {
  const { say, day } = useWords()
  const { post, setting, supervisor } = view
  const employment = say(`people.employment.${post.employment}`)
  return (
    <Card heading={say('people.about')}>
      <SummaryList
        rows={[
          { key: say('people.post'), value: post.title },
          { key: say('people.setting'), value: setting?.name },
          {
            key: say('people.employmentLabel'),
            value: post.hours
              ? say('people.employmentAndHours', { employment, hours: say(`people.hours.${post.hours}`).toLowerCase() })
              : employment,
          },
          { key: say('people.employedOn'), value: day(post.employedOn, asOf) },
          { key: say('people.supervisor'), value: supervisor ?? say('people.noSupervisor') },
        ]}
      />
    </Card>
  )
}

const Person = ({ view, snapshot, asOf, me }: { view: PersonView; snapshot: Snapshot; asOf: PlainDate; me: PersonId }) => {
  const { say } = useWords()
  const { oneToOne, counted, iAm, setting } = view
  const nameOf = (person: PersonId): string => snapshot.people.get(person)?.name ?? '—'
  const reason = oneToOne?.reasons.find(({ count }) => count !== undefined)
  return (
    <>
      {iAm.manager && !iAm.supervisor && !iAm.supervisee && (
        <Inset>{say('people.factsOnly', { place: setting?.name ?? '', name: view.knownAs })}</Inset>
      )}
      <WhyCard view={view} asOf={asOf} />
      {counted && reason?.anchor && (
        <ShiftsCard
          counted={counted}
          total={say('policy.label.shifts', { count: reason.count ?? 0, of: reason.of ?? 0 })}
          since={reason.anchor}
          asOf={asOf}
          placeOf={(home) => snapshot.settings.get(home)?.name ?? '—'}
        />
      )}
      <SessionsCard sessions={view.sessions} me={me} asOf={asOf} nameOf={nameOf} />
      {view.actions ? (
        <ActionsCard actions={view.actions} asOf={asOf} nameOf={nameOf} />
      ) : (
        <Card heading={say('people.actions.title')}>
          <p className="govuk-body">{say('people.actions.notHere')}</p>
        </Card>
      )}
      <AboutCard view={view} asOf={asOf} />
    </>
  )
}

export const PersonPage = ({ postId }: { postId: PostId }) => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const me = device.me.person
  const asOf = device.asOf()
  const view = useMemo(() => (snapshot ? personView(snapshot, postId, me, asOf) : null), [snapshot, postId, me, asOf])
  const own = snapshot?.posts.get(postId)?.person === me
  const back = own ? { href: hrefOf('today'), label: say('app.nav.today') } : { href: hrefOf('people'), label: say('people.title') }
  if (!snapshot) {
    return (
      <Page title={say('people.title')} back={back}>
        {error ? (
          <EmptyState
            icon="failed"
            title={say('people.failed')}
            actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>}
          />
        ) : (
          <Loading />
        )}
      </Page>
    )
  }
  if (!view) {
    return (
      <Page title={say('people.notFound')} back={back}>
        <p className="govuk-body">{say('people.notFoundText')}</p>
      </Page>
    )
  }
  return (
    <Page
      title={say('people.person')}
      heading={view.name}
      caption={`${view.post.title}, ${view.setting?.name ?? ''}`}
      back={back}
      actions={
        view.iAm.supervisor && (
          <LinkButton href={view.begun ? hrefOf('session', { recordId: view.begun }) : hrefOf('start', { postId })}>
            {say(view.begun ? 'people.carryOn' : 'people.start')}
          </LinkButton>
        )
      }
    >
      <Person view={view} snapshot={snapshot} asOf={asOf} me={me} />
    </Page>
  )
}
