import { useState } from 'react'
import { isBlank } from '../../domain/records/content.ts'
import { useDevice, useDrafts } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { type ObservationView } from './observation-view.ts'

/** The feedback session begins: both views are shown to both, once and for all (SEF-App2.3). */
export const RevealCard = ({ view }: { view: ObservationView }) => {
  const { say } = useWords()
  const device = useDevice()
  const drafts = useDrafts()
  const { save, busy, failed } = useSave()
  const [open, setOpen] = useState(false)
  const { state, supervisee } = view
  const confirm = () =>
    save(async () => {
      // What is typed in one's own view is there before it is shown, not after.
      await drafts.saveAll()
      const payload = { on: device.asOf() }
      await device.act({ recordId: state.id, kind: 'observation', type: 'observation.reveal', payload })
    })
  return (
    <Card heading={say('observations.reveal.title')}>
      <p className="govuk-body">{say('observations.reveal.text')}</p>
      <Button onClick={() => setOpen(true)}>{say('observations.reveal.open')}</Button>
      <Dialog
        open={open}
        heading={say('observations.reveal.sure')}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button busy={busy} onClick={confirm}>
              {say('observations.reveal.confirm')}
            </Button>
            <Button kind="quiet" onClick={() => setOpen(false)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        <p className="govuk-body">{say('observations.reveal.explain', { name: supervisee.knownAs })}</p>
        {isBlank(state.fields['record']?.value) && <p className="govuk-body">{say('observations.reveal.blank')}</p>}
        <SaveFailed failed={failed} />
      </Dialog>
    </Card>
  )
}
