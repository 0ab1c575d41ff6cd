import { useState } from 'react'
import { PlainDate } from '../../domain/dates.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { hrefOf } from '../addresses.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { useSave } from '../shared/use-save.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { agreementHref } from './addresses.ts'
import { type AgreementView } from './agreement-view.ts'
import { GuardedTextArea } from '../shared/guarded-field.tsx'

/** Says that the two looked at it again and that it goes on as it is (SEF-2.5). */
const Unchanged = ({ view, onClose }: { view: AgreementView; onClose: () => void }) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [note, setNote] = useState('')
  const press = async () => {
    const done = await save(async () => {
      const payload = { on: device.asOf(), note: note.trim() }
      await device.act({ recordId: view.state.id, kind: 'agreement', type: 'agreement.review', payload })
    })
    if (done) onClose()
  }
  return (
    <div className="cs-review-form">
      <GuardedTextArea
        label={say('agreements.review.note')}
        hint={say('agreements.review.noteHint', { name: view.supervisee.knownAs })}
        optional
        rows={2}
        value={note}
        onChange={setNote}
      />
      <SaveFailed failed={failed} />
      <div className="cs-buttons">
        <Button kind="secondary" busy={busy} onClick={press}>
          {say('agreements.review.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {say('common.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** When it is looked at again, and why now where the supervisor is another (SEF-2.5). */
const When = ({ view }: { view: AgreementView }) => {
  const words = useRecordWords()
  const { say } = words
  const { review, post, state, today } = view
  const agreed = PlainDate.safeParse(state.fields['review-on']?.value).data
  const due = review?.due ?? null
  const changed = post.supervisorSince !== null && post.supervisorSince === due ? post.supervisorSince : null
  const text = (): string | null => {
    if (due === null) return null
    if (changed) return say('agreements.review.supervisor', { day: words.longDay(changed) })
    return say(due < today ? 'agreements.review.late' : 'agreements.review.next', { day: words.longDay(due) })
  }
  return (
    <>
      {due && (
        <p className={due <= today ? 'cs-asked' : 'govuk-body'}>
          {text()} <WhyOfRecord view={view} one={{ track: 'agreement-review' }} />
        </p>
      )}
      {agreed && agreed !== due && <p className="govuk-body">{say('agreements.review.agreed', { day: words.longDay(agreed) })}</p>}
    </>
  )
}

/** What is to be done with the agreement that holds: look at it again, amend it (WOK-5.4). */
export const ReviewCard = ({ view }: { view: AgreementView }) => {
  const { say } = useRecordWords()
  const { me } = useDevice()
  const [open, setOpen] = useState(false)
  const { role, post, openDraft } = view
  const supervises = post.supervisor === me.person
  return (
    <Card heading={say('agreements.review.title')}>
      <When view={view} />
      {openDraft && (
        <p className="govuk-body">
          {say('agreements.openDraft')}{' '}
          <LinkButton kind="quiet" href={agreementHref(openDraft)}>
            {say('agreements.openDraft.open')}
          </LinkButton>
        </p>
      )}
      {supervises && <p className="govuk-body cs-no-print">{say('agreements.review.how')}</p>}
      {supervises && !open && (
        <div className="cs-buttons cs-no-print">
          {!openDraft && (
            <LinkButton kind="secondary" href={hrefOf('drawUp', { postId: post.id })}>
              {say(role === 'supervisor' ? 'agreements.review.amend' : 'agreements.review.drawUp')}
            </LinkButton>
          )}
          {role === 'supervisor' && (
            <Button kind="secondary" onClick={() => setOpen(true)}>
              {say('agreements.review.unchanged')}
            </Button>
          )}
        </div>
      )}
      {open && <Unchanged view={view} onClose={() => setOpen(false)} />}
    </Card>
  )
}
