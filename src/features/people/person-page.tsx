/** One person in one post: what is due and why, what comes next, their records, and what is still open. */
import { useMemo } from 'react'
import { type PersonId, type PostId } from '../../domain/ids.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Notification } from '../../ui/notification.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { records } from '../../words/en/records.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { PlannedButton } from '../shared/planned-button.tsx'
import { postTitle } from '../shared/post-title.ts'
import { WhyLink } from '../why.tsx'
import { AboutCard } from './about-card.tsx'
import { ActionsCard } from './actions-card.tsx'
import { AgreementCard } from './agreement-card.tsx'
import { LeaveCard } from './leave-card.tsx'
import { NextSessionCard } from './next-session-card.tsx'
import { NoPerson } from './no-person.tsx'
import { ObservationCard } from './observation-card.tsx'
import { OthersCard } from './others-card.tsx'
import { type PersonView, personView } from './person-view.ts'
import { SessionsCard } from './sessions-card.tsx'
import { ShiftsCard } from './shifts-card.tsx'
import { WhyCard } from './why-card.tsx'

addArea('people', { en: people })
addArea('records', { en: records })
addArea('sessions', { en: sessions })

interface PartProps {
  view: PersonView
  snapshot: Snapshot
  asOf: PlainDate
}

/** What has to be known before anything else: who asked, that it has ended, whose words are not here. */
const Notices = ({ view, asOf }: Omit<PartProps, 'snapshot'>) => {
  const { say, day } = useWords()
  const { asked, iAm, knownAs, setting, post, running, kept } = view
  return (
    <>
      {asked && running === 'now' && (
        <Notification heading={say(iAm.supervisee ? 'people.asked.you' : 'people.asked.by', { name: knownAs, day: day(asked.on, asOf) })}>
          {asked.note.trim() !== '' && <p className="govuk-body cs-as-written">{asked.note}</p>}
        </Notification>
      )}
      {kept && post.until && (
        <Inset tone="grey">
          {say('people.ended', { day: day(post.until, asOf) })}{' '}
          {kept.due && (
            <>
              {say('people.ended.kept', { day: day(kept.due, asOf), rule: kept.rule })}{' '}
              <WhyLink post={post.id} one={kept} name={iAm.supervisee ? null : knownAs} />
            </>
          )}
        </Inset>
      )}
      {running === 'before' && <Inset tone="grey">{say('people.notYet', { day: day(post.from, asOf) })}</Inset>}
      {!kept && post.until && <Inset tone="grey">{say('people.endsOn', { day: day(post.until, asOf) })}</Inset>}
      {iAm.manager && !iAm.supervisor && !iAm.supervisee && (
        <Inset>{say('people.factsOnly', { place: setting?.name ?? '', name: knownAs })}</Inset>
      )}
    </>
  )
}

const LATE: ReadonlySet<string> = new Set(['overdue', 'escalate', 'due'])

const Person = ({ view, snapshot, asOf, me }: PartProps & { me: PersonId }) => {
  const { say } = useWords()
  const { oneToOne, counted, kept } = view
  const nameOf = (person: PersonId): string => snapshot.people.get(person)?.name ?? '—'
  const whose = view.iAm.supervisee ? null : view.knownAs
  const reason = oneToOne?.reasons.find(({ count }) => count !== undefined)
  const agreement = <AgreementCard key="agreement" view={view} snapshot={snapshot} asOf={asOf} />
  const observation = <ObservationCard key="observation" view={view} snapshot={snapshot} asOf={asOf} />
  const observeFirst =
    LATE.has(view.observation.due?.state ?? '') && !LATE.has(view.agreement.due?.state ?? '')
  return (
    <>
      <Notices view={view} asOf={asOf} />
      {!kept && (
        <div className="cs-side-by-side">
          <WhyCard view={view} asOf={asOf} />
          <NextSessionCard view={view} asOf={asOf} />
        </div>
      )}
      <ActionsCard actions={view.actions} asOf={asOf} nameOf={nameOf} />
      {!kept && <div className="cs-side-by-side">{observeFirst ? [observation, agreement] : [agreement, observation]}</div>}
      <OthersCard view={view} asOf={asOf} nameOf={nameOf} />
      <div className="cs-side-by-side">
        <Card heading={say('people.file.title')}>
          <RowList>
            <Row title={say('people.file.open')} href={hrefOf('file', { postId: view.post.id })} meta={say('people.file.openMeta')} />
          </RowList>
        </Card>
        {!kept && <LeaveCard view={view} asOf={asOf} />}
      </div>
      {counted && reason?.anchor && (
        <ShiftsCard whose={whose} post={view.post} snapshot={snapshot} counted={counted} reason={reason} asOf={asOf} me={me} />
      )}
      <SessionsCard sessions={view.sessions} me={me} asOf={asOf} nameOf={nameOf} whose={whose} />
      <AboutCard view={view} snapshot={snapshot} asOf={asOf} />
    </>
  )
}

const hasMainButton = ({ iAm, planned, running }: PersonView): boolean =>
  running === 'now' && (iAm.supervisor || (iAm.supervisee && planned.length > 0))

/** The one thing most likely wanted: the supervisor starts or carries on, the supervisee prepares. */
const MainButton = ({ view }: { view: PersonView }) => {
  const { say } = useWords()
  const { begun, iAm, planned, post } = view
  const [next] = planned
  if (iAm.supervisor) {
    return (
      <LinkButton href={begun ? hrefOf('session', { recordId: begun }) : hrefOf('start', { postId: post.id })}>
        {say(begun ? 'people.carryOn' : 'people.start')}
      </LinkButton>
    )
  }
  if (!next) return null
  return (
    <PlannedButton post={post.id} planned={next} page="prepare" kind="primary">
      {say('people.prepareNext')}
    </PlannedButton>
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
  if (!snapshot || !view) return <NoPerson reading={!snapshot} failed={Boolean(error)} onRetry={refetch} back={back} />
  return (
    <Page
      title={say('people.person')}
      heading={<bdi>{view.name}</bdi>}
      caption={`${postTitle(view.post, { say })}, ${view.setting?.name ?? ''}`}
      back={back}
      actions={hasMainButton(view) && <MainButton view={view} />}
    >
      <Person view={view} snapshot={snapshot} asOf={asOf} me={me} />
    </Page>
  )
}
