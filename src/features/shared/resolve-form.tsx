import { useId, useState } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { type Referral, type SignableState } from '../../domain/records/record.ts'
import { useBegunText } from '../../queries/use-begun-text.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'
import { GuardedTextArea } from './guarded-field.tsx'

export interface ResolveFormProps {
  record: { readonly id: RecordId; readonly kind: SignableState['kind'] }
  referral: Referral
  /** Who reads it: a sentence under the label. */
  hint: string
  onResolved?: () => void
}

/** How a disagreement was resolved, kept on the record (SEF-8.4). */
export const ResolveForm = ({ record, referral, hint, onResolved }: ResolveFormProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const id = useId()
  const { text, type, drop } = useBegunText(`resolve|${referral.act}`)
  const [missing, setMissing] = useState(false)
  const press = async () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      document.getElementById(id)?.focus()
      return
    }
    const saved = await save(async () => {
      const payload = { referral: referral.act, text, on: device.asOf() }
      await device.act({ recordId: record.id, kind: record.kind, type: 'record.resolve', payload })
    })
    if (!saved) return
    drop()
    onResolved?.()
  }
  return (
    <div className="cs-no-print">
      <GuardedTextArea
        id={id}
        label={say('responses.resolve.text')}
        hint={hint}
        value={text}
        error={missing ? say('responses.resolve.missing') : undefined}
        onChange={type}
      />
      <SaveFailed failed={failed} />
      <Button busy={busy} onClick={press}>
        {say('responses.resolve.send')}
      </Button>
    </div>
  )
}
