/** Only the PIN stands between whoever holds the device and what was on the screen (K5). It needs no connection. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Opened, type ScreenLock } from './gate.ts'
import { refusalText } from './gate-text.ts'
import { PinForm } from './pin-form.tsx'

export interface ScreenLockedPageProps {
  lock: ScreenLock
  onOpen: (opened: Opened) => void
}

export const ScreenLockedPage = ({ lock, onOpen }: ScreenLockedPageProps) => {
  const words = useWords()
  const { say } = words
  const [gone, setGone] = useState(false)
  if (gone) {
    return (
      <Page title={say('account.screen.title')}>
        <p className="govuk-body">{say('account.screen.gone')}</p>
        <Button icon="lock" onClick={lock.toDoor}>
          {say('account.unlock.button')}
        </Button>
      </Page>
    )
  }
  const onPin = async (pin: string): Promise<string | null> => {
    const answer = await lock.tryPin(pin)
    if (answer.kind === 'open') onOpen(answer)
    else if (answer.kind === 'pin-gone') setGone(true)
    else return refusalText(answer, 'unlock', words).message
    return null
  }
  return (
    <Page title={say('account.screen.title')} heading={say('account.screen.whose', { name: lock.knownAs })} focus="leave">
      <p className="govuk-body">{say('account.screen.text')}</p>
      <p className="govuk-body">{say('account.unlock.waiting', { count: lock.waiting })}</p>
      <PinForm onPin={onPin} />
      <Button kind="secondary" onClick={lock.toDoor}>
        {say('account.screen.change')}
      </Button>
    </Page>
  )
}
