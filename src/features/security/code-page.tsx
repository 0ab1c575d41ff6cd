/** The door, once the password was right and a code is asked for. */
import { useEffect, useRef, useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { door } from '../../words/en/door.ts'
import { addArea } from '../../words/words.ts'
import { CodeField } from './code-field.tsx'
import { type Problem } from './sign-in-problem.ts'
import { useAttempt } from './use-attempt.ts'

addArea('security', { en: security })
addArea('door', { en: door })

export interface CodePageProps {
  /** Signs in with it. @returns what stood in the way */
  onTry: (code: string) => Promise<Problem | null>
  onBack: () => void
}

export const CodePage = ({ onTry, onBack }: CodePageProps) => {
  const { say } = useWords()
  const { busy, problem, errors, setProblem, attempt } = useAttempt('code')
  const [code, setCode] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <Page
      title={say('security.code.title')}
      focus="leave"
      error={problem !== null}
      notices={<ErrorSummary errors={errors} />}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (code.trim() === '') setProblem(say('security.code.missing'))
          else attempt(() => onTry(code)).catch(() => undefined)
        }}
      >
        <p className="govuk-body">{say('security.code.text')}</p>
        <CodeField ref={field} value={code} onChange={setCode} error={problem ?? undefined} />
        <ButtonGroup>
          <Button type="submit" busy={busy}>
            {say('door.signIn')}
          </Button>
          <Button kind="quiet" onClick={onBack}>
            {say('common.cancel')}
          </Button>
        </ButtonGroup>
        {busy && <Loading label={say('door.working')} />}
      </form>
    </Page>
  )
}
