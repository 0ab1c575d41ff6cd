import { useEffect, useRef, useState } from 'react'
import { type VoidReason } from '../../domain/records/deeds/signed.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Notification } from '../../ui/notification.tsx'
import { Radios } from '../../ui/radios.tsx'
import { SaveFailed } from './save-failed.tsx'
import { personIn, type SignedView } from './record-view.ts'
import { useSave } from './use-save.ts'
import { useRecordWords } from './use-record-words.ts'
import { GuardedTextArea } from './guarded-field.tsx'

/** On a void record: why it counts for nothing, who said so, when. */
export const VoidBanner = ({ view, takeFocus }: { view: SignedView; takeFocus: boolean }) => {
  const words = useRecordWords()
  const box = useRef<HTMLDivElement>(null)
  const { voided } = view.state
  useEffect(() => {
    if (takeFocus && voided) box.current?.focus()
  }, [takeFocus, voided])
  if (!voided) return null
  const name = personIn(view, voided.by).name
  return (
    <div ref={box} className="cs-void-banner" tabIndex={-1}>
      <Notification heading={words.say('records.void.banner')}>
        <p className="govuk-body">
          {words.say('records.void.why', {
            reason: words.say(`records.void.reason.${voided.reason}`),
            name,
            when: words.dayAndTime(voided.at),
          })}
        </p>
        {voided.note !== '' && <p className="govuk-body">{voided.note}</p>}
      </Notification>
    </div>
  )
}

const REASONS: readonly VoidReason[] = ['wrong-person', 'wrong-date', 'made-by-mistake']
const REASON_ID = 'void-reason'

export interface VoidFormProps {
  view: SignedView
  /** What voiding does to this kind of record, in a sentence or two. */
  explain: string
  onVoided: () => void
}

/** Takes a record out of every count, with a reason: asked for in two steps, since it can't be undone. */
export const VoidForm = ({ view, explain, onVoided }: VoidFormProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState<VoidReason | ''>('')
  const { text: note, type, drop } = useBegunText(`void|${view.state.id}`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  if (!open) {
    return (
      <p className="cs-no-print cs-quiet-door">
        <button type="button" className="cs-link-button" onClick={() => setOpen(true)}>
          {say('records.void.open')}
        </button>
      </p>
    )
  }
  const close = () => {
    drop()
    setOpen(false)
  }
  const press = async () => {
    if (reason === '') {
      setErrors([{ id: REASON_ID, message: say('records.void.missing') }])
      return
    }
    setErrors([])
    const voided = await save(async () => {
      const payload = { reason, note: note.trim(), on: device.asOf() }
      await device.act({ recordId: view.state.id, kind: view.state.kind, type: 'record.void', payload })
    })
    if (!voided) return
    drop()
    onVoided()
  }
  return (
    <div className="cs-no-print">
      <Card heading={say('records.void.title')}>
        <ErrorSummary errors={errors} />
        <p className="govuk-body">{explain}</p>
        <Radios
          id={REASON_ID}
          label={say('records.void.question')}
          value={reason}
          error={errors[0]?.message}
          options={REASONS.map((value) => ({ value, label: say(`records.void.reason.${value}`) }))}
          onChange={setReason}
        />
        <GuardedTextArea label={say('records.void.note')} optional rows={1} value={note} onChange={type} />
        <SaveFailed failed={failed} />
        <div className="cs-buttons">
          <Button kind="warning" busy={busy} onClick={press}>
            {say('records.void.confirm')}
          </Button>
          <Button kind="quiet" onClick={close}>
            {say('common.cancel')}
          </Button>
        </div>
      </Card>
    </div>
  )
}
