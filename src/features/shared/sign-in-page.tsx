/** The door, for somebody who is not on this device. A chunk of its own: who is unlocks. */
import { useRef, useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'
import { type DemonstrationSignIn, type Offers } from './offers.ts'
import { PASSWORD, USERNAME } from './sign-in-fields.ts'
import { useLoaded } from './use-loaded.ts'
import { useTry } from './use-try.ts'

addArea('door', { en: door })

interface DemonstrationProps {
  people: readonly DemonstrationSignIn[]
  onChoose: (person: DemonstrationSignIn) => void
}

const PeopleChoice = ({ people, onChoose }: DemonstrationProps) => {
  const { say } = useWords()
  return (
    <ul className="cs-people-choice">
      {people.map((person) => (
        <li key={person.username}>
          <Button kind="secondary" onClick={() => onChoose(person)}>
            {say('door.demo.fill', { name: person.knownAs, post: person.post })}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** The made-up sign-ins of a demonstration: one tap fills the boxes. Those of its other services are folded away. */
const Demonstration = ({ people, onChoose }: DemonstrationProps) => {
  const { say } = useWords()
  const [chosen, setChosen] = useState('')
  const choose = (person: DemonstrationSignIn): void => {
    onChoose(person)
    setChosen(say('door.demo.filled', { name: person.knownAs }))
  }
  const others = people.filter(({ elsewhere }) => elsewhere)
  return (
    <Card heading={say('door.demo.title')}>
      <p className="govuk-body">{say('door.demo.text')}</p>
      <PeopleChoice people={people.filter(({ elsewhere }) => !elsewhere)} onChoose={choose} />
      {others.length > 0 && (
        <Details summary={say('door.demo.elsewhere')}>
          <PeopleChoice people={others} onChoose={choose} />
        </Details>
      )}
      <output className="cs-answer">{chosen}</output>
    </Card>
  )
}

export interface SignInPageProps {
  /** Null offline. */
  offers: () => Promise<Offers | null>
  /** Comes in, or goes on to what there is to do beside. @returns why not */
  onTry: (username: string, password: string) => Promise<FieldError | null>
  onPasskey: () => void
  /** To the work account's own sign-in. */
  onWork: () => void
  /** Back to the people of this device, where there are any. */
  onBack?: (() => void) | undefined
}

/** Somebody new to this device signs in to the service; the first time needs a connection. */
export const SignInPage = ({ offers, onTry, onPasskey, onWork, onBack }: SignInPageProps) => {
  const { say } = useWords()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const submit = useRef<HTMLButtonElement>(null)
  const { ways = [], demonstration } = useLoaded(offers, null) ?? {}
  const { errors, errorOf, busy, attempt } = useTry<FieldError | null>((refusal) => refusal)
  const missing = [
    ...(username.trim() === '' ? [{ id: USERNAME, message: say('door.usernameMissing') }] : []),
    ...(password === '' ? [{ id: PASSWORD, message: say('account.error.passwordMissing') }] : []),
  ]
  return (
    <Page title={say('door.title')} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('door.text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(missing, () => onTry(username.trim(), password))
        }}
      >
        <TextField
          id={USERNAME}
          label={say('door.username')}
          autoComplete="username"
          spellCheck={false}
          value={username}
          onChange={setUsername}
          error={errorOf(USERNAME)}
        />
        <PasswordField
          id={PASSWORD}
          label={say('account.signIn.password')}
          value={password}
          onChange={setPassword}
          error={errorOf(PASSWORD)}
        />
        <Button ref={submit} type="submit" busy={busy}>
          {say('door.signIn')}
        </Button>
        {busy && <Loading label={say('door.working')} />}
      </form>
      {ways.length > 0 && (
        <ButtonGroup>
          {ways.includes('passkey') && (
            <Button kind="secondary" onClick={onPasskey}>
              {say('door.passkey')}
            </Button>
          )}
          {ways.includes('work') && (
            <Button kind="secondary" onClick={onWork}>
              {say('door.work')}
            </Button>
          )}
        </ButtonGroup>
      )}
      {demonstration && (
        <Demonstration
          people={demonstration}
          onChoose={(person) => {
            setUsername(person.username)
            setPassword(person.password)
            submit.current?.focus()
          }}
        />
      )}
      {onBack && (
        <Button kind="quiet" onClick={onBack}>
          {say('door.back')}
        </Button>
      )}
    </Page>
  )
}
