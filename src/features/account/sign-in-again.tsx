/** Signed out of the service while unlocked: a quiet line on the page one is on, and the password in a dialog. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type GateRefusal } from './gate.ts'
import { refusalText } from './gate-text.ts'
import { PasswordDialog } from './password-dialog.tsx'

export interface SignInAgainProps {
  /** Signs in again with the password; null once that worked. */
  onSignIn: (password: string) => Promise<GateRefusal | null>
}

export const SignInAgain = ({ onSignIn }: SignInAgainProps) => {
  const words = useWords()
  const { say } = words
  const [asking, setAsking] = useState(false)
  const attempt = async (password: string): Promise<string | null> => {
    const refusal = await onSignIn(password)
    if (refusal === null) return null
    return refusal.kind === 'offline' ? say('account.again.offline') : refusalText(refusal, 'unlock', words).message
  }
  return (
    <Inset tone="amber">
      <p className="govuk-body">{say('account.again.text')}</p>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        {say('account.again.open')}
      </Button>
      <PasswordDialog
        open={asking}
        heading={say('account.again.title')}
        text={say('account.again.why')}
        label={say('account.signIn.password')}
        button={say('account.again.button')}
        onClose={() => setAsking(false)}
        onTry={attempt}
      />
    </Inset>
  )
}
