/** The door with a passkey: the browser asks, and no user name is needed. */
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { addArea } from '../../words/words.ts'
import { type Problem } from './sign-in-problem.ts'
import { useAttempt } from './use-attempt.ts'

addArea('security', { en: security })

export interface PasskeyPageProps {
  /** The password was right, and is not enough. */
  needed: boolean
  onUse: () => Promise<Problem | null>
  onBack: () => void
}

export const PasskeyPage = ({ needed, onUse, onBack }: PasskeyPageProps) => {
  const { say } = useWords()
  const { busy, problem, errors, attempt } = useAttempt()
  return (
    <Page
      title={say('security.passkey.signIn')}
      error={problem !== null}
      notices={<ErrorSummary errors={errors} />}
    >
      {needed && <p className="govuk-body">{say('security.error.other-way-needed')}</p>}
      <p className="govuk-body">{say('security.passkey.signInText')}</p>
      <ButtonGroup>
        <Button busy={busy} onClick={() => attempt(onUse)}>
          {say('security.passkey.use')}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}
