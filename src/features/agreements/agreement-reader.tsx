import { Interval } from '../../domain/policy/durations.ts'
import { signedOnOf } from '../../domain/records/status.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { hrefOf } from '../addresses.ts'
import { Disagreement } from '../shared/disagreement.tsx'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { otherOf } from '../shared/record-view.ts'
import { RecordTimeline } from '../shared/record-timeline.tsx'
import { Acknowledged } from '../shared/acknowledged.tsx'
import { HandOverCard } from '../shared/hand-over-card.tsx'
import { SaveCopy } from '../shared/save-copy.tsx'
import { SignLinkCard } from '../shared/sign-link-card.tsx'
import { Signatures } from '../shared/signatures.tsx'
import { standingOf } from '../shared/standing.ts'
import { SyncWord, whereItIs } from '../shared/sync-word.tsx'
import { RecoveredCopy } from '../shared/recovered-copy.tsx'
import { UndoneNotice } from '../shared/undone-notice.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { VoidBanner, VoidForm } from '../shared/void-form.tsx'
import { agreementHref } from './addresses.ts'
import { AgreementContent } from './agreement-content.tsx'
import { type AgreementView } from './agreement-view.ts'
import { ReviewCard } from './review-card.tsx'
import { VersionsCard } from './versions-card.tsx'

/** Where the agreement stands: whom it waits for, or since when it holds. */
const StatusPanel = ({ view, takeFocus }: { view: AgreementView; takeFocus: boolean }) => {
  const words = useRecordWords()
  const { say } = words
  const { state, status, role } = view
  const every = Interval.safeParse(state.fields['every']?.value).data
  const signedOn = signedOnOf(state)
  const { mine } = standingOf(state, role)
  if (signedOn) {
    return (
      <Panel title={say('agreements.signed.title')} takeFocus={takeFocus}>
        <p>
          {every
            ? say('agreements.signed.holds', { day: words.longDay(signedOn), every: words.every(every) })
            : say('agreements.signed.since', { day: words.longDay(signedOn) })}
        </p>
        <p>{whereItIs(view.sync, words)}</p>
      </Panel>
    )
  }
  if (status === 'part-signed' && mine) {
    const { knownAs } = otherOf(view)
    return (
      <>
        <Panel title={say('agreements.waiting.title', { name: knownAs })} takeFocus={takeFocus}>
          <p>{whereItIs(view.sync, words)}</p>
        </Panel>
        <p className="govuk-body">{say('agreements.waiting.next', { name: knownAs })}</p>
      </>
    )
  }
  return status === 'draft' ? <p className="govuk-body">{say('agreements.draft.reading')}</p> : null
}

/** What the reader can do besides reading. */
const Doors = ({ view }: { view: AgreementView }) => {
  const { say } = useRecordWords()
  const { state, role } = view
  const open = !state.locked && !state.voided && role !== 'reader'
  return (
    <div className="cs-buttons cs-no-print">
      {open && (
        <LinkButton kind="secondary" href={agreementHref(state.id, 'write')}>
          {say('agreements.toWrite')}
        </LinkButton>
      )}
      {view.inForce === state.id && (
        <LinkButton kind="secondary" href={hrefOf('calendar')}>
          {say('agreements.signed.calendar')}
        </LinkButton>
      )}
      <Button kind="secondary" onClick={() => window.print()}>
        {say('common.print')}
      </Button>
    </div>
  )
}

export interface AgreementReaderProps {
  view: AgreementView
  /** It was signed, or voided, on this page just now. */
  justDone: boolean
  onVoided: () => void
}

/** The agreement to read: waiting for a signature, holding, replaced by a newer one, or void. */
export const AgreementReader = ({ view, justDone, onVoided }: AgreementReaderProps) => {
  const { say } = useRecordWords()
  const { state, role, supervisee, supervisor, inForce } = view
  const { undone, theirsUndone } = standingOf(state, role)
  const open = !state.locked && !state.voided
  const newer = state.locked && !state.voided && inForce !== null && inForce !== state.id ? inForce : null
  return (
    <Page
      title={say('agreements.title')}
      caption={<bdi>{say('agreements.between', { one: supervisee.name, other: supervisor.name })}</bdi>}
      back={{ href: hrefOf('person', { postId: state.post }) }}
      focus={justDone ? 'leave' : 'heading'}
      notices={
        <>
          <RecoveredCopy record={view.state.id} />
          <VoidBanner view={view} takeFocus={justDone} />
          {open && undone && <UndoneNotice view={view} undone={undone} own />}
          {open && !undone && theirsUndone && <UndoneNotice view={view} undone={theirsUndone} own={false} />}
        </>
      }
    >
      <div className="govuk-body cs-record cs-agreement">
        <p className="cs-agreement__sync">
          <SyncWord sync={view.sync} />
        </p>
        {!state.voided && newer === null && <StatusPanel view={view} takeFocus={justDone} />}
        {newer && (
          <Inset>
            <p>
              {say('agreements.superseded')} <Link href={agreementHref(newer)}>{say('agreements.superseded.open')}</Link>
            </p>
          </Inset>
        )}
        {inForce === state.id && !state.voided && <ReviewCard view={view} />}
        <Doors view={view} />
        <ProposedForm form={view.form} />
        <AgreementContent view={view} change={false} />
        <Signatures view={view} />
        <HandOverCard view={view} />
        <Acknowledged view={view} />
        <SignLinkCard view={view} />
        <SaveCopy view={view} />
        <Disagreement view={view} />
        <VersionsCard view={view} />
        <RecordTimeline view={view} />
        <Guidance pack={view.pack} place="agreement" />
        {role === 'supervisor' && !state.voided && (
          <VoidForm view={view} explain={say(state.locked ? 'agreements.void.signed' : 'agreements.void.draft')} onVoided={onVoided} />
        )}
      </div>
    </Page>
  )
}
