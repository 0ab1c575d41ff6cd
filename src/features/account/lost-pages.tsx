import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type KnownPerson, type Wiped } from './gate.ts'

interface LostPageProps {
  onSignIn: () => void
  onBack: () => void
}

const Buttons = ({ onSignIn, onBack }: LostPageProps) => {
  const { say } = useWords()
  return (
    <ButtonGroup>
      <Button onClick={onSignIn}>{say('account.signIn.button')}</Button>
      <Button kind="quiet" onClick={onBack}>
        {say('common.back')}
      </Button>
    </ButtonGroup>
  )
}

/** What becomes of what is not sent, and of the records, before somebody signs in for new words. */
export const ForgottenPage = ({ person, ...rest }: LostPageProps & { person: KnownPerson }) => {
  const { say } = useWords()
  return (
    <Page title={say('account.forgotten.title')}>
      <p className="govuk-body">{say('account.forgotten.text')}</p>
      <p className="govuk-body">{say('account.forgotten.unsent', { count: person.waiting })}</p>
      <p className="govuk-body">{say('account.forgotten.back')}</p>
      <Buttons {...rest} />
    </Page>
  )
}

/** The vault can't be opened any more, by nobody and nothing (K6). */
export const WipedPage = ({ why, ...rest }: LostPageProps & Pick<Wiped, 'why'>) => {
  const { say } = useWords()
  return (
    <Page title={say('account.wiped.title')}>
      <p className="govuk-body">{say(`account.wiped.${why}`)}</p>
      <p className="govuk-body">{say('account.wiped.text')}</p>
      <p className="govuk-body">{say('account.wiped.back')}</p>
      <Buttons {...rest} />
    </Page>
  )
}
