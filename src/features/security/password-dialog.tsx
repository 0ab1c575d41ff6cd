import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface PasswordDialogProps {
  open: boolean
  heading: string
  text: string
  label: string
  button: string
  onClose: () => void
  /** Tries the password. @returns what is wrong in words; null closes the dialog */
  onTry: (password: string) => Promise<string | null>
}

/** Asks for a password over the page one is on. */
export const PasswordDialog = ({ open, heading, text, label, button, onClose, onTry }: PasswordDialogProps) => {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const close = () => {
    setPassword('')
    setError(undefined)
    onClose()
  }
  const attempt = async () => {
    if (busy) return
    if (password === '') {
      setError(say('account.error.passwordMissing'))
      return
    }
    setBusy(true)
    const problem = await onTry(password).catch(() => say('account.error.server'))
    setBusy(false)
    if (problem === null) close()
    else setError(problem)
  }
  return (
    <Dialog open={open} heading={heading} onClose={close}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await attempt()
        }}
      >
        <p className="govuk-body">{text}</p>
        <PasswordField label={label} value={password} onChange={setPassword} error={error} />
        <div className="cs-dialog__actions">
          <Button type="submit" busy={busy}>
            {button}
          </Button>
          <Button kind="secondary" onClick={close}>
            {say('common.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
