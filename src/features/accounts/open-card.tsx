import { Card } from '../../ui/card.tsx'
import { Button } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type AccountPart } from './account-part.ts'
import { Outcome } from './outcome.tsx'
import { SureButton } from './sure-button.tsx'
import { useDoing } from '../shared/use-doing.ts'

/** Disables an account, or enables it again. */
export const OpenCard = ({ line, doings, again }: AccountPart) => {
  const { say } = useWords()
  const { run, busy, outcome } = useDoing()
  const { knownAs: name, may } = line
  const change = (what: 'disable' | 'enable'): void => {
    const work = async (): Promise<void> => {
      await doings.change(what)
      await again()
    }
    run(work).catch(() => undefined)
  }
  const enables = may.includes('enable')
  return (
    <Card heading={say(enables ? 'accounts.enable.title' : 'accounts.disable.title')}>
      <p className="govuk-body">{say(enables ? 'accounts.enable.text' : 'accounts.disable.text', { name })}</p>
      {enables ? (
        <Button kind="secondary" busy={busy} onClick={() => change('enable')}>
          {say('accounts.enable.button')}
        </Button>
      ) : (
        <SureButton
          kind="warning"
          busy={busy}
          question={say('accounts.disable.ask', { name })}
          text={say('accounts.disable.text', { name })}
          onYes={() => change('disable')}
        >
          {say('accounts.disable.button')}
        </SureButton>
      )}
      <Outcome outcome={outcome} done={say(enables ? 'accounts.disable.done' : 'accounts.enable.done')} />
    </Card>
  )
}
