import { useMemo, useState } from 'react'
import { type PostId } from '../../domain/ids.ts'
import { type Planned, plannedOf, toRebook } from '../../domain/planned.ts'
import { type PostState, type SettingState } from '../../domain/records/record.ts'
import { packOn } from '../../domain/adopted.ts'
import { factsOfPost } from '../../domain/today.ts'
import { usualTimeOf } from '../../queries/agreement-dates.ts'
import { type Snapshot } from '../../queries/device.ts'
import { newDate, sessionFor } from '../../queries/planned-session.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions as sessionWords } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { PlannedButton } from '../shared/planned-button.tsx'
import { postTitle } from '../shared/post-title.ts'
import { personNamed } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { useSave } from '../shared/use-save.ts'
import { WhyLink } from '../why.tsx'
import { type CannotStart } from './begin-session.ts'
import { type ChosenDay, chosenDay, DayChoice, dayErrors, isProblems, useDayChoice } from './day-choice.tsx'
import { offerFor } from './offered.ts'
import { whenInWords } from './when-in-words.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessionWords })

interface PlanProps {
  snapshot: Snapshot
  post: PostState
  setting: SettingState
}

/** What is there already: dates ahead, sessions called off without a new date, an agreement or none. */
const standingOf = (snapshot: Snapshot, post: PostState, asOf: Planned['on']) => {
  const { sessions, agreements } = factsOfPost(snapshot, post.id, asOf)
  return {
    ahead: plannedOf(post, sessions, agreements, asOf).filter(({ on }) => on >= asOf),
    off: toRebook(post, sessions)[0],
    hasAgreement: agreements.some(({ supervisor, status }) => supervisor === post.supervisor && status !== 'void'),
  }
}

const Booked = ({ day, name, recordId }: { day: Exclude<ChosenDay, 'later'>; name: string; recordId: Planned['session'] }) => {
  const words = useWords()
  const { say } = words
  return (
    <>
      <Panel title={say('planning.plan.done', { when: whenInWords(day.on, day.at, words) })} takeFocus>
        <p>{say('planning.plan.doneText', { name })}</p>
      </Panel>
      <div className="cs-buttons">
        <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
        {recordId && (
          <LinkButton kind="secondary" href={hrefOf('prepare', { recordId })}>
            {say('planning.plan.toPrepare')}
          </LinkButton>
        )}
      </div>
    </>
  )
}

const Plan = ({ snapshot, post, setting }: PlanProps) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const asOf = device.asOf()
  const name = personNamed(snapshot, post.person)
  const standing = useMemo(() => standingOf(snapshot, post, asOf), [snapshot, post, asOf])
  const offer = useMemo(() => offerFor(snapshot, post, setting, asOf, null), [snapshot, post, setting, asOf])
  const [choice, setChoice] = useDayChoice(usualTimeOf(snapshot, post) ?? '')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [booked, setBooked] = useState<{ readonly day: Exclude<ChosenDay, 'later'>; readonly recordId: Planned['session'] } | null>(null)
  const { save, busy, failed } = useSave()
  const press = async () => {
    const day = chosenDay(choice, asOf)
    setErrors(isProblems(day) ? dayErrors(day, words) : [])
    if (isProblems(day) || day === 'later') return
    await save(async () => {
      const now = await device.snapshot()
      const agreed = standingOf(now, post, asOf).ahead.find(({ on, session }) => on === day.on && session === null)
      const made = sessionFor(now, post.id, agreed ? { ...agreed, at: day.at } : newDate(day.on, day.at), device)
      if (typeof made === 'string') throw new Error(made)
      await device.acts(made.acts)
      setBooked({ day, recordId: made.recordId })
    })
  }
  const next = standing.ahead[0]
  return (
    <Page
      title={say('planning.plan.title')}
      heading={say('planning.plan.heading', { name: name.name })}
      caption={`${postTitle(post, words)}, ${setting.name}`}
      back={{ href: hrefOf('person', { postId: post.id }), label: name.name }}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <div className="govuk-body cs-record">
        {booked ? (
          <Booked {...booked} name={name.knownAs} />
        ) : (
          <>
            {standing.off && (
              <Inset tone="amber">
                <p>{say('planning.plan.rebook', { day: words.day(standing.off.plannedFor) })}</p>
                <Link href={hrefOf('move', { recordId: standing.off.id })}>{say('planning.plan.toRebook')}</Link>
              </Inset>
            )}
            {next && (
              <Inset>
                <p>{say('planning.plan.already', { day: whenInWords(next.on, next.at, words) })}</p>
                <div className="cs-buttons">
                  <PlannedButton post={post.id} planned={next} page="prepare">
                    {say('planning.plan.toPrepare')}
                  </PlannedButton>
                  <PlannedButton post={post.id} planned={next} page="move">
                    {say('planning.plan.toMove')}
                  </PlannedButton>
                </div>
              </Inset>
            )}
            <Card heading={say('planning.plan.day')}>
              <DayChoice offer={offer} value={choice} mayWait={false} errors={errors} why={<WhyLink post={post.id} one={{ track: 'one-to-one' }} name={name.knownAs} />} onChange={setChoice} />
              <SaveFailed failed={failed} />
              <Button busy={busy} onClick={press}>
                {say('planning.plan.button')}
              </Button>
            </Card>
            {!standing.hasAgreement && (
              <Inset>
                <p>{say('planning.plan.noAgreement', { name: name.knownAs })}</p>
                <Link href={hrefOf('drawUp', { postId: post.id })}>{say('planning.plan.drawUp')}</Link>
              </Inset>
            )}
          </>
        )}
      </div>
    </Page>
  )
}

const Cannot = ({ why }: { why: CannotStart }) => {
  const { say } = useWords()
  return (
    <Page title={say('planning.cannot.title')}>
      <p className="govuk-body">{say(`sessions.cannotStart.${why}`)}</p>
      <LinkButton kind="secondary" href={hrefOf('today')}>
        {say('common.goToToday')}
      </LinkButton>
    </Page>
  )
}

export interface PlanSessionPageProps {
  postId: PostId
}

/** The supervisor books a session: offered days inside the limit, in one tap (SEF-3.3, J6). */
export const PlanSessionPage = ({ postId }: PlanSessionPageProps) => {
  const device = useDevice()
  const { data: snapshot } = useSnapshot()
  if (!snapshot) return <Loading />
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  if (!post || !setting) return <Cannot why="post-unknown" />
  if (post.supervisor !== device.me.person) return <Cannot why="not-supervisor" />
  if (!packOn(snapshot.packs, setting, device.asOf())) return <Cannot why="no-policy" />
  return <Plan snapshot={snapshot} post={post} setting={setting} />
}
