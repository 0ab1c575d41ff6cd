import { useState } from 'react'
import { sessionFactsOf } from '../../domain/facts.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Acknowledged } from '../shared/acknowledged.tsx'
import { HandOverCard } from '../shared/hand-over-card.tsx'
import { sessionHref } from './addresses.ts'
import { gapAsked, shareBy } from './due.ts'
import { missingFor } from './missing.ts'
import { toDoOf } from './missing-in-words.ts'
import { statementOf } from './statement.ts'
import { MissingErrors, MissingList } from '../shared/missing-list.tsx'
import { recordSections } from './record-sections.tsx'
import { SessionBar } from './session-bar.tsx'
import { type SessionView } from './session-view.ts'
import { spanOf } from './share-span.ts'
import { Responses } from '../shared/responses.tsx'
import { ShareButton } from '../shared/share-button.tsx'
import { SignForm } from '../shared/sign-form.tsx'
import { SignLinkCard } from '../shared/sign-link-card.tsx'
import { SignedPanel } from './signed-panel.tsx'
import { mayReaderSign, standingOf } from '../shared/standing.ts'
import { UndoneNotice } from '../shared/undone-notice.tsx'
import { useNow } from '../shared/use-now.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'

export interface CheckAndSignProps {
  view: SessionView
  shifts: readonly ShiftState[]
}

/** Everything in one page before the supervisor signs; afterwards, what happens next. */
export const CheckAndSign = ({ view, shifts }: CheckAndSignProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const now = useNow()
  const [tried, setTried] = useState(0)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [signedHere, setSignedHere] = useState(false)
  const { state } = view
  const today = device.asOf()
  const known = { ...view, shifts }
  const late = gapAsked(known, state.held)
  const missing = missingFor(view, late, today)
  const toDo = toDoOf(view, missing, words)
  const share = shareBy(known, sessionFactsOf(state))
  const { mine, undone } = standingOf(state, view.role)
  const toSign = mayReaderSign(state, view.role)

  const whole = (): boolean => {
    if (missing.length > 0) setTried((times) => times + 1)
    return missing.length === 0
  }
  const attempt = (ticked: boolean): boolean => {
    if (!whole()) return false
    const wrong = ticked ? [] : [{ id: 'sign-read', message: say('sign.read.missing') }]
    setErrors(wrong)
    return wrong.length === 0
  }

  return (
    <Page
      title={toSign ? say('sign.title') : say('sign.signedTitle')}
      caption={say('sessions.with', { name: view.supervisee.name })}
      back={{ href: sessionHref(state.id), label: say('sessions.backToSession') }}
      error={errors.length > 0 || (tried > 0 && missing.length > 0)}
      notices={
        <>
          {tried > 0 && missing.length > 0 && <MissingErrors key={tried} items={toDo} />}
          <ErrorSummary errors={errors} />
          {undone && <UndoneNotice view={view} undone={undone} own />}
        </>
      }
    >
      <div className="govuk-body cs-record">
        <SessionBar view={view} now={now} />
        {mine && !toSign && <SignedPanel view={view} share={share} takeFocus={signedHere} />}
        {mine && !toSign && <HandOverCard view={view} />}
        {mine && !toSign && <Acknowledged view={view} />}
        {mine && !toSign && <SignLinkCard view={view} />}
        {toSign && (
          <>
            <p className="govuk-body">{say('sign.notYet')}</p>
            {share?.due && !state.shared && (
              <p className="govuk-body">
                {say('sign.shareBy', { day: words.day(share.due, today), span: spanOf(share, words) })}{' '}
                <WhyOfRecord view={view} one={share} />
              </p>
            )}
            {state.shared && (
              <div aria-live="polite">
                <Inset>{say('responses.share.done', { name: view.supervisee.knownAs, day: words.day(state.shared.on) })}</Inset>
              </div>
            )}
            {tried === 0 && <MissingList items={toDo} />}
          </>
        )}
        {toSign &&
          recordSections(view, words, { change: true, gapExceeded: late }).map(({ id, title, rows, part, figures }) => [
            part !== undefined && (
              <h2 key={`${id}-part`} className="cs-form-part">
                {part}
              </h2>
            ),
            <Card key={id} heading={title}>
              <SummaryList rows={rows} long={id !== 'when' && !figures} />
            </Card>,
          ])}
        {toSign && <Responses view={view} fieldHref={(field) => sessionHref(state.id, field)} />}
        {toSign && <SignForm view={view} statement={statementOf(view, 'agree', words)} error={errors[0]?.message} attempt={attempt} onSigned={() => setSignedHere(true)} />}
        {toSign && <ShareButton view={view} attempt={whole} />}
      </div>
    </Page>
  )
}
