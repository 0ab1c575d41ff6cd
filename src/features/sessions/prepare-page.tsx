import { useMemo } from 'react'
import { Redirect } from 'wouter'
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { type RecordId } from '../../domain/ids.ts'
import { actionsOf, type AgreedAction, isOpen } from '../../domain/records/actions.ts'
import { isAnswered } from '../../domain/records/forms.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Link } from '../../ui/link.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { planning } from '../../words/en/planning.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { backOf } from '../shared/back-of.ts'
import { inLanguage } from '../../words/answers.ts'
import { answerRead } from '../shared/answer-read.tsx'
import { FieldEditors } from '../shared/field-editor.tsx'
import { labelIn } from '../shared/fields-in-words.ts'
import { type AskedField, isAsked } from '../shared/form-fields.ts'
import { Guidance } from '../shared/guidance.tsx'
import { otherOf, personIn } from '../shared/record-view.ts'
import { SyncWord } from '../shared/sync-word.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { readHref } from './addresses.ts'
import { reflectionOf } from './agenda.ts'
import { AgendaItems } from './agenda-items.tsx'
import { NEAR_DAYS } from './begin-session.ts'
import { NoSession } from './no-session.tsx'
import { type SessionView } from './session-view.ts'
import { useSession } from './use-session.ts'
import { whenInWords } from './when-in-words.ts'

addArea('planning', { en: planning })
addArea('sessions', { en: sessions })

/** The questions of the form that the supervisee answers, by section. */
const ownQuestions = (view: SessionView) =>
  reflectionOf(view.sections, false).flatMap(({ section, fields }) => {
    const own = fields.filter((field): field is AskedField => field.voice === 'supervisee' && isAsked(field))
    return own.length > 0 ? [{ section, fields: own }] : []
  })

/** The supervisee's update: the form's own questions, word for word, answered beforehand. */
const OwnUpdate = ({ view }: { view: SessionView }) => {
  const words = useRecordWords()
  return (
    <Card heading={words.say('planning.prepare.yours')}>
      <p className="cs-quiet">{words.say('planning.prepare.yoursHint')}</p>
      {ownQuestions(view).map(({ section, fields }) => (
        <FieldEditors key={section.id} view={view} fields={fields} />
      ))}
    </Card>
  )
}

/** The same as the supervisor reads it, as it comes. */
const TheirUpdate = ({ view }: { view: SessionView }) => {
  const words = useRecordWords()
  const name = view.supervisee.knownAs
  const rows = ownQuestions(view).flatMap(({ section, fields }) =>
    fields
      .filter((field) => isAnswered(field, view.state, view.sections))
      .map((field) => ({
        id: field.key,
        key: section.short ? inLanguage(section.short, words.lang) : labelIn(field, words),
        value: answerRead(view, field, words),
      })),
  )
  return (
    <Card heading={words.say('planning.prepare.theirs', { name })}>
      {rows.length === 0 ? (
        <p className="govuk-body">{words.say('planning.prepare.theirsNothing', { name })}</p>
      ) : (
        <SummaryList rows={rows} long />
      )}
    </Card>
  )
}

const OpenActions = ({ view, actions }: { view: SessionView; actions: readonly AgreedAction[] }) => {
  const words = useRecordWords()
  const { say } = words
  const mine = [...actions].sort((a, b) => Number(b.whose === view.role) - Number(a.whose === view.role))
  return (
    <Card heading={say('planning.prepare.actions')}>
      {mine.length === 0 ? (
        <p className="govuk-body">{say('planning.prepare.noActions')}</p>
      ) : (
        <RowList label={say('planning.prepare.actions')}>
          {mine.map(({ id, what, who, whose, by }) => (
            <Row
              key={id}
              title={<span dir="auto">{what}</span>}
              meta={whose === view.role ? say('planning.prepare.yoursAction') : personIn(view, who).knownAs}
              end={by && <span>{say('records.actions.byDay', { by: words.day(by) })}</span>}
            />
          ))}
        </RowList>
      )}
    </Card>
  )
}

const Doors = ({ view, today }: { view: SessionView; today: PlainDate }) => {
  const { say } = useRecordWords()
  const { state, role } = view
  const near = Math.abs(daysBetween(today, state.plannedFor)) <= NEAR_DAYS
  return (
    <div className="cs-buttons">
      {role === 'supervisor' && near && (
        <LinkButton href={hrefOf('start', { postId: state.post })}>{say('planning.prepare.now')}</LinkButton>
      )}
      <LinkButton kind="secondary" href={hrefOf('move', { recordId: state.id })}>
        {say(role === 'supervisor' ? 'planning.prepare.move' : 'planning.prepare.cannotMove')}
      </LinkButton>
    </div>
  )
}

const Prepare = ({ view }: { view: SessionView }) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const { state, role, status } = view
  const other = otherOf(view)
  const off = status === 'cancelled' || status === 'missed'
  const actions = useMemo(() => actionsOf(view.agreedIn, state).filter(isOpen), [view.agreedIn, state])
  return (
    <Page
      title={say('planning.prepare.title')}
      caption={say('planning.with', { name: other.name, when: whenInWords(state.plannedFor, state.at, words) })}
      back={backOf(view, say('app.nav.today'))}
    >
      <div className="govuk-body cs-record">
        {off && (
          <Inset tone="amber">
            <p>{say('planning.prepare.off')}</p>
            <Link href={hrefOf('move', { recordId: state.id })}>{say('planning.prepare.toOff')}</Link>
          </Inset>
        )}
        <p className="cs-quiet">
          {say('planning.prepare.saved', { name: other.knownAs })} <SyncWord sync={view.sync} />
        </p>
        {role === 'supervisor' && <TheirUpdate view={view} />}
        <Card heading={say('planning.prepare.agenda')}>
          <AgendaItems view={view} to="write" />
        </Card>
        {role === 'supervisee' && <OwnUpdate view={view} />}
        <OpenActions view={view} actions={actions} />
        {!off && <Doors view={view} today={device.asOf()} />}
        <Guidance pack={view.pack} place="prepare" />
      </div>
    </Page>
  )
}

export interface PreparePageProps {
  recordId: RecordId
}

/** Before a session: the supervisee's update, what both want to talk about, what is still open (SEF-3.3, SEF-4.13, WOK-4.2). */
export const PreparePage = ({ recordId }: PreparePageProps) => {
  const session = useSession(recordId)
  if (session === null) return <Loading />
  if (typeof session.view === 'string') return <NoSession why={session.view} />
  const { view } = session
  const ahead = view.status === 'planned' || view.status === 'cancelled' || view.status === 'missed'
  if (!ahead || view.role === 'reader') return <Redirect to={readHref(recordId)} replace />
  return <Prepare key={recordId} view={view} />
}
