import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type AccountPart } from './account-part.ts'
import { Outcome } from './outcome.tsx'
import { SureButton } from './sure-button.tsx'
import { useDoing } from '../shared/use-doing.ts'

/** Makes somebody an administrator, or takes that back. */
export const AdministratorCard = ({ line, doings, again }: AccountPart) => {
  const { say } = useWords()
  const { run, busy, outcome } = useDoing()
  const { knownAs: name, may } = line
  const makes = may.includes('make-administrator')
  const change = (): void => {
    const work = async (): Promise<void> => {
      await doings.change(makes ? 'make-administrator' : 'take-administrator')
      await again()
    }
    run(work).catch(() => undefined)
  }
  return (
    <Card heading={say('accounts.admin.title')}>
      <p className="govuk-body">{say('accounts.admin.text')}</p>
      <SureButton
        busy={busy}
        question={say(makes ? 'accounts.admin.makeAsk' : 'accounts.admin.takeAsk', { name })}
        text={say('accounts.admin.text')}
        onYes={change}
      >
        {say(makes ? 'accounts.admin.make' : 'accounts.admin.take')}
      </SureButton>
      <Outcome outcome={outcome} done={say('accounts.done')} />
    </Card>
  )
}
