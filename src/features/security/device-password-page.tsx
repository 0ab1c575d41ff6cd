/** Who signed in without a password unlocks this device with one of its own (A1): chosen once, known to nobody else. */
import { useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { addArea } from '../../words/words.ts'
import { type Problem } from './sign-in-problem.ts'
import { useAttempt } from './use-attempt.ts'

addArea('security', { en: security })

const SHORTEST = 8
const FIELD = 'device-password'

export interface DevicePasswordPageProps {
  knownAs: string
  /** Their notes are here already, under a password they chose before. */
  known: boolean
  /** @param keep what is here opens with this password, or stays as it is */
  onTry: (password: string, keep: boolean) => Promise<Problem | null>
  onBack: () => void
}

export const DevicePasswordPage = ({ knownAs, known, onTry, onBack }: DevicePasswordPageProps) => {
  const { say } = useWords()
  const { busy, problem, errors, setProblem, attempt } = useAttempt(FIELD)
  const [forgotten, setForgotten] = useState(false)
  const [password, setPassword] = useState('')
  const choosing = !known || forgotten
  return (
    <Page
      title={say(choosing ? 'security.device.choose' : 'security.device.type')}
      heading={say('account.unlock.hello', { name: knownAs })}
      error={problem !== null}
      notices={<ErrorSummary errors={errors} />}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (choosing && password.length < SHORTEST) setProblem(say('security.device.short'))
          else if (password === '') setProblem(say('account.error.passwordMissing'))
          else attempt(() => onTry(password, !choosing)).catch(() => undefined)
        }}
      >
        <p className="govuk-body">{say(choosing ? 'security.device.chooseText' : 'security.device.typeText')}</p>
        {forgotten && <p className="govuk-body">{say('security.device.forgottenText')}</p>}
        <PasswordField
          id={FIELD}
          label={say('security.device.label')}
          hint={choosing ? say('security.device.hint') : undefined}
          autoComplete={choosing ? 'new-password' : 'current-password'}
          value={password}
          onChange={setPassword}
          error={problem ?? undefined}
        />
        <ButtonGroup>
          <Button type="submit" busy={busy} icon="lock">
            {say(choosing ? 'security.device.chooseButton' : 'account.unlock.button')}
          </Button>
          {!choosing && (
            <Button
              kind="quiet"
              onClick={() => {
                setForgotten(true)
                setPassword('')
                setProblem(null)
              }}
            >
              {say('security.device.forgotten')}
            </Button>
          )}
          <Button kind="quiet" onClick={onBack}>
            {say('common.cancel')}
          </Button>
        </ButtonGroup>
        {busy && <Loading label={say('account.unlock.working')} />}
      </form>
    </Page>
  )
}
