import { useRef, useState } from 'react'
import { normalUsername, passwordProblem, Username } from '../../domain/password.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { Button } from '../../ui/button.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { PASSWORD, USERNAME } from '../shared/sign-in-fields.ts'
import { type Invited, type Taken } from './invitation.ts'
import { problemText } from './invitation-text.ts'

/** What is wrong with what was typed, before anybody is asked. */
const faultsOf = (username: string, password: string, { again }: Invited, { say }: Words): readonly FieldError[] => {
  const faults: FieldError[] = []
  if (!again && username === '') faults.push({ id: USERNAME, message: say('accounts.error.usernameMissing') })
  else if (!again && !Username.safeParse(normalUsername(username)).success) {
    faults.push({ id: USERNAME, message: say('accounts.error.usernameWrong') })
  }
  const problem = password === '' ? null : passwordProblem(password, username)
  if (password === '') faults.push({ id: PASSWORD, message: say('accounts.error.passwordMissing') })
  else if (problem !== null) faults.push({ id: PASSWORD, message: say(`accounts.error.password.${problem}`) })
  return faults
}

/** Why it was not done, where the form stays. */
const refusalOf = (taken: Exclude<Taken, { kind: 'chosen' | 'unknown' }>, words: Words): FieldError => {
  switch (taken.kind) {
    case 'username-taken':
      return { id: USERNAME, message: words.say('accounts.error.usernameTaken') }
    case 'password-weak':
      return { id: PASSWORD, message: words.say('accounts.error.password.too-common') }
    case 'offline':
    case 'server-trouble':
    case 'throttled':
      return { id: null, message: problemText(taken, words) }
    default:
      return unreachable(taken)
  }
}

export interface InvitationFormProps {
  invited: Invited
  /** Tries it. What ends this page is the page’s to show. */
  onTake: (username: string, password: string) => Promise<Taken>
}

/** A user name, unless there is one, and a password that nobody else sees (G2). */
export const InvitationForm = ({ invited, onTake }: InvitationFormProps) => {
  const words = useWords()
  const { say } = words
  const { knownAs, service, again } = invited
  const [username, setUsername] = useState(invited.username ?? '')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const trying = useRef(false)
  const errorOf = (id: string): string | undefined => errors.find((error) => error.id === id)?.message
  const attempt = async (): Promise<void> => {
    if (trying.current) return
    const name = username.trim()
    const faults = faultsOf(name, password, invited, words)
    setErrors(faults)
    if (faults.length > 0) return
    trying.current = true
    setBusy(true)
    try {
      const taken = await onTake(name, password)
      if (taken.kind !== 'chosen' && taken.kind !== 'unknown') setErrors([refusalOf(taken, words)])
    } catch {
      setErrors([{ id: null, message: say('accounts.link.trouble') }])
    } finally {
      trying.current = false
      setBusy(false)
    }
  }
  return (
    <Page
      title={say('accounts.link.title')}
      heading={say('accounts.link.hello', { name: knownAs })}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <p className="govuk-body">{say(again ? 'accounts.link.again' : 'accounts.link.new', { service })}</p>
      <Inset>{say('accounts.link.not', { name: knownAs })}</Inset>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt().catch(() => undefined)
        }}
      >
        {again ? (
          <p className="govuk-body">{say('accounts.link.usernameIs', { username })}</p>
        ) : (
          <TextField
            id={USERNAME}
            label={say('accounts.link.username')}
            hint={say('accounts.link.usernameHint')}
            autoComplete="username"
            spellCheck={false}
            value={username}
            onChange={setUsername}
            error={errorOf(USERNAME)}
          />
        )}
        <PasswordField
          id={PASSWORD}
          label={say('accounts.link.password')}
          hint={say('accounts.link.passwordHint')}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={errorOf(PASSWORD)}
        />
        <p className="govuk-body">{say('accounts.link.nobody')}</p>
        <Button type="submit" busy={busy}>
          {say('accounts.link.button')}
        </Button>
        {busy && <Loading label={say('accounts.link.working')} />}
      </form>
    </Page>
  )
}
