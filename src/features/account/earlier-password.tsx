/** What was saved under an earlier password and never sent: kept, and taken in with that password. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { PasswordDialog } from './password-dialog.tsx'

export interface EarlierPasswordProps {
  count: number
  /** @returns how many changes were taken in; null when the password is not theirs */
  onAdopt: (password: string) => Promise<number | null>
}

export const EarlierPassword = ({ count, onAdopt }: EarlierPasswordProps) => {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  const [taken, setTaken] = useState<number | null>(null)
  const attempt = async (password: string): Promise<string | null> => {
    try {
      const adopted = await onAdopt(password)
      if (adopted === null) return say('account.earlier.wrong')
      setTaken(adopted)
      return null
    } catch {
      return say('account.earlier.failed')
    }
  }
  return (
    <Inset tone={taken === null ? 'amber' : 'plain'}>
      <output>{taken !== null && say('account.earlier.done', { count: taken })}</output>
      {taken === null && (
        <>
          <p className="govuk-body">{say('account.earlier.text', { count })}</p>
          <Button kind="secondary" onClick={() => setAsking(true)}>
            {say('account.earlier.open')}
          </Button>
        </>
      )}
      <PasswordDialog
        open={asking}
        heading={say('account.earlier.title')}
        text={say('account.again.why')}
        label={say('account.earlier.label')}
        button={say('account.earlier.button')}
        onClose={() => setAsking(false)}
        onTry={attempt}
      />
    </Inset>
  )
}
