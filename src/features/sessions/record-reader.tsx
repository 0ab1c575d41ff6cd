import { useEffect, useState } from 'react'
import { sessionFactsOf } from '../../domain/facts.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Addenda } from '../shared/addenda.tsx'
import { checkHref, sessionHref } from './addresses.ts'
import { CountersignForm } from '../shared/countersign-form.tsx'
import { gapAsked, ownVersionBy } from './due.ts'
import { heldRows } from './held-rows.ts'
import { LockedPanel } from '../shared/locked-panel.tsx'
import { missingFor } from './missing.ts'
import { toDoOf } from './missing-in-words.ts'
import { statementOf } from './statement.ts'
import { MissingList } from '../shared/missing-list.tsx'
import { AgreedActions, SaidBySupervisee } from './record-highlights.tsx'
import { recordSections } from './record-sections.tsx'
import { Disagreement } from '../shared/disagreement.tsx'
import { backOf } from '../shared/back-of.ts'
import { hasBegun, mayRespond, RespondForm } from '../shared/respond-form.tsx'
import { Responses } from '../shared/responses.tsx'
import { RecordTimeline } from '../shared/record-timeline.tsx'
import { SessionBar } from './session-bar.tsx'
import { momentsOfSession } from './session-moments.ts'
import { type SessionView } from './session-view.ts'
import { Acknowledged } from '../shared/acknowledged.tsx'
import { HandOverCard } from '../shared/hand-over-card.tsx'
import { SaveCopy } from '../shared/save-copy.tsx'
import { SignLinkCard } from '../shared/sign-link-card.tsx'
import { Signatures } from '../shared/signatures.tsx'
import { mayReaderSign, standingOf } from '../shared/standing.ts'
import { RecoveredCopy } from '../shared/recovered-copy.tsx'
import { UndoneNotice } from '../shared/undone-notice.tsx'
import { useNow } from '../shared/use-now.ts'
import { ShareButton } from '../shared/share-button.tsx'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { PassOn } from '../shared/pass-on.tsx'
import { VoidBanner, VoidForm } from '../shared/void-form.tsx'

export interface RecordReaderProps {
  view: SessionView
  shifts: readonly ShiftState[]
  addendum: string | undefined
}

/** Paper shows everything: what is folded away is opened for printing. */
const useOpenForPrint = (): void => {
  useEffect(() => {
    const open = () => {
      for (const details of document.querySelectorAll('details')) details.open = true
    }
    window.addEventListener('beforeprint', open)
    return () => window.removeEventListener('beforeprint', open)
  }, [])
}

/** A record that an earlier supervisor left: the present one can still share it, so that nothing stays overdue (SEF-6.2). */
const LeftByEarlier = ({ view }: { view: SessionView }) => {
  const { say } = useWords()
  const { person } = useDevice().me
  const { state, post, rules, supervisor } = view
  if (post.supervisor !== person || !state.held || state.shared) return null
  const missing = rules.missing(state).length > 0
  return (
    <Inset>
      <p>{say(missing ? 'sessions.left.unfinished' : 'sessions.left.unshared', { name: supervisor.name })}</p>
      {!missing && <ShareButton view={view} attempt={() => true} />}
    </Inset>
  )
}

/** What the reader can do to the record besides signing it; a copy to keep is printed (SSWB-4.26). */
const Doors = ({ view }: { view: SessionView }) => {
  const { say } = useWords()
  const { state, role } = view
  if (state.locked || state.voided) return null
  if (role === 'reader') return <LeftByEarlier view={view} />
  if (role === 'supervisor') {
    const { undone } = standingOf(state, role)
    return (
      <div className="cs-buttons cs-no-print">
        {state.held && mayReaderSign(state, role) && (
          <LinkButton href={checkHref(state.id)}>{say(undone ? 'sign.again' : 'sign.title')}</LinkButton>
        )}
        <LinkButton kind="secondary" href={sessionHref(state.id)}>
          {say('sessions.toWrite')}
        </LinkButton>
      </div>
    )
  }
  return (
    <div className="cs-buttons cs-no-print">
      <LinkButton kind="secondary" href={sessionHref(state.id, 'reflection')}>
        {say('sessions.toOwnWords')}
      </LinkButton>
    </div>
  )
}

/** What is asked of a supervisee now, in a sentence. */
const askedOf = (view: SessionView, say: ReturnType<typeof useWords>['say']): string | null => {
  const { state, role, supervisor } = view
  if (role !== 'supervisee' || state.voided || state.locked) return null
  if (!state.shared) return say('sign.asked.notYet', { name: supervisor.knownAs })
  if (mayReaderSign(state, role)) return say('sign.asked.sign')
  return say('sign.asked.waiting', { name: supervisor.knownAs })
}

