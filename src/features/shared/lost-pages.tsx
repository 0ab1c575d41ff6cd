/** The door, where what unlocks is forgotten or gone. */
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'

addArea('door', { en: door })

interface LostPageProps {
  onSignIn: () => void
  onBack: () => void
}

const Buttons = ({ onSignIn, onBack }: LostPageProps) => {
  const { say } = useWords()
  return (
    <ButtonGroup>
      <Button onClick={onSignIn}>{say('door.signIn')}</Button>
      <Button kind="quiet" onClick={onBack}>
        {say('common.back')}
      </Button>
    </ButtonGroup>
  )
}

/** What becomes of what is not sent, and of the records, before somebody signs in for new words. */
export const ForgottenPage = ({ waiting, ...rest }: LostPageProps & { waiting: number }) => {
  const { say } = useWords()
  return (
    <Page title={say('door.forgotten.title')}>
      <p className="govuk-body">{say('door.forgotten.text')}</p>
      <p className="govuk-body">{say('door.forgotten.unsent', { count: waiting })}</p>
      <p className="govuk-body">{say('door.forgotten.back')}</p>
      <Buttons {...rest} />
    </Page>
  )
}

/** The vault can't be opened any more, by nobody and nothing (K6). */
export const WipedPage = ({ why, ...rest }: LostPageProps & { why: 'lease' | 'revoked' }) => {
  const { say } = useWords()
  return (
    <Page title={say('door.wiped.title')}>
      <p className="govuk-body">{say(`door.wiped.${why}`)}</p>
      <p className="govuk-body">{say('door.wiped.text')}</p>
      <p className="govuk-body">{say('door.wiped.back')}</p>
      <Buttons {...rest} />
    </Page>
  )
}
