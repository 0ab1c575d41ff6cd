/** Signed out of the service while unlocked: a quiet line on the page one is on, and how to sign in again in a dialog. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { addArea } from '../../words/words.ts'
import { SignInDialog } from './sign-in-dialog.tsx'

addArea('security', { en: security })

export const SignInAgain = () => {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <Inset tone="amber">
      <p className="govuk-body">{say('security.again.text')}</p>
      <Button kind="secondary" onClick={() => setAsking(true)}>
        {say('security.again.open')}
      </Button>
      <SignInDialog open={asking} text={say('security.again.why')} button={say('security.again.button')} onClose={() => setAsking(false)} />
    </Inset>
  )
}
