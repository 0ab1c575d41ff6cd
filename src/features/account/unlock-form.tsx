import { useEffect, useRef, useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Gate, type KnownPerson, type Opened } from './gate.ts'
import { PASSWORD } from './gate-text.ts'
import { useDoor } from './use-door.ts'

export interface UnlockFormProps {
  gate: Gate
  person: KnownPerson
  onOpen: (opened: Opened) => void
  onOther: () => void
}

/** One person of this device types their password; it works with no connection. */
export const UnlockForm = ({ gate, person, onOpen, onOther }: UnlockFormProps) => {
  const { say } = useWords()
  const [password, setPassword] = useState('')
  const { errors, errorOf, busy, knock } = useDoor('unlock', onOpen)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const missing = password === '' ? [{ id: PASSWORD, message: say('account.error.passwordMissing') }] : []
  const hello = say('account.unlock.hello', { name: person.knownAs })
  return (
    <Page
      title={say('account.unlock.title')}
      heading={hello}
      error={errors.length > 0}
      focus="leave"
      notices={<ErrorSummary errors={errors} />}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          knock(missing, () => gate.unlock(person.id, password))
        }}
      >
        <p className="govuk-body">{say('account.unlock.waiting', { count: person.waiting })}</p>
        <PasswordField
          ref={field}
          id={PASSWORD}
          label={say('account.signIn.password')}
          value={password}
          onChange={setPassword}
          error={errorOf(PASSWORD)}
        />
        <ButtonGroup>
          <Button type="submit" busy={busy} icon="lock">
            {say('account.unlock.button')}
          </Button>
          <Button kind="quiet" onClick={onOther}>
            {say('account.unlock.notMe')}
          </Button>
        </ButtonGroup>
        {busy && <Loading label={say('account.unlock.working')} />}
      </form>
    </Page>
  )
}
