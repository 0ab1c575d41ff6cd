import { useMemo, useState } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { type SettingState, type ShiftState } from '../../domain/records/record.ts'
import { useSnapshot } from '../../queries/use-device.tsx'
import { type Snapshot } from '../../queries/device.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { backOf } from '../shared/back-of.ts'
import { otherOf } from '../shared/record-view.ts'
import { readHref } from './addresses.ts'
import { type ChosenDay } from './day-choice.tsx'
import { MoveForm } from './move-form.tsx'
import { NoSession } from './no-session.tsx'
import { OffSummary } from './off-summary.tsx'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { type SessionView } from './session-view.ts'
import { useSession } from './use-session.ts'
import { whenInWords } from './when-in-words.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessions })

/** What was done here, and what happens next. */
const Done = ({ view, done, by }: { view: SessionView; done: ChosenDay; by: Obligation | null }) => {
  const words = useWords()
  const { say } = words
  const title =
    done === 'later' ? say('planning.move.doneOff') : say('planning.move.doneDated', { when: whenInWords(done.on, done.at, words) })
  const late = done === 'later' && view.role === 'supervisor' && by !== null && by.due !== null ? { one: by, due: by.due } : null
  return (
    <>
      <Panel title={title} takeFocus>
        <p>{say('planning.move.doneText', { name: otherOf(view).knownAs })}</p>
        {late && <p>{say('planning.move.doneLaterBy', { day: words.day(late.due) })}</p>}
      </Panel>
      {late && (
        <p>
          <WhyOfRecord view={view} one={late.one} />
        </p>
      )}
      <div className="cs-buttons">
        <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
        {done !== 'later' && (
          <LinkButton kind="secondary" href={hrefOf('prepare', { recordId: view.state.id })}>
            {say('planning.plan.toPrepare')}
          </LinkButton>
        )}
      </div>
    </>
  )
}

/** A session that was held is not called off: it is read, or voided. */
const TooLate = ({ view }: { view: SessionView }) => {
  const { say } = useWords()
  return (
    <Page title={say('planning.move.title')}>
      <p className="govuk-body">{say('planning.move.held')}</p>
      <LinkButton kind="secondary" href={readHref(view.state.id)}>
        {say('sessions.toRead')}
      </LinkButton>
    </Page>
  )
}

interface MoveProps {
  view: SessionView
  snapshot: Snapshot
  shifts: readonly ShiftState[]
  setting: SettingState
}

const Move = ({ view, snapshot, shifts, setting }: MoveProps) => {
  const words = useWords()
  const { say } = words
  const [done, setDone] = useState<{ readonly day: ChosenDay; readonly by: Obligation | null } | null>(null)
  const { state, role, status } = view
  const off = status !== 'planned'
  const title = off ? say('planning.move.rebook') : say(role === 'supervisor' ? 'planning.move.title' : 'planning.move.cannotMake')
  const when = useMemo(() => whenInWords(state.plannedFor, state.at, words), [state.plannedFor, state.at, words])
  return (
    <Page
      title={say('planning.move.title')}
      heading={title}
      caption={say('planning.with', { name: otherOf(view).name, when })}
      back={backOf(view, say('app.nav.today'))}
    >
      <div className="govuk-body cs-record">
        {done ? (
          <Done view={view} done={done.day} by={done.by} />
        ) : (
          <>
            {off && <OffSummary view={view} />}
            {(!off || role === 'supervisor') && (
              <MoveForm
                key={status}
                view={view}
                snapshot={snapshot}
                shifts={shifts}
                setting={setting}
                onDone={(day, by) => setDone({ day, by })}
              />
            )}
            {off && role === 'supervisee' && <p>{say('planning.move.waits', { name: view.supervisor.knownAs })}</p>}
          </>
        )}
      </div>
    </Page>
  )
}

export interface MovePageProps {
  recordId: RecordId
}

/**
 * A planned session is called off, with a reason and, by the supervisor, a new date in the same step; one that was called
 * off or missed gets its new date (J9; SEF-3.3, SEF-3.4).
 */
export const MovePage = ({ recordId }: MovePageProps) => {
  const session = useSession(recordId)
  const { data: snapshot } = useSnapshot()
  if (session === null || !snapshot) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  const { view, shifts } = session
  if (!view.setting || view.role === 'reader') return <NoSession why="unknown" />
  const ahead = view.status === 'planned' || view.status === 'cancelled' || view.status === 'missed'
  if (!ahead) return <TooLate view={view} />
  return <Move key={recordId} view={view} snapshot={snapshot} shifts={shifts} setting={view.setting} />
}
