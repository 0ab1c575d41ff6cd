import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { type SignedView } from './record-view.ts'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'

export interface ShareButtonProps {
  view: SignedView
  /** Says what is missing, if anything is; only a whole record is shared. */
  attempt: () => boolean
}

/**
 * Shares a record with the supervisee before anybody signs, so that they can ask for changes (SEF-App3.5). Nothing where
 * it is shared already.
 */
export const ShareButton = ({ view, attempt }: ShareButtonProps) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const { id, kind, shared } = view.state
  if (shared) return null
  const press = async () => {
    if (!attempt()) return
    await save(async () => {
      await device.act({ recordId: id, kind, type: 'record.share', payload: { on: device.asOf() } })
    })
  }
  return (
    <>
      <SaveFailed failed={failed} />
      <Button kind="secondary" busy={busy} onClick={press}>
        {say('responses.share.button', { name: view.supervisee.knownAs })}
      </Button>
    </>
  )
}
