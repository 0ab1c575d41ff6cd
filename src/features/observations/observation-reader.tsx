import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { backOf } from '../shared/back-of.ts'
import { Addenda } from '../shared/addenda.tsx'
import { Disagreement } from '../shared/disagreement.tsx'
import { LockedPanel } from '../shared/locked-panel.tsx'
import { MissingErrors, MissingList } from '../shared/missing-list.tsx'
import { otherOf } from '../shared/record-view.ts'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { Guidance } from '../shared/guidance.tsx'
import { type Moment, RecordTimeline } from '../shared/record-timeline.tsx'
import { Acknowledged } from '../shared/acknowledged.tsx'
import { HandOverCard } from '../shared/hand-over-card.tsx'
import { SaveCopy } from '../shared/save-copy.tsx'
import { SignLinkCard } from '../shared/sign-link-card.tsx'
import { Signatures } from '../shared/signatures.tsx'
import { standingOf } from '../shared/standing.ts'
import { RecoveredCopy } from '../shared/recovered-copy.tsx'
import { UndoneNotice } from '../shared/undone-notice.tsx'
import { useNow } from '../shared/use-now.ts'
import { VoidBanner, VoidForm } from '../shared/void-form.tsx'
import { observationHref, WRITE } from './addresses.ts'
import { missingFrom } from './missing.ts'
import { ObservationBar, visitInWords } from './observation-bar.tsx'
import { type ObservationView } from './observation-view.ts'
import { recordSections } from './record-sections.tsx'
import { asksToSign, SignPart } from './sign-part.tsx'

/** What only an observation knows of its life: the visit, and when both views were shown. */
const momentsOf = (view: ObservationView, words: Words): readonly Moment[] => {
  const { observed, revealed } = view.state
  const { say } = words
  const moments: Moment[] = []
  if (observed) {
    const { act, on, start } = observed
    const visit = visitInWords(observed, words)
    const body = visit === null ? {} : { body: visit }
    moments.push({ id: act, order: `${on}T${start}`, title: say('observations.history.observed'), when: words.longDay(on), dateTime: on, ...body })
  }
  if (revealed) {
    const by = say('records.history.by', { name: view.supervisor.name })
    const { act, at } = revealed
    moments.push({ id: act, order: at, title: say('observations.history.revealed'), when: words.dayAndTime(at), dateTime: at, by })
  }
  return moments
}

/** What is asked of the reader now, in a sentence. */
const askedOf = (view: ObservationView, words: Words): string | null => {
  const { state, role, supervisee, supervisor } = view
  if (role === 'reader' || state.locked || state.voided || !state.revealed) return null
  if (view.awaits) return words.say('observations.views.awaits', { name: supervisee.knownAs })
  if (!asksToSign(view)) return words.say('observations.asked.waiting', { name: otherOf(view).knownAs })
  const both = words.say('observations.read.both', { one: supervisor.knownAs, other: supervisee.knownAs })
  return `${words.say(role === 'supervisor' ? 'observations.asked.observer' : 'observations.asked.sign')} ${both}`
}

export interface ObservationReaderProps {
  view: ObservationView
  /** Words that came too late for the record, to begin an addendum with. */
  addendum?: string | undefined
}

/** The whole record to read, check and sign; locked, it can only be added to. */
export const ObservationReader = ({ view, addendum }: ObservationReaderProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const now = useNow()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [tried, setTried] = useState(0)
  const [signedHere, setSignedHere] = useState(false)
  const [voidedHere, setVoidedHere] = useState(false)
  const { state, role, supervisee, supervisor } = view
  const open = !state.locked && !state.voided && role !== 'reader'
  const toSign = asksToSign(view)
  const missing = toSign ? missingFrom(view, device.asOf(), words) : []
  const { undone, theirsUndone } = standingOf(state, role)
  const asked = askedOf(view, words)
  const failed = tried > 0 && missing.length > 0
  return (
    <Page
      title={say(toSign ? 'observations.read.title' : 'observations.read.titleRead')}
      caption={say('observations.read.caption', { one: supervisee.name, other: supervisor.name })}
      back={open && state.revealed ? { href: observationHref(state.id, WRITE), label: say('observations.back') } : backOf(view, say('app.nav.today'))}
      error={errors.length > 0 || failed}
      notices={
        <>
          {failed && <MissingErrors key={tried} items={missing} />}
          <ErrorSummary errors={errors} />
          <RecoveredCopy record={view.state.id} />
          <VoidBanner view={view} takeFocus={voidedHere} />
          {open && undone && <UndoneNotice view={view} undone={undone} own />}
          {open && !undone && theirsUndone && <UndoneNotice view={view} undone={theirsUndone} own={false} />}
        </>
      }
    >
      <div className="govuk-body cs-record">
        <ObservationBar view={view} now={now} />
        <ProposedForm form={view.form} />
        {state.locked && !state.voided && <LockedPanel view={view} takeFocus={signedHere} />}
        {asked && <p className="cs-asked">{asked}</p>}
        {!failed && <MissingList items={missing} />}
        {recordSections(view, words).map(({ id, title, rows, short }) =>
          rows.length === 0 ? null : (
            <Card key={id} heading={title}>
              <SummaryList rows={rows} long={!short} />
            </Card>
          ),
        )}
        {open && state.revealed && (
          <div className="cs-buttons cs-no-print">
            <LinkButton kind="secondary" href={observationHref(state.id, WRITE)}>
              {say('observations.toWrite')}
            </LinkButton>
          </div>
        )}
        {toSign && (
          <SignPart
            view={view}
            errors={errors}
            onErrors={setErrors}
            blocked={missing.length > 0}
            onBlocked={() => setTried((times) => times + 1)}
            onSigned={() => setSignedHere(true)}
          />
        )}
        {signedHere && !state.locked && (
          <div aria-live="polite">
            <Inset>{say('sign.keptWaiting', { name: otherOf(view).knownAs })}</Inset>
          </div>
        )}
        <Signatures view={view} />
        <HandOverCard view={view} />
        <Acknowledged view={view} />
        <SignLinkCard view={view} />
        <SaveCopy view={view} />
        {state.revealed && <Disagreement view={view} />}
        <Addenda view={view} rewrite={addendum} />
        <RecordTimeline view={view} moments={momentsOf(view, words)} />
        <Guidance pack={view.pack} place="observation" />
        <div className="cs-buttons cs-no-print">
          <Button kind="secondary" onClick={() => window.print()}>
            {say('common.print')}
          </Button>
        </div>
        {role === 'supervisor' && !state.voided && (
          <VoidForm view={view} explain={say('observations.void.explain')} onVoided={() => setVoidedHere(true)} />
        )}
      </div>
    </Page>
  )
}