export const RecordReader = ({ view, shifts, addendum }: RecordReaderProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const now = useNow()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [signedHere, setSignedHere] = useState(false)
  const [voidedHere, setVoidedHere] = useState(false)
  useOpenForPrint()
  const { state, role } = view
  const present = view.post.supervisor === device.me.person
  const mayVoid = !state.voided && (role === 'supervisor' || (role === 'reader' && present && !state.locked))
  const { undone, theirsUndone } = standingOf(state, role)
  const open = !state.locked && !state.voided
  const late = gapAsked({ ...view, shifts }, state.held)
  const missing = missingFor(view, late, device.asOf())
  const asked = askedOf(view, say)
  const ownVersion = role === 'supervisee' && open ? ownVersionBy({ ...view, shifts }, sessionFactsOf(state), device.asOf()) : null
  const other = role === 'supervisor' ? view.supervisee : view.supervisor
  const sections = recordSections(view, words, { change: false, gapExceeded: late })
  const [begun] = useState(() => sections.filter(({ title }) => hasBegun(device.texts, view, title)).map(({ id }) => id))
  const toSign = role === 'supervisee' && mayReaderSign(state, role)
  return (
    <Page
      title={say('sessions.record.title')}
      caption={say('sessions.record.caption', { one: view.supervisee.name, other: view.supervisor.name })}
      back={backOf(view, say('app.nav.today'))}
      error={errors.length > 0}
      notices={
        <>
          <ErrorSummary errors={errors} />
          <RecoveredCopy record={view.state.id} />
          <VoidBanner view={view} takeFocus={voidedHere} />
          {open && undone && <UndoneNotice view={view} undone={undone} own />}
          {open && !undone && theirsUndone && <UndoneNotice view={view} undone={theirsUndone} own={false} />}
        </>
      }
    >
      <div className="govuk-body cs-record">
        <SessionBar view={view} now={now} />
        {state.locked && !state.voided && <LockedPanel view={view} takeFocus={signedHere} />}
        <Card heading={say('sessions.record.summary')}>
          {asked && <p className="cs-asked">{asked}</p>}
          {ownVersion && (
            <p className="cs-no-print">
              {say('sessions.ownVersion', { day: words.day(ownVersion.due, device.asOf()) })} <WhyOfRecord view={view} one={ownVersion} />
            </p>
          )}
          <SummaryList rows={heldRows(view, words)} />
        </Card>
        <AgreedActions view={view} />
        <SaidBySupervisee view={view} />
        <Card heading={say('sessions.record.everything')} level={2}>
          {mayRespond(view) && <p className="cs-quiet cs-no-print">{say('responses.ask.invite')}</p>}
          {sections
            .filter(({ id }) => id !== 'when' && id !== 'actions')
            .map(({ id, title, rows, part, figures }) => [
              part !== undefined && (
                <h3 key={`${id}-part`} className="cs-form-part">
                  {part}
                </h3>
              ),
              <Details key={id} summary={title} open={begun.includes(id)}>
                <SummaryList rows={rows} long={!figures} />
                <RespondForm view={view} part={title} fields={rows.map((row) => ({ key: row.id ?? row.key, label: row.changeOf ?? row.key }))} />
              </Details>,
            ])}
          <RespondForm view={view} part="" fields={[]} />
        </Card>
        <Responses view={view} fieldHref={(field) => sessionHref(state.id, field)} />
        <Doors view={view} />
        {toSign && missing.length > 0 && <MissingList items={toDoOf(view, missing, words)} />}
        {toSign && missing.length === 0 && (
          <CountersignForm
            view={view}
            statement={(answer) => statementOf(view, answer, words)}
            errors={errors} onErrors={setErrors} onSigned={() => setSignedHere(true)} />
        )}
        {signedHere && !state.locked && (
          <div aria-live="polite">
            <Inset>{say('sign.keptWaiting', { name: other.knownAs })}</Inset>
          </div>
        )}
        <Signatures view={view} />
        <HandOverCard view={view} />
        <Acknowledged view={view} />
        <SignLinkCard view={view} />
        <SaveCopy view={view} />
        <Disagreement view={view} />
        <Addenda view={view} rewrite={addendum} />
        <PassOn view={view} />
        <RecordTimeline view={view} moments={momentsOfSession(view, words)} />
        <div className="cs-buttons cs-no-print">
          <Button kind="secondary" onClick={() => window.print()}>
            {say('common.print')}
          </Button>
      </div>
      {mayVoid && <VoidForm view={view} explain={say('sessions.void.explain')} onVoided={() => setVoidedHere(true)} />}
      </div>
    </Page>
  )
}
