import { useRef, useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type DemonstrationSignIn, type DoorStep, type Gate, type GateAnswer, type Opened } from './gate.ts'
import { PASSWORD, refusalText, USERNAME } from './gate-text.ts'
import { useLoaded } from '../shared/use-loaded.ts'
import { useTry } from '../shared/use-try.ts'

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
            {say('account.demo.fill', { name: person.knownAs, post: person.post })}
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
    setChosen(say('account.demo.filled', { name: person.knownAs }))
  }
  const others = people.filter(({ elsewhere }) => elsewhere)
  return (
    <Card heading={say('account.demo.title')}>
      <p className="govuk-body">{say('account.demo.text')}</p>
      <PeopleChoice people={people.filter(({ elsewhere }) => !elsewhere)} onChoose={choose} />
      {others.length > 0 && (
        <Details summary={say('account.demo.elsewhere')}>
          <PeopleChoice people={others} onChoose={choose} />
        </Details>
      )}
      <output className="cs-answer">{chosen}</output>
    </Card>
  )
}

export interface SignInFormProps {
  gate: Gate
  onOpen: (opened: Opened) => void
  /** There is more to do than to type a password. */
  onMore: (step: DoorStep) => void
  /** Back to the people of this device, where there are any. */
  onBack?: (() => void) | undefined
}

/** Somebody new to this device signs in to the service; the first time needs a connection. */
export const SignInForm = ({ gate, onOpen, onMore, onBack }: SignInFormProps) => {
  const words = useWords()
  const { say } = words
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const submit = useRef<HTMLButtonElement>(null)
  const { ways = [], demonstration } = useLoaded(gate.offers, null) ?? {}
  const { errors, errorOf, busy, attempt } = useTry<GateAnswer>((answer) => {
    if (answer.kind === 'open') onOpen(answer)
    else if (answer.kind === 'more') onMore(answer.step)
    else return refusalText(answer, 'sign-in', words)
    return null
  })
  const missing = [
    ...(username.trim() === '' ? [{ id: USERNAME, message: say('account.error.usernameMissing') }] : []),
    ...(password === '' ? [{ id: PASSWORD, message: say('account.error.passwordMissing') }] : []),
  ]
  return (
    <Page title={say('account.signIn.title')} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('account.signIn.text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(missing, () => gate.signIn(username.trim(), password))
        }}
      >
        <TextField
          id={USERNAME}
          label={say('account.signIn.username')}
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
          {say('account.signIn.button')}
        </Button>
        {busy && <Loading label={say('account.signIn.working')} />}
      </form>
      {ways.length > 0 && (
        <ButtonGroup>
          {ways.includes('passkey') && (
            <Button kind="secondary" onClick={() => onMore({ kind: 'passkey', needed: false })}>
              {say('account.signIn.passkey')}
            </Button>
          )}
          {ways.includes('work') && (
            <Button kind="secondary" onClick={gate.toWork}>
              {say('account.signIn.work')}
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
          {say('account.signIn.back')}
        </Button>
      )}
    </Page>
  )
}
