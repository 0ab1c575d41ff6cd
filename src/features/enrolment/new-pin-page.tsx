/** Unlocked by the four words where the PIN is gone: another is chosen at once, or later (K3). */
import { useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { enrolment } from '../../words/en/enrolment.ts'
import { addArea } from '../../words/words.ts'
import { type EnrolRefusal, type NewPin } from '../shared/enrolment.ts'
import { NO_PIN, pinFaults, PinPair } from '../shared/pin-pair.tsx'
import { useTry } from '../shared/use-try.ts'
import { refusalText } from './refusal-text.ts'

addArea('enrolment', { en: enrolment })

export interface NewPinPageProps<Open> {
  newPin: NewPin<Open>
  onOpen: (opened: Open) => void
}

export const NewPinPage = <Open extends { readonly kind: 'open' }>({ newPin, onOpen }: NewPinPageProps<Open>) => {
  const words = useWords()
  const { say } = words
  const [chosen, setChosen] = useState(NO_PIN)
  const { errors, errorOf, busy, attempt } = useTry<Open | EnrolRefusal>((answer) => {
    if (answer.kind !== 'open') return refusalText(answer, words)
    onOpen(answer)
    return null
  })
  return (
    <Page title={say('enrolment.newPin.title')} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('enrolment.newPin.text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(pinFaults(chosen, newPin.weakPin, words), () => newPin.finish(chosen.pin))
        }}
      >
        <PinPair chosen={chosen} onChange={setChosen} errorOf={errorOf} />
        <ButtonGroup>
          <Button type="submit" busy={busy}>
            {say('enrolment.newPin.use')}
          </Button>
          <Button kind="quiet" busy={busy} onClick={() => attempt([], newPin.later)}>
            {say('enrolment.newPin.later')}
          </Button>
        </ButtonGroup>
        {busy && <Loading label={say('account.unlock.working')} />}
      </form>
    </Page>
  )
}
