import { useState } from 'react'
import { usePending } from '../queries/use-pending.ts'
import { Button, ButtonGroup } from '../ui/button.tsx'
import { Inset } from '../ui/inset.tsx'
import { useWords } from '../ui/words-provider.tsx'
import { install } from '../words/en/install.ts'
import { addArea } from '../words/words.ts'
import { type AppServices } from './services.ts'

addArea('install', { en: install })

/** Offers a newer version; never forced, and not while something typed is still being saved. */
export const UpdateOffer = ({ updates }: Pick<AppServices, 'updates'>) => {
  const { say } = useWords()
  const { unsaved } = usePending()
  const [later, setLater] = useState(false)
  const [held, setHeld] = useState(false)
  if (later) return null
  const update = () => {
    if (unsaved > 0) setHeld(true)
    else updates.apply()
  }
  return (
    <Inset>
      <p className="govuk-body">
        <strong>{say('install.update.title')}</strong> {say('install.update.text')}
      </p>
      <ButtonGroup>
        <Button kind="secondary" onClick={update}>
          {say('install.update.button')}
        </Button>
        <Button kind="quiet" onClick={() => setLater(true)}>
          {say('install.update.later')}
        </Button>
      </ButtonGroup>
      <output className="cs-answer">{held && unsaved > 0 && say('install.update.dirty')}</output>
    </Inset>
  )
}
