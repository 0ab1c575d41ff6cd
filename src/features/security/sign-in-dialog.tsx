/** Signs in again over the page one is on: password, with a code where one is asked for, or a passkey. */
import { useState } from 'react'
import { type SignInProof } from '../../queries/device.ts'
import { useWays } from '../../queries/security.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { CodeField } from './code-field.tsx'
import { type Problem } from './sign-in-problem.ts'
import { useAttempt } from './use-attempt.ts'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'

addArea('door', { en: door })

export interface SignInDialogProps {
  open: boolean
  text: string
  button: string
  /** The service is to be shown the password itself: to change how one signs in, an unlocked device is not enough. */
  fresh?: boolean
  onClose: () => void
  onSignedIn?: () => void
}

const Ways = ({ busy, onPasskey }: { busy: boolean; onPasskey: () => void }) => {
  const { say } = useWords()
  const ways = useWays()
  return (
    <>
      {ways.includes('passkey') && (
        <div className="cs-dialog__actions">
          <Button kind="secondary" busy={busy} onClick={onPasskey}>
            {say('security.again.passkey')}
          </Button>
        </div>
      )}
      {ways.includes('work') && (
        <>
          <p className="govuk-body-s">{say('security.again.workText')}</p>
          <Button kind="secondary" busy={busy} onClick={() => window.location.assign('/api/sign-in/work')}>
            {say('door.work')}
          </Button>
        </>
      )}
    </>
  )
}

export const SignInDialog = ({ open, text, button, fresh = false, onClose, onSignedIn }: SignInDialogProps) => {
  const { say } = useWords()
  const device = useDevice()
  const { busy, problem, setProblem, attempt } = useAttempt()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const close = () => {
    setPassword('')
    setCode(null)
    setProblem(null)
    onClose()
  }
  const signIn = async (proof: SignInProof) => {
    const found = await attempt(async (): Promise<Problem | null> => {
      const refusal = (await device.signInAgain?.(proof)) ?? null
      return refusal === null ? null : { code: refusal === 'sign-in-wrong' ? 'password-wrong' : refusal }
    })
    if (found === null) {
      close()
      onSignedIn?.()
    } else if (found.code === 'code-needed' || found.code === 'code-wrong') {
      setCode((before) => before ?? '')
      if (found.code === 'code-needed') setProblem(null)
    } else if (found.code === 'offline') setProblem(say('security.again.offline'))
  }
  const submit = async () => {
    if (password === '') setProblem(say('account.error.passwordMissing'))
    else if (code !== null && code.trim() === '') setProblem(say('security.code.missing'))
    else await signIn({ by: 'password', password, ...(code === null ? {} : { code }), ...(fresh ? { fresh } : {}) })
  }
  return (
    <Dialog open={open} heading={say('security.again.title')} onClose={close}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await submit()
        }}
      >
        <p className="govuk-body">{text}</p>
        <PasswordField
          label={say('account.signIn.password')}
          value={password}
          onChange={setPassword}
          error={code === null ? (problem ?? undefined) : undefined}
        />
        {code !== null && <CodeField value={code} onChange={setCode} error={problem ?? undefined} />}
        <div className="cs-dialog__actions">
          <Button type="submit" busy={busy}>
            {button}
          </Button>
          <Button kind="secondary" onClick={close}>
            {say('common.cancel')}
          </Button>
        </div>
      </form>
      <Ways busy={busy} onPasskey={() => signIn({ by: 'passkey' })} />
    </Dialog>
  )
}
