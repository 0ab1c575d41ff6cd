import { useState } from 'react'
import { useDevice, useSync } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/** Signing out, after saying what is still unsent and what becomes of it (K7). */
export const SignOut = () => {
  const device = useDevice()
  const { unsent } = useSync()
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const signOut = async () => {
    setBusy(true)
    setFailed(false)
    try {
      await device.signOut()
    } catch {
      setFailed(true)
      setBusy(false)
    }
  }
  return (
    <Card heading={say('own.signOut')}>
      <Dialog
        open={asking}
        heading={say('own.signOut.title')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="warning" busy={busy} onClick={signOut}>
              {say('own.signOut.yes')}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        {unsent > 0 ? (
          <Inset tone="amber">{say('own.signOut.unsent', { count: unsent })}</Inset>
        ) : (
          <p className="govuk-body">{say('own.signOut.nothing')}</p>
        )}
        <output className="govuk-body">{failed && say('own.signOut.failed')}</output>
      </Dialog>
      <p className="govuk-body">{say('own.signOut.text')}</p>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        {say('own.signOut')}
      </Button>
    </Card>
  )
}
