/** What was saved under an earlier password and never sent: kept, and taken in with that password. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { addArea } from '../../words/words.ts'
import { PasswordDialog } from './password-dialog.tsx'

addArea('security', { en: security })

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
      if (adopted === null) return say('security.earlier.wrong')
      setTaken(adopted)
      return null
    } catch {
      return say('security.earlier.failed')
    }
  }
  return (
    <Inset tone={taken === null ? 'amber' : 'plain'}>
      <output>{taken !== null && say('security.earlier.done', { count: taken })}</output>
      {taken === null && (
        <>
          <p className="govuk-body">{say('security.earlier.text', { count })}</p>
          <Button kind="secondary" onClick={() => setAsking(true)}>
            {say('security.earlier.open')}
          </Button>
        </>
      )}
      <PasswordDialog
        open={asking}
        heading={say('security.earlier.title')}
        text={say('security.again.why')}
        label={say('security.earlier.label')}
        button={say('security.earlier.button')}
        onClose={() => setAsking(false)}
        onTry={attempt}
      />
    </Inset>
  )
}
